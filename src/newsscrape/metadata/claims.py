"""What a page states of itself: single claims with their source, and what was chosen from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from newsscrape.document import When
from newsscrape.frozen import quickly_made

__all__ = ["FIELDS", "Chosen", "Claim", "Claims", "Value"]

FIELDS: Final = (
    "authors", "headline", "description", "article_body", "published", "modified", "section", "tags",
    "publisher", "language", "canonical_url", "type", "is_free", "image",
)  # fmt: skip
"""The fields claims are made about."""

Value = str | bool | int | When | tuple[str, ...]


@quickly_made
@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of the page about one field."""

    field: str
    """One of `FIELDS`."""
    value: Value
    """Parsed: names and tags are tuples of str, dates When, is_free bool, the rest str."""
    source: str
    """Where it stands: "json-ld", "opengraph", "meta", "rel", "byline-head" …; all are listed in docs/metadata.md."""
    raw: str
    """As stated by the page."""


@dataclass(frozen=True, slots=True)
class Claims:
    """All claims of a page, in the order in which they were read."""

    all: tuple[Claim, ...] = ()
    warnings: tuple[str, ...] = ()
    """What could not be read, one short sentence each."""

    def of(self, field: str) -> tuple[Claim, ...]:
        """Give the claims about a field, in the order they were read."""
        return tuple(claim for claim in self.all if claim.field == field)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The winners among a page's claims."""

    authors: tuple[str, ...] = ()
    """Clean names in the order of the page."""
    byline_raw: str | None = None
    """The text the authors were read from."""
    publisher: str | None = None
    published: When | None = None
    modified: When | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    type: str | None = None
    """schema.org type as stated: "NewsArticle", "LiveBlogPosting"."""
    language: str | None = None
    """BCP 47 tag as declared: "de", "de-AT"."""
    canonical_url: str | None = None
    """Absolute; rel=canonical, og:url or JSON-LD."""
    description: str | None = None
    is_free: bool | None = None
    """None where the page does not say."""
    image_url: str | None = None
    """og:image, JSON-LD image; absolute where the page's URL is known."""
    is_article_type: bool = False
    """Whether the stated schema.org type is Article or one of its subtypes."""
