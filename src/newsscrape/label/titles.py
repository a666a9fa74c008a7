"""The titles a page states of itself and the names of its house: what its headline is recognised by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsscrape.metadata import Claims

__all__ = ["BORDER", "NO_TITLES", "Titles", "gather", "letters", "words"]

_SOURCES: Final = ("json-ld", "opengraph", "title", "json-ld-page", "twitter", "meta", "json-ld-alternative")
"""Sources of titles, best first. An h1 is none: it is printed, and competes with other blocks."""
_MAX_TITLES, _MAX_TITLE = 12, 500
"""Titles, and characters of each, that are read."""
BORDER: Final = re.compile(r" [|–—·»«•:-]+ |\|")
"""Between the parts of a stated title: "Neue Deiche bis zum Winter | Beispielblatt"."""
_HOUSE_BORDER: Final = " | "
"""What stands between a title and the names of section and house; other borders belong to headlines as well."""
_MAX_BORDERS: Final = 6
_HOST_CHARS, _HOUSE_WORDS = 5, 3
"""Characters from which a part of a host's name tells a site within a text, and words of a text that may name it."""
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Titles:
    """What a page states of its headline and its house."""

    all: tuple[str, ...] = ()
    """Stated titles, best first, without repetitions."""
    agreed: str | None = None
    """og:title, where the title element is the same or goes on from it."""
    headings: tuple[str, ...] = ()
    """The h1s, which are printed, and tell of a stated title where it ends."""
    publishers: tuple[str, ...] = ()
    """Stated names of the house: no part of a headline."""
    host: str = ""

    def parts(self, *, inner: bool = False) -> frozenset[tuple[str, ...]]:
        """Give the words of each stated title and of what it begins and ends with, up to a border.

        With `inner`, those of what stands between two borders as well, which is mostly a section's name.
        """
        found = (part for title in self.all for part in _parts(title))
        return frozenset(part for part, is_inner in found if inner or not is_inner)

    def before(self, text: str) -> frozenset[tuple[str, ...]]:
        """Give the words of what stands before a text in the stated titles that end with it after a border."""
        own = words(text)
        pairs = ((t[: border.start()], t[border.end() :]) for t in self.all for border in BORDER.finditer(t))
        return frozenset(words(first) for first, last in pairs if words(last) == own)

    def without_house(self, text: str) -> tuple[str, ...] | None:
        """Give the words of a text that is a stated title up to the names of section and house; None without any."""
        first, border, _ = text.partition(_HOUSE_BORDER)
        return words(first) if border and text in self.all else None

    def besides(self, text: str) -> frozenset[tuple[str, ...]]:
        """Give the words that stated titles have before or after those of a text: "westexample.com Deiche fertig"."""
        own = words(text)
        n = len(own)
        stated = [words(title) for title in self.all]
        after = [title[n:] for title in stated if title[:n] == own]
        return frozenset(after + [title[:-n] for title in stated if title[-n:] == own]) - {()}

    def name_house(self, text: str) -> bool:
        """Whether a text is the house's name, as stated or as a part of its host's: "West Example", westexample.com."""
        own = letters(text)
        if not own or own in map(letters, self.publishers):
            return bool(own)
        return len(words(text)) <= _HOUSE_WORDS and not BORDER.search(text) and self.hold_host(text)

    def hold_host(self, text: str) -> bool:
        """Whether a part of the host's name is in a text; of a short part, whether it is the text."""
        own = letters(text)
        labels = [label.replace("-", "") for label in self.host.split(".")[:-1]]
        return own in labels or any(len(label) >= _HOST_CHARS and label in own for label in labels)


NO_TITLES: Final = Titles()


def gather(claims: Claims, url: str | None) -> Titles:
    """Take the titles and names from a page's claims, and the host from its address."""
    found = [c for c in claims.all if c.field == "headline" and c.source in _SOURCES]
    found.sort(key=lambda c: _SOURCES.index(c.source))
    titles = [(c.source, " ".join(str(c.value)[:_MAX_TITLE].split())) for c in found]
    element = next((words(text) for source, text in titles if source == "title"), ())
    social = (text for source, text in titles if source == "opengraph" and words(text) == element[: len(words(text))])
    return Titles(
        tuple(dict.fromkeys(text for _, text in titles))[:_MAX_TITLES],
        next(filter(words, social), None),
        tuple(str(c.value) for c in claims.of("headline") if c.source == "h1")[:_MAX_TITLES],
        tuple(str(c.value) for c in claims.of("publisher")),
        _host(url),
    )


@lru_cache(maxsize=256)  # a page states its title four times, and every rule asks for its words
def words(text: str) -> tuple[str, ...]:
    """The words of a text, to compare it by."""
    return tuple(_WORD.findall(text.casefold().replace("\xad", "")))


def letters(text: str) -> str:
    """The letters and digits of a text, to compare it by."""
    return "".join(words(text))


def _parts(title: str) -> Iterator[tuple[tuple[str, ...], bool]]:
    """The words of each run of parts, and whether it touches neither end of the title."""
    borders = [*islice(BORDER.finditer(title), _MAX_BORDERS)]
    starts, ends = [0, *(b.end() for b in borders)], [*(b.start() for b in borders), len(title)]
    for i, start in enumerate(starts):
        for end in ends[i:]:
            yield words(title[start:end]), bool(start) and end < len(title)


def _host(url: str | None) -> str:
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
