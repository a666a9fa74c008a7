"""Tree → the page's visible text blocks in order, each whole, with the context labelling needs.

A block is the text between two block-level borders. Inline elements never cut, except where an editor's
class on a `<span>` or a line break sets a credit, kicker, date or the like apart: such parts stay marked as
`joined`, so that assembling puts them together again when they turn out to be the same thing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from newsscrape.dom import TEXT

if TYPE_CHECKING:
    from newsscrape.dom import Attrs, Tree

__all__ = ["Mark", "Picture", "Segment", "Segmentation", "segment"]

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
_MARKED: Final = re.compile(
    r"credit|copyright|source|quelle|kicker|overline|topline|eyebrow|author|autor|byline|caption|date|time"
    r"|agency|rights|photograph|headline|title|label|flag|subtitle|lead|teaser"
)
"""Lower-case classes that set a span apart: "figcaption__credit", "article-kicker" (fixture zeit-like-kicker-in-h1)."""
_HIDING_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_IGNORED: Final = "\xad\u200b\u2060\ufeff"
"""Soft hyphen, zero-width space, word joiner, BOM: never part of a word."""
_EMPHASIS: Final = {"b": "strong", "strong": "strong", "em": "emphasis", "i": "emphasis"}
_CUT, _NAMED, _PLAIN = "cut", "named", "plain"
_KIND: Final = (
    dict.fromkeys(_BLOCK, _CUT) | dict.fromkeys(_EMPHASIS, _NAMED) | {"a": _NAMED, "br": "break", "img": "image"}
)  # fmt: skip
"""What a tag does to the block being collected; tags with a hyphen cut, all others are plain."""


class Mark(NamedTuple):
    """A link or emphasis inside a block, offsets in characters, end exclusive; `url` as written."""

    start: int
    end: int
    kind: str
    url: str | None


class Segment(NamedTuple):
    """One block of visible text, not yet labelled (a tuple, since a page has hundreds)."""

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


@dataclass(frozen=True, slots=True)
class Picture:
    """One image with every address it might have, best first."""

    index: int
    attrs: Attrs


@dataclass(frozen=True, slots=True)
class Segmentation:
    """All blocks and pictures of a page, in document order."""

    segments: list[Segment]
    pictures: list[Picture]


class _Segmenter:
    """One pass over a tree; holds the state of that pass."""

    def __init__(self, tree: Tree) -> None:
        self.tags, self.ends, self.attrs, self.texts = tree.tags, tree.ends, tree.attrs, tree.texts
        self.segments: list[Segment] = []
        self.pictures: list[Picture] = []
        self.container = 0
        """The innermost open block-level element."""
        self.breaks = 0
        """Line breaks since the last text."""
        self.mark = -1
        """The open marked inline element, -1 if there is none."""
        self.named: list[tuple[int, str, int, str | None]] = []
        """Open links and emphasis: index, kind, start offset, url."""
        self.marking: dict[str, bool] = {}
        """Whether a class and itemprop mark an element, for those seen."""
        self.hidden = 0
        """How many of the open elements are not displayed."""
        self.clear(None)

    def clear(self, joined: str | None) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.space = False
        self.first = -1
        self.links = 0
        self.strong = 0
        self.spans: list[Mark] = []
        self.joined = joined

    def run(self) -> Segmentation:
        ends, attrs, kind_of = self.ends, self.attrs, _KIND.get
        opened: list[tuple[int, int, int, bool]] = []
        """End, index, container before, hidden: of every open element that must be left again."""
        until = never = len(ends) + 1
        for i, tag in enumerate(self.tags):
            while i >= until:
                _, index, container, hides = opened.pop()
                self.leave(index, container, hides)
                until = opened[-1][0] if opened else never
            if tag == TEXT:
                self.add(i)
                continue
            kind = kind_of(tag) or (_CUT if "-" in tag else _PLAIN)
            own = attrs[i]
            if kind is _CUT:
                if self.parts or self.joined is not None:
                    self.flush(self.container, None)
                self.breaks = 0
                if tag in _IMAGES:
                    self.pictures.append(Picture(i, own))
            elif (not own and kind is _PLAIN) or not self.enter(i, tag, kind, own):
                continue
            if ends[i] > i + 1:
                hides = tag == "noscript" or (("style" in own or "hidden" in own) and _is_hidden(own))
                self.hidden += hides
                opened.append((ends[i], i, self.container, hides))
                until = ends[i]
                if kind is _CUT:
                    self.container = i
        while opened:
            _, index, container, hides = opened.pop()
            self.leave(index, container, hides)
        return Segmentation(self.segments, self.pictures)

    def enter(self, i: int, tag: str, kind: str, attrs: Attrs) -> bool:
        """Open an inline element; whether it must be left again."""
        if kind == "break":
            self.line_break()
            return False
        if kind == "image":
            self.pictures.append(Picture(i, attrs))
            return False
        if self.ends[i] == i + 1:
            return False
        if kind is _NAMED:
            what, url = ("link", attrs.get("href")) if tag == "a" else (_EMPHASIS[tag], None)
            self.named.append((i, what, self.length, url))
        if attrs and self.mark < 0 and self.is_marked(attrs):
            if self.parts and self.tags[self.container] not in _FLOWING:
                self.flush(self.container, " " if self.space else "")
            if not self.parts:
                self.mark = i
        return True

    def is_marked(self, attrs: Attrs) -> bool:
        name = f"{attrs.get('class') or ''} {attrs.get('itemprop') or ''}"
        known = self.marking.get(name)
        if known is None:
            known = self.marking[name] = len(name) > 1 and _MARKED.search(name.lower()) is not None
        return known

    def leave(self, i: int, container: int, hides: bool) -> None:  # noqa: FBT001
        if self.named and self.named[-1][0] == i:
            _, kind, start, url = self.named.pop()
            self.close(kind, start, url)
        if i == self.container:
            if self.parts or self.joined is not None:
                self.flush(i, None)
            self.breaks = 0
            self.container = container
        elif i == self.mark:
            if self.tags[self.container] not in _FLOWING:
                self.flush(self.container, "")
            self.mark = -1
        self.hidden -= hides

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

    def add(self, i: int) -> None:
        raw = self.texts[i]
        text = " ".join(raw.split())
        if not text.isascii():
            for sign in _IGNORED:  # four searches take a tenth of the time of str.translate
                if sign in text:
                    text = text.replace(sign, "")
            if not text:
                return
        self.breaks = 0
        if not self.parts:
            self.first = i
            if self.joined == "" and (self.space or raw[0].isspace()):
                self.joined = " "
        elif self.space or raw[0].isspace():
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
        mark = self.mark if 0 <= self.mark < self.first else element
        self.segments.append(
            Segment(self.whole(), element, mark, self.first, self.links, self.strong, tuple(self.spans), self.joined,
                    self.hidden > 0)
        )  # fmt: skip
        self.clear(joined)
        if self.named:
            self.named = [(i, kind, 0, url) for i, kind, _, url in self.named]


def _is_hidden(attrs: Attrs) -> bool:
    style = attrs.get("style")
    return "hidden" in attrs or (bool(style) and _HIDING_STYLE.search(style or "") is not None)


def segment(tree: Tree) -> Segmentation:
    """Cut a tree into its visible text blocks; every text node with a word ends up in exactly one."""
    return _Segmenter(tree).run()
