"""Bytes to text: BOM → valid UTF-8 → declared charset → detector. Never raises, linear time."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from newsscrape.octets import CONTROL, VALID, Octets

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Decoded", "decode", "of_text"]

SNIFF_BYTES: Final = 2048
"""How far a <meta charset> is looked for, in bytes (the HTML standard says 1024; real heads are longer)."""
DETECT_BYTES: Final = 16_384
"""The most the detector is given, in bytes, from where the non-ASCII text begins."""
# <meta charset="iso-8859-1">, <meta http-equiv=… content="text/html; charset=koi8-r">
META: Final = re.compile(rb"<meta[^>]{0,300}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w:.-]{2,40})", re.IGNORECASE)
# <meta charset="iso-2022-jp"> among bytes that are all ASCII; `~{` opens Chinese text in HZ.
ESCAPES: Final = {"iso2022": b"\x1b", "hz": b"~{", "utf-16": b"\x00", "utf-32": b"\x00"}
"""Charsets whose bytes may all be ASCII, so that they look like valid UTF-8; and the byte none is without."""
BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins as that of UTF-16 does
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# "<!DOCTYPE" and "<html" as UTF-16 without its mark
UNMARKED: Final = (
    (re.compile(rb"<\0[!a-zA-Z?]\0"), "utf-16-le"),
    (re.compile(rb"\0<\0[!a-zA-Z?]"), "utf-16-be"),
)
JAPANESE: Final = re.compile(rb"\x1b\$[@B]")
"""Opens Japanese text in ISO-2022-JP; nothing else of the web has it."""
ALIASES: Final = {
    "windows-874": "cp874", "dos-874": "cp874", "windows-949": "cp949", "windows-31j": "cp932",
    "iso-8859-8-i": "iso-8859-8",
}  # fmt: skip
"""Labels of the web that Python does not know, besides those it knows without their "x-"."""
# The HTML standard reads these labels as their Windows supersets.
SUPERSETS: Final = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "tis-620": "cp874",
}  # fmt: skip
TWICE: Final = re.compile("(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})+")
"""UTF-8 that was read as Latin-1."""
RUN: Final = re.compile(rb"\xc3[\x82-\xb4]\xc2[\x80-\xbf](?:\xc2[\x80-\xbf]|\xc3[\x80-\xb4])*")
"""Where such may be in UTF-8: told by its first byte alone, so that a search passes the rest of a page quickly."""
CONTROL_QUOTE: Final = "â\x80".encode()
"""With it dashes, quotes and the ellipsis begin then; U+0080 is no sign of any text."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and how it was read."""

    utf8: bytes
    """The text in UTF-8: mostly the page's own bytes, of which no text need be made."""
    charset: str
    """Python's name of the charset used."""
    warnings: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The text, made anew whenever it is asked for."""
        return self.utf8.decode()


def of_text(text: str, charset: str, warnings: Iterable[str] = ()) -> Decoded:
    """Text that was read in some charset, or was no bytes; a lone surrogate becomes "?"."""
    utf8 = text.encode("utf-8", "replace")
    return _put_right(utf8, charset, warnings) if "\x80" in text else Decoded(utf8, charset, tuple(warnings))


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Read `data` as text; `declared` is the charset of the HTTP header. Never raises."""
    data = bytes(data)  # of a subclass; bytes themselves are not copied
    for bom, name in BOMS:
        if data.startswith(bom):
            return of_text(data[len(bom) :].decode(name, "replace"), name)
    unmarked = next((name for pattern, name in UNMARKED if pattern.match(data)), None)
    if unmarked:
        return of_text(data.decode(unmarked, "replace"), unmarked)
    warnings: list[str] = []
    meta = META.search(data[:SNIFF_BYTES])
    label = _usable(declared, warnings) or (_usable(meta[1].decode("ascii", "replace"), warnings) if meta else None)
    if label is None and b"\x1b" in data and JAPANESE.search(data):
        label = "iso2022_jp"
    if label is None or not _escapes(label, data):
        kind = Octets(data).as_utf8()
        if kind == CONTROL:
            return _put_right(data, "utf-8", warnings)
        if kind == VALID:
            return Decoded(data, "utf-8", tuple(warnings))
    return _read(data, label, warnings)


def _put_right(utf8: bytes, charset: str, warnings: Iterable[str]) -> Decoded:
    """What was encoded in UTF-8 twice, read as Latin-1 in between, is encoded once."""
    if CONTROL_QUOTE in utf8:
        right = RUN.sub(lambda run: TWICE.sub(_once, run[0].decode()).encode(), utf8)
        if right != utf8:
            utf8, warnings = right, (*warnings, "the text was encoded twice as UTF-8 and was put right")
    return Decoded(utf8, charset, tuple(warnings))


def _once(found: re.Match[str]) -> str:
    try:
        return found[0].encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return found[0]


def _read(data: bytes, label: str | None, warnings: list[str]) -> Decoded:
    name = label if label not in (None, "utf-8") else None
    if name is None and not _mostly_utf8(data):
        name = _detect(data)
    if name is None:
        warnings.append("some bytes are not valid UTF-8 and were replaced")
        return of_text(data.decode("utf-8", "replace"), "utf-8", warnings)
    try:
        return of_text(data.decode(name), name, warnings)
    except (UnicodeError, ValueError, LookupError):
        warnings.append(f"some bytes are not valid {name} and were replaced")
    try:
        return of_text(data.decode(name, "replace"), name, warnings)
    except (UnicodeError, ValueError, LookupError):
        return of_text(data.decode("utf-8", "replace"), "utf-8", warnings)


def _usable(label: str | None, warnings: list[str]) -> str | None:
    """Python's name of a charset label, or None with a warning if it is unknown or no text charset."""
    if not label:
        return None
    clean = label.strip(" \t\"'")[:40].lower()
    clean = ALIASES.get(clean, clean).removeprefix("x-")
    if not clean:
        return None
    try:
        name = codecs.lookup(clean).name
        b"a".decode(name)
    except UnicodeDecodeError:
        pass  # half a character of a charset with two bytes each
    except (LookupError, ValueError):
        name = ""
    if not name or name in _NOT_OF_THE_WEB:
        warnings.append(f"charset {clean!r} is unknown and was ignored")
        return None
    return SUPERSETS.get(name, name)


_NOT_OF_THE_WEB: Final = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape", "mbcs", "oem", "utf-7"})


def _escapes(name: str, data: bytes) -> bool:
    """Whether `data` holds what text of this charset is never without, where it looks like UTF-8."""
    sign = next((sign for start, sign in ESCAPES.items() if name.startswith(start)), None)
    return sign is not None and sign in data


def _mostly_utf8(data: bytes) -> bool:
    """Whether only a stray byte or two of the first non-ASCII text break UTF-8."""
    sample = _sample(data)
    high = sum(byte > 0x7F for byte in sample)
    bad = sample.decode("utf-8", "replace").count("\ufffd")
    return bad * 20 < high


def _detect(data: bytes) -> str:
    from chardetng_py import detect  # type: ignore[import-untyped]

    name = codecs.lookup(detect(_sample(data))).name
    return SUPERSETS.get(name, name)


def _sample(data: bytes) -> bytes:
    first = re.search(rb"[\x80-\xff]", data)
    start = max(0, first.start() - 200) if first else 0
    return data[start : start + DETECT_BYTES]
