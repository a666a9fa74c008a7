"""A page's tags, found as the HTML tokeniser finds them, and bounds on what they can cost the parser.

All is linear in the page's size. Attributes follow the standard (13.2.5), whose white space is " \\t\\n\\f\\r". The
module is compiled; so that it is of use without that, long stretches are passed by searches, not by single steps.
"""

from __future__ import annotations

from typing import Final

from newsscrape.dom.tags import FORMATTING, MAX_ATTRIBUTES, MAX_FORMATTING_ATTRIBUTES, RAW

__all__ = ["builds_little", "has_short_tags", "names"]

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
FEW_ATTRIBUTES: Final = 3
"""Attributes of a formatting tag that cost no more than the element itself."""
SOON: Final = 100
"""Attributes up to which a tag ends soon."""
MIN_GAP: Final = 5000
"""Characters between two such places, at least."""
MAX_MISSES: Final = 1000
"""Places that show nothing, until a page is read tag by tag."""
MAX_READ: Final = 16
"""How often, in the mean, a character may be read where what may be tags overlap."""
LONGEST: Final = 6
"""Characters of the longest name in WEIGHED."""
ROOTS: Final = frozenset({"html", "body"})
REOPENED: Final = frozenset(name[1:] for name in FORMATTING) - {"a"}
"""Formatting elements that the parser may open anew many times; of "a" only one."""
WEIGHED: Final = REOPENED | ROOTS


def attribute_end(html: str, at: int) -> int:
    """Where an attribute ends that begins at `at`; a value that is never closed is none."""
    size = len(html)
    end = at + 1
    while end < size:
        c = html[end]
        if c <= ">" and c in " \t\n\f\r/>=":
            break
        end += 1
    at = end
    while at < size and html[at] in " \t\n\f\r":
        at += 1
    if at >= size or html[at] != "=":
        return end
    at += 1
    while at < size and html[at] in " \t\n\f\r":
        at += 1
    if at >= size:
        return at
    c = html[at]
    if c in "\"'":
        close = html.find('"' if c == '"' else "'", at + 1)
        return at if close < 0 else close + 1
    while at < size:
        c = html[at]
        if c <= ">" and c in " \t\n\f\r>":
            break
        at += 1
    return at


def tag_end(html: str, at: int, most: int) -> int:
    """Where a tag ends whose attributes begin at `at`, or the page before; -1 if it has more than `most` of them."""
    size = len(html)
    while True:
        c = html[at] if at < size else ">"
        while c <= "/" and c in " \t\n\f\r/":
            at += 1
            c = html[at] if at < size else ">"
        if c == ">":
            return min(at + 1, size)
        if most <= 0:
            return -1
        most -= 1
        at = attribute_end(html, at)


def name_end(html: str, at: int, most: int) -> int:
    """Where a tag's name ends that begins at `at`, or `most` characters after."""
    end = min(len(html), at + most)
    while at < end and html[at] not in " \t\n\f\r/>":
        at += 1
    return at


def count_attributes(html: str, at: int) -> int:
    """Attributes of a start tag from `at` on, counted up to one more than a formatting element may have."""
    size, count = len(html), 0
    while count <= MAX_FORMATTING_ATTRIBUTES:
        while at < size and html[at] in " \t\n\f\r/":
            at += 1
        if at >= size or html[at] == ">":
            break
        count += 1
        at = attribute_end(html, at)
    return count


def weighed_end(html: str, at: int) -> int:
    """Where the name of a formatting element, html or body ends that may begin at `at`, in a start tag; else 0."""
    if at + 1 >= len(html) or html[at] not in "bcefhinstuBCEFHINSTU" or html[at + 1] not in " \t\n\f\r/>imotIMOT":
        return 0
    end = name_end(html, at, LONGEST + 1)
    if end >= len(html) or end - at > LONGEST:
        return 0
    return end if html[at:end].lower() in WEIGHED else 0


def builds_little(html: str) -> bool:
    """Whether a bound on the work of building the tree is low, whatever of the page is markup and what is not."""
    tags = ends = rebuilt = merged = large = 0
    at, last = html.find("<"), len(html) - 1
    while 0 <= at < last:
        tags += 1
        if html[at + 1] == "/":
            ends += 1
        else:
            end = weighed_end(html, at + 1)
            if end:
                count = count_attributes(html, end)
                weight = count if count > FEW_ATTRIBUTES else 1
                if html[at + 1 : end].lower() in ROOTS:
                    merged += weight
                    large += count > MAX_FORMATTING_ATTRIBUTES
                elif count <= MAX_FORMATTING_ATTRIBUTES:
                    rebuilt += weight  # to copy an attribute costs less than to open an element
                else:
                    return False
        at = html.find("<", at + 1)
    tags += 0 <= at == last
    is_deep = tags > CHEAP_TAGS or (tags > CHEAP_DEPTH and tags - 2 * ends > CHEAP_DEPTH)
    return not is_deep and rebuilt * tags <= CHEAP_REBUILDS and merged <= CHEAP_MERGED and large <= CHEAP_ROOTS


class Quote:
    """The next quote of one kind, and what comes of a tag whose value it ends."""

    def __init__(self, character: str) -> None:
        self.character = character
        self.at = -1
        self.is_good = True
        """Whether the tag ends soon."""

    def ends_soon(self, html: str, start: int) -> bool:
        """Whether a tag that is in such a value at `start` has few attributes from there on."""
        if self.at < start:
            self.at = html.find(self.character, start)
            if self.at < 0:
                self.at = len(html)
            self.is_good = tag_end(html, self.at + 1, SOON) >= 0
        return self.is_good


def has_short_tags(html: str) -> bool:
    """Whether no tag can have so many attributes that comparing all of a page's takes long.

    A tag goes on behind a ">" only where that is in a quoted value, in "" or in '': at some of them, both are
    followed to where such a tag ends. If that is soon, no tag that holds the place has many attributes behind
    it, nor before it, as far as it does not hold the place before, too. Where the next such place is far away,
    all that may be tags in between are read.
    """
    size, at, misses = len(html), 0, 0
    gap = max(MIN_GAP, CHEAP_ATTRIBUTES // max(1, size))
    double, single = Quote('"'), Quote("'")
    while size - at > gap:
        place = html.rfind(">", at, at + gap)
        if place < 0:
            place = html.find(">", at + gap)
        while place >= 0 and not (double.ends_soon(html, place + 1) and single.ends_soon(html, place + 1)):
            misses += 1
            if misses > MAX_MISSES:
                return False
            for quote in (double, single):
                if not quote.is_good:
                    place = max(place, quote.at)
            place = html.find(">", place + 1)
        end = size if place < 0 else place
        if end - at > gap and not start_short_tags(html, at, end):
            return False
        at = end + 1
    return True


def start_short_tags(html: str, at: int, end: int) -> bool:
    """Whether all that may be start tags in a stretch end soon; False also where reading them takes long."""
    left = MAX_READ * (end - at)
    at = html.find("<", at, end - 1)
    while at >= 0:
        if is_letter(html, at + 1):
            stop = tag_end(html, name_end(html, at + 1, len(html)), MAX_ATTRIBUTES)
            left -= stop - at
            if stop < 0 or left < 0:
                return False
        at = html.find("<", at + 1, end - 1)
    return True


def is_letter(html: str, at: int) -> bool:
    """Whether a name may begin at `at`."""
    return at < len(html) and ("a" <= html[at] <= "z" or "A" <= html[at] <= "Z")


def names(html: str, is_open: bool) -> list[str] | None:  # noqa: FBT001
    """The names of all tags, "div" and "/div", but start tags of RAW; None if one has too many attributes.

    If `is_open`, those of tags in comments and scripts too.
    """
    found: list[str] = []
    at = html.find("<")
    while at >= 0:
        is_end = at + 1 < len(html) and html[at + 1] == "/"
        if not is_letter(html, at + 1 + is_end):
            at = html.find("<", at + 1 if is_open else skipped(html, at))
            continue
        after = name_end(html, at + 1 + is_end, len(html))
        name = html[at + 1 : after]
        low = name.lower()
        after = tag_end(html, after, MAX_FORMATTING_ATTRIBUTES if low in REOPENED else MAX_ATTRIBUTES)
        if after < 0:
            return None
        if low in RAW and not is_open:
            after = raw_end(html, after, low)
        else:
            found.append(name)
        at = html.find("<", after)
    return found


def skipped(html: str, at: int) -> int:
    """Where to go on after a "<" that begins no tag: a comment, or what is taken for one, or a mere character."""
    if html.startswith("!--", at + 1):
        at += 4
        if html.startswith((">", "->"), at):
            return at
        at = html.find("--", at)
        while at >= 0 and not html.startswith((">", "!>"), at + 2):
            at = html.find("--", at + 1)
        return len(html) if at < 0 else at
    if html.startswith(("!", "?", "/"), at + 1):
        at = html.find(">", at + 2)
        return len(html) if at < 0 else at
    return at + 1


def raw_end(html: str, at: int, name: str) -> int:
    """Where the end tag of an element begins whose content is text; the end of the page without one."""
    at = html.find("</", at)
    while at >= 0 and html[at + 2 : at + 2 + len(name)].lower() != name:
        at = html.find("</", at + 2)
    return len(html) if at < 0 else at
