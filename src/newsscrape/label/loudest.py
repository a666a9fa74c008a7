"""Which of a block's many names and words made most of what they did together."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from newsscrape.label.names import NEAR

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from newsscrape.label.model import Model
    from newsscrape.label.names import Names

__all__ = ["Loudest"]

_LOUD, _MOST = 0.2, 2
"""Share of the whole from which a name is told, and how many are."""


@dataclass(slots=True)
class Loudest:
    """Finds the loudest names of the blocks of one page; an element's names are looked up once."""

    model: Model
    names: Names
    known: dict[int, list[int]] = field(default_factory=dict)
    """Row of an element's names → their rows in the vocabulary."""

    def of(self, bag: str, blocks: NDArray[np.int64], pulls: NDArray[np.float32]) -> list[tuple[str, ...]]:
        """For each of `blocks` the names that pulled most the way the whole bag did, at most 2.

        `bag` is one of `newsscrape.label.model.BAGS`; `pulls` the gradient at its embedding, a row a block.
        """
        vocabulary, table = self.model.vectors(bag)
        parts = self._elements(bag, blocks, vocabulary.rows)
        elements = list(chain.from_iterable(parts))
        sizes = np.array([len(ids) for ids in elements], np.int64)
        counts = np.array([len(part) for part in parts], np.int64)
        owners = np.repeat(np.repeat(np.arange(len(blocks)), counts), sizes)
        ids = np.fromiter(chain.from_iterable(elements), np.int64, sizes.sum())
        # Each name's share is in the mean of its element's names.
        volumes = np.einsum("ij,ij->i", table[ids], pulls[owners]) / np.repeat(sizes, sizes)
        found: list[tuple[str, ...]] = [()] * len(blocks)
        for block, row in _most(owners, ids, volumes, len(blocks)):
            found[block] = (*found[block], vocabulary.names[row])
        return found

    def _elements(self, bag: str, blocks: NDArray[np.int64], rows: Mapping[str, int]) -> list[list[list[int]]]:
        """Of each block the elements in a bag, or its line of words, each as the rows of its names."""
        names, known = self.names, self.known
        if bag == "words":
            return [[[rows[word] for word in names.words.of(i) if word in rows]] for i in blocks.tolist()]
        above = {"own": names.own[None], "inner": names.inner[None], "near": names.above[:NEAR]}
        chains = above.get(bag, names.above[NEAR:])[:, blocks].T.tolist()
        for element in set(chain.from_iterable(chains)).difference(known):
            known[element] = [rows[name] for name in names.of(element) if name in rows]
        return [[known[element] for element in elements] for elements in chains]


def _most(
    owners: NDArray[np.int64], ids: NDArray[np.int64], volumes: NDArray[np.float64], count: int
) -> list[tuple[int, int]]:
    """The loudest names of each of `count` blocks, block by block, loudest first, as (block, row).

    `owners` says of which block each name is, `ids` its row, `volumes` what it pulled.
    """
    if not len(ids):
        return []
    width = int(ids.max()) + 1
    keys, places = np.unique(owners * width + ids, return_inverse=True)
    blocks, rows = np.divmod(keys, width)
    totals = np.bincount(owners, volumes, count)[blocks]
    sums = np.bincount(places, volumes) * np.where(totals > 0, 1, -1)
    loud = np.flatnonzero(sums >= _LOUD * np.abs(totals))
    loud = loud[np.lexsort((-sums[loud], blocks[loud]))]
    blocks = blocks[loud]
    is_told = np.arange(len(loud)) - np.searchsorted(blocks, blocks) < _MOST
    return list(zip(blocks[is_told].tolist(), rows[loud[is_told]].tolist(), strict=True))
