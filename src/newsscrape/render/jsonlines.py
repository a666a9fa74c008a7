"""Document → JSON Lines: `Document.to_dict` on one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsscrape.document import Document

__all__ = ["render", "render_many"]

_BREAKS: Final = {ord(c): f"\\u{ord(c):04x}" for c in "\x85\u2028\u2029"}
"""Characters that JSON allows in a text and that some readers take for the end of a line."""


def render(document: Document) -> str:
    """The whole document on one line; `Document.from_dict(json.loads(…))` gives it back."""
    return document.to_json().translate(_BREAKS) + "\n"


def render_many(documents: Sequence[Document]) -> str:
    """A line for each."""
    return "".join(map(render, documents))
