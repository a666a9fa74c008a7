"""Meta elements, links, microdata, time elements and marked bylines → claims."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from newsscrape.metadata.claims import Claim
from newsscrape.metadata.dates import date_from_url, find_date, parse_when
from newsscrape.metadata.marks import leads_to_author
from newsscrape.metadata.names import begins_with_label, clean_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsscrape.dom import Head, Tree
    from newsscrape.metadata.marks import Mark

__all__ = ["normal_language", "read_marks", "read_markup", "read_root"]

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
_DATE_CLASS: Final = re.compile(r"date|datum|fecha|publish|posted|time", re.IGNORECASE)
_DATE_OF_BYLINE: Final = re.compile(
    rf"(?:{_AUTHOR_CLASS.pattern})[\w-]*__[\w-]*(?:{_DATE_CLASS.pattern})", re.IGNORECASE
)
"""An element that is named as the date in a byline: "article-byline__pub-date"."""
_NOT_ARTICLE: Final = (
    "related", "comment", "sidebar", "teaser", "recommend", "most-", "popular", "nav", "latest",
)  # fmt: skip
"""Parts of names of what is around the article; `in` is faster than one expression."""
_FOOTER: Final = re.compile(r"(?<!entry-)(?<!post-)(?<!article-)(?<!article__)footer")
"""A footer that is not the article's own."""
_MODIFIED_CLASS: Final = re.compile(r"modif|updat", re.IGNORECASE)
_LAST_CHANGE: Final = re.compile(r"last-?mod|date-modified|modified-date", re.IGNORECASE)
"""Classes and ids of a page's last change: "footer-info-lastmod", as MediaWiki has it."""
_DATES: Final = {"datepublished": "published", "datecreated": "published", "datemodified": "modified",
                 "dateupdate": "modified", "dateupdated": "modified"}  # fmt: skip
"""itemprops of dates; the last two are no schema.org's, but written."""
_LANGUAGE: Final = re.compile(r"([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?(?![a-z])", re.IGNORECASE)
_SURNAME_FIRST: Final = re.compile(r"([^\W\d]+(?:[- ][^\W\d]+)?), ([^\W\d]+\.?(?: [^\W\d]+\.?)*)")
"""As scholarly metas have it: "Quill, Ada M."."""
_MAX_BYLINE: Final = 160
_MAX_LINK: Final = 50
_MAX_DATE: Final = 80
_ROOTS: Final = 4
"""Nodes among which the body is."""
_MAX_NAMES: Final = 400
"""Characters of the body's names; WordPress writes a dozen classes."""
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


def read_root(tree: Tree) -> Iterator[Claim]:
    """The day that the id or a class of the body names: "news20240102_k100"."""
    if "body" in tree.tags[:_ROOTS]:
        attributes = tree.attrs[tree.tags.index("body")]
        names = f"{attributes.get('id') or ''}/{attributes.get('class') or ''}"
        when = date_from_url(f"id://body/{names[:_MAX_NAMES]}") if _DIGITS.search(names) else None
        if when:
            yield Claim("published", when, "root", names)


def _metas(head: Head, language: str | None) -> Iterator[Claim]:
    """Claims of the meta elements; authors of one source are one claim, though they stand in several."""
    authors: dict[str, list[str]] = {}
    labels: dict[str, str] = {}
    for meta in head.metas:
        raw = meta.get("property") or meta.get("name") or meta.get("http-equiv") or ""
        about = _about(raw)
        content = " ".join(meta.get("content", "").split()) if about else ""
        if not content:
            continue
        name = raw.lower()
        if about == "itemprop":
            yield from _microdata(meta.get("itemprop", "").lower(), content, language)
        elif about == "author":
            authors.setdefault(_source(name), []).append(_forename_first(name, content))
        elif about == "label":
            labels[name[8:]] = content
        else:
            yield from _meta(name, about, content, language)
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


@lru_cache(maxsize=1024)  # sites share the names of their metas, and most say nothing of interest
def _about(raw: str) -> str:
    """What a meta of this name tells: "itemprop" for one without a name, else a field or kind; "" for nothing."""
    name = raw.lower()
    if not name:
        return "itemprop"
    if name in _AUTHOR:
        return "author"
    if name.startswith(("twitter:label", "twitter:data")):
        return "label"
    if name in _PLAIN:
        return "plain"
    if name in _TAGS:
        return "tags"
    if name == "article:content_tier":
        return "tier"
    if _NO_DATE.search(name):
        return ""
    return "modified" if _MODIFIED.search(name) else "published" if _PUBLISHED.search(name) else ""


def _meta(name: str, about: str, content: str, language: str | None) -> Iterator[Claim]:
    if about == "plain":
        field, source = _PLAIN[name]
        value = normal_language(content) if field == "language" else content
        if value:
            yield Claim(field, value, source, content)
    elif about == "tags":
        tags = tuple(t.strip() for t in content.split(",") if t.strip())
        yield Claim("tags", tags, _source(name), content)
    elif about == "tier":
        if content.lower() in ("free", "metered", "locked"):
            yield Claim("is_free", content.lower() == "free", "meta", content)
    elif len(content) <= _MAX_DATE and _DIGITS.search(content):
        when = parse_when(content, language)
        if when:
            yield Claim(about, when, _source(name), content)


def _microdata(prop: str, stated: str, language: str | None) -> Iterator[Claim]:
    """A meta element with an itemprop."""
    if prop in _DATES:
        when = parse_when(stated, language)
        if when:
            yield Claim(_DATES[prop], when, "microdata", stated)
    elif prop == "author":
        yield from _author_claim([stated], "microdata")


def read_marks(marks: Sequence[Mark], language: str | None) -> Iterator[Claim]:
    """Claims of the page's marked elements; of each kind the first few, in order."""
    counts: dict[str, int] = {}
    read: set[tuple[str, str]] = set()
    for mark in marks:
        found = _kind(mark)
        if found is None or found in read or counts.get(found[0], 0) >= _MAX_CLAIMS:
            continue
        read.add(found)
        kind, text = found
        claim = _claim(kind, text, language)
        if claim is not None:
            counts[kind] = counts.get(kind, 0) + 1
            yield claim


def _kind(mark: Mark) -> tuple[str, str] | None:
    """What a mark states: field and source, and the text of it; None if nothing."""
    attributes = mark.attributes
    if mark.tag == "meta":
        return None  # read with those of the head
    if mark.tag == "h1":
        return "headline h1", " ".join(mark.parts)
    prop = (attributes.get("itemprop") or "").lower()
    if prop in _DATES and "comment" not in mark.around:
        return f"{_DATES[prop]} microdata", _stated(mark)
    named = _named(attributes.get("class") or "", attributes.get("id") or "")
    if named == "change":  # in the page's footer too, where wikis tell it
        return "modified marked", mark.text.replace(" | ", " ")
    if _is_outside(mark.around):
        return None
    if "author" in prop.split():
        return "authors microdata", _stated(mark)
    return _kind_by_rel(mark) or _kind_by_name(mark, named)


def _stated(mark: Mark) -> str:
    return mark.attributes.get("content") or mark.attributes.get("datetime") or mark.text


def _kind_by_rel(mark: Mark) -> tuple[str, str] | None:
    rel = (mark.attributes.get("rel") or "").lower().split()
    if "author" in rel:
        return "authors rel", mark.text
    if "tag" in rel:
        return ("section rel" if "category" in rel else "tags rel"), mark.text
    return None


def _kind_by_name(mark: Mark, named: str) -> tuple[str, str] | None:
    """By its tag, by its classes and id, by the address of its link."""
    if mark.tag == "time":
        field = (
            "modified"
            if _MODIFIED_CLASS.search(f"{mark.attributes.get('class')} {mark.attributes.get('id')}")
            else "published"
        )
        return f"{field} time", mark.attributes.get("datetime") or mark.text
    if named == "author":
        return f"authors {'marked' if mark.heading else 'marked-early'}", mark.text
    if named == "date":
        return "published marked", mark.text.replace(" | ", " ")
    if mark.tag == "a" and len(mark.text) <= _MAX_LINK and leads_to_author(mark.attributes):
        return f"authors {'link' if mark.heading else 'link-early'}", mark.text
    return None


@lru_cache(maxsize=1024)  # a site's pages have the same classes
def _named(classes: str, identity: str) -> str:
    """What an element's classes and id say it is: "change", "author", "date", or nothing."""
    name = f"{classes} {identity}"
    if _LAST_CHANGE.search(name):
        return "change"
    if _AUTHOR_CLASS.search(name) and not _DATE_OF_BYLINE.search(name):
        return "author"
    return "date" if _DATE_CLASS.search(name) else ""


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
