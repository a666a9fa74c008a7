# cython: boundscheck=False, wraparound=False
"""What the net does to its rows besides multiplying them, in place and in one go over each row."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

__all__ = ["add_rows", "neighbours", "pool", "rectify", "softmax", "standardize"]

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


def pool(h: Floats) -> Floats:
    """Mean and maximum over the rows, one after the other: shape (2 · columns,)."""
    n, size = h.shape
    if _IS_COMPILED:
        both = np.empty(2 * size, np.float32)
        _pool(h, both[:size], both[size:])
        return both
    return np.concatenate([np.add.reduce(h, axis=0) / np.float32(n), np.maximum.reduce(h, axis=0)])


def softmax(x: Floats, bias: Floats) -> Floats:
    """The share of each column in its row, of the exponentials of what is there with the bias; in place, gives `x`."""
    if _IS_COMPILED:
        _softmax(x, bias)
        return x
    x += bias
    np.exp(x - x.max(axis=1, keepdims=True), out=x)
    x /= x.sum(axis=1, keepdims=True)
    return x


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


def _pool(h: Floats, mean: Floats, highest: Floats) -> None:
    n, size = len(h), h.shape[1]
    for k in range(size):
        mean[k] = highest[k] = h[0, k]
    for i in range(1, n):
        for k in range(size):
            value = h[i, k]
            mean[k] += value
            highest[k] = max(highest[k], value)
    for k in range(size):
        mean[k] /= n


def _softmax(x: Floats, bias: Floats) -> None:
    size = x.shape[1]
    for i in range(len(x)):
        highest = x[i, 0] + bias[0]
        for k in range(size):
            x[i, k] += bias[k]
            highest = max(highest, x[i, k])
        total = 0.0
        for k in range(size):
            x[i, k] = math.exp(x[i, k] - highest)
            total += x[i, k]
        for k in range(size):
            x[i, k] /= total


def _add_rows(x: Floats, rows: Floats, groups: NDArray[np.int64]) -> None:
    size = x.shape[1]
    for i in range(len(x)):
        group = groups[i]
        for k in range(size):
            x[i, k] += rows[group, k]
