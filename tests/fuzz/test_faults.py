"""Rows 42 to 45 of the faults: what parsing must answer, through `extract`, `scrape` and workers."""

import json
import time

import pytest
from tests.local_server import LocalServer

import newsscrape as ns

STORY = (
    "<article><h1>Ferry service resumes after storm</h1><p>The first ferry left the harbour on Tuesday morning with "
    "forty passengers and a cargo of apples, after three days in port.</p><p>The captain said the sea was calm and the "
    "crew rested, and that the timetable would be kept for the rest of the week.</p></article>"
)
POLICY = ns.FetchPolicy(allow_private=True, robots=False)


@pytest.mark.parametrize("html", [b"", "", b" \n\t ", b"\xef\xbb\xbf", b"\x00" * 5000, b"<html></html>", b"<!-- -->"])
def test_42_empty_pages_have_the_outcome_empty(html):
    assert ns.extract(html).outcome.status == "empty"


@pytest.mark.parametrize("body", [b"", b"   \n  "])
def test_42_empty_pages_cannot_be_scraped(body):
    with LocalServer(body=lambda path: body, status="200 OK") as server, pytest.raises(ns.EmptyDocument):
        ns.scrape(server.url("/"), POLICY)


@pytest.mark.parametrize("tag", ["<div>", "<b>", "<span class=x>", "<ul><li>", "<table><td>", "<font size=1>"])
def test_43_a_hundred_thousand_nested_tags(tag):
    started = time.thread_time()
    explanation = ns.explain(STORY + tag * 100_000 + "and more")
    assert time.thread_time() - started < 4
    assert "Ferry service resumes after storm" in [b.text for b in explanation.blocks]
    assert any("degraded" in w for w in explanation.document.warnings)


NESTED = {
    "arrays": "[" * 5_000_000,
    "objects": '{"a":' * 1_000_000,
    "closed": "[" * 2_500_000 + "]" * 2_500_000,
    "graph": '{"@graph":[' * 450_000,
    "typed": '{"@type":"NewsArticle","author":' * 150_000 + "1" + "}" * 150_000,
    "wide": "[" + '{"@type":"NewsArticle","headline":"Other"},' * 120_000 + "{}]",
    "text": '{"@type":"NewsArticle","headline":"' + "x" * 5_000_000 + '"}',
}


@pytest.mark.parametrize("text", NESTED.values(), ids=NESTED)
def test_45_five_megabytes_of_json_ld(text):
    started = time.thread_time()
    document = ns.extract(f'<script type="application/ld+json">{text}</script>{STORY}')
    assert time.thread_time() - started < 4
    assert document.headline == "Ferry service resumes after storm"
    assert len(document.body) == 2


VALUES = [
    None,
    True,
    3,
    -0.5,
    10**300,
    "",
    "\ud800",
    [],
    {},
    [[[[]]]],
    [None],
    {"@id": "#x"},
    {"@type": 3},
    {"name": {"name": []}},
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_45_json_ld_of_any_type(value):
    keys = (
        "isAccessibleForFree mainEntityOfPage articleBody headline author datePublished dateModified image publisher "
        "keywords articleSection inLanguage url"
    ).split()
    node = {
        "@type": "NewsArticle",
        **dict.fromkeys([*keys, "isAccessibleForFree", "mainEntityOfPage", "articleBody"], value),
    }
    for data in (node, [node], {"@graph": [node, value]}, value, {"@type": value}, {"@graph": value}):
        document = ns.extract(f'<script type="application/ld+json">{json.dumps(data)}</script>{STORY}')
        assert document.headline == "Ferry service resumes after storm"
        assert len(document.body) == 2
        assert ns.Document.from_dict(json.loads(document.to_json().encode("utf-8"))) == document


@pytest.mark.parametrize("charset", ["base64", "utf-7", "rot13", "no-such-charset", "\x00", "x" * 2000, "idna"])
def test_wrong_charsets_are_ignored(charset):
    document = ns.extract(f'<meta charset="{charset}">{STORY}'.encode())
    assert document.headline == "Ferry service resumes after storm"


@pytest.mark.parametrize(
    "html", [bytes(range(256)) * 400, b"\x89PNG\r\n\x1a\n" + b"\x00\xff" * 4000, b"%PDF-1.7\n" + b"\xe2\xe3" * 900]
)
def test_binary_is_no_article(html):
    document = ns.extract(html)
    assert not document.is_article
    document.to_json().encode("utf-8")


def test_nul_inside_text_is_left_out():
    document = ns.extract(STORY.replace("harbour", "har\x00bour"))
    assert "\x00" not in document.text
