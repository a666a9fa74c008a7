"""Parsing and walking a page, read-only. The only package that knows selectolax.

`parse` gives a `Tree`: what the page says of itself (`Head`) and its visible part as flat arrays in
document order, so that the stages above touch plain values, each node once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from selectolax.lexbor import LexborHTMLParser

from newsscrape.dom.head import Head, read_head

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selectolax.lexbor import LexborNode

__all__ = ["TEXT", "Head", "Tree", "parse"]

TEXT: Final = "-text"
"""The tag of a text node."""

_INVISIBLE: Final = [
    "script", "style", "template", "svg", "math", "canvas", "iframe", "noembed", "noframes", "select", "textarea",
    "datalist", "head",
]  # fmt: skip
_MAX_NODES: Final = 150_000
"""Real pages have 2,500 nodes in the mean and 60,000 at most; past this the rest is left unread."""


@dataclass(frozen=True, slots=True)
class Tree:
    """The visible part of a page in document order; index 0 is its root element."""

    head: Head
    tags: list[str]
    """Lower-case tag name of each node; `TEXT` for text."""
    parents: list[int]
    """Index of each node's parent, always smaller than its own; -1 for the root."""
    attrs: list[dict[str, str | None] | None]
    """Attributes of each element; None for text and for elements without any."""
    texts: list[str]
    """Raw characters of text nodes; "" for elements."""
    is_cut: bool
    """Whether the page had more nodes than are read."""

    def paths(self, elements: Iterable[int]) -> dict[int, str]:
        """DOM path of each element, "/html/body/div[2]/p[1]": 1-based among siblings of the same tag."""
        parents, tags = self.parents, self.tags
        wanted: set[int] = set()
        asked = list(elements)
        for e in asked:
            while e > 0 and e not in wanted:
                wanted.add(e)
                e = parents[e]  # noqa: PLW2901
        above = {parents[e] for e in wanted}
        counts: dict[tuple[int, str], int] = {}
        found = {0: "/" + tags[0]} if tags else {}
        for i in range(1, max(wanted, default=0) + 1):
            parent = parents[i]
            if parent in above:
                key = (parent, tags[i])
                counts[key] = n = counts.get(key, 0) + 1
                if i in wanted:
                    found[i] = f"{found[parent]}/{tags[i]}[{n}]"
        return {e: found[e] for e in asked}


def parse(html: str) -> Tree:
    """Parse a page of any quality; never raises on content. Linear in its size for markup in limits."""
    parser = LexborHTMLParser(html or "<html></html>")
    head = read_head(parser)
    parser.strip_tags(_INVISIBLE)
    return _flatten(parser.root, head)


def _flatten(root: LexborNode | None, head: Head) -> Tree:
    tags: list[str] = []
    parents: list[int] = []
    attrs: list[dict[str, str | None] | None] = []
    texts: list[str] = []
    node, parent = root, -1
    while node is not None and len(tags) < _MAX_NODES:
        tag = node.tag or ""
        following = None
        if tag == TEXT:
            tags.append(TEXT)
            parents.append(parent)
            attrs.append(None)
            texts.append(node.text_content or "")
        elif node.is_element_node:
            tags.append(tag)
            parents.append(parent)
            attrs.append(node.attributes or None)
            texts.append("")
            following = node.first_child
        if following is not None:
            parent = len(tags) - 1
            node = following
            continue
        following = node.next
        while following is None and parent > 0 and node is not None:
            node = node.parent
            parent = parents[parent]
            following = node.next if node is not None else None
        node = following
    return Tree(head, tags, parents, attrs, texts, node is not None)
