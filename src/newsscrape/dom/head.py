"""What a page says of itself outside its visible text: meta, links, JSON-LD, times, marked elements.

Read once after parsing, before scripts are stripped. Every count and length is capped, so that the
work stays linear in the page's size whatever the page holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

__all__ = ["Attributes", "Head", "Mark", "read_head"]

Attributes = Mapping[str, str]
"""Attribute name → value; "" for an attribute without a value."""

_CLASS_WORDS: Final = (
    "author",
    "autor",
    "auteur",
    "byline",
    "writer",
    "date",
    "publish",
    "time",
    "posted",
    "meta-info",
)
"""Parts of class names and ids that CMSs of all languages give to bylines and date lines: "post-author"."""
_PLAIN: Final = (
    'html,title,base,meta,link[rel],time,h1,script[type*="ld+json" i],script[id="__NEXT_DATA__"],'
    "[itemprop],a[rel],[data-author],[data-published]"
)
_SELECTOR: Final = ",".join([_PLAIN, *(f'[{name}*="{word}" i]' for name in ("class", "id") for word in _CLASS_WORDS)])
_LINK_RELS: Final = frozenset({"canonical", "amphtml", "alternate", "author", "shortlink", "publisher", "license"})
_PROP_RELS: Final = frozenset({"author", "tag"})
_MAX_EACH: Final = 300
"""Elements kept of a kind; real pages have 60 metas and 100 marks at most, listings more."""
_MAX_ATTRIBUTE: Final = 4_000
"""Characters kept of an attribute; og:description of real pages has 500."""
_MAX_TEXT: Final = 240
"""Characters of a marked element; longer ones are no byline or date line and are left out."""
_MAX_STEPS: Final = 80
"""Nodes looked at for the text of a marked element: a byline with icons and links has 30."""
_MAX_SCRIPT: Final = 8_000_000
"""Characters of all scripts kept together."""
_MAX_ANCESTORS: Final = 8
_SILENT: Final = frozenset({"script", "style", "template", "svg", "noscript", "select", "button", "textarea"})


@dataclass(frozen=True, slots=True)
class Mark:
    """A short element that its tag, itemprop, rel, class or id marks as author, date or the like."""

    tag: str
    attributes: Attributes
    text: str
    """Its text, spaces normalised, parts of different elements apart by " | "."""
    heading: int
    """How many h1 stand before it on the page."""
    around: str
    """Tags, classes and ids of the nearest ancestors, lower case: "div post-meta article story"."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself outside its visible text."""

    language: str | None = None
    """As declared on the root element, or by content-language: "de-AT"."""
    title: str | None = None
    base: str | None = None
    """href of the base element."""
    metas: tuple[Attributes, ...] = ()
    links: tuple[Attributes, ...] = ()
    """link elements with rel canonical, amphtml, alternate, author, …"""
    jsonld: tuple[str, ...] = ()
    """Texts of the scripts of type application/ld+json, in order."""
    state: tuple[tuple[str, str], ...] = ()
    """(id, text) of scripts that hold the page's state as JSON: ("__NEXT_DATA__", "{…}")."""
    headings: tuple[str, ...] = ()
    """Texts of the h1 elements."""
    times: tuple[Mark, ...] = ()
    """time elements."""
    props: tuple[Mark, ...] = ()
    """Elements with itemprop, rel=author or rel=tag."""
    marked: tuple[Mark, ...] = ()
    """Other short elements whose class or id says author, byline, date or time."""


class _Reader:
    """Collects the parts of one page's Head; used once."""

    def __init__(self) -> None:
        self.language: str | None = None
        self.title: str | None = None
        self.base: str | None = None
        self.metas: list[Attributes] = []
        self.links: list[Attributes] = []
        self.jsonld: list[str] = []
        self.state: list[tuple[str, str]] = []
        self.headings: list[str] = []
        self.marks: dict[str, list[Mark]] = {"times": [], "props": [], "marked": []}
        self.script_room = _MAX_SCRIPT

    def take(self, node: LexborNode) -> None:
        tag = node.tag or ""
        attributes = {k: (v or "")[:_MAX_ATTRIBUTE] for k, v in node.attributes.items()}
        if tag == "meta":
            _keep(self.metas, attributes)
            if "itemprop" not in attributes:
                return
        if tag == "script":
            self._script(node, attributes)
        elif tag == "link" and "itemprop" not in attributes:
            if _LINK_RELS.intersection(attributes.get("rel", "").lower().split()):
                _keep(self.links, attributes)
        elif tag in ("html", "title", "base"):
            self._root(tag, node, attributes)
        else:
            self._mark(tag, node, attributes)

    def _root(self, tag: str, node: LexborNode, attributes: Attributes) -> None:
        if tag == "html":
            self.language = self.language or attributes.get("lang") or attributes.get("xml:lang")
        elif tag == "base":
            self.base = self.base or attributes.get("href") or None
        elif self.title is None:
            self.title = " ".join(node.text()[:2_000].split()) or None

    def _script(self, node: LexborNode, attributes: Attributes) -> None:
        if self.script_room <= 0 or len(self.jsonld) + len(self.state) >= _MAX_EACH:
            return
        text = node.text()[: self.script_room]
        self.script_room -= len(text)
        if "json" in attributes.get("type", "").lower() and attributes.get("id") != "__NEXT_DATA__":
            self.jsonld.append(text)
        else:
            self.state.append((attributes.get("id", ""), text))

    def _mark(self, tag: str, node: LexborNode, attributes: dict[str, str]) -> None:
        if tag == "h1":
            _keep(self.headings, _short_text(node, 2 * _MAX_TEXT) or "")
        kind = _kind(tag, attributes)
        if kind is None or len(self.marks[kind]) >= _MAX_EACH:
            return
        text = _short_text(node, _MAX_TEXT)
        if text is None and kind == "marked":
            return
        if not text and kind == "marked" and not any(k.startswith("data-") or k == "title" for k in attributes):
            return
        mark = Mark(tag, attributes, text or "", len(self.headings), _around(node))
        self.marks[kind].append(mark)


def read_head(parser: LexborHTMLParser) -> Head:
    """Read what a parsed page says of itself; call it before scripts are stripped. Never raises on content."""
    reader = _Reader()
    for node in parser.css(_SELECTOR):
        reader.take(node)
    return Head(
        language=reader.language or _content_language(reader.metas),
        title=reader.title,
        base=reader.base,
        metas=tuple(reader.metas),
        links=tuple(reader.links),
        jsonld=tuple(reader.jsonld),
        state=tuple(reader.state),
        headings=tuple(reader.headings),
        times=tuple(reader.marks["times"]),
        props=tuple(reader.marks["props"]),
        marked=tuple(reader.marks["marked"]),
    )


def _keep(into: list[Any], value: object) -> None:
    if len(into) < _MAX_EACH:
        into.append(value)


def _kind(tag: str, attributes: Attributes) -> str | None:
    if tag == "time":
        return "times"
    if "itemprop" in attributes or _PROP_RELS.intersection(attributes.get("rel", "").lower().split()):
        return "props"
    return None if tag in ("a", "h1", "body") and not _is_marked(attributes) else "marked"


def _is_marked(attributes: Attributes) -> bool:
    named = f"{attributes.get('class', '')} {attributes.get('id', '')}".lower()
    return any(word in named for word in _CLASS_WORDS)


def _content_language(metas: list[Attributes]) -> str | None:
    for meta in metas:
        if meta.get("http-equiv", "").lower() == "content-language" and meta.get("content"):
            return meta["content"].split(",")[0].strip() or None
    return None


def _around(node: LexborNode) -> str:
    words: list[str] = []
    above = node.parent
    for _ in range(_MAX_ANCESTORS):
        if above is None or above.tag in ("body", "html"):
            break
        attributes = above.attributes
        words += [above.tag or "", (attributes.get("class") or "")[:200], (attributes.get("id") or "")[:80]]
        above = above.parent
    return " ".join(filter(None, words)).lower()


def _short_text(node: LexborNode, limit: int) -> str | None:
    """Give the text below a node, parts apart by " | ", or None if it is longer or has too many nodes."""
    parts: list[str] = []
    size = steps = 0
    at: LexborNode | None = node.first_child
    depth = 1
    while at is not None and depth > 0:
        steps += 1
        if steps > _MAX_STEPS or size > limit:
            return None
        if at.is_text_node:
            text = " ".join((at.text_content or "")[: 4 * limit].split())
            if text:
                parts.append(text)
                size += len(text) + 1
        elif at.is_element_node and at.tag not in _SILENT and at.first_child is not None:
            at, depth = at.first_child, depth + 1
            continue
        while at is not None and depth > 0 and at.next is None:
            at, depth = at.parent, depth - 1
        at = at.next if at is not None and depth > 0 else None
    return " | ".join(parts) if size <= limit else None
