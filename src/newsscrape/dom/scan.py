# cython: boundscheck=False, wraparound=False
"""A page's tags, found as the HTML tokeniser finds them, and bounds on what they can cost the parser.

All is linear in the page's size, which is read as UTF-8: what is beyond ASCII is no part of what is looked for.
Attributes follow the standard (13.2.5), whose white space is " \\t\\n\\f\\r". The module is compiled; so that it is of
use without that, long stretches are passed by searches, not by single steps. Every place is compared with the size
before it is read.
"""

from __future__ import annotations

from typing import Final

from newsscrape.dom.tags import FORMATTING, KEPT_ATTRIBUTES, MAX_ATTRIBUTES, MAX_FORMATTING_ATTRIBUTES, RAW
from newsscrape.octets import Octets

__all__ = ["Tags", "builds_little", "has_short_tags", "names"]

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
"""Bytes of a page times those between two places looked at: at most 0.9 s of comparing attributes."""
FEW_ATTRIBUTES: Final = 3
"""Attributes of a formatting tag that cost no more than the element itself."""
SOON: Final = 100
"""Attributes up to which a tag ends soon."""
MIN_GAP: Final = 5000
"""Bytes between two such places, at least."""
MAX_MISSES: Final = 1000
"""Places that show nothing, until a page is read tag by tag."""
MAX_READ: Final = 16
"""How often, in the mean, a byte may be read where what may be tags overlap."""
LONGEST: Final = 6
"""Characters of the longest name in WEIGHED."""
SMALL: Final = 0x20
"""The bit that makes a small letter of a capital one."""
LESS, GREATER, SLASH, EQUALS, DOUBLE, SINGLE = b"<>/=\"'"
ROOTS: Final = frozenset({"html", "body"})
REOPENED: Final = frozenset(name[1:] for name in FORMATTING) - {"a"}
"""Formatting elements that the parser may open anew many times; of "a" only one."""
WEIGHED: Final = REOPENED | ROOTS


def attribute_end(page: Octets, at: int) -> int:
    """Where an attribute ends that begins at `at`; a value that is never closed is none."""
    size, end = page.size, at + 1
    while end < size and page.octets[end] not in b" \t\n\f\r/>=":
        end += 1
    at = end
    while at < size and page.octets[at] in b" \t\n\f\r":
        at += 1
    if at >= size or page.octets[at] != EQUALS:
        return end
    at += 1
    while at < size and page.octets[at] in b" \t\n\f\r":
        at += 1
    if at >= size:
        return at
    if page.octets[at] in b"\"'":
        close = page.find(page.octets[at], at + 1, size)
        return at if close < 0 else close + 1
    while at < size and page.octets[at] not in b" \t\n\f\r>":
        at += 1
    return at


def tag_end(page: Octets, at: int, most: int) -> int:
    """Where a tag ends whose attributes begin at `at`, or the page before; -1 if it has more than `most` of them."""
    size = page.size
    while True:
        while at < size and page.octets[at] in b" \t\n\f\r/":
            at += 1
        if at >= size or page.octets[at] == GREATER:
            return min(at + 1, size)
        if most <= 0:
            return -1
        most -= 1
        at = attribute_end(page, at)


def name_end(page: Octets, at: int, most: int) -> int:
    """Where a tag's name ends that begins at `at`, or `most` bytes after."""
    end = min(page.size, at + most)
    while at < end and page.octets[at] not in b" \t\n\f\r/>":
        at += 1
    return at


def count_attributes(page: Octets, at: int) -> int:
    """Attributes of a start tag from `at` on, counted up to one more than a formatting element may have."""
    size, count = page.size, 0
    while count <= MAX_FORMATTING_ATTRIBUTES:
        while at < size and page.octets[at] in b" \t\n\f\r/":
            at += 1
        if at >= size or page.octets[at] == GREATER:
            break
        count += 1
        at = attribute_end(page, at)
    return count


def weighed_end(page: Octets, at: int) -> int:
    """Where the name of a formatting element, html or body ends that may begin at `at`, in a start tag; else 0."""
    size = page.size
    if (
        at + 1 >= size
        or page.octets[at] not in b"bcefhinstuBCEFHINSTU"
        or page.octets[at + 1] not in b" \t\n\f\r/>imotIMOT"
    ):
        return 0
    end = name_end(page, at, LONGEST + 1)
    if end >= size or end - at > LONGEST:
        return 0
    return end if read_name(page, at, end).lower() in WEIGHED else 0


def read_name(page: Octets, at: int, end: int) -> str:
    """A name that stands at a place."""
    return page.data[at:end].decode("utf-8", "replace")


def builds_little(page: Octets) -> bool:
    """Whether a bound on the work of building the tree is low, whatever of the page is markup and what is not."""
    tags = ends = rebuilt = merged = large = 0
    size, last = page.size, page.size - 1
    at = page.find(LESS, 0, size)
    while 0 <= at < last:
        tags += 1
        if page.octets[at + 1] == SLASH:
            ends += 1
        else:
            end = weighed_end(page, at + 1)
            if end:
                count = count_attributes(page, end)
                weight = count if count > FEW_ATTRIBUTES else 1
                if read_name(page, at + 1, end).lower() in ROOTS:
                    merged += weight
                    large += count > MAX_FORMATTING_ATTRIBUTES
                elif count <= MAX_FORMATTING_ATTRIBUTES:
                    rebuilt += weight  # to copy an attribute costs less than to open an element
                else:
                    return False
        at = page.find(LESS, at + 1, size)
    tags += 0 <= at == last
    is_deep = tags > CHEAP_TAGS or (tags > CHEAP_DEPTH and tags - 2 * ends > CHEAP_DEPTH)
    return not is_deep and rebuilt * tags <= CHEAP_REBUILDS and merged <= CHEAP_MERGED and large <= CHEAP_ROOTS


class Quote:
    """The next quote of one kind, and what comes of a tag whose value it ends."""

    def __init__(self, octet: int) -> None:
        self.sign = bytes([octet])
        self.at = -1
        self.is_good = True
        """Whether the tag ends soon."""

    def ends_soon(self, page: Octets, start: int) -> bool:
        """Whether a tag that is in such a value at `start` has few attributes from there on."""
        if self.at < start:
            self.at = page.data.find(self.sign, start)  # mostly far away
            if self.at < 0:
                self.at = page.size
            self.is_good = tag_end(page, self.at + 1, SOON) >= 0
        return self.is_good


def has_short_tags(page: Octets) -> bool:
    """Whether no tag can have so many attributes that comparing all of a page's takes long.

    A tag goes on behind a ">" only where that is in a quoted value, in "" or in '': at some of them, both are
    followed to where such a tag ends. If that is soon, no tag that holds the place has many attributes behind
    it, nor before it, as far as it does not hold the place before, too. Where the next such place is far away,
    all that may be tags in between are read.
    """
    size, at, misses = page.size, 0, 0
    gap = max(MIN_GAP, CHEAP_ATTRIBUTES // max(1, size))
    double, single = Quote(DOUBLE), Quote(SINGLE)
    while size - at > gap:
        place = page.data.rfind(b">", at, at + gap)
        if place < 0:
            place = page.find(GREATER, at + gap, size)
        while place >= 0 and not (double.ends_soon(page, place + 1) and single.ends_soon(page, place + 1)):
            misses += 1
            if misses > MAX_MISSES:
                return False
            for quote in (double, single):
                if not quote.is_good:
                    place = max(place, quote.at)
            place = page.find(GREATER, place + 1, size)
        end = size if place < 0 else place
        if end - at > gap and not start_short_tags(page, at, end):
            return False
        at = end + 1
    return True


def start_short_tags(page: Octets, at: int, end: int) -> bool:
    """Whether all that may be start tags in a stretch end soon; False also where reading them takes long."""
    left = MAX_READ * (end - at)
    at = page.find(LESS, at, end - 1)
    while at >= 0:
        if is_letter(page, at + 1):
            stop = tag_end(page, name_end(page, at + 1, page.size), MAX_ATTRIBUTES)
            left -= stop - at
            if stop < 0 or left < 0:
                return False
        at = page.find(LESS, at + 1, end - 1)
    return True


def is_letter(page: Octets, at: int) -> bool:
    """Whether a name may begin at `at`."""
    return at < page.size and ord("a") <= page.octets[at] | SMALL <= ord("z")


class Tags:
    """The tags of a page, one after the other; if `is_open`, those in comments and scripts too."""

    def __init__(self, page: Octets, is_open: bool) -> None:  # noqa: FBT001
        self.page = page
        self.is_open = is_open
        self.start = -1
        """Where the last tag begins, and where it ends."""
        self.end = 0
        self.first_end = -1
        """Where its first attributes end, if it has too many; else -1."""
        self.is_raw = False
        """Whether all is text that follows, up to its end tag."""
        self.after = 0
        """Where the next tag is looked for."""

    def next(self) -> str | None:
        """The name of the next tag as it is written, "div" or "/div"; None where there is none."""
        page, size = self.page, self.page.size
        at = page.find(LESS, self.after, size)
        while at >= 0:
            is_end = at + 1 < size and page.octets[at + 1] == SLASH
            if is_letter(page, at + 1 + is_end):
                return self.take(at, name_end(page, at + 1 + is_end, size))
            at = page.find(LESS, at + 1 if self.is_open else skipped(page, at), size)
        return None

    def take(self, start: int, end: int) -> str:
        """Take the tag that begins at `start`, whose name ends at `end`; gives the name."""
        page = self.page
        name = read_name(page, start + 1, end)
        low = name.lower()
        self.start, self.first_end = start, -1
        self.end = tag_end(page, end, MAX_FORMATTING_ATTRIBUTES if low in REOPENED else MAX_ATTRIBUTES)
        if self.end < 0:
            self.first_end, self.end = first_end(page, end), tag_end(page, end, page.size)
        self.is_raw = not self.is_open and low in RAW
        self.after = raw_end(page.data, self.end, low.encode()) if self.is_raw else self.end
        return name


def names(page: Octets, is_open: bool) -> list[str] | None:  # noqa: FBT001
    """The names of all `Tags`, but start tags of RAW; None if one has too many attributes."""
    found: list[str] = []
    tags = Tags(page, is_open)
    name = tags.next()
    while name is not None:
        if tags.first_end >= 0:
            return None
        if not tags.is_raw:
            found.append(name)
        name = tags.next()
    return found


def first_end(page: Octets, at: int) -> int:
    """Where the first attributes of a tag end that begin at `at`, as many as one with too many of them keeps."""
    for _ in range(KEPT_ATTRIBUTES):
        while at < page.size and page.octets[at] in b" \t\n\f\r/":
            at += 1
        at = attribute_end(page, at)
    return at


def skipped(page: Octets, at: int) -> int:
    """Where to go on after a "<" that begins no tag: a comment, or what is taken for one, or a mere character."""
    html = page.data
    if html.startswith(b"!--", at + 1):
        at += 4
        if html.startswith((b">", b"->"), at):
            return at
        at = html.find(b"--", at)
        while at >= 0 and not html.startswith((b">", b"!>"), at + 2):
            at = html.find(b"--", at + 1)
        return page.size if at < 0 else at
    if html.startswith((b"!", b"?", b"/"), at + 1):
        at = html.find(b">", at + 2)
        return page.size if at < 0 else at
    return at + 1


def raw_end(html: bytes, at: int, name: bytes) -> int:
    """Where the end tag of an element begins whose content is text; the end of the page without one."""
    at = html.find(b"</", at)
    while at >= 0 and html[at + 2 : at + 2 + len(name)].lower() != name:
        at = html.find(b"</", at + 2)
    return len(html) if at < 0 else at
