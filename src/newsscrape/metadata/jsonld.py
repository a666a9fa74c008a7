"""JSON-LD scripts → claims; broken ones are repaired or skipped with a warning."""

from __future__ import annotations

import html
import json
import re
from collections import deque
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from newsscrape.metadata.claims import Claim
from newsscrape.metadata.dates import parse_when
from newsscrape.metadata.names import clean_listed
from newsscrape.metadata.shape import name_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["ARTICLE_TYPE", "read_jsonld"]

ARTICLE_TYPE: Final = re.compile(r"(?:Article|BlogPosting|Report|Review|LiveBlogPosting|OpinionPiece)$")
_PAGE_TYPE: Final = re.compile(r"Page$|^VideoObject$")
_LISTS: Final = frozenset(
    {"itemListElement", "liveBlogUpdate", "comment", "review", "mentions", "isPartOf", "citation", "hasPart"}
)
"""Keys below which other things than this page's article are told of."""
_WRAPPER: Final = re.compile(
    r"^\s*(?://\s*|/\*\s*)?(?:<!--|<!\[CDATA\[)(?:\s*\*/)?|(?://\s*|/\*\s*)?(?:-->|\]\]>)(?:\s*\*/)?\s*;?\s*$"
)
_SURROGATES: Final = re.compile(r"(\\u[dD][89abAB]..\\u[dD][c-fC-F]..)|\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
r"""A pair, which is one character, or half of one, which is none: "\ud83d\ude00", "\ud800"."""
_COMMA: Final = re.compile(r",(\s*[}\]])")
_ESCAPE: Final = re.compile(r'\\(?:(["\\/bfnrt]|u[0-9a-fA-F]{4})|)')
_AFTER_STRING: Final = re.compile(r"\s*(?:[,:}\]]|$)")
_MAX_NODES: Final = 4_000
_MAX_SCRIPT: Final = 2_000_000
"""Characters; parsed in about 20 ms. The longest on real news pages has 400,000."""
_MAX_REPAIRED: Final = 400_000
"""Characters; mending goes through a script character by character."""
_MAX_AUTHORS: Final = 20
_MAX_UPDATES: Final = 8
"""Entries of a live blog whose headlines are read."""
_TEXTS: Final = {"headline": "headline", "description": "description", "inLanguage": "language", "url": "canonical_url"}
_SAID: Final = ("author", "datePublished", "headline", "articleBody")

Node = dict[str, Any]


def read_jsonld(scripts: Sequence[str], url: str | None, title: str | None) -> tuple[list[Claim], list[str]]:
    """Claims and warnings; of several articles the one that is this page's speaks.

    Sources: "json-ld" is that article, "json-ld-page" the page around it, "json-ld-other" other articles,
    which only tell what kind of page it is.
    """
    nodes: list[Node] = []
    warnings: list[str] = []
    for k, script in enumerate(scripts):
        try:
            nodes += _nodes(_load(script))
        except (ValueError, RecursionError) as error:
            warnings.append(f"JSON-LD script {k + 1} skipped: {type(error).__name__}")
    by_id = {n["@id"]: n for n in reversed(nodes) if isinstance(n.get("@id"), str) and len(n) > 2}
    articles = [n for n in nodes if any(map(ARTICLE_TYPE.search, _types(n)))]
    claims: list[Claim] = []
    article = max(articles, key=lambda n: _fit(n, url, title), default=None)
    if article is not None:
        claims += _claims(article, by_id, "json-ld")
    for node in nodes:
        if any(map(_PAGE_TYPE.search, _types(node))):
            claims += _claims(node, by_id, "json-ld-page")
    for node in articles:
        if node is not article and isinstance(node.get("articleBody"), str):
            claims.append(Claim("article_body", node["articleBody"], "json-ld-other", ""))
        claims += _updates(node)
    return claims, warnings


def _load(script: str) -> Any:
    """The value of a script: as it is, else without wrappers and stray commas, else with its strings mended."""
    if len(script) > _MAX_SCRIPT:
        raise ValueError("too long")
    if "\\ud" in script or "\\uD" in script:
        script = _SURROGATES.sub(lambda match: match[1] or r"\ufffd", script)
    try:
        return json.loads(script, strict=False)
    except ValueError:
        text = _WRAPPER.sub("", script).strip().rstrip(";")
    if '"' not in text:
        text = html.unescape(text)
    text = _COMMA.sub(r"\1", text)
    try:
        return _several(text)
    except ValueError:
        if len(text) > _MAX_REPAIRED:
            raise
        return _several(_with_strings_mended(text))


def _several(text: str) -> list[Any]:
    """The values of a text that holds one or more after another, with or without commas between them."""
    decoder = json.JSONDecoder(strict=False)
    values: list[Any] = []
    at = 0
    while at < len(text):
        value, at = decoder.raw_decode(text, at)
        values.append(value)
        while at < len(text) and text[at] in " \t\r\n,;":
            at += 1
    return values


def _with_strings_mended(text: str) -> str:
    """Escape quotes inside strings and backslashes that escape nothing; one pass.

    A quote ends a string when a comma, colon, bracket or the end follows, and is part of it otherwise.
    """
    out: list[str] = []
    inside = False
    at = 0
    while at < len(text):
        char = text[at]
        if char == "\\" and inside:
            found = _ESCAPE.match(text, at)
            known = found is not None and found[1] is not None
            out.append(text[at : at + 2] if known else "\\\\")
            at += 2 if known else 1
            continue
        if char == '"':
            if inside and not _AFTER_STRING.match(text, at + 1):
                out.append("\\")
            else:
                inside = not inside
        out.append(char)
        at += 1
    return "".join(out)


def _nodes(data: Any) -> Iterator[Node]:
    """Typed nodes outside lists of other things, outermost first."""
    queue = deque([data])
    seen = 0
    while queue and seen < _MAX_NODES:
        value = queue.popleft()
        seen += 1
        if isinstance(value, list):
            queue.extend(value[: _MAX_NODES - len(queue)])
        elif isinstance(value, dict):
            if "@type" in value or "@id" in value:
                yield value
            queue.extend(v for k, v in value.items() if isinstance(v, dict | list) and k not in _LISTS)


def _types(node: Node) -> list[str]:
    kind = node.get("@type")
    return [k for k in (kind if isinstance(kind, list) else [kind]) if isinstance(k, str)]


def _fit(node: Node, url: str | None, title: str | None) -> tuple[int, int]:
    """How well an article fits the page: by address, by headline, by what it says."""
    main = node.get("mainEntityOfPage")
    places = [node.get("url"), node.get("@id"), main.get("@id") if isinstance(main, dict) else main]
    here = _address(url)
    same = any(isinstance(p, str) and here and _address(p) == here for p in places)
    headline = node.get("headline") or node.get("name")
    named = isinstance(headline, str) and title is not None and _same_title(headline, title)
    return 2 * same + named, sum(k in node for k in _SAID)


def _address(url: str | None) -> str:
    """Host and path, so that http and https, www and a query are one address."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return ""
    return (parts.netloc.removeprefix("www.") + parts.path.rstrip("/")).lower()


def _same_title(one: str, other: str) -> bool:
    start = name_key(one)[:40]
    return bool(start) and start in name_key(other)


def _claims(node: Node, by_id: dict[str, Node], source: str) -> Iterator[Claim]:
    for key, field in _TEXTS.items():
        text = _text(node.get(key), by_id)
        if text:
            yield Claim(field, text, source, text)
    other = _text(node.get("alternativeHeadline"), by_id)
    if other:
        yield Claim("headline", other, f"{source}-alternative", other)
    yield from _dates(node, source)
    stated = tuple(dict.fromkeys(n for n in _names(node.get("author") or node.get("creator"), by_id) if n))
    names = clean_listed(stated[:_MAX_AUTHORS])
    if names:
        yield Claim("authors", names, source, ", ".join(stated[:_MAX_AUTHORS]))
    publisher = next(iter(_names(node.get("publisher"), by_id)), "")
    if publisher:
        yield Claim("publisher", publisher, source, publisher)
    if source == "json-ld":
        yield from _article_claims(node, by_id)


def _article_claims(node: Node, by_id: dict[str, Node]) -> Iterator[Claim]:
    kind = next((t for t in _types(node) if ARTICLE_TYPE.search(t)), None)
    if kind:
        yield Claim("type", kind.rpartition("/")[2], "json-ld", kind)
    body = node.get("articleBody")
    if isinstance(body, str) and body:
        yield Claim("article_body", body, "json-ld", "")
    section = _text(node.get("articleSection"), by_id)
    if section:
        yield Claim("section", section, "json-ld", section)
    tags = _tags(node.get("keywords"))
    if tags:
        yield Claim("tags", tags, "json-ld", ", ".join(tags))
    image = _text(node.get("image"), by_id)
    if image:
        yield Claim("image", image, "json-ld", image)
    free = _flag(node.get("isAccessibleForFree"))
    if free is not None:
        yield Claim("is_free", free, "json-ld", str(node["isAccessibleForFree"]))


def _updates(node: Node) -> Iterator[Claim]:
    """Headlines and texts of a live blog's entries, which are headed and printed on the page."""
    for update in _listed(node.get("liveBlogUpdate"))[:_MAX_UPDATES]:
        if not isinstance(update, dict):
            continue
        title = _text(update.get("headline"), {})
        if title:
            yield Claim("headline", title, "json-ld-update", title)
        body = update.get("articleBody")
        if isinstance(body, str):
            yield Claim("article_body", body, "json-ld-update", "")


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _flag(value: Any) -> bool | None:
    """True, "True", "http://schema.org/True" and the like."""
    word = str(value).rpartition("/")[2].lower() if isinstance(value, bool | str) else ""
    return word == "true" if word in ("true", "false") else None


def _dates(node: Node, source: str) -> Iterator[Claim]:
    """Dates of a node; that of its creation only where none of publication is stated."""
    published = "datePublished" if node.get("datePublished") else "dateCreated"
    for key, field in ((published, "published"), ("dateModified", "modified")):
        raw = node.get(key)
        raw = raw[0] if isinstance(raw, list) and raw else raw
        when = parse_when(raw) if isinstance(raw, str | int) and not isinstance(raw, bool) else None
        if when:
            yield Claim(field, when, source, str(raw))


def _text(value: Any, by_id: dict[str, Node]) -> str:
    """First text of a value that may be a text, a list, an object or a reference."""
    for _ in range(4):
        if isinstance(value, list):
            value = value[0] if value else None
        elif isinstance(value, dict):
            value = value.get("name") or value.get("url") or by_id.get(str(value.get("@id")), {}).get("url")
    return html.unescape(" ".join(value[:4000].split())) if isinstance(value, str) else ""


def _names(value: Any, by_id: dict[str, Node], depth: int = 0) -> Iterator[str]:
    """Names of a person, an organisation, a list of them, or references to them."""
    if isinstance(value, str):
        known = by_id.get(value, {}).get("name")
        yield html.unescape(known if isinstance(known, str) else value)
    elif isinstance(value, list) and depth < 3:
        for item in value[:_MAX_AUTHORS]:
            yield from _names(item, by_id, depth + 1)
    elif isinstance(value, dict) and depth < 3:
        name = value.get("name") or by_id.get(str(value.get("@id")), {}).get("name") or _full_name(value)
        if isinstance(name, str | list):
            yield from _names(name, {}, depth + 1)


def _full_name(person: Node) -> str:
    parts = (person.get("givenName"), person.get("familyName"))
    return " ".join(p for p in parts if isinstance(p, str))


def _tags(value: Any) -> tuple[str, ...]:
    parts = value.split(",") if isinstance(value, str) else value if isinstance(value, list) else []
    return tuple(dict.fromkeys(" ".join(t.split()) for t in parts[:60] if isinstance(t, str) and t.strip()))
