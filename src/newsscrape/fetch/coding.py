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
PIECE: Final = 65_536
"""Bytes asked of a decompressor at once."""
ZSTD_SLICE: Final = 256
"""Bytes given to zstd at once: it has no output limit, and 4 bytes may stand for a block of 128 KB."""
ZSTD_WINDOW: Final = 8 << 20
"""Bytes; RFC 9659 allows no larger window on the web."""


class _Layer(Protocol):
    def feed(self, data: bytes) -> Iterator[bytes]: ...
    def finished(self) -> bool: ...


class _Zlib:
    def __init__(self, wbits: int) -> None:
        self._wbits = wbits
        self._started = False
        self._stream = zlib.decompressobj(wbits)

    def feed(self, data: bytes) -> Iterator[bytes]:
        while data:
            if self._stream.eof:
                if self._wbits != 31 or not data.startswith(b"\x1f\x8b"):
                    return
                self._stream = zlib.decompressobj(31)
            piece, data = self._step(data)
            if piece:
                yield piece

    def _step(self, data: bytes) -> tuple[bytes, bytes]:
        try:
            piece = self._stream.decompress(data, PIECE)
        except zlib.error:
            if self._wbits != 15 or self._started:
                raise
            self._stream = zlib.decompressobj(-15)  # "deflate" without its zlib header, as many send it
            piece = self._stream.decompress(data, PIECE)
        self._started = True
        return piece, self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail

    def finished(self) -> bool:
        return self._stream.eof


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    def feed(self, data: bytes) -> Iterator[bytes]:
        if self._stream.is_finished():
            return
        piece = self._stream.process(data, output_buffer_limit=PIECE)
        yield piece
        while not self._stream.is_finished() and not self._stream.can_accept_more_data():
            yield self._stream.process(b"", output_buffer_limit=PIECE)

    def finished(self) -> bool:
        return bool(self._stream.is_finished())


class _Zstd:
    def __init__(self) -> None:
        self._context = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW)
        self._stream = self._context.decompressobj()

    def feed(self, data: bytes) -> Iterator[bytes]:
        for at in range(0, len(data), ZSTD_SLICE):
            piece = data[at : at + ZSTD_SLICE]
            while piece:
                if self._stream.eof:
                    self._stream = self._context.decompressobj()
                yield self._stream.decompress(piece)
                piece = self._stream.unused_data if self._stream.eof else b""

    def finished(self) -> bool:
        return bool(self._stream.eof)


def _layer(name: str) -> _Layer:
    if name in ("gzip", "x-gzip"):
        return _Zlib(31)
    if name == "deflate":
        return _Zlib(15)
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
        self._parts: list[bytes] = []

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
            self._parts.append(data)
            return
        for piece in self._layers[depth].feed(data):
            self._push(piece, depth + 1)

    @property
    def size(self) -> int:
        """Decoded bytes so far."""
        return self._totals[-1]

    def so_far(self) -> bytes:
        """What was decoded so far, whole or not; for robots.txt, which is cut at a size."""
        return b"".join(self._parts)

    def finish(self) -> bytes:
        """The whole body. Raises TruncatedBody if a compressed stream is not at its end."""
        if self._totals[0] and not all(layer.finished() for layer in self._layers):
            raise TruncatedBody("the compressed body ended before it was whole")
        return b"".join(self._parts)
