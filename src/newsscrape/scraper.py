"""Fetch, then extract: one URL or very many, a few at a time, each host fairly.

`Schedule` and `Order` decide, `_Work` does one page; the two scrapers only wait, one on a thread's queue, one
on asyncio's. The blocking one runs its fetches on an event loop of its own, so that closing it stops them
at once.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Self, TypedDict, TypeVar

from newsscrape.errors import ExtractError, NewsScrapeError, StoreError
from newsscrape.fetch import AsyncFetcher, FetchPolicy, fetch
from newsscrape.schedule import Bounds, Item, Order, Schedule
from newsscrape.workers import TIMEOUT, Workers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Iterator
    from typing import Unpack

    from newsscrape.document import Document
    from newsscrape.page import Page
    from newsscrape.store import Store

__all__ = ["AsyncScraper", "Options", "Result", "Scraper", "scrape"]

T = TypeVar("T")
THREADS: Final = 2
"""Threads that extract, without workers; one at a time holds the interpreter."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one URL: a document or an error, never both."""

    url: str
    document: Document | None = None
    error: NewsScrapeError | None = None


class Options(TypedDict, total=False):
    """How a scraper works, beside its fetch policy."""

    store: Store | None
    """Keeps the documents; `scrape_many` leaves out what is done in it, and does each URL once."""
    concurrency: int
    """Pages fetched at once, and as many again extracted; 16."""
    per_host: int
    """Pages fetched at once of one host; 2."""
    workers: int
    """Processes that extract, which can be killed; 0 extracts in threads of this process."""
    extract_timeout: float
    """Seconds for extracting one page, with `workers`; 10."""
    fetcher: AsyncFetcher | None
    """Fetches instead of one made from the policy; closed with the scraper."""


def _extract(page: Page) -> Document:
    from newsscrape.extract import extract_page

    return extract_page(page)


class _Work:
    """Does one page: fetch, extract, store."""

    def __init__(
        self,
        policy: FetchPolicy | None,
        *,
        store: Store | None = None,
        workers: int = 0,
        extract_timeout: float | None = None,
        fetcher: AsyncFetcher | None = None,
    ) -> None:
        if extract_timeout is not None and not workers:
            raise ValueError("extract_timeout needs workers: a thread can't be stopped")
        self._workers = Workers(workers, extract_timeout or TIMEOUT) if workers else None
        self._extract: Callable[[Page], Document] = self._workers or _extract
        self._threads = ThreadPoolExecutor(workers or THREADS, thread_name_prefix="newsscrape-extract")
        self._fetcher = fetcher or AsyncFetcher(policy)
        self.store = store

    async def document(self, url: str, fetched: Callable[[], object] = lambda: None) -> Document:
        """`fetched` is called in between. Raises NewsScrapeError."""
        page = await self._fetcher.fetch(url)
        fetched()
        return await self._in_thread(self._kept, url, page)

    async def result(self, url: str, fetched: Callable[[], object]) -> Result:
        """Raises StoreError only: without its store a batch is lost."""
        try:
            return Result(url, document=await self.document(url, fetched))
        except StoreError:
            raise
        except Exception as error:  # the batch edge
            ours = _as_ours(error, url)
            if self.store is not None:
                await self._in_thread(self.store.fail, url, ours)
            return Result(url, error=ours)

    def _kept(self, url: str, page: Page) -> Document:
        document = self._extract(page)
        if self.store is not None:
            self.store.save(url, document)
        return document

    async def aclose(self) -> None:
        if self._workers is not None:
            await asyncio.to_thread(self._workers.close)
        await asyncio.to_thread(self._threads.shutdown, cancel_futures=True)
        await self._fetcher.aclose()

    async def _in_thread(self, work: Callable[..., T], *arguments: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, partial(work, *arguments))


def _as_ours(error: Exception, url: str) -> NewsScrapeError:
    if isinstance(error, NewsScrapeError):
        return error
    return ExtractError(f"extraction failed: {error!r}", url=url, cause=error)


def _split(options: Options) -> tuple[Bounds, dict[str, Any]]:
    """Options of the batch, and those of the work on one page."""
    rest: dict[str, Any] = dict(options)
    mine = {name: rest.pop(name) for name in ("concurrency", "per_host") if name in rest}
    return Bounds(**mine), rest


class AsyncScraper:
    """Scrapes pages on asyncio; a context manager."""

    def __init__(self, policy: FetchPolicy | None = None, **options: Unpack[Options]) -> None:
        """For the options see `Options`. Raises ValueError for those that cannot be meant."""
        self._bounds, rest = _split(options)
        self._work = _Work(policy, **rest)

    async def __aenter__(self) -> Self:
        """The scraper itself."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close all connections and end all workers."""
        await self._work.aclose()

    async def scrape(self, url: str) -> Document:
        """Fetch and extract one page, and keep it in the store if there is one. Raises NewsScrapeError."""
        return await self._work.document(url)

    async def scrape_many(self, urls: Iterable[str], *, in_order: bool = False) -> AsyncIterator[Result]:
        """One Result per URL, as they come or in order; closing the iterator stops what runs.

        `urls` may be endless: it is read as places become free. Raises StoreError where the store fails.
        """
        batch = _Batch(urls, self._bounds, self._work.store, in_order=in_order)
        came: asyncio.Queue[tuple[Item, asyncio.Task[Result] | None]] = asyncio.Queue()
        running: set[asyncio.Task[Result]] = set()
        try:
            while True:
                for item in batch.startable():
                    fetched = partial(_report, came.put_nowait, item, None)
                    task = asyncio.create_task(self._work.result(item.url, fetched))
                    running.add(task)
                    task.add_done_callback(partial(_report, came.put_nowait, item))
                if not running:
                    return
                item, came_of_it = await came.get()
                if came_of_it is None:
                    batch.fetched(item)
                    continue
                running.discard(came_of_it)
                for result in batch.done(item, came_of_it.result()):
                    yield result
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)


class Scraper:
    """Scrapes pages; a context manager, safe to share between threads."""

    def __init__(self, policy: FetchPolicy | None = None, **options: Unpack[Options]) -> None:
        """For the options see `Options`. Raises ValueError for those that cannot be meant."""
        self._bounds, rest = _split(options)
        self._work = _Work(policy, **rest)
        self._loop = _Loop()

    def __enter__(self) -> Self:
        """The scraper itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close all connections and end all workers."""
        self.close()

    def close(self) -> None:
        """Close all connections and end all workers; twice is once."""
        if not self._loop.is_closed:
            self._loop.run(self._work.aclose())
            self._loop.close()

    def scrape(self, url: str) -> Document:
        """Fetch and extract one page, and keep it in the store if there is one. Raises NewsScrapeError."""
        return self._loop.run(self._work.document(url))

    def scrape_many(self, urls: Iterable[str], *, in_order: bool = False) -> Iterator[Result]:
        """One Result per URL, as they come or in order; closing the iterator stops what runs.

        `urls` may be endless: it is read as places become free. Raises StoreError where the store fails.
        """
        batch = _Batch(urls, self._bounds, self._work.store, in_order=in_order)
        came: queue.SimpleQueue[tuple[Item, Future[Result] | None]] = queue.SimpleQueue()
        running: set[Future[Result]] = set()
        try:
            while True:
                for item in batch.startable():
                    fetched = partial(_report, came.put, item, None)
                    future = self._loop.start(self._work.result(item.url, fetched))
                    running.add(future)
                    future.add_done_callback(partial(_report, came.put, item))
                if not running:
                    return
                item, came_of_it = came.get()
                if came_of_it is None:
                    batch.fetched(item)
                    continue
                running.discard(came_of_it)
                yield from batch.done(item, came_of_it.result())
        finally:
            self._loop.stop(running)


def _report(put: Callable[[tuple[Item, T | None]], object], item: Item, done: T | None) -> None:
    put((item, done))


class _Batch:
    """What both scrapers decide alike: what starts, and what goes out."""

    def __init__(self, urls: Iterable[str], bounds: Bounds, store: Store | None, *, in_order: bool) -> None:
        self._schedule = Schedule(urls, bounds, store.is_done if store is not None else None)
        self._order: Order[Result] = Order(bounds, in_order=in_order)

    def startable(self) -> Iterator[Item]:
        while (item := self._schedule.take(self._order.limit)) is not None:
            yield item

    def fetched(self, item: Item) -> None:
        self._schedule.fetched(item)

    def done(self, item: Item, result: Result) -> Iterator[Result]:
        self._schedule.done(item)
        yield from self._order.put(item, result)


class _Loop:
    """An event loop in a thread of its own, started when it is first used."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    @property
    def is_closed(self) -> bool:
        return self._loop.is_closed()

    def start(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._loop.run_forever, name="newsscrape", daemon=True)
                self._thread.start()
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        future = self.start(work)
        try:
            return future.result()
        except BaseException:
            self.stop({future})
            raise

    def stop(self, futures: set[Future[T]]) -> None:
        """Cancel what still runs, and wait until it is over."""
        for future in futures:
            future.cancel()
        if any(future.cancelled() for future in futures):
            self.start(_settled()).result()

    def close(self) -> None:
        if self._thread is not None:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()


async def _settled() -> None:
    """Wait for the loop's other tasks, which were cancelled."""
    me = asyncio.current_task()
    await asyncio.gather(*(t for t in asyncio.all_tasks() if t is not me and t.cancelling()), return_exceptions=True)


def scrape(url: str, policy: FetchPolicy | None = None) -> Document:
    """Fetch and extract one page. Raises NewsScrapeError."""
    return _extract(fetch(url, policy))
