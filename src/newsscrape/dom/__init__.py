"""Parsing and walking a page, read-only. The only package that knows selectolax.

`parse` gives a `Tree`: what the page says of itself (`Head`) and its visible part as flat arrays in
document order, so that the stages above touch plain values, each node once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from selectolax.lexbor import LexborHTMLParser

from newsscrape.dom.head import Head, read_head

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from selectolax.lexbor import LexborNode

__all__ = ["TEXT", "Attrs", "Head", "Tree", "parse"]

TEXT: Final = "-text"
"""The tag of a text node."""
Attrs = Mapping[str, str | None]
"""Attribute name → value; None for an attribute without a value."""

_INVISIBLE: Final = frozenset(
    "script style template svg math canvas iframe noembed noframes select textarea datalist head".split()
)
_NONE: Final[Attrs] = MappingProxyType({})
_MAX_NODES: Final = 150_000
"""Real pages have 2,500 nodes in the mean and 60,000 at most; past this the rest is left unread."""


@dataclass(frozen=True, slots=True)
class Tree:
    """The visible part of a page in document order; index 0 is its root element.

    A text node without a word is no node of its own: its white space opens the text that follows.
    """

    head: Head
    tags: list[str]
    """Lower-case tag name of each node; `TEXT` for text."""
    parents: list[int]
    """Index of each node's parent, always smaller than its own; -1 for the root."""
    ends: list[int]
    """Index after the last node below each node; its own index + 1 for text."""
    attrs: list[Attrs]
    """Attributes of each element; empty for text."""
    texts: list[str]
    """Raw characters of text nodes, never blank; "" for elements."""
    is_cut: bool
    """Whether the page had more nodes than are read."""

    def paths(self, elements: Iterable[int]) -> dict[int, str]:
        """DOM path of each element, "/html/body/div[2]/p[1]": 1-based among siblings of the same tag."""
        found = {0: "/" + self.tags[0]} if self.tags else {}
        asked = list(elements)
        for element in asked:
            chain = []
            while element not in found:
                chain.append(element)
                element = self.parents[element]  # noqa: PLW2901
            for e in reversed(chain):
                if e not in found:
                    self._number_children(self.parents[e], found)
        return {e: found[e] for e in asked}

    def _number_children(self, parent: int, found: dict[int, str]) -> None:
        """Add the paths of an element's children, given its own."""
        counts: dict[str, int] = {}
        path, end, child = found[parent], self.ends[parent], parent + 1
        while child < end:
            tag = self.tags[child]
            counts[tag] = n = counts.get(tag, 0) + 1
            found[child] = f"{path}/{tag}[{n}]"
            child = self.ends[child]


def parse(html: str) -> Tree:
    """Parse a page of any quality; never raises on content. Linear in its size for markup in limits."""
    parser = LexborHTMLParser(html or "<html></html>")
    return _flatten(parser.root, read_head(parser))


def _flatten(root: LexborNode | None, head: Head) -> Tree:
    tags: list[str] = []
    parents: list[int] = []
    attrs: list[Attrs] = []
    texts: list[str] = []
    index: dict[int, int] = {}
    """Memory id → index of every element taken."""
    gap = ""
    """White space since the last text; kept to the letter only where a page has code."""
    has_code = is_cut = False
    for tag, node in _visible(root, index) if root is not None else ():
        if tag == TEXT:
            if node.is_empty_text_node:
                gap += (node.text_content or "") if has_code else " "
                continue
            text = node.text_content or " "
            if text.isspace():  # a no-break space, which Lexbor does not count as empty
                gap += text
                continue
            texts.append(gap + text)
            gap = ""
            attrs.append(_NONE)
        else:
            index[node.mem_id] = len(tags)
            if tag == "pre":
                gap, has_code = "", True
            texts.append("")
            attrs.append(node.attributes)
        parents.append(index[node.parent.mem_id] if tags else -1)  # type: ignore[union-attr]
        tags.append(tag)
        if len(tags) >= _MAX_NODES:
            is_cut = True
            break
    return Tree(head, tags, parents, _ends(parents), attrs, texts, is_cut)


def _visible(root: LexborNode, index: Container[int]) -> Iterator[tuple[str, LexborNode]]:
    """Tag and node of every text and visible element; what stands in one that is not in `index` is not visible."""
    is_within = False
    """Whether the last element is not visible: what follows stands in it or after it."""
    for node in root.traverse(include_text=True):
        if is_within:
            above = node.parent
            if above is None or above.mem_id not in index:
                continue
            is_within = False
        tag = node.tag
        if tag in _INVISIBLE:
            is_within = True
        elif tag is not None and (tag[0] != "-" or tag == TEXT):
            yield tag, node


def _ends(parents: list[int]) -> list[int]:
    """Index after the last node below each node."""
    ends = list(range(1, len(parents) + 1))
    for i in range(len(parents) - 1, 0, -1):
        p = parents[i]
        if ends[i] > ends[p]:  # noqa: PLR1730 (three times as fast as max)
            ends[p] = ends[i]
    return ends
