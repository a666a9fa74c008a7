"""Frozen dataclasses to JSON-ready values and back, driven by their annotations."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from newsscrape.errors import DocumentFormatError

__all__ = ["from_plain", "to_plain"]

T = TypeVar("T")


def to_plain(value: object) -> Any:
    """Dataclasses become dicts, tuples lists, datetimes ISO 8601 text; the rest stays."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [to_plain(v) for v in value]
    return value.isoformat() if isinstance(value, datetime) else value


def from_plain(cls: type[T], data: Mapping[str, object]) -> T:
    """The dataclass `to_plain` was called on. Raises DocumentFormatError for any other shape."""
    if not isinstance(data, Mapping):
        raise DocumentFormatError(f"{cls.__name__}: expected a mapping, got {type(data).__name__}")
    hints = _hints(cls)  # type: ignore[arg-type]
    if unknown := set(data) - set(hints):
        raise DocumentFormatError(f"{cls.__name__}: unknown fields {sorted(map(str, unknown))}")
    values = {k: _read(hints[k], v, f"{cls.__name__}.{k}") for k, v in data.items()}
    try:
        return cls(**values)
    except TypeError as error:
        raise DocumentFormatError(f"{cls.__name__}: {error}", cause=error) from error


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def _read(hint: Any, value: Any, where: str) -> Any:
    if dataclasses.is_dataclass(hint):
        return from_plain(hint, value)  # type: ignore[arg-type]
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        inner = [a for a in get_args(hint) if a is not type(None)]
        return None if value is None else _read(inner[0], value, where)
    if origin is tuple:
        return _read_tuple(hint, value, where)
    if origin is Literal:
        ok = value in get_args(hint)
    elif hint is datetime:
        return _read_time(value, where)
    else:
        ok = isinstance(value, (int, float) if hint is float else hint)
    if not ok:
        raise DocumentFormatError(f"{where}: unexpected {value!r:.80}")
    return value


def _read_tuple(hint: Any, value: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise DocumentFormatError(f"{where}: expected a list, got {type(value).__name__}")
    return tuple(_read(get_args(hint)[0], v, where) for v in value)


def _read_time(value: Any, where: str) -> datetime:
    try:
        return datetime.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise DocumentFormatError(f"{where}: not an ISO 8601 time: {value!r:.80}", cause=error) from error
