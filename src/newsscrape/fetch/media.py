"""What a body is: a page or another kind of file, and whether it sends the reader on."""

from __future__ import annotations

import html as htmllib
import re
from typing import Final

__all__ = ["charset_of", "meta_refresh", "not_html"]

HTML_TYPES: Final = frozenset({"", "text/html", "application/xhtml+xml", "text/xml", "application/xml",
                               "text/plain", "application/vnd.wap.xhtml+xml", "unknown/unknown",
                               "content/unknown"})  # fmt: skip
MAGIC: Final = (
    (b"%PDF-", "application/pdf"), (b"\x89PNG\r\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"), (b"PK\x03\x04", "application/zip"), (b"\x1f\x8b", "application/gzip"),
    (b"RIFF", "image/webp"), (b"\x00\x00\x00", "video/mp4"), (b"OggS", "audio/ogg"), (b"ID3", "audio/mpeg"),
    (b"\x7fELF", "application/x-elf"), (b"wOF2", "font/woff2"), (b"\xd0\xcf\x11\xe0", "application/msword"),
)  # fmt: skip
CHARSET: Final = re.compile(r";\s*charset\s*=\s*[\"']?([^\s\"';,]{1,60})", re.IGNORECASE)
# <meta http-equiv="refresh" content="0; url=/next">
META: Final = re.compile(rb"<meta\s[^>]{0,2000}>", re.IGNORECASE)
REFRESH: Final = re.compile(r"http-equiv\s*=\s*[\"']?\s*refresh\b", re.IGNORECASE)
TARGET: Final = re.compile(r"content\s*=\s*[\"']?\s*([\d.]{1,9})\s*[;,]\s*url\s*=\s*[\"']?([^\"'>]{1,2000})", re.I)
HEAD_BYTES: Final = 16_384
MAX_REFRESH_WAIT: Final = 5.0
"""Seconds; a page that reloads later than that is meant to be read first."""


def not_html(content_type: str, body: bytes) -> str | None:
    """The media type of a body that is no page, by its header or magic bytes; None for a page."""
    declared = content_type.partition(";")[0].strip().lower()
    for magic, name in MAGIC:
        if body.startswith(magic):
            return name
    return None if declared in HTML_TYPES else declared


def charset_of(content_type: str) -> str | None:
    """The charset parameter as written, or None."""
    match = CHARSET.search(content_type)
    return match[1] if match else None


def meta_refresh(body: bytes) -> str | None:
    """Where a page sends the reader within a few seconds; None if it does not."""
    head = re.sub(rb"(?is)<noscript\b.{0,4000}?</noscript>|<!--.{0,4000}?-->", b"", body[:HEAD_BYTES])
    for match in META.finditer(head):
        tag = htmllib.unescape(match[0].decode("utf-8", "replace"))
        found = TARGET.search(tag) if REFRESH.search(tag) else None
        if found and found[1].count(".") < 2 and float("0" + found[1]) <= MAX_REFRESH_WAIT:
            return found[2].strip()
    return None
