"""Why a block got its role: how far each thing seen of it moved the model, to first order.

The network is piecewise linear, so the gradient of the margin between two roles, times how far a value is from
its average over all blocks, is that value's share in the margin. Followed is the way a block's own values take
through the network; what its neighbours and the page add is told as one sum.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise, repeat
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from newsscrape.frozen import quickly_made
from newsscrape.label.columns import COLUMNS
from newsscrape.label.loudest import Loudest
from newsscrape.label.model import CLASSES, DILATIONS, DIM, INPUTS, times

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from newsscrape.label.features import Features
    from newsscrape.label.model import Model, Verdict

__all__ = ["Grounds", "Reason", "grounds"]

_AT: Final = {c: i for i, c in enumerate(CLASSES)}
_FLOOR: Final = 0.05
"""Log-odds under which a feature is not worth a line."""
_NAMED_FLOOR: Final = 0.4
"""Log-odds from which a reason tells its names."""
_TINY: Final = 1e-9
_STARTS: Final = np.array([i for i, name in enumerate(INPUTS) if i == 0 or INPUTS[i - 1] != name])
"""The column at which each name of `INPUTS` begins."""
_NAMES: Final = [INPUTS[i] for i in _STARTS]
_COLUMNS: Final = np.where(len(COLUMNS) > _STARTS, _STARTS, -1)
"""The column of the feature table under each name; -1 for an embedding."""
_TABLE: Final = len(COLUMNS)
"""Positions in `_NAMES` from which they are embeddings."""


class Reason(NamedTuple):
    """One thing seen of a block and what it did to the decision (a tuple, since a page has thousands)."""

    feature: str
    """Name of the feature, one of `newsscrape.label.model.INPUTS`."""
    value: float | None
    """As in the feature table; None for names and words, which are many numbers."""
    deviation: float
    """Standard deviations of the value from its average over all blocks; 0 for names and words."""
    weight: float
    """Log-odds added to the block's role over the other one; negative where it spoke for the other."""
    names: tuple[str, ...] = ()
    """Of names and words those that weighed most: "share", "<li", "/video" in an address, "…by" among last words."""


@quickly_made
@dataclass(frozen=True, slots=True)
class Grounds:
    """The model's margin between a block's role and the strongest other one, taken apart."""

    against: str
    """The other role."""
    margin: float
    """Log-odds of the block's role over the other, by the model alone."""
    own: float
    """The part of it that what is seen of the block itself explains; the rest is its surroundings."""
    reasons: tuple[Reason, ...]
    """The strongest, strongest first."""


def grounds(
    model: Model, verdict: Verdict, seen: Features | None, names: Sequence[str], most: int = 6
) -> list[Grounds]:
    """Grounds for each block's role in `names`; one backward pass for the whole page."""
    if seen is None:
        return []
    rows = np.arange(len(names))
    chosen = np.array([_AT[name] for name in names])
    others = verdict.roles.copy()
    others[rows, chosen] = -1
    against = others.argmax(axis=1)
    odds = np.log(np.maximum(verdict.roles, _TINY))
    margins = odds[rows, chosen] - odds[rows, against]
    pull = _pull(model, verdict, chosen, against)
    parts = np.add.reduceat(pull * verdict.layers["x"], _STARTS, axis=1)
    reasons = _reasons(model, verdict, seen, pull, _strongest(parts, most))
    told = (margins.astype(float).round(3).tolist(), parts.sum(axis=1).astype(float).round(3).tolist())
    return [
        Grounds(CLASSES[other], margin, own, found)
        for other, margin, own, found in zip(against.tolist(), *told, reasons, strict=True)
    ]


def _pull(model: Model, verdict: Verdict, chosen: NDArray[np.int64], against: NDArray[np.int64]) -> NDArray[np.float32]:
    """Gradient of each block's margin: a row a block, a column a number of `INPUTS`."""
    w, layers = model.weights, verdict.layers
    pull = (w["out_w"][:, chosen] - w["out_w"][:, against]).T
    pull = _back(pull, layers["mid"], w["mid_w"])
    for k in reversed(range(len(DILATIONS))):
        pull = pull + _back(pull, layers[f"conv{k}"], w[f"conv{k}_w"][1])
    return _back(pull, layers["in"], w["in_w"])


def _back(pull: NDArray[np.float32], layer: NDArray[np.float32], weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """The gradient before a layer from the one after it."""
    return times(pull * (layer > 0), np.ascontiguousarray(weights.T))


def _strongest(parts: NDArray[np.float32], most: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Positions in `_NAMES` of the largest contributions of each row, the largest first, and these."""
    sizes = np.abs(parts)
    top = np.argpartition(-sizes, min(most, parts.shape[1] - 1), axis=1)[:, :most]
    order = np.argsort(-np.take_along_axis(sizes, top, axis=1), axis=1)
    top = np.take_along_axis(top, order, axis=1)
    return top, np.take_along_axis(parts, top, axis=1)


def _reasons(
    model: Model,
    verdict: Verdict,
    seen: Features,
    pull: NDArray[np.float32],
    strongest: tuple[NDArray[np.int64], NDArray[np.float32]],
) -> list[tuple[Reason, ...]]:
    """The strongest contributions of each block as reasons."""
    top = strongest[0]
    weights = strongest[1].astype(float).round(3)
    rows, places = np.nonzero(np.abs(weights) >= _FLOOR)
    kinds, columns = top[rows, places], _COLUMNS[top[rows, places]]
    told = [of[rows, columns].astype(float).round(3) for of in (seen.table, verdict.layers["x"])]
    told[1][columns < 0] = 0
    values: list[float | None] = told[0].tolist()
    names: list[tuple[str, ...]] = [()] * len(values)
    loudest = Loudest(model, seen.names)
    is_loud = np.abs(weights[rows, places]) >= _NAMED_FLOOR
    for k in range(_TABLE, len(_NAMES)):
        named = np.flatnonzero(is_loud & (kinds == k))
        blocks = rows[named]
        found = loudest.of(_NAMES[k].removeprefix("names_"), blocks, pull[blocks, _STARTS[k] : _STARTS[k] + DIM])
        for at, loud in zip(named.tolist(), found, strict=True):
            names[at] = loud
    for at in np.flatnonzero(columns < 0).tolist():
        values[at] = None
    features = [_NAMES[k] for k in kinds.tolist()]
    numbers = zip(features, values, told[1].tolist(), weights[rows, places].tolist(), names, strict=True)
    reasons = list(map(tuple.__new__, repeat(Reason), numbers))  # half of the time of a call for each
    ends = np.bincount(rows, minlength=len(top)).cumsum().tolist()
    return [tuple(reasons[start:end]) for start, end in pairwise((0, *ends))]
