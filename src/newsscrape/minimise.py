"""A page → the smallest page that gives the same result, its markup otherwise as it was served.

The text of the page is cut, never parsed and written anew: broken markup is often what a fixture is for. Each
removal is kept only if the result stays the same, which the caller decides.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from dataclasses import dataclass
from functools import partial
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

    Range = tuple[int, int]
    Attributes = list[tuple[str, str | None]]

__all__ = ["Effort", "Minimised", "minimise"]

Effort = Literal["none", "markup", "all"]
"""none: the page as it is. markup: scripts, styles, comments, idle attributes, elements without text but meta, and of
like-shaped neighbours all but two. all: every element that changes nothing, boilerplate and meta too. JSON-LD and the
charset always stay."""

_VOID: Final = frozenset("area base br col embed hr img input link meta param source track wbr amp-img".split())
_FRAME: Final = frozenset({"html", "head", "body", "title"})
"""Never removed: a page has them."""
_DEAD: Final = frozenset("script style svg canvas iframe object embed template link noscript video audio".split())
"""Elements whose content is mostly no text of the page."""
_JSON_LD: Final = "application/ld+json"
_WITNESSES: Final = 2
"""Like-shaped neighbours kept, so that a fixture still has what must be left out."""
_ATTRIBUTE: Final = re.compile(r"""(?<!\s)\s+([^\s=>"'/]+)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+))?""")
_IDLE: Final = re.compile(r"(?:on|data-|aria-).*|style|srcset|sizes|nonce|integrity|tabindex|target|width|height", re.I)
"""Attributes that seldom change a result; each is tried."""
_DEEPEST: Final = 60
"""Levels of nesting that effort "all" goes down."""


@dataclass(frozen=True, slots=True)
class Minimised:
    """What is left of a page."""

    html: str
    tries: int
    """How often the result was compared."""
    is_complete: bool
    """Whether everything was tried; False where the time ran out."""


def minimise(
    html: str,
    is_same: Callable[[str], bool],
    effort: Effort = "markup",
    seconds: float = 20.0,
    clock: Callable[[], float] = time.monotonic,
) -> Minimised:
    """Cut what changes nothing, for at most `seconds`; `is_same` says whether a page still gives the result.

    Always gives a page for which `is_same` holds, the page itself where `effort` is "none".
    """
    trial = _Trial(html, is_same, clock() + seconds, clock)
    passes: list[Callable[[_Scan], list[Range]]] = []
    if effort != "none":
        passes = [_dead, _comments, _alike, _empty, _attributes]
    if effort == "all":
        passes += [partial(_at_depth, depth=depth) for depth in range(2, _DEEPEST)]
    for candidates in passes:
        trial.cut(candidates(_scan(trial.html)))
        trial.apply()
    return Minimised(trial.html, trial.tries, trial.is_complete)


class _Trial:
    """A page being cut; remembers what it may lose."""

    def __init__(self, html: str, is_same: Callable[[str], bool], deadline: float, clock: Callable[[], float]) -> None:
        self.html = html
        self.tries = 0
        self.is_complete = True
        self._is_same, self._deadline, self._clock = is_same, deadline, clock
        self._gone: list[Range] = []

    def cut(self, ranges: list[Range]) -> None:
        """Lose all of the ranges, or each half that can be lost, down to single ones."""
        if not ranges:
            return
        if self._clock() > self._deadline:
            self.is_complete = False
            return
        self.tries += 1
        if self._is_same(_without(self.html, [*self._gone, *ranges])):
            self._gone += ranges
        elif len(ranges) > 1:
            half = len(ranges) // 2
            self.cut(ranges[:half])
            self.cut(ranges[half:])

    def apply(self) -> None:
        """Take out what was lost; offsets are new from then on."""
        self.html, self._gone = _without(self.html, self._gone), []


def _without(html: str, ranges: list[Range]) -> str:
    parts, at = [], 0
    for start, end in sorted(ranges):
        if start > at:
            parts.append(html[at:start])
        at = max(at, end)
    return "".join([*parts, html[at:]])


@dataclass(slots=True)
class _Element:
    """An element and where it stands in the text; `end` stays -1 where its end tag is missing."""

    tag: str
    start: int
    key: tuple[int, str, str]
    """Parent, tag and class: what makes it alike to a neighbour."""
    stays: bool
    """JSON-LD and the charset are never removed."""
    depth: int
    end: int = -1
    has_text: bool = False


class _Scan(HTMLParser):
    """Elements, comments and attributes of a page with their offsets; knows no implied end tags."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[_Element] = []
        self.comments: list[Range] = []
        self.attributes: list[Range] = []
        self._html = html
        self._open: list[int] = []
        self._lines = [0, *(m.end() for m in re.finditer("\n", html))]

    def _here(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        start, text = self._here(), self.get_starttag_text() or ""
        values = dict(attrs)
        parent = self._open[-1] if self._open else -1
        key = (parent, tag, values.get("class") or "")
        is_json_ld = tag == "script" and (values.get("type") or "").strip().lower() == _JSON_LD
        stays = is_json_ld or (tag == "meta" and "charset" in values)
        element = _Element(tag, start, key, stays, len(self._open))
        if tag in _VOID:
            element.end = start + len(text)
        else:
            self._open.append(len(self.elements))
        self.elements.append(element)
        found = _ATTRIBUTE.finditer(text, len(tag) + 1)
        self.attributes += [(start + m.start(), start + m.end()) for m in found if _IDLE.fullmatch(m[1])]

    def handle_endtag(self, tag: str) -> None:
        start = self._here()
        end = self._html.find(">", start) + 1
        for at in range(len(self._open) - 1, -1, -1):
            element = self.elements[self._open[at]]
            if element.tag == tag and end:
                element.end = end
                del self._open[at:]
                return

    def handle_data(self, data: str) -> None:
        if data.strip():
            for i in reversed(self._open):
                if self.elements[i].has_text:
                    return
                self.elements[i].has_text = True

    def handle_comment(self, data: str) -> None:
        start = self._here()
        end = self._html.find("-->", start)
        if end >= 0 and self._html.startswith("<!--", start):
            self.comments.append((start, end + 3))

    def ranges(self, wanted: Callable[[_Element], bool]) -> list[Range]:
        """Where the removable elements wanted stand."""
        removable = (e for e in self.elements if e.end >= 0 and e.tag not in _FRAME and not e.stays)
        return [(e.start, e.end) for e in removable if wanted(e)]


def _scan(html: str) -> _Scan:
    scan = _Scan(html)
    try:
        scan.feed(html)
        scan.close()
    except AssertionError:  # html.parser's answer to some broken declarations; what was read until then is used
        scan.rawdata = ""
    return scan


def _dead(scan: _Scan) -> list[Range]:
    return scan.ranges(lambda e: e.tag in _DEAD)


def _comments(scan: _Scan) -> list[Range]:
    return scan.comments


def _attributes(scan: _Scan) -> list[Range]:
    return scan.attributes


def _empty(scan: _Scan) -> list[Range]:
    return scan.ranges(lambda e: not e.has_text and e.tag != "meta")


def _alike(scan: _Scan) -> list[Range]:
    """Elements after the first `_WITNESSES` of their kind."""
    seen: Counter[tuple[int, str, str]] = Counter()

    def is_further(e: _Element) -> bool:
        seen[e.key] += 1
        return seen[e.key] > _WITNESSES and e.tag not in _VOID

    return scan.ranges(is_further)


def _at_depth(scan: _Scan, *, depth: int) -> list[Range]:
    return scan.ranges(lambda e: e.depth == depth)
