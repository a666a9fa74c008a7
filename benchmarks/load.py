"""Load: the rate a batch reaches, the memory it takes, what workers cost, and kill -9 in the middle of 2,000 URLs.

    python -m benchmarks.load [pages]

Serves pages on loopback from a process of its own: 50 hosts (127.0.0.1 … 127.0.0.50), 100 ms latency. Exits with 1
where a figure misses what is asked of it.
"""

import asyncio
import multiprocessing as mp
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

from newsscrape.extract import extract_page
from newsscrape.fetch import FetchPolicy
from newsscrape.page import Page
from newsscrape.scraper import Scraper
from newsscrape.workers import Workers

HOSTS = [f"127.0.0.{n + 1}" for n in range(50)]
LATENCY = 0.1
CONCURRENCY = (8, 16)
"""Pages at once: few, where the machine is idle for most of the time, and the command's default."""
ROOT = Path(__file__).resolve().parent.parent
POLICY = FetchPolicy(allow_private=True, robots=False)


def _serve(pipe):
    from tests.local_server import LocalServer

    with LocalServer(LATENCY) as server:
        pipe.send(server.port)
        pipe.recv()
        pipe.send(server.most_at_once)


class Server:
    """The local server in a process of its own, so that it does not share our interpreter."""

    def __enter__(self):
        self._pipe, theirs = mp.get_context("spawn").Pipe()
        self._process = mp.get_context("spawn").Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        self.port = self._pipe.recv()
        return self

    def __exit__(self, *_):
        self._pipe.send(None)
        self._pipe.recv()
        self._process.join()

    def urls(self, count):
        return (f"http://{HOSTS[n % len(HOSTS)]}:{self.port}/{n}" for n in range(count))


def rate(server, count, places, workers):
    """Pages a second of a batch, `places` at once, and milliseconds of this process's CPU a page."""
    with Scraper(POLICY, concurrency=places, workers=workers) as scraper:
        list(scraper.scrape_many(server.urls(places * 4)))
        started, worked = time.perf_counter(), time.process_time()
        done = sum(result.document is not None for result in scraper.scrape_many(server.urls(count)))
        seconds, worked = time.perf_counter() - started, time.process_time() - worked
    assert done == count, f"{count - done} pages failed"
    return count / seconds, 1000 * worked / count


async def bare_rate(server, count, places):
    """Pages a second of bare sockets, as many at once: what this machine allows just now."""
    free = asyncio.Semaphore(places)

    async def one(host, path):
        async with free:
            reader, writer = await asyncio.open_connection(host, server.port)
            writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
            assert await reader.read()
            while await reader.read(65536):
                pass
            writer.close()

    started = time.perf_counter()
    await asyncio.gather(*(one(HOSTS[n % len(HOSTS)], f"/{n}") for n in range(count)))
    return count / (time.perf_counter() - started)


def resident():
    """Resident memory of this process, bytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def memory(server, count):
    """Growth of resident memory over a batch, after its first 500 pages, bytes."""
    with Scraper(POLICY, concurrency=64, per_host=4) as scraper:
        before = most = 0
        for number, result in enumerate(scraper.scrape_many(server.urls(count)), 1):
            assert result.document is not None, result.error
            if number == 500:
                before = most = resident()
            elif number % 250 == 0:
                most = max(most, resident())
    return most - before


def worker_cost(rounds=5):
    """Milliseconds a page costs more in a worker process: the best of several rounds over the fixtures."""
    pages = [Page(path.read_bytes() + b"<!--" + b"x" * 200_000 + b"-->") for path in ROOT.glob("fixtures/*/page.html")]

    def seconds(extract):
        best = float("inf")
        for _ in range(rounds):
            started = time.perf_counter()
            for page in pages:
                extract(page)
            best = min(best, time.perf_counter() - started)
        return best / len(pages)

    with Workers(1) as workers:
        workers(pages[0])
        return 1000 * (seconds(workers) - seconds(extract_page))


def killed():
    """Exit code of the kill -9 test over 2,000 URLs."""
    test = "tests/test_scraper_command.py::test_kill_9_in_the_middle_loses_no_page_and_doubles_none"
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", test],
        cwd=ROOT,
        env={**os.environ, "NEWSSCRAPE_KILL_URLS": "2000"},
        check=False,
    ).returncode


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    checks = []
    with Server() as server:
        for places in CONCURRENCY:
            ideal = places / LATENCY
            bare = asyncio.run(bare_rate(server, 50 * places, places))
            best, cpu = max(rate(server, 50 * places, places, workers) for workers in (0, 1, 1, 1))
            print(
                f"{places} at once, {LATENCY:g} s latency: ideal {ideal:.0f} pages/s, bare sockets {bare:.0f}, "
                f"scrape_many {best:.0f}: {best / ideal:.1%} of the ideal (≥ 90), {cpu:.2f} ms of CPU a page",
                flush=True,
            )
            checks.append(best >= 0.9 * ideal)
        grown = memory(server, count)
        print(f"{count} URLs: resident memory grew by {grown / 1e6:.0f} MB (< 100)", flush=True)
        checks.append(grown < 100e6)
    cost = worker_cost()
    print(f"a worker process costs {cost:.2f} ms a page (≤ 0.5)", flush=True)
    checks.append(cost <= 0.5)
    code = killed()
    print(f"kill -9 in the middle of 2,000 URLs: {'every page once, none lost' if code == 0 else 'FAILED'}")
    return int(not all(checks) or code != 0)


if __name__ == "__main__":
    raise SystemExit(main())
