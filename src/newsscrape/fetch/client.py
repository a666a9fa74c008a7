"""The shells: they drive a Conversation with real I/O, one blocking and one on asyncio."""

from __future__ import annotations

import asyncio
import contextlib
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self

from newsscrape.fetch.cache import Cache
from newsscrape.fetch.connect import REMAINING
from newsscrape.fetch.core import Conversation
from newsscrape.fetch.gate import AsyncGate, Gate
from newsscrape.fetch.manners import Manners
from newsscrape.fetch.policy import FetchPolicy
from newsscrape.fetch.steps import Acquire, Close, Keep, Open, Recall, Release, Sleep
from newsscrape.fetch.translate import translate
from newsscrape.fetch.wire import AsyncWire, Wire

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import httpx

    from newsscrape.fetch.steps import Step
    from newsscrape.page import Page

__all__ = ["AsyncFetcher", "Fetcher", "fetch"]


def _utc() -> datetime:
    return datetime.now(UTC)


class Fetcher:
    """Fetches pages; a context manager, safe to share between threads."""

    def __init__(
        self,
        policy: FetchPolicy | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        transport: httpx.BaseTransport | None = None,
        now: Callable[[], datetime] = _utc,
    ) -> None:
        """Clock (seconds), sleep, transport and wall time are replaceable for tests. Raises CacheError."""
        self.policy = policy or FetchPolicy()
        self._clock, self._sleep, self._now = clock, sleep, now
        self._cache = Cache(self.policy.cache) if self.policy.cache is not None else None
        self._transport = transport or Wire(self.policy)
        self._manners, self._gate = Manners(self.policy), Gate()

    def __enter__(self) -> Self:
        """The fetcher itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close all connections."""
        self.close()

    def close(self) -> None:
        """Close all connections and the cache."""
        self._transport.close()
        if self._cache is not None:
            self._cache.close()

    def fetch(self, url: str) -> Page:
        """The page at `url`, body as bytes with content coding undone. Raises FetchError."""
        talk = Conversation(self.policy, self._clock, self._now, self._manners)
        steps = talk.run(url)
        token = REMAINING.set(talk.remaining)
        hand = _Hand(self._transport, self._sleep, self._gate, self._cache)
        try:
            step = next(steps)
            while True:
                try:
                    result = hand.do(step)
                except Exception as error:  # the edge: everything becomes ours
                    step = steps.throw(translate(error, in_body=hand.response is not None))
                else:
                    step = steps.send(result)
        except StopIteration as stop:
            return stop.value  # type: ignore[no-any-return]
        finally:
            REMAINING.reset(token)
            hand.leave()


class _Hand:
    """Does the steps of one blocking conversation."""

    def __init__(
        self, transport: httpx.BaseTransport, sleep: Callable[[float], None], gate: Gate, cache: Cache | None
    ) -> None:
        self._transport, self._sleep, self._gate, self._cache = transport, sleep, gate, cache
        self._held: list[str] = []
        self._body: Any = None
        self.response: httpx.Response | None = None

    def do(self, step: Step) -> Any:
        match step:
            case Open(request):
                self.response = self._transport.handle_request(request)
                self.response.request = request  # the cookie jar looks there
                self._body = iter(self.response.stream)  # type: ignore[arg-type]
                return self.response
            case Acquire(name, limit):
                self._gate.acquire(name, limit)
                self._held.append(name)
            case Release(name):
                self._held.remove(name)
                self._gate.release(name)
            case Close():
                self._close()
            case Sleep(seconds):
                self._sleep(seconds)
            case Recall(key):
                return self._cache.get(key) if self._cache else None
            case Keep(key, url, answer):
                return self._cache.put(key, url, answer) if self._cache else None
            case _:
                return next(self._body, None)
        return None

    def leave(self) -> None:
        """Whatever happened: close what is open, give back what is held."""
        self._close()
        for name in self._held:
            self._gate.release(name)

    def _close(self) -> None:
        response, self.response, self._body = self.response, None, None
        if response is not None:
            with contextlib.suppress(Exception):  # the answer is had; a connection that won't close changes nothing
                response.close()


class AsyncFetcher:
    """`Fetcher` for asyncio; for the tasks of one event loop."""

    def __init__(
        self,
        policy: FetchPolicy | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        transport: httpx.AsyncBaseTransport | None = None,
        now: Callable[[], datetime] = _utc,
    ) -> None:
        """Clock (seconds), sleep, transport and wall time are replaceable for tests. Raises CacheError."""
        self.policy = policy or FetchPolicy()
        self._clock, self._sleep, self._now = clock, sleep, now
        self._cache = Cache(self.policy.cache) if self.policy.cache is not None else None
        self._transport = transport or AsyncWire(self.policy)
        self._manners, self._gate = Manners(self.policy), AsyncGate()

    async def __aenter__(self) -> Self:
        """The fetcher itself."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close all connections."""
        await self.aclose()

    async def aclose(self) -> None:
        """Close all connections and the cache."""
        await self._transport.aclose()
        if self._cache is not None:
            self._cache.close()

    async def fetch(self, url: str) -> Page:
        """The page at `url`, body as bytes with content coding undone. Raises FetchError."""
        talk = Conversation(self.policy, self._clock, self._now, self._manners)
        steps = talk.run(url)
        token = REMAINING.set(talk.remaining)
        hand = _AsyncHand(self._transport, self._sleep, self._gate, self._cache)
        try:
            step = next(steps)
            while True:
                try:
                    result = await hand.do(step)
                except Exception as error:  # the edge: everything becomes ours
                    step = steps.throw(translate(error, in_body=hand.response is not None))
                else:
                    step = steps.send(result)
        except StopIteration as stop:
            return stop.value  # type: ignore[no-any-return]
        finally:
            REMAINING.reset(token)
            await hand.leave()


class _AsyncHand:
    """Does the steps of one asyncio conversation."""

    def __init__(
        self,
        transport: httpx.AsyncBaseTransport,
        sleep: Callable[[float], Awaitable[None]],
        gate: AsyncGate,
        cache: Cache | None,
    ) -> None:
        self._transport, self._sleep, self._gate, self._cache = transport, sleep, gate, cache
        self._held: list[str] = []
        self._body: Any = None
        self.response: httpx.Response | None = None

    async def do(self, step: Step) -> Any:
        match step:
            case Open(request):
                self.response = await self._transport.handle_async_request(request)
                self.response.request = request  # the cookie jar looks there
                self._body = aiter(self.response.stream)  # type: ignore[arg-type]
                return self.response
            case Acquire(name, limit):
                await self._gate.acquire(name, limit)
                self._held.append(name)
            case Release(name):
                self._held.remove(name)
                self._gate.release(name)
            case Close():
                await self._close()
            case Sleep(seconds):
                await self._sleep(seconds)
            case Recall(key):
                return await asyncio.to_thread(self._cache.get, key) if self._cache else None
            case Keep(key, url, answer):
                return await asyncio.to_thread(self._cache.put, key, url, answer) if self._cache else None
            case _:
                return await anext(self._body, None)
        return None

    async def leave(self) -> None:
        """Whatever happened: give back what is held, close what is open."""
        for name in self._held:
            self._gate.release(name)
        await self._close()

    async def _close(self) -> None:
        response, self.response, self._body = self.response, None, None
        if response is not None:
            with contextlib.suppress(Exception):  # as in `_Hand`
                await response.aclose()


def fetch(url: str, policy: FetchPolicy | None = None) -> Page:
    """Fetch one page. Raises FetchError."""
    with Fetcher(policy) as fetcher:
        return fetcher.fetch(url)
