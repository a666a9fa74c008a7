"""Every error newsscrape raises, as one tree.

NewsScrapeError
├── FetchError                 the page could not be had
│   ├── InvalidURL             (also ValueError) not a URL that can be fetched
│   ├── BlockedScheme          not http/https, at the first hop or by redirect
│   ├── BlockedAddress         private or otherwise refused network address
│   ├── DNSError           ↻1  the host name has no address
│   ├── ConnectError       ↻   refused, or reset before a response
│   ├── TLSError               certificate or handshake invalid
│   ├── ProtocolError      ↻1  the peer broke HTTP (never again where ``final``, ↻ where ``gave_up``)
│   ├── ReadTimeout        ↻   headers or body stalled
│   ├── DeadlineExceeded       the total time is used up
│   ├── BodyTooLarge           more decoded bytes than the cap
│   ├── DecodeError            Content-Encoding corrupt, unknown or nested too deep
│   ├── TruncatedBody      ↻   the body ended before it was whole
│   ├── TooManyRedirects       loop, or more hops than allowed
│   ├── HTTPStatusError    ↻   a 4xx (never again, but for 429), or a 5xx that lasted
│   │   └── RateLimited        429/503 asking for a longer wait than the budget
│   ├── EmptyDocument          204, or a body without a character
│   ├── NotHTML                another media type, declared or by magic bytes
│   └── RobotsDisallowed       robots.txt says no
├── ExtractError               the page could not be worked on
│   ├── DocumentTooComplex     over the parser's limits even when degraded
│   └── ExtractionTimeout      a worker was over its time and was killed
├── CacheError                 the HTTP cache's file cannot be opened, or is another file
├── DocumentFormatError        (also ValueError) Document.from_dict got something else
├── StoreError                 a store's file that is damaged, or something else
└── FixtureError               a fixture folder that is missing or malformed

↻ tried again within the budgets of RetryPolicy, ↻1 once, without a mark never.
"""

from __future__ import annotations

from typing import Any

__all__ = [
    "BlockedAddress",
    "BlockedScheme",
    "BodyTooLarge",
    "CacheError",
    "ConnectError",
    "DNSError",
    "DeadlineExceeded",
    "DecodeError",
    "DocumentFormatError",
    "DocumentTooComplex",
    "EmptyDocument",
    "ExtractError",
    "ExtractionTimeout",
    "FetchError",
    "FixtureError",
    "HTTPStatusError",
    "InvalidURL",
    "NewsScrapeError",
    "NotHTML",
    "ProtocolError",
    "RateLimited",
    "ReadTimeout",
    "RobotsDisallowed",
    "StoreError",
    "TLSError",
    "TooManyRedirects",
    "TruncatedBody",
]


class NewsScrapeError(Exception):
    """Base of all errors of this library.

    url: the URL asked for, or None where there was none.
    final_url: the URL at which it failed, after redirects.
    attempts: how many requests were made, robots.txt not counted; 0 if none left the machine.
    elapsed: seconds from the call to the failure.
    cause: the exception underneath, also set as __cause__ by ``raise … from``.
    """

    def __init__(
        self,
        message: str,
        *,
        url: str | None = None,
        final_url: str | None = None,
        attempts: int = 0,
        elapsed: float = 0.0,
        cause: BaseException | None = None,
    ) -> None:
        super().__init__(message)
        self.url = url
        self.final_url = final_url
        self.attempts = attempts
        self.elapsed = elapsed
        self.cause = cause


class FetchError(NewsScrapeError):
    """The page could not be had."""


class InvalidURL(FetchError, ValueError):
    """Not a URL that can be fetched: no scheme or host, control characters, userinfo, over-long."""


class BlockedScheme(FetchError):
    """A scheme other than http or https, or https → http where that is not allowed."""


class BlockedAddress(FetchError):
    """The host's address is private, link-local, reserved or otherwise refused."""


class DNSError(FetchError):
    """The host name has no address."""


class ConnectError(FetchError):
    """The connection was refused, or reset before a response."""


class TLSError(FetchError):
    """The certificate or the handshake is invalid; never retried, never downgraded."""


class ProtocolError(FetchError):
    """The peer broke HTTP: framing, header limits, redirects without a target.

    ``final`` is true where asking again cannot change the answer, as for a limit that was passed.
    ``gave_up`` is true where the peer ended an HTTP/2 stream or connection, which a new one may mend.
    """

    def __init__(self, message: str, *, final: bool = False, gave_up: bool = False, **context: Any) -> None:
        super().__init__(message, **context)
        self.final = final
        self.gave_up = gave_up


class ReadTimeout(FetchError):
    """Headers or body stalled for longer than the read timeout."""


class DeadlineExceeded(FetchError):
    """The total time for this page is used up."""


class BodyTooLarge(FetchError):
    """The decoded body is larger than the cap."""


class DecodeError(FetchError):
    """The content coding is corrupt, unknown, or nested too deep."""


class TruncatedBody(FetchError):
    """The body, or its compressed stream, ended before it was whole."""


class TooManyRedirects(FetchError):
    """A redirect loop or too many hops; ``hops`` lists the URLs in order."""

    hops: tuple[str, ...] = ()


class HTTPStatusError(FetchError):
    """The final status was an error; ``status`` is its code.

    ``retry_after`` is what the server asked to wait, in seconds; None where it did not say.
    """

    status: int = 0
    retry_after: float | None = None


class RateLimited(HTTPStatusError):
    """The server asks to wait longer than the budget; ``retry_after`` says how long."""


class EmptyDocument(FetchError):
    """The response has no content."""


class NotHTML(FetchError):
    """The response is not a page; ``content_type`` says what it is, declared or by its magic bytes."""

    content_type: str = ""


class RobotsDisallowed(FetchError):
    """The site's robots.txt does not allow this URL."""


class ExtractError(NewsScrapeError):
    """The page could not be worked on."""


class DocumentTooComplex(ExtractError):
    """The markup is over the parser's limits even in its degraded form."""


class ExtractionTimeout(ExtractError):
    """Extraction was over its time in a worker, which was killed."""


class CacheError(NewsScrapeError):
    """The HTTP cache's file cannot be opened, or holds something else."""


class StoreError(NewsScrapeError):
    """The store's file cannot be opened, is damaged, or holds something else."""


class DocumentFormatError(NewsScrapeError, ValueError):
    """A mapping that is not a serialised Document, or of an unknown schema version."""


class FixtureError(NewsScrapeError):
    """A fixture folder that is missing, incomplete or malformed."""
