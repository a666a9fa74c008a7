"""The network, guarded: addresses are checked before connect, and every read obeys the deadline."""

from __future__ import annotations

import asyncio
import contextvars
import re
import socket
import ssl
import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, Final

import httpcore
import httpx

from newsscrape.errors import BlockedAddress, DeadlineExceeded, DNSError, ProtocolError, TLSError
from newsscrape.fetch.address import is_public

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Iterator

    from newsscrape.fetch.policy import FetchPolicy

__all__ = ["REMAINING", "AsyncWire", "Wire"]

REMAINING: contextvars.ContextVar[Callable[[], float] | None] = contextvars.ContextVar("remaining", default=None)
"""Seconds the running fetch has left; set by the shell that drives it, per thread and task."""
MAX_INFORMATIONAL: Final = 10
MAX_HEAD: Final = 100 * 1024
"""Bytes of header, 1xx answers included: what h11 takes from httpcore, below the 256 KB we would allow."""
HEAD_END: Final = re.compile(rb"\r?\n\r?\n")


def clip(timeout: float | None) -> float | None:
    """The timeout, no longer than what the fetch has left. Raises DeadlineExceeded when nothing is."""
    remaining = REMAINING.get()
    if remaining is None:
        return timeout
    left = remaining()
    if left <= 0:
        raise DeadlineExceeded("the total time for this page is used up")
    return left if timeout is None else min(timeout, left)


def checked(infos: Iterable[tuple[Any, ...]], host: str, *, allow_private: bool) -> list[str]:
    """The addresses of a resolver's answer. Raises BlockedAddress if any one of them is not public."""
    found = list(dict.fromkeys(str(info[4][0]) for info in infos))
    if not found:
        raise DNSError(f"{host} has no address")
    if not allow_private and not all(map(is_public, found)):
        raise BlockedAddress(f"{host} is not a public address")
    return found


class HeadCounter:
    """Bounds the header and the 1xx answers before it, which the HTTP library skips in silence."""

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
                raise ProtocolError(f"more than {MAX_INFORMATIONAL} 1xx responses", final=True)
        self._from = max(0, len(self._head) - 3)
        if self._total + (0 if self._done else len(self._head)) > MAX_HEAD:
            raise ProtocolError(f"more than {MAX_HEAD} bytes of header", final=True)


def lookup(resolve: Callable[..., Any], host: str, port: int) -> Future[Any]:
    """Resolve a name in a thread of its own: a resolver that hangs must not outlast the deadline."""
    answer: Future[Any] = Future()
    answer.set_running_or_notify_cancel()  # from here on nobody can cancel it, and so it can always be set

    def run() -> None:
        try:
            answer.set_result(resolve(host, port, type=socket.SOCK_STREAM))
        except Exception as error:  # it is raised where the answer is waited for
            answer.set_exception(error)

    threading.Thread(target=run, name="newsscrape-dns", daemon=True).start()
    return answer


class _Stream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self._inner = inner
        self._heads = HeadCounter()

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._inner.read(max_bytes, clip(timeout))
        self._heads.see(data)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, clip(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        try:
            return _Stream(self._inner.start_tls(ssl_context, server_hostname, clip(timeout)))
        except httpcore.ConnectTimeout as error:
            raise TLSError("no TLS handshake within the connect timeout", cause=error) from error

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    def __init__(self, *, allow_private: bool, resolve: Callable[..., Any]) -> None:
        self._inner = httpcore.SyncBackend()
        self._private = allow_private
        self._resolve = resolve

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:
        try:
            infos = lookup(self._resolve, host, port).result(clip(timeout))
        except TimeoutError as error:
            raise DNSError(f"{host} was not resolved in time", cause=error) from error
        failure: Exception | None = None
        for ip in checked(infos, host, allow_private=self._private):
            try:
                return _Stream(self._inner.connect_tcp(ip, port, clip(timeout), local_address, socket_options))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore.ConnectError("no address")


class _AsyncStream(httpcore.AsyncNetworkStream):
    def __init__(self, inner: httpcore.AsyncNetworkStream) -> None:
        self._inner = inner
        self._heads = HeadCounter()

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = await self._inner.read(max_bytes, clip(timeout))
        self._heads.see(data)
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        await self._inner.write(buffer, clip(timeout))

    async def aclose(self) -> None:
        await self._inner.aclose()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        try:
            return _AsyncStream(await self._inner.start_tls(ssl_context, server_hostname, clip(timeout)))
        except httpcore.ConnectTimeout as error:
            raise TLSError("no TLS handshake within the connect timeout", cause=error) from error

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _AsyncBackend(httpcore.AsyncNetworkBackend):
    def __init__(self, *, allow_private: bool, resolve: Callable[..., Any]) -> None:
        self._inner = httpcore.AnyIOBackend()
        self._private = allow_private
        self._resolve = resolve

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.AsyncNetworkStream:
        try:
            infos = await asyncio.wait_for(asyncio.wrap_future(lookup(self._resolve, host, port)), clip(timeout))
        except TimeoutError as error:
            raise DNSError(f"{host} was not resolved in time", cause=error) from error
        failure: Exception | None = None
        for ip in checked(infos, host, allow_private=self._private):
            try:
                stream = await self._inner.connect_tcp(ip, port, clip(timeout), local_address, socket_options)
                return _AsyncStream(stream)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore.ConnectError("no address")


def _tls(policy: FetchPolicy) -> ssl.SSLContext:
    if not isinstance(policy.verify, str):
        return httpx.create_ssl_context(trust_env=False)
    try:
        return ssl.create_default_context(cafile=policy.verify)
    except OSError as error:
        raise ValueError(f"verify: {policy.verify} is no CA bundle: {error}") from error


def _core(request: httpx.Request) -> httpcore.Request:
    url = request.url
    return httpcore.Request(
        request.method,
        httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
        headers=request.headers.raw,
        extensions=request.extensions,
    )


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        return self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class _AsyncBody(httpx.AsyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._response.aiter_stream()

    async def aclose(self) -> None:
        await self._response.aclose()


class Wire(httpx.BaseTransport):
    """The guarded transport. Each request has its own connection: nothing of one answer reaches another."""

    def __init__(self, policy: FetchPolicy, resolve: Callable[..., Any] = socket.getaddrinfo) -> None:
        """`resolve` has the signature of socket.getaddrinfo."""
        backend = _Backend(allow_private=policy.allow_private, resolve=resolve)
        self._pool = httpcore.ConnectionPool(
            _tls(policy), max_connections=None, max_keepalive_connections=0, network_backend=backend
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; httpcore's errors come through as they are."""
        answer = self._pool.handle_request(_core(request))
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer), request=request)

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()


class AsyncWire(httpx.AsyncBaseTransport):
    """`Wire` for asyncio."""

    def __init__(self, policy: FetchPolicy, resolve: Callable[..., Any] = socket.getaddrinfo) -> None:
        """`resolve` has the signature of socket.getaddrinfo."""
        backend = _AsyncBackend(allow_private=policy.allow_private, resolve=resolve)
        self._pool = httpcore.AsyncConnectionPool(
            _tls(policy), max_connections=None, max_keepalive_connections=0, network_backend=backend
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; httpcore's errors come through as they are."""
        answer = await self._pool.handle_async_request(_core(request))
        return httpx.Response(answer.status, headers=answer.headers, stream=_AsyncBody(answer), request=request)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._pool.aclose()
