"""Blocks → bags of tokens: the names of the elements around a block, and its first and last words.

Names ("teaser", "caption") generalise because many sites use them; the vocabulary holds only those that
at least `training` config's number of sites share, so that no token stands for one site.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from newsscrape.dom import Tree
    from newsscrape.segment import Segment

__all__ = ["BAGS", "Bags", "collect"]

BAGS: Final = ("own", "near", "far", "words")
"""own: the block's element and marked span; near: its next 3 ancestors; far: those above, at most 12."""
_PIECE: Final = re.compile(r"[A-Z]?[a-z]{2,}|[A-Z]{2,}")
"""A word in a class or id: "articleBody__text-2" → article, Body, text."""
_EDGE: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|[©@#|•»›→]|\d+")
_NAMING: Final = ("class", "id", "itemprop", "role", "data-testid", "data-component", "rel")
_MAX_NAME: Final = 300
_NEAR, _FAR = 3, 12

Bags = dict[str, list[list[int]]]


class _Names:
    """Token ids of elements, each read once."""

    def __init__(self, tree: Tree, vocabulary: Mapping[str, int]) -> None:
        self.tree = tree
        self.vocabulary = vocabulary
        self.known: dict[int, list[int]] = {}
        self.above: dict[int, tuple[list[int], list[int]]] = {}

    def of(self, e: int) -> list[int]:
        found = self.known.get(e)
        if found is None:
            found = self.known[e] = self._read(e)
        return found

    def _read(self, e: int) -> list[int]:
        get = self.vocabulary.get
        ids = [get("<" + self.tree.tags[e])]
        attrs = self.tree.attrs[e]
        if attrs:
            name = " ".join([attrs[k] or "" for k in _NAMING if k in attrs])[:_MAX_NAME]
            if name:
                ids += [get(piece.lower()) for piece in set(_PIECE.findall(name))]
        return [i for i in ids if i is not None]

    def ancestors(self, e: int) -> tuple[list[int], list[int]]:
        """Tokens of the near and far ancestors of an element."""
        parent = self.tree.parents[e]
        found = self.above.get(parent)
        if found is None:
            near: list[int] = []
            far: list[int] = []
            a, step = parent, 0
            while a > 0 and step < _NEAR + _FAR:
                (near if step < _NEAR else far).extend(self.of(a))
                a = self.tree.parents[a]
                step += 1
            found = self.above[parent] = (near, far)
        return found


def collect(tree: Tree, segments: Sequence[Segment], names: Mapping[str, int], vocabulary: Mapping[str, int]) -> Bags:
    """Token ids per block and bag; tokens outside the vocabularies are left out."""
    reader = _Names(tree, names)
    bags: Bags = {bag: [] for bag in BAGS}
    for s in segments:
        own = reader.of(s.element)
        bags["own"].append(own if s.mark == s.element else own + reader.of(s.mark))
        near, far = reader.ancestors(s.element)
        bags["near"].append(near)
        bags["far"].append(far)
        bags["words"].append(_edge_ids(s.text, vocabulary))
    return bags


def _edge_ids(text: str, vocabulary: Mapping[str, int]) -> list[int]:
    get = vocabulary.get
    if len(text) < 60:
        found = [get(w) for w in _EDGE.findall(text.lower())[:8]]
    else:
        found = [get(w) for w in _EDGE.findall(text[:50].lower())[:4]]
        found += [get("…" + w) for w in _EDGE.findall(text[-40:].lower())[-3:]]
    return [i for i in found if i is not None]
