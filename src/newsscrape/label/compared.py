"""Blocks against what the page says of itself: title, description, JSON-LD text, authors."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from newsscrape.label.columns import COLUMNS
from newsscrape.label.lines import split_words

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
    _fill_overlaps(table, _TITLE_AT, lines, evidence.titles)
    _fill_overlaps(table, _DESCRIPTION_AT, lines, evidence.descriptions)
    body, authors = evidence.article_body, evidence.authors
    if body:
        table[:, _BODY_AT] = [len(t) >= _MIN_BODY and t[_SKIP:_PROBE] in body for t in texts]
        table[:, _BODY_AT + 1] = 1
    if authors:
        table[:, _AUTHOR_AT] = [len(t) < _AUTHOR_LINE and any(a in t for a in authors) for t in texts]
    _measure_from_title(table)


def _fill_overlaps(table: Floats, at: int, lines: Lines, told: Sequence[str]) -> None:
    """Share of the block's words in the best of the texts told, of that text's words in the block, and of titles
    whether they agree.
    """
    found = split_words("\n".join(" ".join(t.lower().split()) for t in told)) if told else []
    bags = [set(w) for w in found if w]
    lengths = [len(bag) for bag in bags]
    exact = [" ".join(w) for w in found]
    bits, every = _arrange(bags)
    counts = np.zeros(len(bags), np.int64)
    n = len(bags)
    for i, words in enumerate(lines.words):
        if every.isdisjoint(words) or lines.sizes[i] > _LONGEST:
            continue
        bag = set(words)
        size = len(bag)
        for k in range(n):
            counts[k] = 0
        for word in bag:
            of = bits.get(word, 0)
            k = 0
            while of:
                if of & 1:
                    counts[k] += 1
                of >>= 1
                k += 1
        best = 0.0
        for k in range(n):
            share, cover = counts[k] / size, counts[k] / lengths[k]
            if share * cover > best:
                best = share * cover
                table[i, at] = share
                table[i, at + 1] = cover
        if at == _TITLE_AT and best == 1:
            table[i, at + 2] = " ".join(words) in exact


def _arrange(bags: Sequence[set[str]]) -> tuple[dict[str, int], set[str]]:
    """For each word the bags that have it, as bits; and the words that alone say something."""
    bits: dict[str, int] = {}
    every: set[str] = set()
    for k, bag in enumerate(bags):
        for word in bag:
            bits[word] = bits.get(word, 0) | 1 << k
        every |= {w for w in bag if len(w) > _STOP or not w.isascii() or len(bag) < _FEW}
    return bits, every


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
