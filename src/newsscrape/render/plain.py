"""Document → plain text: what a reader would read, in order, paragraphs apart by an empty line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from newsscrape.render.flow import Figure, List, byline, flow, leads, printed
from newsscrape.render.inline import clean, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsscrape.document import Document
    from newsscrape.render.flow import Piece

__all__ = ["list_lines", "render", "render_many"]

_RULE: Final = "\n" + "=" * 72 + "\n\n"


def render(document: Document) -> str:
    """The article as plain text; "[…]" around captions and credits."""
    front = [one_line(document.kicker), one_line(document.headline), _dated(document)]
    paragraphs = [*front, *(one_line(b.text) for b in leads(document)), *map(_piece, flow(document))]
    return "\n\n".join(p for p in paragraphs if p) + "\n"


def render_many(documents: Sequence[Document]) -> str:
    """Each as `render`, a line of "=" between two."""
    return _RULE.join(map(render, documents))


def list_lines(items: List, indent: str = "") -> list[tuple[str, str, str]]:
    """(indent, mark, text) of each item, the nested ones indented by two or more spaces."""
    lines: list[tuple[str, str, str]] = []
    for number, item in enumerate(items.items, 1):
        mark = f"{number}." if items.ordered else "-"
        lines.append((indent, mark, one_line(item.block.text)))
        for inner in item.inner:
            lines += list_lines(inner, indent + " " * (len(mark) + 1))
    return lines


def _dated(document: Document) -> str:
    date = printed(document.published) if document.published else None
    return one_line(" · ".join(filter(None, (byline(document), date))))


def _piece(piece: Piece) -> str:
    if isinstance(piece, List):
        return "\n".join(f"{indent}{mark} {text}" for indent, mark, text in list_lines(piece))
    if isinstance(piece, Figure):
        parts = [*map(one_line, piece.captions), *(one_line(c) for c in piece.credits)]
        return f"[{' | '.join(parts)}]" if parts else ""
    if piece.role == "code":
        return clean(piece.text)
    if piece.role == "table" and piece.rows:
        return "\n".join(" | ".join(map(one_line, row)) for row in piece.rows)
    return f"“{one_line(piece.text)}”" if _needs_marks(piece.role, piece.text) else one_line(piece.text)


def _needs_marks(role: str, text: str) -> bool:
    return role == "quote" and not text.startswith(("“", "„", "«", "»", '"', "‘", "「", "『", "‹", "”", "'"))
