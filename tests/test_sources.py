"""Source lines: what kind they are, which part of a line they are, and what is none."""

import pytest

from newsscrape.assemble.sources import source_lines, with_bylines
from newsscrape.block import Block


def told(role, text, house=None, authors=()):
    blocks = [Block("b1", "paragraph", "The harbour opens again on Monday."), Block("b2", role, text)]
    return source_lines(blocks, house, authors)


@pytest.mark.parametrize(
    ("text", "names", "kind"),
    [
        ("Quelle: dpa", ("dpa",), "agency"),
        ("Source: Example Times", ("Example Times",), "publication"),
        ("Data source: Example Statistics", ("Example Statistics",), "data"),
        ("Quelle: Daten: Amt für Statistik", ("Daten: Amt für Statistik",), "data"),
        ("Pressemitteilung: Stadtwerke Example", ("Stadtwerke Example",), "material"),
        ("Källa: Pressmeddelande", ("Pressmeddelande",), "material"),
        ("Text und Bilder: Example", ("Example",), "photo"),
        ("Database of Example", ("Database of Example",), "publication"),
        ("数据来源：示例统计局", ("示例统计局",), "data"),
    ],
)
def test_kinds(text, names, kind):
    (line,) = told("source", text)
    assert (line.text, line.names, line.kind, line.block_id) == (text, names, kind, "b2")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("© All rights reserved Source: Example Radio", "Source: Example Radio"),
        ("1.12.2022 | Quelle: Example Electric | example.com", "Quelle: Example Electric"),
        ("Quelle: Example, alle Rechte vorbehalten: 2025", "Quelle: Example, alle Rechte vorbehalten: 2025"),
        ("© All rights reserved: 2025", "© All rights reserved: 2025"),
    ],
)
def test_the_labelled_part_of_a_line(text, part):
    assert [line.text for line in told("source", text)] == [part]


def test_what_is_no_source_is_a_byline_among_the_blocks():
    blocks = [Block("b1", "source", "Reporting by Jane Doe"), Block("b2", "source", "Quelle: dpa")]
    lines = source_lines(blocks, None)
    assert [line.text for line in lines] == ["Quelle: dpa"]
    assert [b.role for b in with_bylines(blocks, lines)] == ["byline", "source"]


@pytest.mark.parametrize(("text", "count"), [("Von Jane Doe, dpa", 0), ("Von Ada Quill, dpa", 1), ("Jane Doe, dpa", 1)])
def test_a_line_that_begins_as_the_byline_is_no_source(text, count):
    assert len(told("source", text, authors=("Jane Doe",))) == count
