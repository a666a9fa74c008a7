# cython: boundscheck=False, wraparound=False
"""What the net does to its rows besides multiplying them, in place and in one go over each row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

__all__ = ["add_rows", "neighbours", "rectify", "standardize"]

_IS_COMPILED: Final = not __file__.endswith(".py")
"""Interpreted, loops over numbers take fifty times as long as numpy does; compiled, half."""


def standardize(table: Floats, mean: Floats, scale: Floats, into: Floats) -> None:
    """Fill the first columns of `into` with those of the table, less their mean, times their scale."""
    if _IS_COMPILED:
        _standardize(table, mean, scale, into)
        return
    found = into[:, : table.shape[1]]
    np.subtract(table, mean, out=found)
    found *= scale


def rectify(x: Floats, bias: Floats) -> Floats:
    """Add a bias and put what is negative to zero, in place; gives `x`."""
    if _IS_COMPILED:
        _rectify(x, bias)
        return x
    x += bias
    return np.maximum(x, 0, out=x)


def neighbours(h: Floats, dilation: int) -> Floats:
    """Each row between those `dilation` rows before and after it, zeros beyond the ends: shape (n, 3 · columns)."""
    n, size = h.shape
    if _IS_COMPILED:
        wide = np.empty((n, 3 * size), np.float32)
        _fill_neighbours(h, dilation, wide)
        return wide
    wide = np.zeros((n, 3 * size), np.float32)
    wide[dilation:, :size] = h[:-dilation]
    wide[:, size : 2 * size] = h
    wide[:-dilation, 2 * size :] = h[dilation:]
    return wide


def add_rows(x: Floats, rows: Floats, groups: NDArray[np.int64]) -> None:
    """Add to each row of `x` that of its group, in place."""
    if _IS_COMPILED:
        _add_rows(x, rows, groups)
    else:
        x += rows[groups]


def _standardize(table: Floats, mean: Floats, scale: Floats, into: Floats) -> None:
    size = table.shape[1]
    for i in range(len(table)):
        for k in range(size):
            into[i, k] = (table[i, k] - mean[k]) * scale[k]


def _rectify(x: Floats, bias: Floats) -> None:
    size = x.shape[1]
    for i in range(len(x)):
        for k in range(size):
            value = x[i, k] + bias[k]
            x[i, k] = value if value > 0 else 0


def _fill_neighbours(h: Floats, dilation: int, wide: Floats) -> None:
    n, size = len(h), h.shape[1]
    for i in range(n):
        for k in range(size):
            wide[i, size + k] = h[i, k]
        if i >= dilation:
            for k in range(size):
                wide[i, k] = h[i - dilation, k]
        else:
            for k in range(size):
                wide[i, k] = 0
        if i < n - dilation:
            for k in range(size):
                wide[i, 2 * size + k] = h[i + dilation, k]
        else:
            for k in range(size):
                wide[i, 2 * size + k] = 0


def _add_rows(x: Floats, rows: Floats, groups: NDArray[np.int64]) -> None:
    size = x.shape[1]
    for i in range(len(x)):
        group = groups[i]
        for k in range(size):
            x[i, k] += rows[group, k]
