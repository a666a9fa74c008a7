"""The headline block: what a page prints around its headline in the same element is set apart or left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from newsscrape.assemble.blocks import QUOTE
from newsscrape.block import Block
from newsscrape.dom import TEXT
from newsscrape.label.heading import KICKER_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsscrape.assemble.blocks import Placed
    from newsscrape.dom import Tree

__all__ = ["Stated", "with_headline"]

_SUFFIX: Final = re.compile(r"(?:(?<!\s)\s+)?[|–—·»ㅣ-][^|]+$")
"""A site's name after the headline: "Deiche fertig | Beispielblatt"."""
_BORDER: Final = re.compile(r" [|–—·»:-]+ |\|")
"""Between the parts of a stated title."""
_SITE_CHARS, _SITE_WORDS = 5, 3
"""Characters from which a part of a host's name tells a site, and words of a last part that may name it."""
_MAX_KICKER: Final = 6
"""Words up to which what stands before a stated title is its kicker: "Klimaschutz Neue Deiche bis zum Winter"."""
_MAX_PIECES: Final = 8
"""Text nodes of a heading that are looked at."""
_UNSEEN: Final = re.compile(r"visually-?hidden|sr-only|screen-?reader", re.IGNORECASE)
"""Classes of labels that only screen readers say: "Headline:"."""
_WORD: Final = re.compile(r"\w+")
_OPENING: Final = "\"'„“«‘"
_AROUND: Final = " :：|/–—-"
"""What stands between a kicker and its headline."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What a page states of its headline and its house."""

    titles: tuple[str, ...] = ()
    """Best first."""
    publisher: str | None = None
    """Its name is no part of a headline."""
    host: str = ""


def with_headline(tree: Tree, placed: list[Placed], stated: Stated) -> list[Placed]:
    """The same with one clean headline and kicker; the first stated title where no block is the headline."""
    heads = [_letters(p.block.text) for p in placed if p.block.role == "headline"]
    placed = [
        replace(p, block=_cut(p.block, p.block.text.strip(_AROUND))) if p.block.role == "kicker" else p
        for p in placed
        if p.block.role != "kicker" or not any(head in _letters(p.block.text) for head in heads)
    ]
    at = next((i for i, p in enumerate(placed) if p.block.role == "headline"), None)
    if at is not None:
        return [*placed[:at], *_split(tree, placed, at, stated), *placed[at + 1 :]]
    if not placed or not stated.titles:
        return placed
    text = _without_house(stated.titles[0], stated)
    return [replace(placed[0], block=Block("b-title", "headline", text, level=1, confidence=0.5)), *placed]


def _split(tree: Tree, placed: list[Placed], at: int, stated: Stated) -> list[Placed]:
    head = placed[at]
    text = _without_house(head.block.text, stated)
    has_kicker = any(p.block.role == "kicker" for p in placed)
    start, is_seen = _after_first_piece(tree, head, text, stated)
    if not start and not has_kicker:
        start = _title_start(text, stated.titles)
    kept = replace(head, block=_cut(head.block, text[start:].lstrip(":：–— ")))
    if not start or has_kicker or not is_seen:
        return [kept]
    kicker = replace(_cut(head.block, text[:start].strip(_AROUND)), id=f"{head.block.id}k", role="kicker", level=None)
    return [replace(head, block=kicker), kept]


def _cut(block: Block, text: str) -> Block:
    """The block with a part of its text, and the spans in it."""
    start = block.text.find(text)
    end = start + len(text)
    inside = (s for s in block.spans if s.start >= start and s.end <= end)
    spans = tuple(replace(s, start=s.start - start, end=s.end - start) for s in inside)
    anchor = replace(block.anchor, quote=text[:QUOTE]) if block.anchor else None
    return replace(block, text=text, spans=spans, anchor=anchor)


def _without_house(text: str, stated: Stated) -> str:
    """Take off a last part that names the house, or that every stated title lacks."""
    last = _BORDER.split(text)[-1]
    if last != text and text in stated.titles and _is_site(last, stated.host):
        return text[: -len(last)].rstrip(_AROUND)
    match = _SUFFIX.search(text)
    if match is None or not match.start():
        return text
    before, rest = text[: match.start()].rstrip(), _words(match[0])
    is_house = bool(stated.publisher) and rest == _words(stated.publisher or "")
    return before if is_house or any(_words(t) == _words(before) for t in stated.titles) else text


def _is_site(text: str, host: str) -> bool:
    """Whether a few words name the site as a part of its host does: "West Example", westexample.com."""
    names = [label.replace("-", "") for label in host.split(".")[:-1]]
    letters = _letters(text)
    return len(_words(text)) <= _SITE_WORDS and any(len(n) >= _SITE_CHARS and n in letters for n in names)


def _after_first_piece(tree: Tree, head: Placed, text: str, stated: Stated) -> tuple[int, bool]:
    """Where a headline begins that stands after a marked piece in its element, 0 if none does; whether it is seen.

    The piece is a kicker by its class, or because what follows it is a stated title.
    """
    last = min(tree.ends[head.element], head.first + 2 * _MAX_PIECES)
    nodes = [i for i in range(head.first, last) if tree.tags[i] == TEXT]
    own = tree.parents[nodes[0]] if nodes else head.element
    if len(nodes) < 2 or own == head.element:
        return 0, True
    name = tree.attrs[own].get("class") or ""
    tail = "".join(_letters(tree.texts[i]) for i in nodes[1:])
    start = _start_of(tail, text)
    words = _words(text[:start])
    if not 0 < len(words) <= _MAX_KICKER or any(map(str.isdigit, text[:start])) or len(_words(text[start:])) < 2:
        return 0, True
    is_marked = KICKER_NAME.search(name) is not None
    return (start, _UNSEEN.search(name) is None) if is_marked or tail in set(_parts(stated.titles)) else (0, True)


def _start_of(tail: str, text: str) -> int:
    """Where the last letters of a text begin, an opening quote with them; 0 if it does not end with them."""
    if not tail or not _letters(text).endswith(tail):
        return 0
    counts = list(accumulate(len(_letters(c)) for c in reversed(text)))
    start = len(text) - 1 - counts.index(len(tail))
    while start and text[start - 1] in _OPENING:
        start -= 1
    return start


def _parts(titles: Sequence[str]) -> Iterator[str]:
    """The letters of each stated title, and of each of its parts."""
    for title in titles:
        yield _letters(title)
        yield from map(_letters, _BORDER.split(title))


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
            while start and text[start - 1] in _OPENING:
                start -= 1
            return start
    return 0


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold().replace("\xad", ""))


def _letters(text: str) -> str:
    return "".join(_WORD.findall(text.casefold()))
