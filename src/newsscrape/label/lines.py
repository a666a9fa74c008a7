"""The text of blocks as numbers: counts of kinds of characters, and the words, of each block's head.

Characters are looked up in a table of the Basic Multilingual Plane, each once.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from newsscrape.text import word_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["COUNTED", "HEAD", "SHORT", "Lines", "borders", "fill_bounds", "fill_keys", "room", "split_words"]

HEAD: Final = 250
"""Characters of a block that are looked at."""
SHORT: Final = 160
"""Characters up to which the words of a block are kept."""
_ALL: Final = 1 << 30
"""More words than a line has."""
COUNTED: Final = (
    "digit", "upper", "comma", "stop", "space", "cjk", "quote", "bracket",
    "colon", "bar", "currency", "at", "copyright", "arrow", "dots", "code",
)  # fmt: skip
"""Kinds of characters counted; a character may be of several."""
_MEMBERS: Final = {
    "comma": ",，、،;；",
    "stop": ".!?。！？।؟۔‥…",
    "space": " \n",
    "quote": "\"“”„«»‘’'‚「」『』‹›",
    "bracket": "()[]（）【】",
    "colon": ":：",
    "bar": "|•·/–—",
    "currency": "$€£¥₹%",
    "at": "@#",
    "copyright": "©®",
    "arrow": "»›→▶►>+‹«←",
    "dots": "…",
    "code": "{}=<\\_~^`",
}
_SPACE: Final = 1 << COUNTED.index("space")
_STOP: Final = 1 << COUNTED.index("stop")
_LAST: Final = 0xFFFF
"""What characters beyond the table are looked up as."""
_WIDE: Final = 0x3000
"""Stops from here on end a sentence without a space after them."""
_UNSPACED: Final = ((0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x0E00, 0x0E7F))
"""Scripts written without spaces, in which every character is taken as a word: Kana, Han, Thai."""
_CJK: Final = (*_UNSPACED, (0xAC00, 0xD7A3))
"""Those in which a character says about as much as two Latin ones: with Hangul."""
_BREAKS: Final = "“”„«»‘’‚…–—·•।，。、：；！？（）「」『』【】،؟۔‹›→"
"""Punctuation between words beyond ASCII."""
_LETTER, _BREAK, _WORD = 0, 1, 2
"""What a character is to the words around it: part of one, none, or a word of its own."""


@cache
def _tables() -> tuple[array[int], bytes]:
    """For each character of the Basic Multilingual Plane its kinds, where bit k stands for `COUNTED[k]`; and what it is
    to the words around it. Made at their first use, in 10 ms.
    """
    kinds, borders = np.zeros(0x10000, np.uint16), np.zeros(0x10000, np.uint8)
    characters = [*map(chr, range(0x10000))]
    for kind, is_one in (("digit", str.isdigit), ("upper", str.isupper)):
        kinds[np.fromiter(map(is_one, characters), bool, 0x10000)] |= 1 << COUNTED.index(kind)
    for first, last in _CJK:
        kinds[first : last + 1] |= 1 << COUNTED.index("cjk")
    for kind, members in _MEMBERS.items():
        kinds[[*map(ord, members)]] |= 1 << COUNTED.index(kind)
    for first, last in _UNSPACED:
        borders[first : last + 1] = _WORD
    borders[np.fromiter(map(str.isspace, characters), bool, 0x10000)] = _BREAK
    borders[[*map(ord, _BREAKS), *(c for c in range(128) if not characters[c].isalnum())]] = _BREAK
    return array("H", kinds.tobytes()), borders.tobytes()


@dataclass(frozen=True, slots=True)
class Lines:
    """The blocks of a page, one entry or row a block."""

    sizes: list[int]
    """Characters of each whole block."""
    seen: list[int]
    """Characters of each block's head."""
    counts: NDArray[np.int32]
    """Columns as `COUNTED`, of the head."""
    sentences: list[int]
    """Sentence ends inside the head: a stop before a space or the end."""
    first: list[int]
    """The kinds of the first character: bit k stands for `COUNTED[k]`."""
    last: list[int]
    """The kinds of the last character of the whole block."""
    lower: list[str]
    """Each head in lower case."""
    words: list[list[str]]
    """The lower-case words of each block, none of a long one; every Han, Kana or Thai character is one."""

    @classmethod
    def of(cls, texts: Sequence[str]) -> Lines:
        """Measure texts, none of them empty."""
        heads = [(t if len(t) <= HEAD else t[:HEAD]).replace("\n", " ") for t in texts]
        lower = [head.lower() for head in heads]
        counts = np.zeros((len(heads), len(COUNTED)), np.int32)
        sentences, first, last = _measure(heads, texts, _tables()[0], counts)
        return cls(
            sizes=list(map(len, texts)),
            seen=list(map(len, heads)),
            counts=counts,
            sentences=sentences,
            first=first,
            last=last,
            lower=lower,
            words=split_words([line if len(t) <= SHORT else "" for line, t in zip(lower, texts, strict=True)]),
        )


def _measure(
    heads: Sequence[str], texts: Sequence[str], kinds: array[int], counts: NDArray[np.int32]
) -> tuple[list[int], list[int], list[int]]:
    """Fill the counts of heads; gives their sentences, and the kinds of each text's first and last character."""
    sentences: list[int] = []
    for row, head in enumerate(heads):
        ended = 0
        is_open = False
        """Whether the last character was a stop, which ends a sentence if a space follows."""
        for c in head:
            code = ord(c)
            bits = kinds[code if code < _LAST else _LAST]
            if bits == 0:
                is_open = False
                continue
            ended += is_open and bits & _SPACE != 0
            is_open = bits & _STOP != 0
            if is_open and code > _WIDE:
                ended, is_open = ended + 1, False
            k = 0
            while bits:
                if bits & 1:
                    counts[row, k] += 1
                bits >>= 1
                k += 1
        sentences.append(ended + is_open)
    first, last = list[int](), list[int]()
    for text in texts:
        code = ord(text[0])
        first.append(kinds[code if code < _LAST else _LAST])
        code = ord(text[len(text) - 1])
        last.append(kinds[code if code < _LAST else _LAST])
    return sentences, first, last


def split_words(lower: Sequence[str]) -> list[list[str]]:
    """Words of lower-case lines, punctuation taken off; a character of an unspaced script is one."""
    known, bounds = borders(), room(max(map(len, lower), default=0))
    return [_split(line, known, bounds) if line else [] for line in lower]


def _split(lower: str, known: bytes, bounds: Sequence[int]) -> list[str]:
    return [lower[bounds[2 * k] : bounds[2 * k + 1]] for k in range(fill_bounds(lower, known, _ALL, bounds))]


def borders() -> bytes:
    """What `fill_bounds` knows of each character."""
    return _tables()[1]


def room(size: int) -> Sequence[int]:
    """Room for `fill_bounds` of a line of so many characters."""
    return memoryview(array("i", bytes(8 * size + 8)))


def fill_keys(lower: str, known: bytes, bounds: Sequence[int], keys: Sequence[int]) -> int:
    """Fill in the `word_key` of each word of a line; gives how many there are."""
    count = fill_bounds(lower, known, _ALL, bounds)
    for k in range(count):
        keys[k] = word_key(lower, bounds[2 * k], bounds[2 * k + 1])  # type: ignore[index]
    return count


def fill_bounds(lower: str, known: bytes, most: int, bounds: Sequence[int]) -> int:
    """Fill in where each word of a line begins and ends, at most so many, one after the other; gives how many.

    Punctuation is no part of them, and a character of an unspaced script is one. `known` are the `borders`.
    """
    start, count = -1, 0
    for i, c in enumerate(lower):
        code = ord(c)
        border = known[code] if code < _LAST else _LETTER
        if border == _LETTER:
            if start < 0:
                start = i
            continue
        if start >= 0:
            bounds[2 * count], bounds[2 * count + 1] = start, i  # type: ignore[index]
            count, start = count + 1, -1
        if border == _WORD:
            bounds[2 * count], bounds[2 * count + 1] = i, i + 1  # type: ignore[index]
            count += 1
        if count >= most:
            return most
    if start >= 0:
        bounds[2 * count], bounds[2 * count + 1] = start, len(lower)  # type: ignore[index]
        count += 1
    return count
