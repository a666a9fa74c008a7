"""The phrases of each language as data: read once from `compiled.json`, kept as sets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

__all__ = [
    "BIT", "KEYS", "NEVER_MATCHED", "ONLY_AT_START", "Lexicon", "aliases", "languages", "merged", "name_words",
    "stopwords",
]  # fmt: skip

KEYS: tuple[str, ...] = (
    "share",
    "newsletter",
    "related",
    "advert",
    "comments",
    "legal",
    "paywall",
    "navigation",
    "credit",
    "source",
    "byline",
    "role",
    "and",
    "published",
    "updated",
    "caption",
    "live",
    "consent",
    "challenge",
    "javascript",
    "factbox",
    "correction",
)
"""The keys of every language file, in the order of their bits."""

BIT: Mapping[str, int] = MappingProxyType({key: 1 << i for i, key in enumerate(KEYS)})
"""Key → its bit: ``starts & BIT["credit"]``."""

ONLY_AT_START = frozenset({"byline"})
"""Keys whose phrases ("by", "von") say nothing inside a sentence: never set in the second mask."""

NEVER_MATCHED = frozenset({"and"})
"""Keys without a bit set by ``hits``: list words are for splitting names."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The phrases of one language, or of all: a set of lower-case phrases under each of ``KEYS``."""

    share: frozenset[str] = frozenset()
    """Invitations to pass the article on: "share this article"."""
    newsletter: frozenset[str] = frozenset()
    """Invitations to a newsletter or alert: "sign up for our newsletter"."""
    related: frozenset[str] = frozenset()
    """Headings and lead-ins of links to other articles: "read also"."""
    advert: frozenset[str] = frozenset()
    """Labels of advertising: "anzeige"."""
    comments: frozenset[str] = frozenset()
    """Headings of the readers' comments: "leave a comment"."""
    legal: frozenset[str] = frozenset()
    """Copyright, privacy and imprint words: "all rights reserved"."""
    paywall: frozenset[str] = frozenset()
    """What stands where the text is cut for subscribers: "subscribe to continue reading"."""
    navigation: frozenset[str] = frozenset()
    """Words of menus and paging: "back to top"."""
    credit: frozenset[str] = frozenset()
    """Labels of an image's maker: "foto"."""
    source: frozenset[str] = frozenset()
    """Labels of a source line: "quelle"."""
    byline: frozenset[str] = frozenset()
    """Words before an author's name: "by"."""
    role: frozenset[str] = frozenset()
    """What an author is: "staff writer"."""
    and_: frozenset[str] = frozenset()
    """Words between two names: "und". (Key ``and``.)"""
    published: frozenset[str] = frozenset()
    """Labels of the date of publication: "published"."""
    updated: frozenset[str] = frozenset()
    """Labels of the date of the last change: "last updated"."""
    caption: frozenset[str] = frozenset()
    """Words that only captions have: "symbolbild"."""
    live: frozenset[str] = frozenset()
    """Names of running reports: "liveticker"."""
    consent: frozenset[str] = frozenset()
    """Words of a cookie wall: "accept all cookies"."""
    challenge: frozenset[str] = frozenset()
    """Words of a check against robots: "are you a robot"."""
    javascript: frozenset[str] = frozenset()
    """What stands on a page that needs scripts: "please enable javascript"."""
    factbox: frozenset[str] = frozenset()
    """Headings of boxes with background: "key points"."""
    correction: frozenset[str] = frozenset()
    """Headings of a correction: "editor's note"."""

    def phrases(self, key: str) -> frozenset[str]:
        """Give the phrases under a name of ``KEYS``; KeyError for another name."""
        if key not in BIT:
            raise KeyError(key)
        found: frozenset[str] = getattr(self, _field(key))
        return found


def _field(key: str) -> str:
    return "and_" if key == "and" else key


@cache
def name_words(key: str) -> frozenset[str]:
    """Give a list of ``names.toml``: words of bylines, source lines and notices; KeyError for an unknown one."""
    words: list[str] = _file()["names"][key]
    return frozenset(words)


@cache
def stopwords() -> Mapping[str, frozenset[str]]:
    """Give the commonest words of each language in ``stopwords.toml``, by its ISO 639-1 code."""
    table: dict[str, list[str]] = _file()["stopwords"]
    return {code: frozenset(words) for code, words in table.items()}


@cache
def _file() -> Any:
    """Read ``compiled.json``: languages, agencies, names and stopwords."""
    return json.loads(files(__package__).joinpath("compiled.json").read_text(encoding="utf-8"))


def _languages() -> Mapping[str, Mapping[str, list[str]]]:
    """Languages by code → key → phrases."""
    table: dict[str, dict[str, list[str]]] = _file()["languages"]
    return table


def aliases() -> Mapping[str, list[str]]:
    """Give the aliases of each news agency in ``agencies.toml``, by its canonical name."""
    table: dict[str, list[str]] = _file()["agencies"]
    return table


def languages() -> tuple[str, ...]:
    """Give the ISO 639-1 codes that have a lexicon, sorted."""
    return tuple(sorted(_languages()))


@cache
def merged() -> Lexicon:
    """Give the phrases of all languages in one lexicon."""
    every = _languages().values()
    return Lexicon(**{_field(key): frozenset(p for one in every for p in one.get(key, ())) for key in KEYS})


if tuple(field.name for field in fields(Lexicon)) != tuple(map(_field, KEYS)):
    raise AssertionError("Lexicon and KEYS name the same keys in the same order")
