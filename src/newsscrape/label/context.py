"""What rules look at: the blocks of a page with what the model sees of them, and what names in the markup say."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

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

__all__ = ["OWN_CREDIT", "LineView", "PageView"]

_BODY, _LEAD, _HEADLINE = map(CLASSES.index, ("body", "lead", "headline"))
OWN_CREDIT: Final = re.compile(
    r"credit|copyright|photographer|fotograf|(?:image|img|picture|photo|media|bild)s?[-_]*(?:source|quelle|rights|author)",
    re.IGNORECASE,
)
"""Names of a credit that are plain where they are the block's own: "figure__credit", "head__image-source"."""
_NAMES: Final = {
    "caption": re.compile(r"caption|legend|bildunter|bildtext|cutline", re.IGNORECASE),
    "credit": re.compile(f"{OWN_CREDIT.pattern}|attribution", re.IGNORECASE),
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
_TEXT: Final = 0.5
"""Probability from which a block is likely text."""
_BYLINE: Final = re.compile(r"byline|article[-_]*author", re.IGNORECASE)
"""Names of rows that say who wrote it, and for whom: "article-author__source"."""
_BOXES: Final = frozenset(
    "newsletter newsletters promo promotion advert advertisement sponsored subscribe signup outbrain taboola share "
    "sharing recirculation recirc".split()
)
"""Words in the names of boxes that stand in the text without belonging to it."""
_MAY_BOX: Final = AnyOf(_BOXES)
_COMMENT: Final = re.compile(
    r"(?<![a-z])(?:comments?|commentaires?|comentarios?|kommentare?|disqus)(?![a-z])|commentlist|comment(?:body|text|area)"
)
"""For names in lower case of containers of readers' comments: "comments-area", "sf_comment_list"."""
_COMMENT_PARTS: Final = ("omment", "comentario", "disqus")
"""One of these stands in every such name."""
_INVITES: Final = [COLUMNS.index(f"starts_{key}") for key in ("related", "newsletter", "share", "advert", "comments")]
_SAYS_CREDIT: Final = COLUMNS.index("starts_credit")
_AGENCY: Final = COLUMNS.index("agency")
_AGENCY_LINE: Final = 40
"""Characters up to which a line that names an agency names little else: "red, dpa/AFP"."""


class LineView:
    """A block that rules look at."""

    def __init__(self, i: int, segment: Segment, named: frozenset[str], is_figcaption: bool) -> None:  # noqa: FBT001
        self.i, self.text, self.element, self.mark = i, segment.text, segment.element, segment.mark
        self.strong = segment.strong_chars
        self.named = named
        """Roles that its names in the markup speak for."""
        self.in_figure = is_figcaption or "caption" in named


class PageView:
    """What rules need to know of the page; made for one call of `cast`."""

    def __init__(
        self, tree: Tree, segments: Sequence[Segment], seen: Features, p: NDArray[np.float32], body: Sequence[int]
    ) -> None:
        self.parents, self.attrs = tree.parents, tree.attrs
        self.segments = segments
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
        """Whether a block is likely text of the article."""
        return bool(self.p[i, _BODY] + self.p[i, _LEAD] > _TEXT)

    def says(self, i: int, column: int) -> bool:
        """Whether a block has one of the features."""
        return bool(self.table[i, column] > 0)

    def invites(self, i: int) -> bool:
        """Whether a block begins as an invitation to read or do more."""
        for column in _INVITES:  # noqa: SIM110 (in any() the index would have no C type)
            if self.says(i, column):
                return True
        return False

    def names_agency(self, i: int) -> bool:
        """Whether a short block names an agency."""
        return self.says(i, _AGENCY)

    def is_agency(self, i: int) -> bool:
        """Whether a block names an agency and little else."""
        return self.names_agency(i) and len(self.segments[i].text) <= _AGENCY_LINE

    def is_captioned(self, i: int) -> bool:
        """Whether a block and a credit below it, labelled or an agency's, are all that their element holds."""
        if i == 0 or i + 2 >= len(self.segments):
            return False
        if not self.says(i + 1, _SAYS_CREDIT) and not self.is_agency(i + 1):
            return False
        home = self.parents[self.segments[i].element]
        before, after = self.parents[self.segments[i - 1].element], self.parents[self.segments[i + 1].element]
        return home == after and before != home != self.parents[self.segments[i + 2].element]

    def is_boxed(self, i: int) -> bool:
        """Whether a block's element or one near above it is a box that stands in the text without belonging to it."""
        if self.is_box(self.own[i]):
            return True
        for k in range(NEAR):  # noqa: SIM110 (in any() the index would have no C type)
            if self.is_box(self.above[k, i]):
                return True
        return False

    def is_box(self, row: int) -> bool:
        """The same of one element, by its row among those whose names are known."""
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
        """Whether a class and an id are names of comments."""
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
