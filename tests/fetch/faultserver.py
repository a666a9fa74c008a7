"""A server on loopback that answers with exactly the bytes, pauses and resets it is told."""

import contextlib
import socket
import struct
import threading
import time
from dataclasses import dataclass, field

PAGE = b"<html><body><p>Hello from the loopback server.</p></body></html>"


def response(body=PAGE, status="200 OK", headers=(), *, length=None, kind="text/html"):
    """One response; `length` False for none, a value for that, else the true one."""
    lines = [f"HTTP/1.1 {status}", *([f"Content-Type: {kind}"] if kind else []), *headers]
    if length is not False:
        lines.append(f"Content-Length: {len(body) if length is None else length}")
    return "\r\n".join(lines).encode("utf-8") + b"\r\n\r\n" + body


def redirect(location, status="302 Found", headers=()):
    return response(b"", status, [f"Location: {location}", *headers])


def chunked(*chunks, end=b"0\r\n\r\n", headers=()):
    body = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks)
    return response(body + end, headers=["Transfer-Encoding: chunked", *headers], length=False)


@dataclass(frozen=True)
class Reset:
    """Send this, then a TCP reset."""

    before: bytes = b""


@dataclass(frozen=True)
class Stall:
    """Send this, then nothing, the connection open."""

    before: bytes = b""


@dataclass(frozen=True)
class Drip:
    """Send this, then one piece after the other, with a pause, without end."""

    before: bytes = b""
    piece: bytes = b"x"
    pause: float = 0.05


@dataclass(frozen=True)
class Flood:
    """Send this, then the piece again and again, as fast as it goes."""

    before: bytes
    piece: bytes


@dataclass(frozen=True)
class Answering:
    """Ask this function for the answer to the request."""

    function: object = field(compare=False)


class FaultServer:
    """Answers its connections in turn, the last answer again and again; robots.txt has its own answer."""

    def __init__(self, *answers, robots=None, tls=None):
        self.answers, self.robots, self.tls = answers, robots, tls
        self.requests, self.connections = [], 0
        self._open, self._lock, self._closing = set(), threading.Lock(), threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = self._listener.getsockname()[1]
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}/page"
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    @property
    def paths(self):
        return [request.split(b" ", 2)[1].decode("latin-1") for request in self.requests]

    def close(self):
        self._closing.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            connections = list(self._open)
        for connection in connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)

    def _accept(self):
        while not self._closing.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            with self._lock:
                self._open.add(connection)
            thread = threading.Thread(target=self._serve, args=(connection,))
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection):
        try:
            if self.tls:
                with self._lock:
                    self._open.discard(connection)
                connection = self.tls.wrap_socket(connection, server_side=True)
                with self._lock:
                    self._open.add(connection)
            request = self._request(connection)
            if request is not None:
                self._answer(connection, request)
        except OSError:
            pass  # the client went away, which is often what is tested
        finally:
            with self._lock:
                self._open.discard(connection)
            connection.close()

    def _request(self, connection):
        data = b""
        while b"\r\n\r\n" not in data:
            part = connection.recv(65_536)
            if not part:
                return None
            data += part
        return data

    def _answer(self, connection, request):
        if self.robots is not None and request.startswith(b"GET /robots.txt "):
            return self._do(connection, self.robots, request)
        with self._lock:
            self.requests.append(request)
            answer = self.answers[min(len(self.requests), len(self.answers)) - 1]
        return self._do(connection, answer, request)

    def _do(self, connection, answer, request):
        if isinstance(answer, Answering):
            answer = answer.function(request)
        if isinstance(answer, bytes):
            connection.sendall(answer)
            return
        connection.sendall(answer.before)
        if isinstance(answer, Reset):
            time.sleep(0.02)  # so that what was sent is read before the reset discards it
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        elif isinstance(answer, Stall):
            self._closing.wait(30)
        else:
            while not self._closing.is_set():
                connection.sendall(answer.piece)
                if isinstance(answer, Drip):
                    self._closing.wait(answer.pause)
