"""Rules as votes: what an editor's class name or a printed label says is added to the model's probabilities.

The model has few examples of rare roles; a block that is called "caption" or begins with "Quelle:" tells more
than they do. A vote can be outvoted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from newsscrape import lexicon
from newsscrape.label.features import COLUMNS
from newsscrape.label.model import CLASSES
from newsscrape.label.names import NEAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from newsscrape.dom import Tree
    from newsscrape.label.features import Features
    from newsscrape.segment import Segment

__all__ = ["Vote", "add", "cast"]

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
_SAYS_CREDIT: Final = COLUMNS.index("starts_credit")
_SAYS_SOURCE: Final = COLUMNS.index("starts_source")
_BOXES: Final = frozenset(
    "newsletter newsletters promo promotion advert advertisement sponsored subscribe signup outbrain taboola share "
    "sharing recirculation recirc".split()
)
"""Words in the names of boxes that stand in the text without belonging to it."""
_BOXED, _BOX_WEIGHT = 200, 0.4
"""Characters up to which a block of such a box is voted out: a wrapper of the whole article has longer ones."""
_HAS_CREDIT: Final = COLUMNS.index("has_credit")
_PICTURE: Final = COLUMNS.index("picture_before")
_RIGHT_AFTER, _PHOTO_WEIGHT = 0.3, 0.4
"""Nearness to the picture before, 1 / (1 + nodes / 4): at most nine nodes away."""
_COMMENT: Final = re.compile(
    r"(?<![a-z])(?:comments?|commentaires?|comentarios?|kommentare?|disqus)(?![a-z])|commentlist|comment(?:body|text|area)",
    re.IGNORECASE,
)
"""Names of containers of readers' comments: "comments-area", "sf_comment_list"."""
_COMMENTS, _COMMENT_WEIGHT = "in a container named as comments", 0.6
_COLON: Final = re.compile("[:：]")
_MAX_CREDIT: Final = 50
"""Characters at the end of a caption in which its credit is labelled: "… Foto: Jane Doe"."""
_INVITES: Final = [COLUMNS.index(f"starts_{key}") for key in ("related", "newsletter", "share", "advert", "comments")]
_LINKS: Final = COLUMNS.index("link_share")
_MOSTLY, _INVITE_WEIGHT = 0.4, 0.5
"""Share of a line that is link, from which its first words are believed: "Lesen Sie auch: …"."""
_AGENCY_LINE: Final = 40
"""Characters up to which a line that names an agency is one that states it: "red, dpa/AFP"."""
_SOURCE_SENTENCE: Final = 250
"""… that says where the text came from: "Jane Doe contributed to this report."."""
_TAIL, _TAIL_WEIGHT = 3, 0.35
"""Blocks after the last of the text in which such lines stand."""
_ALL_STRONG: Final = 0.95
_LEAD_CHARS: Final = 60
_NEAR: Final = 6


@dataclass(frozen=True, slots=True)
class Vote:
    """What one rule adds to the probability of one role of one block."""

    block: int
    """Position of the block among the page's."""
    role: str
    weight: float
    """Negative against the role."""
    rule: str
    """What was seen, in words: "named as caption"."""


def cast(p: NDArray[np.float32], tree: Tree, segments: Sequence[Segment], seen: Features) -> tuple[Vote, ...]:
    """The votes of all rules, within the article's stretch of the page; `p` as the model gives it."""
    body = [i for i, v in enumerate((p[:, _AT["body"]] + p[:, _AT["lead"]] > 0.5).tolist()) if v]
    head = int(p[:, _AT["headline"]].argmax())
    if not body:
        return ()
    inside = range(max(min(body[0], head) - _NEAR, 0), min(body[-1] + _NEAR, len(segments)))
    first = next((i for i in body if i > head), body[0])
    says_credit, says_source = ((seen.table[:, column] > 0).tolist() for column in (_SAYS_CREDIT, _SAYS_SOURCE))
    invites = ((seen.table[:, _INVITES].max(axis=1) > 0) & (seen.table[:, _LINKS] > _MOSTLY)).tolist()
    says_photo = ((seen.table[:, _HAS_CREDIT] > 0) & (seen.table[:, _PICTURE] > _RIGHT_AFTER)).tolist()
    boxed = _boxed(seen)
    comments = _comments(tree, segments, body, {head, first})
    roles_of: dict[str, frozenset[str]] = {}
    votes: list[Vote] = []
    for i in inside:
        s = segments[i]
        if i in comments:
            votes += [Vote(i, "body", -_COMMENT_WEIGHT, _COMMENTS), Vote(i, "boilerplate", _COMMENT_WEIGHT, _COMMENTS)]
        if len(s.text) > _MAX_CHARS or s.is_hidden or i == head:
            continue
        named = _roles(_name(tree, s), roles_of)
        in_figure = tree.tags[s.element] == "figcaption" or "caption" in named
        if named:
            votes += _by_name(i, named, (abs(i - head) <= 3, i == first))
        if i == first and s.strong_chars >= _ALL_STRONG * len(s.text) and len(s.text) > _LEAD_CHARS:
            votes += _for(i, "lead", _WEIGHT["lead"], "first text, all of it bold")
        if says_credit[i] or says_source[i]:
            votes += _by_label(i, s, says_credit=says_credit[i], in_figure=in_figure)
        if boxed[i] and len(s.text) <= _BOXED:
            votes.append(Vote(i, "boilerplate", _BOX_WEIGHT, "in a box named as newsletter, advert or the like"))
        if (
            says_photo[i]
            and not in_figure
            and not says_credit[i]
            and _COLON.search(s.text, max(len(s.text) - _MAX_CREDIT, 0))
        ):
            votes.append(Vote(i, "caption", _PHOTO_WEIGHT, "names a photographer right after a picture"))
        if invites[i]:
            votes.append(
                Vote(i, "boilerplate", _INVITE_WEIGHT, "a link that begins as an invitation to read or do more")
            )
        if body[-1] - 1 <= i <= body[-1] + _TAIL and not in_figure and _says_source(s.text):
            votes.append(Vote(i, "source", _TAIL_WEIGHT, "names a source where the text ends"))
    return tuple(votes)


def add(p: NDArray[np.float32], votes: Sequence[Vote]) -> None:
    """Add votes to the probabilities, in place."""
    for vote in votes:
        p[vote.block, _AT[vote.role]] += vote.weight


def _comments(tree: Tree, segments: Sequence[Segment], body: Sequence[int], story: set[int]) -> set[int]:
    """Blocks in containers named as comments, other than those that hold the headline or the first text."""
    known: dict[int, bool] = {0: False}
    for i in story:
        e = segments[i].element
        while e > 0:
            known[e] = False
            e = tree.parents[e]
    return {i for i in body if _in_comments(tree, segments[i].element, known)}


def _in_comments(tree: Tree, element: int, known: dict[int, bool]) -> bool:
    """Whether an element or one above it is named as comments; `known` keeps what was found."""
    chain = []
    e = element
    while e not in known:
        chain.append(e)
        attrs = tree.attrs[e]
        if attrs and _COMMENT.search(f"{attrs.get('class') or ''} {attrs.get('id') or ''}"):
            known[e] = True
            break
        e = tree.parents[e]
    found = known[e]
    known.update(dict.fromkeys(chain, found))
    return found


def _boxed(seen: Features) -> list[bool]:
    """Whether each block stands in an element, within three levels, that is named as no part of the text."""
    names = seen.names
    is_box = np.array([not _BOXES.isdisjoint(element) for element in names.elements])
    found: list[bool] = (is_box[names.own] | is_box[names.above[:NEAR]].any(axis=0)).tolist()
    return found


def _name(tree: Tree, s: Segment) -> str:
    """Classes of the block's marked span and element, and of its parent."""
    attrs, element = tree.attrs, s.element
    own, above = attrs[element], attrs[tree.parents[element]]
    name = f"{own.get('class') or ''} {own.get('itemprop') or ''} {above.get('class') or ''}"
    return name if s.mark == element else f"{name} {attrs[s.mark].get('class') or ''}"


def _roles(name: str, known: dict[str, frozenset[str]]) -> frozenset[str]:
    """The roles that a name speaks for; `known` keeps those of the names of this page."""
    found = known.get(name)
    if found is None:
        found = known[name] = frozenset(role for role, pattern in _NAMES.items() if pattern.search(name))
    return found


def _by_name(i: int, named: frozenset[str], where: tuple[bool, bool]) -> list[Vote]:
    near_headline, opens_text = where
    allowed = {"caption": True, "credit": True, "kicker": near_headline, "lead": opens_text}
    found = [role for role in _NAMES if role in named and allowed[role]]
    return [vote for role in found for vote in _for(i, role, _WEIGHT[role], f"named as {role} in the markup")]


def _for(i: int, role: str, weight: float, rule: str) -> list[Vote]:
    """A vote for a lead is one against body: both are text."""
    votes = [Vote(i, role, weight, rule)]
    return [*votes, Vote(i, "body", -weight, rule)] if role == "lead" else votes


def _by_label(i: int, s: Segment, *, says_credit: bool, in_figure: bool) -> list[Vote]:
    if says_credit or in_figure:
        return [Vote(i, "credit", _LABEL_WEIGHT * (1.5 if in_figure else 1.0), "begins with a printed credit label")]
    if ":" in s.text[:30] or "：" in s.text[:30]:
        return [Vote(i, "source", _LABEL_WEIGHT, "begins with a printed source label")]
    return []


def _says_source(text: str) -> bool:
    """Whether a line at the end of the text names an agency and little else, or says who contributed to it."""
    if len(text) <= _AGENCY_LINE and lexicon.agencies(text):
        return True
    return len(text) <= _SOURCE_SENTENCE and lexicon.says_source(text)
