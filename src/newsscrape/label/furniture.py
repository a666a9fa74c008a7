"""Menus, footers and what stands far from any text → set apart by place and shape alone, before a word is weighed.

Half of a page's blocks are links of its menus and rows of its teaser lists. Nothing of them is ever text, and what the
model would say of them costs as much as what it says of the article.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from newsscrape.segment import Segmentation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsscrape.dom import Tree
    from newsscrape.segment import Segment

__all__ = ["set_apart"]

_RUN: Final = 5
"""Blocks in a row from which menu blocks are a menu; the first and the last of a row stay, whatever they are."""
_MENU_CHARS: Final = 200
"""Characters up to which a block of a nav or footer element belongs to it."""
_LINK_CHARS, _LINK_SHARE = 60, 0.9
"""Characters up to which, and share of linked text from which, a block outside is one of a list of links."""
_FAR: Final = 8
"""Blocks up and down in which nothing is prose or a main heading, from which a block is far from the text."""
_PROSE_CHARS, _WIDE = 60, "\u3000"
"""Characters from which a block of few links is prose; half as many in scripts from that character on."""
_CELLS: Final = frozenset({"td", "th", "dd", "dt"})
"""Their rows are short in the text, too."""
_PLACES: Final = frozenset({"nav", "footer", "article"})
_OUTSIDE, _IN_ARTICLE, _IN_MENU = 0, 1, 2


def set_apart(tree: Tree, cut: Segmentation) -> tuple[Segmentation, tuple[Segment, ...]]:
    """The blocks that labelling looks at; and those of menus, footers, lists of links and rows far from the text.

    Both in the order of the page.
    """
    inside = _inside(tree)
    apart: list[Segment] = []
    kept = _split(cut.segments, [_is_menu(s, inside[s.element]) for s in cut.segments], apart)
    kept = _split(kept, _are_far(tree.tags, kept, inside), apart)
    if not apart:
        return cut, ()
    apart.sort(key=_first)
    return Segmentation(kept, cut.pictures), tuple(apart)


def _first(segment: Segment) -> int:
    return segment.first


def _split(segments: Sequence[Segment], drops: Sequence[bool], apart: list[Segment]) -> list[Segment]:
    """Set long runs of blocks to be dropped apart; gives the others."""
    kept: list[Segment] = []
    run: list[Segment] = []
    """Blocks to be dropped since the last other one."""
    for i, s in enumerate(segments):
        if drops[i]:
            run.append(s)
            continue
        if run:
            _end(run, kept, apart)
        kept.append(s)
    _end(run, kept, apart)
    return kept


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
    link = s.spans[0]
    return not (link.url or "").startswith("#")


def _are_far(tags: Sequence[str], segments: Sequence[Segment], inside: bytearray) -> list[bool]:
    """For each block outside of articles and tables, whether it is far from all that may be the text or its title."""
    size = len(segments)
    far = [False] * size
    text = -_FAR - 1
    """The last block of prose or main heading, or so far away that none counts."""
    for i in range(size + _FAR):
        if i < size:
            s = segments[i]
            if tags[s.element] == "h1" or _is_prose(s):
                text = i
        if i >= _FAR and i - text > 2 * _FAR:
            s = segments[i - _FAR]
            element = s.element
            far[i - _FAR] = inside[element] != _IN_ARTICLE and tags[element] not in _CELLS
    return far


def _is_prose(s: Segment) -> bool:
    size = len(s.text)
    return size * (2 if s.text[0] > _WIDE else 1) >= _PROSE_CHARS and s.link_chars * 2 < size


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
