"""Whether a page's markup is safe to parse: its tags are read as HTML reads them, before the parser does.

Lexbor is quadratic in nesting depth, in formatting elements that are opened anew and in attributes of one
tag, and no signal stops it. `check` says what is over a limit; `degrade` gives the same text with the
excess tags left out. Both are linear.

Most pages are so small that nothing quadratic can cost much, and `_builds_little` and `_has_short_tags` prove it
without reading them as HTML: whatever hides in comments, scripts or quotes is counted too. The others are read tag
by tag, by regular expressions that follow the tokeniser.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from newsscrape.dom.tags import (
    ATTRIBUTE,
    ENDS_SOON,
    FIRST_ATTRIBUTES,
    FORMATTING,
    LIES,
    MAX_ATTRIBUTES,
    MAX_FORMATTING_ATTRIBUTES,
    NAMES,
    OPEN_NAMES,
    OPEN_TOKEN,
    SHORT_TAG,
    START,
    STARTS,
    TOKEN,
)

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
CHEAP_TAGS: Final = 20_000
""""<" in a page whose nesting, however deep, is parsed within 0.4 s."""
CHEAP_DEPTH: Final = 8000
"""Start tags without an end tag; where all are open at once, later stages take 0.7 s."""
CHEAP_REBUILDS: Final = 2_500_000
"""Formatting start tags times "<": more than the parser then opens anew, 0.6 s of parsing."""
CHEAP_MERGED: Final = 4000
"""Attributes of html and body tags, which the parser gathers."""
CHEAP_ROOTS: Final = 4
"""html and body tags with many attributes."""
CHEAP_ATTRIBUTES: Final = 3_200_000_000
"""Characters of a page times those between two places looked at: at most 0.9 s of comparing attributes."""
MIN_GAP: Final = 5000
"""Characters between two such places, at least."""
MAX_MISSES: Final = 1000
"""Places that show nothing, until a page is read tag by tag."""
MAX_READ: Final = 16
"""How often, in the mean, a character may be read where what may be tags overlap."""
SEARCH_DEPTH: Final = 64
"""How far up an end tag's start tag is looked for; it keeps the scan linear."""
IMPLIED_DEPTH: Final = 8
"""How far up an element is looked for that a start tag ends: a list's items need no end tags."""

VOID: Final = frozenset("area base br col embed hr img input link meta param source track wbr".split())
ROOTS: Final = frozenset({"html", "body"})
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


def check(html: str) -> Verdict:
    """Say whether the page is within the limits; linear, 0.3 ms for a page of 200 KB."""
    if len(html) > MAX_CHARS:
        return Verdict("refuse", f"more than {MAX_CHARS} characters")
    is_small = _builds_little(html)
    if is_small and _has_short_tags(html):
        return Verdict()
    for names in (NAMES, OPEN_NAMES) if LIES.search(html) else (NAMES,):
        found = names.findall(html)
        reason = _too_many_attributes(found)
        if not reason and not is_small:
            reason = _too_often_open(found) or _Elements().take_all(found)
        if reason:
            return Verdict("degrade", reason)
    return Verdict()


def _too_many_attributes(names: list[str]) -> str | None:
    """The limit that an empty name in what NAMES found stands for; one at the end of the page stands for nothing."""
    if names and not names[-1]:
        names.pop()
    return f"a tag has more than {MAX_ATTRIBUTES} attributes" if "" in names else None


def _too_often_open(names: list[str]) -> str | None:
    """The limit on formatting elements that stay open, each of which may be opened anew in any element that follows."""
    open_of = dict.fromkeys(FORMATTING, 0)
    active = rebuilt = 0
    for name in map(str.lower, names):
        if name[0] == "/":
            if open_of.get(name):
                open_of[name] -= 1
                active -= 1
        elif "/" + name in FORMATTING and name != "a":
            open_of["/" + name] += 1
            active += 1
        else:
            rebuilt += active
    return MISNESTED if rebuilt > MAX_REOPENED else None


def _builds_little(html: str) -> bool:
    """Whether a bound on the work of building the tree is low, whatever of the page is markup and what is not."""
    tags = html.count("<")
    if tags > CHEAP_TAGS or (tags > CHEAP_DEPTH and tags - 2 * html.count("</") > CHEAP_DEPTH):
        return False
    rebuilt = merged = large_roots = 0
    for name, attributes in STARTS.findall(html):
        count = sum(1 for _ in ATTRIBUTE.finditer(attributes)) if attributes else 1
        if len(name) == 4 and name.lower() in ROOTS:
            merged += count
            large_roots += count > MAX_FORMATTING_ATTRIBUTES
        elif count <= MAX_FORMATTING_ATTRIBUTES:
            rebuilt += count  # to copy an attribute costs less than to open an element
        else:
            return False
    return rebuilt * tags <= CHEAP_REBUILDS and merged <= CHEAP_MERGED and large_roots <= CHEAP_ROOTS


def _has_short_tags(html: str) -> bool:
    """Whether no tag can have so many attributes that comparing all of a page's takes long.

    A tag goes on behind a ">" only where that is in a quoted value, in "" or in '': at some of them, both are
    followed to where such a tag ends. If that is soon, no tag that holds the place has many attributes behind
    it, nor before it, as far as it does not hold the place before, too. Where the next such place is far away,
    all that may be tags in between are read.
    """
    gap = max(MIN_GAP, CHEAP_ATTRIBUTES // max(1, len(html)))
    size, at, misses = len(html), 0, 0
    quotes = [_Quote('"'), _Quote("'")]
    while size - at > gap:
        place = html.rfind(">", at, at + gap)
        if place < 0:
            place = html.find(">", at + gap)
        while place >= 0 and not all(quote.ends_soon(html, place + 1) for quote in quotes):
            misses += 1
            if misses > MAX_MISSES:
                return False
            place = html.find(">", max(place, *(quote.at for quote in quotes if not quote.is_good)) + 1)
        end = size if place < 0 else place
        if end - at > gap and not _start_short_tags(html, at, end):
            return False
        at = end + 1
    return True


def _start_short_tags(html: str, at: int, end: int) -> bool:
    """Whether all that may be start tags in a stretch end soon; False also where reading them takes long."""
    read = 0
    for start in START.finditer(html, at, end):
        tag = SHORT_TAG.match(html, start.start())
        if not tag or (read := read + tag.end() - tag.start()) > MAX_READ * (end - at):
            return False
    return True


@dataclass(slots=True)
class _Quote:
    """The next quote of one kind, and what comes of a tag whose value it ends."""

    character: str
    at: int = -1
    is_good: bool = True
    """Whether the tag ends soon."""

    def ends_soon(self, html: str, start: int) -> bool:
        """Whether a tag that is in such a value at `start` has few attributes from there on."""
        if self.at < start:
            self.at = html.find(self.character, start)
            if self.at < 0:
                self.at = len(html)
            self.is_good = ENDS_SOON.match(html, self.at + 1) is not None
        return self.is_good


def degrade(html: str) -> str:
    """The page without the tags and attributes that exceed the limits; its text stays, linear time."""
    elements, out, kept = _Elements(), list[str](), 0
    for match in (OPEN_TOKEN if LIES.search(html) else TOKEN).finditer(html):
        name, attributes = match.groups("")
        if not name:
            continue
        if not elements.admit(name.lower()):
            out.append(html[kept : match.start()])
            kept = match.end()
        elif _too_many(name, attributes):
            first = FIRST_ATTRIBUTES.match(attributes)
            out += [html[kept : match.start()], "<", name, first[0] if first else "", ">"]
            kept = match.end()
    return "".join([*out, html[kept:]])


def _too_many(name: str, attributes: str) -> bool:
    most = MAX_FORMATTING_ATTRIBUTES if "/" + name.lower() in FORMATTING else MAX_ATTRIBUTES
    return len(attributes) > most and sum(1 for _ in ATTRIBUTE.finditer(attributes)) > most


@dataclass(slots=True)
class _Elements:
    """The open elements as a parser would keep them, nearly, and what it opens anew."""

    stack: list[str] = field(default_factory=lambda: [""])
    """The end tags awaited: "/div"."""
    loose: list[str] = field(default_factory=list)
    """Formatting elements that ended inside another one; the parser opens them anew at what comes next."""
    rebuilt: int = 0
    formatting: int = 0
    """Formatting elements open, in a page that is degraded."""
    roots: int = 0
    dropped: dict[str, int] = field(default_factory=dict)

    def take_all(self, names: list[str]) -> str | None:
        """Take what NAMES found in a page; the limit it exceeds, as one sentence, or None."""
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
                if self.is_full or self.rebuilt > MAX_REBUILT or self.roots > MAX_ROOTS:
                    break
        return self._reason()

    def _reason(self) -> str | None:
        if self.roots > MAX_ROOTS:
            return f"more than {MAX_ROOTS} html and body tags"
        if self.is_full:
            return f"more than {MAX_DEPTH} elements inside each other"
        return MISNESTED if self.rebuilt > MAX_REBUILT else None

    @property
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
