"""Menus and footers → set apart by their place and shape alone, before any word of them is weighed.

Four of ten blocks of a page are links of its menus and lists. Nothing of them is ever text, and what the
model would say of them costs as much as what it says of the article.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from newsscrape.segment import Segmentation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from newsscrape.dom import Tree
    from newsscrape.segment import Segment

__all__ = ["set_apart"]

_RUN: Final = 5
"""Blocks in a row from which menu blocks are a menu; the first and the last of a row stay, whatever they are."""
_MENU_CHARS: Final = 200
"""Characters up to which a block of a nav or footer element belongs to it."""
_LINK_CHARS, _LINK_SHARE = 60, 0.9
"""Characters up to which, and share of linked text from which, a block outside is one of a list of links."""


def set_apart(tree: Tree, cut: Segmentation) -> tuple[Segmentation, tuple[Segment, ...]]:
    """The blocks that labelling looks at, and those of menus, footers and long lists of links, both in order."""
    segments = cut.segments
    is_menu = _is_menu(tree, segments)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], is_menu, [False]])))
    is_menu[:] = False
    for start, end in edges.reshape(-1, 2).tolist():
        if end - start >= _RUN:
            is_menu[start + 1 : end - 1] = True
    if not is_menu.any():
        return cut, ()
    apart = is_menu.tolist()
    kept = [s for s, menu in zip(segments, apart, strict=True) if not menu]
    return Segmentation(kept, cut.pictures), tuple(s for s, menu in zip(segments, apart, strict=True) if menu)


def _is_menu(tree: Tree, segments: Sequence[Segment]) -> NDArray[np.bool_]:
    """Short blocks of nav and footer elements, and short links outside of articles that lead to another page."""
    inside = _inside(tree)
    return np.array([
        (size := len(s.text)) <= _MENU_CHARS
        and (inside[s.element] == _IN_MENU
             or (size < _LINK_CHARS and s.link_chars > _LINK_SHARE * size and inside[s.element] == _OUTSIDE
                 and not (s.spans[0].url or "").startswith("#")))
        for s in segments
    ], dtype=bool)  # fmt: skip


_OUTSIDE, _IN_ARTICLE, _IN_MENU = 0, 1, 2
_PLACES: Final = frozenset({"nav", "footer", "article"})


def _inside(tree: Tree) -> list[int]:
    """For each node whether it stands in a menu, in an article, or in neither; a footer of an article is no menu."""
    inside = [_OUTSIDE] * len(tree.tags)
    for i in [i for i, tag in enumerate(tree.tags) if tag in _PLACES]:
        tag = tree.tags[i]
        if tag == "nav" or (tag == "footer" and inside[i] == _OUTSIDE):
            inside[i : tree.ends[i]] = [_IN_MENU] * (tree.ends[i] - i)
        elif inside[i] == _OUTSIDE:
            inside[i : tree.ends[i]] = [_IN_ARTICLE] * (tree.ends[i] - i)
    return inside
