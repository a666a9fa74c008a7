"""Document → one row of a table: what CSV and Parquet have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from newsscrape.render.flow import moment

if TYPE_CHECKING:
    from newsscrape.document import Document, When

__all__ = ["COLUMNS", "Cell", "row"]

Cell = str | bool | float | tuple[str, ...] | None

COLUMNS: Final[dict[str, str]] = {
    **dict.fromkeys(("url", "requested_url", "canonical_url", "outcome", "type", "language"), "text"),
    **dict.fromkeys(("kicker", "headline", "lead", "text"), "text"),
    "authors": "texts",
    **dict.fromkeys(("byline_raw", "publisher"), "text"),
    "sources": "texts",
    "dateline": "text",
    **dict.fromkeys(("published", "published_tz", "modified", "modified_tz", "section"), "text"),
    "tags": "texts",
    "description": "text",
    "is_free": "truth",
    **dict.fromkeys(("images", "captions", "credits"), "texts"),
    "confidence": "number",
}
"""Column → what its cells are: text, texts, truth or number. Times are ISO 8601 text, as precise as the page was."""


def row(document: Document) -> dict[str, Cell]:
    """The document's cells, one for every column; None where it does not know."""
    views: dict[str, Cell] = {
        "outcome": document.outcome.status,
        "sources": tuple(s.text for s in document.sources),
        "images": tuple(i.url for i in document.images if i.url),
        "published": _moment(document.published),
        "published_tz": document.published.tz if document.published else None,
        "modified": _moment(document.modified),
        "modified_tz": document.modified.tz if document.modified else None,
    }
    return {name: views[name] if name in views else getattr(document, name) for name in COLUMNS}


def _moment(when: When | None) -> str | None:
    return moment(when) if when else None
