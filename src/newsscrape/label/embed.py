# cython: boundscheck=False, wraparound=False
"""Names and words → embeddings: of each bag the mean of those that the vocabulary knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

__all__ = ["embed"]


def embed(bags: Sequence[Sequence[str]], vocabulary: Mapping[str, int], table: Floats) -> Floats:
    """Mean embedding of each bag's known tokens, one row a bag; zeros for a bag without any."""
    result = np.zeros((len(bags), table.shape[1]), np.float32)
    _add(bags, vocabulary, table, result)
    return result


def _add(bags: Sequence[Sequence[str]], vocabulary: Mapping[str, int], table: Floats, into: Floats) -> None:
    size = table.shape[1]
    for row, bag in enumerate(bags):
        count = 0
        for token in bag:
            at = vocabulary.get(token, -1)
            if at >= 0:
                count += 1
                for k in range(size):
                    into[row, k] += table[at, k]
        if count > 1:
            for k in range(size):
                into[row, k] /= count
