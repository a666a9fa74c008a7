"""What a fetch may do: frozen options with their defaults."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

__all__ = ["USER_AGENT", "FetchPolicy", "RetryPolicy"]

USER_AGENT: Final = "newsscrape/0.1 (+https://pypi.org/project/newsscrape/)"


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """When to try again. Waits are full jitter: uniform in 0 … min(max_wait, base_wait · 2ⁿ)."""

    attempts: int = 3
    """Requests for one URL, the first included."""
    base_wait: float = 0.5
    """Seconds."""
    max_wait: float = 10.0
    """Seconds; the longest single backoff."""
    max_retry_after: float = 20.0
    """Seconds; a longer Retry-After is RateLimited at once."""
    instant: bool = False
    """Testing mode: waits are decided but not slept."""


@dataclass(frozen=True, slots=True)
class FetchPolicy:
    """Limits, guard and politeness of a fetch. Sizes in bytes, times in seconds."""

    connect_timeout: float = 10.0
    read_timeout: float = 15.0
    """The longest silence between two reads."""
    deadline: float = 60.0
    """The whole of one fetch: redirects, retries and waits."""
    max_body: int = 20_000_000
    """Decoded bytes."""
    max_redirects: int = 10
    """Hops, meta refresh included."""
    max_url: int = 8192
    """Characters."""
    allow_private: bool = False
    """Reach loopback and private addresses; for tests and demos."""
    allow_downgrade: bool = False
    """Follow https → http."""
    robots: bool = True
    """Ask robots.txt first."""
    host_delay: float = 0.0
    """Seconds between two requests to one host; robots' crawl-delay raises it."""
    user_agent: str = USER_AGENT
    headers: tuple[tuple[str, str], ...] = ()
    """Extra request headers; Authorization and Cookie are dropped across origins."""
    verify: str | bool = True
    """A CA bundle to trust instead of the system's; False is refused with ValueError."""
    retry: RetryPolicy = field(default_factory=RetryPolicy)

    def __post_init__(self) -> None:
        """Raises ValueError for options that cannot be meant."""
        if self.verify is False:
            raise ValueError("TLS certificates are always verified")
        if self.deadline <= 0 or self.max_body <= 0 or self.retry.attempts < 1:
            raise ValueError("deadline, max_body and retry.attempts must be positive")
