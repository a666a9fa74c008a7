"""Foreign exceptions into ours: the one table of what each means."""

from __future__ import annotations

import socket
import ssl
from typing import Final

import h2.events
import h2.exceptions
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
DISCONNECTED: Final = "Server disconnected"
CUT_SHORT: Final = "peer closed connection"
"""How httpcore and h11 word an early end; both speak of it as a protocol error like any other."""
GIVEN_UP: Final = (h2.events.StreamReset, h2.events.ConnectionTerminated)
"""What httpcore raises a RemoteProtocolError of when the peer ends an HTTP/2 stream or connection."""


def translate(error: Exception, *, in_body: bool) -> e.FetchError:
    """Our error for a foreign one; `in_body` tells a reset answer from a truncated one."""
    if isinstance(error, e.FetchError):
        return error
    text = str(error).strip()[:300] or type(error).__name__
    if _tls_below(error):
        return e.TLSError(text, cause=error)
    kind = next(ours for theirs, ours in KINDS if isinstance(error, theirs))
    if DISCONNECTED in text:
        kind = e.ConnectError
    below = error.args[0] if isinstance(error, httpcore.ProtocolError) and error.args else error
    if _is_short(below) or (in_body and (kind is e.ConnectError or CUT_SHORT in text)):
        kind = e.TruncatedBody
    if kind is e.ProtocolError:
        bomb, given_up = isinstance(below, h2.exceptions.DenialOfServiceError), isinstance(below, GIVEN_UP)
        return e.ProtocolError(text, final=bomb, gave_up=given_up, cause=error)
    return kind(text, cause=error)


def _is_short(error: object) -> bool:
    """Whether HTTP/2 ended a body before its Content-Length."""
    return isinstance(error, h2.exceptions.InvalidBodyLengthError) and error.actual_length < error.expected_length


def _tls_below(error: BaseException | None) -> bool:
    """Whether TLS itself failed; a connection that only ended inside TLS is as if it had ended outside.

    httpcore drops causes, so that contexts are followed too; "want read" is TLS waiting, in a timeout's context.
    """
    while error is not None and not isinstance(error, ssl.SSLError):
        error = error.__cause__ or error.__context__
    return isinstance(error, ssl.SSLError) and not isinstance(error, NO_TLS_FAILURE)
