"""Document → CommonMark with front matter; links, emphasis, lists, tables, images with caption and credit."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from newsscrape.render.flow import Figure, List, flow, leads
from newsscrape.render.inline import Styled, clean, inline, one_line, safe_url
from newsscrape.render.plain import list_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsscrape.block import Block
    from newsscrape.document import Document
    from newsscrape.render.flow import Piece
    from newsscrape.render.inline import Text

__all__ = ["render"]

_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>#|~&!])")
_LINE_START: Final = re.compile(r"^(\d{1,9})([.)])(?=\s)|^([-+=])")
_MARKS: Final = {"strong": "**", "emphasis": "*"}


def render(document: Document) -> str:
    """Front matter (JSON strings are YAML), headline, lead in bold, body."""
    parts = [_front(document)]
    if document.kicker:
        parts.append(_escape(document.kicker))
    if document.headline:
        parts.append("# " + _escape(document.headline))
    parts += [f"**{_escape(b.text)}**" for b in leads(document)]
    parts += [_piece(p) for p in flow(document)]
    return "\n\n".join(p for p in parts if p) + "\n"


def _front(document: Document) -> str:
    values = {
        "title": document.headline,
        "url": document.canonical_url or document.url,
        "authors": list(document.authors),
        "published": document.published.value.isoformat() if document.published else None,
        "publisher": document.publisher,
        "language": document.language,
        "sources": [s.text for s in document.sources],
    }
    lines = [f"{k}: {json.dumps(_plain(v), ensure_ascii=False)}" for k, v in values.items() if v]
    return "\n".join(["---", *lines, "---"]) if lines else ""


def _plain(value: str | list[str] | None) -> str | list[str]:
    return [one_line(v) for v in value] if isinstance(value, list) else one_line(value)


def _escape(text: str | None) -> str:
    """Text on one line in which nothing means anything to Markdown."""
    escaped = _SPECIAL.sub(r"\\\1", one_line(text))
    return _LINE_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", escaped)


def _inline(pieces: Iterable[Text]) -> str:
    return "".join(_styled(p) if isinstance(p, Styled) else _SPECIAL.sub(r"\\\1", clean(p)) for p in pieces)


def _styled(styled: Styled) -> str:
    text = _inline(styled.children)
    if styled.kind == "link":
        url = safe_url(styled.url)
        return f"[{text}]({url})" if url else text
    mark = _MARKS[styled.kind]
    body = text.strip()
    return text.replace(body, f"{mark}{body}{mark}", 1) if body else text


def _piece(piece: Piece) -> str:
    if isinstance(piece, List):
        return "\n".join(f"{indent}{mark} {_escape(text)}" for indent, mark, text in list_lines(piece))
    if isinstance(piece, Figure):
        return _figure(piece)
    return _block(piece)


def _block(block: Block) -> str:
    if block.role == "code":
        fence = "`" * (max((len(m) for m in re.findall(r"`+", block.text)), default=2) + 1)
        return f"{fence}\n{clean(block.text)}\n{fence}"
    if block.role == "table" and block.rows:
        width = max(map(len, block.rows))
        rows = ["| " + " | ".join(map(_escape, [*row, *[""] * (width - len(row))])) + " |" for row in block.rows]
        return "\n".join([rows[0], "|" + " --- |" * width, *rows[1:]])
    text = _LINE_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", _inline(inline(block)).strip())
    if block.role == "subheading":
        return f"{'#' * min(max(block.level or 2, 2), 6)} {text}"
    return f"> {text}" if block.role == "quote" else text


def _figure(figure: Figure) -> str:
    url = safe_url(figure.image.url) if figure.image else None
    lines = [f"![{_escape(figure.image.alt)}]({url})"] if figure.image and url else []
    words = [_escape(t) for t in (*figure.captions, *figure.credits)]
    if words:
        lines.append("*" + " – ".join(words) + "*")
    return "\n".join(lines)
