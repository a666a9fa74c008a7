"""Blocks against what the page says of itself: title, description, JSON-LD text, authors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from newsscrape.label.lines import split_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from newsscrape.label.evidence import Evidence
    from newsscrape.label.lines import Lines
    from newsscrape.segment import Segment

    Floats = NDArray[np.float32]

__all__ = ["EVIDENCE", "compare"]

EVIDENCE: Final = (
    "title_share", "title_cover", "title_same", "description_share", "description_cover", "in_article_body",
    "body_known", "author_match", "best_title", "after_title", "before_title", "title_distance",
)  # fmt: skip
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


def compare(segments: Sequence[Segment], lines: Lines, evidence: Evidence) -> Floats:
    """One row a block, columns as `EVIDENCE`."""
    table = np.zeros((len(segments), len(EVIDENCE)), np.float32)
    _overlaps(segments, lines, evidence.titles, table[:, :3])
    _overlaps(segments, lines, evidence.descriptions, table[:, 3:5])
    body = evidence.article_body
    if body:
        table[:, 5] = [len(s.text) >= _MIN_BODY and s.text[_SKIP:_PROBE] in body for s in segments]
        table[:, 6] = 1
    if evidence.authors:
        table[:, 7] = [
            len(s.text) < _AUTHOR_LINE and any(a in s.text for a in evidence.authors) for s in segments
        ]  # fmt: skip
    _measure_from_title(table)
    return table


def _overlaps(segments: Sequence[Segment], lines: Lines, texts: Sequence[str], into: Floats) -> None:
    """Share of the block's words in the best text, of that text's words in the block, and whether they agree."""
    found = split_words("\n".join(" ".join(t.lower().split()) for t in texts)) if texts else []
    exact = {" ".join(w) for w in found}
    bags = [set(w) for w in found if w]
    every = {w for bag in bags for w in bag if len(w) > _STOP or not w.isascii() or len(bag) < _FEW}
    for i, words in enumerate(lines.words):
        if every.isdisjoint(words) or len(segments[i].text) > _LONGEST:
            continue
        row = into[i]
        bag = set(words)
        best = (0.0, 0.0)
        for other in bags:
            common = len(bag & other)
            best = max(best, (common / len(bag), common / len(other)), key=lambda p: p[0] * p[1])
        row[:2] = best
        if len(row) > 2:
            row[2] = " ".join(words) in exact


def _measure_from_title(table: Floats) -> None:
    """Fill where the title stands, and each block's distance from it."""
    scores = table[:, 0] * table[:, 1] + 0.2 * table[:, 2]
    at = int(scores.argmax())
    if scores[at] <= _TITLE:
        return
    distance = np.arange(len(table)) - at
    table[:, 8] = scores >= scores[at] - 1e-6
    table[:, 9] = np.where(distance > 0, 1 / np.maximum(distance, 1), 0)
    table[:, 10] = np.where(distance < 0, 1 / np.maximum(-distance, 1), 0)
    table[:, 11] = np.copysign(np.minimum(np.log1p(np.abs(distance)) / 4, 1.5), distance)
