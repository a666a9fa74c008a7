"""Whether a page's markup is safe to parse: its tags are read as HTML reads them, before the parser does.

Lexbor is quadratic in nesting depth, in formatting elements that are opened anew and in attributes of one
tag, and no signal stops it. `check` says what is over a limit; `degrade` gives the same text with the
excess tags left out. Both are linear.

Most pages are so small that nothing quadratic can cost much, and `builds_little` and `has_short_tags` of `scan.py`
prove it without reading them as HTML: whatever hides in comments, scripts or quotes is counted too. The others are
read tag by tag.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from newsscrape.dom.scan import REOPENED, ROOTS, Tags, builds_little, has_short_tags, names
from newsscrape.dom.tags import FORMATTING, LIES, MAX_ATTRIBUTES
from newsscrape.octets import Octets

__all__ = ["MAX_ATTRIBUTES", "MAX_DEPTH", "MAX_REBUILT", "Verdict", "check", "degrade"]

MAX_DEPTH: Final = 2000
"""Elements open at once, 7 ms of parsing; newsbench: median 20, most 580."""
KEPT_DEPTH: Final = 600
"""Elements open at once in a page that is degraded, for whatever reason."""
KEPT_FORMATTING: Final = 10
"""Formatting elements open at once in a page that is degraded."""
MAX_REBUILT: Final = 20_000
"""Formatting elements the parser opens anew, 10 ms of parsing; newsbench: most 1,116."""
MAX_REOPENED: Final = 500_000
"""Formatting elements open, summed over all other start tags: 0.1 s of parsing, 0.5 s where they have attributes."""
MISNESTED: Final = "too many mis-nested formatting tags"
MAX_ROOTS: Final = 16
"""html and body tags, whose attributes the parser merges."""
MAX_CHARS: Final = 50_000_000
"""Characters of a page; more is refused."""
SEARCH_DEPTH: Final = 64
"""How far up an end tag's start tag is looked for; it keeps the scan linear."""
IMPLIED_DEPTH: Final = 8
"""How far up an element is looked for that a start tag ends: a list's items need no end tags."""

VOID: Final = frozenset("area base br col embed hr img input link meta param source track wbr".split())
SCOPE: Final = frozenset("/table /td /th /caption /object /marquee /applet /template /html /svg /math".split())
IMPLIED: Final = {
    "p": frozenset({"/p"}),
    "li": frozenset({"/li"}),
    "dt": frozenset({"/dt", "/dd"}),
    "dd": frozenset({"/dt", "/dd"}),
    "option": frozenset({"/option"}),
    "tr": frozenset({"/tr", "/td", "/th"}),
    "td": frozenset({"/td", "/th"}),
    "th": frozenset({"/td", "/th"}),
}
BARRIERS: Final = frozenset("/ul /ol /dl /select /table /object /template".split())
PLAIN: Final = {
    name: "/" + name
    for name in "a abbr address article aside b blockquote button cite code div em fieldset figcaption figure font "
    "footer form g h1 h2 h3 h4 h5 h6 head header i iframe label main nav noscript ol path picture script section "
    "select small span strong style sup svg table tbody time title ul use video".split()
}
"""Frequent start tags that end no other element, and their end tags."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the scan says of a page."""

    status: Literal["ok", "degrade", "refuse"] = "ok"
    reason: str | None = None
    """One sentence; None if ok."""
    has_small_tree: bool = False
    """Of a page to be degraded: whether its tree can cost little, so that only attributes are too many."""


def check(utf8: bytes) -> Verdict:
    """Say whether the page is within the limits; linear, 0.15 ms for a page of 200 KB."""
    page = Octets(utf8)
    if page.size > MAX_CHARS and len(utf8.decode()) > MAX_CHARS:
        return Verdict("refuse", f"more than {MAX_CHARS} characters")
    is_small = builds_little(page)
    if is_small and has_short_tags(page):
        return Verdict()
    readings = [False, True] if LIES.search(utf8) else [False]
    for is_open in readings:
        found = names(page, is_open)
        if found is None:
            return Verdict("degrade", f"a tag has more than {MAX_ATTRIBUTES} attributes", is_small)
        reason = None if is_small else _too_often_open(found) or _Elements().take_all(found)
        if reason:
            return Verdict("degrade", reason)
    return Verdict()


def _too_often_open(names: list[str]) -> str | None:
    """The limit on formatting elements that stay open, each of which may be opened anew in any element that follows."""
    open_of = dict.fromkeys(FORMATTING, 0)
    active = rebuilt = 0
    for each in names:
        name = each.lower()
        if name[0] == "/":
            if open_of.get(name):
                open_of[name] -= 1
                active -= 1
        elif name in REOPENED:
            open_of["/" + name] += 1
            active += 1
        else:
            rebuilt += active
    return MISNESTED if rebuilt > MAX_REOPENED else None


def degrade(utf8: bytes, *, has_small_tree: bool = False) -> bytes:
    """The page without the attributes that exceed the limits, nor the tags, unless its tree is known to be small.

    Its text stays, linear time.
    """
    elements = None if has_small_tree else _Elements()
    tags = Tags(Octets(utf8), LIES.search(utf8) is not None)
    out, kept = list[bytes](), 0
    name = tags.next()
    while name is not None:
        if elements is not None and not tags.is_raw and not elements.admit(name.lower()):
            out.append(utf8[kept : tags.start])
            kept = tags.end
        elif tags.first_end >= 0:
            out += [utf8[kept : tags.first_end], b">"]
            kept = tags.end
        name = tags.next()
    return b"".join([*out, utf8[kept:]])


class _Elements:
    """The open elements as a parser would keep them, nearly, and what it opens anew."""

    def __init__(self) -> None:
        self.stack = [""]
        """The end tags awaited: "/div"."""
        self.loose: list[str] = []
        """Formatting elements that ended inside another one; the parser opens them anew at what comes next."""
        self.rebuilt = 0
        self.formatting = 0
        """Formatting elements open, in a page that is degraded."""
        self.roots = 0
        self.dropped: dict[str, int] = {}

    def take_all(self, names: list[str]) -> str | None:
        """Take the tags of a page; the limit it exceeds, as one sentence, or None."""
        stack, loose, top = self.stack, self.loose, ""
        for name in names:
            if name == top and not loose:
                stack.pop()
                top = stack[-1]
            elif name in VOID:
                pass
            elif not loose and (end := PLAIN.get(name)):
                stack.append(end)
                top = end
                if len(stack) > MAX_DEPTH:
                    break
            else:
                self.take(name.lower())
                top = stack[-1]
                if self.is_full() or self.rebuilt > MAX_REBUILT or self.roots > MAX_ROOTS:
                    break
        return self._reason()

    def _reason(self) -> str | None:
        if self.roots > MAX_ROOTS:
            return f"more than {MAX_ROOTS} html and body tags"
        if self.is_full():
            return f"more than {MAX_DEPTH} elements inside each other"
        return MISNESTED if self.rebuilt > MAX_REBUILT else None

    def is_full(self) -> bool:
        """Whether more elements are open than may be."""
        return len(self.stack) > MAX_DEPTH

    def admit(self, name: str) -> bool:
        """Take a tag if it is within the limits; whether it was taken. An end tag goes with its start tag."""
        base = name.removeprefix("/")
        if base in VOID:
            return True
        is_formatting = "/" + base in FORMATTING
        if self.rebuilt > MAX_REBUILT and is_formatting:
            return False
        if name != base and self.dropped.get(base):
            self.dropped[base] -= 1
            return False
        if is_formatting and name == base and self.formatting >= KEPT_FORMATTING:
            self.dropped[base] = self.dropped.get(base, 0) + 1
            return False
        if is_formatting:
            self.formatting = max(0, self.formatting + (1 if name == base else -1))
        if name == base and (
            len(self.stack) + len(self.loose) >= KEPT_DEPTH or (self.roots >= MAX_ROOTS and name in ROOTS)
        ):
            self.dropped[base] = self.dropped.get(base, 0) + 1
            return False
        self.take(name)
        return True

    def take(self, name: str) -> None:
        """Take the next tag, lower case: "div" or "/div"; no void element."""
        self.rebuilt += len(self.loose)
        if name[0] == "/":
            self._close(name)
            return
        if name in IMPLIED:
            self._end_implied(IMPLIED[name])
        self.roots += name in ROOTS
        self.stack.append("/" + name)
        self.stack += self.loose
        self.loose.clear()

    def _end_implied(self, names: frozenset[str]) -> None:
        stack, left = self.stack, IMPLIED_DEPTH
        for at in range(len(stack) - 1, 0, -1):
            if stack[at] in BARRIERS or not left:
                return
            left -= stack[at] not in FORMATTING
            if stack[at] in names:
                self._end(at)

    def _close(self, name: str) -> None:
        stack = self.stack
        if name in self.loose:
            self.loose.remove(name)
            return
        for at in range(len(stack) - 1, max(0, len(stack) - 1 - SEARCH_DEPTH), -1):
            if stack[at] == name:
                if name in FORMATTING and not FORMATTING.issuperset(stack[at:]):
                    # The blocks inside stay open: the parser moves them out, one by one.
                    self.rebuilt += len(stack) - at
                    del stack[at]
                else:
                    self._end(at)
                return
            if stack[at] in SCOPE:
                return
        if name in FORMATTING:
            self.rebuilt += len(stack) >> 2

    def _end(self, at: int) -> None:
        """End an element and those inside it; formatting elements among these become loose."""
        self.loose += [name for name in self.stack[at + 1 :] if name in FORMATTING]
        del self.stack[at:]
