"""The role model: a small network over a page's blocks, run in numpy.

Each block is its row of features and five mean embeddings of the names around it. Dilated convolutions let it
see up to 30 blocks before and after; between them every block takes in the means of its groups (blocks of one
parent, of one region, of one style) and of the whole page. Training is in `training/train.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from newsscrape.label.columns import COLUMNS
from newsscrape.label.layers import add_rows, neighbours, pool, rectify, softmax, standardize
from newsscrape.label.means import group_means, row_means
from newsscrape.label.names import NEAR
from newsscrape.label.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from newsscrape.label.features import Features
    from newsscrape.label.names import Names

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

__all__ = ["BAGS", "CLASSES", "DILATIONS", "DIM", "INPUTS", "Model", "Verdict", "load", "times"]

CLASSES: Final = (
    "boilerplate", "body", "headline", "kicker", "lead", "caption", "credit", "source", "byline", "date",
)  # fmt: skip
DILATIONS: Final = (1, 2, 4, 8)
DIM: Final = 16
"""Numbers in an embedding: of an element's names for each of own, inner, near, far, and of words."""
BAGS: Final = ("own", "inner", "near", "far", "words")
"""The embeddings of a block, in the order the network reads them."""
INPUTS: Final[tuple[str, ...]] = (*COLUMNS, *(f"names_{bag}" for bag in BAGS for _ in range(DIM)))
"""What each number the network reads stands for; an embedding has its name at each of its numbers."""
_ONE_THREAD: Final = 250_000
"""Multiplications up to which OpenBLAS stays on one thread: 4 · 65,536."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the model thinks of a page."""

    roles: Floats
    """Probability of each class (columns, in the order of `CLASSES`) for each block (rows)."""
    article: float
    """Probability that the page is one article."""
    layers: Mapping[str, Floats] = field(default_factory=dict)
    """What the network read ("x", columns as in `INPUTS`) and what "in", "conv0" … and "mid" made of it, a row a
    block: `reasons` goes back through them."""


class Model:
    """Weights and vocabularies; `judge` is pure and thread-safe."""

    def __init__(self, arrays: Mapping[str, Any]) -> None:
        self.weights: dict[str, Floats] = {
            k: np.ascontiguousarray(v, np.float32) for k, v in arrays.items() if k not in ("names", "words", "version")
        }
        self.names = Vocabulary([str(t) for t in arrays["names"]])
        self.words = Vocabulary([str(t) for t in arrays["words"]])
        self.version = str(arrays["version"])

    def judge(self, features: Features | None) -> Verdict:
        """Probabilities for the blocks of a page."""
        if features is None:
            return Verdict(np.zeros((0, len(CLASSES)), np.float32), 0.0)
        w = self.weights
        x = self._read(features)
        layers = {"x": x}
        h = layers["in"] = rectify(times(x, w["in_w"]), w["in_b"])
        for k, dilation in enumerate(DILATIONS):
            layers[f"conv{k}"] = rectify(_convolve(h, w[f"conv{k}_w"], dilation), w[f"conv{k}_b"])
            h = h + layers[f"conv{k}"]
            if k % 2:
                h += rectify(self._share(h, features.groups, k), w[f"share{k}_b"])
        pooled = pool(h)
        h = layers["mid"] = rectify(times(h, w["mid_w"]), w["mid_b"])
        logit = np.maximum(pooled @ w["article_w"] + w["article_b"], -80)  # exp overflows beyond 88
        article = float(1 / (1 + np.exp(-logit))[0])
        return Verdict(softmax(times(h, w["out_w"]), w["out_b"]), article, layers)

    def _read(self, features: Features) -> Floats:
        """What the network reads of each block, columns as in `INPUTS`."""
        w, columns = self.weights, len(COLUMNS)
        x = np.empty((len(features.table), len(INPUTS)), np.float32)
        standardize(features.table, w["mean"], w["scale"], x)
        self._embed(features.names, x, columns)
        return x

    def _embed(self, names: Names, into: Floats, at: int) -> None:
        """Fill the columns from `at` on."""
        table = self.names.means(names.styles, self.weights["names_e"])
        rows = (names.own[None], names.inner[None], names.above[:NEAR], names.above[NEAR:])
        for k, of in enumerate(rows):
            row_means(table, slice(k * DIM, (k + 1) * DIM), of, into, at + k * DIM)
        into[:, at + len(rows) * DIM :] = self.words.key_means(
            names.words.keys, names.words.ends, self.weights["words_e"]
        )

    def vectors(self, bag: str) -> tuple[Vocabulary, Floats]:
        """The vocabulary of one of `BAGS`, and the embedding of each of its names in that bag."""
        if bag == "words":
            return self.words, self.weights["words_e"]
        k = BAGS.index(bag)
        return self.names, self.weights["names_e"][:, k * DIM : (k + 1) * DIM]

    def _share(self, h: Floats, groups: Ints, k: int) -> Floats:
        """What every block takes in from its groups and the page, by the weights of a layer."""
        w = self.weights[f"share{k}_w"]
        told = np.empty_like(h)
        told[:] = pool(h) @ w[len(groups) :].reshape(-1, w.shape[2])
        for group, part in zip(groups, w, strict=False):
            add_rows(told, times(group_means(h, group), part), group)
        return told


def times(x: Floats, w: Floats) -> Floats:
    """`x @ w` in slices that BLAS computes on one thread.

    Products this small gain nothing from threads, and threads of several processes on few cores wait for
    one another.
    """
    rows = max(_ONE_THREAD // w.size, 1)
    result = np.empty((len(x), w.shape[1]), np.float32)
    whole = len(x) // rows * rows
    if whole:
        np.matmul(x[:whole].reshape(-1, rows, x.shape[1]), w, out=result[:whole].reshape(-1, rows, w.shape[1]))
    if whole < len(x):
        np.matmul(x[whole:], w, out=result[whole:])
    return result


def _convolve(h: Floats, weights: Floats, dilation: int) -> Floats:
    """Kernel of three, zero padding; weights (3, in, out)."""
    return times(neighbours(h, dilation), weights.reshape(-1, weights.shape[2]))


@cache
def load() -> Model:
    """The model of the package, read once per process."""
    with resources.files("newsscrape.label").joinpath("weights.npz").open("rb") as f:
        return Model(dict(np.load(f, allow_pickle=False)))
