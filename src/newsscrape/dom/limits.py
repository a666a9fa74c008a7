"""Whether a page's markup is safe to parse: its tags are read as HTML reads them, before the parser does.

Lexbor is quadratic in nesting depth, in formatting elements that are opened anew and in attributes of one
tag, and no signal stops it. `check` says what is over a limit; `degrade` gives the same text with the
excess tags left out. Both are linear.

Most pages have so few tags that nothing quadratic can cost much: one regular expression, which follows the
HTML tokeniser (quotes, comments, script text), proves it. The others have their tags taken one by one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, Literal

__all__ = ["MAX_ATTRIBUTES", "MAX_DEPTH", "MAX_REBUILT", "Verdict", "check", "degrade"]

MAX_DEPTH: Final = 2000
"""Elements open at once, 7 ms of parsing; newsbench: median 20, most 580."""
KEPT_DEPTH: Final = 600
"""Elements open at once in a page that is degraded, for whatever reason."""
MAX_REBUILT: Final = 20_000
"""Formatting elements the parser opens anew, 10 ms of parsing; newsbench: most 1,116."""
MAX_ATTRIBUTES: Final = 1000
"""Attributes of one tag."""
MAX_FORMATTING_ATTRIBUTES: Final = 20
"""Attributes of one formatting tag, which are copied whenever it is opened anew; no page of newsbench has more."""
MAX_ROOTS: Final = 16
"""html and body tags, whose attributes the parser merges."""
MAX_CHARS: Final = 50_000_000
"""Characters of a page; more is refused."""
FEW_TAGS: Final = 2000
"""Start tags that cannot nest, or be mis-nested, to more than 0.3 s of parsing."""
FEW_ATTRIBUTES: Final = 3
"""Attributes of a formatting tag on such a page."""
KEPT_ATTRIBUTES: Final = 10
"""Attributes that a tag with too many of them keeps."""
SEARCH_DEPTH: Final = 64
"""How far up an end tag's start tag is looked for; it keeps the scan linear."""
IMPLIED_DEPTH: Final = 8
"""How far up an element is looked for that a start tag ends: a list's items need no end tags."""

VOID: Final = frozenset("area base br col embed hr img input link meta param source track wbr".split())
ROOTS: Final = frozenset({"html", "body"})
FORMATTING: Final = frozenset(
    "/a /b /big /code /em /font /i /nobr /s /small /strike /strong /tt /u".split()
)  # as end tags, like all that is on the stack
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


def _any_case(word: str) -> str:
    return "".join(f"[{c}{c.upper()}]" for c in word)


# The parts follow the tokeniser of the HTML standard (13.2.5), whose white space is these five characters.
_SPACE: Final = r" \t\n\f\r"
_NAME: Final = rf"[a-zA-Z][^{_SPACE}/>]*+"
_ATTRIBUTE: Final = (
    rf"[{_SPACE}/]*+[^{_SPACE}/>][^{_SPACE}/>=]*+"
    rf"(?:[{_SPACE}]*+=[{_SPACE}]*+(?:\"[^\"]*+\"|'[^']*+'|[^{_SPACE}>\"'][^{_SPACE}>]*+|))?+"
)
_TAG_END: Final = rf"[{_SPACE}/]*+(?:>|\Z)"
_REST: Final = rf"(?:{_ATTRIBUTE}){{0,{MAX_ATTRIBUTES}}}+{_TAG_END}"
_COMMENT: Final = r"!--(?:-?>|(?:[^-]++|-(?!-!?>))*+(?:--!?>)?+)"
_BOGUS: Final = r"(?:!(?!--)|\?|/(?![a-zA-Z]))[^>]*+"
_RAW: Final = "|".join(
    rf"{_any_case(name)}(?![^{_SPACE}/>]){_REST}(?:[^<]++|<(?!/{_any_case(name)}))*+"
    for name in "script style textarea title xmp iframe noembed noframes".split()
)
_ROOT: Final = rf"(?:{_any_case('html')}|{_any_case('body')})(?=[{_SPACE}/>]){_REST}"
_SKIPPED: Final = rf"{_RAW}|{_COMMENT}|{_BOGUS}"
# Not "a": of these, the parser opens only one anew.
_FORMATTING: Final = "|".join(_any_case(name[1:]) for name in sorted(FORMATTING - {"/a"}))


def _formatting_with_more_than(attributes: int) -> str:
    return rf"(?:{_FORMATTING})(?=[{_SPACE}/])(?:{_ATTRIBUTE}){{{attributes + 1}}}"


_BETWEEN: Final = rf"(?:[^<]++|<(?:/{_NAME}{_REST}|{_COMMENT}|{_BOGUS}|(?![a-zA-Z!?/])))*+"

FEW: Final = re.compile(
    rf"{_BETWEEN}(?:<(?:{_RAW}|(?!{_ROOT}|{_formatting_with_more_than(FEW_ATTRIBUTES)}){_NAME}{_REST})"
    rf"{_BETWEEN}){{0,{FEW_TAGS}}}+"
)
"""As much of a page as has at most FEW_TAGS start tags, none of html or body, none with too many attributes."""
ROOT: Final = re.compile("<" + _ROOT)
NAMES: Final = re.compile(
    rf"(?:[^<]++|<(?:{_SKIPPED}|(?!/?[a-zA-Z])))*+<"
    rf"(?:(?!{_formatting_with_more_than(MAX_FORMATTING_ATTRIBUTES)})(/?{_NAME}){_REST}|/?[a-zA-Z](?s:.*(?=.)))"
    rf"|(?:[^<]++|<(?:{_SKIPPED}|(?!/?[a-zA-Z])))++\Z"
)
"""`findall` gives the names of all tags, "div" and "/div"; "" for a tag with too many attributes, the last that
is looked at, and for an end without a tag, which must match lest every place in it be tried."""
TOKEN: Final = re.compile(rf"<(?:{_SKIPPED}|(/?{_NAME})((?:{_ATTRIBUTE})*+){_TAG_END})")
"""A tag (its name, its attributes), a comment, or a script with its text."""
ATTRIBUTE: Final = re.compile(rf"(?<![{_SPACE}/]){_ATTRIBUTE}")
FIRST_ATTRIBUTES: Final = re.compile(rf"(?:{_ATTRIBUTE}){{0,{KEPT_ATTRIBUTES}}}+")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the scan says of a page."""

    status: Literal["ok", "degrade", "refuse"] = "ok"
    reason: str | None = None
    """One sentence; None if ok."""


def check(html: str) -> Verdict:
    """Say whether the page is within the limits; linear, 0.3 ms for a page of 200 KB with 1,000 tags."""
    if len(html) > MAX_CHARS:
        return Verdict("refuse", f"more than {MAX_CHARS} characters")
    if _has_few(html):
        return Verdict()
    reason = _Elements().take_all(NAMES.findall(html))
    return Verdict("degrade", reason) if reason else Verdict()


def _has_few(html: str) -> bool:
    """Whether a page has few tags, and none with too many attributes."""
    at = 0
    for _ in range(MAX_ROOTS + 1):
        at = FEW.match(html, at).end()  # type: ignore[union-attr]  # it matches ""
        if at == len(html):
            return True
        if not (root := ROOT.match(html, at)):
            return False
        at = root.end()
    return False


def degrade(html: str) -> str:
    """The page without the tags and attributes that exceed the limits; its text stays, linear time."""
    elements, out, kept = _Elements(), list[str](), 0
    for match in TOKEN.finditer(html):
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
    roots: int = 0
    dropped: dict[str, int] = field(default_factory=dict)

    def take_all(self, names: list[str]) -> str | None:
        """Take what NAMES found in a page; the limit it exceeds, as one sentence, or None."""
        stack, loose, top = self.stack, self.loose, ""
        if names and not names[-1]:
            names.pop()
        if "" in names:
            return f"a tag has more than {MAX_ATTRIBUTES} attributes"
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
        return "too many mis-nested formatting tags" if self.rebuilt > MAX_REBUILT else None

    @property
    def is_full(self) -> bool:
        """Whether more elements are open than may be."""
        return len(self.stack) > MAX_DEPTH

    def admit(self, name: str) -> bool:
        """Take a tag if it is within the limits; whether it was taken. An end tag goes with its start tag."""
        base = name.removeprefix("/")
        if base in VOID:
            return True
        if self.rebuilt > MAX_REBUILT and "/" + base in FORMATTING:
            return False
        if name != base and self.dropped.get(base):
            self.dropped[base] -= 1
            return False
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
        stack = self.stack
        for at in range(len(stack) - 1, max(0, len(stack) - 1 - IMPLIED_DEPTH), -1):
            if stack[at] in BARRIERS:
                return
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
