"""Blocks → names: of the elements around a block, and the words of it and of its link.

Names ("teaser", "caption") generalise because many sites use them; a vocabulary holds only those that many
sites share, so that no name stands for one site.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from newsscrape.label.vocabulary import pieces
from newsscrape.label.words import Words, gather_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from newsscrape.dom import Attrs, Tree
    from newsscrape.label.facts import Facts
    from newsscrape.label.lines import Lines

    Ints = NDArray[np.int64]

__all__ = ["FAR", "NEAR", "Names", "gather_names"]

NEAR: Final = 3
"""Ancestors of a block that count as near."""
FAR: Final = 9
"""Ancestors above these that count as far."""
_NAMING: Final = frozenset({"class", "id", "itemprop", "role", "data-testid", "data-component", "rel", "aria-hidden"})
_MAX_NAME: Final = 300


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a page's blocks; those of an element are stored once."""

    styles: list[tuple[str, str]]
    """Tag and names, as they stand, of the elements around the blocks, like ones once; the first row has none."""
    own: Ints
    """For each block, the row in `styles` of its element."""
    inner: Ints
    """… of the marked inline element it fills, or the one that holds its first text."""
    above: Ints
    """Shape (NEAR + FAR, blocks): … of its ancestors; 0 past the root."""
    words: Words

    def of(self, row: int) -> tuple[str, ...]:
        """Give the names of a row of `styles`: "<div", "article", "body"; of the first row none."""
        tag, name = self.styles[row]
        return ("<" + tag, *pieces(name)) if tag else ()

    @property
    def elements(self) -> list[tuple[str, ...]]:
        """The names of all rows of `styles`, made when asked for: the net does without these strings."""
        return [self.of(row) for row in range(len(self.styles))]


def gather_names(tree: Tree, facts: Facts, above: Ints, lines: Lines) -> Names:
    """Collect the names around the blocks of a page; `above` as in `Places`."""
    n = len(facts.texts)
    rows = np.empty((1 + NEAR + FAR, n), np.int64)
    inner = np.empty(n, np.int64)
    _find_inner(tree.parents, facts, inner)
    styles = _fill_rows(tree, above, inner, rows)
    return Names(styles, rows[0], inner, rows[1:], gather_words(facts, lines))


def _find_inner(parents: Sequence[int], facts: Facts, inner: Ints) -> None:
    """The marked inline element that each block fills, or the one that holds its first text."""
    elements, marks, first = facts.elements, facts.marks, facts.first
    for i in range(len(inner)):
        inner[i] = marks[i] if marks[i] != elements[i] else parents[first[i]]


def _fill_rows(tree: Tree, above: Ints, inner: Ints, rows: Ints) -> list[tuple[str, str]]:
    """Fill the row of each element's names, one for all elements alike; gives the rows, the first without names.

    Elements in `inner` are replaced by their rows, those that are the block's own by the first.
    """
    styles = [("", "")]
    known: dict[tuple[str, str], int] = {}
    row_of = array("q", [0]) * len(tree.tags)
    tags, attrs = tree.tags, tree.attrs
    for level in range(len(rows)):
        for block in range(len(inner)):
            e = above[level, block]
            if e and not row_of[e]:
                row_of[e] = _row(tags[e], attrs[e], known, styles)
            rows[level, block] = row_of[e]
    for block in range(len(inner)):
        e = inner[block]
        if e and not row_of[e]:
            row_of[e] = _row(tags[e], attrs[e], known, styles)
        inner[block] = 0 if e == above[0, block] else row_of[e]
    return styles


def _row(tag: str, attrs: Attrs, known: dict[tuple[str, str], int], styles: list[tuple[str, str]]) -> int:
    """The row of an element's tag and names, added if there is none."""
    name = ""
    if attrs:
        for key, value in attrs.items():
            if value and key in _NAMING:
                name = f"{name} {value[:_MAX_NAME]}" if name else value[:_MAX_NAME]
    style = tag, name
    row = known.get(style)
    if row is None:
        row = known[style] = len(styles)
        styles.append(style)
    return row
