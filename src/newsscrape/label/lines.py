"""The text of blocks as numbers: counts of kinds of characters and the words, for all blocks of a page at once.

Characters are looked up in a table of the Basic Multilingual Plane; a block's counts come out of one sum over
packed bytes, so that a page of 20,000 characters costs a fraction of a millisecond.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Table = NDArray[np.uint64]

__all__ = ["COUNTED", "HEAD", "Lines", "split_words"]

HEAD: Final = 250
"""Characters of a block that are looked at; at most 255, since counts are packed into bytes."""
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
_CJK_RANGES: Final = ((0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x0E00, 0x0E7F), (0xAC00, 0xD7A3))
"""Scripts in which a character says about as much as two Latin ones: Kana, Han, Thai, Hangul."""
_UNSPACED: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f]")
"""Scripts written without spaces, in which every character is taken as a word."""
_BREAKS: Final = bytes(b if chr(b).isalnum() or b >= 128 or b == 10 else 32 for b in range(256))
"""ASCII punctuation → space, line breaks kept; applied to UTF-8."""
_FAR_BREAKS: Final = "“”„«»‘’‚…–—·•।，。、：；！？（）「」『』【】\xa0،؟۔‹›→"


@cache
def _tables() -> tuple[Table, Table]:
    """Two tables of packed kinds: byte k of an entry is 1 where the character is of the k-th kind."""
    characters = [chr(c) for c in range(0x10000)]
    has: dict[str, Any] = {
        "digit": [c.isdigit() for c in characters],
        "upper": [c.isupper() for c in characters],
        "cjk": np.zeros(0x10000, bool),
    }
    for first, last in _CJK_RANGES:
        has["cjk"][first : last + 1] = True
    for kind, members in _MEMBERS.items():
        has[kind] = np.isin(np.arange(0x10000), [ord(c) for c in members])
    packed = np.stack([np.asarray(has[kind], np.uint8) for kind in COUNTED], axis=1)
    return packed[:, :8].copy().view(np.uint64)[:, 0], packed[:, 8:].copy().view(np.uint64)[:, 0]


def _codes(text: str) -> NDArray[np.uint32]:
    return np.minimum(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32), 0xFFFF)


def _kinds(codes: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """One row a character, one column a kind."""
    return np.stack([t[codes] for t in _tables()], axis=1).view(np.uint8)


@dataclass(frozen=True, slots=True)
class Lines:
    """The blocks of a page; arrays have one row a block."""

    sizes: NDArray[np.float32]
    """Characters of each whole block."""
    seen: NDArray[np.float32]
    """Characters of each block's head."""
    counts: NDArray[np.float32]
    """Columns as `COUNTED`, of the head."""
    sentences: NDArray[np.float32]
    """Sentence ends inside the head: a stop before a space or the end."""
    first: NDArray[np.uint8]
    """Columns as `COUNTED`: the kinds of the first character."""
    last: NDArray[np.uint8]
    """Columns as `COUNTED`: the kinds of the last character of the whole block."""
    lower: list[str]
    """Each head in lower case."""
    words: list[list[str]]
    """The lower-case words of each head; every Han, Kana or Thai character is one."""
    tails: list[list[str]]
    """The words of the last 40 characters of each longer block; empty for shorter ones."""

    @classmethod
    def of(cls, texts: Sequence[str]) -> Lines:
        """Measure texts, none of them empty."""
        heads = [t[:HEAD].replace("\n", " ") if "\n" in t[:HEAD] else t[:HEAD] for t in texts]
        joined = "\n".join(heads) + "\n"
        codes = _codes(joined)
        lengths = np.fromiter(map(len, heads), np.int64, len(heads))
        starts = np.concatenate([[0], np.cumsum(lengths + 1)[:-1]])
        packed = [np.add.reduceat(t[codes], starts) for t in _tables()]
        counts = np.stack(packed, axis=1).view(np.uint8).astype(np.float32)
        counts[:, COUNTED.index("space")] -= 1
        low = joined.lower()
        words = split_words(low)
        return cls(
            sizes=np.fromiter(map(len, texts), np.float32, len(texts)),
            seen=lengths.astype(np.float32),
            counts=counts,
            sentences=_sentences(codes, starts),
            first=_kinds(codes[starts]),
            last=_kinds(_codes("".join([t[-1] for t in texts]))),
            lower=low.split("\n")[: len(heads)],
            words=words[: len(heads)],
            tails=split_words("\n".join([t[-40:] if len(t) >= 60 else "" for t in texts]).lower() + "\n")[: len(heads)],
        )


def _sentences(codes: NDArray[np.uint32], starts: NDArray[np.int64]) -> NDArray[np.float32]:
    stop, space = COUNTED.index("stop"), COUNTED.index("space")
    first = _tables()[0]
    kinds = first[codes].view(np.uint8).reshape(-1, 8)
    ends = kinds[:, stop].copy()
    ends[:-1] &= kinds[1:, space] | (codes[:-1] > 0x3000)
    return np.add.reduceat(ends, starts, dtype=np.int64).astype(np.float32)


def split_words(lower: str) -> list[list[str]]:
    """Words of each line of a lower-case text, punctuation taken off."""
    if not lower.isascii():
        for sign in _FAR_BREAKS:
            if sign in lower:
                lower = lower.replace(sign, " ")
        if _UNSPACED.search(lower):
            lower = _UNSPACED.sub(r" \g<0> ", lower)
    plain = lower.encode("utf-8", "replace").translate(_BREAKS).decode("utf-8", "replace")
    return [line.split() for line in plain.split("\n")]
