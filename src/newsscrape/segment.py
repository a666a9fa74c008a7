"""Tree → the page's visible text blocks in order, each whole, with the context labelling needs.

A block is the text between two block-level borders. Inline elements never cut, except where an editor's
class on a `<span>` or a line break sets a credit, kicker, date or the like apart: such parts stay marked as
`joined`, so that assembling puts them together again when they turn out to be the same thing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from newsscrape.block import Span
from newsscrape.dom import TEXT

if TYPE_CHECKING:
    from newsscrape.dom import Tree

__all__ = ["Picture", "Segment", "Segmentation", "segment"]

_BLOCK: Final = frozenset(
    (
        "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset "
        "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html iframe label legend li main menu nav "
        "noscript ol option p pre section summary table tbody td tfoot th thead tr ul video audio"
    ).split()
)
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_FLOWING: Final = frozenset({"p", "li", "blockquote", "dd", "pre"})
"""Containers of running text, where a marked span cuts only at the container's beginning or end."""
_IMAGES: Final = frozenset({"img", "amp-img", "amp-anim"})
_MARKED: Final = re.compile(
    r"credit|copyright|source|quelle|kicker|overline|topline|eyebrow|author|autor|byline|caption|date|time"
    r"|agency|rights|photograph|headline|title|label|flag|subtitle|lead|teaser",
    re.IGNORECASE,
)
"""Classes that set a span apart: "figcaption__credit", "article-kicker" (fixture zeit-like-kicker-in-h1)."""
_HIDING_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_IGNORED: Final = {0xAD: None, 0x200B: None, 0x2060: None, 0xFEFF: None, 0x00: None}
"""Soft hyphen, zero-width space, word joiner, BOM, NUL: never part of a word."""
_EMPHASIS: Final = {"b": "strong", "strong": "strong", "em": "emphasis", "i": "emphasis"}


@dataclass(frozen=True, slots=True)
class Segment:
    """One block of visible text, not yet labelled."""

    text: str
    element: int
    """Index of the block-level element that holds it."""
    mark: int
    """Index of the marked inline element it fills, else `element`."""
    first: int
    """Index of its first text node; the order of blocks and pictures."""
    link_chars: int
    strong_chars: int
    spans: tuple[Span, ...]
    joined: str | None
    """None for a block of its own; "" or " " when it continues the previous one's container."""
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """One image with every address it might have, best first."""

    index: int
    attrs: dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Segmentation:
    """All blocks and pictures of a page, in document order."""

    segments: list[Segment]
    pictures: list[Picture]
    hidden: frozenset[int]
    """Elements not displayed by an attribute or style of their own."""


@dataclass(slots=True)
class _Buffer:
    """The block being collected; local to one call of `segment`."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    space: bool = False
    first: int = -1
    links: int = 0
    strong: int = 0
    spans: list[Span] = field(default_factory=list)
    joined: str | None = None


class _Segmenter:
    """One pass over a tree; holds the state of that pass."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.segments: list[Segment] = []
        self.pictures: list[Picture] = []
        self.hidden: set[int] = set()
        self.buffer = _Buffer()
        self.breaks = 0
        self.mark = -1
        self.open: list[tuple[int, str, int, str | None]] = []
        """Open inline elements that mean something: index, kind, start offset, url."""
        self.hidden_depth = 0

    def run(self) -> Segmentation:
        tags, parents = self.tree.tags, self.tree.parents
        stack: list[int] = []
        for i, tag in enumerate(tags):
            parent = parents[i]
            while stack and stack[-1] != parent:
                self.leave(stack.pop())
            if tag == TEXT:
                self.add(i, parent)
            else:
                self.enter(i, tag)
                stack.append(i)
        while stack:
            self.leave(stack.pop())
        return Segmentation(self.segments, self.pictures, frozenset(self.hidden))

    def enter(self, i: int, tag: str) -> None:
        attrs = self.tree.attrs[i]
        if tag in _BLOCK or "-" in tag:
            self.flush(self.container(self.tree.parents[i]), None)
        elif tag == "br":
            self.line_break(i)
        elif tag == "a":
            self.open.append((i, "link", self.offset(), attrs.get("href") if attrs else None))
        elif tag in _EMPHASIS:
            self.open.append((i, _EMPHASIS[tag], self.offset(), None))
        if tag in _IMAGES and attrs:
            self.pictures.append(Picture(i, attrs))
        if tag == "noscript":
            self.hide(i)
        if attrs:
            self.enter_marked(i, tag, attrs)

    def enter_marked(self, i: int, tag: str, attrs: dict[str, str | None]) -> None:
        style = attrs.get("style")
        if "hidden" in attrs or (style and _HIDING_STYLE.search(style)):
            self.hide(i)
        if self.mark < 0 and tag not in _BLOCK and "-" not in tag and self.is_marked(attrs):
            container = self.container(self.tree.parents[i])
            if self.buffer.parts and (self.tree.tags[container] not in _FLOWING):
                self.flush(container, " " if self.buffer.space else "")
            if not self.buffer.parts:
                self.mark = i

    def hide(self, i: int) -> None:
        if i not in self.hidden:
            self.hidden.add(i)
            self.hidden_depth += 1

    @staticmethod
    def is_marked(attrs: dict[str, str | None]) -> bool:
        name = f"{attrs.get('class') or ''} {attrs.get('itemprop') or ''}"
        return len(name) > 1 and _MARKED.search(name) is not None

    def leave(self, i: int) -> None:
        tag = self.tree.tags[i]
        if self.open and self.open[-1][0] == i:
            self.close_span(*self.open.pop())
        if tag in _BLOCK or "-" in tag:
            self.flush(i, None)
        elif i == self.mark:
            container = self.container(self.tree.parents[i])
            if self.tree.tags[container] not in _FLOWING:
                self.flush(container, "")
            self.mark = -1
        if i in self.hidden:
            self.hidden_depth -= 1

    def close_span(self, _index: int, kind: str, start: int, url: str | None) -> None:
        buffer = self.buffer
        start = min(start, buffer.length)
        size = buffer.length - start
        if size <= 0:
            return
        if buffer.parts and start and self.joined_text()[start] == " ":
            start += 1
        if kind == "link":
            buffer.links += size
        elif kind == "strong":
            buffer.strong += size
        buffer.spans.append(Span(start, buffer.length, kind, url))  # type: ignore[arg-type]

    def joined_text(self) -> str:
        buffer = self.buffer
        if len(buffer.parts) > 1:
            buffer.parts[:] = ["".join(buffer.parts)]
        return buffer.parts[0]

    def offset(self) -> int:
        return self.buffer.length

    def line_break(self, i: int) -> None:
        self.breaks += 1
        self.buffer.space = True
        container = self.container(self.tree.parents[i])
        tag = self.tree.tags[container]
        if self.breaks > 1:
            self.flush(container, None)
        elif tag in _HEADINGS or tag == "figcaption":
            self.flush(container, " ")

    def container(self, i: int) -> int:
        tags, parents = self.tree.tags, self.tree.parents
        while i > 0 and tags[i] not in _BLOCK and "-" not in tags[i]:
            i = parents[i]
        return max(i, 0)

    def add(self, i: int, parent: int) -> None:
        raw = self.tree.texts[i]
        words = raw.split()
        buffer = self.buffer
        if not words:
            buffer.space = True
            return
        if self.breaks:
            self.breaks = 0
        text = " ".join(words)
        if not text.isascii():
            text = text.translate(_IGNORED)
            if not text:
                return
        if buffer.first < 0:
            buffer.first = i
            if buffer.joined == "" and (buffer.space or raw[0].isspace()):
                buffer.joined = " "
        elif buffer.space or raw[0].isspace():
            text = " " + text
        buffer.parts.append(text)
        buffer.length += len(text)
        buffer.space = raw[-1].isspace()
        if self.tree.tags[parent] == "pre":
            buffer.parts[-1] = raw.strip("\n")
            buffer.length += len(buffer.parts[-1]) - len(text)

    def flush(self, element: int, joined: str | None) -> None:
        """End the block; `joined` says how the next one of the same container continues it."""
        buffer = self.buffer
        self.breaks = 0
        if not buffer.parts:
            if joined is None:
                buffer.joined = None
            return
        self.close_open()
        mark = self.mark if self.mark >= 0 and self.mark < buffer.first else element
        self.segments.append(
            Segment("".join(buffer.parts), element, mark, buffer.first, buffer.links, buffer.strong,
                    tuple(buffer.spans), buffer.joined, self.hidden_depth > 0)
        )  # fmt: skip
        self.buffer = _Buffer(joined=joined)
        self.open = [(i, kind, 0, url) for i, kind, _, url in self.open]

    def close_open(self) -> None:
        for entry in reversed(self.open):
            self.close_span(*entry)


def segment(tree: Tree) -> Segmentation:
    """Cut a tree into its visible text blocks; every text node with a word ends up in exactly one."""
    return _Segmenter(tree).run()
