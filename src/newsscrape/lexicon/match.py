"""Which phrases and agencies stand in a short text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from newsscrape.lexicon.phrases import BIT, KEYS, NEVER_MATCHED, ONLY_AT_START, aliases, merged

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["MAY_NAME_AGENCY", "agencies", "hits", "is_label", "line_hits", "says_source", "start_hits"]

MAY_NAME_AGENCY = 1 << len(KEYS)
"""A bit beyond those of the keys: a line has all words of some agency's name; without it, the line names none."""
_AGENT = MAY_NAME_AGENCY

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
_ASCII_BREAKS = {c: " " for c in range(128) if not chr(c).isalnum()}
# Capitals of Turkish and Russian lose a mark in lower case or in print: "İLGİLİ", "ещё"
_FOLDS = (("\u0307", ""), ("ı", "i"), ("ё", "е"))

_ASCII_END: Final = "\x80"
_PRINTS: Final = 1 << 16
"""Numbers that `_fingerprint` gives."""
_LAST_PRINT: Final = _PRINTS - 1


_Masks = tuple[int, int]
"""The bits a phrase sets at the start of a text, and anywhere."""


_Seconds = dict[str, tuple[tuple[tuple[str, ...], int, int], ...]]


@dataclass(frozen=True, slots=True)
class _Index:
    """All phrases arranged for `hits`: by their first words, or first character where words are unspaced.

    Of tuples: the garbage collector need not look at those whenever it looks at all objects, which lists make it do.
    """

    heads: dict[str, tuple[int, int, _Seconds | None, tuple[frozenset[str], ...]]]
    """First word → the masks of it alone, second word → what else there is of the phrase, with its masks, and the
    words after it of each agency whose name it begins."""
    may_begin: bytes
    """Whether the first word of a phrase has this `_fingerprint`: of two words in three, none has."""
    signs: frozenset[str]
    unspaced: dict[str, tuple[tuple[str, int, int], ...]]
    """First character → phrases with their masks."""


def _folded(text: str) -> str:
    for old, new in _FOLDS:
        text = text.replace(old, new)
    return text


def _words(low: str) -> list[str]:
    """Split lower-case text into words, the same way for phrases and pages."""
    if low.isascii():
        return low.translate(_ASCII_BREAKS).split()
    return _split(_folded(low))


def _split(text: str) -> list[str]:
    """The words of a text, and "©" as one: letters, digits and the signs that belong to letters."""
    words: list[str] = []
    start = -1
    for i, c in enumerate(text):
        if c.isalnum() or _is_vowel_sign(ord(c)):
            if start < 0:
                start = i
            continue
        if start >= 0:
            words.append(text[start:i])
            start = -1
        if c == "©":
            words.append(c)
    if start >= 0:
        words.append(text[start:])
    return words


def _is_vowel_sign(code: int) -> bool:
    """Whether a character is an accent set apart, or a vowel sign of Hebrew, Arabic or an Indic script: "फ़ोटो"."""
    if code < 0x300 or code > 0xDFF:
        return False
    return (
        code <= 0x36F
        or 0x591 <= code <= 0x5C7
        or 0x64B <= code <= 0x670
        or (code >= 0x900 and not 0x964 <= code <= 0x965)
    )


def _masked(pairs: Iterable[tuple[str, str]]) -> dict[str, _Masks]:
    """Join (key, phrase) pairs into phrase → its masks."""
    masks: dict[str, _Masks] = {}
    for key, phrase in pairs:
        at_start, anywhere = masks.get(phrase, (0, 0))
        masks[phrase] = at_start | BIT[key], anywhere | (0 if key in ONLY_AT_START else BIT[key])
    return masks


def _fingerprint(text: str, start: int, end: int) -> int:
    """A number of three characters and the length of a word that stands in a text, below `_PRINTS`.

    A table of those of some words tells most others from them, before a string of the word is made or its hash.
    """
    n = end - start
    mixed = (ord(text[start]) * 33 + ord(text[start + (n >> 1)])) * 33 + ord(text[end - 1])
    return (mixed + (n << 11)) & _LAST_PRINT


@cache
def _index() -> _Index:
    every = [(key, p) for key in KEYS if key not in NEVER_MATCHED for p in merged().phrases(key)]
    single: dict[str, _Masks] = {}
    several: dict[str, _Seconds] = {}
    unspaced: dict[str, tuple[tuple[str, int, int], ...]] = {}
    spaced = ((key, " ".join(_words(p))) for key, p in every if not _UNSPACED.match(p))
    for phrase, masks in _masked(spaced).items():
        head, *rest = phrase.split() or [""]
        if rest:
            seconds = several.setdefault(head, {})
            seconds[rest[0]] = (*seconds.get(rest[0], ()), (tuple(rest[1:]), *masks))
        elif head:
            single[head] = masks
    for phrase, masks in _masked(kp for kp in every if _UNSPACED.match(kp[1])).items():
        unspaced[phrase[0]] = (*unspaced.get(phrase[0], ()), (phrase, *masks))
    agents = _agency_words()
    every_head = {*single, *several, *agents}
    may_begin = bytearray(_PRINTS)
    for head in every_head:
        may_begin[_fingerprint(head, 0, len(head))] = 1
    return _Index(
        heads={head: (*single.get(head, (0, 0)), several.get(head), agents.get(head, ())) for head in every_head},
        may_begin=bytes(may_begin),
        signs=frozenset(unspaced),
        unspaced=unspaced,
    )


def hits(text: str) -> tuple[int, int]:
    """Tell which keys' phrases a text begins with, and which stand anywhere in it, as two bit masks.

    Letter case, punctuation and spacing do not count; words count only whole, except in scripts
    written without spaces. Of a text longer than ``LONG`` only the first mask is given.
    """
    short = len(text) <= LONG
    low = (text if short else text[:START]).lower()
    starts, anywhere = line_hits(low, _words(low), whole=short)
    return starts, anywhere & ~_AGENT if short else 0


def line_hits(low: str, words: list[str], *, whole: bool = True) -> tuple[int, int]:
    """`hits` of a lower-case line whose words are known, and `MAY_NAME_AGENCY`; only its first word counts unless it
    is `whole`.
    """
    index = _index()
    heads, may_begin, n = index.heads, index.may_begin, len(words)
    starts = anywhere = 0
    for k in range(n if whole else min(n, 1)):
        word = words[k]
        head = heads.get(word) if may_begin[_fingerprint(word, 0, len(word))] else None
        if head is None:
            continue
        at_start, inside, seconds, agents = head
        for rest in agents:
            if _has_all(words, rest):
                anywhere |= _AGENT
        starts |= 0 if k else at_start
        anywhere |= inside
        if seconds and k + 1 < n and words[k + 1] in seconds:
            for more, at_start, inside in seconds[words[k + 1]]:
                if tuple(words[k + 2 : k + 2 + len(more)]) == more:
                    starts |= 0 if k else at_start
                    anywhere |= inside
    if not low.isascii() and _UNSPACED.search(low):
        more_starts, more_anywhere = _unspaced_hits(index, low)
        starts, anywhere = starts | more_starts, anywhere | more_anywhere
    return starts, anywhere


def _has_all(words: list[str], rest: frozenset[str]) -> bool:
    for word in rest:  # noqa: SIM110 (all() takes twice the time)
        if word not in words:
            return False
    return True


def _unspaced_hits(index: _Index, low: str) -> tuple[int, int]:
    starts = anywhere = 0
    begin = next(i for i, c in enumerate(low + "x") if c.isalnum() or c == "©")
    for sign in index.signs.intersection(low):
        for phrase, at_start, inside in index.unspaced[sign]:
            if phrase in low:
                starts |= at_start if low.startswith(phrase, begin) else 0
                anywhere |= inside
    return starts, anywhere


def start_hits(low: str) -> int:
    """The first mask of `hits` of a lower-case line. Its first two words tell most lines from all phrases."""
    start = _word_start(low, 0)
    end = _word_end(low, start)
    if start < end < len(low) and low[end] < _ASCII_END:  # else it may be no word, or the whole line
        index = _index()
        head = index.heads.get(low[start:end]) if index.may_begin[_fingerprint(low, start, end)] else None
        if head is None:
            return 0
        if head[2] is None:
            return head[0]
        start = _word_start(low, end)
        end = _word_end(low, start)
        if start < end < len(low) and low[end] < _ASCII_END and low[start:end] not in head[2]:
            return head[0]
    return line_hits(low[:START], _words(low[:START]), whole=False)[0]


def _word_start(low: str, at: int) -> int:
    while at < len(low) and low[at] < _ASCII_END and not low[at].isalnum():
        at += 1
    return at


def _word_end(low: str, at: int) -> int:
    while at < len(low) and low[at] < _ASCII_END and low[at].isalnum():
        at += 1
    return at


def is_label(text: str, key: str) -> bool:
    """Whether a text is a phrase of a key and nothing else: "Quelle:", "Sources" of `source`."""
    return len(text) < LABEL and " ".join(_words(text.lower())) in _whole(key)


@cache
def _whole(key: str) -> frozenset[str]:
    return frozenset([" ".join(_words(phrase)) for phrase in merged().phrases(key)])


@cache
def _source_sentences() -> Mapping[str, tuple[str, ...]]:
    """The padded phrases that are sentences, by their first word."""
    found: dict[str, list[str]] = {}
    for phrase in merged().source:
        if phrase.count(" ") >= SENTENCE - 1:
            words = _words(phrase)
            found.setdefault(words[0], []).append(f" {' '.join(words)} ")
    return {first: tuple(phrases) for first, phrases in found.items()}


def says_source(text: str) -> bool:
    """Whether a short text holds a whole phrase on its origin: "contributed to this report"."""
    words, sentences = _words(text.lower()), _source_sentences()
    joined = f" {' '.join(words)} "
    return any(phrase in joined for first in sentences.keys() & words for phrase in sentences[first])


# Aliases of this many characters or more are names in any letter case; shorter ones ("AP", "TT") are not.
_ANY_CASE = 6


@cache
def _aliases() -> tuple[Mapping[str, tuple[tuple[str, str], ...]], tuple[tuple[str, str], ...]]:
    """Arrange agencies: first word → (padded alias, name); and (alias, name) of unspaced scripts."""
    spaced: dict[str, list[tuple[str, str]]] = {}
    unspaced: list[tuple[str, str]] = []
    for name, every in aliases().items():
        for alias in every:
            if _UNSPACED.match(alias):
                unspaced.append((alias, name))
                continue
            words = _split(alias if len(alias) < _ANY_CASE else alias.lower())
            spaced.setdefault(words[0], []).append((f" {' '.join(words)} ", name))
    return {head: tuple(found) for head, found in spaced.items()}, tuple(unspaced)


@cache
def _agency_words() -> dict[str, tuple[frozenset[str], ...]]:
    """Lower-case first word of each alias → the words after it, of all aliases; signs of unspaced scripts are words."""
    spaced, unspaced = _aliases()
    heads: dict[str, list[frozenset[str]]] = {alias[0]: [frozenset()] for alias, _ in unspaced}
    for head, found in spaced.items():
        heads.setdefault(head.lower(), []).extend(frozenset(alias.lower().split()[1:]) for alias, _ in found)
    return {head: tuple(found) for head, found in heads.items()}


def agencies(text: str) -> tuple[str, ...]:
    """Give the canonical names of the news agencies named in a short text, in order of appearance.

    "Quelle: sid/dpa" gives ("sid", "dpa"). Whole words only; short names only in their own letter case.
    """
    spaced, unspaced = _aliases()
    exact = _split(text)
    found: dict[str, int] = {}
    for words in (exact, [word.lower() for word in exact]):
        line = ""
        for word in words:
            if word in spaced:
                line = line or f" {' '.join(words)} "
                for alias, name in spaced[word]:
                    _keep_first(found, name, line.find(alias))
    if not text.isascii():
        for alias, name in unspaced:
            _keep_first(found, name, text.find(alias))
    return tuple(sorted(found, key=found.__getitem__))


def _keep_first(found: dict[str, int], name: str, at: int) -> None:
    if at >= 0:
        found[name] = min(at, found.get(name, at))
