"""A web server on loopback for tests and the load benchmark: fast, with many hosts and a latency of its own."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE = b"""<!DOCTYPE html><html lang="en"><head><title>%s</title><meta property="og:type" content="article"></head>
<body><article><h1>%s</h1><p>The town council met on Monday evening to decide about the old harbour crane, which
has stood idle for eleven years and is loved by few and defended by many.</p><p>After three hours of debate the
council voted to keep it, and asked the port to paint it red again before the summer.</p><p>"It is the last thing here
that reminds us of the shipyard," said Mara Lind, who has run the kiosk below it since 1998.</p><p>The port authority
had wanted to sell the steel. It said that keeping the crane would cost 40,000 euros a year, most of it for
insurance.</p><p>A decision on the paint is due in March, when the council meets again.</p></article></body></html>"""


def page(path: str) -> bytes:
    """An article whose headline names its path."""
    title = f"Story {path}".encode()
    return PAGE % (title, title)


class LocalServer:
    """Serves a page for every path; a context manager. Every 127.x.y.z is a host of its own."""

    def __init__(self, latency: float = 0.0, body: Callable[[str], bytes] = page, status: str | None = None) -> None:
        """`latency` in seconds before each answer; `body` gives the page of a path, empty for a 500 if no status."""
        self._status = status
        self._latency = latency
        self._body = body
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self.seen: Counter[str] = Counter()
        """How often each path was asked for."""
        self.most_at_once = 0
        self._at_once = 0

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._serve(),), daemon=True)
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()
        self._loop.close()

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._answer, "0.0.0.0", 0, backlog=1024)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        async with server:
            await self._stop.wait()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0)  # in which their connections are closed

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            path = head.split(b" ", 2)[1].decode()
            self.seen[path] += 1
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
            await asyncio.sleep(self._latency)
            self._at_once -= 1
            body = self._body(path)
            status = self._status or ("200 OK" if body else "500 Internal Server Error")
            writer.write(
                f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n"
                "Connection: close\r\n\r\n".encode()
                + body
            )
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass  # the client has gone
        finally:
            writer.close()
