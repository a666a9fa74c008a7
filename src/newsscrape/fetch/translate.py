"""Foreign exceptions into ours: the one table of what each means."""

from __future__ import annotations

import socket
import ssl
from typing import Final

import httpcore
import httpx

from newsscrape import errors as e

__all__ = ["translate"]

KINDS: Final[tuple[tuple[tuple[type[BaseException], ...], type[e.FetchError]], ...]] = (
    ((socket.gaierror, UnicodeError), e.DNSError),
    ((httpcore.ConnectTimeout, httpx.ConnectTimeout, httpcore.PoolTimeout, httpx.PoolTimeout), e.ConnectError),
    ((httpcore.TimeoutException, httpx.TimeoutException, TimeoutError), e.ReadTimeout),
    ((httpcore.NetworkError, httpx.NetworkError, OSError, EOFError), e.ConnectError),
    ((Exception,), e.ProtocolError),
)
"""The first row that fits; anything a peer can provoke and we did not foresee is a broken protocol."""
NO_TLS_FAILURE: Final = (ssl.SSLEOFError, ssl.SSLZeroReturnError, ssl.SSLWantReadError, ssl.SSLWantWriteError)
NO_RESPONSE: Final = "disconnected without sending"
CUT_SHORT: Final = "peer closed connection"
"""How httpcore and h11 word an early end; both speak of it as a protocol error like any other."""


def translate(error: Exception, *, in_body: bool) -> e.FetchError:
    """Our error for a foreign one; `in_body` tells a reset answer from a truncated one."""
    if isinstance(error, e.FetchError):
        return error
    text = str(error).strip()[:300] or type(error).__name__
    if _tls_below(error):
        return e.TLSError(text, cause=error)
    kind = next(ours for theirs, ours in KINDS if isinstance(error, theirs))
    if NO_RESPONSE in text:
        kind = e.ConnectError
    if in_body and (kind is e.ConnectError or CUT_SHORT in text):
        kind = e.TruncatedBody
    return kind(text, cause=error)


def _tls_below(error: BaseException | None) -> bool:
    """Whether TLS itself failed; a connection that only ended inside TLS is as if it had ended outside.

    httpcore drops causes, so that contexts are followed too; "want read" is TLS waiting, in a timeout's context.
    """
    while error is not None and not isinstance(error, ssl.SSLError):
        error = error.__cause__ or error.__context__
    return isinstance(error, ssl.SSLError) and not isinstance(error, NO_TLS_FAILURE)
