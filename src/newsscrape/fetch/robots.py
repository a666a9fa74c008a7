"""What robots.txt says: pure functions of the answer for it (RFC 9309)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from protego import Protego

__all__ = ["MAX_ROBOTS", "Rules", "allows", "read_rules"]

MAX_ROBOTS: Final = 512_000
"""Bytes of robots.txt that are read (RFC 9309, 2.5: at least 500 KiB)."""
MAX_CRAWL_DELAY: Final = 30.0
"""Seconds; a longer crawl-delay is read as this."""
RULES_AGE: Final = 86_400.0
"""Seconds a verdict is kept (RFC 9309, 2.4: no longer than 24 hours)."""
REFUSAL_AGE: Final = 300.0
"""Seconds until a host is asked again whose robots.txt was a server error."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What one origin allows us."""

    parsed: Protego | None
    """None where no rules could be read; then `otherwise` is the verdict."""
    otherwise: bool
    crawl_delay: float = 0.0
    """Seconds."""
    keep: float = RULES_AGE
    """Seconds this may be used."""
    size: int = 0
    """Bytes they were read from; in memory they take some thirty times as much."""


def read_rules(status: int, body: bytes, agent: str) -> Rules:
    """The rules in an answer for robots.txt: 5xx and 429 deny, other 4xx allow (RFC 9309, 2.3.1)."""
    if status >= 500 or status == 429:
        return Rules(None, otherwise=False, keep=REFUSAL_AGE)
    if status >= 300:
        return Rules(None, otherwise=True)
    body = body[:MAX_ROBOTS]
    parsed = Protego.parse(body.decode("utf-8", "replace"))
    delay = float(parsed.crawl_delay(agent) or 0.0)
    return Rules(parsed, otherwise=True, crawl_delay=min(max(delay, 0.0), MAX_CRAWL_DELAY), size=len(body))


def allows(rules: Rules, url: str, agent: str) -> bool:
    """The verdict for a URL of the origin."""
    return rules.otherwise if rules.parsed is None else bool(rules.parsed.can_fetch(url, agent))
