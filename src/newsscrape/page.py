"""A fetched or saved page: the value the fetcher hands to the extractor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

__all__ = ["Page"]


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it came, before anything is read from it."""

    html: bytes | str
    """The body: bytes as served (content coding undone), or text already decoded."""
    url: str | None = None
    """Where it was found, after redirects; absolute. None for a file of unknown origin."""
    requested_url: str | None = None
    """The URL that was asked for; None where it is the same or unknown."""
    charset: str | None = None
    """The charset of the HTTP Content-Type header, as written; None if not given."""
    status: int | None = None
    """HTTP status of the final response; None for files."""
    fetched_at: datetime | None = None
    """When the final response was whole, with zone; None for files."""
    record_id: str | None = None
    """Id of the archive record (WARC-Record-ID) the page came from."""
    from_cache: bool = False
    """Whether the body came from the HTTP cache, fresh or confirmed by a 304."""
    warnings: tuple[str, ...] = ()
    """What the fetcher had to ignore or repair, one sentence each."""
