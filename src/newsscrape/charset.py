"""Bytes to text: BOM → valid UTF-8 → declared charset → detector. Never raises, linear time."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

__all__ = ["Decoded", "decode"]

SNIFF_BYTES: Final = 2048
"""How far a <meta charset> is looked for, in bytes (the HTML standard says 1024; real heads are longer)."""
DETECT_BYTES: Final = 16_384
"""The most the detector is given, in bytes, from where the non-ASCII text begins."""
# <meta charset="iso-8859-1">, <meta http-equiv=… content="text/html; charset=koi8-r">
META: Final = re.compile(rb"<meta[^>]{0,300}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w:.-]{2,40})", re.IGNORECASE)
BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The HTML standard reads these labels as their Windows supersets.
SUPERSETS: Final = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "tis-620": "cp874",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and how it was read."""

    text: str
    charset: str
    """Python's name of the charset used."""
    warnings: tuple[str, ...] = ()


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Read `data` as text; `declared` is the charset of the HTTP header. Never raises."""
    for bom, name in BOMS:
        if data.startswith(bom):
            return Decoded(data[len(bom) :].decode(name, "replace"), name)
    warnings: list[str] = []
    label = _usable(declared, warnings)
    if label is None or not _stateful(label):
        try:
            return Decoded(data.decode("utf-8"), "utf-8", tuple(warnings))
        except UnicodeDecodeError:
            pass
    meta = META.search(data[:SNIFF_BYTES])
    label = label or (_usable(meta[1].decode("ascii", "replace"), warnings) if meta else None)
    return _read(data, label, warnings)


def _read(data: bytes, label: str | None, warnings: list[str]) -> Decoded:
    name = label if label not in (None, "utf-8") else None
    if name is None and not _mostly_utf8(data):
        name = _detect(data)
    if name is None:
        warnings.append("some bytes are not valid UTF-8 and were replaced")
        return Decoded(data.decode("utf-8", "replace"), "utf-8", tuple(warnings))
    try:
        return Decoded(data.decode(name), name, tuple(warnings))
    except (UnicodeError, ValueError, LookupError):
        warnings.append(f"some bytes are not valid {name} and were replaced")
    try:
        return Decoded(data.decode(name, "replace"), name, tuple(warnings))
    except (UnicodeError, ValueError, LookupError):
        return Decoded(data.decode("utf-8", "replace"), "utf-8", tuple(warnings))


def _usable(label: str | None, warnings: list[str]) -> str | None:
    """Python's name of a charset label, or None with a warning if it is unknown or no text charset."""
    if not label:
        return None
    clean = label.strip(" \t\"'")[:40]
    try:
        info = codecs.lookup(clean)
        is_text = getattr(info, "_is_text_encoding", True) and info.name not in _NOT_OF_THE_WEB
    except (LookupError, ValueError, UnicodeError):
        is_text = False
    if not is_text:
        warnings.append(f"charset {clean!r} is unknown and was ignored")
        return None
    return SUPERSETS.get(info.name, info.name)


_NOT_OF_THE_WEB: Final = frozenset(
    {"idna", "punycode", "raw_unicode_escape", "unicode_escape", "undefined", "mbcs", "oem", "utf-7"}
)


def _stateful(name: str) -> bool:
    """Charsets whose bytes are all ASCII or zero, so that they look like valid UTF-8."""
    return name.startswith(("iso2022", "hz", "utf-16", "utf-32"))


def _mostly_utf8(data: bytes) -> bool:
    """Whether only a stray byte or two of the first non-ASCII text break UTF-8."""
    sample = _sample(data)
    high = sum(byte > 0x7F for byte in sample)
    bad = sample.decode("utf-8", "replace").count("\ufffd")
    return bad * 20 < high


def _detect(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(_sample(data)).best()
    return SUPERSETS.get(best.encoding, best.encoding) if best else None


def _sample(data: bytes) -> bytes:
    first = re.search(rb"[\x80-\xff]", data)
    start = max(0, first.start() - 200) if first else 0
    return data[start : start + DETECT_BYTES]
