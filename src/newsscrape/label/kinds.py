"""What kind of boilerplate a dropped block is: by its printed words first, else by the elements around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from newsscrape.label.features import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsscrape.block import Kind
    from newsscrape.dom import Tree
    from newsscrape.label.features import Features
    from newsscrape.segment import Segment

__all__ = ["kinds"]

_WORDS: Final[tuple[tuple[str, Kind], ...]] = (
    ("paywall", "paywall"), ("newsletter", "newsletter"), ("share", "share"), ("comments", "comments"),
    ("advert", "ad"), ("related", "related"), ("consent", "legal"), ("legal", "legal"), ("navigation", "navigation"),
)  # fmt: skip
"""Key of the lexicon → kind; the rarer kind first."""
_COLUMNS: Final = [COLUMNS.index(f"starts_{key}") for key, _ in _WORDS]
_PATTERNS: Final[tuple[tuple[str, Kind], ...]] = (
    (r"paywall|piano|regwall|subscri(?:be|ption)[-_]?(?:wall|offer)", "paywall"),
    (r"newsletter|signup|sign-up", "newsletter"),
    (r"\bshar(?:e|ing)|social|follow", "share"),
    (r"comment|disqus|kommentar", "comments"),
    (r"\bads?\b|advert|sponsor|promo\b|outbrain|taboola|anzeige", "ad"),
    (r"author-?(?:box|bio|info|card)|\bbio\b|about-author", "bio"),
    (r"cookie|consent|gdpr|privacy|legal|imprint|impressum|copyright", "legal"),
    (
        r"related|recommend|more-|most-?(?:read|popular)|popular|trending|teaser|read-?(?:more|next)|latest"
        r"|suggest|also|sidebar|\baside\b",
        "related",
    ),
    (r"\bnav|menu|breadcrumb|header|footer|topbar|skip|search|login|pagination|toolbar", "navigation"),
)
"""What names of an element say; the first that matches."""
_NAMES: Final = tuple((re.compile(pattern, re.IGNORECASE), kind) for pattern, kind in _PATTERNS)
_ANY: Final = re.compile("|".join(pattern for pattern, _ in _PATTERNS), re.IGNORECASE)
_ATTRIBUTES: Final = ("class", "id", "role")
_REACH: Final = 6
"""Elements upward that are asked, the block's own first."""
_WHOLE: Final = frozenset({"body", "html", "main", "article"})
"""Elements whose names say nothing of a part of them."""
_MAX_NAME: Final = 120
_LONG: Final = 120
"""Characters from which a printed phrase no longer tells what the whole block is."""
_LINKED: Final = 0.8


def kinds(tree: Tree, segments: Sequence[Segment], seen: Features | None) -> list[Kind]:
    """The kind of each block, were it boilerplate; `seen` has the lexicon's hits."""
    if seen is None:
        return []
    starts = seen.table[:, _COLUMNS] > 0
    said = [_WORDS[k][1] for k in starts.argmax(axis=1).tolist()]
    is_said: list[bool] = starts.max(axis=1).tolist()
    names = _Names(tree)
    return [
        said[i] if is_said[i] and len(s.text) <= _LONG else names.around(s.element) or _by_links(s)
        for i, s in enumerate(segments)
    ]


class _Names:
    """What the names of elements say, each element and each name read once."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.of_element: dict[int, Kind | None] = {}
        self.of_name: dict[str, Kind | None] = {}

    def around(self, e: int) -> Kind | None:
        """The kind said by the nearest element that says one."""
        for _ in range(_REACH):
            if e <= 0 or self.tree.tags[e] in _WHOLE:
                break
            if e not in self.of_element:
                self.of_element[e] = self.read(e)
            if self.of_element[e] is not None:
                return self.of_element[e]
            e = self.tree.parents[e]
        return None

    def read(self, e: int) -> Kind | None:
        """What one element's tag and names say."""
        attrs = self.tree.attrs[e]
        name = " ".join([self.tree.tags[e], *(attrs[k] or "" for k in _ATTRIBUTES if k in attrs)])[:_MAX_NAME]
        if name not in self.of_name:
            found = _ANY.search(name)
            self.of_name[name] = next(k for pattern, k in _NAMES if pattern.search(name)) if found else None
        return self.of_name[name]


def _by_links(s: Segment) -> Kind:
    """Linked text that nothing names: a long line is another story's headline, a short one leads on."""
    if s.link_chars < _LINKED * len(s.text):
        return "other"
    return "related" if len(s.text) > 40 else "navigation"
