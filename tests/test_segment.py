"""A page is cut at block-level borders; every text with a word ends up in exactly one block, with its context."""

from pathlib import Path

import pytest

from fuzz.mutate import mutated, sources
from newsscrape.charset import decode
from newsscrape.dom import TEXT, limits, parse
from newsscrape.segment import segment

FIXTURES = sorted((Path(__file__).resolve().parent.parent / "fixtures").glob("*/page.html"))
SILENT = dict.fromkeys(
    map(ord, "\xad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff")
)


def blocks(html):
    return segment(parse(html)).segments


def texts(html):
    return [s.text for s in blocks(html)]


def letters(text):
    return "".join(text.translate(SILENT).split())


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a <b>b</b>c<p>d", ["a bc", "d"]),
        ("<p>  two \n\t words  ", ["two words"]),
        ("<p>a\xa0b", ["a b"]),
        ("<p>one\xa0 two\u2003three", ["one two three"]),
        ("<p>soft\xadhy\u200bphen\u2060s\ufeff", ["softhyphens"]),
        ("<p>\xad<p>x", ["x"]),
        ("<p>\u200d<p>\u200e \u200f<p>می\u200cخواهم", ["می\u200cخواهم"]),
        ("<p>a\x07b \ue000", ["a\x07b \ue000"]),
        ("<p>a<span> b</span><span>c </span>d", ["a bc d"]),
        ("<div>a<br>b<br><br>c</div>", ["a b", "c"]),
        ("<div>a<my-tag>b</my-tag>c</div>", ["a", "b", "c"]),
        ("<pre>\n a\n  b</pre>", [" a\n  b"]),
        ("<div>a<p>b</p>c<div></div>d</div>e", ["a", "b", "c", "d", "e"]),
    ],
)
def test_text_is_cut_at_blocks_and_its_white_space_is_one_space(html, expected):
    assert texts(html) == expected


def test_what_is_not_displayed_is_marked_and_what_follows_is_not():
    html = (
        "<div style='display: none'><p>a<span hidden>b</span><p>c</div><p>d<div hidden><noscript>e</noscript>f</div>"
        "<noscript><p>g</p></noscript><p style='color:red'>h<p style='VISIBILITY:hidden'>i<p style='visibility:hidden'>"
        "<p>j<b style='display:none'>k</b>"
    )
    hidden = [s.text for s in blocks(html) if s.is_hidden]
    shown = [s.text for s in blocks(html) if not s.is_hidden]
    assert hidden == ["ab", "c", "e", "f", "g", "i"]
    assert shown == ["d", "h", "jk"]


def test_links_and_emphasis_have_offsets_also_where_a_block_ends_inside_them():
    (block,) = blocks("<p>See <a href=/a>the <b>new</b> lock</a> <i>now</i>.")
    assert block.text == "See the new lock now."
    assert [(block.text[m.start : m.end], m.kind, m.url) for m in block.spans] == [
        ("new", "strong", None),
        ("the new lock", "link", "/a"),
        ("now", "emphasis", None),
    ]
    assert (block.link_chars, block.strong_chars) == (12, 3)
    first, second = blocks("<a href=/a><div>one</div><div>two</div></a>")
    assert [(m.start, m.end, m.url) for m in (*first.spans, *second.spans)] == [(0, 3, "/a"), (0, 3, "/a")]


def test_an_editors_class_sets_a_part_apart_but_not_within_running_text():
    html = "<figcaption>The lock.<span class='figcaption__credit'>Photo: Jo Reed</span></figcaption>"
    caption, credit = blocks(html)
    assert (caption.text, credit.text, caption.joined, credit.joined) == ("The lock.", "Photo: Jo Reed", None, "")
    assert parse(html).tags[credit.mark] == "span"
    assert texts("<p>The lock. <span class='figcaption__credit'>Photo: Jo Reed</span> It is new.") == [
        "The lock. Photo: Jo Reed It is new."
    ]
    assert [s.joined for s in blocks("<div>A <i itemprop=author>B</i> C</div>")] == [None, " ", " "]


def test_pictures_are_told_with_their_attributes():
    cut = segment(parse("<p>a<img src=1><amp-img src=2></amp-img><picture><img src=3></picture>"))
    assert [p.attrs["src"] for p in cut.pictures] == ["1", "2", "3"]


def assert_whole(html):
    """Blocks are in order and hold the page's letters, each once; places are those of the tree."""
    tree = parse(html)
    cut = segment(tree)
    found = [s.first for s in cut.segments]
    assert found == sorted(set(found))
    assert all(tree.tags[first] == TEXT for first in found)
    assert all(s.element < s.first < tree.ends[s.element] for s in cut.segments)
    assert all(s.mark <= s.first < tree.ends[s.mark] for s in cut.segments)
    assert letters("".join(s.text for s in cut.segments)) == letters("".join(tree.texts))
    for s in cut.segments:
        assert all(0 <= m.start < m.end <= len(s.text) for m in s.spans)


@pytest.mark.parametrize("page", FIXTURES, ids=lambda path: path.parent.name)
def test_every_text_is_in_one_block(page):
    assert_whole(decode(page.read_bytes()).text)


def test_every_text_of_mutated_pages_is_in_one_block():
    pages = sources()
    for number in range(300):
        html = decode(mutated(number, pages)).text
        if limits.check(html.encode()).status == "ok":
            assert_whole(html)


@pytest.mark.parametrize(
    ("ruby", "text"),
    [
        ("<ruby>子<rt>こ</rt></ruby>どもへの<ruby>体罰<rt>たいばつ</rt></ruby>を禁止", "子どもへの体罰を禁止"),
        ("<ruby><rb>尹錫悦</rb><rp>（</rp><rt>ユンソンニョル</rt><rp>）</rp></ruby>氏", "尹錫悦（ユンソンニョル）氏"),
    ],
    ids=["above", "in brackets"],
)
def test_readings_of_ruby_text_are_part_of_the_sentence_only_in_brackets(ruby, text):
    assert [s.text for s in segment(parse(f"<p>{ruby}</p>")).segments] == [text]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<p>Ada Quill<span class="tooltiptext">editor</span> says', ["editor"]),
        ('<p>The <a>dike</a><span class="Term_tooltipBubble__x"><b>Dike</b> a wall</span> holds', ["Dike a wall"]),
        ('<p>The <span class="tooltip">dike<span class="tooltip-content">a wall</span></span> holds', ["a wall"]),
        ('<p>Two<i class="popover__body">one</i>, three<i class="popover__body">four</i>', ["one", "four"]),
        ('<p>The dike<span class="rollover-block"><b>a</b><span class="rollover-text">b</span></span>', ["ab"]),
        ('<p><span class="tooltiptext">all of it</span></p>', []),
        ('<p>a<span class="tooltip-trigger">b</span> <span class="hovercard-link">c</span></p>', []),
        ('<div>a<span class="tooltiptext">b<p>c</p>d</span>e</div>', ["b"]),
    ],
)
def test_what_opens_over_the_text_is_told_apart(html, expected):
    assert [s.text[start:end].strip() for s in blocks(html) for start, end in s.tips] == expected
