"""Content codings undone piece by piece, so that a bomb is noticed before it is large."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final, Protocol

import brotli  # type: ignore[import-untyped]
import zstandard

from newsscrape.errors import BodyTooLarge, DecodeError, TruncatedBody

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ACCEPT_ENCODING", "BodyDecoder"]

ACCEPT_ENCODING: Final = "gzip, deflate, br, zstd"
MAX_CODINGS: Final = 5
MAX_MEMBERS: Final = 1_000
"""Members of one gzip, or frames of one zstd body; servers send one, proxies that flush a few dozen."""
GZIP_MAGIC: Final = b"\x1f\x8b"
PIECE: Final = 65_536
"""Bytes asked of a decompressor at once."""
ZSTD_SLICE: Final = 256
"""Bytes given to zstd at once: it has no output limit, and 4 bytes may stand for a block of 128 KB."""
ZSTD_WINDOW: Final = 8 << 20
"""Bytes; RFC 9659 allows no larger window on the web."""


class _Layer(Protocol):
    def feed(self, data: bytes) -> Iterator[bytes]: ...
    def finished(self) -> bool: ...


class _Gzip:
    """gzip, one member after another (RFC 1952, 2.2); what follows them and is no member is ignored."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(31)
        self._members = 1
        self._pending = b""

    def feed(self, data: bytes) -> Iterator[bytes]:
        data, self._pending = self._pending + data, b""
        while data:
            if self._stream.eof:
                if data == GZIP_MAGIC[:1]:
                    self._pending = data  # the next member may begin here; its second byte will tell
                    return
                if not data.startswith(GZIP_MAGIC):
                    return
                self._members = _counted(self._members)
                self._stream = zlib.decompressobj(31)
            piece = self._stream.decompress(data, PIECE)
            data = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail
            if piece:
                yield piece

    def finished(self) -> bool:
        return self._stream.eof


class _Deflate:
    """deflate: with the zlib header the RFC asks for, or bare, as many send it."""

    def __init__(self) -> None:
        self._head = b""
        self._stream: zlib._Decompress | None = None

    def feed(self, data: bytes) -> Iterator[bytes]:
        if self._stream is None:
            data = self._head = self._head + data
            if len(data) < 2:
                return
            wrapped = data[0] & 0x0F == 8 and (data[0] << 8 | data[1]) % 31 == 0  # RFC 1950, 2.2
            self._stream = zlib.decompressobj(15 if wrapped else -15)
        while data and not self._stream.eof:
            yield self._stream.decompress(data, PIECE)
            data = self._stream.unconsumed_tail

    def finished(self) -> bool:
        return self._stream is not None and self._stream.eof


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    def feed(self, data: bytes) -> Iterator[bytes]:
        if self._stream.is_finished():
            return
        yield self._stream.process(data, output_buffer_limit=PIECE)
        while not self._stream.is_finished() and not self._stream.can_accept_more_data():
            yield self._stream.process(b"", output_buffer_limit=PIECE)

    def finished(self) -> bool:
        return bool(self._stream.is_finished())


class _Zstd:
    def __init__(self) -> None:
        self._context = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW)
        self._stream = self._context.decompressobj()
        self._frames = 1

    def feed(self, data: bytes) -> Iterator[bytes]:
        for at in range(0, len(data), ZSTD_SLICE):
            piece = data[at : at + ZSTD_SLICE]
            while piece:
                if self._stream.eof:
                    self._frames = _counted(self._frames)
                    self._stream = self._context.decompressobj()
                yield self._stream.decompress(piece)
                piece = self._stream.unused_data if self._stream.eof else b""

    def finished(self) -> bool:
        return bool(self._stream.eof)


def _counted(members: int) -> int:
    """One member more. Raises DecodeError past the limit: empty ones cost time and add no bytes to the cap."""
    if members >= MAX_MEMBERS:
        raise DecodeError(f"more than {MAX_MEMBERS} compressed members")
    return members + 1


def _layer(name: str) -> _Layer:
    if name in ("gzip", "x-gzip"):
        return _Gzip()
    if name == "deflate":
        return _Deflate()
    if name == "br":
        return _Brotli()
    if name == "zstd":
        return _Zstd()
    raise DecodeError(f"content coding {name[:40]!r} is unknown")


class BodyDecoder:
    """Undo the codings of one body; `encoding` is the Content-Encoding header. Raises DecodeError."""

    def __init__(self, encoding: str, max_body: int) -> None:
        """Raises DecodeError for unknown or too many codings; max_body in bytes, of every layer."""
        names = [name.strip().lower() for name in encoding.split(",")]
        names = [name for name in names if name not in ("", "identity")]
        if len(names) > MAX_CODINGS:
            raise DecodeError(f"{len(names)} content codings, more than {MAX_CODINGS}")
        self._layers = [_layer(name) for name in reversed(names)]
        self._totals = [0] * (len(names) + 1)
        self._max = max_body
        self._body = bytearray()

    def feed(self, data: bytes) -> None:
        """Take the next raw bytes. Raises BodyTooLarge, DecodeError."""
        try:
            self._push(data, 0)
        except (zlib.error, brotli.error, zstandard.ZstdError) as error:
            raise DecodeError("the compressed body is corrupt", cause=error) from error

    def _push(self, data: bytes, depth: int) -> None:
        self._totals[depth] += len(data)
        if self._totals[depth] > self._max:
            raise BodyTooLarge(f"more than {self._max} bytes")
        if depth == len(self._layers):
            self._body += data
            return
        for piece in self._layers[depth].feed(data):
            self._push(piece, depth + 1)

    @property
    def size(self) -> int:
        """Decoded bytes so far."""
        return self._totals[-1]

    def so_far(self) -> bytes:
        """What was decoded so far, whole or not; for robots.txt, which is cut at a size."""
        return bytes(self._body)

    def finish(self) -> bytes:
        """The whole body. Raises TruncatedBody if a compressed stream is not at its end."""
        if self._totals[0] and not all(layer.finished() for layer in self._layers):
            raise TruncatedBody("the compressed body ended before it was whole")
        return bytes(self._body)
