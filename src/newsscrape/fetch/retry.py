"""Which failures are tried again and when; the one owner of tenacity.

tenacity's own state machine is driven without I/O: `Attempts.next()` says to try or to sleep.
"""

from __future__ import annotations

import random
import sys
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final

import tenacity

from newsscrape import errors as e

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from newsscrape.fetch.policy import RetryPolicy

__all__ = ["RETRIES", "Attempts", "retry_after", "worth_retrying"]

RETRY_STATUS: Final = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
RETRIES: Final[tuple[tuple[type[e.FetchError], int], ...]] = (
    (e.DNSError, 1), (e.ProtocolError, 1), (e.ConnectError, 99), (e.ReadTimeout, 99), (e.TruncatedBody, 99),
    (e.RateLimited, 0), (e.HTTPStatusError, 99),
)  # fmt: skip
"""How often each cause is worth trying again; the first row that fits counts, no row means never."""


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds a Retry-After header asks to wait; None if absent, negative or junk (RFC 9110, 10.2.3)."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:12])
    try:
        date = parsedate_to_datetime(text)
        return max(0.0, (date - now).total_seconds()) if date.tzinfo else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def worth_retrying(error: BaseException, failures: int) -> bool:
    """Whether to try again after the `failures`-th failure."""
    if getattr(error, "final", False):
        return False
    if isinstance(error, e.HTTPStatusError) and error.status not in RETRY_STATUS:
        return False
    return next((failures <= times for kind, times in RETRIES if isinstance(error, kind)), False)


class Attempts:
    """The attempts of one fetch: `next()` gives None (try now) or the seconds to sleep first."""

    def __init__(self, policy: RetryPolicy, remaining: Callable[[], float]) -> None:
        """`remaining` gives the seconds left of the whole fetch."""
        self._policy = policy
        self._remaining = remaining
        self._retrying = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(policy.attempts),
            wait=self._wait,
            retry=tenacity.retry_if_exception(self._again),
            reraise=True,
        )
        self._retrying.begin()
        self._state = tenacity.RetryCallState(self._retrying, None, (), {})

    def next(self) -> float | None:
        """None: try now; seconds: sleep, then call again. Raises the last error when there is no more."""
        action: Any = self._retrying.iter(retry_state=self._state)
        if isinstance(action, tenacity.DoSleep):
            self._state.prepare_for_next_attempt()
            return float(action)
        return None

    def failed(self) -> None:
        """Record the exception being handled as this attempt's outcome."""
        self._state.set_exception(sys.exc_info())  # type: ignore[arg-type]

    def _again(self, error: BaseException) -> bool:
        return worth_retrying(error, self._state.attempt_number) and self._remaining() > 0

    def _wait(self, state: tenacity.RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = getattr(error, "asked_wait", None)
        if asked is not None:
            return float(asked)
        ceiling = min(self._policy.max_wait, self._policy.base_wait * 2.0 ** (state.attempt_number - 1))
        return random.uniform(0.0, ceiling)
