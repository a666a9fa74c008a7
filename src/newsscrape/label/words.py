"""Blocks → their first and last words, and pieces of their links' addresses, as numbers until a string is asked for."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from newsscrape.label.lines import HEAD, borders, fill_bounds, room
from newsscrape.text import word_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsscrape.label.facts import Facts
    from newsscrape.label.lines import Lines
    from newsscrape.segment import Mark

__all__ = ["Words", "gather_words"]

_MAX_ADDRESS: Final = 120
_SHORT: Final = 60
"""Characters up to which only the first words of a block are taken, and none of its last."""
_SHORT_WORDS, _FIRST_WORDS, _LAST_WORDS = 8, 4, 3
"""First words of a short block; of a longer one first and last words."""
_TAIL_CHARS: Final = 40
"""Characters at a block's end in which its last words stand."""
_AWAY, _PIECES = "//", 4
"""What an address on another site begins with; pieces of a path that are looked at."""
_MOST: Final = 13
"""Words of a block, at most: first or last ones, where its link leads, and pieces of the path."""
_HEAD, _TAIL, _WHERE, _PIECE = range(4)
"""Kinds of words."""
_SIGNS: Final = (0, ord("…"), 0, ord("/"))
"""The character before a word of each kind, which tells it from the same word elsewhere; 0 for none."""
_TEXT_OF: Final = (0, 1, 2, 2)
"""In which of a block's texts the words of each kind stand."""


@dataclass(frozen=True, slots=True)
class Words:
    """First and last words of each block, and pieces of the address of a block that is a link.

    The net reads their keys; a string is made of none before it is asked for.
    """

    texts: list[tuple[str, str, str]]
    """What the words of each block stand in: its head and its end, in lower case, and its link's address."""
    places: array[int]
    """Three numbers a word, one block's after the other's: its kind, and where it begins and ends in the text of it."""
    keys: array[int]
    """The `word_key` of each, with the sign that its kind begins with."""
    ends: array[int]
    """How many words the blocks have up to each of them, with it."""

    def of(self, block: int) -> list[str]:
        """Give the words of a block: "dikes", "…winter", "//", "/news"."""
        found: list[str] = []
        for k in range(self.ends[block - 1] if block else 0, self.ends[block]):
            kind = self.places[3 * k]
            sign = chr(_SIGNS[kind]) if _SIGNS[kind] else ""
            found.append(sign + self.texts[block][_TEXT_OF[kind]][self.places[3 * k + 1] : self.places[3 * k + 2]])
        return found

    @property
    def every(self) -> list[list[str]]:
        """The words of all blocks."""
        return [self.of(block) for block in range(len(self.ends))]


def gather_words(facts: Facts, lines: Lines) -> Words:
    """Collect the words of a page's blocks."""
    n = len(facts.texts)
    places, keys = array("i", bytes(12 * _MOST * n)), array("Q", bytes(8 * _MOST * n))
    ends = array("i", bytes(4 * n))
    texts: list[tuple[str, str, str]] = []
    count = _fill_words(facts, lines, texts, _Room(places, keys, ends))
    return Words(texts, places[: 3 * count], keys[:count], ends)


class _Room:
    """The tables that words are added to."""

    def __init__(self, places: array[int], keys: array[int], ends: array[int]) -> None:
        self.places, self.keys, self.ends = memoryview(places), memoryview(keys), memoryview(ends)
        self.known, self.bounds = borders(), room(max(HEAD, _MAX_ADDRESS))
        self.count = 0

    def add(self, text: str, kind: int, start: int, end: int) -> None:
        k = self.count
        self.places[3 * k], self.places[3 * k + 1], self.places[3 * k + 2] = kind, start, end
        self.keys[k] = word_key(text, start, end, 0, _SIGNS[kind])
        self.count += 1

    def add_head(self, lower: str, most: int) -> None:
        """Add the first words of a block."""
        for k in range(fill_bounds(lower, self.known, most, self.bounds)):
            self.add(lower, _HEAD, self.bounds[2 * k], self.bounds[2 * k + 1])

    def add_tail(self, lower: str) -> None:
        """Add the last words of its end."""
        count = fill_bounds(lower, self.known, _TAIL_CHARS, self.bounds)
        for k in range(max(count - _LAST_WORDS, 0), count):
            self.add(lower, _TAIL, self.bounds[2 * k], self.bounds[2 * k + 1])

    def add_address(self, address: str, begin: int) -> None:
        """Add where a link leads, so many characters, and the first pieces of its path that are letters alone."""
        self.add(address, _WHERE, 0, begin)
        size = len(address)
        start = begin if begin == len(_AWAY) else 0
        for _ in range(_PIECES):
            end = address.find("/", start)
            end = size if end < 0 else end
            if address[start:end].isalpha():
                self.add(address, _PIECE, start, end)
            if end == size:
                break
            start = end + 1


def _fill_words(facts: Facts, lines: Lines, texts: list[tuple[str, str, str]], into: _Room) -> int:
    """Fill in all words of a page's blocks; gives how many there are."""
    for i, size in enumerate(facts.sizes):
        lower, tail, address = lines.lower[i], "", ""
        if size < _SHORT:
            into.add_head(lower, _SHORT_WORDS)
        else:
            into.add_head(lower, _FIRST_WORDS)
            tail = lower[-_TAIL_CHARS:] if size <= HEAD else facts.texts[i][-_TAIL_CHARS:].lower()
            into.add_tail(tail)
        if facts.links[i] * 2 > size:
            address, begin = _address(facts.spans[i])
            into.add_address(address, begin)
        texts.append((lower, tail, address))
        into.ends[i] = into.count
    return into.count


def _address(marks: Sequence[Mark]) -> tuple[str, int]:
    """The path of a block's first link in lower case, and how many characters of it say where the link leads.

    "//" stands before the path on another site, "/?" before one relative to the page; "/" and "#" begin their own.
    """
    url = ""
    for mark in marks:
        url = url or mark.url or ""
    where, gap, path = url[:_MAX_ADDRESS].lower().partition("//")
    if gap:
        return _AWAY + path.partition("/")[2], len(_AWAY)
    return (where, 1) if where[:1] in ("/", "#") else ("/?" + where, len(_AWAY))
