"""Document → TEI P5 XML.

The subset, kept as RelaxNG in `tests/schemas/tei.rng`: TEI (or teiCorpus) with teiHeader (fileDesc, encodingDesc,
profileDesc) and text/body/div of type "article". Blocks are p, head, list, quote, table, figure and ab, each with
the block's id in @n and its role, where the element does not say it, in @rend; inline are ref and hi.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from newsscrape.render.flow import Figure, List, byline, flow, leads, moment
from newsscrape.render.inline import clean, inline, one_line, safe_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsscrape.block import Block
    from newsscrape.document import Document
    from newsscrape.render.flow import Piece
    from newsscrape.render.inline import Text

__all__ = ["render", "render_many"]

_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE: Final = ' xmlns="http://www.tei-c.org/ns/1.0"'
_HI: Final = {"emphasis": "italic", "strong": "bold"}


def render(document: Document) -> str:
    """A TEI file of one text."""
    return _DECLARATION + _tei(document, _NAMESPACE)


def render_many(documents: Sequence[Document]) -> str:
    """One document as `render`; none or several as a teiCorpus."""
    if len(documents) == 1:
        return render(documents[0])
    header = _file("News documents", "", "<p>Extracted from web pages.</p>", "<p>Web pages; see each text.</p>")
    texts = "".join(_tei(d, "") for d in documents)
    return f"{_DECLARATION}<teiCorpus{_NAMESPACE}>\n<teiHeader>\n{header}</teiHeader>\n{texts}</teiCorpus>\n"


def _tei(document: Document, namespace: str) -> str:
    language = f' xml:lang="{_attribute(document.language)}"' if document.language else ""
    return (
        f"<TEI{namespace}{language}>\n<teiHeader>\n{_header(document)}</teiHeader>\n"
        f"<text>\n<body>\n{_article(document)}</body>\n</text>\n</TEI>\n"
    )


def _header(document: Document) -> str:
    title = one_line(document.headline) or "Untitled"
    authors = "".join(f"<author>{_text(a)}</author>\n" for a in document.authors)
    publisher = f"<publisher>{_text(document.publisher or 'unknown')}</publisher>"
    date = _date(document)
    url = safe_url(document.canonical_url or document.url)
    link = f'<ref target="{_attribute(url)}">{_text(url)}</ref>' if url else ""
    bibl = f"<bibl><title>{_text(title)}</title>{date}{link}</bibl>"
    return f"{_file(title, authors, publisher + date, bibl)}{_encoding(document)}{_profile(document)}"


def _file(title: str, authors: str, publication: str, source: str) -> str:
    return (
        f"<fileDesc>\n<titleStmt>\n<title>{_text(title)}</title>\n{authors}</titleStmt>\n"
        f"<publicationStmt>{publication}</publicationStmt>\n<sourceDesc>{source}</sourceDesc>\n</fileDesc>\n"
    )


def _encoding(document: Document) -> str:
    version = document.provenance.newsscrape or "0"
    application = (
        f'<application ident="newsscrape" version="{_attribute(version)}"><label>newsscrape</label></application>'
    )
    return f"<encodingDesc><appInfo>{application}</appInfo></encodingDesc>\n"


def _profile(document: Document) -> str:
    code = document.language
    language = f'<langUsage><language ident="{_attribute(code)}">{_text(code)}</language></langUsage>' if code else ""
    terms = [*([document.section] if document.section else []), *document.tags]
    keywords = "".join(f"<term>{_text(t)}</term>" for t in terms if one_line(t))
    classes = f"<textClass><keywords>{keywords}</keywords></textClass>" if keywords else ""
    return f"<profileDesc>{language}{classes}</profileDesc>\n" if language or classes else ""


def _date(document: Document) -> str:
    when = moment(document.published) if document.published else None
    return f'<date when="{when}">{when}</date>' if when else ""


def _article(document: Document) -> str:
    """The div of the article; each subheading opens a div of its own in it, for a head must come first."""
    kicker, headline, who = document.kicker, document.headline, byline(document)
    front = [
        f'<head rend="kicker">{_text(kicker)}</head>\n' if kicker else "",
        f"<head>{_text(headline)}</head>\n" if headline else "",
        f"<byline>{_text(who)}</byline>\n" if who else "",
        *(_paragraph(b, "lead") for b in leads(document)),
    ]
    sections: list[list[str]] = [front]
    for piece in flow(document):
        if not isinstance(piece, List | Figure) and piece.role == "subheading":
            sections.append([f"<head{_n(piece)}>{_inline(inline(piece))}</head>\n"])
        else:
            sections[-1].append(_piece(piece))
    opening, *rest = ("".join(s) for s in sections)
    divs = "".join(f'<div type="section">\n{s}</div>\n' for s in rest)
    return f'<div type="article">\n{opening or "<p/>"}{divs}</div>\n'


def _text(text: str | None) -> str:
    return escape(one_line(text), quote=False)


def _attribute(text: str | None) -> str:
    return escape(one_line(text))


def _n(block: Block) -> str:
    return f' n="{_attribute(block.id)}"'


def _paragraph(block: Block, rend: str) -> str:
    return f'<p{_n(block)} rend="{rend}">{_inline(inline(block))}</p>\n'


def _inline(pieces: Iterable[Text]) -> str:
    return "".join(escape(p, quote=False) if isinstance(p, str) else _styled(p.kind, p.url, p.children) for p in pieces)


def _styled(kind: str, url: str | None, children: tuple[Text, ...]) -> str:
    if kind == "link":
        return f'<ref target="{_attribute(url)}">{_inline(children)}</ref>'
    return f'<hi rend="{_HI[kind]}">{_inline(children)}</hi>'


def _piece(piece: Piece) -> str:
    if isinstance(piece, List):
        return _list(piece)
    return _figure(piece) if isinstance(piece, Figure) else _block(piece)


def _block(block: Block) -> str:
    if block.role == "table" and block.rows:
        return _table(block)
    if block.role == "code":
        return f'<ab{_n(block)} type="code" xml:space="preserve">{escape(clean(block.text), quote=False)}</ab>\n'
    if block.role == "quote":
        return f"<quote{_n(block)}>{_inline(inline(block))}</quote>\n"
    if block.role == "paragraph":
        return f"<p{_n(block)}>{_inline(inline(block))}</p>\n"
    return _paragraph(block, block.role)


def _list(items: List) -> str:
    rend = "numbered" if items.ordered else "bulleted"
    inside = "".join(
        f"<item{_n(i.block)}>{_inline(inline(i.block))}{''.join(map(_list, i.inner))}</item>\n" for i in items.items
    )
    return f'<list rend="{rend}">\n{inside}</list>\n'


def _table(block: Block) -> str:
    rows = ("".join(f"<cell>{_text(cell)}</cell>" for cell in row) for row in block.rows if row)
    inside = "".join(f"<row>{row}</row>\n" for row in rows)
    return f"<table{_n(block)}>\n{inside}</table>\n" if inside else ""


def _figure(figure: Figure) -> str:
    url = safe_url(figure.image.url) if figure.image else None
    alt = one_line(figure.image.alt) if figure.image else ""
    parts = [f'<graphic url="{_attribute(url)}"/>' if url else ""]
    parts += [f'<p rend="caption">{_text(c)}</p>' for c in figure.captions]
    parts += [f'<p rend="credit">{_text(c)}</p>' for c in figure.credits]
    parts += [f"<figDesc>{_text(alt)}</figDesc>"] if alt and url else []
    return f"<figure>{''.join(parts)}</figure>\n" if any(parts) else ""
