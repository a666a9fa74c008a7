"""Document → JSON: `Document.to_dict` as text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsscrape.document import Document

__all__ = ["render", "render_many"]


def render(document: Document) -> str:
    """The whole document, indented; `Document.from_dict(json.loads(…))` gives it back."""
    return document.to_json(indent=2) + "\n"


def render_many(documents: Sequence[Document]) -> str:
    """One document as `render`; none or several as an array."""
    if len(documents) == 1:
        return render(documents[0])
    return json.dumps([d.to_dict() for d in documents], ensure_ascii=False, indent=2) + "\n"
