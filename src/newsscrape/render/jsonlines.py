"""Document → JSON Lines: `Document.to_dict` on one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsscrape.document import Document

__all__ = ["render", "render_many"]


def render(document: Document) -> str:
    """The whole document on one line; `Document.from_dict(json.loads(…))` gives it back."""
    return document.to_json() + "\n"


def render_many(documents: Sequence[Document]) -> str:
    """A line for each."""
    return "".join(map(render, documents))
