"""How often a role is right that the model gives a probability: one curve a class, fitted by cross-validation.

The curves are in `calibration.toml`, written by ``python -m training.calibrate``.
"""

from __future__ import annotations

import math
import tomllib
from functools import cache
from importlib import resources
from typing import Final

__all__ = ["calibrated"]

_EDGE: Final = 1e-4
"""Probabilities nearer to 0 or 1 than this are taken as this."""


@cache
def _curves() -> dict[str, tuple[float, float]]:
    text = resources.files("newsscrape.label").joinpath("calibration.toml").read_text("utf-8")
    return {name: (float(a), float(b)) for name, (a, b) in tomllib.loads(text).items()}


def calibrated(name: str, probability: float) -> float:
    """The share of blocks of this class and probability that are of the class, 0–1."""
    curve = _curves().get(name)
    if curve is None:
        return probability
    a, b = curve
    p = min(max(probability, _EDGE), 1 - _EDGE)
    return 1 / (1 + math.exp(-(a + b * math.log(p / (1 - p)))))
