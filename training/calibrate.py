"""Fit the curves of `newsscrape.label.calibration`: ``python -m training.calibrate``, after ``make bench-cv``.

Every block whose role gold knows is judged by the weights of its fold; a curve a class takes the probability to how
often the class was right. Printed are the expected calibration errors, each fold by curves of the others.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from newsscrape.label.model import CLASSES, Model
from training import corpus
from training.align import ALL
from training.crossval import FOLDS, fold_weights
from training.dataset import examples

TARGET = Path(__file__).resolve().parent.parent / "src" / "newsscrape" / "label" / "calibration.toml"
STEPS, PULL = 50, 1.0
"""Newton steps, and how strongly a curve is held to the identity, in observations."""
BINS = 10

Table = np.ndarray
"""Rows: class, logit of its probability, 1 where it was right, fold."""


def observations() -> Table:
    """What every fold's weights say of the blocks that gold knows, boilerplate aside."""
    models = []
    for k in range(FOLDS):
        with np.load(fold_weights(k), allow_pickle=False) as arrays:
            models.append(Model(dict(arrays)))
    found = []
    for e in examples():
        k = corpus.fold(e.record, FOLDS)
        roles = models[k].judge(replace(e.features, table=e.features.table.astype(np.float32))).roles
        chosen = roles.argmax(axis=1)
        p = np.clip(roles[np.arange(len(chosen)), chosen], 1e-4, 1 - 1e-4)
        right = (e.labels >> chosen) & 1
        kept = (e.labels != ALL) & (chosen > 0)
        found.append(np.stack([chosen, np.log(p / (1 - p)), right, np.full(len(p), k)], axis=1)[kept])
    return np.concatenate(found)


def curve(x: np.ndarray, right: np.ndarray) -> tuple[float, float]:
    """Offset and slope of the logistic curve, by Newton's method, held a little to (0, 1)."""
    design = np.stack([np.ones_like(x), x], axis=1)
    start = w = np.array([0.0, 1.0])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-design @ w))
        gradient = design.T @ (p - right) + PULL * (w - start)
        hessian = (design * (p * (1 - p))[:, None]).T @ design + PULL * np.eye(2)
        w = w - np.linalg.solve(hessian, gradient)
    return float(w[0]), float(w[1])


def error(p: np.ndarray, right: np.ndarray) -> float:
    """Expected calibration error over bins of equal width."""
    bins = np.minimum((p * BINS).astype(int), BINS - 1)
    return float(sum(abs((p - right)[bins == b].sum()) for b in range(BINS)) / len(p))


def main() -> None:
    table = observations()
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
