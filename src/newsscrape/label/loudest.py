"""Which of a block's many names and words made most of what they did together."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from newsscrape.label.names import NEAR

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from newsscrape.label.model import Model
    from newsscrape.label.names import Names

__all__ = ["loudest"]

_LOUD, _MOST = 0.2, 2
"""Share of the whole from which a name is told, and how many are."""


@dataclass(slots=True)
class _Members:
    """Names of one bag of some blocks, laid flat; local to one call of `loudest`."""

    vocabulary: Mapping[str, int]
    names: list[str] = field(default_factory=list)
    ids: list[int] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)
    """Of each name in the mean embedding of its element."""
    known: dict[int, tuple[list[str], list[int], list[float]]] = field(default_factory=dict)

    def add(self, key: int, names: Sequence[str]) -> None:
        """Add the names of one element, or line of words, that are in the vocabulary; `key` stands for them."""
        if key not in self.known:
            found = [name for name in names if name in self.vocabulary]
            ids = [self.vocabulary[name] for name in found]
            self.known[key] = found, ids, [1 / max(len(found), 1)] * len(found)
        found, ids, shares = self.known[key]
        self.names += found
        self.ids += ids
        self.shares += shares


def loudest(
    model: Model, names: Names, bag: str, blocks: Sequence[int], pulls: NDArray[np.float32]
) -> list[tuple[str, ...]]:
    """For each of `blocks` the names that pulled most the way the whole bag did, at most 2.

    `bag` is one of `newsscrape.label.model.BAGS`; `pulls` the gradient at its embedding, a row a block.
    """
    vocabulary, table = model.vectors(bag)
    members = _Members(vocabulary)
    ends = [0]
    for i in blocks:
        for key, found in _elements(names, bag, i):
            members.add(key, found)
        ends.append(len(members.names))
    spread = np.repeat(pulls, np.diff(ends), axis=0)
    volumes = np.einsum("ij,ij,i->i", table[members.ids], spread, members.shares).tolist()
    return [_most(members.names[start:end], volumes[start:end]) for start, end in pairwise(ends)]


def _elements(names: Names, bag: str, i: int) -> list[tuple[int, Sequence[str]]]:
    """The elements, or the line of words, in a bag of a block, each with its number."""
    if bag == "words":
        return [(i, names.words.of(i))]
    if bag in ("own", "inner"):
        rows = [(names.own if bag == "own" else names.inner)[i].item()]
    else:
        rows = (names.above[:NEAR, i] if bag == "near" else names.above[NEAR:, i]).tolist()
    return [(row, names.of(row)) for row in rows]


def _most(names: Sequence[str], volumes: Sequence[float]) -> tuple[str, ...]:
    total = sum(volumes)
    sign = 1 if total > 0 else -1
    sums: dict[str, float] = {}
    for name, volume in zip(names, volumes, strict=True):
        sums[name] = sums.get(name, 0.0) + sign * volume
    loud = [(volume, name) for name, volume in sums.items() if volume >= _LOUD * sign * total]
    loud.sort(reverse=True)
    return tuple(name for _, name in loud[:_MOST])
