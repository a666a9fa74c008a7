"""What an HTTP cache may keep and use again: pure functions over answers (RFC 9111, a private cache)."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

from newsscrape.fetch.steps import Answer

if TYPE_CHECKING:
    from datetime import datetime

    import httpx

__all__ = ["cache_key", "confirmed", "is_fresh", "is_storable", "validators"]

PERSONAL: Final = frozenset({"authorization", "cookie"})
MAX_AGE: Final = re.compile(r"max-age\s*=\s*\"?(\d{1,10})")
VALIDATORS: Final = (("etag", "If-None-Match"), ("last-modified", "If-Modified-Since"))


def cache_key(request: httpx.Request) -> str | None:
    """The name a request's answer is kept under; None for a request that carries who we are.

    All headers we send are part of it, so that whatever Vary names is too.
    """
    headers = sorted((k.lower(), v) for k, v in request.headers.items())
    if any(name in PERSONAL for name, _ in headers):
        return None
    return hashlib.sha256(repr((str(request.url), headers)).encode()).hexdigest()


def is_storable(answer: Answer) -> bool:
    """Whether an answer may be kept and could be of use later."""
    if answer.status != 200 or "no-store" in answer.get("cache-control").lower() or "*" in answer.get("vary"):
        return False
    return _lifetime(answer) > 0 or bool(validators(answer))


def is_fresh(answer: Answer, now: datetime) -> bool:
    """Whether a kept answer may be used without asking."""
    return (now - answer.at).total_seconds() + _seconds(answer.get("age")) < _lifetime(answer)


def validators(answer: Answer) -> dict[str, str]:
    """The request headers that ask whether a kept answer still holds."""
    return {header: value for name, header in VALIDATORS if (value := answer.get(name))}


def confirmed(answer: Answer, by: Answer) -> Answer:
    """The kept answer after a 304: its body, with the headers the 304 brings (RFC 9111, 3.2)."""
    new = {name for name, _ in by.headers} - {"content-length", "content-encoding", "content-type"}
    kept = tuple((name, value) for name, value in answer.headers if name not in new)
    fresh = tuple((name, value) for name, value in by.headers if name in new)
    return replace(answer, headers=kept + fresh, at=by.at, from_cache=True)


def _lifetime(answer: Answer) -> float:
    """Seconds an answer is fresh after it was made; only what it says, no guess."""
    control = answer.get("cache-control").lower()
    if "no-cache" in control:
        return 0.0
    if match := MAX_AGE.search(control):
        return float(match[1])
    try:
        expires = parsedate_to_datetime(answer.get("expires"))
        made = parsedate_to_datetime(answer.get("date")) if answer.get("date") else answer.at
        return (expires - made).total_seconds()
    except (ValueError, TypeError, IndexError, OverflowError):
        return 0.0


def _seconds(value: str) -> float:
    return float(value[:10]) if value.isascii() and value.isdigit() else 0.0
