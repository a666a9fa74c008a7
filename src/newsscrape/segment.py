"""Tree → the page's visible text blocks in order, each whole, with the context labelling needs.

A block is the text between two block-level borders. Inline elements never cut, except where an editor's
class on a `<span>` or a line break sets a credit, kicker, date or the like apart: such parts stay marked as
`joined`, so that assembling puts them together again when they turn out to be the same thing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from newsscrape.dom import TEXT
from newsscrape.text import AnyOf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsscrape.dom import Attrs, Tree

__all__ = ["Mark", "Picture", "Segment", "Segmentation", "segment", "shown_chars"]

_BLOCK: Final = frozenset(
    (
        "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset "
        "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html iframe label legend li main menu nav "
        "noscript ol option p pre section summary table tbody td tfoot th thead tr ul video audio"
    ).split()
)
_BREAKING: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "figcaption"})
"""Containers in which one line break sets two parts apart: a kicker from its headline, a credit from its caption."""
_FLOWING: Final = frozenset({"p", "li", "blockquote", "dd", "pre"})
"""Containers of running text, where a marked span cuts only at the container's beginning or end."""
_IMAGES: Final = frozenset({"img", "amp-img", "amp-anim"})
_MARKED: Final = AnyOf(
    (
        "credit copyright source quelle kicker overline topline eyebrow author autor byline caption date time "
        "agency rights photograph headline title label flag lead teaser"
    ).split()
)
"""Lower-case classes that set a span apart: "figcaption__credit", "article-kicker" (fixture zeit-like-kicker-in-h1)."""
_MAY_HIDE: Final = AnyOf(("none", "hidden"))
_HIDING_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_IGNORED: Final = "\xad\u200b\u2060\ufeff"
"""Soft hyphen, zero-width space, word joiner, BOM: never part of a word."""
_UNSEEN: Final = "\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069 "
"""Joiners and marks of direction: part of words, but no text where nothing else stands: editors' empty paragraphs."""
_TIP: Final = re.compile(
    r"(?:tool-?tip|pop-?over|roll-?over|hover-?card)[-_]*(?:text|txt|content|block|bubble|box|body|inner|panel|message)",
    re.IGNORECASE,
)
"""Classes of inline elements that open over the text: "tooltiptext", "Term_tooltipBubble"; not of what opens them."""
_EMPHASIS: Final = {"b": "strong", "strong": "strong", "em": "emphasis", "i": "emphasis"}
_PLAIN, _TEXT, _NAMED, _BREAK, _IMAGE, _CUT = range(6)
_KIND: Final = {
    tag: kind
    for kind, tags in (
        (_CUT, _BLOCK), (_NAMED, (*_EMPHASIS, "a")), (_BREAK, ("br",)), (_IMAGE, ("img",)), (_PLAIN, ("span",)),
        (_TEXT, (TEXT,)),
    )
    for tag in tags
}  # fmt: skip
"""What a tag does to the block being collected; others cut if they have a hyphen, else are plain."""


# A page has hundreds of these, no dataclasses therefore: compiled, their attributes are C values and read-only, and the
# garbage collector passes them by (setup.py).


class Mark:
    """A link or emphasis inside a block, offsets in characters, end exclusive; `url` as written."""

    __slots__ = ("end", "kind", "start", "url")

    def __init__(self, start: int, end: int, kind: str, url: str | None) -> None:
        self.start = start
        self.end = end
        self.kind = kind
        self.url = url


class Segment:
    """One block of visible text, not yet labelled."""

    __slots__ = (
        "element", "first", "is_hidden", "joined", "link_chars", "mark", "spans", "strong_chars", "text", "tips",
    )  # fmt: skip

    text: str
    element: int
    """Index of the block-level element that holds it."""
    mark: int
    """Index of the marked inline element it fills, else `element`."""
    first: int
    """Index of its first text node; the order of blocks and pictures."""
    link_chars: int
    strong_chars: int
    spans: tuple[Mark, ...]
    joined: str | None
    """None for a block of its own; "" or " " when it continues the previous one's container."""
    is_hidden: bool
    tips: tuple[tuple[int, int], ...]
    """Start and end of what opens over the text, a tooltip: the net has read it, the document leaves it out."""


class Picture:
    """One image: the index of its element and the attributes that may hold its address."""

    __slots__ = ("attrs", "index")

    def __init__(self, index: int, attrs: Attrs) -> None:
        self.index = index
        self.attrs = attrs


@dataclass(frozen=True, slots=True)
class Segmentation:
    """All blocks and pictures of a page, in document order."""

    segments: list[Segment]
    pictures: list[Picture]


class _Segmenter:
    """One pass over a tree; holds the state of that pass."""

    def __init__(self, tree: Tree) -> None:
        self.tags, self.ends, self.parents = tree.tags, tree.ends, tree.parents
        self.attrs, self.texts = tree.attrs, tree.texts
        self.segments: list[Segment] = []
        self.pictures: list[Picture] = []
        self.container = 0
        """The innermost open block-level element."""
        self.containers: list[int] = []
        """Those around it, the innermost last."""
        self.breaks = 0
        """Line breaks since the last text."""
        self.mark = -1
        """The open marked inline element, -1 if there is none."""
        self.named: list[tuple[int, str, int, str | None]] = []
        """Open links and emphasis: index, kind, start offset, url."""
        self.tip = -1
        """The open inline element that opens over the text, -1 if there is none, and where it began."""
        self.tip_start = 0
        self.tips: list[tuple[int, int]] = []
        self.tipping: dict[str, bool] = {}
        """Whether a class tells such an element, for those seen."""
        self.hiding: list[int] = []
        """The open elements that are not displayed."""
        self.marking: dict[str, bool] = {}
        """Whether a class or itemprop marks an element, for those seen."""
        self.styles: dict[str, bool] = {}
        """Whether a style hides an element, for those seen."""
        self.parts: list[str] = []
        """The texts of the block being collected."""
        self.spans: list[Mark] = []
        self.clear(None)

    def clear(self, joined: str | None) -> None:
        self.parts.clear()
        self.length = 0
        """Characters of the block being collected, of its links and of its strong emphasis."""
        self.links = 0
        self.strong = 0
        self.space = False
        """Whether white space ended the last text."""
        self.first = -1
        self.spans.clear()
        self.tips.clear()
        self.tip_start = 0
        self.joined = joined

    def run(self) -> Segmentation:
        """Take all nodes in order; an element is left before the first node after those below it."""
        ends, parents, attrs = self.ends, self.parents, self.attrs
        top = -1
        """The innermost open element."""
        until = len(ends)
        for i, tag in enumerate(self.tags):
            while i >= until:
                self.leave(top)
                top = parents[top]
                until = ends[top]
            kind = _KIND.get(tag, -1)
            if kind < 0:
                kind = _CUT if "-" in tag else _PLAIN
            if kind == _TEXT:
                self.add(self.texts[i], i)
            elif kind == _BREAK:
                self.line_break()
            elif kind == _IMAGE:
                self.pictures.append(Picture(i, attrs[i]))
            else:
                if kind == _CUT:
                    self.cut(i, tag)
                if ends[i] > i + 1:
                    self.enter(i, tag, kind)
                    top, until = i, ends[i]
        while top >= 0:
            self.leave(top)
            top = parents[top]
        return Segmentation(self.segments, self.pictures)

    def cut(self, i: int, tag: str) -> None:
        """End the block before a block-level element."""
        if self.parts or self.joined is not None:
            self.flush(self.container, None)
        self.breaks = 0
        if tag in _IMAGES:
            self.pictures.append(Picture(i, self.attrs[i]))

    def enter(self, i: int, tag: str, kind: int) -> None:
        """Open an element that holds others."""
        own = self.attrs[i]
        name = own.get("class")
        has_more = len(own) > (name is not None)
        """Whether it has other attributes, too; most have a class alone, or nothing."""
        if kind == _CUT:
            self.containers.append(self.container)
            self.container = i
        else:
            if kind == _NAMED:
                what, url = ("link", own.get("href")) if tag == "a" else (_EMPHASIS[tag], None)
                self.named.append((i, what, self.length, url))
            if self.mark < 0 and (self.is_marked(name) or (has_more and self.is_marked(own.get("itemprop")))):
                if self.parts and self.tags[self.container] not in _FLOWING:
                    self.flush(self.container, " " if self.space else "")
                if not self.parts:
                    self.mark = i
            if self.tip < 0 and self.parts and name and self.is_tip(name):
                self.tip, self.tip_start = i, self.length
        if tag == "noscript" or (has_more and ("hidden" in own or self.is_hidden(own.get("style")))):
            self.hiding.append(i)

    def is_marked(self, name: str | None) -> bool:
        if not name:
            return False
        known = self.marking.get(name)
        if known is None:
            known = self.marking[name] = _MARKED.is_in(name.lower())
        return known

    def is_tip(self, name: str) -> bool:
        known = self.tipping.get(name)
        if known is None:
            known = self.tipping[name] = _TIP.search(name) is not None
        return known

    def is_hidden(self, style: str | None) -> bool:
        if not style:
            return False
        known = self.styles.get(style)
        if known is None:
            known = self.styles[style] = _MAY_HIDE.is_in(style.lower()) and _HIDING_STYLE.search(style) is not None
        return known

    def leave(self, i: int) -> None:
        if self.named and self.named[-1][0] == i:
            _, kind, start, url = self.named.pop()
            self.close(kind, start, url)
        if i == self.container:
            if self.parts or self.joined is not None:
                self.flush(i, None)
            self.breaks = 0
            self.container = self.containers.pop()
        elif i == self.mark:
            if self.tags[self.container] not in _FLOWING:
                self.flush(self.container, "")
            self.mark = -1
        if i == self.tip:
            self.close_tip()
            self.tip = -1
        if self.hiding and self.hiding[-1] == i:
            self.hiding.pop()

    def close(self, kind: str, start: int, url: str | None) -> None:
        """End a link or emphasis that began at an offset of the block."""
        if start >= self.length:
            return
        if start and self.whole()[start] == " ":
            start += 1
        if kind == "link":
            self.links += self.length - start
        elif kind == "strong":
            self.strong += self.length - start
        self.spans.append(Mark(start, self.length, kind, url))

    def close_tip(self) -> None:
        if 0 < self.tip_start < self.length:  # a block that is nothing else is for labelling
            self.tips.append((self.tip_start, self.length))

    def whole(self) -> str:
        if len(self.parts) > 1:
            self.parts[:] = ["".join(self.parts)]
        return self.parts[0]

    def line_break(self) -> None:
        self.breaks += 1
        self.space = True
        if self.breaks > 1:
            self.flush(self.container, None)
            self.breaks = 2
        elif self.tags[self.container] in _BREAKING:
            self.flush(self.container, " ")
            self.breaks = 1

    def add(self, raw: str, i: int) -> None:
        """Take the text of a node."""
        text = raw.strip()
        if not _is_plain(text):
            text = " ".join(text.split())
            for sign in _IGNORED:  # four searches take a tenth of the time of str.translate
                if sign in text:
                    text = text.replace(sign, "")
            if not text or (text[0] in _UNSEEN and not text.strip(_UNSEEN)):
                return
        self.breaks = 0
        begins_apart = self.space or raw[0].isspace()
        if not self.parts:
            self.first = i
            if begins_apart and self.joined == "":
                self.joined = " "
        elif begins_apart:
            text = " " + text
        if self.tags[self.container] == "pre":
            text = raw.strip("\n") if not self.parts else raw
        self.parts.append(text)
        self.length += len(text)
        self.space = raw[-1].isspace()

    def flush(self, element: int, joined: str | None) -> None:
        """End the block; `joined` says how the next one of the same container continues it."""
        if not self.parts:
            if joined is None:
                self.joined = None
            return
        for _, kind, start, url in reversed(self.named):
            self.close(kind, start, url)
        if self.tip >= 0:
            self.close_tip()
        mark = self.mark if 0 <= self.mark < self.first else element
        block = Segment()
        block.text, block.element, block.mark, block.first = self.whole(), element, mark, self.first
        block.link_chars, block.strong_chars, block.spans = self.links, self.strong, tuple(self.spans)
        block.joined, block.is_hidden, block.tips = self.joined, bool(self.hiding), tuple(self.tips)
        self.segments.append(block)
        self.clear(joined)
        if self.named:
            self.named = [(i, kind, 0, url) for i, kind, _, url in self.named]


def _is_plain(text: str) -> bool:
    """Whether a text surely holds no white space but single spaces and nothing of `_IGNORED`."""
    was_space = False
    for c in text:
        if c == " ":
            if was_space:
                return False
            was_space = True
            continue
        was_space = False
        if c < "\x80":
            if c < " ":
                return False
        elif c <= "\xad" or "\u2000" <= c < "\u2010" or "\u2028" <= c < "\u2070" or c in "\u1680\u3000\ufeff":
            return False
    return True


def shown_chars(segments: Sequence[Segment], most: int) -> int:
    """Characters of the blocks that are displayed; counted no further than `most`."""
    chars = 0
    for block in segments:
        if not block.is_hidden:
            chars += len(block.text)
            if chars >= most:
                break
    return chars


def segment(tree: Tree) -> Segmentation:
    """Cut a tree into its visible text blocks; every text node with a word ends up in exactly one."""
    return _Segmenter(tree).run()
