"""The words of news pages in many languages: phrases of the furniture, labels, agencies.

The words live in one TOML file a language (``de.toml``), ``agencies.toml``, ``names.toml`` and
``stopwords.toml``; ``compile.py`` joins them into ``compiled.json``, which is what is read at run time.

``hits`` tells which keys' phrases stand in a short text, over all languages at once, because a page's
language is often unknown. Bit ``i`` of a mask stands for ``KEYS[i]``.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

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

LONG = 200
"""Characters; of a longer text ``hits`` sees only the beginning, and gives no second mask."""

SENTENCE = 3
"""Words from which a phrase of a source line says it by itself, without a colon after it."""

LABEL = 40
"""Characters up to which a text may be a mere label."""

START = 80
"""Characters of a long text in which a phrase at its start is looked for."""

# Scripts written without spaces: Thai, Lao, Burmese, Khmer, Kana, Han. "来源" in "来源：新华网"
_UNSPACED = re.compile("[\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
# Words with the vowel signs of Hebrew, Arabic and the Indic scripts, which are no \w: "फ़ोटो"
_WORD = re.compile("©|(?:[^\\W_]|[\u0300-\u036f\u0591-\u05c7\u064b-\u0670\u0900-\u0963\u0966-\u0dff])+")
_ASCII_BREAKS = {c: " " for c in range(128) if not chr(c).isalnum()}
# Capitals of Turkish and Russian lose a mark in lower case or in print: "İLGİLİ", "ещё"
_FOLDS = (("\u0307", ""), ("ı", "i"), ("ё", "е"))


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


@dataclass(frozen=True, slots=True)
class _Index:
    """All phrases arranged for ``hits``: by their first word, or first character where words are unspaced."""

    first: frozenset[str]
    single: Mapping[str, tuple[int, int]]
    several: Mapping[str, tuple[tuple[str, int, int], ...]]
    signs: frozenset[str]
    unspaced: Mapping[str, tuple[tuple[str, int, int], ...]]


def _field(key: str) -> str:
    return "and_" if key == "and" else key


@cache
def _data() -> Mapping[str, Mapping[str, Mapping[str, list[str]]]]:
    """Read ``compiled.json``: languages → code → key → phrases, and agencies → names → aliases."""
    data: dict[str, dict[str, dict[str, list[str]]]] = _file()
    return data


@cache
def name_words(key: str) -> frozenset[str]:
    """Give a list of ``names.toml``: words that stand in bylines; KeyError for an unknown one."""
    words: list[str] = _file()["names"][key]
    return frozenset(words)


@cache
def stopwords() -> Mapping[str, frozenset[str]]:
    """Give the commonest words of each language in ``stopwords.toml``, by its ISO 639-1 code."""
    table: dict[str, list[str]] = _file()["stopwords"]
    return {code: frozenset(words) for code, words in table.items()}


@cache
def _file() -> Any:
    return json.loads(files(__package__).joinpath("compiled.json").read_text(encoding="utf-8"))


def languages() -> tuple[str, ...]:
    """Give the ISO 639-1 codes that have a lexicon, sorted."""
    return tuple(sorted(_data()["languages"]))


@cache
def merged() -> Lexicon:
    """Give the phrases of all languages in one lexicon."""
    every = _data()["languages"].values()
    return Lexicon(**{_field(key): frozenset(p for one in every for p in one.get(key, ())) for key in KEYS})


def _folded(text: str) -> str:
    for old, new in _FOLDS:
        text = text.replace(old, new)
    return text


def _words(low: str) -> list[str]:
    """Split lower-case text into words, the same way for phrases and pages."""
    if low.isascii():
        return low.translate(_ASCII_BREAKS).split()
    return _WORD.findall(_folded(low))


def _masked(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[int, int]]:
    """Join (key, phrase) pairs into phrase → the bits it sets at the start, and anywhere."""
    masks: dict[str, tuple[int, int]] = {}
    for key, phrase in pairs:
        at_start, anywhere = masks.get(phrase, (0, 0))
        masks[phrase] = at_start | BIT[key], anywhere | (0 if key in ONLY_AT_START else BIT[key])
    return masks


@cache
def _index() -> _Index:
    every = [(key, p) for key in KEYS if key not in NEVER_MATCHED for p in merged().phrases(key)]
    single: dict[str, tuple[int, int]] = {}
    several: dict[str, list[tuple[str, int, int]]] = {}
    unspaced: dict[str, list[tuple[str, int, int]]] = {}
    spaced = ((key, " ".join(_words(p))) for key, p in every if not _UNSPACED.match(p))
    for phrase, (at_start, anywhere) in _masked(spaced).items():
        head, gap, _ = phrase.partition(" ")
        if gap:
            several.setdefault(head, []).append((f" {phrase} ", at_start, anywhere))
        elif phrase:
            single[phrase] = at_start, anywhere
    for phrase, (at_start, anywhere) in _masked(kp for kp in every if _UNSPACED.match(kp[1])).items():
        unspaced.setdefault(phrase[0], []).append((phrase, at_start, anywhere))
    return _Index(
        first=frozenset(single) | frozenset(several),
        single=single,
        several={head: tuple(found) for head, found in several.items()},
        signs=frozenset(unspaced),
        unspaced={sign: tuple(found) for sign, found in unspaced.items()},
    )


def hits(text: str) -> tuple[int, int]:
    """Tell which keys' phrases a text begins with, and which stand anywhere in it, as two bit masks.

    Letter case, punctuation and spacing do not count; words count only whole, except in scripts
    written without spaces. Of a text longer than ``LONG`` only the first mask is given.
    """
    short = len(text) <= LONG
    low = (text if short else text[:START]).lower()
    starts, anywhere = line_hits(low, _words(low), whole=short)
    return starts, anywhere if short else 0


def first_words() -> frozenset[str]:
    """The first words of all phrases of spaced scripts: an ASCII line without any of them has no hits."""
    return _index().first


def line_hits(low: str, words: list[str], *, whole: bool = True) -> tuple[int, int]:
    """`hits` of a lower-case line whose words are known; only its first word counts unless it is `whole`."""
    index = _index()
    starts = anywhere = 0
    found = index.first.intersection(words if whole else words[:1])
    if found:
        starts, anywhere = _spaced_hits(index, words, found)
    if not low.isascii() and _UNSPACED.search(low):
        more_starts, more_anywhere = _unspaced_hits(index, low)
        starts, anywhere = starts | more_starts, anywhere | more_anywhere
    return starts, anywhere


def _spaced_hits(index: _Index, words: list[str], found: frozenset[str]) -> tuple[int, int]:
    starts = anywhere = 0
    first = words[0]
    joined = ""
    for head in found:
        if head in index.single:
            at_start, inside = index.single[head]
            starts |= at_start if head == first else 0
            anywhere |= inside
        if head in index.several:
            joined = joined or f" {' '.join(words)} "
            for phrase, at_start, inside in index.several[head]:
                if phrase in joined:
                    starts |= at_start if joined.startswith(phrase) else 0
                    anywhere |= inside
    return starts, anywhere


def _unspaced_hits(index: _Index, low: str) -> tuple[int, int]:
    starts = anywhere = 0
    begin = next(i for i, c in enumerate(low + "x") if c.isalnum() or c == "©")
    for sign in index.signs.intersection(low):
        for phrase, at_start, inside in index.unspaced[sign]:
            if phrase in low:
                starts |= at_start if low.startswith(phrase, begin) else 0
                anywhere |= inside
    return starts, anywhere


@cache
def agency_words() -> frozenset[str]:
    """Lower-case first words of the agencies' names: a text without any of them names none."""
    spaced, unspaced = _aliases()
    return frozenset(head.lower() for head in spaced) | {sign for alias, _ in unspaced for sign in alias[:1]}


def is_source_label(text: str) -> bool:
    """Whether a text is the label of a source and nothing else: "Quelle:", "Sources"."""
    bare = text.strip().rstrip(":：").strip()
    return len(text) < LABEL and " ".join(_words(bare.lower())) in merged().source


@cache
def _source_sentences() -> tuple[str, ...]:
    return tuple(f" {' '.join(_words(p))} " for p in merged().source if p.count(" ") >= SENTENCE - 1)


def says_source(text: str) -> bool:
    """Whether a short text holds a whole phrase on its origin: "contributed to this report"."""
    joined = f" {' '.join(_words(text.lower()))} "
    return any(phrase in joined for phrase in _source_sentences())


# Aliases of this many characters or more are names in any letter case; shorter ones ("AP", "TT") are not.
_ANY_CASE = 6


@cache
def _aliases() -> tuple[Mapping[str, tuple[tuple[str, str], ...]], tuple[tuple[str, str], ...]]:
    """Arrange agencies: first word → (padded alias, name); and (alias, name) of unspaced scripts."""
    spaced: dict[str, list[tuple[str, str]]] = {}
    unspaced: list[tuple[str, str]] = []
    for name, aliases in _data()["agencies"].items():
        for alias in aliases:
            if _UNSPACED.match(alias):
                unspaced.append((alias, name))
                continue
            words = _WORD.findall(alias if len(alias) < _ANY_CASE else alias.lower())
            spaced.setdefault(words[0], []).append((f" {' '.join(words)} ", name))
    return {head: tuple(found) for head, found in spaced.items()}, tuple(unspaced)


def agencies(text: str) -> tuple[str, ...]:
    """Give the canonical names of the news agencies named in a short text, in order of appearance.

    "Quelle: sid/dpa" gives ("sid", "dpa"). Whole words only; short names only in their own letter case.
    """
    spaced, unspaced = _aliases()
    exact = _WORD.findall(text)
    lower = [word.lower() for word in exact]
    found: dict[str, int] = {}
    for words in (exact, lower):
        line = f" {' '.join(words)} "
        for head in spaced.keys() & words:
            for alias, name in spaced[head]:
                _keep_first(found, name, line.find(alias))
    if not text.isascii():
        for alias, name in unspaced:
            _keep_first(found, name, text.find(alias))
    return tuple(sorted(found, key=found.__getitem__))


def _keep_first(found: dict[str, int], name: str, at: int) -> None:
    if at >= 0:
        found[name] = min(at, found.get(name, at))


if tuple(field.name for field in fields(Lexicon)) != tuple(map(_field, KEYS)):
    raise AssertionError("Lexicon and KEYS name the same keys in the same order")
