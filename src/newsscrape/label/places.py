"""Where blocks stand in the tree: ancestors, what the containers around a block hold, groups of like blocks."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsscrape.dom import Tree

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

__all__ = ["GROUPS", "LANDMARKS", "Holdings", "Places", "hold", "number", "place"]

LANDMARKS: Final = (
    "nav", "header", "footer", "aside", "form", "figure", "article", "main", "ul", "table", "blockquote", "section",
    "button", "figcaption", "noscript", "details",
)  # fmt: skip
"""Containers whose tag says something of all that is in them."""
GROUPS: Final = ("parent", "region", "style")
"""parent: blocks of one parent element; region: of one child of the containers around the main text;
style: of like tags and classes, up to two levels, anywhere on the page."""
_BIT: Final = {tag: 1 << k for k, tag in enumerate(LANDMARKS)} | {"ol": 1 << LANDMARKS.index("ul")}
LEVELS: Final = 13
"""Ancestors kept of a block, itself included."""
TWINS: Final = 4
"""Levels on which the twins of an element are counted."""
_MAX_DEPTH: Final = 80


@dataclass(frozen=True, slots=True)
class Holdings:
    """Sums over what stands below each element, from running totals: below e = total[end of e] - total[e]."""

    totals: Floats
    """Running totals, shape (4, nodes + 1): prose, characters, link characters, blocks."""
    ends: Ints

    def below(self, elements: Ints) -> Floats:
        """Shape (4, …): the four sums for each element."""
        found: Floats = self.totals[:, self.ends[elements]] - self.totals[:, elements]
        return found


@dataclass(frozen=True, slots=True)
class Places:
    """The places of a page's blocks; arrays have one column a block."""

    above: Ints
    """Shape (depth, blocks): element of each block, its parent, …; 0 from the root on."""
    depth: Ints
    """Levels between each block's element and the root."""
    main: int
    """The deepest element that holds at least half of the page's prose."""
    main_depth: int
    inside: NDArray[np.bool_]
    """Whether a block stands in the main element."""
    steps: Ints
    """Levels below the main element, or up from it to what it shares with the block."""
    landmarks: Ints
    """Bits of `LANDMARKS` among each block's ancestors."""
    articles: Floats
    """Shape (2, blocks): how many `<article>` hold the block; share of the prose in the innermost."""
    twins: Floats
    """Shape (TWINS, blocks): how many others have the parent, tag and class of each block's element, its parent, …"""
    groups: Ints
    """Shape (len(GROUPS), blocks): number of each block's group."""


def hold(tree: Tree, elements: Ints, prose: Floats, sizes: Floats, links: Floats) -> Holdings:
    """Sum what each element holds; the figures are of blocks, `elements` theirs."""
    n = len(tree.tags)
    sums = np.zeros((4, n + 1), np.float32)
    figures = (prose, sizes, links, None)
    for row, weights in zip(sums, figures, strict=True):
        row[1:] = np.cumsum(np.bincount(elements, weights, n))
    return Holdings(sums, np.asarray(tree.ends))


def place(tree: Tree, elements: Ints, holdings: Holdings) -> Places:
    """Find the places of a page's blocks, given their elements."""
    parents = np.asarray(tree.parents)
    parents[0] = 0
    above = _climb(parents, elements)
    depth = (above > 0).sum(axis=0)
    every = holdings.below(np.arange(len(parents)))
    main = int(np.flatnonzero(every[0] * 2 >= every[0, 0])[-1])
    path = _climb(parents, np.array([main]))[:, 0]
    main_depth = int((path > 0).sum())
    shared = np.zeros(len(elements), np.int64)
    first = above[0]
    for e in path[:main_depth]:
        shared += (first >= e) & (first < holdings.ends[e])
    inside = shared == main_depth
    landmarks, articles = _landmarks(tree, above, every)
    styles = _styles(tree, above[:TWINS])
    n = len(parents)
    return Places(
        above=above,
        depth=depth,
        main=main,
        main_depth=main_depth,
        inside=inside,
        steps=np.where(inside, depth - main_depth, main_depth - shared),
        landmarks=landmarks,
        articles=articles,
        twins=_twins(parents, above[:TWINS], styles),
        groups=np.stack([
            number(above[1], n), number(_region(above, depth, shared), n),
            number(styles[above[0]] * (int(styles.max()) + 1) + styles[above[1]]),
        ]),
    )  # fmt: skip


def number(values: Ints, size: int = 0) -> Ints:
    """Number values from 0 in ascending order; below `size`, if it is known."""
    size = size or int(values.max()) + 1
    seen = np.zeros(size, bool)
    seen[values] = True
    found: Ints = (np.cumsum(seen) - 1)[values]
    return found


def _climb(parents: Ints, elements: Ints) -> Ints:
    """Elements, their parents, …, until all are at the root; at least LEVELS rows."""
    rows = [elements]
    while len(rows) < LEVELS or (len(rows) < _MAX_DEPTH and rows[-1].any()):
        rows.append(parents[rows[-1]])
    return np.stack(rows)


def _region(above: Ints, depth: Ints, shared: Ints) -> Ints:
    """The ancestor right below the last one shared with the main element."""
    row = np.clip(depth - shared - 1, 0, len(above) - 1)
    found: Ints = above[row, np.arange(above.shape[1])]
    return found


def _landmarks(tree: Tree, above: Ints, every: Floats) -> tuple[Ints, Floats]:
    bits = np.fromiter(map(_BIT.get, tree.tags, repeat(0)), np.int64, len(tree.tags))[above]
    is_article = (bits & _BIT["article"]) > 0
    innermost = above[is_article.argmax(axis=0), np.arange(above.shape[1])]
    held = np.where(is_article.any(axis=0), every[0, innermost], 0) / max(float(every[0, 0]), 1)
    return np.bitwise_or.reduce(bits, axis=0), np.stack([is_article.sum(axis=0), held]).astype(np.float32)


def _styles(tree: Tree, elements: Ints) -> Ints:
    """Number the styles of elements, a style being tag and class; shape (nodes,), 0 for others."""
    known: dict[tuple[str, str | None], int] = {}
    styles = np.zeros(len(tree.tags), np.int64)
    tags, attrs = tree.tags, tree.attrs
    unique = np.flatnonzero(np.bincount(elements.ravel()))
    styles[unique] = [known.setdefault((tags[e], attrs[e].get("class")), len(known)) for e in unique.tolist()]
    return styles


def _twins(parents: Ints, elements: Ints, styles: Ints) -> Floats:
    """For each element, how many others among them have its parent and style; shape as given."""
    unique = np.flatnonzero(np.bincount(elements.ravel()))
    kinds = np.unique(parents[unique] * (int(styles.max()) + 1) + styles[unique], return_inverse=True)[1]
    others = np.zeros(len(parents), np.float32)
    others[unique] = (np.bincount(kinds) - 1)[kinds]
    return others[elements]
