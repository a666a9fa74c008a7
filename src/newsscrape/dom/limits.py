"""Whether a page's markup is safe to parse: a linear scan of its tags, before the parser sees them.

Lexbor is quadratic in nesting depth, mis-nested formatting and attributes of one tag, and no signal
stops it. `check` says what is over a limit; `degrade` gives the same text with the excess tags left out.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Final, Literal

__all__ = ["MAX_ATTRIBUTES", "MAX_DEPTH", "MAX_MISNESTED", "Verdict", "check", "degrade"]

MAX_DEPTH: Final = 600
"""Elements open at once; newsbench: median 20, most 580."""
MAX_MISNESTED: Final = 2000
"""Formatting elements closed by another element's end tag, which the parser opens anew."""
MAX_ATTRIBUTES: Final = 1000
"""Attributes of one start tag."""
MAX_CHARS: Final = 50_000_000
"""Characters of a page; more is refused."""
LONG_TAG: Final = 2 * MAX_ATTRIBUTES
"""A tag with more than MAX_ATTRIBUTES has at least as many characters."""
SEARCH_DEPTH: Final = 64
"""How far up an end tag's start tag is looked for; it keeps the scan linear."""

TOKEN: Final = re.compile(r"<(/?[a-zA-Z][^\s/>]*|!--)|-->")
ATTRIBUTE: Final = re.compile(r"[\s/][^\s/>=]")
# ="some value": words inside are no attributes
QUOTED: Final = re.compile(r"=\s*+(?:\"[^\"]*+\"|'[^']*+')")
START: Final = re.compile(r"([a-zA-Z][a-zA-Z0-9:-]{0,40})[\s/]")
VOID: Final = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img",
     "input", "link", "meta", "param", "source", "track", "wbr"}
)  # fmt: skip
IMPLIED: Final = frozenset(["p", "li", "dt", "dd", "option", "tr", "td", "th"])
RAW: Final = frozenset(["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"])
FORMATTING: Final = frozenset(
    {"a", "b", "big", "code", "em", "font", "i",
     "nobr", "s", "small", "strike", "strong", "tt", "u"}
)  # fmt: skip
SCOPE: Final = frozenset(
    {"table", "td", "th", "caption", "object",
     "marquee", "applet", "template", "html", "svg", "math"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the scan says of a page."""

    status: Literal["ok", "degrade", "refuse"] = "ok"
    reason: str | None = None
    """One sentence; None if ok."""


@dataclass(slots=True)
class _Scan:
    """The open elements, as a parser would keep them, nearly."""

    stack: list[str] = field(default_factory=list)
    raw: str | None = None
    misnested: int = 0

    def token(self, name: str) -> None:
        """Take the next tag: "div", "/div", "!--", or "" for the end of a comment."""
        if self.raw is not None:
            if name == self.raw:
                self.raw = None
        elif name[:1] == "/":
            self._close(name[1:])
        elif name == "!--":
            self.raw = ""
        elif name in RAW:
            self.raw = "/" + name
        elif name and name not in VOID:
            self._open(name)

    def _open(self, name: str) -> None:
        if not (name in IMPLIED and self.stack and self.stack[-1] == name):
            self.stack.append(name)

    def _close(self, name: str) -> None:
        stack = self.stack
        for at in range(len(stack) - 1, max(-1, len(stack) - 1 - SEARCH_DEPTH), -1):
            if stack[at] == name:
                self.misnested += sum(open_ in FORMATTING for open_ in stack[at + 1 :])
                del stack[at:]
                return
            if stack[at] in SCOPE:
                return


def check(html: str) -> Verdict:
    """Say whether the page is within the limits; linear, about 1 ms per 250 KB."""
    if len(html) > MAX_CHARS:
        return Verdict("refuse", f"more than {MAX_CHARS} characters")
    if (tag := _long_tag(html)) is not None:
        return Verdict("degrade", f"a <{tag}> tag has more than {MAX_ATTRIBUTES} attributes")
    scan = _Scan()
    token, stack = scan.token, scan.stack
    for name in TOKEN.findall(html):
        token(name.lower())
        if len(stack) > MAX_DEPTH:
            return Verdict("degrade", f"more than {MAX_DEPTH} elements inside each other")
    if scan.misnested > MAX_MISNESTED:
        return Verdict("degrade", f"more than {MAX_MISNESTED} mis-nested formatting tags")
    return Verdict()


def degrade(html: str) -> str:
    """The page without the tags and attributes that exceed the limits; its text stays, linear time."""
    html = _short_tags(html)
    scan, dropped = _Scan(), Counter[str]()
    out: list[str] = []
    kept = 0
    for match in TOKEN.finditer(html):
        if match.start() < kept:
            continue
        name = (match[1] or "").lower()
        if scan.raw is None and _excess(scan, dropped, name):
            end = html.find(">", match.end())
            out.append(html[kept : match.start()])
            kept = len(html) if end < 0 else end + 1
        else:
            scan.token(name)
    return "".join([*out, html[kept:]])


def _excess(scan: _Scan, dropped: Counter[str], name: str) -> bool:
    """Whether this tag goes; the end tag of a dropped start tag goes with it."""
    base = name.removeprefix("/")
    if not base or base == "!--" or base in VOID or base in RAW:
        return False
    if scan.misnested > MAX_MISNESTED and base in FORMATTING:
        return True
    if name[0] == "/":
        if dropped[base] > 0:
            dropped[base] -= 1
            return True
        return False
    if len(scan.stack) >= MAX_DEPTH:
        dropped[base] += 1
        return True
    return False


def _long_tag(html: str) -> str | None:
    """The name of the first start tag with too many attributes, or None."""
    for piece in html.split("<"):
        if len(piece) > LONG_TAG and (name := START.match(piece)) and _attributes(piece) > MAX_ATTRIBUTES:
            return name[1]
    return None


def _attributes(piece: str) -> int:
    return len(ATTRIBUTE.findall(QUOTED.sub("= ", piece).partition(">")[0]))


def _short_tags(html: str) -> str:
    pieces = html.split("<")
    for at, piece in enumerate(pieces):
        name = START.match(piece) if at and len(piece) > LONG_TAG else None
        if name and _attributes(piece) > MAX_ATTRIBUTES:
            # Text after the tag is kept; a quoted ">" before its end leaves some of a value as text.
            pieces[at] = name[1] + ">" + piece.partition(">")[2]
    return "<".join(pieces)
