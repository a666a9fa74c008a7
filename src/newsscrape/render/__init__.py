"""Document → text in a format: pure functions, each in the module of its name.

Page text is hostile: every format escapes it by its own rules, and only http, https and mailto links survive.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsscrape.document import Document

__all__ = ["BINARY", "FORMATS", "render", "render_many"]

FORMATS: Final[dict[str, str]] = {
    "text": "plain text as a reader would see it",
    "markdown": "CommonMark with front matter",
    "json": "Document.to_dict, indented; an array of them for several",
    "jsonl": "Document.to_dict, one line a document",
    "html": "clean semantic HTML, one self-contained page",
    "tei": "TEI P5 XML; a teiCorpus for several",
    "ninjs": "IPTC ninjs 3.0; an array for several",
    "jsonld": "schema.org NewsArticle as JSON-LD; a @graph for several",
    "csv": "one row a document, lists joined by '; '",
    "parquet": "one row a document, binary (needs the extra newsscrape[parquet])",
}
"""Name → what it is."""
BINARY: Final = frozenset({"parquet"})
"""Formats that are no text."""

_MODULES: Final = {"text": "plain", "json": "plainjson", "jsonl": "jsonlines"}
"""Format → module, where they are not of one name: `json` and `text` are modules of others."""
_ESCAPED: Final = frozenset({"json", "jsonl", "ninjs", "jsonld"})
"""Formats in which a lone surrogate has an escape of its own."""


def render(document: Document, form: str = "text") -> str:
    """The document in the format named (a key of FORMATS), ending in a line break.

    Raises ValueError for an unknown format and for one that is no text.
    """
    if _known(form) in BINARY:
        raise ValueError(f"{form} is no text; use render_many, which gives bytes")
    text: str = import_module(f"newsscrape.render.{_MODULES.get(form, form)}").render(document)
    return text


def render_many(documents: Iterable[Document], form: str = "jsonl") -> bytes:
    """Documents, in order, as one file of the format named; text in UTF-8. One document is as `render` gives it.

    Raises ValueError for an unknown format, ImportError where the format's extra is not installed.
    """
    module = import_module(f"newsscrape.render.{_MODULES.get(_known(form), form)}")
    together: str | bytes = module.render_many(tuple(documents))
    if isinstance(together, bytes):
        return together
    return together.encode("utf-8", "backslashreplace" if form in _ESCAPED else "replace")


def _known(form: str) -> str:
    if form not in FORMATS:
        raise ValueError(f"unknown format {form!r}, expected one of {', '.join(FORMATS)}")
    return form
