"""Which failures are tried again and when; the one owner of tenacity.

The decision is a pure function of a Failure; tenacity counts, stops and draws the jittered waits. It never
sleeps: it says how long to wait, and the shell that drives the core does the waiting.
"""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

import tenacity

from newsscrape import errors as e

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from newsscrape.fetch.policy import RetryPolicy

__all__ = ["RETRIES", "Failure", "attempts", "retry_after", "try_again"]

ALWAYS: Final = 1_000
"""As often as the budgets allow."""
RETRIES: Final[tuple[tuple[type[e.FetchError], int], ...]] = (
    (e.DNSError, 1), (e.ProtocolError, 1), (e.ConnectError, ALWAYS), (e.ReadTimeout, ALWAYS),
    (e.TruncatedBody, ALWAYS), (e.RateLimited, 0), (e.HTTPStatusError, ALWAYS),
)  # fmt: skip
"""How often each cause is worth trying again; the first row that fits counts, no row means never."""
PERMANENT: Final = frozenset({501, 505})
"""Server errors that say what the server cannot do, whenever it is asked."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong, the how-manieth time (from 1), and the seconds left for further tries."""

    error: BaseException
    number: int
    remaining: float


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds a Retry-After header asks to wait; None if absent, past, negative or junk (RFC 9110, 10.2.3)."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:12])
    try:
        date = parsedate_to_datetime(text)
        wait = (date - now).total_seconds() if date.tzinfo else 0.0
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return wait if wait > 0 else None


def try_again(failure: Failure) -> bool:
    """Whether a further try can help and there is time for one."""
    error = failure.error
    if failure.remaining <= 0 or (isinstance(error, e.ProtocolError) and error.final):
        return False
    if isinstance(error, e.HTTPStatusError) and not _may_pass(error.status):
        return False
    if isinstance(error, e.ProtocolError) and error.gave_up:
        return True
    return next((failure.number <= times for kind, times in RETRIES if isinstance(error, kind)), False)


def _may_pass(status: int) -> bool:
    return status == 429 or (status >= 500 and status not in PERMANENT)


def attempts(policy: RetryPolicy, remaining: Callable[[], float]) -> Iterator[tuple[float, tenacity.AttemptManager]]:
    """Seconds to wait first, and the context to try in; raises the last error when no further try is due.

    `remaining` gives the seconds left for all of it. A wait that would not leave any is not begun.
    """
    jitter = tenacity.wait_random_exponential(multiplier=policy.base_wait, max=policy.max_wait)
    waits: list[float] = []

    def error_of(state: tenacity.RetryCallState) -> BaseException | None:
        return state.outcome.exception() if state.outcome else None

    def again(state: tenacity.RetryCallState) -> bool:
        error = error_of(state)
        return error is not None and try_again(Failure(error, state.attempt_number, remaining()))

    def wait(state: tenacity.RetryCallState) -> float:
        asked = getattr(error_of(state), "retry_after", None)
        return jitter(state) if asked is None else float(asked)

    retrying = tenacity.Retrying(
        retry=again,
        wait=wait,
        stop=lambda state: state.attempt_number >= policy.attempts or state.upcoming_sleep >= remaining(),
        sleep=waits.append,
        reraise=True,
    )
    for attempt in retrying:
        yield waits.pop() if waits else 0.0, attempt
