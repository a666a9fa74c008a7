"""Lexbor's tree, node by node, through selectolax' Python objects: what `lexbor.pyx` does without them."""

from __future__ import annotations

from sys import intern
from typing import TYPE_CHECKING, Final

from newsscrape.dom.tree import READ, TEXT, Attrs

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

__all__ = ["LONGEST", "Nodes"]

LONGEST: Final = 4_000
"""Characters kept of what an element of the head states; og:description of real pages has 500."""


class Nodes:
    """One node of a tree at a time; moves from each to those below, after and above it."""

    def __init__(self, root: LexborNode) -> None:
        self.node = root
        self.opened: list[LexborNode] = []
        """The elements around the node that were entered."""

    def enter(self) -> bool:
        """Go to the first node below an element; whether there is one."""
        below = self.node.first_child
        if below is None:
            return False
        self.opened.append(self.node)
        self.node = below
        return True

    def follow(self) -> bool:
        """Go to the next node of the same parent; whether there is one."""
        following = self.node.next
        if following is None:
            return False
        self.node = following
        return True

    def leave(self) -> None:
        """Go back to the element that was entered last."""
        self.node = self.opened.pop()

    def tag(self) -> str:
        """An element's name, interned; `TEXT` for text, "" for all else."""
        tag = self.node.tag or ""
        return TEXT if tag == TEXT else "" if tag.startswith("-") else intern(tag)

    def is_blank(self) -> bool:
        """Whether a text is nothing but the white space of HTML."""
        return self.node.is_empty_text_node

    def text(self) -> str:
        """A text as it stands in the page."""
        return self.node.text_content or ""

    def content(self) -> str:
        """All text below an element."""
        return self.node.text()

    def attributes(self) -> Attrs:
        """Those of an element's attributes that are in `READ`. The value may be one for several elements."""
        return {name: value for name, value in self.node.attributes.items() if name in READ}

    def stated(self) -> dict[str, str]:
        """All attributes of an element, "" for one without a value; of a long value its beginning."""
        return {name: (value or "")[:LONGEST] for name, value in self.node.attributes.items()}

    def tag_before(self) -> str:
        """The name of the element right before; "" where none is."""
        before = self.node.prev
        tag = (before.tag or "") if before is not None else ""
        return "" if tag.startswith("-") else tag
