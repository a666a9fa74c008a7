"""Which source wins which field: one table, read from left to right."""

from __future__ import annotations

from typing import Final

from newsscrape.metadata.claims import Claim, Claims

__all__ = ["ORDER", "ranked"]

ORDER: Final[dict[str, tuple[str, ...]]] = {
    "authors": (
        "json-ld", "visible", "meta", "rel", "microdata", "marked", "opengraph", "json-ld-page",
        "marked-early", "twitter",
    ),
    "headline": ("json-ld", "opengraph", "microdata", "h1", "title", "json-ld-page"),
    "description": ("opengraph", "meta", "json-ld", "twitter", "json-ld-page", "microdata"),
    "article_body": ("json-ld",),
    "published": (
        "json-ld", "opengraph", "microdata", "meta", "json-ld-page", "time", "visible", "marked",
        "url", "near", "modified",
    ),
    "modified": ("json-ld", "opengraph", "microdata", "meta", "json-ld-page", "time"),
    "section": ("json-ld", "opengraph", "meta", "breadcrumb", "microdata"),
    "tags": ("json-ld", "opengraph", "meta", "rel"),
    "publisher": ("json-ld", "opengraph", "meta", "json-ld-page", "microdata"),
    "language": ("html", "json-ld", "opengraph", "meta", "json-ld-page"),
    "canonical_url": ("rel", "opengraph", "json-ld"),
    "type": ("json-ld", "microdata", "json-ld-page"),
    "is_free": ("json-ld", "meta"),
    "image": ("opengraph", "json-ld", "twitter", "rel"),
    "word_count": ("json-ld",),
}  # fmt: skip
"""Field → its sources, the most trusted first. A source that is not named here never wins."""


def ranked(claims: Claims, field: str) -> tuple[Claim, ...]:
    """Give the claims about a field, the winner first; equal sources keep the order of the page."""
    order = ORDER.get(field, ())
    found = [claim for claim in claims.all if claim.field == field and claim.source in order]
    return tuple(sorted(found, key=lambda claim: order.index(claim.source)))
