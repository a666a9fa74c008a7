"""Documents → CSV (RFC 4180, UTF-8): a header, then one row a document.

A cell that a spreadsheet would run as a formula gets an apostrophe before it, as OWASP advises; Parquet and JSON
keep every text as it is.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from newsscrape.render.inline import clean
from newsscrape.render.rows import COLUMNS, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsscrape.document import Document
    from newsscrape.render.rows import Cell

__all__ = ["render", "render_many"]

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def render(document: Document) -> str:
    """Header and one row."""
    return render_many((document,))


def render_many(documents: Sequence[Document]) -> str:
    """Header and a row for each."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    writer.writerows([_cell(c) for c in row(d).values()] for d in documents)
    return file.getvalue()


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = clean("; ".join(value) if isinstance(value, tuple) else str(value))
    return f"'{text}" if text.startswith(_FORMULA) else text
