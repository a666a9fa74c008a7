"""The headline block: what a page prints around its headline in the same element is set apart or left out."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from newsscrape.block import Block

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsscrape.assemble.blocks import Placed

__all__ = ["with_headline"]

_SUFFIX: Final = re.compile(r"(?:(?<!\s)\s+)?[|–—·»ㅣ-][^|]+$")
"""A site's name after the headline: "Deiche fertig | Beispielblatt"."""
_MAX_KICKER: Final = 6
"""Words up to which what stands before a stated title is its kicker: "Klimaschutz Neue Deiche bis zum Winter"."""
_WORD: Final = re.compile(r"\w+")


def with_headline(placed: list[Placed], titles: Sequence[str], house: str | None) -> list[Placed]:
    """The same with one clean headline; the first stated title where no block is the headline.

    `titles` are those the page states, best first; `house` is the publisher, whose name is no part of a headline.
    """
    heads = {p.block.text for p in placed if p.block.role == "headline"}
    placed = [p for p in placed if p.block.role != "kicker" or p.block.text not in heads]
    at = next((i for i, p in enumerate(placed) if p.block.role == "headline"), None)
    if at is not None:
        return [*placed[:at], *_split(placed, at, titles, house), *placed[at + 1 :]]
    if not placed or not titles:
        return placed
    text = _without_house(titles[0], titles, house)
    return [replace(placed[0], block=Block("b-title", "headline", text, level=1, confidence=0.5)), *placed]


def _split(placed: list[Placed], at: int, titles: Sequence[str], house: str | None) -> list[Placed]:
    head = placed[at]
    text = _without_house(head.block.text, titles, house)
    has_kicker = any(p.block.role == "kicker" for p in placed)
    start = 0 if has_kicker else _title_start(text, titles)
    spans = tuple(s for s in head.block.spans if s.start >= start and s.end <= len(text))
    spans = tuple(replace(s, start=s.start - start, end=s.end - start) for s in spans)
    kept = replace(head, block=replace(head.block, text=text[start:], spans=spans))
    if not start:
        return [kept]
    kicker = replace(head.block, id=f"{head.block.id}k", role="kicker", text=text[:start].strip(" :|–-"), spans=(),
                     level=None)  # fmt: skip
    return [replace(head, block=kicker), kept]


def _without_house(text: str, titles: Sequence[str], house: str | None) -> str:
    """Take off a last part that names the house, or that every stated title lacks."""
    match = _SUFFIX.search(text)
    if match is None or not match.start():
        return text
    before, last = text[: match.start()].rstrip(), _words(match[0])
    is_house = bool(house) and last == _words(house or "")
    return before if is_house or any(_words(t) == _words(before) for t in titles) else text


def _title_start(text: str, titles: Sequence[str]) -> int:
    """Where a stated title begins within a headline that prints a few words before it; 0 if none does."""
    words = list(_WORD.finditer(text))
    for title in titles:
        wanted = _words(title)
        extra = len(words) - len(wanted)
        if len(wanted) <= _MAX_KICKER // 2 or not 1 < extra <= _MAX_KICKER:
            continue
        start = words[extra].start()
        if not any(map(str.isdigit, text[:start])) and _words(text)[extra:] == wanted:
            while start and text[start - 1] in "\"'„“«‘":
                start -= 1
            return start
    return 0


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
