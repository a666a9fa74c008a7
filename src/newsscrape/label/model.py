"""The role model: a small convolutional network over a page's blocks, run in numpy.

Each block is its row of features and four bags of token embeddings; dilated convolutions let it see up to
30 blocks before and after, a pool over the page lets it see the whole. Training is in `training/train.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from newsscrape.label.tokens import BAGS, collect

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from newsscrape.dom import Tree
    from newsscrape.segment import Segment

    Floats = NDArray[np.float32]

__all__ = ["CLASSES", "DILATIONS", "Model", "Verdict", "load"]

CLASSES: Final = (
    "boilerplate", "body", "headline", "kicker", "lead", "caption", "credit", "source", "byline", "date",
)  # fmt: skip
DILATIONS: Final = (1, 2, 4, 8)
_ONE_THREAD: Final = 250_000
"""Multiplications up to which OpenBLAS stays on one thread: 4 · 65,536."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the model thinks of a page."""

    roles: Floats
    """Probability of each class (columns, in the order of `CLASSES`) for each block (rows)."""
    article: float
    """Probability that the page is one article."""


class Model:
    """Weights and vocabularies; `judge` is pure and thread-safe."""

    def __init__(self, arrays: Mapping[str, Any]) -> None:
        self.weights: dict[str, Floats] = {
            k: np.asarray(v, np.float32) for k, v in arrays.items() if k not in ("names", "words", "version")
        }
        self.names = {str(t): i for i, t in enumerate(arrays["names"])}
        self.words = {str(t): i for i, t in enumerate(arrays["words"])}
        self.version = str(arrays["version"])

    def judge(self, tree: Tree, segments: Sequence[Segment], table: Floats) -> Verdict:
        """Probabilities for the blocks of a page from its feature table."""
        if not segments:
            return Verdict(np.zeros((0, len(CLASSES)), np.float32), 0.0)
        bags = collect(tree, segments, self.names, self.words)
        w = self.weights
        x = np.concatenate([(table - w["mean"]) * w["scale"], *(_pool(bags[b], w[f"bag_{b}"]) for b in BAGS)], axis=1)
        h = np.maximum(_times(x, w["in_w"]) + w["in_b"], 0)
        for k, dilation in enumerate(DILATIONS):
            h = h + np.maximum(_convolve(h, w[f"conv{k}_w"], dilation) + w[f"conv{k}_b"], 0)
        pooled = np.concatenate([h.mean(axis=0), h.max(axis=0)])
        h = h + np.maximum(pooled @ w["page_w"] + w["page_b"], 0)
        h = np.maximum(_times(h, w["mid_w"]) + w["mid_b"], 0)
        article = float(1 / (1 + np.exp(-(pooled @ w["article_w"] + w["article_b"])))[0])
        return Verdict(_softmax(h @ w["out_w"] + w["out_b"]), article)


def _times(x: Floats, w: Floats) -> Floats:
    """`x @ w` in slices that BLAS computes on one thread.

    Products this small gain nothing from threads, and threads of several processes on few cores wait for
    one another.
    """
    rows = max(_ONE_THREAD // w.size, 1)
    n = len(x)
    padded = np.zeros((-(-n // rows) * rows, x.shape[1]), np.float32)
    padded[:n] = x
    result: Floats = np.matmul(padded.reshape(-1, rows, x.shape[1]), w).reshape(-1, w.shape[1])[:n]
    return result


def _pool(bags: Sequence[Sequence[int]], table: Floats) -> Floats:
    """Mean embedding of each bag; zeros for an empty one."""
    counts = np.fromiter(map(len, bags), np.int64, len(bags))
    total = int(counts.sum())
    result = np.zeros((len(bags), table.shape[1]), np.float32)
    if total:
        ids = np.fromiter(chain.from_iterable(bags), np.int64, total)
        filled = np.flatnonzero(counts)
        starts = np.concatenate([[0], np.cumsum(counts)[:-1]])[filled]
        result[filled] = np.add.reduceat(table[ids], starts, axis=0) / counts[filled, None]
    return result


def _convolve(h: Floats, weights: Floats, dilation: int) -> Floats:
    """Kernel of three, zero padding; weights (3, in, out)."""
    out = _times(h, weights[1])
    if len(h) > dilation:
        out[dilation:] += _times(h[:-dilation], weights[0])
        out[:-dilation] += _times(h[dilation:], weights[2])
    return out


def _softmax(x: Floats) -> Floats:
    e = np.exp(x - x.max(axis=1, keepdims=True))
    result: Floats = e / e.sum(axis=1, keepdims=True)
    return result


@cache
def load() -> Model:
    """The model of the package, read once per process."""
    with resources.files("newsscrape.label").joinpath("weights.npz").open("rb") as f:
        return Model(dict(np.load(f, allow_pickle=False)))
