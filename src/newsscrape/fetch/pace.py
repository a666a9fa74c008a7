"""How often a host is asked: a pure decision over a frozen value."""

from __future__ import annotations

from dataclasses import dataclass, replace

__all__ = ["Pace", "take_turn"]


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between two requests to a host, and when the next may start (seconds of the fetcher's clock)."""

    delay: float
    free_at: float = float("-inf")


def take_turn(pace: Pace, now: float) -> tuple[float, Pace]:
    """Seconds to wait for the next turn, and the pace once that turn is taken."""
    start = max(now, pace.free_at)
    return start - now, replace(pace, free_at=start + pace.delay)
