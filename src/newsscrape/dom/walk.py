"""Lexbor's tree → the arrays of a `Tree`: each visible node is looked at once, what is not visible is passed by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from newsscrape.dom.head import HeadReader
from newsscrape.dom.nodes import Nodes
from newsscrape.dom.tree import TEXT, Attrs, Tree

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

__all__ = ["flatten"]

_HEAD: Final = "head"
_PRE: Final = "pre"
_READING: Final = "rt"
_SCRIPT: Final = "script"
_INVISIBLE: Final = frozenset("style template svg math canvas iframe noembed noframes select textarea datalist".split())
_TELLING: Final = frozenset({"html", "title", "base", "meta", "link", _SCRIPT})
"""Elements that say something of the page."""
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
        self.head = HeadReader()
        self.none: Attrs = {}
        """The attributes of texts."""
        self.size = 0
        """Nodes taken."""
        self.end: int = 0
        """The same; as one object, which the arrays share."""
        self.parent = -1
        """Index of the innermost open element."""
        self.around: int = -1
        """The same; as one object."""
        self.gap = ""
        """White space since the last text; kept to the letter only where a page has code."""
        self.has_code = False

    def run(self, nodes: Nodes) -> None:
        """Take the visible nodes in document order, up to `_MAX_NODES`."""
        while self.size < _MAX_NODES:
            tag = nodes.tag()
            if tag is TEXT:
                self.take_text(nodes)
            elif tag is _SCRIPT:
                self.head.take(tag, nodes)
            elif tag is _HEAD:
                self.take_head(nodes)
            elif self.is_shown(tag, nodes) and self.take_element(tag, nodes):
                continue
            while self.parent >= 0 and not nodes.follow():
                nodes.leave()
                self.leave()
            if self.parent < 0:
                break
        while self.parent >= 0:
            self.leave()

    def is_shown(self, tag: str, nodes: Nodes) -> bool:
        """Whether an element is visible; comments, which have no tag, are not.

        A reading of ruby text is printed above it; only one in `<rp>` brackets can stand in the sentence.
        """
        return tag != "" and tag not in _INVISIBLE and (tag is not _READING or nodes.tag_before() == "rp")

    def take_head(self, nodes: Nodes) -> None:
        """Take what the head says of the page; of its elements none is visible."""
        is_within = nodes.enter()
        while is_within:
            tag = nodes.tag()
            if tag in _TELLING:
                self.head.take(tag, nodes)
            if not nodes.follow():
                nodes.leave()
                is_within = False

    def take_element(self, tag: str, nodes: Nodes) -> bool:
        """Take an element and go to its first child; where it has none, gives False and stays."""
        if tag is _PRE:
            self.gap, self.has_code = "", True
        if tag in _TELLING:
            self.head.take(tag, nodes)
        at = self.end
        self.take(tag, nodes.attributes(), "")
        if not nodes.enter():
            return False
        self.parent = self.around = at
        return True

    def take(self, tag: str, attrs: Attrs, text: str) -> None:
        self.tags.append(tag)
        self.parents.append(self.around)
        self.size += 1
        self.end = self.size
        self.ends.append(self.end)
        self.attrs.append(attrs)
        self.texts.append(text)

    def take_text(self, nodes: Nodes) -> None:
        if nodes.is_blank():
            if self.has_code:
                self.gap += nodes.text()
            else:
                self.gap = self.gap or " "
            return
        text = nodes.text() or " "
        if text.isspace():  # a no-break space, which is not HTML's white space
            self.gap += text
            return
        self.take(TEXT, self.none, self.gap + text if self.gap else text)
        self.gap = ""

    def leave(self) -> None:
        """Close the innermost open element."""
        self.ends[self.parent] = self.end
        self.parent = self.around = self.parents[self.parent]


def _best_nodes() -> type[Nodes]:
    """Lexbor's own functions; without a compiler, or where selectolax hides them, its Python objects."""
    try:
        from newsscrape.dom.lexbor import LexborNodes
    except ImportError:
        return Nodes
    return LexborNodes


_NODES: Final = _best_nodes()


def flatten(root: LexborNode | None) -> Tree:
    """What a parsed page says of itself and its visible part; empty without a root."""
    walk = _Walk()
    if root is not None:
        walk.run(_NODES(root))
    return Tree(walk.head.head(), walk.tags, walk.parents, walk.ends, walk.attrs, walk.texts, walk.size >= _MAX_NODES)
