"""Rules as votes: what an editor's class name or a printed label says is added to the model's probabilities.

The model has few examples of rare roles; a block that is called "caption" or begins with "Quelle:" tells more
than they do. A vote can be outvoted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from newsscrape import lexicon
from newsscrape.label.model import CLASSES

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from newsscrape.dom import Tree
    from newsscrape.segment import Segment

__all__ = ["add_votes"]

_AT: Final = {c: i for i, c in enumerate(CLASSES)}
_MAX_CHARS: Final = 600
_NAMES: Final = {
    "caption": re.compile(r"caption|legend|bildunter|bildtext|cutline", re.IGNORECASE),
    "credit": re.compile(r"credit|copyright|photographer|fotograf|attribution", re.IGNORECASE),
    "kicker": re.compile(r"kicker|overline|eyebrow|dachzeile|topline|supertitle|spitzmarke", re.IGNORECASE),
    "lead": re.compile(
        r"\blead(?:text)?\b|intro|standfirst|\bdek\b|\bdeck\b|vorspann|chapo|summary|subtitle|subhead|entry-lead|excerpt",
        re.IGNORECASE,
    ),
}
_WEIGHT: Final = {"caption": 0.25, "credit": 0.3, "kicker": 0.35, "lead": 0.3}
_LABEL_WEIGHT: Final = 0.4
_CREDIT: Final = lexicon.BIT["credit"]
_SOURCE: Final = lexicon.BIT["source"]
_AGENCY_LINE: Final = 40
"""Characters up to which a line that names an agency is one that states it: "red, dpa/AFP"."""
_SOURCE_SENTENCE: Final = 250
"""… that says where the text came from: "Jane Doe contributed to this report."."""
_TAIL, _TAIL_WEIGHT = 3, 0.35
"""Blocks after the last of the text in which such lines stand."""
_ALL_STRONG: Final = 0.95
_LEAD_CHARS: Final = 60
_NEAR: Final = 6


def add_votes(p: NDArray[np.float32], tree: Tree, segments: Sequence[Segment]) -> None:
    """Add the votes to the probabilities, in place, within the article's stretch of the page."""
    body = [i for i, v in enumerate((p[:, _AT["body"]] + p[:, _AT["lead"]] > 0.5).tolist()) if v]
    head = int(p[:, _AT["headline"]].argmax())
    if not body:
        return
    inside = range(max(min(body[0], head) - _NEAR, 0), min(body[-1] + _NEAR, len(segments)))
    first = next((i for i in body if i > head), body[0])
    for i in inside:
        s = segments[i]
        if len(s.text) > _MAX_CHARS or s.is_hidden or i == head:
            continue
        name = _name(tree, s)
        in_figure = tree.tags[s.element] == "figcaption" or _NAMES["caption"].search(name) is not None
        _vote_by_name(p, i, name, (abs(i - head) <= 3, i == first))
        if i == first and s.strong_chars >= _ALL_STRONG * len(s.text) and len(s.text) > _LEAD_CHARS:
            _shift(p, i, "lead", _WEIGHT["lead"])
        _vote_by_label(p, i, s, in_figure=in_figure)
        if body[-1] - 1 <= i <= body[-1] + _TAIL and not in_figure and _says_source(s.text):
            p[i, _AT["source"]] += _TAIL_WEIGHT


def _name(tree: Tree, s: Segment) -> str:
    """Classes of the block's element and marked span, and of its parent where that is no container."""
    parts = []
    for e in {s.mark, s.element, tree.parents[s.element]}:
        attrs = tree.attrs[e] if e >= 0 else None
        if attrs:
            parts.append(f"{attrs.get('class') or ''} {attrs.get('itemprop') or ''}"[:200])
    return " ".join(parts)


def _vote_by_name(p: NDArray[np.float32], i: int, name: str, where: tuple[bool, bool]) -> None:
    near_headline, opens_text = where
    for role, pattern in _NAMES.items():
        if role == "kicker" and not near_headline:
            continue
        if role == "lead" and not opens_text:
            continue
        if pattern.search(name):
            _shift(p, i, role, _WEIGHT[role])


def _shift(p: NDArray[np.float32], i: int, role: str, weight: float) -> None:
    """A vote for a lead is one against body: both are text."""
    p[i, _AT[role]] += weight
    if role == "lead":
        p[i, _AT["body"]] -= weight


def _vote_by_label(p: NDArray[np.float32], i: int, s: Segment, *, in_figure: bool) -> None:
    starts = lexicon.hits(s.text)[0] if len(s.text) < 160 else 0
    if starts & _CREDIT or (in_figure and starts & _SOURCE):
        p[i, _AT["credit"]] += _LABEL_WEIGHT * (1.5 if in_figure else 1.0)
    elif starts & _SOURCE and (":" in s.text[:30] or "：" in s.text[:30]):
        p[i, _AT["source"]] += _LABEL_WEIGHT


def _says_source(text: str) -> bool:
    """Whether a line at the end of the text names an agency and little else, or says who contributed to it."""
    if len(text) <= _AGENCY_LINE and lexicon.agencies(text):
        return True
    return len(text) <= _SOURCE_SENTENCE and lexicon.says_source(text)
