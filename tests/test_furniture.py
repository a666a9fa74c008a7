"""Menus, footers and rows far from the text are set apart before labelling; nothing that may be text is."""

import newsscrape as ns
from newsscrape.dom import parse
from newsscrape.label.furniture import set_apart
from newsscrape.segment import segment

LINKS = "".join(f'<li><a href="/s{n}">Section {n}</a></li>' for n in range(7))
STORY = "<p>The harbour opened its new lock on Monday, two years late and well under budget.</p>" * 2


def apart(html):
    tree = parse(html)
    cut, furniture = set_apart(tree, segment(tree))
    return [s.text for s in cut.segments], [s.text for s in furniture]


def test_a_menu_is_set_apart_but_for_its_ends():
    kept, furniture = apart(f"<nav><ul>{LINKS}</ul></nav>{STORY}")
    assert furniture == [f"Section {n}" for n in range(1, 6)]
    assert kept[:2] == ["Section 0", "Section 6"]


def test_a_list_of_short_links_is_a_menu_whatever_its_tags():
    assert len(apart(f"<div><ul>{LINKS}</ul></div>{STORY}")[1]) == 5


def test_a_footer_with_text_between_its_links_is_one():
    texts = "".join(f"<p>Street {n}, Port Town</p><p><a href='/{n}'>Map {n}</a></p>" for n in range(4))
    assert len(apart(f"{STORY}<footer>{texts}</footer>")[1]) == 6


def test_rows_far_from_any_text_are_set_apart_but_for_their_ends():
    rows = "".join(f"<div>{n} March</div><div>Harbour news {n}</div>" for n in range(12))
    assert apart(f"<main>{STORY}</main>{rows}")[1] == ["Harbour news 4", *_rows(5, 11), "11 March"]
    assert apart(f"<main>{STORY}</main>{rows}<h1>Lock opens</h1>")[1] == ["Harbour news 4", *_rows(5, 7), "7 March"]
    for html in (
        f"<article>{STORY}{rows}</article>",
        f"{STORY}<table><tr>{rows.replace('div', 'td')}</table>",
        f"<main>{STORY}</main>{rows[: len(rows) // 3]}{STORY}",
    ):
        assert apart(html)[1] == []


def _rows(first, end):
    return [text for n in range(first, end) for text in (f"{n} March", f"Harbour news {n}")]


def test_what_may_be_text_is_kept():
    contents = LINKS.replace('href="/s', 'href="#s')
    title = "A headline that is long enough to be one of a teaser, or a source"
    long = "".join(f'<li><a href="/{n}">{title} {n}</a></li>' for n in range(7))
    long_text = "<p>" + "The harbour opened its new lock on Monday. " * 6 + "</p>"
    for html in (
        f"<article><ul>{LINKS}</ul>{STORY}</article>",  # links of the article
        f"<ul>{contents}</ul>{STORY}",  # its table of contents
        f"<ul>{long}</ul>{STORY}",
        f"<nav><a href='/'>Start</a><p>»</p><p><a href='/sea'>Sea</a></p><p>Locks</p></nav>{STORY}",  # a breadcrumb
        f"<nav>{long_text * 6}</nav>",
        f"<article>{STORY}<footer>{STORY}<p>By Ada Quill</p><p>Source: dpa</p><p>Photo: Jo Reed</p></footer></article>",
    ):
        assert apart(html)[1] == []


def test_explaining_shows_every_block_in_the_order_of_the_page():
    html = f"<nav><ul>{LINKS}</ul></nav><article><h1>Lock opens</h1>{STORY}</article>"
    blocks = ns.explain(html).blocks
    assert [b.text for b in blocks] == [s.text for s in segment(parse(html)).segments]
    told = next(b for b in blocks if b.text == "Section 3")
    assert (told.role, told.kind, told.grounds, len(told.votes)) == ("boilerplate", "navigation", None, 1)


def test_headlines_of_other_stories_far_from_the_text_are_told_as_related():
    links = "".join(
        f'<p><a href="/{n}">Another story of the harbour, number {n} of many of its kind</a></p>' for n in range(30)
    )
    blocks = ns.explain(f"<main><h1>Lock opens</h1>{STORY}</main>{links}").blocks
    told = [b for b in blocks if b.grounds is None]
    assert len(told) > 10
    assert {b.kind for b in told} == {"related"}
