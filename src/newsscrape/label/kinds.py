"""What kind of boilerplate a dropped block is: by its printed words first, else by the elements around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from newsscrape.label.columns import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsscrape.block import Kind
    from newsscrape.label.features import Features
    from newsscrape.segment import Segment

__all__ = ["by_links", "kinds"]

_WORDS: Final[tuple[tuple[str, Kind], ...]] = (
    ("paywall", "paywall"), ("newsletter", "newsletter"), ("share", "share"), ("comments", "comments"),
    ("advert", "ad"), ("related", "related"), ("consent", "legal"), ("legal", "legal"), ("navigation", "navigation"),
)  # fmt: skip
"""Key of the lexicon → kind; the rarer kind first."""
_COLUMNS: Final = [COLUMNS.index(f"starts_{key}") for key, _ in _WORDS]
_NAMES: Final[tuple[tuple[Kind, str], ...]] = (
    ("paywall", "paywall piano regwall"),
    ("newsletter", "newsletter newsletters signup"),
    ("share", "share sharing sharebar shares social socials sharetools follow addtoany"),
    ("comments", "comment comments commenting disqus kommentar kommentare comentarios commentaires"),
    ("ad", "ad ads adv advert advertisement advertising sponsor sponsored promo outbrain taboola anzeige werbung"),
    ("bio", "bio authorbox authorbio biography"),
    ("legal", "cookie cookies consent gdpr privacy legal imprint impressum copyright disclaimer"),
    (
        "related",
        "related relateds recommend recommended recommendation recommendations popular trending teaser teasers latest"
        " suggested suggestions sidebar readmore mostread morefrom <aside aside",
    ),
    (
        "navigation",
        "<nav nav navbar navigation menu submenu menus breadcrumb breadcrumbs <header header masthead <footer footer"
        " topbar skip search login pagination pager toolbar",
    ),
)
"""Kind → names of elements that say so; the rarer kind first."""
_KINDS: Final = tuple(kind for kind, _ in _NAMES)
_CODES: Final = {name: k for k, (_, names) in enumerate(_NAMES) for name in names.split()}
_NOTHING: Final = len(_NAMES)
_WHOLE: Final = frozenset({"<body", "<html", "<main", "<article"})
"""Elements whose names say nothing of a part of them, and end the search."""
_END: Final = -1
_REACH: Final = 6
"""Elements upward that are asked, the block's own first."""
_LONG: Final = 120
"""Characters from which a printed phrase no longer tells what the whole block is."""
_LINKED, _TITLE = 0.8, 40
"""Share of linked text, and characters, from which a block is another story's headline."""


def kinds(segments: Sequence[Segment], seen: Features | None) -> list[Kind]:
    """The kind of each block, were it boilerplate; `seen` has the lexicon's hits and the names of elements."""
    if seen is None:
        return []
    starts = seen.table[:, _COLUMNS] > 0
    said = np.where(starts.any(axis=1), starts.argmax(axis=1), _END).tolist()
    return [
        _WORDS[word][1] if word != _END and len(s.text) <= _LONG else _KINDS[code] if code >= 0 else by_links(s)
        for s, word, code in zip(segments, said, _around(seen), strict=True)
    ]


def _around(seen: Features) -> list[int]:
    """For each block, the position in `_KINDS` that the nearest element that says one says; -1 for none."""
    names = seen.names
    codes = np.array([_code(element) for element in names.elements])
    chain = codes[np.concatenate([names.own[None], names.above[: _REACH - 1]])]
    nearest = (chain != _NOTHING).argmax(axis=0)
    found = chain[nearest, np.arange(chain.shape[1])]
    return np.where(found == _NOTHING, _END, found).tolist()  # type: ignore[no-any-return]


def _code(element: tuple[str, ...]) -> int:
    if not _WHOLE.isdisjoint(element):
        return _END
    return min((_CODES[name] for name in element if name in _CODES), default=_NOTHING)


def by_links(s: Segment) -> Kind:
    """Linked text that nothing names: a long line is another story's headline, a short one leads on."""
    if s.link_chars < _LINKED * len(s.text):
        return "other"
    return "related" if len(s.text) > _TITLE else "navigation"
