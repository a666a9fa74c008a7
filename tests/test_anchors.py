"""Every kept block is found again in its page; every link's offsets are its text in the page."""

import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

import newsscrape as ns
from newsscrape.extract import decode
from newsscrape.page import Page
from newsscrape.testing import find

FIXTURES = {f.slug: f for f in find(Path(__file__).resolve().parent.parent / "fixtures")}


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad\u200b\u2060\ufeff]+", "", text)


@pytest.mark.parametrize("slug", FIXTURES)
def test_every_block_of_the_page_is_found_at_its_path(slug: str):
    fixture = FIXTURES[slug]
    doc = ns.extract(fixture.html, url=fixture.url)
    for block in doc.blocks:
        if block.anchor is None:  # a headline taken from the metadata stands nowhere on the page
            assert block.id == "b-title"
            continue
        found = ns.locate(fixture.html, block.anchor)
        assert found is not None, block
        assert not found.is_moved, block
        assert found.path == block.anchor.path
        assert squeezed(block.anchor.quote) in squeezed(found.text)
        assert squeezed(block.text).startswith(squeezed(block.anchor.quote)), block


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(sorted(FIXTURES)), st.integers(1, 5))
def test_a_block_is_found_after_the_page_around_it_changed(slug: str, depth: int):
    fixture = FIXTURES[slug]
    doc = ns.extract(fixture.html, url=fixture.url)
    text = decode(Page(fixture.html)).text
    changed = re.sub(r"(<body[^>]*>)", lambda m: m[1] + "<div><p>New.</p>" * depth + "</div>" * depth + "<main>", text)
    for block in doc.blocks:
        if block.anchor is not None:
            found = ns.locate(changed, block.anchor)
            assert found is not None, block
            assert squeezed(block.anchor.quote) in squeezed(found.text)


def test_what_is_not_there_is_not_found():
    page = b"<body><p>Something else</p></body>"
    assert ns.locate(page, ns.Anchor("/html/body[1]/p[1]", "Not this")) is None


def test_of_a_moved_block_the_smallest_element_is_found():
    page = "<body><div><div><p>One <b>and</b> two.</p></div></div></body>"
    found = ns.locate(page, ns.Anchor("/html/body[1]/p[1]", "One and"))
    assert found == ns.Located("/html/body[1]/div[1]/div[1]/p[1]", "One and two.", is_moved=True)


@pytest.mark.parametrize(
    "path", ["", "/", "//", "/html/body[2]", "/html/body[1]/p[x]", "/x/body[1]", "/html/body[1]/p[99]"]
)
def test_a_path_that_leads_nowhere_is_no_error(path: str):
    assert ns.locate("<body><p>Text</p></body>", ns.Anchor(path, "nowhere")) is None


def parts_of(link) -> list[str]:
    """The link's text; of a link around several blocks the text of each."""
    inner = [e for e in link.iter("div", "h2", "h3", "h4", "p", "span") if e is not link]
    return [link.text_content(), *(e.text_content() for e in inner)]


@pytest.mark.parametrize("slug", FIXTURES)
def test_links_are_the_page_s_links(slug: str):
    fixture = FIXTURES[slug]
    doc = ns.extract(fixture.html, url=fixture.url)
    links = [a for a in lxml_html.document_fromstring(fixture.html).iter("a") if a.get("href")]
    texts = {(urljoin(doc.url or "", a.get("href").strip()), squeezed(t)) for a in links for t in parts_of(a)}
    for block in doc.blocks:
        for span in block.spans:
            assert 0 <= span.start < span.end <= len(block.text)
            part = block.text[span.start : span.end]
            assert part == part.strip()
            if span.kind == "link" and span.url:
                assert (span.url, squeezed(part)) in texts


def test_links_and_emphasis_have_exact_offsets():
    page = (
        "<html><head><title>t</title></head><body><article><h1>A headline for the story</h1><p>Some text, long enough, "
        "with <a href='/x'>a  link</a>, <b>bold <i>and\n slanted</i></b> words, so that it reads like prose.</p>"
        "</article></body></html>"
    )
    doc = ns.extract(page, url="https://news.example/s")
    block = next(b for b in doc.body if "a link" in b.text)
    parts = {(s.kind, block.text[s.start : s.end], s.url) for s in block.spans}
    assert parts == {
        ("link", "a link", "https://news.example/x"),
        ("strong", "bold and slanted", None),
        ("emphasis", "and slanted", None),
    }
