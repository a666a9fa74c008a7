"""Menus and footers → set apart by their place and shape alone, before any word of them is weighed.

Four of ten blocks of a page are links of its menus and lists. Nothing of them is ever text, and what the
model would say of them costs as much as what it says of the article.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from newsscrape.segment import Segmentation

if TYPE_CHECKING:
    from newsscrape.dom import Tree
    from newsscrape.segment import Segment

__all__ = ["set_apart"]

_RUN: Final = 5
"""Blocks in a row from which menu blocks are a menu; the first and the last of a row stay, whatever they are."""
_MENU_CHARS: Final = 200
"""Characters up to which a block of a nav or footer element belongs to it."""
_LINK_CHARS, _LINK_SHARE = 60, 0.9
"""Characters up to which, and share of linked text from which, a block outside is one of a list of links."""
_PLACES: Final = frozenset({"nav", "footer", "article"})
_OUTSIDE, _IN_ARTICLE, _IN_MENU = 0, 1, 2


def set_apart(tree: Tree, cut: Segmentation) -> tuple[Segmentation, tuple[Segment, ...]]:
    """The blocks that labelling looks at, and those of menus, footers and long lists of links, both in order."""
    inside = _inside(tree)
    kept: list[Segment] = []
    apart: list[Segment] = []
    run: list[Segment] = []
    """Menu blocks since the last other block."""
    for s in cut.segments:
        if _is_menu(s, inside[s.element]):
            run.append(s)
            continue
        if run:
            _end(run, kept, apart)
        kept.append(s)
    _end(run, kept, apart)
    return (Segmentation(kept, cut.pictures), tuple(apart)) if apart else (cut, ())


def _end(run: list[Segment], kept: list[Segment], apart: list[Segment]) -> None:
    """Empty a run: what is between the ends of a long one is set apart."""
    if len(run) >= _RUN:
        apart += run[1:-1]
        run[1:-1] = []
    kept += run
    run.clear()


def _is_menu(s: Segment, place: int) -> bool:
    """Whether it is a short block of a nav or footer element, or a short link outside of articles to another page."""
    size = len(s.text)
    if place == _IN_MENU:
        return size <= _MENU_CHARS
    if place == _IN_ARTICLE or size >= _LINK_CHARS or s.link_chars <= _LINK_SHARE * size:
        return False
    return not (s.spans[0].url or "").startswith("#")


def _inside(tree: Tree) -> bytearray:
    """For each node whether it stands in a menu, in an article, or in neither; a footer of an article is no menu."""
    tags, ends = tree.tags, tree.ends
    inside = bytearray(len(tags))
    for i, tag in enumerate(tags):
        if tag in _PLACES and inside[i] != _IN_MENU:
            if tag == "nav" or (tag == "footer" and inside[i] == _OUTSIDE):
                inside[i : ends[i]] = bytes((_IN_MENU,)) * (ends[i] - i)
            elif inside[i] == _OUTSIDE:
                inside[i : ends[i]] = bytes((_IN_ARTICLE,)) * (ends[i] - i)
    return inside
