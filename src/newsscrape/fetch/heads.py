"""What of an answer stands before its body, counted as it is received: the HTTP libraries bound little of it."""

from __future__ import annotations

import re
from typing import Final

from newsscrape.errors import ProtocolError

__all__ = ["MAX_HEAD", "FrameCounter", "HeadCounter"]

MAX_INFORMATIONAL: Final = 10
MAX_HEAD: Final = 256 * 1024
"""Bytes of header, 1xx answers included; in HTTP/2 as they are sent, compressed."""
HEAD_END: Final = re.compile(rb"\r?\n\r?\n")
FRAME_HEAD: Final = 9
"""Bytes before the payload of an HTTP/2 frame: three of its length, its type, and more (RFC 9113, 4.1)."""
HEADERS: Final = 1
CONTINUATION: Final = 9


def _too_many() -> ProtocolError:
    return ProtocolError(f"more than {MAX_INFORMATIONAL} 1xx responses", final=True)


def _too_large() -> ProtocolError:
    return ProtocolError(f"more than {MAX_HEAD} bytes of header", final=True)


class HeadCounter:
    """Bounds the header of HTTP/1.1 and the 1xx answers before it, which the HTTP library skips in silence."""

    def __init__(self) -> None:
        self._head = bytearray()
        self._from = self._informational = self._total = 0
        self._done = False

    def see(self, data: bytes) -> None:
        """Take bytes as received. Raises ProtocolError past the limits."""
        if self._done:
            return
        self._head += data
        while not self._done and (end := HEAD_END.search(self._head, self._from)):
            self._done = self._head[9:10] != b"1"  # "HTTP/1.1 103 Early Hints"
            self._informational += not self._done
            self._total += end.end()
            del self._head[: end.end()]
            self._from = 0
            if self._informational > MAX_INFORMATIONAL:
                raise _too_many()
        self._from = max(0, len(self._head) - 3)
        if self._total + (0 if self._done else len(self._head)) > MAX_HEAD:
            raise _too_large()


class FrameCounter:
    """The same for HTTP/2: one frame of headers is the answer's, one its trailer's, the others are of 1xx answers."""

    def __init__(self) -> None:
        self._head = bytearray()
        self._skip = self._headers = self._total = 0

    def see(self, data: bytes) -> None:
        """Take bytes as received. Raises ProtocolError past the limits."""
        at = 0
        while at < len(data):
            if self._skip:
                skipped = min(self._skip, len(data) - at)
                self._skip -= skipped
                at += skipped
                continue
            part = data[at : at + FRAME_HEAD - len(self._head)]
            self._head += part
            at += len(part)
            if len(self._head) == FRAME_HEAD:
                self._count(int.from_bytes(self._head[:3], "big"), self._head[3])
                self._head.clear()

    def _count(self, length: int, kind: int) -> None:
        self._skip = length
        if kind not in (HEADERS, CONTINUATION):
            return
        self._headers += kind == HEADERS
        self._total += length
        if self._headers > MAX_INFORMATIONAL + 2:
            raise _too_many()
        if self._total > MAX_HEAD:
            raise _too_large()
