"""What a site asks of visitors: robots.txt verdicts and the pace per host."""

from __future__ import annotations

import threading
from typing import Final

from protego import Protego

__all__ = ["Manners"]

MAX_ROBOTS: Final = 512_000
"""Bytes of robots.txt that are read (RFC 9309: at least 500 KiB)."""
MAX_CRAWL_DELAY: Final = 30.0
"""Seconds."""


class Manners:
    """Verdicts and pace of one Fetcher's hosts; safe to share between threads."""

    max_bytes: Final = MAX_ROBOTS

    def __init__(self, user_agent: str, host_delay: float) -> None:
        """`host_delay` in seconds."""
        self._agent = user_agent
        self._delay = host_delay
        self._rules: dict[str, Protego | bool] = {}
        self._delays: dict[str, float] = {}
        self._next: dict[str, float] = {}
        self._lock = threading.Lock()

    def knows(self, origin: str) -> bool:
        """Whether robots.txt of this origin was read."""
        return origin in self._rules

    def learn(self, origin: str, status: int, body: bytes) -> None:
        """Take the answer for robots.txt: 5xx and 429 deny, other 4xx allow (RFC 9309, 2.3.1)."""
        if status >= 500 or status == 429:
            self._rules[origin] = False
        elif status >= 300:
            self._rules[origin] = True
        else:
            rules = Protego.parse(body[:MAX_ROBOTS].decode("utf-8", "replace"))
            delay = rules.crawl_delay(self._agent)
            if delay:
                self._delays[origin.partition("//")[2]] = min(float(delay), MAX_CRAWL_DELAY)
            self._rules[origin] = rules

    def allows(self, origin: str, url: str) -> bool:
        """The verdict for a URL of a known origin."""
        rules = self._rules[origin]
        return rules if isinstance(rules, bool) else bool(rules.can_fetch(url, self._agent))

    def turn(self, host: str, now: float) -> float:
        """Take the host's next turn; seconds to wait for it."""
        delay = max(self._delay, self._delays.get(host, 0.0))
        if delay <= 0:
            return 0.0
        with self._lock:
            start = max(now, self._next.get(host, now))
            self._next[host] = start + delay
        return start - now
