"""Document → IPTC ninjs 3.0, the news agencies' exchange format (https://iptc.org/standards/ninjs/).

Times without a known zone are left out: ninjs has no place for them.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

from newsscrape.render.flow import byline, words
from newsscrape.render.html import article
from newsscrape.render.inline import as_uri, clean, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsscrape.document import Document, Image, When

__all__ = ["as_ninjs", "render", "render_many"]

_STANDARD: Final = {
    "name": "ninjs",
    "version": "3.0",
    "schema": "https://iptc.org/std/ninjs/ninjs-schema_3.0.json",
}


def render(document: Document) -> str:
    """The document as one ninjs object, indented."""
    return json.dumps(as_ninjs(document), ensure_ascii=False, indent=2) + "\n"


def render_many(documents: Sequence[Document]) -> str:
    """One document as `render`; none or several as an array."""
    if len(documents) == 1:
        return render(documents[0])
    return json.dumps([as_ninjs(d) for d in documents], ensure_ascii=False, indent=2) + "\n"


def as_ninjs(document: Document) -> dict[str, Any]:
    """The ninjs object; what the document does not know is left out."""
    values = {
        "uri": _uri(document),
        "standard": _STANDARD,
        "type": "text",
        "representationType": "partial" if document.outcome.status == "paywalled" else "full",
        "firstCreated": _moment(document.published),
        "versionCreated": _moment(document.modified or document.published),
        "language": document.language,
        "title": one_line(document.headline),
        "headlines": _texts({"main": document.headline, "kicker": document.kicker}),
        "descriptions": _texts({"lead": document.lead, "summary": document.description}),
        "bodies": _bodies(document),
        "by": one_line(byline(document)),
        "located": one_line(document.dateline),
        "subjects": _subjects(document),
        "infoSources": _sources(document),
        "associations": [a for image in document.images if (a := _association(image))],
    }
    return {k: v for k, v in values.items() if v not in (None, "", [])}


def _uri(document: Document) -> str:
    """The canonical address, or a name made of the page's digest."""
    uri = as_uri(document.canonical_url) or as_uri(document.url)
    if uri:
        return uri
    digest = document.provenance.sha256 or hashlib.sha256(document.to_json().encode("utf-8", "replace")).hexdigest()
    return f"urn:sha256:{digest}"


def _moment(when: When | None) -> str | None:
    if when is None or when.value.tzinfo is None:
        return None
    return when.value.isoformat(timespec="seconds")


def _texts(values: dict[str, str | None]) -> list[dict[str, str]]:
    return [{"role": role, "value": one_line(text)} for role, text in values.items() if text]


def _bodies(document: Document) -> list[dict[str, Any]]:
    if not document.body:
        return []
    text = clean("\n\n".join(b.text for b in document.body))
    plain = {"contentType": "text/plain", "charCount": len(text), "wordCount": words(document), "value": text}
    return [{"role": "plain", **plain}, {"role": "html", "contentType": "text/html", "value": article(document)}]


def _subjects(document: Document) -> list[dict[str, str]]:
    section = [{"name": one_line(document.section), "rel": "section"}] if document.section else []
    return [*section, *({"name": one_line(tag), "rel": "keyword"} for tag in document.tags)]


def _sources(document: Document) -> list[dict[str, str]]:
    publisher = [{"name": one_line(document.publisher), "literal": "publisher"}] if document.publisher else []
    lines = [{"name": one_line(n), "literal": one_line(s.text)} for s in document.sources for n in s.names]
    return publisher + lines


def _association(image: Image) -> dict[str, Any] | None:
    url = as_uri(image.url)
    if url is None:
        return None
    size = {"width": image.width, "height": image.height}
    values = {
        "name": "main" if image.is_main else image.id,
        "uri": url,
        "type": "picture",
        "by": one_line(image.credit),
        "descriptions": _texts({"caption": image.caption, "alt": image.alt}),
        "renditions": [{"name": "main", "href": url, **{k: v for k, v in size.items() if v is not None}}],
    }
    return {k: v for k, v in values.items() if v not in (None, "", [])}
