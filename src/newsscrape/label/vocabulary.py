# cython: boundscheck=False, wraparound=False
"""Classes and ids → their words, and the rows of a table that a model has for those it knows.

A page has hundreds of classes, and most of their words no model knows. Compiled, a word is looked for by its
characters as they stand in the class, without making a string of each.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Final

import numpy as np

from newsscrape.text import word_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

__all__ = ["Vocabulary", "pieces"]

_MOST: Final = 2_500
"""Characters that are looked at of an element's class, id and the like together."""
_SMALL: Final = 0x20
_IS_COMPILED: Final = not __file__.endswith(".py")


def pieces(name: str) -> tuple[str, ...]:
    """The different words in a class or id, in lower case: "articleBody__text-2" → article, body, text.

    A word is two small letters or more, and a capital right before them; or two capitals or more.
    """
    bounds = array("q", bytes(8 * min(len(name), _MOST)))
    words = [name[bounds[i] : bounds[i + 1]].lower() for i in range(0, _fill_bounds(name, bounds), 2)]
    return tuple(dict.fromkeys(words))


def _fill_bounds(name: str, bounds: Sequence[int]) -> int:
    """Fill in where each word of a name begins and ends, one after the other; gives how many numbers that are."""
    i, n, filled = 0, min(len(name), _MOST), 0
    while i < n:
        start = i
        c = name[i]
        i += 1
        if "A" <= c <= "Z":
            while i < n and "A" <= name[i] <= "Z":
                i += 1
            if i - start > 1:
                bounds[filled], bounds[filled + 1] = start, i  # type: ignore[index]
                filled += 2
                continue
        elif not "a" <= c <= "z":
            continue
        first = i if c < "a" else start
        while i < n and "a" <= name[i] <= "z":
            i += 1
        if i - first > 1:
            bounds[filled], bounds[filled + 1] = start, i  # type: ignore[index]
            filled += 2
    return filled


class Vocabulary:
    """The names that a model knows, each with its row in the model's table: "<div" and words of classes."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = list(names)
        self.rows: Mapping[str, int] = {name: row for row, name in enumerate(names)}
        self.tags = {name[1:]: row for row, name in enumerate(names) if name[0] == "<"}
        bits = 2 + len(names).bit_length()
        self.last = (1 << bits) - 1
        self.shift = 64 - bits
        self.slots = array("i", [-1]) * (self.last + 1)
        """Rows at the places that the names' keys give, or at the next free ones; -1 where there is none."""
        self.keys = array("Q", bytes(8 * len(names)))
        """What a name is told by, of each row: to compare the names themselves would be to fetch them from all over
        the memory."""
        for row in range(len(names)):
            self._put(row)

    def _put(self, row: int) -> None:
        name = self.names[row]
        key = word_key(name, 0, len(name))
        place = key >> self.shift
        while self.slots[place] >= 0:
            place = (place + 1) & self.last
        self.slots[place], self.keys[row] = row, key

    def _find(self, key: int) -> int:
        """The row of the name that has a key; -1 if none has."""
        place = key >> self.shift
        while True:
            row = self.slots[place]
            if row < 0 or self.keys[row] == key:
                return row
            place = (place + 1) & self.last

    def key_means(self, keys: Sequence[int], ends: Sequence[int], table: Floats) -> Floats:
        """The mean row of the table of each bag's words, of those known; zeros for a bag without any.

        `keys` are those of all bags' words, one bag after the other, and `ends` where each bag's end among them.
        """
        result = np.zeros((len(ends), table.shape[1]), np.float32)
        if _IS_COMPILED:
            self._fill_key_means(memoryview(keys), memoryview(ends), table, result)  # type: ignore[arg-type]
            return result
        start = 0
        for i, end in enumerate(ends):
            known = [row for key in keys[start:end] if (row := self._find(key)) >= 0]
            if known:
                result[i] = table[known].mean(axis=0)
            start = end
        return result

    def means(self, styles: Sequence[tuple[str, str]], table: Floats) -> Floats:
        """The same of each style's tag and different words."""
        result = np.zeros((len(styles), table.shape[1]), np.float32)
        if _IS_COMPILED:
            self._fill_means(styles, table, result)
            return result
        for i, (tag, name) in enumerate(styles):
            known = [self.rows[word] for word in ("<" + tag, *pieces(name)) if word in self.rows]
            if known:
                result[i] = table[known].mean(axis=0)
        return result

    def _fill_key_means(self, keys: Sequence[int], ends: Sequence[int], table: Floats, into: Floats) -> None:
        at = 0
        for i in range(len(ends)):
            count = 0
            while at < ends[i]:
                row = self._find(keys[at])
                if row >= 0:
                    count += 1
                    _add(table, row, into, i)
                at += 1
            _divide(into, i, count)

    def _fill_means(self, styles: Sequence[tuple[str, str]], table: Floats, into: Floats) -> None:
        bounds, known = memoryview(array("q", bytes(8 * _MOST))), memoryview(array("q", bytes(8 * _MOST)))
        for i in range(len(styles)):
            tag, name = styles[i]
            count = 0
            row = self.tags.get(tag, -1)
            if row >= 0:
                known[0], count = row, 1
            for j in range(0, _fill_bounds(name, bounds), 2):
                row = self._find(word_key(name, bounds[j], bounds[j + 1], _SMALL))
                for k in range(count):
                    if known[k] == row:
                        row = -1
                        break
                if row >= 0:
                    known[count] = row
                    count += 1
            for k in range(count):
                _add(table, known[k], into, i)
            _divide(into, i, count)


def _add(table: Floats, row: int, into: Floats, i: int) -> None:
    for k in range(table.shape[1]):
        into[i, k] += table[row, k]


def _divide(into: Floats, i: int, count: int) -> None:
    """Make a mean of a sum of so many rows."""
    for k in range(into.shape[1] if count > 1 else 0):
        into[i, k] /= count
