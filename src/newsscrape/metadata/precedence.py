"""Which source wins which field: two tables, to be read from top to bottom.

Most fields have an order: the first source that says anything wins. Authors and the date of publication
have votes instead: sources copy from one another and each is wrong on some pages, so what several agree on
wins over what one says.
"""

from __future__ import annotations

from typing import Final

from newsscrape.metadata.claims import Claim, Claims

__all__ = ["EXACT", "GRADES", "ORDER", "VOTES", "ranked"]

ORDER: Final[dict[str, tuple[str, ...]]] = {
    "headline": ("json-ld", "opengraph", "microdata", "h1", "title", "json-ld-page"),
    "description": ("opengraph", "meta", "json-ld", "twitter", "json-ld-page", "microdata"),
    "article_body": ("json-ld",),
    "modified": ("json-ld", "opengraph", "microdata", "meta", "json-ld-page", "time", "marked"),
    "section": ("json-ld", "opengraph", "meta", "rel"),
    "tags": ("json-ld", "opengraph", "meta", "rel"),
    "publisher": ("json-ld", "opengraph", "meta", "json-ld-page", "microdata"),
    "language": ("html", "json-ld", "opengraph", "meta", "json-ld-page", "text"),
    "canonical_url": ("rel", "opengraph", "json-ld"),
    "type": ("json-ld", "microdata", "json-ld-page"),
    "is_free": ("json-ld", "meta"),
    "image": ("opengraph", "json-ld", "twitter", "rel"),
}  # fmt: skip
"""Field → its sources, the most trusted first. A source that is not named here never wins."""

VOTES: Final[dict[str, dict[str, float]]] = {
    "authors": {
        "json-ld": 2.0,
        "byline-head": 1.6,
        "by-head": 2.0,
        "signed-end": 1.6,
        "rel": 1.5,
        "opengraph": 1.4,
        "by-end": 1.2,
        "byline-end": 1.1,
        "by-before": 1.0,
        "microdata": 0.8,
        "marked-early": 0.6,
        "by-text": 0.8,
        "marked": 0.8,
        "json-ld-page": 0.4,
        "meta": 0.7,
        "dated-head": 0.6,
        "dated-before": 0.6,
        "dated-text": 0.4,
        "dated-end": 0.4,
        "byline-text": 0.6,
        "link": 0.5,
        "twitter": 0.2,
        "byline-before": 0.4,
        "link-early": 0.3,
        "labelled-head": 1.0,
        "labelled-before": 0.5,
        "labelled-text": 0.5,
        "labelled-end": 0.5,
        "joined": -1.4,
    },
    "published": {
        "date-head": 3.2,
        "opengraph": 2.5,
        "updated-head": 1.7,
        "date-above": 2.2,
        "date-before": 1.4,
        "said-end": 1.9,
        "url": 1.3,
        "opening": 1.3,
        "near-head": 1.2,
        "meta": 1.0,
        "json-ld": 0.7,
        "date-text": 0.5,
        "near-above": 1.3,
        "near-before": 0.4,
        "state": 0.5,
        "root": 0.5,
        "time": 0.4,
        "json-ld-page": 0.4,
        "marked": 0.35,
        "updated-text": 0.3,
        "date-end": 0.0,
        "microdata": 0.0,
        "updated-end": 0.0,
        "updated-before": -0.3,
        "updated-above": -0.3,
        "near-text": -0.5,
        "near-end": -0.6,
        "modified": -0.8,
    },
}
"""Field → source → its votes. Found by a conditional logit over the claims of annotated pages, tried on the
half of the sites it was not fitted to, then rounded; order among equals is that of this table."""

EXACT: Final = (
    "json-ld", "opengraph", "microdata", "meta", "json-ld-page", "state", "date-head", "date-above",
    "date-before", "time",
)  # fmt: skip
"""Whose time of day is taken where several name the elected day."""

GRADES: Final = {"person": 0.0, "word": -1.2, "house": -1.1, "none": -3.0}
"""Votes that the shape of the best name of a claim adds; see `names.Grade`."""


_RANKS: Final = {field: {source: i for i, source in enumerate(order)} for field, order in {**VOTES, **ORDER}.items()}


def ranked(claims: Claims, field: str) -> tuple[Claim, ...]:
    """Give the claims about a field, the most trusted source first; equal sources keep the order of the page."""
    rank = _RANKS[field]
    found = [claim for claim in claims.all if claim.field == field and claim.source in rank]
    if len(found) > 1:
        found.sort(key=lambda claim: rank[claim.source])
    return tuple(found)
