"""How much a cleaned name looks like a person's, a handle, or an office."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final, Literal

from newsscrape import lexicon
from newsscrape.text import AnyOf

__all__ = ["UNSPACED", "Grade", "grade", "name_key", "same_house"]

Grade = Literal["person", "word", "house", "none"]
"""person: two words or more, or a name in an unspaced script; word: one word, a handle; house: an office,
a publisher, an agency; none: no name at all, "admin"."""

UNSPACED: Final = re.compile("[\u0e01-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""A sign of a script without spaces between words, or of Hangul, whose names have none."""
_TOKEN: Final = re.compile(r"\w+")
_NOT_LETTERS: Final = re.compile(r"\W+")
_MAX_PERSON: Final = 5
"""Words of a person's name."""
_MAX_SIGNS: Final = 10
"""Signs of a name in an unspaced script."""


@lru_cache(maxsize=1024)  # as `_grade`
def name_key(name: str) -> str:
    """What two spellings of one name share: "Ada M. QUILL" and "Ada M Quill"."""
    return " ".join(_TOKEN.findall(name.casefold()))


def same_house(name: str, publisher: str | None) -> bool:
    """Whether a name is the publisher's own: "Example News" of "Example News Online"."""
    if not publisher:
        return False
    one, other = (_NOT_LETTERS.sub("", t.casefold()).removesuffix("com") for t in (name, publisher))
    return bool(one) and bool(other) and (one in other or other in one)


def grade(name: str, publisher: str | None = None) -> Grade:
    """Tell what a cleaned name looks like."""
    plain = name.partition(",")[0]
    own = _grade(plain)
    return "house" if own in ("person", "word") and publisher and same_house(plain, publisher) else own


@cache
def _parts() -> AnyOf:
    return AnyOf(lexicon.name_words("house_part"))


@lru_cache(maxsize=1024)  # a page says the same few names again and again
def _grade(name: str) -> Grade:
    low = name.casefold()
    if not low or low in lexicon.name_words("nobody"):
        return "none"
    tokens = _TOKEN.findall(low)
    if not lexicon.name_words("house").isdisjoint(tokens) or _parts().is_in(low):
        return "house"
    if lexicon.agencies(name):
        return "house"
    if UNSPACED.search(name):
        return "person" if 2 <= len(name.replace(" ", "")) <= _MAX_SIGNS else "word"
    words = name.split()
    if not 2 <= len(words) <= _MAX_PERSON:
        return "word"
    particles = lexicon.name_words("particle")
    shaped = all(not w[0].islower() or w.casefold() in particles for w in words)
    return "person" if shaped else "word"
