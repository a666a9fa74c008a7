# cython: boundscheck=False, wraparound=False
"""Means of rows: of the embeddings of several elements, of the blocks of a group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

__all__ = ["group_means", "row_means"]


_IS_COMPILED: Final = not __file__.endswith(".py")
"""Interpreted, loops over numbers take fifty times as long as numpy does; compiled, a third."""


def row_means(table: Floats, columns: slice, rows: NDArray[np.int64], into: Floats, to: int) -> None:
    """Fill columns of `into` from `to` on with the mean of the rows of the table that each column of `rows` names."""
    size = columns.stop - columns.start
    if _IS_COMPILED:
        _mean_rows(table, columns.start, size, rows, into, to)
        return
    found = into[:, to : to + size]
    np.add.reduce(table[:, columns][rows], axis=0, out=found)
    found /= len(rows)


def group_means(rows: Floats, groups: NDArray[np.int64]) -> Floats:
    """Mean of the rows of each group; groups are numbered from 0, none is empty."""
    if _IS_COMPILED:
        result = np.zeros((_highest(groups) + 1, rows.shape[1]), np.float32)
        _mean_groups(rows, groups, result)
        return result
    counts = np.bincount(groups)
    starts = np.cumsum(counts) - counts
    sums = np.add.reduceat(rows[np.argsort(groups, kind="stable")], starts, axis=0)
    return np.asarray(sums / counts[:, None], np.float32)


def _mean_rows(table: Floats, at: int, size: int, rows: NDArray[np.int64], into: Floats, to: int) -> None:
    levels = len(rows)
    for i in range(len(into)):
        row = rows[0, i]
        for k in range(size):
            into[i, to + k] = table[row, at + k]
        for level in range(1, levels):
            row = rows[level, i]
            for k in range(size):
                into[i, to + k] += table[row, at + k]
        if levels > 1:
            for k in range(size):
                into[i, to + k] /= levels


def _highest(numbers: NDArray[np.int64]) -> int:
    highest = 0
    for i in range(len(numbers)):
        highest = max(highest, numbers[i])
    return highest


def _mean_groups(rows: Floats, groups: NDArray[np.int64], into: Floats) -> None:
    n, size, most = len(groups), rows.shape[1], len(into)
    counts = np.zeros(most, np.int64)
    for i in range(n):
        group = groups[i]
        counts[group] += 1
        for k in range(size):
            into[group, k] += rows[i, k]
    for group in range(most):
        count = counts[group]
        for k in range(size):
            into[group, k] /= count
