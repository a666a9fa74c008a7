"""What a body is: a page or another kind of file (WHATWG MIME Sniffing), and whether it sends the reader on."""

from __future__ import annotations

import html as htmllib
import re
from dataclasses import dataclass
from typing import Final

__all__ = ["Refresh", "charset_of", "meta_refresh", "not_html"]

HTML_TYPES: Final = frozenset({"", "text/html", "application/xhtml+xml", "text/xml", "application/xml",
                               "text/plain", "application/vnd.wap.xhtml+xml", "unknown/unknown",
                               "content/unknown"})  # fmt: skip
MAGIC: Final = (
    (b"%PDF-", "application/pdf"), (b"\x89PNG\r\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"), (b"PK\x03\x04", "application/zip"), (b"\x1f\x8b", "application/gzip"),
    (b"OggS", "audio/ogg"), (b"ID3", "audio/mpeg"), (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x1aE\xdf\xa3", "video/webm"), (b"wOFF", "font/woff"), (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x7fELF", "application/x-elf"), (b"wOF2", "font/woff2"), (b"\xd0\xcf\x11\xe0", "application/msword"),
)  # fmt: skip
INNER_MAGIC: Final = (
    (4, b"ftyp", "video/mp4"), (8, b"WEBP", "image/webp"), (8, b"WAVE", "audio/wav"), (8, b"AVI ", "video/avi"),
)  # fmt: skip
"""Signatures that stand after a length: where, what, and the type."""
CHARSET: Final = re.compile(r";\s*charset\s*=\s*[\"']?([^\s\"';,]{1,60})", re.IGNORECASE)
# <meta http-equiv="refresh" content="0; url=/next">
META: Final = re.compile(rb"<meta\s[^>]{0,2000}>", re.IGNORECASE)
REFRESH: Final = re.compile(r"http-equiv\s*=\s*[\"']?\s*refresh\b", re.IGNORECASE)
TARGET: Final = re.compile(r"content\s*=\s*[\"']?\s*([\d.]{1,9})\s*[;,]\s*url\s*=\s*[\"']?([^\"'>]{1,2000})", re.I)
HIDDEN: Final = re.compile(rb"(?is)<noscript\b.{0,4000}?</noscript>|<!--.{0,4000}?-->|<script\b.{0,4000}?</script>")
HEAD_BYTES: Final = 16_384
MAX_REFRESH_WAIT: Final = 5.0
"""Seconds; a page that reloads later than that is meant to be read first."""


def not_html(content_type: str, body: bytes) -> str | None:
    """The media type of a body that is no page, by its header or magic bytes; None for a page."""
    declared = content_type.partition(";")[0].strip().lower()
    for magic, name in MAGIC:
        if body.startswith(magic):
            return name
    for at, magic, name in INNER_MAGIC:
        if body[at : at + 4] == magic:
            return name
    return None if declared in HTML_TYPES else declared[:100]


def charset_of(content_type: str) -> str | None:
    """The charset parameter as written, or None."""
    match = CHARSET.search(content_type)
    return match[1] if match else None


@dataclass(frozen=True, slots=True)
class Refresh:
    """A meta refresh: where to, and after how many seconds."""

    url: str
    seconds: float


def meta_refresh(body: bytes) -> Refresh | None:
    """Where a page sends the reader within a few seconds; None if it does not."""
    head = HIDDEN.sub(b"", body[:HEAD_BYTES])
    for match in META.finditer(head):
        tag = htmllib.unescape(match[0].decode("utf-8", "replace"))
        found = TARGET.search(tag) if REFRESH.search(tag) else None
        if found and found[1].count(".") < 2:
            seconds = float("0" + found[1])
            return Refresh(found[2].strip(), seconds) if seconds <= MAX_REFRESH_WAIT else None
    return None
