"""Blocks against what the page says of itself: title, description, JSON-LD text, authors."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from newsscrape.label.columns import COLUMNS
from newsscrape.label.lines import SHORT, split_words, words_like
from newsscrape.text import PRINTS, fingerprint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from newsscrape.label.evidence import Evidence
    from newsscrape.label.lines import Lines

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

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
    bits: dict[str, int] = {}
    prints = bytearray(PRINTS)
    """Those of the words told, which most words of a page have not."""
    exact, of_titles = _arrange(titles, 0, _OF_TITLE, bits)
    split = len(of_titles)
    _, of_descriptions = _arrange(descriptions, split, _OF_DESCRIPTION, bits)
    counts = np.zeros(split + len(of_descriptions), np.int64)
    for word in bits:
        prints[fingerprint(word, 0, len(word))] = 1
    sizes, lower, kept = lines.sizes, lines.lower, lines.words
    for i, size in enumerate(sizes):
        if size > _LONGEST:
            continue
        words = kept[i] if size <= SHORT else words_like(lower[i], prints)
        says = 0
        for word in words:
            if prints[fingerprint(word, 0, len(word))]:
                says |= bits.get(word, 0)
        if says < _OF_TITLE:
            continue
        if size > SHORT:
            words = split_words([lower[i]])[0]
        bag = set(words)
        _count(bag, bits, prints, counts)
        if says & _OF_TITLE and _fill_best(table[i], _TITLE_AT, len(bag), counts[:split], of_titles) == 1:
            table[i, _TITLE_AT + 2] = " ".join(words) in exact
        if says & _OF_DESCRIPTION:
            _fill_best(table[i], _DESCRIPTION_AT, len(bag), counts[split:], of_descriptions)


def _arrange(told: Sequence[str], at: int, mark: int, bits: dict[str, int]) -> tuple[list[str], list[int]]:
    """Add to each word a bit for every text told that has it, from bit `at` on, and the mark if it alone says
    something; gives the texts and how many different words each has.
    """
    found = split_words([t.lower() for t in told])
    sizes: list[int] = []
    for words in found:
        bag = set(words)
        for word in bag:
            says = len(word) > _STOP or not word.isascii() or len(bag) < _FEW
            bits[word] = bits.get(word, 0) | 1 << (at + len(sizes)) | (mark if says else 0)
        if bag:
            sizes.append(len(bag))
    return [" ".join(words) for words in found], sizes


def _count(bag: set[str], bits: dict[str, int], prints: bytearray, counts: Ints) -> None:
    """How many of a block's words each text told has."""
    for k in range(len(counts)):
        counts[k] = 0
    for word in bag:
        if not prints[fingerprint(word, 0, len(word))]:
            continue
        of = bits.get(word, 0) & ~(_OF_TITLE | _OF_DESCRIPTION)
        k = 0
        while of:
            if of & 1:
                counts[k] += 1
            of >>= 1
            k += 1


def _fill_best(row: Floats, at: int, size: int, counts: Ints, sizes: Sequence[int]) -> float:
    """Fill a block's two shares of the text told that agrees best; gives how far it does, 1 if in all its words."""
    best = 0.0
    for k in range(len(counts)):
        share, cover = counts[k] / size, counts[k] / sizes[k]
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
