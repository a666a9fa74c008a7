# cython: boundscheck=False, wraparound=False
"""String functions that know nothing of HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["AnyOf", "absolute", "begins_with_copyright", "has_digit", "word_key"]

_ORIGIN: Final = re.compile(r"https?://[\w.-]+(?::\d+)?(?=[/?#]|\Z)", re.ASCII)
"""Scheme and host of a base without user name: "https://www.example.com"."""
_HOST: Final = re.compile(r"//[a-z\d-]+(?:\.[a-z\d-]+)+(?=/)", re.ASCII)
"""The host of an address that leaves the scheme to the page: "//cdn.example.com"."""
_COPYRIGHT: Final = re.compile(r"[^:：]{1,25}[:：]\s?©")
_ROOTED: Final = re.compile(r"/(?:[\w%&+,~=!$*@:-]++[/.]?)*+(?:\?[\w%&+,~=!$*@:./-]++)?", re.ASCII)
"""An address from the root of its site with nothing to normalise: "/politics/2024/deiche.html?page=2"."""


def absolute(address: str, base: str | None) -> str:
    """An address as seen from `base`; as it is where it is absolute already, or cannot be joined."""
    if base is None or address.startswith(("https://", "http://")):  # most are, and joining takes 10 µs
        return address
    if (origin := _ORIGIN.match(base)) is not None:
        if address.startswith("//") and (host := _HOST.match(address)) and _ROOTED.fullmatch(address, host.end()):
            return origin[0].partition("/")[0] + address
        if _ROOTED.fullmatch(address):
            return origin[0] + address
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def has_digit(text: str) -> bool:
    """Whether a text has a decimal digit of any script."""
    for c in text:  # noqa: SIM110 (compiled, any() would make each character a string)
        if c.isdecimal():
            return True
    return False


_FACTOR: Final = 0x9E3779B97F4A7C15
"""Odd and large: of 2^64 keys, two different words have the same one hardly ever."""
_MASK: Final = 0xFFFFFFFFFFFFFFFF
_IS_COMPILED: Final = not __file__.endswith(".py")


def word_key(text: str, start: int, end: int, small: int = 0, before: int = 0) -> int:
    """A number of 64 bits by which a word that stands in a text is told from all others, without a string of it.

    It holds within a process: where the module is not compiled, Python's own hash is it, which is faster there.
    Where `small` is 0x20, the bit that makes a small letter of a capital one, ASCII letters in any case are alike.
    `before` is the code of a character that is taken as the first of the word.
    """
    if not _IS_COMPILED:
        word = text[start:end].lower() if small else text[start:end]
        return hash(chr(before) + word if before else word) & _MASK
    key = before
    for i in range(start, end):
        key = (key * _FACTOR + (ord(text[i]) | small)) & _MASK
    return key


_ASCII: Final = 128


def begins_with_copyright(text: str) -> bool:
    """Whether a line says first, with a label of any language, whose something is: "Image 3: © Jane Doe"."""
    return _COPYRIGHT.match(text) is not None


class AnyOf:
    """Some words, two letters or longer; whether any is in a text is told in one go over it.

    Those that do not begin with two letters of ASCII are looked for one by one, in texts that are not all ASCII.
    """

    def __init__(self, words: Iterable[str]) -> None:
        every = list(words)
        self.others = tuple(word for word in every if not word[:2].isascii())
        groups: dict[str, list[str]] = {}
        for word in every:
            if word[:2].isascii():
                groups.setdefault(word[:2], []).append(word)
        self.groups: list[tuple[str, ...]] = [tuple(group) for group in groups.values()]
        """Those that begin with the same two letters."""
        starts = bytearray(_ASCII * _ASCII)
        for number, begin in enumerate(groups, 1):
            starts[ord(begin[0]) * _ASCII + ord(begin[1])] = number
        self.starts = bytes(starts)
        """The number of the group, from 1 on, that begins with two letters; 0 for none."""

    def is_in(self, text: str) -> bool:
        """Whether any of the words is in a text, as it is written."""
        starts, before = self.starts, 0
        for i, c in enumerate(text):
            code = ord(c)
            if code >= _ASCII:
                code = 0
            group = starts[before * _ASCII + code]
            if group and text.startswith(self.groups[group - 1], i - 1):
                return True
            before = code
        if self.others and not text.isascii():
            for word in self.others:
                if word in text:
                    return True
        return False
