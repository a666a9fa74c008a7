"""Probabilities → one role a block, consistent over the page: one headline, one kicker, one lead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from newsscrape import lexicon
from newsscrape.label.columns import COLUMNS
from newsscrape.label.copies import drop_copies
from newsscrape.label.follow import follow_captions, follow_credits, follow_sentences, follow_source_labels
from newsscrape.label.heading import Lines, keep_one_headline, keep_one_kicker
from newsscrape.label.model import CLASSES
from newsscrape.label.titles import NO_TITLES
from newsscrape.label.votes import Vote, add, cast
from newsscrape.label.wholes import keep_whole
from newsscrape.text import begins_with_copyright

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from newsscrape.dom import Tree
    from newsscrape.label.features import Features
    from newsscrape.label.model import Verdict
    from newsscrape.label.titles import Titles
    from newsscrape.segment import Segment

__all__ = ["Label", "decode"]

_BODY, _LEAD, _KICKER, _CAPTION, _CREDIT, _SOURCE, _BYLINE, _DATE, _BOILERPLATE = map(
    CLASSES.index, ("body", "lead", "kicker", "caption", "credit", "source", "byline", "date", "boilerplate")
)
_STARTS_CREDIT, _STARTS_SOURCE, _HAS_LEGAL = map(COLUMNS.index, ("starts_credit", "starts_source", "has_legal"))
_LIKELY: Final = 0.1
"""Probability from which a block may be of a rare role."""
_SAYS_VIEWER: Final = COLUMNS.index("starts_navigation")
_BODY_WEIGHT: Final = 0.75
"""A block is text where that is clearly likelier than not; by cross-validation of 0.6, 0.75, 1 and 1.35."""
_SURE, _LEAST = 0.42, 0.12
"""Thresholds of a block's probability of text: from the first up a page is sure and judged as it is; none is lower
than the second. By cross-validation of 0.35 to 0.45 (body 0.9539 → 0.9546, no other measure loses 0.001)."""
_HALF, _ROUNDING = 0.5, 1e-3
_LITTLE: Final = 250
"""Characters of text below which the model was too careful: a page of news has more."""
_LITTLE_WEIGHT: Final = 6.0
_DATED: Final = [*map(COLUMNS.index, ("year", "numeric_date", "starts_published", "starts_updated"))]
_TOLD_SOURCE: Final = [*map(COLUMNS.index, ("has_source", "starts_source", "agency", "url"))]
_NO_KICKER: Final = [
    *map(COLUMNS.index, ("agency", "starts_share", "starts_newsletter", "starts_comments", "starts_consent"))
]
"""What no kicker says: an agency states the source, buttons ask for something."""
_SENTENCE, _STOPS = 40, ".!。"
"""Characters above which a line that ends with a stop is a sentence: "We may earn a commission."."""
_DATE_CHARS: Final = 100
"""… above which it tells of a day, and is no date line: "On 31 October 2023, about 23:40, burglars …"."""
_SOURCE_FLOOR: Final = 0.25
_LEAD_FLOOR: Final = 0.5
_NAME_WORDS: Final = 3
"""Words of a line that may be a person's name."""
_SOURCE_CHARS: Final = 100
"""Characters up to which a line may be a source without any word that says so."""


class Label:
    """The class of one block, with the probability the model gives it."""

    __slots__ = ("name", "probability", "text", "votes")

    def __init__(self, name: str, probability: float, text: float, votes: tuple[Vote, ...] = ()) -> None:
        self.name = name
        self.probability = probability
        self.text = text
        """Probability that the block is text of the article: body or lead."""
        self.votes = votes
        """What rules said of the block."""


def decode(
    verdict: Verdict, tree: Tree, segments: Sequence[Segment], seen: Features | None, titles: Titles = NO_TITLES
) -> list[Label]:
    """Decide all blocks together; `titles` are those the page states."""
    if seen is None:
        return []
    p = verdict.roles.copy()
    votes = cast(p, tree, segments, seen)
    add(p, votes)
    sizes = [len(s.text) for s in segments]
    _forbid(p, segments, seen.table)
    lines = Lines(tree, segments, seen, titles)
    keep_one_headline(p, lines)
    keep_one_kicker(p, lines)
    _keep_one_lead(p)
    allowance = _allowance(verdict.roles, sizes)
    _weigh(p, _BODY_WEIGHT * allowance)
    chosen = p.argmax(axis=1).tolist()
    if _text_chars(sizes, chosen) < _LITTLE:
        p[:, _BODY] *= max(_LITTLE_WEIGHT / allowance, 1)
        chosen = p.argmax(axis=1).tolist()
    follow_source_labels(tree, segments, chosen)
    follow_captions(segments, chosen)
    follow_credits(segments, chosen)
    changed = [*follow_sentences(tree, segments, chosen), *keep_whole(tree, segments, chosen)]
    dropped = drop_copies(tree, segments, chosen)
    return _labels(verdict.roles, chosen, (*votes, *changed, *dropped), {vote.block for vote in dropped})


def _labels(roles: NDArray[np.float32], chosen: Sequence[int], votes: Sequence[Vote], dropped: set[int]) -> list[Label]:
    """The labels; of what is dropped for certain nothing is expected to be text."""
    by_block: dict[int, tuple[Vote, ...]] = {}
    for vote in votes:
        by_block[vote.block] = (*by_block.get(vote.block, ()), vote)
    own = roles[np.arange(len(chosen)), chosen].tolist()
    text = (roles[:, _BODY] + roles[:, _LEAD]).tolist()
    for k in dropped:
        text[k] = 0.0
    return [Label(CLASSES[c], own[i], text[i], by_block.get(i, ())) for i, c in enumerate(chosen)]


def _allowance(roles: NDArray[np.float32], sizes: Sequence[int]) -> float:
    """What text is weighed up by on a page the model is unsure of; 1 on others.

    The choice with the highest F1 to be expected takes all blocks whose probability is above half that F1 (Lipton,
    Elkan, Naryanaswamy: Optimal Thresholding of Classifiers to Maximize F1 Measure, 2014).
    """
    if _is_sure(roles, sizes):
        return 1.0
    text = roles[:, _BODY] + roles[:, _LEAD]
    order = np.argsort(-text)
    chars = np.array(sizes, np.float32)[order]
    right = np.cumsum(chars * text[order])
    threshold = float((right / (np.cumsum(chars) + right[-1])).max())
    if threshold >= _SURE:
        return 1.0
    threshold = max(threshold, _LEAST)
    return (1 - threshold) / threshold * _SURE / (1 - _SURE)


def _is_sure(roles: NDArray[np.float32], sizes: Sequence[int]) -> bool:
    """Whether the threshold is over `_SURE` for certain: half the F1 of the blocks likelier text than not is."""
    kept = right = every = 0.0
    for i, size in enumerate(sizes):
        text = float(roles[i, _BODY] + roles[i, _LEAD])
        every += text * size
        if text > _HALF:
            kept += size
            right += text * size
    return right > (_SURE + _ROUNDING) * (kept + every)


def _text_chars(sizes: Sequence[int], chosen: Sequence[int]) -> int:
    return sum([size for size, c in zip(sizes, chosen, strict=True) if c in (_BODY, _LEAD)])


def _forbid(p: NDArray[np.float32], segments: Sequence[Segment], table: NDArray[np.float32]) -> None:
    """What a role can't be: a kicker no date, agency, button or sentence, a date line no long sentence, a credit no
    notice, a source no labelled credit, no question and no mere name or day, which is a byline, neither caption nor
    credit what a picture's viewer says.
    """
    for i, s in enumerate(segments):
        is_dated = _has(table, i, _DATED)
        is_sentence = len(s.text) > _SENTENCE and s.text[-1] in _STOPS
        if is_dated or is_sentence or _has(table, i, _NO_KICKER):
            p[i, _KICKER] = 0
        if is_sentence and len(s.text) > _DATE_CHARS:
            p[i, _DATE] = 0
        if is_dated and table[i, _HAS_LEGAL] > 0:
            p[i, _CREDIT] = 0
        is_picture = p[i, _CAPTION] + p[i, _CREDIT] > _LIKELY
        if is_picture and table[i, _SAYS_VIEWER] > 0 and lexicon.is_label(s.text, "navigation"):
            p[i, _CAPTION] = p[i, _CREDIT] = 0
        is_told = _has(table, i, _TOLD_SOURCE)
        if s.text[-1] in "?？" or (len(s.text) > _SOURCE_CHARS and not is_told):
            p[i, _SOURCE] = 0
        elif p[i, _SOURCE] > _LIKELY and not is_told and (is_dated or _is_name(s.text)):
            p[i, _BYLINE] += p[i, _SOURCE]
            p[i, _SOURCE] = 0
        if table[i, _STARTS_SOURCE] > 0 or s.text[0] == "©":  # "© dpa" is both
            continue
        if table[i, _STARTS_CREDIT] > 0 or (p[i, _SOURCE] > _LIKELY and begins_with_copyright(s.text)):
            p[i, _CREDIT] += p[i, _SOURCE]
            p[i, _SOURCE] = 0


def _is_name(text: str) -> bool:
    """Whether a line is two or three words with capitals and no other signs, as a person's name is."""
    words = text.split(" ")
    return 2 <= len(words) <= _NAME_WORDS and all([w.istitle() and w.isalpha() for w in words])  # noqa: C419 (no generator in C)


def _has(table: NDArray[np.float32], i: int, columns: Sequence[int]) -> bool:
    """Whether a block has any of some features."""
    for column in columns:  # noqa: SIM110 (in any() the index would have no C type)
        if table[i, column] > 0:
            return True
    return False


def _keep_one_lead(p: NDArray[np.float32]) -> None:
    """Keep the strongest run of lead blocks; those of other runs are body."""
    best, first, last = 0.0, 0, 0
    """How likely the strongest run is, and its first block and the one after its last."""
    start, highest, size = -1, 0.0, len(p)
    for i in range(size + 1):
        if i < size and p[i, _LEAD] >= _LEAD_FLOOR and p[i, _LEAD] > p[i, _BODY]:
            if start < 0:
                start, highest = i, 0.0
            highest = max(highest, float(p[i, _LEAD]))
        elif start >= 0:
            if round(highest, 1) > best:
                best, first, last = round(highest, 1), start, i
            start = -1
    for i in range(size):
        if not first <= i < last:
            p[i, _BODY] += p[i, _LEAD]
            p[i, _LEAD] = 0


def _weigh(p: NDArray[np.float32], body: float) -> None:
    """Weigh text by `body`, and sources up that are not unlikely."""
    p[:, _BODY] *= body
    source = p[:, _SOURCE]
    source[source >= _SOURCE_FLOOR] *= 1.5
