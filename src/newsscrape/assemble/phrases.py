"""What walls, shells and cut articles say: the lexicon's words for them, and longer phrases of our own."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from newsscrape import lexicon
from newsscrape.text import AnyOf

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from newsscrape.segment import Segment

__all__ = ["saying", "says_plainly"]

_SHORT: Final = 400
"""Characters of a block in which the lexicon's words count: a long one may hold them by chance."""


_WORD: Final = re.compile(r"[^\W_]+")


def saying(segments: Iterable[Segment], key: str, least: float = 0) -> list[Segment]:
    """The blocks that say what `key` stands for, a key of the lexicon, in its words or our phrases.

    None of them if they have fewer than `least` characters together.
    """
    asked = list(segments)
    left = sum([len(s.text) for s in asked])
    for s in sorted(asked, key=_size, reverse=True) if least > 0 else ():  # a few long ones tell most pages
        if left < least:
            return []
        left -= 0 if _in_a_word(s.text, key) or says_plainly(s.text, key) else len(s.text)
    is_said = says_plainly(" ".join([s.text for s in asked]), key)  # one look at all, since most pages say nothing
    return [s for s in asked if _in_a_word(s.text, key) or (is_said and says_plainly(s.text, key))]


def _size(segment: Segment) -> int:
    return len(segment.text)


def says_plainly(text: str, key: str) -> bool:
    """Whether one of our phrases for `key` stands anywhere in a text; spacing, case and apostrophes do not count."""
    folded = text.casefold().replace("’", "'")
    known = _phrases()[key]
    return known.is_in(" ".join(folded.split()) if "\n" in folded else folded)  # other white space is single


def _in_a_word(text: str, key: str) -> bool:
    if len(text) >= _SHORT or (text.isascii() and not _words()[key].is_in(text.lower())):
        return False
    starts, anywhere = lexicon.hits(text)
    return bool((starts | anywhere) & lexicon.BIT[key])


@cache
def _words() -> Mapping[str, AnyOf]:
    """The longest word of each of the lexicon's phrases for a key: without one of them a text in ASCII has none."""
    phrases = {key: lexicon.merged().phrases(key) for key in _phrases()}
    return MappingProxyType(
        {
            key: AnyOf(max(_WORD.findall(phrase), key=len) for phrase in found if phrase.isascii())
            for key, found in phrases.items()
        }
    )


@cache
def _phrases() -> Mapping[str, AnyOf]:
    """The phrases of each key."""
    text = resources.files("newsscrape.assemble").joinpath("phrases.toml").read_text(encoding="utf-8")
    return MappingProxyType({key: AnyOf(map(str.casefold, said)) for key, said in tomllib.loads(text).items()})
