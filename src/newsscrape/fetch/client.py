"""The shells: they drive a Conversation with real I/O, one blocking and one on asyncio."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self

from newsscrape.fetch.core import Close, Conversation, Open, Sleep
from newsscrape.fetch.policy import FetchPolicy
from newsscrape.fetch.robots import Manners
from newsscrape.fetch.translate import translate
from newsscrape.fetch.wire import REMAINING, AsyncWire, Wire

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import httpx

    from newsscrape.fetch.core import Step
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
        """Clock (seconds), sleep, transport and wall time are replaceable for tests."""
        self.policy = policy or FetchPolicy()
        self._clock, self._sleep, self._now = clock, sleep, now
        self._transport = transport or Wire(self.policy)
        self._manners = Manners(self.policy.user_agent, self.policy.host_delay)

    def __enter__(self) -> Self:
        """The fetcher itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close all connections."""
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._transport.close()

    def fetch(self, url: str) -> Page:
        """The page at `url`, body as bytes with content coding undone. Raises FetchError."""
        talk = Conversation(self.policy, self._clock, self._now, self._manners)
        steps = talk.run(url)
        token = REMAINING.set(talk.remaining)
        hand = _Hand(self._transport, self._sleep)
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
            hand.do(Close())


class _Hand:
    """Does the steps of one blocking conversation."""

    def __init__(self, transport: httpx.BaseTransport, sleep: Callable[[float], None]) -> None:
        self._transport, self._sleep = transport, sleep
        self.response: httpx.Response | None = None
        self._body: Any = None

    def do(self, step: Step) -> Any:
        if isinstance(step, Sleep):
            return self._sleep(step.seconds)
        if isinstance(step, Open):
            self.response = self._transport.handle_request(step.request)
            self.response.request = step.request
            self._body = iter(self.response.stream)  # type: ignore[arg-type]
            return self.response
        if isinstance(step, Close):
            response, self.response = self.response, None
            return response.close() if response is not None else None
        return next(self._body, None)


class AsyncFetcher:
    """`Fetcher` for asyncio."""

    def __init__(
        self,
        policy: FetchPolicy | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        transport: httpx.AsyncBaseTransport | None = None,
        now: Callable[[], datetime] = _utc,
    ) -> None:
        """Clock (seconds), sleep, transport and wall time are replaceable for tests."""
        self.policy = policy or FetchPolicy()
        self._clock, self._sleep, self._now = clock, sleep, now
        self._transport = transport or AsyncWire(self.policy)
        self._manners = Manners(self.policy.user_agent, self.policy.host_delay)

    async def __aenter__(self) -> Self:
        """The fetcher itself."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close all connections."""
        await self.aclose()

    async def aclose(self) -> None:
        """Close all connections."""
        await self._transport.aclose()

    async def fetch(self, url: str) -> Page:
        """The page at `url`, body as bytes with content coding undone. Raises FetchError."""
        talk = Conversation(self.policy, self._clock, self._now, self._manners)
        steps = talk.run(url)
        token = REMAINING.set(talk.remaining)
        hand = _AsyncHand(self._transport, self._sleep)
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
            await hand.do(Close())


class _AsyncHand:
    """Does the steps of one asyncio conversation."""

    def __init__(self, transport: httpx.AsyncBaseTransport, sleep: Callable[[float], Awaitable[None]]) -> None:
        self._transport, self._sleep = transport, sleep
        self.response: httpx.Response | None = None
        self._body: Any = None

    async def do(self, step: Step) -> Any:
        if isinstance(step, Sleep):
            return await self._sleep(step.seconds)
        if isinstance(step, Open):
            self.response = await self._transport.handle_async_request(step.request)
            self.response.request = step.request
            self._body = aiter(self.response.stream)  # type: ignore[arg-type]
            return self.response
        if isinstance(step, Close):
            response, self.response = self.response, None
            return await response.aclose() if response is not None else None
        return await anext(self._body, None)


def fetch(url: str, policy: FetchPolicy | None = None) -> Page:
    """Fetch one page. Raises FetchError."""
    with Fetcher(policy) as fetcher:
        return fetcher.fetch(url)
