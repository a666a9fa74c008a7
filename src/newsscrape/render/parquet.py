"""Documents → Parquet: the columns of the CSV with typed lists, and the whole document as JSON beside them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from newsscrape.render.rows import COLUMNS, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsscrape.document import Document

__all__ = ["render_many"]


def render_many(documents: Sequence[Document]) -> bytes:
    """One row a document; column `document` holds `Document.to_json`. Raises ImportError without pyarrow."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise ImportError("Parquet needs pyarrow: pip install 'newsscrape[parquet]'") from error
    types: dict[str, Any] = {
        "text": pa.string(), "texts": pa.list_(pa.string()), "truth": pa.bool_(), "number": pa.float64()
    }  # fmt: skip
    schema = pa.schema([*((name, types[kind]) for name, kind in COLUMNS.items()), ("document", pa.string())])
    rows = [{**{k: _valid(v) for k, v in row(d).items()}, "document": _valid(d.to_json())} for d in documents]
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), sink)
    return sink.getvalue()


def _valid(value: Any) -> Any:
    """Text that UTF-8 can hold: lone surrogates replaced."""
    if isinstance(value, tuple):
        return [_valid(v) for v in value]
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
