"""The headline block: what a page prints around its headline in the same element is set apart or left out."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import accumulate, islice
from typing import TYPE_CHECKING, Final

from newsscrape.assemble.blocks import cut
from newsscrape.block import Block
from newsscrape.dom import TEXT
from newsscrape.label.heading import KICKER_NAME
from newsscrape.label.titles import BORDER, letters, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsscrape.assemble.blocks import Placed
    from newsscrape.dom import Tree
    from newsscrape.label.titles import Titles

__all__ = ["with_headline"]

_SUFFIX: Final = re.compile(r"(?:(?<!\s)\s+)?[|–—·»ㅣ-]")
"""What may stand before a site's name after the headline: "Deiche fertig | Beispielblatt"."""
_MAX_BORDERS: Final = 8
_MAX_KICKER: Final = 6
"""Words up to which what stands before a stated title is its kicker: "Klimaschutz Neue Deiche bis zum Winter"."""
_LONGEST: Final = 200
"""Characters of the longest headline; those of newsbench have 175 at most."""
_MIN_WORDS: Final = 3
"""Words from which a heading and a title can be compared; writing without spaces has fewer."""
_SMALL: Final = 3
"""Letters of words that any two titles may share."""
_MAX_PIECES: Final = 8
"""Text nodes of a heading that are looked at."""
_UNSEEN: Final = re.compile(r"visually-?hidden|sr-only|screen-?reader", re.IGNORECASE)
"""Classes of labels that only screen readers say: "Headline:"."""
_WORD: Final = re.compile(r"\w+")
_OPENING: Final = "\"'„“«‘"
_AROUND: Final = " :：|/–—-"
"""What stands between a kicker and its headline."""
_AROUND_KICKER: Final = _AROUND + ",•·<>"
"""The same, with what sets a kicker off on its other side."""
_DAY: Final = re.compile(r"(?:\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d\d)|\d{4}([./-])\d\d\2\d\d)\s*[|:–—-]\s+(?=\w)")
"""A day that is printed before a headline: "23.01.2022 - Neue Deiche bis zum Winter"."""
_TIED: Final = "|/-"
"""What belongs to the word it stands at: "-7 Grad"."""


def with_headline(tree: Tree, placed: list[Placed], stated: Titles) -> list[Placed]:
    """The same with one clean headline and kicker; the first stated title where no block is the headline."""
    heads = [letters(p.block.text) for p in placed if p.block.role == "headline"]
    placed = [
        p._replace(block=cut(p.block, p.block.text.strip(_AROUND_KICKER))) if p.block.role == "kicker" else p
        for p in placed
        if p.block.role != "kicker" or not any(head in letters(p.block.text) for head in heads)
    ]
    at = next((i for i, p in enumerate(placed) if p.block.role == "headline"), None)
    if at is None:
        title = next(iter((*stated.all, *stated.headings)), None)
        return [_titled(placed[0], title, stated), *placed] if placed and title else placed
    head = placed[at].block
    title = _instead_of(head.text, stated)
    heading = _split(tree, placed, at, stated) if title is None else [_titled(placed[at], title, stated)]
    if title and len(head.text) > _LONGEST:  # a lead that is marked as a heading stays, as text
        heading.append(placed[at]._replace(block=replace(head, role="paragraph", level=None)))
    return [*placed[:at], *heading, *placed[at + 1 :]]


def _titled(place: Placed, title: str, stated: Titles) -> Placed:
    """A stated title as the headline, where this block stands."""
    text = _without_house(title, stated, stated.headings)
    return place._replace(block=Block("b-title", "headline", text, level=1, confidence=0.5))


def _instead_of(printed: str, stated: Titles) -> str | None:
    """The title in place of a heading that is far too long, or that has no word of it and not more: "Our Blog Post"."""
    if len(printed) > _LONGEST:
        return next(iter(stated.all), None)
    title = _without_house(stated.agreed or "", stated)
    if not _MIN_WORDS <= len(words(printed)) <= len(words(title)) or stated.hold_host(title):
        return None
    own = {w for w in words(printed) if len(w) > _SMALL}
    return title if own and all(own.isdisjoint(words(t)) for t in stated.all) else None


def _split(tree: Tree, placed: list[Placed], at: int, stated: Titles) -> list[Placed]:
    head = placed[at]
    text = _without_house(head.block.text, stated)
    kickers = [words(p.block.text) for p in placed if p.block.role == "kicker"]
    start, is_seen = _after_first_piece(tree, head, text, stated)
    whole = None if start else _whole(tree, head, stated)
    if whole and not any(words(whole)[: len(kicker)] == kicker for kicker in kickers):
        return [head._replace(block=replace(head.block, text=whole, spans=()))]
    if not start and not kickers:
        start = _title_start(text, stated.all)
    day = None if start else _DAY.match(text)
    kept = head._replace(block=cut(head.block, _bare(text[day.end() if day else start :])))
    if not start or kickers or not is_seen:
        return [kept]
    kicker = replace(
        cut(head.block, text[:start].strip(_AROUND_KICKER)), id=f"{head.block.id}k", role="kicker", level=None
    )
    return [head._replace(block=kicker), kept]


def _whole(tree: Tree, head: Placed, stated: Titles) -> str | None:
    """The text of a heading of which the block is a part, where that is a stated title or what one begins or ends
    with: a heading with line breaks.
    """
    first, end = head.element, tree.ends[head.element]
    if end - first > 2 * _MAX_PIECES:
        return None
    whole = " ".join(" ".join(tree.texts[i] for i in range(first, end) if tree.tags[i] == TEXT).split())
    own = words(whole)
    return whole if len(own) > len(words(head.block.text)) and own in stated.parts() else None


def _bare(text: str) -> str:
    """A headline without what stands at its edges where it was set apart from a kicker or a site's name."""
    whole = text.lstrip(_AROUND)
    start = len(text) - len(whole)
    if start and text[start - 1] in _TIED:
        whole = text[start - 1 :]
    end = len(whole.rstrip(_AROUND))
    return whole[:end] if whole[end : end + 1].isspace() else whole


def _without_house(text: str, stated: Titles, others: Sequence[str] = ()) -> str:
    """Take off a last part that names the house, or that another stated title or one of the others lacks."""
    last = BORDER.split(text)[-1]
    if last != text and text in stated.all and stated.name_house(last):
        return text[: -len(last)].rstrip(_AROUND)
    houses = {*map(letters, stated.publishers)}
    titles = {*map(words, (*stated.all, *others))}
    for border in islice(_SUFFIX.finditer(text), _MAX_BORDERS):
        before, rest = text[: border.start()], text[border.end() :]
        if before and rest and "|" not in rest and (letters(rest) in houses or words(before) in titles):
            return before
    return text


def _after_first_piece(tree: Tree, head: Placed, text: str, stated: Titles) -> tuple[int, bool]:
    """Where a headline begins that stands after a marked piece in its element, 0 if none does; whether it is seen.

    The piece is a kicker by its class, or because a stated title has it first, or consists of what follows.
    """
    last = min(tree.ends[head.element], head.first + 2 * _MAX_PIECES)
    nodes = [i for i in range(head.first, last) if tree.tags[i] == TEXT]
    own = tree.parents[nodes[0]] if nodes else head.element
    if len(nodes) < 2 or own == head.element:
        return 0, True
    name = tree.attrs[own].get("class") or ""
    tail = "".join(letters(tree.texts[i]) for i in nodes[1:])
    start = _start_of(tail, text)
    piece = words(text[:start])
    if not 0 < len(piece) <= _MAX_KICKER or any(map(str.isdigit, text[:start])) or len(words(text[start:])) < 2:
        return 0, True
    parts = stated.parts(inner=True)
    is_first = any(words(t[: b.start()]) == piece for t in stated.all for b in islice(BORDER.finditer(t), 1))
    is_marked = KICKER_NAME.search(name) is not None or is_first or tail in map("".join, parts)
    return (start, _UNSEEN.search(name) is None) if is_marked else (0, True)


def _start_of(tail: str, text: str) -> int:
    """Where the last letters of a text begin, an opening quote with them; 0 if it does not end with them."""
    if not tail or not letters(text).endswith(tail):
        return 0
    counts = list(accumulate(len(letters(c)) for c in reversed(text)))
    start = len(text) - 1 - counts.index(len(tail))
    while start and text[start - 1] in _OPENING:
        start -= 1
    return start


def _title_start(text: str, titles: Sequence[str]) -> int:
    """Where a stated title begins within a headline that prints a few words before it; 0 if none does, or all of it
    is one.
    """
    tokens = list(_WORD.finditer(text))
    if words(text) in map(words, titles):
        return 0
    for title in titles:
        wanted = words(title)
        extra = len(tokens) - len(wanted)
        if len(wanted) <= _MAX_KICKER // 2 or not 1 < extra <= _MAX_KICKER:
            continue
        start = tokens[extra].start()
        if not any(map(str.isdigit, text[:start])) and words(text)[extra:] == wanted:
            while start and text[start - 1] in _OPENING:
                start -= 1
            return start
    return 0
