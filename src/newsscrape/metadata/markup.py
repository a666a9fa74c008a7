"""Meta elements, links, microdata, time elements and marked bylines → claims."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from newsscrape.metadata.claims import Claim
from newsscrape.metadata.dates import date_from_url, find_date, parse_when
from newsscrape.metadata.marks import leads_to_author
from newsscrape.metadata.names import begins_with_label, clean_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsscrape.dom import Head
    from newsscrape.metadata.marks import Mark

__all__ = ["normal_language", "read_marks", "read_markup"]

_AUTHOR: Final = frozenset(
    (
        "author authors article:author dc.creator dcterms.creator dc.creator.name parsely-author byl byline "
        "citation_author rbauthors article.author cxenseparse:author og:article:author sailthru.author author-name "
        "article:author_name authorname article_author article-author w-author vr:author"
    ).split()
)
_PUBLISHED: Final = re.compile(
    r"publi(?:sh|c)|pub-?date|issued|(?:^|[.:_-])created|release|displaydate|originalpublicationdate|posted"
    r"|^(?:dc|dcterms|sailthru)\.date$|^date$|article_date_original",
)
"""Names of metas that state a date of publication: "article:published_time", "w-published-date", "dc.date.issued"."""
_MODIFIED: Final = re.compile(r"modif|updat|revis|lastmod|last-published")
_NO_DATE: Final = re.compile(r"expir|unpublish|publisher|public(?:ation)?[_-]?(?:name|id|type)?$|robots")
_DIGITS: Final = re.compile(r"\d\d")
_PLAIN: Final = {
    "og:title": ("headline", "opengraph"), "twitter:title": ("headline", "twitter"), "dc.title": ("headline", "meta"),
    "title": ("headline", "meta"), "headline": ("headline", "meta"), "dcterms.title": ("headline", "meta"),
    "parsely-title": ("headline", "meta"), "sailthru.title": ("headline", "meta"),
    "citation_title": ("headline", "meta"), "cxenseparse:title": ("headline", "meta"),
    "og:description": ("description", "opengraph"),
    "description": ("description", "meta"), "twitter:description": ("description", "twitter"),
    "og:image": ("image", "opengraph"), "twitter:image": ("image", "twitter"),
    "og:site_name": ("publisher", "opengraph"),
    "article:section": ("section", "opengraph"), "section": ("section", "meta"), "parsely-section": ("section", "meta"),
    "og:url": ("canonical_url", "opengraph"), "og:locale": ("language", "opengraph"),
    "content-language": ("language", "meta"), "dc.language": ("language", "meta"), "og:type": ("type", "opengraph"),
}  # fmt: skip
_TAGS: Final = frozenset({"article:tag", "keywords", "news_keywords", "parsely-tags"})
_AUTHOR_CLASS: Final = re.compile(r"author|autor|auteur|byline|writer", re.IGNORECASE)
_DATE_CLASS: Final = re.compile(r"date|publish|posted|time", re.IGNORECASE)
_NOT_ARTICLE: Final = (
    "related", "comment", "sidebar", "teaser", "recommend", "most-", "popular", "nav", "latest",
)  # fmt: skip
"""Parts of names of what is around the article; `in` is faster than one expression."""
_FOOTER: Final = re.compile(r"(?<!entry-)(?<!post-)(?<!article-)(?<!article__)footer")
"""A footer that is not the article's own."""
_MODIFIED_CLASS: Final = re.compile(r"modif|updat", re.IGNORECASE)
_LANGUAGE: Final = re.compile(r"([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?(?![a-z])", re.IGNORECASE)
_SURNAME_FIRST: Final = re.compile(r"([^\W\d]+(?:[- ][^\W\d]+)?), ([^\W\d]+\.?(?: [^\W\d]+\.?)*)")
"""As scholarly metas have it: "Quill, Ada M."."""
_MAX_BYLINE: Final = 160
_MAX_LINK: Final = 50
_MAX_DATE: Final = 80
_MAX_CLAIMS: Final = 8
"""Claims about one field that are read of one kind of mark; the later ones are those of teasers."""


def read_markup(head: Head, url: str | None) -> Iterator[Claim]:
    """Every claim of the page's head and address."""
    language = normal_language(head.language or "")
    if language:
        yield Claim("language", language, "html", head.language or "")
    yield from _metas(head, language)
    for link in head.links:
        if "canonical" in link.get("rel", "").lower().split() and link.get("href"):
            yield Claim("canonical_url", link["href"], "rel", link["href"])
    if head.title:
        yield Claim("headline", head.title, "title", head.title)
    when = date_from_url(url)
    if when:
        yield Claim("published", when, "url", when.raw)


def _metas(head: Head, language: str | None) -> Iterator[Claim]:
    """Claims of the meta elements; authors of one source are one claim, though they stand in several."""
    authors: dict[str, list[str]] = {}
    labels: dict[str, str] = {}
    for meta in head.metas:
        name = (meta.get("property") or meta.get("name") or meta.get("http-equiv") or "").lower()
        content = " ".join(meta.get("content", "").split())
        if not content:
            continue
        if not name:
            yield from _microdata(meta.get("itemprop", "").lower(), content, language)
        elif name in _AUTHOR:
            authors.setdefault(_source(name), []).append(_forename_first(name, content))
        elif name.startswith(("twitter:label", "twitter:data")):
            labels[name[8:]] = content
        else:
            yield from _meta(name, content, language)
    for source, texts in authors.items():
        yield from _author_claim(texts, source)
    for key, label in labels.items():
        if key.startswith("label") and begins_with_label(f"{label} …"):
            yield from _author_claim([labels.get(f"data{key[5:]}", "")], "twitter")


def _source(name: str) -> str:
    return "opengraph" if name.startswith(("og:", "article:")) else "meta"


def _forename_first(name: str, content: str) -> str:
    found = _SURNAME_FIRST.fullmatch(content) if name.startswith(("citation", "dc")) else None
    return f"{found[2]} {found[1]}" if found else content


def _author_claim(texts: Sequence[str], source: str) -> Iterator[Claim]:
    names = clean_names(texts)
    if names:
        yield Claim("authors", names, source, ", ".join(texts))


def _meta(name: str, content: str, language: str | None) -> Iterator[Claim]:
    if name in _PLAIN:
        field, source = _PLAIN[name]
        value = normal_language(content) if field == "language" else content
        if value:
            yield Claim(field, value, source, content)
    elif name in _TAGS:
        tags = tuple(t.strip() for t in content.split(",") if t.strip())
        yield Claim("tags", tags, _source(name), content)
    elif name == "article:content_tier":
        if content.lower() in ("free", "metered", "locked"):
            yield Claim("is_free", content.lower() == "free", "meta", content)
    elif len(content) <= _MAX_DATE and _DIGITS.search(content) and not _NO_DATE.search(name):
        field = "modified" if _MODIFIED.search(name) else "published" if _PUBLISHED.search(name) else ""
        when = parse_when(content, language) if field else None
        if when:
            yield Claim(field, when, _source(name), content)


def _microdata(prop: str, stated: str, language: str | None) -> Iterator[Claim]:
    """A meta element with an itemprop."""
    if prop in ("datepublished", "datecreated", "datemodified"):
        when = parse_when(stated, language)
        if when:
            yield Claim("modified" if prop == "datemodified" else "published", when, "microdata", stated)
    elif prop == "author":
        yield from _author_claim([stated], "microdata")


def read_marks(marks: Sequence[Mark], language: str | None) -> Iterator[Claim]:
    """Claims of the page's marked elements; of each kind the first few, in order."""
    counts: dict[str, int] = {}
    read: set[tuple[str, str]] = set()
    for mark in marks:
        for kind, text in _kinds(mark):
            key = (kind, text)
            count = counts.get(kind, 0)
            if key in read or count >= _MAX_CLAIMS:
                continue
            read.add(key)
            claim = _claim(kind, text, language)
            if claim is not None:
                counts[kind] = count + 1
                yield claim


def _kinds(mark: Mark) -> Iterator[tuple[str, str]]:
    """What a mark states: (field and source, the text of it)."""
    attributes = mark.attributes
    if mark.tag == "meta":
        return  # read with those of the head
    if mark.tag == "h1":
        yield "headline h1", " ".join(mark.parts)
        return
    prop = (attributes.get("itemprop") or "").lower()
    stated = attributes.get("content") or attributes.get("datetime") or mark.text
    if prop in ("datepublished", "datecreated", "datemodified"):
        yield ("modified microdata" if prop == "datemodified" else "published microdata"), stated
        return
    if _is_outside(mark.around):
        return
    rel = (attributes.get("rel") or "").lower().split()
    name = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    if "author" in prop.split():
        yield "authors microdata", stated
    elif "author" in rel:
        yield "authors rel", mark.text
    elif "tag" in rel:
        yield ("section rel" if "category" in rel else "tags rel"), mark.text
    elif mark.tag == "time":
        field = "modified" if _MODIFIED_CLASS.search(name) else "published"
        yield f"{field} time", attributes.get("datetime") or mark.text
    elif _AUTHOR_CLASS.search(name):
        yield f"authors {'marked' if mark.heading else 'marked-early'}", mark.text
    elif _DATE_CLASS.search(name):
        yield "published marked", mark.text.replace(" | ", " ")
    elif mark.tag == "a" and len(mark.text) <= _MAX_LINK and leads_to_author(attributes):
        yield f"authors {'link' if mark.heading else 'link-early'}", mark.text


def _is_outside(around: str) -> bool:
    for part in _NOT_ARTICLE:
        if part in around:
            return True
    return "footer" in around and _FOOTER.search(around) is not None


def _claim(kind: str, text: str, language: str | None) -> Claim | None:
    field, _, source = kind.partition(" ")
    if field == "headline":
        return Claim(field, text, source, text) if text else None
    if field in ("tags", "section"):
        value = text.strip("#, ")
        return (
            Claim(field, (value,) if field == "tags" else value, source, text) if 1 < len(value) <= _MAX_LINK else None
        )
    if field == "authors":
        names = clean_names(text) if 2 < len(text) <= _MAX_BYLINE else ()
        return Claim(field, names, source, text) if names else None
    if len(text) > _MAX_DATE:
        return None
    when = find_date(text, language) if source == "marked" else parse_when(text, language)
    return Claim(field, when, source, text) if when else None


def normal_language(raw: str) -> str | None:
    """BCP 47 form of a declared language: "de_at" → "de-AT"; None if it is none."""
    found = _LANGUAGE.match(raw.strip())
    if not found:
        return None
    script = f"-{found[2].title()}" if found[2] else ""
    region = f"-{found[3].upper()}" if found[3] else ""
    return found[1].lower() + script + region
