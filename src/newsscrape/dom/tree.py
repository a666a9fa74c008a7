"""The visible part of a page as flat arrays in document order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsscrape.dom.head import Head

__all__ = ["TEXT", "Attrs", "Tree"]

TEXT: Final = "-text"
"""The tag of a text node."""
Attrs = Mapping[str, str | None]
"""Attribute name → value; None for an attribute without a value."""


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
