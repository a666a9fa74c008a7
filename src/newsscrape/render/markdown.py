"""Document → CommonMark with front matter; links, emphasis, lists, tables, images with caption and credit."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING, Final

from newsscrape.render.flow import Figure, List, flow, leads, moment
from newsscrape.render.inline import Styled, clean, inline, one_line, safe_url

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsscrape.block import Block
    from newsscrape.document import Document
    from newsscrape.render.flow import Piece
    from newsscrape.render.inline import Text

__all__ = ["render", "render_many"]

_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>#|~&!$])")
_LINE_START: Final = re.compile(r"^(\d{1,9})([.)])(?=\s|$)|^([-+=:])")
_MARKS: Final = {"strong": "**", "emphasis": "*"}
_ESCAPES: Final = {ord(c): f"\\u{ord(c):04x}" for c in "<>&"}


def render(document: Document) -> str:
    """Front matter (JSON strings are YAML), headline, lead in bold, body."""
    front = _front(document)
    return _joined([f"---\n{front}\n---" if front else "", *_content(document)])


def render_many(documents: Sequence[Document]) -> str:
    """One document as `render`; of several each with its front matter as a fenced block, a rule between two."""
    if len(documents) == 1:
        return render(documents[0])
    return "\n***\n\n".join(_joined([_fenced(_front(d), "yaml"), *_content(d)]) for d in documents)


def _joined(parts: Sequence[str]) -> str:
    return "\n\n".join(p for p in parts if p) + "\n"


def _content(document: Document) -> list[str]:
    parts = [_escape(document.kicker)] if document.kicker else []
    if document.headline:
        parts.append("# " + _escape(document.headline))
    parts += [_in_bold(b) for b in leads(document)]
    return parts + [_piece(p) for p in flow(document)]


def _in_bold(block: Block) -> str:
    whole = Styled("strong", None, _without_strong(inline(block)))
    return _line(_inline((whole,)))


def _without_strong(pieces: Sequence[Text]) -> tuple[Text, ...]:
    flat: list[Text] = []
    for p in pieces:
        if isinstance(p, Styled):
            inner = _without_strong(p.children)
            flat += inner if p.kind == "strong" else [Styled(p.kind, p.url, inner)]
        else:
            flat.append(p)
    return tuple(flat)


def _front(document: Document) -> str:
    values = {
        "title": document.headline,
        "url": document.canonical_url or document.url,
        "authors": list(document.authors),
        "published": moment(document.published) if document.published else None,
        "publisher": document.publisher,
        "language": document.language,
        "section": document.section,
        "tags": list(document.tags),
        "sources": [s.text for s in document.sources],
    }
    lines = (f"{k}: {json.dumps(_plain(v), ensure_ascii=False)}" for k, v in values.items() if v)
    return "\n".join(lines).translate(_ESCAPES)


def _plain(value: str | list[str] | None) -> str | list[str]:
    return [one_line(v) for v in value] if isinstance(value, list) else one_line(value)


def _escape(text: str | None) -> str:
    """Text on one line in which nothing means anything to Markdown."""
    return _line(_SPECIAL.sub(r"\\\1", one_line(text)))


def _line(text: str) -> str:
    """Markdown that stands at the start of a line and opens no list, heading or table there."""
    return _LINE_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", text.strip())


def _inline(pieces: Sequence[Text], before: str = "", after: str = "") -> str:
    """Pieces as Markdown; `before` and `after` are the characters that stand around them."""
    done = ""
    for k, piece in enumerate(pieces):
        left = done[-1:] or before
        if isinstance(piece, str):
            done += _SPECIAL.sub(r"\\\1", clean(piece))
        else:
            done += _styled(piece, left, _first(pieces[k + 1 :]) or after)
    return done


def _first(pieces: Sequence[Text]) -> str:
    """The first character the pieces show; "*" for emphasis, which must not touch another."""
    if not pieces:
        return ""
    if isinstance(pieces[0], str):
        return pieces[0][:1]
    return "[" if pieces[0].kind == "link" else "*"


def _styled(styled: Styled, left: str, right: str) -> str:
    if styled.kind == "link":
        text, url = _inline(styled.children, "[", "]"), safe_url(styled.url)
        return f"[{text}]({url})" if url and text.strip() else text
    text = _inline(styled.children, "*", "*")
    body = text.strip()
    start = text.index(body) if body else 0
    lead, tail = text[:start], text[start + len(body) :]
    mark = _MARKS[styled.kind]
    if not body or not _takes(lead or left, body, tail or right):
        return _inline(styled.children, left, right)
    return f"{lead}{mark}{body}{mark}{tail}"


def _takes(left: str, body: str, right: str) -> bool:
    """Whether marks around the body open and close emphasis: CommonMark's left- and right-flanking runs."""
    if "*" in (left[-1:], right[:1], body[0], body[-1:]):
        return False
    opens = not _is_mark(body[0]) or not left or left[-1].isspace() or _is_mark(left[-1])
    closes = not _is_mark(body[-1]) or not right or right[0].isspace() or _is_mark(right[0])
    return opens and closes


def _is_mark(character: str) -> bool:
    """Punctuation and symbols as CommonMark counts them."""
    return unicodedata.category(character)[0] in "PS"


def _piece(piece: Piece) -> str:
    if isinstance(piece, List):
        return "\n".join(_items(piece, ""))
    return _figure(piece) if isinstance(piece, Figure) else _block(piece)


def _items(items: List, indent: str) -> list[str]:
    """One line an item, the nested lists indented by the width of its mark."""
    lines = []
    for number, item in enumerate(items.items, 1):
        mark = f"{number}." if items.ordered else "-"
        lines.append(f"{indent}{mark} {_line(_inline(inline(item.block)))}".rstrip())
        for inner in item.inner:
            lines += _items(inner, indent + " " * (len(mark) + 1))
    return lines


def _block(block: Block) -> str:
    if block.role == "code":
        return _fenced(clean(block.text), "")
    if block.role == "table" and block.rows:
        return _table(block)
    text = _line(_inline(inline(block)))
    if block.role == "subheading":
        return f"{'#' * min(max(block.level or 2, 2), 6)} {text}"
    return f"> {text}" if block.role == "quote" else text


def _fenced(text: str, language: str) -> str:
    """A code block whose fence is longer than any in it."""
    if not text:
        return ""
    fence = "`" * (max((len(m) for m in re.findall(r"`+", text)), default=2) + 1)
    return f"{max(fence, '```')}{language}\n{text}\n{max(fence, '```')}"


def _table(block: Block) -> str:
    width = max(map(len, block.rows))
    cells = ([_escape(c) for c in (*row, *[""] * (width - len(row)))] for row in block.rows)
    head, *rest = (f"| {' | '.join(row)} |" for row in cells)
    return "\n".join([head, "|" + " --- |" * width, *rest])


def _figure(figure: Figure) -> str:
    """The image, under it its captions in italics and its credits."""
    url = safe_url(figure.image.url) if figure.image else None
    alt = _escape(figure.image.alt) if figure.image else ""
    captions = [_line(_inline((Styled("emphasis", None, (c,)),))) for c in map(one_line, figure.captions) if c]
    words = " – ".join([*captions, *(_escape(c) for c in figure.credits)])
    return "\n".join(filter(None, [f"![{alt}]({url})" if url else "", words]))
