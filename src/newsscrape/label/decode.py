"""Probabilities → one role a block, consistent over the page: one headline, one kicker, one lead."""

from __future__ import annotations

from itertools import accumulate, compress
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from newsscrape import lexicon
from newsscrape.label.columns import COLUMNS
from newsscrape.label.heading import Lines, keep_one_headline, keep_one_kicker
from newsscrape.label.model import CLASSES
from newsscrape.label.titles import NO_TITLES
from newsscrape.label.votes import Vote, add, cast

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from newsscrape.dom import Tree
    from newsscrape.label.features import Features
    from newsscrape.label.model import Verdict
    from newsscrape.label.titles import Titles
    from newsscrape.segment import Segment

__all__ = ["Label", "decode"]

_AT: Final = {c: i for i, c in enumerate(CLASSES)}
_COLUMN: Final = {c: i for i, c in enumerate(COLUMNS)}
_BODY_WEIGHT: Final = 0.75
"""A block is text where that is clearly likelier than not; by cross-validation of 0.6, 0.75, 1 and 1.35."""
_SURE, _LEAST = 0.42, 0.12
"""Thresholds of a block's probability of text: from the first up a page is sure and judged as it is; none is lower
than the second. By cross-validation of 0.35 to 0.45 (body 0.9539 → 0.9546, no other measure loses 0.001)."""
_LITTLE: Final = 250
"""Characters of text below which the model was too careful: a page of news has more."""
_LITTLE_WEIGHT: Final = 6.0
_DATED: Final = [_COLUMN[c] for c in ("year", "numeric_date", "starts_published", "starts_updated")]
_NO_KICKER: Final = [
    _COLUMN[c] for c in ("agency", "starts_share", "starts_newsletter", "starts_comments", "starts_consent")
]
"""What no kicker says: an agency states the source, buttons ask for something."""
_SOURCE_FLOOR: Final = 0.25
_LEAD_FLOOR: Final = 0.5
_MAX_SOURCES: Final = 8
_SOURCE_CHARS: Final = 100
"""Characters up to which a line may be a source without any word that says so."""
_SOURCE_ITEM: Final = 400
"""Characters up to which an item of a list under "Sources" is one source."""
_SOURCE_VALUE: Final = 80
"""Characters up to which a line after "Quelle:" is its value."""
_SAME_TEXT: Final = 40
"""Characters from which a repeated block is a copy, not a refrain."""


class Label(NamedTuple):
    """The class of one block, with the probability the model gives it (a tuple, since a page has hundreds)."""

    name: str
    probability: float
    text: float
    """Probability that the block is text of the article: body or lead."""
    votes: tuple[Vote, ...] = ()
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
    _forbid(p, segments, seen)
    lines = Lines(tree, segments, seen, titles)
    keep_one_headline(p, lines)
    keep_one_kicker(p, lines)
    _keep_one_lead(p)
    source = p[:, _AT["source"]]
    p[:, _AT["source"]] = np.where(source >= _SOURCE_FLOOR, source * 1.5, source)
    allowance = _allowance(verdict.roles, segments)
    p[:, _AT["body"]] *= _BODY_WEIGHT * allowance
    chosen = p.argmax(axis=1)
    if _text_chars(segments, chosen) < _LITTLE:
        p[:, _AT["body"]] *= max(_LITTLE_WEIGHT / allowance, 1)
        chosen = p.argmax(axis=1)
    _follow_source_labels(tree, segments, chosen)
    _follow_credits(segments, chosen)
    _drop_copies(segments, chosen)
    by_block: dict[int, list[Vote]] = {}
    for vote in votes:
        by_block.setdefault(vote.block, []).append(vote)
    own = verdict.roles[np.arange(len(chosen)), chosen].tolist()
    text = (verdict.roles[:, _AT["body"]] + verdict.roles[:, _AT["lead"]]).tolist()
    return [Label(CLASSES[c], own[i], text[i], tuple(by_block.get(i, ()))) for i, c in enumerate(chosen.tolist())]


def _allowance(roles: NDArray[np.float32], segments: Sequence[Segment]) -> float:
    """What text is weighed up by on a page the model is unsure of; 1 on others.

    The choice with the highest F1 to be expected takes all blocks whose probability is above half that F1 (Lipton,
    Elkan, Naryanaswamy: Optimal Thresholding of Classifiers to Maximize F1 Measure, 2014).
    """
    text = roles[:, _AT["body"]] + roles[:, _AT["lead"]]
    order = np.argsort(-text)
    sizes = np.array([len(s.text) for s in segments], np.float32)[order]
    right = np.cumsum(sizes * text[order])
    threshold = float((right / (np.cumsum(sizes) + right[-1])).max())
    if threshold >= _SURE:
        return 1.0
    threshold = max(threshold, _LEAST)
    return (1 - threshold) / threshold * _SURE / (1 - _SURE)


def _text_chars(segments: Sequence[Segment], chosen: NDArray[np.int64]) -> int:
    text = np.isin(chosen, (_AT["body"], _AT["lead"])).tolist()
    return sum(len(s.text) for s, is_text in zip(segments, text, strict=True) if is_text)


def _forbid(p: NDArray[np.float32], segments: Sequence[Segment], seen: Features) -> None:
    """What a role can't be: a kicker no date, agency or button, a credit no notice, a source no labelled credit."""
    dated = (seen.table[:, _DATED] > 0).any(axis=1)
    p[dated | (seen.table[:, _NO_KICKER] > 0).any(axis=1), _AT["kicker"]] = 0
    p[dated & (seen.table[:, _COLUMN["has_legal"]] > 0), _AT["credit"]] = 0
    is_told = (seen.table[:, [_COLUMN[c] for c in ("has_source", "starts_source", "agency", "url")]] > 0).any(axis=1)
    is_long = np.array([len(s.text) > _SOURCE_CHARS for s in segments])
    p[is_long & ~is_told, _AT["source"]] = 0
    is_credit = (seen.table[:, _COLUMN["starts_credit"]] > 0) & (seen.table[:, _COLUMN["starts_source"]] == 0)
    is_credit &= np.array([s.text[0] != "©" for s in segments])  # "© dpa" is both
    p[is_credit, _AT["credit"]] += p[is_credit, _AT["source"]]
    p[is_credit, _AT["source"]] = 0


def _keep_one_lead(p: NDArray[np.float32]) -> None:
    """Keep the strongest run of lead blocks; those of other runs are body."""
    lead, body = p[:, _AT["lead"]], p[:, _AT["body"]]
    is_lead = (lead >= _LEAD_FLOOR) & (lead > body)
    runs: list[tuple[float, int, int]] = []
    start = -1
    for i, flag in enumerate([*is_lead.tolist(), False]):
        if flag and start < 0:
            start = i
        elif not flag and start >= 0:
            runs.append((float(lead[start:i].max()), start, i))
            start = -1
    best = max(runs, default=(0.0, 0, 0), key=lambda run: (round(run[0], 1), -run[1]))
    for i in range(len(p)):
        if not best[1] <= i < best[2]:
            body[i] += lead[i]
            lead[i] = 0


def _follow_source_labels(tree: Tree, segments: Sequence[Segment], chosen: NDArray[np.int64]) -> None:
    """What stands under a mere label ("Quelle:", "Sources") are the sources: one line, or a list's items."""
    source = _AT["source"]
    for i in np.flatnonzero(chosen == source).tolist():
        following = segments[i + 1 : i + 1 + _MAX_SOURCES]
        if not following or not lexicon.is_source_label(segments[i].text):
            continue
        items = _like_the_first(tree, following)
        if len(items) > 1 or tree.tags[following[0].element] == "li":
            chosen[i] = _AT["boilerplate"]
            chosen[i + 1 : i + 1 + len(items)] = source
        elif segments[i].text.endswith((":", "：")) and len(following[0].text) < _SOURCE_VALUE:
            chosen[i + 1] = source


def _follow_credits(segments: Sequence[Segment], chosen: NDArray[np.int64]) -> None:
    """What continues a credit in its element after a slash is one too: "Photo by Jane Doe", "/AFP"."""
    for i in np.flatnonzero(chosen[:-1] == _AT["credit"]).tolist():
        following = segments[i + 1]
        if following.joined is not None and following.text[0] == "/" and chosen[i + 1] == _AT["boilerplate"]:
            chosen[i + 1] = _AT["credit"]


def _like_the_first(tree: Tree, segments: Sequence[Segment]) -> list[Segment]:
    """The run of short blocks that have the tag and the parent of the first."""
    tag, home = tree.tags[segments[0].element], tree.parents[segments[0].element]
    same = (
        tree.tags[s.element] == tag and tree.parents[s.element] == home and len(s.text) < _SOURCE_ITEM for s in segments
    )
    return list(compress(segments, accumulate(same, min)))


def _drop_copies(segments: Sequence[Segment], chosen: NDArray[np.int64]) -> None:
    """Body text printed twice is kept once; a visible copy before a hidden one."""
    kinds = (_AT["body"], _AT["lead"])
    seen: dict[str, int] = {}
    order = sorted(range(len(segments)), key=lambda i: (segments[i].is_hidden, i))
    for i in order:
        text = segments[i].text
        if len(text) >= _SAME_TEXT and chosen[i] in kinds:
            if text in seen:
                chosen[i] = _AT["boilerplate"]
            else:
                seen[text] = i
