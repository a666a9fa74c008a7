"""Lexbor's tree → the arrays of a `Tree`: each visible node is looked at once, what is not visible is passed by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from newsscrape.dom.head import read_head
from newsscrape.dom.tree import TEXT, Attrs, Tree

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

__all__ = ["flatten"]

_HEAD: Final = "head"
_PRE: Final = "pre"
_SCRIPT: Final = "script"
_INVISIBLE: Final = frozenset("style template svg math canvas iframe noembed noframes select textarea datalist".split())
_TELLING: Final = frozenset({"title", "base", "meta", "link", _SCRIPT})
"""Elements that say something of the page, not in it."""
_MAX_NODES: Final = 150_000
"""Real pages have 2,500 nodes in the mean and 60,000 at most; past this the rest is left unread."""


class _Walk:
    """One pass over a page; holds the state of that pass."""

    def __init__(self) -> None:
        self.tags: list[str] = []
        self.parents: list[int] = []
        self.ends: list[int] = []
        self.attrs: list[Attrs] = []
        self.texts: list[str] = []
        self.telling: list[LexborNode] = []
        """The elements that `read_head` reads, wherever they stand."""
        self.none: Attrs = {}
        """The attributes of all that have none."""
        self.size = 0
        """Nodes taken."""
        self.parent = -1
        """Index of the innermost open element."""
        self.gap = ""
        """White space since the last text; kept to the letter only where a page has code."""
        self.has_code = False

    def run(self, root: LexborNode) -> None:
        """Take the visible nodes in document order, up to `_MAX_NODES`."""
        opened: list[LexborNode] = []
        """The elements around the node."""
        names: dict[int, str] = {}
        """Tag names by Lexbor's number, so that a page has one string of each; "" for what is passed by."""
        node: LexborNode | None = root
        while node is not None and self.size < _MAX_NODES:
            tag_id = node.tag_id
            tag = names.get(tag_id)
            if tag is None:
                tag = names[tag_id] = _name(node)
            if tag is TEXT:
                self.take_text(node)
            elif tag is _SCRIPT:
                self.telling.append(node)
            elif tag is _HEAD:
                self.telling += [child for child in node.iter() if child.tag in _TELLING]
            elif tag and not (tag == "rt" and _is_above(node)):
                below = self.take_element(tag, node)
                if below is not None:
                    opened.append(node)
                    node = below
                    continue
            following = None
            while opened and following is None:
                following = node.next
                if following is None:
                    node = opened.pop()
                    self.leave()
            node = following
        while self.parent >= 0:
            self.leave()

    def take_element(self, tag: str, node: LexborNode) -> LexborNode | None:
        """Take an element and open it; gives its first child, None where it has none and is closed again."""
        if tag is _PRE:
            self.gap, self.has_code = "", True
        at = self.size
        self.take(tag, node.attributes or self.none, "")
        below = node.first_child
        if below is not None:
            self.parent = at
        if tag in _TELLING:
            self.telling.append(node)
        return below

    def take(self, tag: str, attrs: Attrs, text: str) -> None:
        self.tags.append(tag)
        self.parents.append(self.parent)
        self.size += 1
        self.ends.append(self.size)
        self.attrs.append(attrs)
        self.texts.append(text)

    def take_text(self, node: LexborNode) -> None:
        if node.is_empty_text_node:
            if self.has_code:
                self.gap += node.text_content or ""
            else:
                self.gap = self.gap or " "
            return
        text = node.text_content or " "
        if text.isspace():  # a no-break space, which Lexbor does not count as empty
            self.gap += text
            return
        self.take(TEXT, self.none, self.gap + text if self.gap else text)
        self.gap = ""

    def leave(self) -> None:
        """Close the innermost open element."""
        self.ends[self.parent] = self.size
        self.parent = self.parents[self.parent]


def _name(node: LexborNode) -> str:
    """The tag of a text, the head, a script or a visible element; "" for comments and what else is not visible."""
    tag = node.tag or ""
    for known in (TEXT, _HEAD, _SCRIPT, _PRE):  # these are told by identity
        if tag == known:
            return known
    return "" if tag in _INVISIBLE or tag.startswith("-") else tag


def _is_above(reading: LexborNode) -> bool:
    """Whether a reading of ruby text is only printed above it; one in `<rp>` brackets can stand in the sentence."""
    before = reading.prev
    return before is None or before.tag != "rp"


def flatten(root: LexborNode | None) -> Tree:
    """What a parsed page says of itself and its visible part; empty without a root."""
    walk = _Walk()
    if root is not None:
        walk.telling.append(root)
        walk.run(root)
    head = read_head(walk.telling)
    return Tree(head, walk.tags, walk.parents, walk.ends, walk.attrs, walk.texts, walk.size >= _MAX_NODES)
