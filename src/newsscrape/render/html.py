"""Document → clean semantic HTML, self-contained and free of scripts."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from newsscrape.render.flow import Figure, List, byline, flow, leads, moment, printed
from newsscrape.render.inline import clean, inline, one_line, safe_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsscrape.block import Block
    from newsscrape.document import Document
    from newsscrape.render.flow import Piece
    from newsscrape.render.inline import Text

__all__ = ["article", "render", "render_many"]

_TAGS = {"link": "a", "emphasis": "em", "strong": "strong"}
_POLICY = "default-src 'none'; img-src http: https:; style-src 'unsafe-inline'"
_STYLE = """body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1.0625rem/1.6 Georgia,serif;
color-scheme:light dark}h1,h2,h3{line-height:1.25}.kicker{text-transform:uppercase;letter-spacing:.06em;
font-size:.85rem;margin:0}.byline,.source,figcaption{font:.875rem/1.5 system-ui,sans-serif;opacity:.75}
.lead{font-size:1.2rem}
table{border-collapse:collapse}pre{overflow-x:auto}.factbox,blockquote{margin-inline:0;
padding-inline:1rem;border-inline-start:3px solid #8888}
figure{margin:1.5rem 0}img{max-width:100%;height:auto}td,th{padding:.25rem .75rem;
border-bottom:1px solid #8886;text-align:start}"""


def render(document: Document) -> str:
    """A whole page: head with title and canonical link, the article as its body."""
    canonical = safe_url(document.canonical_url or document.url)
    link = f'<link rel="canonical" href="{escape(canonical)}">\n' if canonical else ""
    head = f"<title>{_text(document.headline)}</title>\n{link}"
    return _page(head, article(document), document.language)


def render_many(documents: Sequence[Document]) -> str:
    """One document as `render`; none or several as the articles of one page."""
    if len(documents) == 1:
        return render(documents[0])
    return _page(f"<title>{len(documents)} documents</title>\n", "<hr>\n".join(map(article, documents)), None)


def _page(head: str, body: str, language: str | None) -> str:
    code = f' lang="{_text(language)}"' if language else ""
    return (
        f'<!doctype html>\n<html{code}>\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"{head}<style>{_STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )


def article(document: Document) -> str:
    """The article element alone, well-formed as XML too, in its language where that is known."""
    front = [
        _paragraph("kicker", document.kicker),
        f"<h1>{_text(document.headline)}</h1>\n" if document.headline else "",
        *(f'<p class="lead">{_inline(inline(b))}</p>\n' for b in leads(document)),
        _byline(document),
    ]
    body = "".join(map(_piece, flow(document)))
    language = f' lang="{_text(document.language)}"' if document.language else ""
    return f'<article dir="auto"{language}>\n<header>\n{"".join(front)}</header>\n{body}</article>\n'


def _text(text: str | None) -> str:
    return escape(one_line(text))


def _paragraph(name: str, text: str | None) -> str:
    return f'<p class="{name}">{_text(text)}</p>\n' if text else ""


def _byline(document: Document) -> str:
    who, when = byline(document), document.published
    time = f'<time datetime="{moment(when)}">{printed(when)}</time>' if when else ""
    content = " · ".join(filter(None, (_text(who), time)))
    return f'<p class="byline">{content}</p>\n' if content else ""


def _inline(pieces: Iterable[Text]) -> str:
    return "".join(escape(p) if isinstance(p, str) else _styled(p.kind, p.url, p.children) for p in pieces)


def _styled(kind: str, url: str | None, children: tuple[Text, ...]) -> str:
    href = f' href="{escape(url)}"' if kind == "link" and url else ""
    return f"<{_TAGS[kind]}{href}>{_inline(children)}</{_TAGS[kind]}>"


def _piece(piece: Piece) -> str:
    if isinstance(piece, List):
        return _list(piece)
    if isinstance(piece, Figure):
        return _figure(piece)
    if piece.role == "table" and piece.rows:
        return _table(piece)
    return _block(piece)


def _block(block: Block) -> str:
    content = _inline(inline(block))
    match block.role:
        case "subheading":
            tag = f"h{min(max(block.level or 2, 2), 6)}"
            return f"<{tag}>{content}</{tag}>\n"
        case "quote":
            return f"<blockquote><p>{content}</p></blockquote>\n"
        case "code":
            return f"<pre><code>{escape(clean(block.text))}</code></pre>\n"
        case "factbox":
            return f'<aside class="factbox"><p>{content}</p></aside>\n'
        case "source" | "correction" | "live_entry":
            return f'<p class="{block.role.replace("_", "-")}">{content}</p>\n'
    return f"<p>{content}</p>\n"


def _list(items: List) -> str:
    tag = "ol" if items.ordered else "ul"
    inside = "".join(
        f"<li>{_inline(inline(item.block))}{''.join(map(_list, item.inner))}</li>\n" for item in items.items
    )
    return f"<{tag}>\n{inside}</{tag}>\n"


def _table(block: Block) -> str:
    rows = ("".join(f"<td>{_text(cell)}</td>" for cell in row) for row in block.rows)
    return "<table>\n" + "".join(f"<tr>{row}</tr>\n" for row in rows) + "</table>\n"


def _figure(figure: Figure) -> str:
    image = figure.image
    url = safe_url(image.url) if image else None
    picture = f'<img src="{escape(url)}" alt="{_text(image.alt)}"/>' if image and url else ""
    lines = [f"<span>{_text(c)}</span>" for c in figure.captions]
    lines += [f'<small class="credit">{_text(c)}</small>' for c in figure.credits]
    caption = f"<figcaption>{' '.join(lines)}</figcaption>" if lines else ""
    return f"<figure>{picture}{caption}</figure>\n" if picture or caption else ""
