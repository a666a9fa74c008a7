"""Meta elements, links, microdata, time elements and marked bylines → claims."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from newsscrape.metadata.claims import Claim
from newsscrape.metadata.dates import date_from_url, find_date, parse_when

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsscrape.dom import Head
    from newsscrape.dom.head import Mark

__all__ = ["normal_language", "read_markup"]

_AUTHOR: Final = frozenset(
    (
        "author authors article:author dc.creator dcterms.creator dc.creator.name parsely-author byl byline "
        "citation_author rbauthors article.author cxenseparse:author og:article:author"
    ).split()
)
_PUBLISHED: Final = frozenset(
    (
        "article:published_time og:article:published_time og:published_time datepublished parsely-pub-date pubdate "
        "publishdate publish-date publish_date publication_date article.published sailthru.date dc.date.issued "
        "dcterms.created dc.date dcterms.date dcterms.issued date article:published cxenseparse:recs:publishtime "
        "published_at published-date citation_publication_date displaydate originalpublicationdate "
        "rnews:datepublished article_date_original date.issued last-published iso-8601-publish-date vr:published_time"
    ).split()
)
_MODIFIED: Final = frozenset(
    (
        "article:modified_time og:updated_time og:modified_time last-modified datemodified lastmod dcterms.modified "
        "dc.date.modified article:updated_time revision_date"
    ).split()
)
_PLAIN: Final = {
    "og:title": "headline", "og:description": "description", "description": "description", "og:image": "image",
    "article:section": "section", "og:site_name": "publisher", "og:url": "canonical_url", "og:locale": "language",
    "content-language": "language", "dc.language": "language", "twitter:description": "description",
}  # fmt: skip
_TAGS: Final = frozenset({"article:tag", "keywords", "news_keywords", "parsely-tags"})
_AUTHOR_CLASS: Final = re.compile(r"author|autor|auteur|byline|writer", re.IGNORECASE)
_DATE_CLASS: Final = re.compile(r"date|publish|posted|time", re.IGNORECASE)
_NOT_ARTICLE: Final = re.compile(r"related|comment|sidebar|teaser|footer|recommend|most-|popular|nav|latest", re.I)
_MODIFIED_CLASS: Final = re.compile(r"modif|updat", re.IGNORECASE)
_LANGUAGE: Final = re.compile(r"([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?(?![a-z])", re.IGNORECASE)
_MAX_BYLINE: Final = 120


def read_markup(head: Head, url: str | None) -> Iterator[Claim]:
    """Every claim of the page's markup."""
    if head.language and (tag := normal_language(head.language)):
        yield Claim("language", tag, "html", head.language)
    for meta in head.metas:
        name = (
            meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
        ).lower()
        content = " ".join(meta.get("content", "").split())
        if content:
            yield from _meta(name, content)
    for link in head.links:
        if "canonical" in link.get("rel", "").lower().split() and link.get("href"):
            yield Claim("canonical_url", link["href"], "rel", link["href"])
    for heading in head.headings:
        if heading:
            yield Claim("headline", heading.replace(" | ", " "), "h1", heading)
    if head.title:
        yield Claim("headline", head.title, "title", head.title)
    for mark in (*head.props, *head.times, *head.marked):
        yield from _marked(mark)
    when = date_from_url(url)
    if when:
        yield Claim("published", when, "url", when.raw)


def _meta(name: str, content: str) -> Iterator[Claim]:
    source = "opengraph" if name.startswith(("og:", "article:")) else "twitter" if name[:8] == "twitter:" else "meta"
    if name in _AUTHOR:
        yield Claim("authors", (content,), source, content)
    elif name in _PUBLISHED:
        when = parse_when(content)
        if when:
            yield Claim("published", when, source, content)
    elif name in _MODIFIED:
        when = parse_when(content)
        if when:
            yield Claim("modified", when, source, content)
    elif name in _TAGS:
        yield Claim("tags", tuple(t.strip() for t in content.split(",") if t.strip()), source, content)
    elif name == "article:content_tier" and content.lower() in ("free", "metered", "locked"):
        yield Claim("is_free", content.lower() == "free", "meta", content)
    elif name in _PLAIN:
        field = _PLAIN[name]
        value = normal_language(content) if field == "language" else content
        if value:
            yield Claim(field, value, source, content)


def _marked(mark: Mark) -> Iterator[Claim]:
    """An element whose itemprop, rel, tag or class says author or date."""
    prop = mark.attributes.get("itemprop", "").lower()
    if prop:
        yield from _microdata(mark, prop)
        return
    if _NOT_ARTICLE.search(mark.around):
        return
    name = f"{mark.attributes.get('class', '')} {mark.attributes.get('id', '')}"
    if "author" in mark.attributes.get("rel", "").lower().split():
        if mark.text:
            yield Claim("authors", (mark.text,), "rel", mark.text)
    elif mark.tag == "time":
        when = parse_when(mark.attributes.get("datetime") or mark.text)
        if when:
            field = "modified" if _MODIFIED_CLASS.search(name) else "published"
            yield Claim(field, when, "time", mark.attributes.get("datetime") or mark.text)
    elif _AUTHOR_CLASS.search(name):
        if 2 < len(mark.text) <= _MAX_BYLINE:
            source = "marked" if mark.heading else "marked-early"
            yield Claim("authors", tuple(mark.text.split(" | ")), source, mark.text)
    elif _DATE_CLASS.search(name) and len(mark.text) < 80:
        when = find_date(mark.text.replace(" | ", " "))
        if when:
            yield Claim("published", when, "marked", mark.text)


def _microdata(mark: Mark, prop: str) -> Iterator[Claim]:
    stated = mark.attributes.get("content") or mark.attributes.get("datetime") or mark.text
    if prop in ("datepublished", "datecreated", "datemodified"):
        when = parse_when(stated)
        if when:
            yield Claim("modified" if prop == "datemodified" else "published", when, "microdata", stated)
    elif "author" in prop.split() and stated and len(stated) <= _MAX_BYLINE and not _NOT_ARTICLE.search(mark.around):
        yield Claim("authors", tuple(stated.split(" | ")), "microdata", stated)


def normal_language(raw: str) -> str | None:
    """BCP 47 form of a declared language: "de_at" → "de-AT"; None if it is none."""
    found = _LANGUAGE.match(raw.strip())
    if not found:
        return None
    script = f"-{found[2].title()}" if found[2] else ""
    region = f"-{found[3].upper()}" if found[3] else ""
    return found[1].lower() + script + region
