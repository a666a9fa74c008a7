# cython: boundscheck=False, wraparound=False
"""A page's bytes: whether they are UTF-8, and where one of them stands; compiled, eight are looked at at once."""

from __future__ import annotations

from typing import Final

__all__ = ["BROKEN", "CONTROL", "VALID", "Octets"]

_IS_COMPILED: Final = not __file__.endswith(".py")
_ONES: Final = 0x0101010101010101
_STEP: Final = 64
"""Places compared before it is asked whether one was right, so that the compiler compares many at once."""
_HIGH: Final = 0x8080808080808080
"""The high bit of each of eight bytes, which only those have that are not ASCII."""
_NO_WORDS: Final = bytes(8)
BROKEN, VALID, CONTROL = range(3)
"""What bytes are as UTF-8: not valid; valid; so, and U+0080 is among the characters, which no text has."""


class Octets:
    """Bytes as numbers."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.size = len(data)
        self.octets = memoryview(data)
        self.words = memoryview(data if self.size >= 8 else _NO_WORDS)[: max(self.size & ~7, 8)].cast("Q")
        """The same, eight in one number; what is left at the end in none."""

    def find(self, octet: int, start: int, end: int) -> int:
        """Where a byte stands first from `start` on and before `end`, which is at most the size; -1 if nowhere."""
        if not _IS_COMPILED:
            return self.data.find(octet, start, end)
        at = start
        while at < end and at & 7:
            if self.octets[at] == octet:
                return at
            at += 1
        pattern = _ONES * octet
        while at + 8 <= end:
            word = self.words[at >> 3] ^ pattern
            if (word - _ONES) & ~word & _HIGH:  # one of its bytes is zero
                break
            at += 8
        while at < end:
            if self.octets[at] == octet:
                return at
            at += 1
        return -1

    def find_four(self, four: bytes, start: int, end: int) -> int:
        """Where four bytes stand first from `start` on and before `end`, which is at most the size; -1 if nowhere."""
        if not _IS_COMPILED:
            return self.data.find(four, start, end)
        a, b, c, d = four[0], four[1], four[2], four[3]
        octets, at, last = self.octets, start, end - 3
        while at + _STEP <= last:
            hits = 0
            for k in range(at, at + _STEP):
                hits |= (octets[k] == a) & (octets[k + 1] == b) & (octets[k + 2] == c) & (octets[k + 3] == d)
            if hits:
                break
            at += _STEP
        while at < last:
            if octets[at] == a and octets[at + 1] == b and octets[at + 2] == c and octets[at + 3] == d:
                return at
            at += 1
        return -1

    def as_utf8(self) -> int:
        """What the bytes are as UTF-8, as Python decodes it: BROKEN, VALID or CONTROL."""
        if _IS_COMPILED:
            return self._read_utf8()
        try:
            text = self.data.decode()
        except UnicodeDecodeError:
            return BROKEN
        return CONTROL if "\x80" in text else VALID

    def _read_utf8(self) -> int:
        at, found = 0, VALID
        while at < self.size:
            if self.octets[at] < 0x80:
                at = self._ascii_end(at)
                continue
            length = self._sequence(at)
            if length == 0:
                return BROKEN
            if self.octets[at] == 0xC2 and self.octets[at + 1] == 0x80:
                found = CONTROL
            at += length
        return found

    def _ascii_end(self, at: int) -> int:
        """Where a stretch of ASCII ends that holds `at`."""
        while at < self.size and at & 7 and self.octets[at] < 0x80:
            at += 1
        if at & 7 == 0:
            while at + 32 <= self.size:
                first = at >> 3
                if (self.words[first] | self.words[first + 1] | self.words[first + 2] | self.words[first + 3]) & _HIGH:
                    break
                at += 32
            while at + 8 <= self.size and self.words[at >> 3] & _HIGH == 0:
                at += 8
        while at < self.size and self.octets[at] < 0x80:
            at += 1
        return at

    def _sequence(self, at: int) -> int:
        """The bytes of the character beyond ASCII that begins at `at`; 0 if none does (Unicode, table 3-7)."""
        first = self.octets[at]
        if first < 0xC2 or first > 0xF4:
            return 0
        length = 2 if first < 0xE0 else 3 if first < 0xF0 else 4
        if at + length > self.size:
            return 0
        second = self.octets[at + 1]
        if (
            (first == 0xE0 and second < 0xA0)
            or (first == 0xED and second > 0x9F)
            or (first == 0xF0 and second < 0x90)
            or (first == 0xF4 and second > 0x8F)
        ):
            return 0
        for k in range(1, length):
            if self.octets[at + k] & 0xC0 != 0x80:
                return 0
        return length
