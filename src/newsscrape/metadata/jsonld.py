"""JSON-LD scripts → claims; broken ones are repaired or skipped with a warning."""

from __future__ import annotations

import json
import re
from collections import deque
from typing import TYPE_CHECKING, Any, Final

from newsscrape.metadata.claims import Claim
from newsscrape.metadata.dates import parse_when

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["ARTICLE_TYPE", "read_jsonld"]

ARTICLE_TYPE: Final = re.compile(r"(?:Article|BlogPosting|Report|Review|LiveBlogPosting|OpinionPiece)$")
_PAGE_TYPE: Final = re.compile(r"Page$|^VideoObject$")
_LISTS: Final = frozenset(
    {"itemListElement", "liveBlogUpdate", "comment", "review", "mentions", "isPartOf", "citation"}
)
_WRAPPER: Final = re.compile(r"^\s*(?://\s*)?(?:<!--|<!\[CDATA\[)|(?:-->|(?://\s*)?\]\]>)\s*;?\s*$")
_COMMA: Final = re.compile(r",(\s*[}\]])")
_MAX_NODES: Final = 4_000
_MAX_SCRIPT: Final = 2_000_000
_TEXTS: Final = {"headline": "headline", "description": "description", "inLanguage": "language", "url": "canonical_url"}

Node = dict[str, Any]


def read_jsonld(scripts: Sequence[str], url: str | None, title: str | None) -> tuple[list[Claim], list[str]]:
    """Claims and warnings; of several articles the one that is this page's speaks."""
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
    return claims, warnings


def _load(script: str) -> Any:
    if len(script) > _MAX_SCRIPT:
        raise ValueError("too long")
    try:
        return json.loads(script, strict=False)
    except ValueError:
        return json.loads(_COMMA.sub(r"\1", _WRAPPER.sub("", script)).strip().rstrip(";"), strict=False)


def _nodes(data: Any) -> Iterator[Node]:
    """Typed nodes outside lists of other things, outermost first."""
    queue = deque([data])
    seen = 0
    while queue and seen < _MAX_NODES:
        value = queue.popleft()
        seen += 1
        if isinstance(value, list):
            queue.extend(value)
        elif isinstance(value, dict):
            if "@type" in value:
                yield value
            queue.extend(v for k, v in value.items() if isinstance(v, dict | list) and k not in _LISTS)


def _types(node: Node) -> list[str]:
    kind = node.get("@type")
    return [k for k in (kind if isinstance(kind, list) else [kind]) if isinstance(k, str)]


def _fit(node: Node, url: str | None, title: str | None) -> tuple[int, int]:
    """How well an article fits the page: by address, by headline, by what it says."""
    main = node.get("mainEntityOfPage")
    places = [node.get("url"), node.get("@id"), main.get("@id") if isinstance(main, dict) else main]
    same = any(isinstance(p, str) and url and p.split("#")[0].rstrip("/") == url.rstrip("/") for p in places)
    headline = node.get("headline")
    named = isinstance(headline, str) and title is not None and headline[:40].casefold() in title.casefold()
    return 2 * same + named, sum(k in node for k in ("author", "datePublished", "headline", "articleBody"))


def _claims(node: Node, by_id: dict[str, Node], source: str) -> Iterator[Claim]:
    for key, field in _TEXTS.items():
        text = _text(node.get(key), by_id)
        if text:
            yield Claim(field, text, source, text)
    yield from _dates(node, source)
    names = tuple(dict.fromkeys(n for n in _names(node.get("author") or node.get("creator"), by_id) if n))
    if names:
        yield Claim("authors", names, source, ", ".join(names))
    publisher = next(iter(_names(node.get("publisher"), by_id)), "")
    if publisher:
        yield Claim("publisher", publisher, source, publisher)
    if source == "json-ld":
        yield from _article_claims(node, by_id)


def _article_claims(node: Node, by_id: dict[str, Node]) -> Iterator[Claim]:
    kind = next((t for t in _types(node) if ARTICLE_TYPE.search(t)), None)
    if kind:
        yield Claim("type", kind, "json-ld", kind)
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
    free = node.get("isAccessibleForFree")
    if isinstance(free, bool) or (isinstance(free, str) and free.lower() in ("true", "false")):
        yield Claim("is_free", str(free).lower() == "true", "json-ld", str(free))


def _dates(node: Node, source: str) -> Iterator[Claim]:
    for key, field in (("datePublished", "published"), ("dateCreated", "published"), ("dateModified", "modified")):
        raw = node.get(key)
        when = parse_when(raw) if isinstance(raw, str | int) and not isinstance(raw, bool) else None
        if when:
            yield Claim(field, when, source, str(raw))
            if key == "datePublished" and node.get("dateCreated"):
                continue


def _text(value: Any, by_id: dict[str, Node]) -> str:
    """First text of a value that may be a text, a list, an object or a reference."""
    for _ in range(4):
        if isinstance(value, list):
            value = value[0] if value else None
        elif isinstance(value, dict):
            value = value.get("name") or value.get("url") or by_id.get(str(value.get("@id")), {}).get("url")
    return " ".join(value.split())[:4000] if isinstance(value, str) else ""


def _names(value: Any, by_id: dict[str, Node], depth: int = 0) -> Iterator[str]:
    if isinstance(value, str):
        yield by_id[value].get("name", "") if value in by_id and isinstance(by_id[value].get("name"), str) else value
    elif isinstance(value, list) and depth < 3:
        for item in value[:20]:
            yield from _names(item, by_id, depth + 1)
    elif isinstance(value, dict) and depth < 3:
        name = value.get("name") or by_id.get(str(value.get("@id")), {}).get("name")
        if isinstance(name, str | list):
            yield from _names(name, {}, depth + 1)


def _tags(value: Any) -> tuple[str, ...]:
    parts = value.split(",") if isinstance(value, str) else value if isinstance(value, list) else []
    return tuple(dict.fromkeys(" ".join(t.split()) for t in parts[:60] if isinstance(t, str) and t.strip()))
