"""Blocks against what the page says of itself: title, description, JSON-LD text, authors."""

from __future__ import annotations

import math
from array import array
from typing import TYPE_CHECKING, Final

import numpy as np

from newsscrape.label.columns import COLUMNS
from newsscrape.label.lines import HEAD, borders, fill_keys, room, split_words
from newsscrape.text import word_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from newsscrape.label.evidence import Evidence
    from newsscrape.label.lines import Lines

    Floats = NDArray[np.float32]

__all__ = ["fill_evidence"]

_TITLE_AT: Final = COLUMNS.index("title_share")
_DESCRIPTION_AT: Final = COLUMNS.index("description_share")
_BODY_AT: Final = COLUMNS.index("in_article_body")
_AUTHOR_AT: Final = COLUMNS.index("author_match")
_BEST_AT: Final = COLUMNS.index("best_title")
_STOP: Final = 3
"""Characters up to which a word is mostly one that every text has; such words alone are no agreement."""
_FEW: Final = 3
"""Words below which a title may be made of short ones alone."""
_OF_TITLE, _OF_DESCRIPTION = 1 << 40, 1 << 41
"""Marks of words that alone are an agreement; the bits below stand for the texts told."""
_UPPER: Final = 32
"""Bits by which a key is shifted, so that all of it gives the place."""
_LONGEST: Final = 1200
"""Characters from which a block is no title and no summary."""
_AUTHOR_LINE: Final = 200
_TITLE: Final = 0.3
"""Agreement with the title below which no block is taken for it."""
_MIN_BODY: Final = 12
"""Characters from which a block is looked for in the JSON-LD text."""
_SKIP, _PROBE = 4, 44
"""The stretch of a block that is looked for: not its first characters, which may be a drop cap."""


def fill_evidence(table: Floats, texts: Sequence[str], lines: Lines, evidence: Evidence) -> None:
    """Fill all columns of evidence."""
    _fill_overlaps(table, lines, evidence.titles, evidence.descriptions)
    body, authors = evidence.article_body, evidence.authors
    if body:
        table[:, _BODY_AT] = [len(t) >= _MIN_BODY and t[_SKIP:_PROBE] in body for t in texts]
        table[:, _BODY_AT + 1] = 1
    if authors:
        _fill_authors(table, texts, authors)
    _measure_from_title(table)


def _fill_authors(table: Floats, texts: Sequence[str], authors: Sequence[str]) -> None:
    for i, text in enumerate(texts):
        if len(text) < _AUTHOR_LINE:
            for author in authors:
                if author in text:
                    table[i, _AUTHOR_AT] = 1


def _fill_overlaps(table: Floats, lines: Lines, titles: Sequence[str], descriptions: Sequence[str]) -> None:
    """Share of the block's words in the best title, of that title's words in the block, and whether they agree; the
    same of descriptions but for the last.
    """
    told = _Told(titles, descriptions)
    if not told.sizes:
        return
    known, bounds = borders(), room(HEAD)
    keys = memoryview(array("Q", bytes(8 * HEAD)))
    for i, size in enumerate(lines.sizes):
        if size > _LONGEST:
            continue
        line = lines.lower[i]
        count = fill_keys(line, known, bounds, keys)
        says = told.says(keys, count)
        if not says:
            continue
        bag = told.count(keys, count)
        if says & _OF_TITLE and _fill_best(table[i], _TITLE_AT, bag, told, 0, told.split) == 1:
            table[i, _TITLE_AT + 2] = split_words([line])[0] in told.exact
        if says & _OF_DESCRIPTION:
            _fill_best(table[i], _DESCRIPTION_AT, bag, told, told.split, len(told.sizes))


class _Told:
    """The words of what a page says of itself, by their `word_key`, and how many of a block's are among them."""

    def __init__(self, titles: Sequence[str], descriptions: Sequence[str]) -> None:
        self.exact = split_words([t.lower() for t in titles])
        """The words of each title."""
        bits: dict[str, int] = {}
        self.sizes: list[int] = []
        """How many different words each text told has, titles first."""
        self._arrange(self.exact, _OF_TITLE, bits)
        self.split = len(self.sizes)
        self._arrange(split_words([d.lower() for d in descriptions]), _OF_DESCRIPTION, bits)
        self.counts = memoryview(array("q", bytes(8 * len(self.sizes) + 8)))
        """How many different words of the block each text told has."""
        places = 4 << max(len(bits), HEAD).bit_length()
        self.last = places - 1
        self.keys = memoryview(array("Q", bytes(8 * places)))
        self.bits = memoryview(array("q", bytes(8 * places)))
        """At the place that a key gives, or the next free one: the texts told that have the word, a bit each, and marks
        of what it says alone."""
        self.seen = memoryview(array("Q", bytes(8 * places)))
        self.block = memoryview(array("i", bytes(4 * places)))
        """Keys of words and the block they were seen in last, each block with a number of its own."""
        self.number = 0
        for word, of in bits.items():
            key = word_key(word, 0, len(word))
            place = self.place(key)
            self.keys[place], self.bits[place] = key, of

    def _arrange(self, texts: Sequence[Sequence[str]], mark: int, bits: dict[str, int]) -> None:
        """Add to each word a bit for every text that has it, and the mark if it alone says something."""
        for words in texts:
            bag = set(words)
            for word in bag:
                says = len(word) > _STOP or not word.isascii() or len(bag) < _FEW
                bits[word] = bits.get(word, 0) | 1 << len(self.sizes) | (mark if says else 0)
            if bag:
                self.sizes.append(len(bag))

    def place(self, key: int) -> int:
        """Where a key stands, or would."""
        place = (key ^ key >> _UPPER) & self.last
        while self.bits[place] and self.keys[place] != key:
            place = (place + 1) & self.last
        return place

    def says(self, keys: Sequence[int], count: int) -> int:
        """The marks of so many words."""
        found = 0
        for k in range(count):
            found |= self.bits[self.place(keys[k])]
        return found & (_OF_TITLE | _OF_DESCRIPTION)

    def count(self, keys: Sequence[int], count: int) -> int:
        """Fill the counts for so many words of a block; gives how many different ones they are."""
        for k in range(len(self.sizes)):
            self.counts[k] = 0
        self.number += 1
        bag = 0
        for i in range(count):
            if self._is_new(keys[i]):
                bag += 1
                of = self.bits[self.place(keys[i])] & (_OF_TITLE - 1)
                k = 0
                while of:
                    if of & 1:
                        self.counts[k] += 1
                    of >>= 1
                    k += 1
        return bag

    def _is_new(self, key: int) -> bool:
        """Whether a word was not seen yet in this block."""
        place = (key ^ key >> _UPPER) & self.last
        while self.block[place] == self.number:
            if self.seen[place] == key:
                return False
            place = (place + 1) & self.last
        self.seen[place], self.block[place] = key, self.number
        return True


def _fill_best(row: Floats, at: int, size: int, told: _Told, first: int, end: int) -> float:
    """Fill a block's two shares of the text told that agrees best; gives how far it does, 1 if in all its words."""
    best = 0.0
    for k in range(first, end):
        share, cover = told.counts[k] / size, told.counts[k] / told.sizes[k]
        if share * cover > best:
            best = share * cover
            row[at], row[at + 1] = share, cover
    return best


def _measure_from_title(table: Floats) -> None:
    """Fill where the title stands, and each block's distance from it."""
    scores = np.zeros(len(table))
    top = 0
    n = len(table)
    for i in range(n):
        scores[i] = table[i, _TITLE_AT] * table[i, _TITLE_AT + 1] + 0.2 * table[i, _TITLE_AT + 2]
        if scores[i] > scores[top]:
            top = i
    if scores[top] <= _TITLE:
        return
    for i in range(n):
        away = abs(i - top)
        distance = min(math.log1p(away) / 4, 1.5)
        table[i, _BEST_AT] = scores[i] >= scores[top] - 1e-6
        if i > top:
            table[i, _BEST_AT + 1] = 1 / away
        elif i < top:
            table[i, _BEST_AT + 2] = 1 / away
        table[i, _BEST_AT + 3] = distance if i >= top else -distance
