"""What a fetch may do: frozen options with their defaults."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["USER_AGENT", "FetchPolicy", "RetryPolicy"]

USER_AGENT: Final = "newsscrape/0.1.0 (+https://pypi.org/project/newsscrape/)"
HEADER_NAME: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
HEADER_VALUE: Final = re.compile(r"[\x21-\x7e](?:[\x20-\x7e\t]*[\x21-\x7e])?|")


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """When to try again. Waits are full jitter: uniform in 0 … min(max_wait, base_wait · 2ⁿ)."""

    attempts: int = 3
    """Requests for one URL, the first included."""
    total: float = 45.0
    """Seconds from the first request for a URL until the last one starts; a wait beyond is not begun."""
    base_wait: float = 0.5
    """Seconds."""
    max_wait: float = 10.0
    """Seconds; the longest single backoff."""
    max_retry_after: float = 20.0
    """Seconds; a longer Retry-After is RateLimited at once."""
    instant: bool = False
    """Testing mode: waits, those for a host's turn too, are decided but not slept."""

    def __post_init__(self) -> None:
        """Raises ValueError for options that cannot be meant."""
        if self.attempts < 1 or min(self.total, self.base_wait, self.max_wait, self.max_retry_after) < 0:
            raise ValueError("attempts must be positive, and no time negative")


@dataclass(frozen=True, slots=True)
class FetchPolicy:
    """Limits, guard and politeness of a fetch. Sizes in bytes, times in seconds."""

    connect_timeout: float = 10.0
    """Name lookup, connecting and the TLS handshake, each."""
    read_timeout: float = 15.0
    """The longest silence between two reads."""
    deadline: float = 60.0
    """The whole of one fetch: redirects, retries and waits, but not the wait for a host's turn."""
    max_body: int = 20_000_000
    """Decoded bytes, and bytes of every layer of content coding."""
    max_redirects: int = 10
    """Hops, meta refresh included."""
    max_url: int = 8192
    """Characters."""
    allow_private: bool = False
    """Reach loopback and private addresses; for tests and demos."""
    allow_downgrade: bool = False
    """Follow https → http."""
    http2: bool = False
    """Offer HTTP/2 to servers of https. It makes a page, which is one request, no faster, and 1 to 2 ms dearer."""
    robots: bool = True
    """Ask robots.txt first."""
    host_delay: float = 0.0
    """Seconds between two requests to one host; robots' crawl-delay raises it."""
    max_per_host: int = 2
    """Requests to one host at the same time, of one Fetcher."""
    user_agent: str = USER_AGENT
    """Sent as it is; its first word, up to a slash, is the name robots.txt is asked for."""
    headers: tuple[tuple[str, str], ...] = ()
    """Extra request headers; Authorization and Cookie are dropped across origins."""
    verify: str | bool = True
    """A CA bundle to trust instead of Mozilla's (certifi); False is refused with ValueError."""
    cache: str | Path | None = None
    """File of the HTTP cache, made if missing; None keeps nothing."""
    retry: RetryPolicy = field(default_factory=RetryPolicy)

    def __post_init__(self) -> None:
        """Raises ValueError for options that cannot be meant."""
        if self.verify is False:
            raise ValueError("TLS certificates are always verified")
        times = (self.connect_timeout, self.read_timeout, self.deadline)
        if min(times) <= 0 or min(self.max_body, self.max_per_host, self.max_url) < 1:
            raise ValueError("timeouts, deadline, max_body, max_per_host and max_url must be positive")
        if self.max_redirects < 0 or self.host_delay < 0:
            raise ValueError("max_redirects and host_delay can't be negative")
        for name, value in (*self.headers, ("User-Agent", self.user_agent)):
            if not HEADER_NAME.fullmatch(name) or not HEADER_VALUE.fullmatch(value):
                raise ValueError(f"header {name[:60]!r} can't be sent: printable ASCII only")
