"""Rules as votes: what an editor's class name or a printed label says is added to the model's probabilities.

The model has few examples of rare roles; a block that is called "caption" or begins with "Quelle:" tells more
than they do. A vote can be outvoted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from newsscrape import lexicon
from newsscrape.frozen import quickly_made
from newsscrape.label.columns import COLUMNS
from newsscrape.label.heading import KICKER_NAME
from newsscrape.label.model import CLASSES
from newsscrape.label.names import NEAR
from newsscrape.text import AnyOf

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from newsscrape.dom import Tree
    from newsscrape.label.features import Features
    from newsscrape.segment import Segment

__all__ = ["Vote", "add", "cast"]

_AT: Final = {c: i for i, c in enumerate(CLASSES)}
_BODY, _LEAD, _CAPTION, _CREDIT, _HEADLINE = map(CLASSES.index, ("body", "lead", "caption", "credit", "headline"))
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
_ANY_NAME: Final = AnyOf(
    (
        "caption legend bildunter bildtext cutline credit copyright photographer fotograf source quelle rights author "
        "attribution kicker overline roofline eyebrow dachzeile topline highline supertitle spitzmarke lead intro "
        "standfirst dek deck vorspann chapo summary subtitle subhead excerpt"
    ).split()
)
"""One of these stands in every name that any of them matches, in lower case."""
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
_MAY_BOX: Final = AnyOf(_BOXES)
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
_COMMENT_PARTS: Final = ("omment", "comentario", "disqus")
"""One of these stands in every such name."""
_COMMENT_WEIGHT: Final = 0.6
_COLON: Final = re.compile("[:：]")
_MAX_CREDIT: Final = 50
"""Characters at the end of a caption in which its credit is labelled: "… Foto: Jane Doe"."""
_INVITES: Final = [COLUMNS.index(f"starts_{key}") for key in ("related", "newsletter", "share", "advert", "comments")]
_LINKS: Final = COLUMNS.index("link_share")
_MOSTLY, _INVITE_WEIGHT = 0.4, 0.5
"""Share of a line that is link, from which its first words are believed: "Lesen Sie auch: …"."""
_IS_P: Final = COLUMNS.index("tag_p")
_LOUD, _LOUD_WEIGHT = 20, 0.9
"""Characters from which a paragraph in capitals that is a link is no word: of 18 on 8 pages with gold none was text."""
_CODE_WEIGHT: Final = 1.0
"""For preformatted blocks within the text: of 53 that the model took for none 50 were text, on 11 sites."""
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


@quickly_made
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
    body = _likely_text(p)
    if not body:
        return ()
    page = _Page(tree, seen, p, body)
    page.clear_comments([segments[i].element for i in (page.head, page.first)])
    votes: list[Vote] = []
    for i in body:
        if page.is_comment(segments[i].element):
            _against_comment(i, votes)
    for i in range(max(min(body[0], page.head) - _NEAR, 0), min(body[-1] + _NEAR, len(segments))):
        s = segments[i]
        if tree.tags[s.element] == "pre" and page.first < i < page.last and not s.is_hidden:
            votes.append(Vote(i, "body", _CODE_WEIGHT, "preformatted, within the text"))
        if i != page.head and len(s.text) <= _MAX_CHARS and not s.is_hidden:
            line = _Line(i, s, page.named(s), tree.tags[s.element] == "figcaption")
            _by_name(page, line, votes)
            _by_weight(page, line, votes)
            _by_label(page, line, votes)
            _by_photo(page, line, votes)
            _by_box(page, line, votes)
            _by_origin(page, line, votes)
    return tuple(votes)


def _likely_text(p: NDArray[np.float32]) -> list[int]:
    found: list[int] = []
    for i in range(len(p)):
        if p[i, _BODY] + p[i, _LEAD] > _TEXT:
            found.append(i)
    return found


def add(p: NDArray[np.float32], votes: Sequence[Vote]) -> None:
    """Add votes to the probabilities, in place."""
    for vote in votes:
        p[vote.block, _AT[vote.role]] += vote.weight


class _Line:
    """A block that rules look at."""

    def __init__(self, i: int, segment: Segment, named: frozenset[str], is_figcaption: bool) -> None:  # noqa: FBT001
        self.i, self.text, self.element, self.mark = i, segment.text, segment.element, segment.mark
        self.strong = segment.strong_chars
        self.named = named
        """Roles that its names in the markup speak for."""
        self.in_figure = is_figcaption or "caption" in named


class _Page:
    """What rules need to know of the page; made for one call of `cast`."""

    def __init__(self, tree: Tree, seen: Features, p: NDArray[np.float32], body: Sequence[int]) -> None:
        self.parents, self.attrs = tree.parents, tree.attrs
        self.p, self.table = p, seen.table
        self.names, self.own, self.above = seen.names, seen.names.own, seen.names.above
        self.head = head = int(p[:, _HEADLINE].argmax())
        self.first, self.last = next((i for i in body if i > head), body[0]), body[-1]
        """The first and the last block of text; there is one."""
        self.roles: dict[tuple[str | None, ...], frozenset[str]] = {}
        """What names of an element, its parent and its marked span speak for."""
        self.boxes: dict[int, bool] = {}
        self.comments = {0: False}
        """Whether an element or one above it is named as comments."""
        self.said: dict[tuple[str | None, ...], bool] = {}
        """Whether a class and an id are names of comments."""

    def clear_comments(self, elements: Sequence[int]) -> None:
        """Take elements and those above them for no comments."""
        for e in elements:
            while e > 0:
                self.comments[e] = False
                e = self.parents[e]  # noqa: PLW2901

    def is_text(self, i: int) -> bool:
        return bool(self.p[i, _BODY] + self.p[i, _LEAD] > _TEXT)

    def says(self, i: int, column: int) -> bool:
        return bool(self.table[i, column] > 0)

    def invites(self, i: int) -> bool:
        """Whether a block begins as an invitation to read or do more."""
        for column in _INVITES:  # noqa: SIM110 (in any() the index would have no C type)
            if self.says(i, column):
                return True
        return False

    def is_boxed(self, i: int) -> bool:
        """Whether a block's element or one near above it is a box that stands in the text without belonging to it."""
        if self.is_box(self.own[i]):
            return True
        for k in range(NEAR):  # noqa: SIM110 (in any() the index would have no C type)
            if self.is_box(self.above[k, i]):
                return True
        return False

    def is_box(self, row: int) -> bool:
        found = self.boxes.get(row)
        if found is None:
            found = _MAY_BOX.is_in(self.names.styles[row][1].lower()) and not _BOXES.isdisjoint(self.names.of(row))
            self.boxes[row] = found
        return found

    def named(self, s: Segment) -> frozenset[str]:
        """The roles that the names of a block's element, marked span and parent speak for."""
        own, above = self.attrs[s.element], self.attrs[self.parents[s.element]]
        span = None if s.mark == s.element else self.attrs[s.mark].get("class")
        names = own.get("class"), own.get("itemprop"), above.get("class"), span
        found = self.roles.get(names)
        if found is None:
            words = " ".join([name for name in names if name]).split()
            found = self.roles[names] = frozenset([role for word in words for role in _roles_of(word)])
        return found

    def is_byline(self, element: int) -> bool:
        """Whether an element or the one above it is named as the row of the byline."""
        own, above = self.attrs[element], self.attrs[self.parents[element]]
        return _BYLINE.search(f"{own.get('class') or ''} {above.get('class') or ''}") is not None

    def is_comment(self, element: int) -> bool:
        """Whether an element or one above it is named as comments, unless it holds the headline or the first text."""
        chain = []
        e = element
        while e not in self.comments:
            chain.append(e)
            attrs = self.attrs[e]
            if attrs and self.says_comment((attrs.get("class"), attrs.get("id"))):
                self.comments[e] = True
                break
            e = self.parents[e]
        found = self.comments[e]
        for e in chain:
            self.comments[e] = found
        return found

    def says_comment(self, names: tuple[str | None, ...]) -> bool:
        found = self.said.get(names)
        if found is None:
            found = self.said[names] = _is_comment(" ".join([name for name in names if name]).lower())
        return found


@lru_cache(maxsize=4096)  # themes of one maker share their words
def _roles_of(word: str) -> frozenset[str]:
    """The roles that one word among an element's names speaks for: no pattern reaches beyond a word."""
    if not _ANY_NAME.is_in(word.lower()):
        return frozenset()
    return frozenset([role for role, pattern in _NAMES.items() if pattern.search(word)])


def _is_comment(name: str) -> bool:
    for part in _COMMENT_PARTS:
        if part in name:
            return _COMMENT.search(name) is not None
    return False


def _against_comment(i: int, votes: list[Vote]) -> None:
    rule = "in a container named as comments"
    votes += [Vote(i, "body", -_COMMENT_WEIGHT, rule), Vote(i, "boilerplate", _COMMENT_WEIGHT, rule)]


def _by_name(page: _Page, line: _Line, votes: list[Vote]) -> None:
    i, named = line.i, line.named
    is_byline = False
    if ("credit" in named or page.p[i, _CREDIT] > _LIKELY_CREDIT) and not line.in_figure:
        is_byline = not page.says(i, _SAYS_CREDIT) and page.is_byline(line.element)
        if is_byline:
            votes.append(Vote(i, "credit", -_BYLINE_WEIGHT, "in a row named as byline"))
    if not named:
        return
    is_own = "credit" in named and _OWN_CREDIT.search(page.attrs[line.mark].get("class") or "") is not None
    if "caption" in named and not is_own:  # no credit within its caption
        is_sure = not page.is_text(i) and not page.p[i, _CREDIT] > page.p[i, _CAPTION]
        _for(i, "caption", _SURE_CAPTION if is_sure else _WEIGHT["caption"], votes)
    if "credit" in named and not is_byline:
        _for(i, "credit", _OWN_CREDIT_WEIGHT if is_own and not page.is_text(i) else _WEIGHT["credit"], votes)
    if "kicker" in named and abs(i - page.head) <= _AROUND:
        _for(i, "kicker", _WEIGHT["kicker"], votes)
    if "lead" in named and i == page.first:
        _for(i, "lead", _WEIGHT["lead"], votes)


def _for(i: int, role: str, weight: float, votes: list[Vote], rule: str = "") -> None:
    """A vote for a role, which the markup names where no rule is told; one for a lead is one against body."""
    rule = rule or f"named as {role} in the markup"
    votes.append(Vote(i, role, weight, rule))
    if role == "lead":
        votes.append(Vote(i, "body", -weight, rule))


def _by_weight(page: _Page, line: _Line, votes: list[Vote]) -> None:
    size = len(line.text)
    if line.i == page.first and size > _LEAD_CHARS and line.strong >= _ALL_STRONG * size:
        _for(line.i, "lead", _WEIGHT["lead"], votes, "first text, all of it bold")


def _by_label(page: _Page, line: _Line, votes: list[Vote]) -> None:
    i = line.i
    says_source = page.says(i, _SAYS_SOURCE)
    if page.says(i, _SAYS_CREDIT) or (says_source and (line.in_figure or "credit" in line.named)):
        weight = _LABEL_WEIGHT * (1.5 if line.in_figure else 1.0)
        votes.append(Vote(i, "credit", weight, "begins with a printed credit label"))
    elif says_source and _COLON.search(line.text, 0, _LABEL_END):
        votes.append(Vote(i, "source", _LABEL_WEIGHT, "begins with a printed source label"))


def _by_photo(page: _Page, line: _Line, votes: list[Vote]) -> None:
    i = line.i
    is_told = page.says(i, _HAS_CREDIT) and page.table[i, _PICTURE] > _RIGHT_AFTER
    if not is_told or line.in_figure or page.says(i, _SAYS_CREDIT):
        return
    if _COLON.search(line.text, max(len(line.text) - _MAX_CREDIT, 0)):
        votes.append(Vote(i, "caption", _PHOTO_WEIGHT, "names a photographer right after a picture"))


def _by_box(page: _Page, line: _Line, votes: list[Vote]) -> None:
    i = line.i
    if len(line.text) <= _BOXED and page.is_boxed(i):
        votes.append(Vote(i, "boilerplate", _BOX_WEIGHT, "in a box named as newsletter, advert or the like"))
    if page.table[i, _LINKS] <= _MOSTLY:
        return
    if page.invites(i):
        rule = "a link that begins as an invitation to read or do more"
        votes.append(Vote(i, "boilerplate", _INVITE_WEIGHT, rule))
    elif len(line.text) >= _LOUD and page.says(i, _IS_P) and line.text.isupper():
        votes.append(Vote(i, "boilerplate", _LOUD_WEIGHT, "a link in capitals as a paragraph of its own"))


def _by_origin(page: _Page, line: _Line, votes: list[Vote]) -> None:
    i, text = line.i, line.text
    if page.head < i < page.first and _SHORTHAND.fullmatch(text) and lexicon.agencies(text):
        votes.append(Vote(i, "source", _TAIL_WEIGHT, "agencies and initials, as desks sign"))
    elif page.last - 1 <= i <= page.last + _TAIL and not line.in_figure and _says_source(text):
        votes.append(Vote(i, "source", _TAIL_WEIGHT, "names a source where the text ends"))


def _says_source(text: str) -> bool:
    """Whether a line at the end of the text names an agency and little else, or says who contributed to it."""
    if len(text) <= _AGENCY_LINE and lexicon.agencies(text):
        return True
    return len(text) <= _SOURCE_SENTENCE and lexicon.says_source(text)
