"""Small invented pages and what they state: shared by the tests of metadata."""

from __future__ import annotations

from newsscrape.dom import parse
from newsscrape.metadata import Line, choose, read, with_lines


def claims_of(head: str = "", body: str = "", url: str | None = None, lines: tuple[Line, ...] = ()):
    tree = parse(f"<html><head>{head}</head><body>{body}</body></html>")
    return with_lines(read(tree, url), lines)


def chosen(head: str = "", body: str = "", url: str | None = None, lines: tuple[Line, ...] = ()):
    return choose(claims_of(head, body, url, lines), url=url)


def jsonld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def line(text: str, role: str = "byline", place: str = "head", index: int = 3) -> Line:
    return Line(text, role, place, index)  # type: ignore[arg-type]


def iso(when) -> str | None:
    return when.value.isoformat() if when else None
