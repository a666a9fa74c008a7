"""Document → JSON: `Document.to_dict` as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsscrape.document import Document

__all__ = ["lines", "render"]


def render(document: Document) -> str:
    """The whole document, indented; `Document.from_dict(json.loads(…))` gives it back."""
    return document.to_json(indent=2) + "\n"


def lines(document: Document) -> str:
    """The whole document on one line."""
    return document.to_json() + "\n"
