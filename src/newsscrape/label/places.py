"""Where blocks stand in the tree: ancestors, what the containers around a block hold, groups of like blocks."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from newsscrape.dom import Tree

    Ints = NDArray[np.int64]

__all__ = ["GROUPS", "LANDMARKS", "Places", "hold", "place"]

LANDMARKS: Final = (
    "nav", "header", "footer", "aside", "form", "figure", "article", "main", "ul", "table", "blockquote", "section",
    "button", "figcaption", "noscript", "details",
)  # fmt: skip
"""Containers whose tag says something of all that is in them."""
GROUPS: Final = ("parent", "region", "style")
"""parent: blocks of one parent element; region: of one child of the containers around the main text;
style: of like tags and classes, up to two levels, anywhere on the page."""
_BIT: Final = {tag: 1 << k for k, tag in enumerate(LANDMARKS)} | {"ol": 1 << LANDMARKS.index("ul")}
_ARTICLE: Final = _BIT["article"]
_LEVELS: Final = 13
"""Ancestors kept of a block, itself included."""
_TWINS: Final = 4
"""Levels on which the twins of an element are counted."""
_MAX_DEPTH: Final = 80


@dataclass(frozen=True, slots=True)
class Places:
    """The places of a page's blocks; arrays have one column a block, lists one entry."""

    above: Ints
    """Shape (_LEVELS, blocks): element of each block, its parent, …; 0 from the root on."""
    depth: list[int]
    """Levels between each block's element and the root."""
    main: int
    """The deepest element that holds at least half of the page's prose."""
    steps: list[int]
    """Levels below the main element; negative, the levels up from it to what it shares with the block."""
    landmarks: list[int]
    """Bits of `LANDMARKS` among each block's ancestors."""
    articles: list[int]
    """How many `<article>` hold each block."""
    article: list[int]
    """The innermost of them; 0 for none."""
    twins: Ints
    """Shape (_TWINS, blocks): how many others have the parent, tag and class of each block's element, its parent, …"""
    groups: Ints
    """Shape (len(GROUPS), blocks): number of each block's group, in order of appearance."""


def hold(ends: Sequence[int], elements: Sequence[int], figures: Sequence[Sequence[int]]) -> Ints:
    """Sum what stands below each element; `figures` are of blocks, `elements` theirs.

    Shape (len(figures) + 1, nodes), the last row counts blocks.
    """
    n, k = len(ends), len(figures)
    below = np.zeros((k + 1, n), np.int64)
    _add(below, elements, figures)
    _sum(below, ends)
    return below


def _add(below: Ints, elements: Sequence[int], figures: Sequence[Sequence[int]]) -> None:
    """Add each block's figures to its own element."""
    for row, column in enumerate(figures):
        for block, element in enumerate(elements):
            below[row, element] += column[block]
    row = len(figures)
    for element in elements:
        below[row, element] += 1


def _sum(below: Ints, ends: Sequence[int]) -> None:
    """Turn what stands in each element itself into what stands in it and below."""
    n = len(ends)
    running = array("q", [0]) * (n + 1)
    for row in range(len(below)):
        for e in range(n):
            running[e + 1] = running[e] + below[row, e]
        for e in range(n):
            end = ends[e]
            below[row, e] = running[end] - running[e]


def place(tree: Tree, elements: Sequence[int], prose: Ints) -> Places:
    """Find the places of a page's blocks, given their elements and the prose below each node."""
    n, main = len(elements), _main(prose)
    above = np.zeros((_LEVELS, n), np.int64)
    groups = np.empty((len(GROUPS), n), np.int64)
    depth, steps, landmarks, articles, article = _climb(tree, elements, main, above, groups)
    styles = _styles(tree, above)
    twins = np.zeros((_TWINS, n), np.int64)
    _count_twins(tree.parents, above, styles, twins)
    _pair(groups[2], styles, above)
    _number(groups[2])
    for row in groups[:2]:
        _number_nodes(row, array("q", [-1]) * len(tree.tags))
    return Places(above, depth, main, steps, landmarks, articles, article, twins, groups)


def _main(prose: Ints) -> int:
    """The deepest element that holds at least half of the prose."""
    main, half = len(prose) - 1, prose[0] / 2
    while prose[main] < half:
        main -= 1
    return main


def _path(parents: Sequence[int], main: int) -> bytearray:
    """Whether each node is the main element or one of those above it, up to `_MAX_DEPTH`."""
    on_path = bytearray(len(parents))
    depth, node = 0, main
    while node > 0 and depth < _MAX_DEPTH:
        on_path[node] = 1
        depth += 1
        node = parents[node]
    return on_path


def _climb(
    tree: Tree, elements: Sequence[int], main: int, above: Ints, groups: Ints
) -> tuple[list[int], list[int], list[int], list[int], list[int]]:
    """Go from each block up to the root; fills `above`, and of `groups` the parent and the region."""
    tags, parents = tree.tags, tree.parents
    on_path = _path(parents, main)
    bit_of = array("q", [-1]) * len(tags)
    main_depth = on_path.count(1)
    found: tuple[list[int], ...] = ([], [], [], [], [])
    depths, steps, landmarks, articles, innermost = found
    for block, element in enumerate(elements):
        node, level, shared, bits, count, inner = element, 0, 0, 0, 0, 0
        region = element
        while True:
            if level < _LEVELS:
                above[level, block] = node
            bit = bit_of[node]
            if bit < 0:
                bit = bit_of[node] = _BIT.get(tags[node], 0)
            bits |= bit
            if bit == _ARTICLE:
                count += 1
                inner = inner or node
            if node == 0 or level == _MAX_DEPTH - 1:
                level += node > 0
                break
            if on_path[node]:
                shared += 1
            else:
                region = node
            node = parents[node]
            level += 1
        depths.append(level)
        steps.append(level - main_depth if shared == main_depth else shared - main_depth)
        landmarks.append(bits)
        articles.append(count)
        innermost.append(inner)
        groups[0, block] = above[1, block]
        groups[1, block] = region
    return depths, steps, landmarks, articles, innermost


def _styles(tree: Tree, above: Ints) -> list[int]:
    """Number the styles of the lowest elements, a style being tag and class; one entry a node, 0 for others."""
    known: dict[tuple[str, str | None], int] = {}
    tags, attrs = tree.tags, tree.attrs
    styles = [0] * len(tags)
    for level in range(_TWINS):
        for e in above[level].tolist():
            if styles[e] == 0:
                own = attrs[e]
                style = tags[e], own.get("class")
                styles[e] = known.setdefault(style, len(known) + 1)
    return styles


def _count_twins(parents: Sequence[int], above: Ints, styles: Sequence[int], twins: Ints) -> None:
    """For each of the lowest elements, how many others among them have its parent and style."""
    kinds: dict[int, int] = {}
    kind_of = array("q", [-1]) * len(parents)
    counts = array("q", [0]) * (_TWINS * above.shape[1])
    n, most = above.shape[1], len(styles) + 1
    for level in range(_TWINS):
        for block in range(n):
            e = above[level, block]
            if kind_of[e] < 0:
                kind = kinds.setdefault(parents[e] * most + styles[e], len(kinds))
                kind_of[e] = kind
                counts[kind] += 1
    for level in range(_TWINS):
        for block in range(n):
            twins[level, block] = counts[kind_of[above[level, block]]] - 1


def _pair(into: Ints, styles: Sequence[int], above: Ints) -> None:
    """One number for the styles of each block's element and of its parent."""
    most = len(styles) + 1
    for block in range(len(into)):
        into[block] = styles[above[0, block]] * most + styles[above[1, block]]


def _number(values: Ints) -> None:
    """Number values from 0 in order of appearance, in place."""
    known: dict[int, int] = {}
    for i in range(len(values)):
        values[i] = known.setdefault(values[i], len(known))


def _number_nodes(nodes: Ints, numbers: array[int]) -> None:
    """The same for nodes of a tree, which a list can look up; `numbers` has -1 for each node of the tree."""
    count = 0
    for i in range(len(nodes)):
        node = nodes[i]
        if numbers[node] < 0:
            numbers[node] = count
            count += 1
        nodes[i] = numbers[node]
