"""What a Fetcher remembers of the hosts it visits: their rules and their pace."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

from newsscrape.fetch.pace import Pace, take_turn
from newsscrape.fetch.robots import Rules, allows

if TYPE_CHECKING:
    from newsscrape.fetch.policy import FetchPolicy

__all__ = ["Manners"]

MAX_HOSTS: Final = 1_000
"""Hosts remembered; the rules read longest ago go first, and are read again when needed."""

MAX_SIZE: Final = 2_000_000
"""Bytes of robots.txt remembered in all; four of the largest, hundreds of the usual."""


class Manners:
    """Rules and pace of one Fetcher's hosts; safe to share between threads."""

    def __init__(self, policy: FetchPolicy) -> None:
        self.agent: Final = policy.user_agent.partition("/")[0].partition(" ")[0]
        self._delay = policy.host_delay
        self._rules: dict[str, tuple[Rules, float]] = {}
        self._free_at: dict[str, float] = {}
        self._size = 0
        self._lock = threading.Lock()

    def rules(self, origin: str, now: float) -> Rules | None:
        """The rules of an origin; None where they are unknown or too old. `now` in seconds."""
        with self._lock:
            rules, until = self._rules.get(origin, (None, 0.0))
        return rules if now < until else None

    def learn(self, origin: str, rules: Rules, now: float) -> None:
        """Remember the rules of an origin."""
        with self._lock:
            old = self._rules.pop(origin, None)
            self._size -= old[0].size if old else 0
            self._rules[origin] = (rules, now + rules.keep)
            self._size += rules.size
            while len(self._rules) > MAX_HOSTS or self._size > MAX_SIZE:
                gone, _ = self._rules.pop(next(iter(self._rules)))
                self._size -= gone.size

    def allows(self, rules: Rules, url: str) -> bool:
        """The verdict for a URL."""
        return allows(rules, url, self.agent)

    def turn(self, origin: str, now: float) -> float:
        """Take the next turn of the origin's host; seconds to wait for it."""
        host = origin.partition("//")[2]
        with self._lock:
            rules = self._rules.get(origin)
            delay = max(self._delay, rules[0].crawl_delay if rules else 0.0)
            if delay <= 0:
                return 0.0
            wait, pace = take_turn(Pace(delay, self._free_at.get(host, now)), now)
            self._free_at[host] = pace.free_at
            if len(self._free_at) > MAX_HOSTS:
                self._free_at = {name: free for name, free in self._free_at.items() if free > now}
            return wait
