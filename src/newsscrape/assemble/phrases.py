"""What walls, shells and cut articles say: the lexicon's words for them, and longer phrases of our own."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from newsscrape import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from newsscrape.segment import Segment

__all__ = ["saying", "says_plainly"]

_SHORT: Final = 400
"""Characters of a block in which the lexicon's words count: a long one may hold them by chance."""


def saying(segments: Iterable[Segment], key: str) -> list[Segment]:
    """The blocks that say what `key` stands for, a key of the lexicon, in its words or our phrases."""
    asked = list(segments)
    is_said = says_plainly(" ".join([s.text for s in asked]), key)  # one look at all, since most pages say nothing
    return [s for s in asked if _in_a_word(s.text, key) or (is_said and says_plainly(s.text, key))]


def says_plainly(text: str, key: str) -> bool:
    """Whether one of our phrases for `key` stands anywhere in a text; spacing, case and apostrophes do not count."""
    folded = " ".join(text.casefold().replace("’", "'").split())
    return any(phrase in folded for phrase in _phrases()[key])


def _in_a_word(text: str, key: str) -> bool:
    if len(text) >= _SHORT:
        return False
    starts, anywhere = lexicon.hits(text)
    return bool((starts | anywhere) & lexicon.BIT[key])


@cache
def _phrases() -> Mapping[str, tuple[str, ...]]:
    text = resources.files("newsscrape.assemble").joinpath("phrases.toml").read_text(encoding="utf-8")
    return MappingProxyType({key: tuple(phrases) for key, phrases in tomllib.loads(text).items()})
