"""What a page says of itself outside its visible text: root, title, meta, links, JSON-LD.

The walk over the tree hands on the elements that say it. Every count and length is capped, so that the
work stays linear in the page's size whatever the page holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from newsscrape.dom.nodes import Nodes

__all__ = ["Attributes", "Head", "HeadReader"]

Attributes = Mapping[str, str]
"""Attribute name → value; "" for an attribute without a value."""

_JSONLD: Final = "ld+json"
"""In the type of a script."""
_LINK_RELS: Final = frozenset({"canonical", "amphtml", "alternate", "author", "shortlink", "publisher", "license"})
_MAX_EACH: Final = 300
"""Elements kept of a kind; real pages have 60 metas at most."""
_MAX_SCRIPT: Final = 8_000_000
"""Characters of all scripts kept together."""


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


class HeadReader:
    """Collects the parts of one page's Head; used once. Never raises on content."""

    def __init__(self) -> None:
        self.language: str | None = None
        self.title: str | None = None
        self.base: str | None = None
        self.metas: list[Attributes] = []
        self.links: list[Attributes] = []
        self.jsonld: list[str] = []
        self.script_room = _MAX_SCRIPT

    def take(self, tag: str, nodes: Nodes) -> None:
        """Take an element in which the page says something of itself, in the page's order."""
        if tag == "meta":
            _keep(self.metas, nodes.stated())
        elif tag == "link":
            attributes = nodes.stated()
            if not _LINK_RELS.isdisjoint(attributes.get("rel", "").lower().split()):
                _keep(self.links, attributes)
        elif tag == "script":
            self._script(nodes)
        else:
            self._root(tag, nodes)

    def _root(self, tag: str, nodes: Nodes) -> None:
        if tag == "html":
            attributes = nodes.stated()
            self.language = self.language or attributes.get("lang") or attributes.get("xml:lang")
        elif tag == "base":
            self.base = self.base or nodes.stated().get("href") or None
        elif self.title is None:
            self.title = " ".join(nodes.content()[:2_000].split()) or None

    def _script(self, nodes: Nodes) -> None:
        is_read = _JSONLD in nodes.stated().get("type", "").lower()
        if is_read and self.script_room > 0 and len(self.jsonld) < _MAX_EACH:
            text = nodes.content()[: self.script_room]
            self.script_room -= len(text)
            self.jsonld.append(text)

    def head(self) -> Head:
        """What was taken."""
        return Head(
            language=self.language or _content_language(self.metas),
            title=self.title,
            base=self.base,
            metas=tuple(self.metas),
            links=tuple(self.links),
            jsonld=tuple(self.jsonld),
        )


def _keep(into: list[Attributes], value: Attributes) -> None:
    if len(into) < _MAX_EACH:
        into.append(value)


def _content_language(metas: list[Attributes]) -> str | None:
    for meta in metas:
        if meta.get("http-equiv", "").lower() == "content-language" and meta.get("content"):
            return meta["content"].split(",")[0].strip() or None
    return None
