"""Blocks → names: of the elements around a block, of its link's address, its first and last words.

Names ("teaser", "caption") generalise because many sites use them; a vocabulary holds only those that many
sites share, so that no name stands for one site.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from newsscrape.dom import Tree
    from newsscrape.label.lines import Lines
    from newsscrape.segment import Segment

    Ints = NDArray[np.int64]

__all__ = ["FAR", "NEAR", "Names", "gather_names"]

NEAR: Final = 3
"""Ancestors of a block that count as near."""
FAR: Final = 9
"""Ancestors above these that count as far."""
_PIECE: Final = re.compile(r"[A-Z]?[a-z]{2,}|[A-Z]{2,}")
"""A word in a class or id: "articleBody__text-2" → article, Body, text."""
_NAMING: Final = frozenset({"class", "id", "itemprop", "role", "data-testid", "data-component", "rel", "aria-hidden"})
_MAX_NAME: Final = 300
_MAX_ADDRESS: Final = 120
_SHORT: Final = 60
"""Characters up to which all first words of a block are names, and none of its last."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a page's blocks; those of an element are stored once."""

    elements: list[tuple[str, ...]]
    """The names of elements around the blocks, those of like elements once; the first row has none."""
    own: Ints
    """For each block, the row in `elements` of its element."""
    inner: Ints
    """… of the marked inline element it fills, or the one that holds its first text."""
    above: Ints
    """Shape (NEAR + FAR, blocks): … of its ancestors; 0 past the root."""
    words: list[list[str]]
    """First and last words of each block, and pieces of the address of a block that is a link."""


def gather_names(tree: Tree, segments: Sequence[Segment], above: Ints, lines: Lines) -> Names:
    """Collect the names around the blocks of a page; `above` as in `Places`."""
    first = [tree.parents[s.first] for s in segments]
    inner = [s.mark if s.mark != s.element else e for s, e in zip(segments, first, strict=True)]
    stacked = np.concatenate([above[: 1 + NEAR + FAR], np.array([inner])])
    unique = np.flatnonzero(np.bincount(stacked.ravel()))
    row = np.zeros(len(tree.tags), np.int64)
    row[unique], elements = _rows(tree, unique.tolist())
    row[0] = 0
    rows = row[stacked]
    inner_row = np.where(stacked[-1] == stacked[0], 0, rows[-1])
    words = list(map(_words, segments, lines.words, lines.tails))
    return Names(elements, rows[0], inner_row, rows[1:-1], words)


def _rows(tree: Tree, wanted: Sequence[int]) -> tuple[list[int], list[tuple[str, ...]]]:
    """The row of each element's names, one for all elements alike, and the rows; the first has no names."""
    rows: list[int] = []
    elements: list[tuple[str, ...]] = [()]
    rows_of: dict[tuple[str, ...], int] = {}
    tags, attrs = tree.tags, tree.attrs
    for e in wanted:
        own = attrs[e]
        if not own:
            key: tuple[str, ...] = (tags[e],)
        elif len(own) == 1 and (name := own.get("class")):
            key = (tags[e], name)
        else:
            key = (tags[e], *[v for k, v in own.items() if k in _NAMING and v])
        row = rows_of.get(key)
        if row is None:
            row = rows_of[key] = len(elements)
            pieces = {piece.lower() for value in key[1:] for piece in _PIECE.findall(value[:_MAX_NAME])}
            elements.append(("<" + key[0], *sorted(pieces)))
        rows.append(row)
    return rows, elements


def _words(s: Segment, words: list[str], tail: list[str]) -> list[str]:
    size = len(s.text)
    found = words[:8] if size < _SHORT else words[:4] + ["…" + w for w in tail[-3:]]
    if s.link_chars * 2 > size:
        address = next((m.url for m in s.spans if m.url), None) or ""
        found = found + _address(address)
    return found


def _address(url: str) -> list[str]:
    """Pieces of a link's address: "/" for one of this site, else "//", and the first words of its path."""
    where, found, path = url[:_MAX_ADDRESS].lower().partition("//")
    path = path.partition("/")[2] if found else where
    kind = "//" if found else where[:1] if where[:1] in ("/", "#") else "/?"
    return [kind, *["/" + piece for piece in path.split("/", 4)[:4] if piece.isalpha()]]
