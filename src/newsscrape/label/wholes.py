"""A list or a table is text as a whole, or none of it is: a row without two of its cells tells nothing."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from newsscrape.label.model import CLASSES
from newsscrape.label.votes import Vote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsscrape.dom import Tree
    from newsscrape.segment import Segment

__all__ = ["keep_whole"]

_BODY, _BOILERPLATE = CLASSES.index("body"), CLASSES.index("boilerplate")
_HOLDERS: Final = {"li": ("ul", "ol"), "td": ("table",), "th": ("table",)}
"""What holds the parts of a list or table."""
_LEAST: Final = {"ul": 3, "ol": 3, "table": 4}
"""Parts from which most of them say what all are."""
_STEPS: Final = 6
"""Elements up from a part to what holds it: a cell, its row, the rows, the table."""
_LONG, _MANY = 300, 3
"""Characters of a block, and blocks of one part, from which it is a page's layout."""


def keep_whole(tree: Tree, segments: Sequence[Segment], chosen: list[int]) -> list[Vote]:
    """Make the items of a list and the cells of a table what most of them are; `chosen` are the blocks' classes.

    Gives what is said for or against those that change. Parts of other roles, or not displayed, are left.
    """
    tags, parents, said = tree.tags, tree.parents, list[Vote]()
    holders: dict[int, list[int]] = {}
    for i, s in enumerate(segments):
        c = chosen[i]
        within = _HOLDERS.get(tags[s.element]) if c in (_BODY, _BOILERPLATE) else None
        if within is not None and not s.is_hidden:
            holders.setdefault(_above(parents, tags, s.element, within), []).append(i)
    for holder, parts in holders.items():
        count = 0
        for i in parts:
            count += chosen[i] == _BODY
        if holder <= 0 or count == 0 or count == len(parts) or len(parts) < _LEAST[tags[holder]]:
            continue
        if _is_layout([segments[i] for i in parts]):
            continue
        role = _BODY if 2 * count >= len(parts) else _BOILERPLATE
        rule = f"most of its list or table is {'text' if role == _BODY else 'no text'}"
        said += [Vote(i, CLASSES[role], 1.0, rule) for i in parts if chosen[i] != role]
        for i in parts:
            chosen[i] = role
    return said


def _is_layout(parts: Sequence[Segment]) -> bool:
    """Whether parts hold running text: cells that lay out a page, items that are sections."""
    elements = [s.element for s in parts]
    return max([len(s.text) for s in parts]) > _LONG or max(Counter(elements).values()) >= _MANY


def _above(parents: Sequence[int], tags: Sequence[str], element: int, within: tuple[str, ...]) -> int:
    """The list or table that holds an element, a few steps up; -1 if there is none."""
    for _ in range(_STEPS):
        if element <= 0:
            break
        if tags[element] in within:
            return element
        element = parents[element]
    return -1
