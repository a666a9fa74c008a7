"""Document → schema.org JSON-LD: a NewsArticle that search engines and archives read.

Safe inside a `<script>`: "<", ">" and "&" are written as escapes.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from newsscrape.render.flow import moment, words
from newsscrape.render.inline import as_uri, clean, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsscrape.document import Document, Image

__all__ = ["as_jsonld", "render", "render_many"]

_CONTEXT: Final = "https://schema.org"
_TYPES: Final = frozenset(
    {"NewsArticle", "AnalysisNewsArticle", "AskPublicNewsArticle", "BackgroundNewsArticle", "OpinionNewsArticle",
     "ReportageNewsArticle", "ReviewNewsArticle", "Article", "BlogPosting", "LiveBlogPosting", "Report", "WebPage"}
)  # fmt: skip
"""schema.org types that are kept as the page stated them."""
_ESCAPES: Final = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def render(document: Document) -> str:
    """The document as one JSON-LD object, indented."""
    return _written({"@context": _CONTEXT, **as_jsonld(document)})


def render_many(documents: Sequence[Document]) -> str:
    """One document as `render`; none or several as the @graph of one object."""
    if len(documents) == 1:
        return render(documents[0])
    return _written({"@context": _CONTEXT, "@graph": [as_jsonld(d) for d in documents]})


def as_jsonld(document: Document) -> dict[str, Any]:
    """The object without its @context; what the document does not know is left out."""
    values = {
        "@type": _type(document),
        "@id": as_uri(document.canonical_url or document.url),
        "url": as_uri(document.url or document.canonical_url),
        "headline": one_line(document.headline),
        "abstract": one_line(document.lead),
        "description": one_line(document.description),
        "articleBody": clean("\n\n".join(b.text for b in document.body)) if document.is_article else None,
        "wordCount": words(document) if document.is_article else None,
        "articleSection": one_line(document.section),
        "keywords": [one_line(t) for t in document.tags],
        "author": [{"@type": "Person", "name": one_line(name)} for name in document.authors],
        "publisher": _organization(document.publisher),
        "sourceOrganization": [_organization(n) for s in document.sources if s.kind == "agency" for n in s.names],
        "dateline": one_line(document.dateline),
        "datePublished": moment(document.published) if document.published else None,
        "dateModified": moment(document.modified) if document.modified else None,
        "inLanguage": document.language,
        "isAccessibleForFree": document.is_free,
        "image": [image for i in document.images if (image := _image(i))],
    }
    return _known(values)


def _type(document: Document) -> str:
    if not document.is_article:
        return "WebPage"
    return document.type if document.type in _TYPES else "NewsArticle"


def _organization(name: str | None) -> dict[str, str] | None:
    return {"@type": "Organization", "name": one_line(name)} if name else None


def _image(image: Image) -> dict[str, Any] | None:
    url = as_uri(image.url)
    if url is None:
        return None
    words = {"caption": image.caption or image.alt, "creditText": image.credit}
    size = {"width": image.width, "height": image.height}
    return _known({"@type": "ImageObject", "url": url, **{k: one_line(v) for k, v in words.items()}, **size})


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in values.items() if v is not None and v not in ("", [])}


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2).translate(_ESCAPES) + "\n"
