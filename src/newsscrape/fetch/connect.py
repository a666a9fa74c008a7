"""Connections, guarded: addresses are checked before connect, and every read and write obeys the deadline.

Streams are httpcore's, so that its HTTP/1.1 and HTTP/2 run over them. The one on asyncio works on a bare
socket: what can be done at once is done without a turn of the event loop, so that pages which come together
do not wait for one another (docs/architecture.md).
"""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import ipaddress
import socket
import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

import httpcore

from newsscrape.errors import BlockedAddress, DeadlineExceeded, DNSError, TLSError
from newsscrape.fetch.address import is_public
from newsscrape.fetch.heads import FrameCounter, HeadCounter

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable

__all__ = ["REMAINING", "AsyncConnector", "AsyncStream", "Connector", "Stream"]

REMAINING: contextvars.ContextVar[Callable[[], float] | None] = contextvars.ContextVar("remaining", default=None)
"""Seconds the running fetch has left; set by the shell that drives it, per thread and task."""


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


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


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


def speaks_http2(stream: httpcore.NetworkStream | httpcore.AsyncNetworkStream) -> bool:
    """Whether the TLS handshake agreed on HTTP/2."""
    tls = stream.get_extra_info("ssl_object")
    return tls is not None and tls.selected_alpn_protocol() == "h2"


class Stream(httpcore.NetworkStream):
    """A blocking connection under the deadline and the limits on headers."""

    def __init__(self, inner: httpcore.NetworkStream) -> None:
        """`inner` is connected."""
        self._inner = inner
        self.is_http2 = speaks_http2(inner)
        self._heads = FrameCounter() if self.is_http2 else HeadCounter()

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """The next bytes, b"" at the end."""
        data = self._inner.read(max_bytes, clip(timeout))
        self._heads.see(data)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of it; a peer that takes no more may have answered, and the next read tells."""
        with contextlib.suppress(httpcore.WriteError):
            self._inner.write(buffer, clip(timeout))

    def close(self) -> None:
        """Close the connection; twice is once."""
        self._inner.close()


class Connector:
    """Connects to addresses that may be reached."""

    def __init__(self, tls: ssl.SSLContext, resolve: Callable[..., Any], *, allow_private: bool) -> None:
        """`resolve` has the signature of socket.getaddrinfo."""
        self._backend = httpcore.SyncBackend()
        self._tls, self._resolve, self._private = tls, resolve, allow_private

    def connect(self, origin: httpcore.Origin, timeout: float) -> Stream:
        """Connect, with TLS for https; `timeout` in seconds, for each of its steps."""
        host, failure = origin.host.decode("ascii"), None
        for ip in checked(self._infos(host, origin.port, timeout), host, allow_private=self._private):
            try:
                stream = self._backend.connect_tcp(ip, origin.port, clip(timeout))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return Stream(self._in_tls(stream, host, timeout) if origin.scheme == b"https" else stream)
        raise failure or httpcore.ConnectError("no address")

    def _infos(self, host: str, port: int, timeout: float) -> Any:
        if _is_address(host):
            return self._resolve(host, port, type=socket.SOCK_STREAM)
        try:
            return lookup(self._resolve, host, port).result(clip(timeout))
        except TimeoutError as error:
            raise DNSError(f"{host} was not resolved in time", cause=error) from error

    def _in_tls(self, stream: httpcore.NetworkStream, host: str, timeout: float) -> httpcore.NetworkStream:
        try:
            return stream.start_tls(self._tls, host, clip(timeout))
        except httpcore.ConnectTimeout as error:
            raise TLSError("no TLS handshake within the connect timeout", cause=error) from error


class AsyncStream(httpcore.AsyncNetworkStream):
    """`Stream` for asyncio, on a bare socket."""

    is_http2 = False

    def __init__(self, connected: socket.socket) -> None:
        """The socket is connected and does not block."""
        self._socket = connected
        self._loop = asyncio.get_running_loop()
        self._heads = HeadCounter()

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """The next bytes, b"" at the end."""
        async with asyncio.timeout(clip(timeout)):
            data = await self._loop.sock_recv(self._socket, max_bytes)
        self._heads.see(data)
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """As `Stream.write`."""
        async with asyncio.timeout(clip(timeout)):
            with contextlib.suppress(OSError):
                await self._loop.sock_sendall(self._socket, buffer)

    async def aclose(self) -> None:
        """Close the connection; twice is once."""
        self._socket.close()


class AsyncTLSStream(httpcore.AsyncNetworkStream):
    """`AsyncStream` in TLS, by asyncio's own streams."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """The handshake is over."""
        self._reader, self._writer = reader, writer
        self.is_http2 = speaks_http2(self)
        self._heads = FrameCounter() if self.is_http2 else HeadCounter()

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """The next bytes, b"" at the end."""
        async with asyncio.timeout(clip(timeout)):
            data = await self._reader.read(max_bytes)
        self._heads.see(data)
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """As `Stream.write`."""
        self._writer.write(buffer)
        async with asyncio.timeout(clip(timeout)):
            with contextlib.suppress(OSError):
                await self._writer.drain()

    async def aclose(self) -> None:
        """Close the connection; twice is once."""
        self._writer.transport.abort()

    def get_extra_info(self, info: str) -> Any:
        """What asyncio tells of the connection; "ssl_object" is TLS."""
        return self._writer.get_extra_info(info)


class AsyncConnector:
    """`Connector` for asyncio."""

    def __init__(self, tls: ssl.SSLContext, resolve: Callable[..., Any], *, allow_private: bool) -> None:
        """`resolve` has the signature of socket.getaddrinfo."""
        self._tls, self._resolve, self._private = tls, resolve, allow_private

    async def connect(self, origin: httpcore.Origin, timeout: float) -> AsyncStream | AsyncTLSStream:
        """Connect, with TLS for https; `timeout` in seconds, for each of its steps."""
        host, failure = origin.host.decode("ascii"), None
        for ip in checked(await self._infos(host, origin.port, timeout), host, allow_private=self._private):
            try:
                connected = await _connected(ip, origin.port, timeout)
            except OSError as error:  # a TimeoutError is one
                kind = httpcore.ConnectTimeout if isinstance(error, TimeoutError) else httpcore.ConnectError
                failure = kind(str(error))
                failure.__cause__ = error
            else:
                return (
                    await self._in_tls(connected, host, timeout)
                    if origin.scheme == b"https"
                    else AsyncStream(connected)
                )
        raise failure or httpcore.ConnectError("no address")

    async def _infos(self, host: str, port: int, timeout: float) -> Any:
        if _is_address(host):
            return self._resolve(host, port, type=socket.SOCK_STREAM)
        try:
            return await asyncio.wait_for(asyncio.wrap_future(lookup(self._resolve, host, port)), clip(timeout))
        except TimeoutError as error:
            raise DNSError(f"{host} was not resolved in time", cause=error) from error

    async def _in_tls(self, connected: socket.socket, host: str, timeout: float) -> AsyncTLSStream:
        try:
            async with asyncio.timeout(clip(timeout)):
                streams = await asyncio.open_connection(sock=connected, ssl=self._tls, server_hostname=host)
        except TimeoutError as error:
            raise TLSError("no TLS handshake within the connect timeout", cause=error) from error
        return AsyncTLSStream(*streams)


async def _connected(ip: str, port: int, timeout: float) -> socket.socket:
    connecting = socket.socket(socket.AF_INET6 if ":" in ip else socket.AF_INET, socket.SOCK_STREAM)
    try:
        connecting.settimeout(0)
        connecting.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        async with asyncio.timeout(clip(timeout)):
            await asyncio.get_running_loop().sock_connect(connecting, (ip, port))
    except BaseException:
        connecting.close()
        raise
    return connecting
