"""Rules as votes: what an editor's class name or a printed label says is added to the model's probabilities.

The model has few examples of rare roles; a block that is called "caption" or begins with "Quelle:" tells more
than they do. A vote can be outvoted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from newsscrape import lexicon
from newsscrape.label.columns import COLUMNS
from newsscrape.label.heading import KICKER_NAME
from newsscrape.label.model import CLASSES
from newsscrape.label.names import NEAR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from newsscrape.dom import Tree
    from newsscrape.label.features import Features
    from newsscrape.segment import Segment

__all__ = ["Vote", "add", "cast"]

_AT: Final = {c: i for i, c in enumerate(CLASSES)}
_MAX_CHARS: Final = 600
_OWN_CREDIT: Final = re.compile(
    r"credit|copyright|photographer|fotograf|(?:image|img|picture|photo|media|bild)s?[-_]*(?:source|quelle|rights|author)",
    re.IGNORECASE,
)
"""Names of a credit that are plain where they are the block's own: "figure__credit", "head__image-source"."""
_NAMES: Final = {
    "caption": re.compile(r"caption|legend|bildunter|bildtext|cutline", re.IGNORECASE),
    "credit": re.compile(f"{_OWN_CREDIT.pattern}|attribution", re.IGNORECASE),
    "kicker": KICKER_NAME,
    "lead": re.compile(
        r"\blead(?:text)?\b|intro|standfirst|\bdek\b|\bdeck\b|vorspann|chapo|summary|subtitle|subhead|entry-lead|excerpt",
        re.IGNORECASE,
    ),
}
_ANY_NAME: Final = re.compile("|".join(pattern.pattern for pattern in _NAMES.values()))
"""For names in lower case, which takes a third of the time of ignoring case."""
_WEIGHT: Final = {"caption": 0.25, "credit": 0.3, "kicker": 0.35, "lead": 0.3}
_SURE_CAPTION, _OWN_CREDIT_WEIGHT = 0.5, 0.8
"""Where the block is not likelier text: that of picture stories stands in elements named as caption, too."""
_LIKELY_CREDIT: Final = 0.1
_TEXT: Final = 0.5
"""Probability from which a block is likely text."""
_BYLINE: Final = re.compile(r"byline|article[-_]*author", re.IGNORECASE)
"""Names of rows that say who wrote it, and for whom: "article-author__source"."""
_BYLINE_WEIGHT: Final = 0.4
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
    r"(?<![a-z])(?:comments?|commentaires?|comentarios?|kommentare?|disqus)(?![a-z])|commentlist|comment(?:body|text|area)"
)
"""For names in lower case of containers of readers' comments: "comments-area", "sf_comment_list"."""
_COMMENT_WEIGHT: Final = 0.6
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
_SHORTHAND: Final = re.compile(r"\(?[\w.-]{2,12}(?:\s?/\s?[\w.-]{2,12}){1,4}\)?")
"""How a desk signs: "SDA/sep", "(dpa/gem)"."""
_TAIL, _TAIL_WEIGHT = 3, 0.35
"""Blocks after the last of the text in which such lines stand."""
_ALL_STRONG: Final = 0.95
_LEAD_CHARS: Final = 60
_NEAR, _AROUND = 6, 3
"""Blocks before and after the text that rules look at; blocks around the headline in which a kicker is named."""
_LABEL_END: Final = 30


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
    body = np.flatnonzero(p[:, _AT["body"]] + p[:, _AT["lead"]] > _TEXT).tolist()
    head = int(p[:, _AT["headline"]].argmax())
    if not body:
        return ()
    page = _Page(tree, segments, seen, p)
    votes = [vote for i in body for vote in _by_comments(page, i)]
    for i in range(max(min(body[0], head) - _NEAR, 0), min(body[-1] + _NEAR, len(segments))):
        s = segments[i]
        if len(s.text) <= _MAX_CHARS and not s.is_hidden and i != head:
            block = _Line(i, s, page.named(s), tree.tags[s.element] == "figcaption")
            votes += [vote for rule in _RULES for vote in rule(page, block)]
    return tuple(votes)


def add(p: NDArray[np.float32], votes: Sequence[Vote]) -> None:
    """Add votes to the probabilities, in place."""
    for vote in votes:
        p[vote.block, _AT[vote.role]] += vote.weight


class _Line(NamedTuple):
    """A block that rules look at."""

    i: int
    segment: Segment
    named: frozenset[str]
    """Roles that its names in the markup speak for."""
    is_figcaption: bool

    @property
    def in_figure(self) -> bool:
        return self.is_figcaption or "caption" in self.named


class _Page:
    """What rules need to know of the page; made for one call of `cast`."""

    def __init__(self, tree: Tree, segments: Sequence[Segment], seen: Features, p: NDArray[np.float32]) -> None:
        self.tree = tree
        is_text = p[:, _AT["body"]] + p[:, _AT["lead"]] > _TEXT
        is_credit = p[:, _AT["credit"]] > p[:, _AT["caption"]]
        self.unlikely = {"caption": (is_text | is_credit).tolist(), "credit": is_text.tolist()}
        """Whether each block is likelier something else than what it is named as."""
        self.may_be_credit = (p[:, _AT["credit"]] > _LIKELY_CREDIT).tolist()
        body = np.flatnonzero(is_text).tolist()
        self.head = head = int(p[:, _AT["headline"]].argmax())
        self.first, self.last = next((i for i in body if i > head), body[0]), body[-1]
        """The first and the last block of text; there is one."""
        table, names = seen.table, seen.names
        self.says_credit, self.says_source = ((table[:, c] > 0).tolist() for c in (_SAYS_CREDIT, _SAYS_SOURCE))
        self.invites = ((table[:, _INVITES].max(axis=1) > 0) & (table[:, _LINKS] > _MOSTLY)).tolist()
        self.says_photo = ((table[:, _HAS_CREDIT] > 0) & (table[:, _PICTURE] > _RIGHT_AFTER)).tolist()
        is_box = np.array([not _BOXES.isdisjoint(element) for element in names.elements])
        self.is_boxed = (is_box[names.own] | is_box[names.above[:NEAR]].any(axis=0)).tolist()
        self._roles: dict[str, frozenset[str]] = {}
        self._comments = {0: False}
        for i in (head, self.first):
            e = segments[i].element
            while e > 0:
                self._comments[e] = False
                e = tree.parents[e]
        self.segments = segments

    def named(self, s: Segment) -> frozenset[str]:
        """The roles that the names of a block's element, marked span and parent speak for."""
        attrs, element = self.tree.attrs, s.element
        own, above = attrs[element], attrs[self.tree.parents[element]]
        name = f"{own.get('class') or ''} {own.get('itemprop') or ''} {above.get('class') or ''}"
        if s.mark != element:
            name = f"{name} {attrs[s.mark].get('class') or ''}"
        found = self._roles.get(name)
        if found is None:
            is_any = _ANY_NAME.search(name.lower())
            found = frozenset(r for r, pattern in _NAMES.items() if pattern.search(name)) if is_any else frozenset()
            self._roles[name] = found
        return found

    def is_byline(self, element: int) -> bool:
        """Whether an element or the one above it is named as the row of the byline."""
        attrs = self.tree.attrs
        name = f"{attrs[element].get('class') or ''} {attrs[self.tree.parents[element]].get('class') or ''}"
        return _BYLINE.search(name) is not None

    def is_comment(self, element: int) -> bool:
        """Whether an element or one above it is named as comments, unless it holds the headline or the first text."""
        chain = []
        e = element
        while e not in self._comments:
            chain.append(e)
            attrs = self.tree.attrs[e]
            if attrs and _COMMENT.search(f"{attrs.get('class') or ''} {attrs.get('id') or ''}".lower()):
                self._comments[e] = True
                break
            e = self.tree.parents[e]
        found = self._comments[e]
        self._comments.update(dict.fromkeys(chain, found))
        return found


def _by_comments(page: _Page, i: int) -> Iterable[Vote]:
    if page.is_comment(page.segments[i].element):
        rule = "in a container named as comments"
        return Vote(i, "body", -_COMMENT_WEIGHT, rule), Vote(i, "boilerplate", _COMMENT_WEIGHT, rule)
    return ()


def _by_name(page: _Page, line: _Line) -> Iterable[Vote]:
    i = line.i
    allowed = {"caption": True, "credit": True, "kicker": abs(i - page.head) <= _AROUND, "lead": i == page.first}
    may_be = page.may_be_credit[i] or "credit" in line.named
    if may_be and not line.in_figure and not page.says_credit[i] and page.is_byline(line.segment.element):
        allowed["credit"] = False
        yield Vote(i, "credit", -_BYLINE_WEIGHT, "in a row named as byline")
    mark = page.tree.attrs[line.segment.mark]
    is_own = "credit" in line.named and _OWN_CREDIT.search(mark.get("class") or "") is not None
    allowed["caption"] = not is_own  # a credit within its caption
    for role in _NAMES if line.named else ():
        if role in line.named and allowed[role]:
            weight = _WEIGHT[role]
            if role == "caption" and not page.unlikely[role][i]:
                weight = _SURE_CAPTION
            elif role == "credit" and is_own and not page.unlikely[role][i]:
                weight = _OWN_CREDIT_WEIGHT
            yield from _for(i, role, weight, f"named as {role} in the markup")


def _by_weight(page: _Page, line: _Line) -> Iterable[Vote]:
    s = line.segment
    if line.i == page.first and s.strong_chars >= _ALL_STRONG * len(s.text) and len(s.text) > _LEAD_CHARS:
        return _for(line.i, "lead", _WEIGHT["lead"], "first text, all of it bold")
    return ()


def _for(i: int, role: str, weight: float, rule: str) -> list[Vote]:
    """A vote for a lead is one against body: both are text."""
    votes = [Vote(i, role, weight, rule)]
    return [*votes, Vote(i, "body", -weight, rule)] if role == "lead" else votes


def _by_label(page: _Page, line: _Line) -> Iterable[Vote]:
    i, text = line.i, line.segment.text
    if page.says_credit[i] or (page.says_source[i] and (line.in_figure or "credit" in line.named)):
        weight = _LABEL_WEIGHT * (1.5 if line.in_figure else 1.0)
        return (Vote(i, "credit", weight, "begins with a printed credit label"),)
    if page.says_source[i] and _COLON.search(text, 0, _LABEL_END):
        return (Vote(i, "source", _LABEL_WEIGHT, "begins with a printed source label"),)
    return ()


def _by_photo(page: _Page, line: _Line) -> Iterable[Vote]:
    text = line.segment.text
    is_told = page.says_photo[line.i] and not page.says_credit[line.i] and not line.in_figure
    if is_told and _COLON.search(text, max(len(text) - _MAX_CREDIT, 0)):
        return (Vote(line.i, "caption", _PHOTO_WEIGHT, "names a photographer right after a picture"),)
    return ()


def _by_box(page: _Page, line: _Line) -> Iterable[Vote]:
    if page.is_boxed[line.i] and len(line.segment.text) <= _BOXED:
        yield Vote(line.i, "boilerplate", _BOX_WEIGHT, "in a box named as newsletter, advert or the like")
    if page.invites[line.i]:
        yield Vote(line.i, "boilerplate", _INVITE_WEIGHT, "a link that begins as an invitation to read or do more")


def _by_origin(page: _Page, line: _Line) -> Iterable[Vote]:
    i, text = line.i, line.segment.text
    if page.head < i < page.first and _SHORTHAND.fullmatch(text) and lexicon.agencies(text):
        return (Vote(i, "source", _TAIL_WEIGHT, "agencies and initials, as desks sign"),)
    if page.last - 1 <= i <= page.last + _TAIL and not line.in_figure and _says_source(text):
        return (Vote(i, "source", _TAIL_WEIGHT, "names a source where the text ends"),)
    return ()


def _says_source(text: str) -> bool:
    """Whether a line at the end of the text names an agency and little else, or says who contributed to it."""
    if len(text) <= _AGENCY_LINE and lexicon.agencies(text):
        return True
    return len(text) <= _SOURCE_SENTENCE and lexicon.says_source(text)


_RULES: Final[tuple[Callable[[_Page, _Line], Iterable[Vote]], ...]] = (
    _by_name, _by_weight, _by_label, _by_photo, _by_box, _by_origin,
)  # fmt: skip
