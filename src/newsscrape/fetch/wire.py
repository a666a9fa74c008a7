"""The network as a transport of httpx: one guarded connection for each request, HTTP/1.1 or HTTP/2 over it.

A pool of connections would have nothing to do here, and its bookkeeping costs more than the request.
"""

from __future__ import annotations

import socket
import ssl
from typing import TYPE_CHECKING, Any

import httpcore
import httpx

from newsscrape.fetch.connect import AsyncConnector, Connector
from newsscrape.fetch.heads import MAX_HEAD

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from newsscrape.fetch.connect import AsyncStream, AsyncTLSStream, Stream
    from newsscrape.fetch.policy import FetchPolicy

__all__ = ["AsyncWire", "Wire"]


class _Http11(httpcore.HTTP11Connection):
    MAX_INCOMPLETE_EVENT_SIZE = MAX_HEAD


class _AsyncHttp11(httpcore.AsyncHTTP11Connection):
    MAX_INCOMPLETE_EVENT_SIZE = MAX_HEAD


def _tls(policy: FetchPolicy) -> ssl.SSLContext:
    try:
        tls = (
            ssl.create_default_context(cafile=policy.verify)
            if isinstance(policy.verify, str)
            else httpx.create_ssl_context(trust_env=False)
        )
    except OSError as error:
        raise ValueError(f"verify: {policy.verify} is no CA bundle: {error}") from error
    tls.set_alpn_protocols(["h2", "http/1.1"] if policy.http2 else ["http/1.1"])
    return tls


def _core(request: httpx.Request) -> httpcore.Request:
    url = request.url
    return httpcore.Request(
        request.method,
        httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
        headers=request.headers.raw,
        extensions=request.extensions,
    )


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response, stream: Stream) -> None:
        self._answer, self._stream = answer, stream

    def __iter__(self) -> Iterator[bytes]:
        return self._answer.iter_stream()

    def close(self) -> None:
        self._stream.close()


class _AsyncBody(httpx.AsyncByteStream):
    def __init__(self, answer: httpcore.Response, stream: AsyncStream | AsyncTLSStream) -> None:
        self._answer, self._stream = answer, stream

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._answer.aiter_stream()

    async def aclose(self) -> None:
        await self._stream.aclose()


class Wire(httpx.BaseTransport):
    """The guarded transport. Each request has its own connection: nothing of one answer reaches another."""

    def __init__(self, policy: FetchPolicy, resolve: Callable[..., Any] = socket.getaddrinfo) -> None:
        """`resolve` has the signature of socket.getaddrinfo."""
        self._connector = Connector(_tls(policy), resolve, allow_private=policy.allow_private)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; closing the response closes its connection. Foreign errors come through as they are."""
        asked = _core(request)
        origin = asked.url.origin
        stream = self._connector.connect(origin, asked.extensions["timeout"]["connect"])
        try:
            kind = httpcore.HTTP2Connection if stream.is_http2 else _Http11
            answer = kind(origin, stream).handle_request(asked)
        except BaseException:
            stream.close()
            raise
        body = _Body(answer, stream)
        return httpx.Response(answer.status, headers=answer.headers, stream=body, request=request)


class AsyncWire(httpx.AsyncBaseTransport):
    """`Wire` for asyncio."""

    def __init__(self, policy: FetchPolicy, resolve: Callable[..., Any] = socket.getaddrinfo) -> None:
        """`resolve` has the signature of socket.getaddrinfo."""
        self._connector = AsyncConnector(_tls(policy), resolve, allow_private=policy.allow_private)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """As `Wire.handle_request`."""
        asked = _core(request)
        origin = asked.url.origin
        stream = await self._connector.connect(origin, asked.extensions["timeout"]["connect"])
        try:
            kind = httpcore.AsyncHTTP2Connection if stream.is_http2 else _AsyncHttp11
            answer = await kind(origin, stream).handle_async_request(asked)
        except BaseException:
            await stream.aclose()
            raise
        body = _AsyncBody(answer, stream)
        return httpx.Response(answer.status, headers=answer.headers, stream=body, request=request)
