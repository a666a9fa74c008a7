"""Fit the curves of `newsscrape.label.calibration`: ``python -m training.calibrate``, after ``make bench-cv``.

The role of every block that gold knows is decided by the weights of its fold, rules and all; a curve a class takes the
net's probability to how often the class was right. Printed are the expected calibration errors, each fold by curves of
the others.
"""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import numpy as np

from newsscrape.extract import run
from newsscrape.label.model import CLASSES, Model
from newsscrape.page import Page
from training import corpus
from training.align import ALL, align
from training.crossval import FOLDS, fold_weights

TARGET = Path(__file__).resolve().parent.parent / "src" / "newsscrape" / "label" / "calibration.toml"
STEPS, PULL, LEAST = 50, 1.0, 1e-9
"""Newton steps, how strongly a curve is held to the identity, in observations, and the smallest step."""
BINS = 10

Table = np.ndarray
"""Rows: class, logit of its probability, 1 where it was right, fold."""


def observe(k: int) -> Table:
    """What is decided by a fold's weights of the blocks that gold knows, boilerplate aside."""
    with np.load(fold_weights(k), allow_pickle=False) as arrays:
        model = Model(dict(arrays))
    found = []
    for record in {r["id"]: r for r in corpus.records()}.values():
        if corpus.fold(record, FOLDS) != k:
            continue
        done = run(Page(corpus.page(record), record["url"]), model)
        gold = align(record["gold"], done.tree, done.cut.segments)
        for label, bits in zip(done.labels, gold, strict=True):
            c = CLASSES.index(label.name)
            if bits != ALL and c > 0:
                p = min(max(label.probability, 1e-4), 1 - 1e-4)
                found.append((c, np.log(p / (1 - p)), bits >> c & 1, k))
    return np.array(found)


def curve(x: np.ndarray, right: np.ndarray) -> tuple[float, float]:
    """Offset and slope of the logistic curve, by Newton's method, held a little to (0, 1); no slope is negative."""
    a, b = _fitted(x, right)
    return (a, b) if b >= 0 else (_fitted(np.zeros_like(x), right)[0], 0.0)


def _fitted(x: np.ndarray, right: np.ndarray) -> tuple[float, float]:
    design = np.stack([np.ones_like(x), x], axis=1)
    start = w = np.array([0.0, 1.0])

    def loss(w: np.ndarray) -> float:
        z = design @ w
        return float((np.logaddexp(0, z) - right * z).sum() + PULL / 2 * ((w - start) ** 2).sum())

    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-design @ w))
        gradient = design.T @ (p - right) + PULL * (w - start)
        hessian = (design * (p * (1 - p))[:, None]).T @ design + PULL * np.eye(2)
        step = np.linalg.solve(hessian, gradient)
        while loss(w - step) > loss(w) and np.abs(step).max() > LEAST:  # a whole one may go too far
            step = step / 2
        w = w - step
    return float(w[0]), float(w[1])


def error(p: np.ndarray, right: np.ndarray) -> float:
    """Expected calibration error over bins of equal width."""
    bins = np.minimum((p * BINS).astype(int), BINS - 1)
    return float(sum(abs((p - right)[bins == b].sum()) for b in range(BINS)) / len(p))


def main() -> None:
    with multiprocessing.Pool(2) as pool:
        table = np.concatenate(pool.map(observe, range(FOLDS), chunksize=1))
    lines, raw, mended, every = [], [], [], []
    for c, name in enumerate(CLASSES):
        rows = table[table[:, 0] == c]
        if not len(rows):
            continue
        a, b = curve(rows[:, 1], rows[:, 2])
        lines.append(f"{name} = [{a:.4f}, {b:.4f}]")
        after = np.zeros(len(rows))
        for k in range(FOLDS):
            own = rows[:, 3] == k
            a, b = curve(rows[~own, 1], rows[~own, 2])
            after[own] = 1 / (1 + np.exp(-(a + b * rows[own, 1])))
        before = 1 / (1 + np.exp(-rows[:, 1]))
        raw.append(before)
        mended.append(after)
        every.append(rows[:, 2])
        print(f"{name:<12}{len(rows):7} blocks, error {error(before, rows[:, 2]):.3f}, calibrated "
              f"{error(after, rows[:, 2]):.3f}")  # fmt: skip
    right = np.concatenate(every)
    print(f"{'all':<12}{len(right):7} blocks, error {error(np.concatenate(raw), right):.3f}, calibrated "
          f"{error(np.concatenate(mended), right):.3f}")  # fmt: skip
    head = "# Offset and slope of each class' curve; written by python -m training.calibrate.\n"
    TARGET.write_text(head + "\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
