"""Document → a view for a terminal: colours and measure; what steers a terminal is taken out of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Line

from newsscrape.render.flow import Figure, List, byline, flow, leads, printed
from newsscrape.render.inline import Styled, clean, inline, one_line, safe_url

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

    from newsscrape.block import Block
    from newsscrape.document import Document
    from newsscrape.render.flow import Piece
    from newsscrape.render.inline import Text

__all__ = ["show", "view"]

WIDTH: Final = 88
"""Columns of text; longer lines are hard to read."""
_STYLES: Final = {"emphasis": "italic", "strong": "bold"}
_GOOD: Final = 0.8
_FAIR: Final = 0.5


def show(document: Document, console: Console) -> None:
    """Print the document, at most `WIDTH` columns wide."""
    console.print(view(document), width=min(console.width, WIDTH), highlight=False)


def view(document: Document) -> RenderableType:
    """Kicker, headline, who and when, lead, text with its figures, and a footer about the page."""
    kicker, headline = one_line(document.kicker), one_line(document.headline)
    when = printed(document.published) if document.published else None
    front = [
        Line(kicker, style="magenta") if kicker else None,
        Line(headline, style="bold underline") if headline else None,
        _dim(" · ".join(filter(None, (one_line(byline(document)), when)))),
        *(_gap(_styled_line(inline(b), "bold")) for b in leads(document)),
    ]
    parts = [*front, *(_gap(p) for piece in flow(document) if (p := _piece(piece))), _gap(_footer(document))]
    return Group(*(p for p in parts if p is not None))


def _gap(renderable: RenderableType) -> Padding:
    return Padding(renderable, (1, 0, 0, 0))


def _dim(text: str) -> Line | None:
    return Line(text, style="dim") if text else None


def _styled_line(pieces: Iterable[Text], style: str = "") -> Line:
    line = Line(style=style)
    for piece in pieces:
        if isinstance(piece, Styled):
            inner = _styled_line(piece.children)
            inner.stylize(_style(piece))
            line.append_text(inner)
        else:
            line.append(clean(piece))
    return line


def _style(styled: Styled) -> str:
    url = safe_url(styled.url) if styled.kind == "link" else None
    if styled.kind == "link":
        return f"underline link {url}" if url else "underline"
    return _STYLES[styled.kind]


def _piece(piece: Piece) -> RenderableType | None:
    if isinstance(piece, List):
        return Group(*_items(piece, 2))
    return _figure(piece) if isinstance(piece, Figure) else _block(piece)


def _items(items: List, indent: int) -> list[RenderableType]:
    """A grid an item, so that its lines hang under its first; nested lists further in."""
    lines: list[RenderableType] = []
    for number, item in enumerate(items.items, 1):
        mark = f"{number}." if items.ordered else "•"
        grid = Table.grid(padding=(0, 1, 0, 0))
        grid.add_row(Line(mark), _styled_line(inline(item.block)))
        lines.append(Padding(grid, (0, 0, 0, indent)))
        for inner in item.inner:
            lines += _items(inner, indent + len(mark) + 1)
    return lines


def _block(block: Block) -> RenderableType:
    line = _styled_line(inline(block))
    match block.role:
        case "subheading":
            return Line(one_line(block.text), style="bold cyan")
        case "quote":
            return Padding(_styled_line(inline(block), "italic"), (0, 4))
        case "code":
            return Padding(Line(clean(block.text), style="green"), (0, 0, 0, 2))
        case "table" if block.rows:
            return _table(block)
        case "factbox":
            return Padding(line, (0, 4))
        case "correction":
            return Line(line.plain, style="italic dim")
        case "source":
            return Line(one_line(block.text), style="yellow")
    return line


def _table(block: Block) -> Table:
    table = Table(show_header=False, border_style="dim")
    for row in block.rows:
        table.add_row(*(Line(one_line(cell)) for cell in row))
    return table


def _figure(figure: Figure) -> Line | None:
    words = [one_line(c) for c in (*figure.captions, *figure.credits)]
    if not words and figure.image:
        words = [one_line(figure.image.alt)]
    return Line("▣ " + " — ".join(filter(None, words)), style="dim italic") if any(words) else None


def _footer(document: Document) -> RenderableType:
    """Outcome and confidence; publisher, section and language; address."""
    colour = "green" if document.confidence >= _GOOD else "yellow" if document.confidence >= _FAIR else "red"
    first = Line(style="dim")
    first.append(document.outcome.status, style=f"not dim {colour if document.is_article else 'red'}")
    about = (f"confidence {document.confidence:.2f}", document.publisher, document.section, document.language)
    for text in filter(None, map(one_line, about)):
        first.append(f" · {text}")
    url = safe_url(document.canonical_url or document.url)
    return Group(Line("─" * 24, style="dim"), first, *([Line(url, style="dim", overflow="fold")] if url else []))
