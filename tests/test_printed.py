"""A segment's text as a reader sees it: what the document prints of it."""

import pytest

from newsscrape.assemble.printed import is_as_printed, printed
from newsscrape.dom import parse
from newsscrape.segment import segment

TIP = '<span class="tooltiptext"><a href="/w">a wall</a> of earth</span>'


def shown(html):
    tree = parse(html)
    (s,) = segment(tree).segments
    assert not is_as_printed(s)
    text, spans = printed(tree, s)
    return text, [text[m.start : m.end] for m in spans]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f'<p>The <a href="/d">dike</a>{TIP} holds <b>well</b>.', ("The dike holds well.", ["dike", "well"])),
        (f'<p>The <a href="/d">dike</a> {TIP} holds', ("The dike holds", ["dike"])),
        (f'<p>Behind the <a href="/d">dike</a> {TIP}', ("Behind the dike", ["dike"])),
        (f"<p>A <b>dike{TIP}</b> and a dike{TIP}!", ("A dike and a dike!", ["dike"])),
        ('<p><span class="initial-letter">N</span> <a href="/e">a endlich</a>!', ("Na endlich!", ["a endlich"])),
        ('<p><b class="x dropcap"><span>T</span></b> he dike', ("The dike", ["T"])),
    ],
)
def test_tips_are_left_out_and_initials_joined(html, expected):
    assert shown(html) == expected


@pytest.mark.parametrize("html", ["<p>A dike holds", "<p><b>A</b> dike holds", '<p class="dropcap">A dike holds'])
def test_a_letter_that_is_a_word_stays_apart(html):
    assert shown(html)[0] == "A dike holds"


@pytest.mark.parametrize("html", ["<p>The dike", "<p>a dike", "<p>N", "<p>A 3", '<p><i class="initial">T</i>he dike'])
def test_most_text_is_as_it_is_printed(html):
    (s,) = segment(parse(html)).segments
    assert is_as_printed(s)
