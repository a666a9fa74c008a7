"""Document → text in a format: pure functions, each in the module of its name.

Page text is hostile: every format escapes it by its own rules, and only http, https and mailto links survive.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from newsscrape.document import Document

__all__ = ["FORMATS", "render"]

FORMATS: Final[dict[str, str]] = {
    "text": "plain text as a reader would see it",
    "markdown": "CommonMark with front matter",
    "json": "Document.to_dict, indented",
    "jsonl": "Document.to_dict on one line",
    "html": "clean semantic HTML, one self-contained page",
}
"""Name → what it is; the module of the same name has the function `render`."""

_MODULES: Final = {"text": "plain", "json": "plainjson", "jsonl": "plainjson"}


def render(document: Document, form: str = "text") -> str:
    """The document in the format named (a key of FORMATS), ending in a line break.

    Raises ValueError for an unknown format.
    """
    if form not in FORMATS:
        raise ValueError(f"unknown format {form!r}, expected one of {', '.join(FORMATS)}")
    module = import_module(f"newsscrape.render.{_MODULES.get(form, form)}")
    text: str = getattr(module, "lines" if form == "jsonl" else "render")(document)
    return text
