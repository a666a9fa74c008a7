"""Fit the curves of `newsscrape.label.calibration`: ``python -m training.calibrate``, after ``make bench-cv``.

Every page is decided by the weights of its fold, rules and all; a curve a class takes the net's probability to how
often blocks of it are right. Fields that gold has as a whole are judged by the corpus' scorer, block for block of the
document; text, bylines and dates by gold as it aligns to the blocks, boilerplate aside. A page counts as one of each
class, however many blocks of it there are: those of one page are right or wrong together. Printed are the expected
calibration errors, each fold by curves of the others.
"""

from __future__ import annotations

import multiprocessing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from benchmarks.confidence import BINS, FIELDS
from benchmarks.run import prediction

from newsscrape.extract import Run, run
from newsscrape.label.model import CLASSES, Model
from newsscrape.page import Page
from training import corpus
from training.align import ALL, align
from training.crossval import FOLDS, fold_weights

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsscrape.block import Role
    from newsscrape.document import Document

TARGET = Path(__file__).resolve().parent.parent / "src" / "newsscrape" / "label" / "calibration.toml"
STEPS, LEAST = 60, 1e-9
"""Newton steps, and the smallest one."""
PULL = 3.0
"""How strongly a curve is held to that of all classes together, and that one to the identity, in pages."""
_EDGE = 1e-4
_PARTS = "bck"
"""What stands around the number in the id of a block, and of one that was cut from it."""


@dataclass
class Table:
    """Blocks; all arrays have one entry a block."""

    kind: np.ndarray
    """Class, as in `CLASSES`."""
    x: np.ndarray
    """Logit of its probability."""
    right: np.ndarray
    fold: np.ndarray
    weight: np.ndarray
    """One page in all."""

    def of(self, chosen: np.ndarray) -> Table:
        return Table(*(a[chosen] for a in (self.kind, self.x, self.right, self.fold, self.weight)))


def observe(k: int) -> list[tuple[int, float, float, int, float]]:
    """What is decided by a fold's weights: rows of a `Table`."""
    with np.load(fold_weights(k), allow_pickle=False) as arrays:
        model = Model(dict(arrays))
    rows = []
    for record in {r["id"]: r for r in corpus.records()}.values():
        if corpus.fold(record, FOLDS) == k:
            done = run(Page(corpus.page(record), record["url"]), model)
            found = [*_fields(done, record["gold"]), *_aligned(done, record["gold"])]
            counts = np.bincount([c for c, _, _ in found], minlength=len(CLASSES))
            for c, told, right in found:
                p = min(max(told, _EDGE), 1 - _EDGE)
                rows.append((c, np.log(p / (1 - p)), right, k, 1 / counts[c]))
    return rows


def _fields(done: Run, gold: dict[str, Any]) -> Iterator[tuple[int, float, float]]:
    """Class, probability and share of right ones of each block of a field that gold has."""
    document = done.document
    for role, measure in FIELDS.items():
        known = {key: gold[key] for key in (measure, "headline_printed") if key in gold}
        for block in document.blocks if measure in known else ():
            if block.role == role and (number := block.id.strip(_PARTS)).isdecimal():
                figure = corpus.scorer.score_page(prediction(_alone(document, block.id, role)), known).get(measure)
                if figure is not None:
                    right, false, _ = figure if isinstance(figure, tuple) else (figure, 1 - figure, 0)
                    label = done.labels[int(number)]
                    yield CLASSES.index(label.name), label.probability, right / max(right + false, 1)


def _alone(document: Document, block: str, role: Role) -> Document:
    """A document with one block only of a role; leads are one in all."""
    if role == "lead":
        return document
    blocks = tuple(b for b in document.blocks if b.role != role or b.id == block)
    return replace(document, blocks=blocks, sources=tuple(s for s in document.sources if s.block_id == block))


def _aligned(done: Run, gold: dict[str, Any]) -> Iterator[tuple[int, float, float]]:
    """The same of the other classes' blocks, by gold as it aligns to them."""
    for label, bits in zip(done.labels, align(gold, done.tree, done.cut.segments), strict=True):
        c = CLASSES.index(label.name)
        if bits != ALL and c > 0 and label.name not in FIELDS:
            yield c, label.probability, float(bits >> c & 1)


def curve(t: Table, held: tuple[float, float]) -> tuple[float, float]:
    """Offset and slope of the logistic curve, by Newton's method, held to those given; no slope is negative."""
    a, b = _fitted(t.x, t, held)
    return (a, b) if b >= 0 else (_fitted(np.zeros_like(t.x), t, held)[0], 0.0)


def _fitted(x: np.ndarray, t: Table, held: tuple[float, float]) -> tuple[float, float]:
    design = np.stack([np.ones_like(x), x], axis=1)
    start = w = np.array(held)

    def loss(w: np.ndarray) -> float:
        z = design @ w
        return float((t.weight * (np.logaddexp(0, z) - t.right * z)).sum() + PULL / 2 * ((w - start) ** 2).sum())

    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-design @ w))
        gradient = design.T @ (t.weight * (p - t.right)) + PULL * (w - start)
        hessian = (design * (t.weight * p * (1 - p))[:, None]).T @ design + PULL * np.eye(2)
        step = np.linalg.solve(hessian, gradient)
        while loss(w - step) > loss(w) and np.abs(step).max() > LEAST:  # a whole one may go too far
            step = step / 2
        w = w - step
    return float(w[0]), float(w[1])


def curves(t: Table) -> dict[int, tuple[float, float]]:
    """Class → its curve."""
    pages = np.bincount(t.kind, t.weight, len(CLASSES))
    share = t.weight / pages[t.kind] * pages[pages > 0].min()  # each class counts as much as the rarest
    of_all = curve(replace(t, weight=share), (0.0, 1.0))
    return {c: curve(t.of(t.kind == c), of_all) for c in np.unique(t.kind).tolist()}


def given(t: Table, by: dict[int, tuple[float, float]]) -> np.ndarray:
    """What curves make of the probabilities."""
    a, b = (np.array([by[c][k] for c in t.kind.tolist()]) for k in (0, 1))
    return 1 / (1 + np.exp(-(a + b * t.x)))


def error(p: np.ndarray, t: Table) -> float:
    """Expected calibration error over bins of equal width."""
    sums = np.bincount(np.minimum((p * BINS).astype(int), BINS - 1), t.weight * (p - t.right))
    return float(np.abs(sums).sum() / t.weight.sum())


def main() -> None:
    with multiprocessing.Pool(2) as pool:
        columns = zip(*(row for rows in pool.map(observe, range(FOLDS), chunksize=1) for row in rows), strict=True)
    table = Table(*map(np.array, columns))
    told = np.zeros(len(table.x))
    for k in range(FOLDS):
        told[table.fold == k] = given(table.of(table.fold == k), curves(table.of(table.fold != k)))
    raw = 1 / (1 + np.exp(-table.x))
    for name, chosen in (*((n, table.kind == c) for c, n in enumerate(CLASSES)), ("all", table.kind > 0)):
        part = table.of(chosen)
        if len(part.x):
            before, after = error(raw[chosen], part), error(told[chosen], part)
            square = float((part.weight * (told[chosen] - part.right) ** 2).sum() / part.weight.sum())
            print(f"{name:<12}{len(part.x):7} blocks of {part.weight.sum():5.0f} pages, error {before:.3f}, calibrated "
                  f"{after:.3f}, squared {square:.4f}")  # fmt: skip
    head = "# Offset and slope of each class' curve; written by python -m training.calibrate.\n"
    lines = [f"{CLASSES[c]} = [{a:.4f}, {b:.4f}]" for c, (a, b) in curves(table).items()]
    TARGET.write_text(head + "\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
