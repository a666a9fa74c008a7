"""Many pages: bounded, fair, in order on request, and cleanly stopped."""

import asyncio
import gc
import itertools
import threading
import time
import tracemalloc

import pytest
from tests.local_server import LocalServer, page

import newsscrape as ns
from newsscrape.page import Page
from newsscrape.schedule import HOLD_BACK, LOOKAHEAD, Bounds, Item, Order, Schedule, host_of
from newsscrape.scraper import AsyncScraper, Result, Scraper


class FakeFetcher:
    """Gives a page for every URL; `delay` says how long a URL takes, "fail" in it fails."""

    def __init__(self, delay=lambda url: 0.0):
        self.delay = delay
        self.started, self.finished, self.cancelled = [], [], []
        self.running = self.most = 0

    async def fetch(self, url):
        self.started.append(url)
        self.running += 1
        self.most = max(self.most, self.running)
        try:
            await asyncio.sleep(self.delay(url))
        except asyncio.CancelledError:
            self.cancelled.append(url)
            raise
        finally:
            self.running -= 1
        self.finished.append(url)
        if "crash" in url:
            raise RuntimeError("not ours")
        if "fail" in url:
            raise ns.ConnectError("refused", url=url)
        return Page(page(url), url)

    async def aclose(self):
        pass


def numbered(host="a.example", start=0):
    return (f"http://{host}/{n}" for n in itertools.count(start))


def both(urls, *, in_order=False, take=None, **options):
    """Results of the blocking and of the asyncio scraper, which must agree; the fetchers used."""
    fetchers = [FakeFetcher(options.get("delay", lambda url: 0.0)) for _ in range(2)]
    options.pop("delay", None)
    with Scraper(fetcher=fetchers[0], **options) as scraper:
        first = list(itertools.islice(scraper.scrape_many(urls(), in_order=in_order), take))

    async def run():
        found = []
        async with AsyncScraper(fetcher=fetchers[1], **options) as scraper:
            results = scraper.scrape_many(urls(), in_order=in_order)
            async for result in results:
                found.append(result)
                if len(found) == take:
                    await results.aclose()
                    break
        return found

    second = asyncio.run(run())
    assert len(first) == len(second)
    return first, second, fetchers


def test_every_url_gives_one_result():
    urls = [f"http://h{n % 7}.example/{n}" for n in range(60)]
    for results in both(lambda: urls)[:2]:
        assert sorted(r.url for r in results) == sorted(urls)
        assert all(r.document.headline == f"Story {r.url}" and r.error is None for r in results)


def test_failures_are_values():
    urls = ["http://a.example/fail", "http://b.example/ok", "http://c.example/crash", "nonsense"]
    for results in both(lambda: urls)[:2]:
        found = {r.url: r for r in results}
        assert isinstance(found[urls[0]].error, ns.ConnectError)
        assert found[urls[1]].document is not None
        assert isinstance(found[urls[2]].error, ns.ExtractError)
        assert all((r.document is None) != (r.error is None) for r in results)


def test_order_on_request():
    urls = [f"http://h{n % 5}.example/{n}" for n in range(40)]
    delay = {url: (n * 7 % 11) / 500 for n, url in enumerate(urls)}.get
    first, second, _ = both(lambda: urls, in_order=True, delay=delay)
    assert [r.url for r in first] == [r.url for r in second] == urls
    unordered = both(lambda: urls, delay=delay)[0]
    assert [r.url for r in unordered] != urls


def test_endless_source_is_read_as_places_become_free():
    read = []

    def urls():
        for url in numbered():
            read.append(url)
            yield url

    first, second, fetchers = both(urls, take=20, concurrency=4, per_host=4)
    assert len(first) == len(second) == 20
    assert len(read) <= 2 * (20 + 3 * 4)
    assert max(f.most for f in fetchers) <= 4


def test_host_and_total_bounds_hold():
    urls = [f"http://h{n % 3}.example/{n}" for n in range(30)]
    _, _, fetchers = both(lambda: urls, concurrency=5, per_host=1, delay=lambda url: 0.002)
    assert [f.most for f in fetchers] == [3, 3]


def test_a_slow_host_does_not_starve_the_others():
    """One host answers in 1 s, and every second URL is its; 200 pages of the others come meanwhile."""

    def urls():
        for n in itertools.count():
            yield f"http://slow.example/{n}"
            yield f"http://h{n % 4}.example/{n}"

    started = time.monotonic()
    first, second, _ = both(urls, take=200, concurrency=6, delay=lambda url: 1.0 if "slow" in url else 0.001)
    assert time.monotonic() - started < 8
    for results in (first, second):
        assert sum("slow" in r.url for r in results) < 20


def test_hosts_take_turns():
    urls = [f"http://big.example/{n}" for n in range(50)] + [f"http://h{n}.example/" for n in range(5)]
    schedule = Schedule(urls, Bounds(concurrency=8, per_host=2))
    taken = []
    while (item := schedule.take()) is not None:
        taken.append(item)
    assert [host_of(i.url) for i in taken].count("big.example") == 2
    assert len(taken) == 7


def test_lookahead_is_bounded():
    source = numbered()
    schedule = Schedule(source, Bounds(concurrency=2, per_host=1))
    assert schedule.take().index == 0
    assert schedule.take() is None
    assert next(source) == f"http://a.example/{2 * LOOKAHEAD + 1}"


def test_held_back_results_are_bounded():
    bounds = Bounds(concurrency=2, per_host=2)
    schedule, order = (
        Schedule((f"http://h{n}.example/" for n in itertools.count()), bounds),
        Order(bounds, in_order=True),
    )
    slowest = schedule.take(order.limit)
    count = 0
    while (item := schedule.take(order.limit)) is not None:
        count += 1
        schedule.done(item)
        assert list(order.put(item, count)) == []
    assert count == 2 * HOLD_BACK - 1
    schedule.done(slowest)
    assert len(list(order.put(slowest, 0))) == 2 * HOLD_BACK
    assert schedule.take(order.limit) == Item(2 * HOLD_BACK, f"http://h{2 * HOLD_BACK}.example/")


def test_memory_does_not_grow_with_the_batch():
    schedule = Schedule(numbered(), Bounds(per_host=16))

    def run(count):
        for _ in range(count):
            schedule.done(schedule.take())

    run(2000)
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    run(20_000)
    gc.collect()
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert grown < 100_000


def test_closing_the_iterator_stops_what_runs():
    fetcher = FakeFetcher(lambda url: 30.0 if "/1" in url else 0.0)
    threads = threading.active_count()
    started = time.monotonic()
    with Scraper(fetcher=fetcher, concurrency=4, per_host=4) as scraper:
        results = scraper.scrape_many(["http://a.example/0", "http://a.example/1", "http://a.example/1b"])
        assert next(results).url == "http://a.example/0"
        results.close()
        assert sorted(fetcher.cancelled) == ["http://a.example/1", "http://a.example/1b"]
        assert scraper.scrape("http://a.example/0").headline
    assert time.monotonic() - started < 10
    assert threading.active_count() == threads


def test_cancelling_the_task_stops_what_runs():
    fetcher = FakeFetcher(lambda url: 30.0)

    async def run():
        async with AsyncScraper(fetcher=fetcher) as scraper:
            async for _ in scraper.scrape_many(["http://a.example/0", "http://b.example/1"]):
                pass

    async def main():
        task = asyncio.create_task(run())
        await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(main())
    assert len(fetcher.cancelled) == 2


def test_a_source_that_raises_ends_the_batch_cleanly():
    def urls():
        yield "http://a.example/0"
        raise LookupError("the source broke")

    fetcher = FakeFetcher(lambda url: 5.0)
    with Scraper(fetcher=fetcher) as scraper, pytest.raises(LookupError):
        list(scraper.scrape_many(urls()))
    assert fetcher.running == 0


def test_a_scraper_is_shared_between_threads():
    with Scraper(fetcher=FakeFetcher(lambda url: 0.001)) as scraper:
        found = {}

        def run(host):
            found[host] = [r.url for r in scraper.scrape_many([f"http://{host}/{n}" for n in range(20)])]

        threads = [threading.Thread(target=run, args=(f"h{n}.example",)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(map(len, found.values())) == [20] * 4


def test_over_the_network():
    with LocalServer() as server:
        urls = [server.url(f"/{n}", f"127.0.0.{n % 5 + 1}") for n in range(25)]
        with Scraper(ns.FetchPolicy(allow_private=True, robots=False)) as scraper:
            results = list(scraper.scrape_many(urls))
    assert sorted(r.url for r in results) == sorted(urls)
    assert all(r.document is not None and r.document.is_article for r in results)
    assert set(server.seen.values()) == {1}


@pytest.mark.parametrize("options", [{"concurrency": 0}, {"per_host": 0}, {"extract_timeout": 1.0}, {"workers": -1}])
def test_options_that_cannot_be_meant(options):
    with pytest.raises(ValueError, match=r"must be|needs|at least"):
        Scraper(**options)


def test_unknown_options_raise():
    with pytest.raises(TypeError):
        Scraper(speed=3)


def test_a_result_is_a_value():
    assert Result("http://a.example/") == Result("http://a.example/")
