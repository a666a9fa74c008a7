"""Foreign exceptions into ours: the one table of what each means."""

from __future__ import annotations

import socket
import ssl
from typing import Final

import httpcore
import httpx

from newsscrape import errors as e

__all__ = ["translate"]

HEAD: Final[tuple[tuple[tuple[type[BaseException], ...], type[e.FetchError]], ...]] = (
    ((socket.gaierror, UnicodeError), e.DNSError),
    ((httpcore.ConnectTimeout, httpx.ConnectTimeout, httpcore.PoolTimeout), e.ConnectError),
    ((httpcore.TimeoutException, httpx.TimeoutException, TimeoutError), e.ReadTimeout),
    ((httpcore.NetworkError, httpx.NetworkError, OSError), e.ConnectError),
    ((Exception,), e.ProtocolError),
)
"""The first row that fits; anything a peer can provoke and we did not foresee is a broken protocol."""


def translate(error: Exception, *, in_body: bool) -> e.FetchError:
    """Our error for a foreign one; `in_body` tells a reset answer from a truncated one."""
    if isinstance(error, e.FetchError):
        return error
    text = str(error).strip() or type(error).__name__
    if _tls_below(error):
        return e.TLSError(text, cause=error)
    if in_body and _cut_short(error):
        return e.TruncatedBody(text, cause=error)
    if "disconnected without sending" in text:
        return e.ConnectError(text, cause=error)
    kind = next(ours for theirs, ours in HEAD if isinstance(error, theirs))
    return kind(text, cause=error)


def _cut_short(error: Exception) -> bool:
    if isinstance(error, (httpcore.NetworkError, httpx.NetworkError)):
        return True
    return "peer closed connection" in str(error)


def _tls_below(error: BaseException | None) -> bool:
    for _ in range(8):
        if error is None or isinstance(error, ssl.SSLError):
            break
        error = error.__cause__ or error.__context__
    return isinstance(error, ssl.SSLError) and not isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError)
