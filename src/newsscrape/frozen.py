"""Frozen values made in little more than half of the time: a page has hundreds of them."""

from __future__ import annotations

from dataclasses import MISSING, fields
from functools import wraps
from typing import Any, TypeVar

__all__ = ["quickly_made"]

T = TypeVar("T")


def quickly_made(cls: type[T]) -> type[T]:
    """Give a frozen dataclass with slots an `__init__` of the same signature that fills the slots themselves.

    The one that `dataclasses` writes looks `object.__setattr__` up for every field, which then looks the slot up.
    Raises TypeError for a class whose fields have factories.
    """
    names: dict[str, Any] = {}
    parameters, lines = [], []
    for field in fields(cls):  # type: ignore[arg-type]
        name = field.name
        if field.default_factory is not MISSING:
            raise TypeError(f"{cls.__name__}.{name} has a default_factory")
        names[f"_set_{name}"] = cls.__dict__[name].__set__
        names[f"_default_{name}"] = field.default
        parameters.append(name if field.default is MISSING else f"{name}=_default_{name}")
        lines.append(f"    _set_{name}(self, {name})")
    source = "\n".join([f"def __init__(self, {', '.join(parameters)}):", *lines])
    exec(source, names)
    cls.__init__ = wraps(cls.__init__)(names["__init__"])  # type: ignore[method-assign]
    return cls
