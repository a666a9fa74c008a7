"""The visible part of a page as flat arrays in document order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from newsscrape.dom.paths import number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsscrape.dom.head import Head

__all__ = ["HEADINGS", "READ", "TEXT", "Attrs", "Tree", "cuts_line"]

TEXT: Final = "-text"
"""The tag of a text node."""
HEADINGS: Final = {f"h{n}": n for n in range(1, 7)}
"""Tags of headings, with their levels."""
Attrs = Mapping[str, str | None]
"""Attribute name → value; None for an attribute without a value."""
READ: Final = frozenset(
    "alt aria-hidden aria-label class content data-component data-hi-res-src data-image data-lazy data-lazy-src "
    "data-lazy-srcset data-original data-src data-srcset data-testid data-url datetime height hidden href id itemprop "
    "itemtype rel role src srcset style typeof width".split()
)
"""The attributes of visible elements that a stage above reads; no others are taken out of the tree."""


def cuts_line(tag: str) -> bool:
    """Whether an element makes a block of its own though it may stand within a sentence: a button, a custom element."""
    return tag == "button" or ("-" in tag and tag != TEXT)


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
    """Attributes of each element, those in `READ`; empty for text. Elements alike may share one mapping."""
    texts: list[str]
    """Raw characters of text nodes, never blank; "" for elements."""
    is_cut: bool
    """Whether the page had more nodes than are read."""

    def paths(self, elements: Iterable[int]) -> dict[int, str]:
        """DOM path of each element, "/html/body/div[2]/p[1]": 1-based among siblings of the same tag."""
        return number(self.tags, self.parents, self.ends, elements)
