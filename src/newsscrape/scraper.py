"""Fetch, then extract: one URL or very many, a few at a time, each host fairly."""

from __future__ import annotations

import asyncio
from collections import deque
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

from newsscrape.errors import ExtractError, NewsScrapeError
from newsscrape.fetch import AsyncFetcher, Fetcher, FetchPolicy

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Iterator

    from newsscrape.document import Document
    from newsscrape.page import Page

    Extract = Callable[[Page], Document]

__all__ = ["AsyncScraper", "Result", "Scraper", "scrape"]

CONCURRENCY: Final = 8
"""Pages fetched at once."""
PER_HOST: Final = 2
"""Pages fetched at once from one host."""
LOOKAHEAD: Final = 64
"""URLs held ready per slot of concurrency, so that one slow host does not stop the others."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one URL: a document or an error, never both."""

    url: str
    document: Document | None = None
    error: NewsScrapeError | None = None


def _extract(page: Page) -> Document:
    from newsscrape.extract import extract_page

    return extract_page(page)


class _Queue:
    """URLs waiting their turn: a bounded look-ahead, at most PER_HOST running for each host."""

    def __init__(self, urls: Iterable[str], slots: int) -> None:
        self._source = enumerate(urls)
        self._ready: deque[tuple[int, str]] = deque()
        self._running: dict[str, int] = {}
        self._slots = slots

    def take(self, *, ahead_of: int | None = None) -> tuple[int, str] | None:
        """The next URL whose host is free; None if there is none now. `ahead_of` bounds its position."""
        while len(self._ready) < self._slots * LOOKAHEAD and (item := next(self._source, None)):
            self._ready.append(item)
        for at, (index, url) in enumerate(self._ready):
            host = _host(url)
            within = ahead_of is None or index < ahead_of + self._slots * LOOKAHEAD
            if within and self._running.get(host, 0) < PER_HOST:
                del self._ready[at]
                self._running[host] = self._running.get(host, 0) + 1
                return index, url
        return None

    def done(self, url: str) -> None:
        """Free the URL's host."""
        host = _host(url)
        self._running[host] -= 1
        if not self._running[host]:
            del self._running[host]


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].rpartition("@")[2].lower()


class _Order:
    """Holds results back until those before them have come; passes them on when order does not matter."""

    def __init__(self, *, in_order: bool) -> None:
        self._in_order = in_order
        self._held: dict[int, Result] = {}
        self._next = 0

    @property
    def position(self) -> int | None:
        """The position waited for; None when order does not matter."""
        return self._next if self._in_order else None

    def put(self, index: int, result: Result) -> Iterator[Result]:
        """Take a result; give those whose turn it is."""
        if not self._in_order:
            yield result
            return
        self._held[index] = result
        while self._next in self._held:
            self._next += 1
            yield self._held.pop(self._next - 1)


class Scraper:
    """Scrapes pages with threads; a context manager, safe to share between threads."""

    def __init__(
        self,
        policy: FetchPolicy | None = None,
        *,
        concurrency: int = CONCURRENCY,
        extract: Extract = _extract,
        fetcher: Fetcher | None = None,
    ) -> None:
        """`concurrency` pages at once; `extract` and `fetcher` are replaceable for tests and workers."""
        self._fetcher = fetcher or Fetcher(policy)
        self._extract = extract
        self._concurrency = concurrency

    def __enter__(self) -> Self:
        """The scraper itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close all connections."""
        self._fetcher.close()

    def scrape(self, url: str) -> Document:
        """Fetch and extract one page. Raises NewsScrapeError."""
        return self._extract(self._fetcher.fetch(url))

    def scrape_many(self, urls: Iterable[str], *, in_order: bool = False) -> Iterator[Result]:
        """One Result per URL, as they come or in order; closing the iterator starts no more pages."""
        queue, order = _Queue(urls, self._concurrency), _Order(in_order=in_order)
        running: dict[Future[Result], int] = {}
        pool = ThreadPoolExecutor(self._concurrency, thread_name_prefix="newsscrape")
        try:
            while True:
                while len(running) < self._concurrency and (item := queue.take(ahead_of=order.position)):
                    running[pool.submit(self._result, item[1])] = item[0]
                if not running:
                    return
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    queue.done(future.result().url)
                    yield from order.put(running.pop(future), future.result())
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _result(self, url: str) -> Result:
        try:
            return Result(url, document=self.scrape(url))
        except Exception as error:  # the batch edge
            return Result(url, error=_as_ours(error, url))


class AsyncScraper:
    """`Scraper` for asyncio; extraction runs in threads."""

    def __init__(
        self,
        policy: FetchPolicy | None = None,
        *,
        concurrency: int = CONCURRENCY,
        extract: Extract = _extract,
        fetcher: AsyncFetcher | None = None,
    ) -> None:
        """As for `Scraper`."""
        self._fetcher = fetcher or AsyncFetcher(policy)
        self._extract = extract
        self._concurrency = concurrency

    async def __aenter__(self) -> Self:
        """The scraper itself."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close all connections."""
        await self._fetcher.aclose()

    async def scrape(self, url: str) -> Document:
        """Fetch and extract one page. Raises NewsScrapeError."""
        return await asyncio.to_thread(self._extract, await self._fetcher.fetch(url))

    async def scrape_many(self, urls: Iterable[str], *, in_order: bool = False) -> AsyncIterator[Result]:
        """One Result per URL, as they come or in order; closing the iterator cancels what runs."""
        queue, order = _Queue(urls, self._concurrency), _Order(in_order=in_order)
        running: dict[asyncio.Task[Result], int] = {}
        try:
            while True:
                while len(running) < self._concurrency and (item := queue.take(ahead_of=order.position)):
                    running[asyncio.create_task(self._result(item[1]))] = item[0]
                if not running:
                    return
                done, _ = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    queue.done(task.result().url)
                    for result in order.put(running.pop(task), task.result()):
                        yield result
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)

    async def _result(self, url: str) -> Result:
        try:
            return Result(url, document=await self.scrape(url))
        except Exception as error:  # the batch edge
            return Result(url, error=_as_ours(error, url))


def _as_ours(error: Exception, url: str) -> NewsScrapeError:
    if isinstance(error, NewsScrapeError):
        return error
    return ExtractError(f"extraction failed: {error!r}", url=url, cause=error)


def scrape(url: str, policy: FetchPolicy | None = None) -> Document:
    """Fetch and extract one page. Raises NewsScrapeError."""
    with Scraper(policy) as scraper:
        return scraper.scrape(url)
