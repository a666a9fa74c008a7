"""Extraction in processes: killed when late, replaced when dead, nothing left behind."""

import asyncio
import multiprocessing as mp
import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.test_scraper import FakeFetcher

import newsscrape as ns
from newsscrape.document import Document, Outcome
from newsscrape.page import Page
from newsscrape.scraper import AsyncScraper, Scraper
from newsscrape.workers import Workers

ARTICLE = Path(__file__).resolve().parent.parent / "fixtures" / "arc-en" / "page.html"
PAGE = Page(ARTICLE.read_bytes(), "https://news.example/arc-en")


def misbehave(page):
    """Extracts as the page tells it: a function of a module, so that workers can import it."""
    text = page.html if isinstance(page.html, str) else page.html.decode("utf-8", "replace")
    if "sleep" in text:
        time.sleep(60)
    if "die" in text:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "exit" in text:
        os._exit(7)
    if "raise" in text:
        raise LookupError("not ours")
    if "complex" in text:
        raise ns.DocumentTooComplex("too complex")
    if "unpicklable" in text:
        return threading.Lock()
    return Document(Outcome("article"), url=page.url)


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_documents_are_those_of_this_process(method):
    with Workers(1, start_method=method) as workers:
        assert workers(PAGE) == ns.extract(PAGE.html, url=PAGE.url)


def alive(pids):
    def runs(pid):
        try:
            return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z" or pid
        except OSError:
            return False

    return [pid for pid in pids if runs(pid)]


def open_files():
    return len(os.listdir("/proc/self/fd"))


def children():
    return {child.pid for child in mp.active_children()}


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        ("sleep", ns.ExtractionTimeout, "more than 0.5 s"),
        ("die", ns.ExtractError, "SIGSEGV"),
        ("exit", ns.ExtractError, "exit code 7"),
        ("raise", ns.ExtractError, "LookupError"),
        ("complex", ns.ExtractError, "DocumentTooComplex"),
        ("unpicklable", ns.ExtractError, "extraction failed"),
    ],
)
def test_a_page_that_breaks_its_worker_fails_alone(text, error, says):
    with Workers(1, 0.5, extract=misbehave) as workers:
        workers(Page("good", "http://a.example/1"))
        with pytest.raises(error, match=says) as caught:
            workers(Page(text, "http://a.example/2"))
        assert caught.value.url == "http://a.example/2"
        assert workers(Page("good", "http://a.example/3")).url == "http://a.example/3"


def test_nothing_is_left_behind():
    with Workers(1, extract=misbehave) as workers:  # starts the fork server, which stays
        workers(Page("good"))
    before, processes = open_files(), children()
    for _ in range(3):
        with Workers(2, 0.3, extract=misbehave) as workers, ThreadPoolExecutor(4) as pool:
            jobs = [pool.submit(workers, Page(t)) for t in ("good", "die", "sleep", "good", "exit", "good", "die")]
            failed = [job.exception() for job in jobs]
            pids = children() - processes
        assert sum(e is None for e in failed) == 3
        assert all(e is None or isinstance(e, ns.ExtractError) for e in failed)
        assert not alive(pids)
    assert open_files() == before
    assert children() == processes


def test_closing_ends_those_at_work_at_once():
    workers = Workers(2, 60, extract=misbehave)
    workers(Page("good"))
    failed = []

    def run():
        try:
            workers(Page("sleep"))
        except ns.ExtractError as error:
            failed.append(error)

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    time.sleep(1.0)
    started = time.monotonic()
    workers.close()
    workers.close()
    for thread in threads:
        thread.join(10)
    assert time.monotonic() - started < 10
    assert len(failed) == 4
    assert not children()
    with pytest.raises(ns.ExtractError, match="closed"):
        workers(Page("good"))


def test_idle_workers_that_died_cost_one_page_each():
    with Workers(1, extract=misbehave) as workers:
        workers(Page("good"))
        (pid,) = children()
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(ns.ExtractError, match="SIGKILL"):
            workers(Page("good"))
        assert workers(Page("good")).outcome.status == "article"


@pytest.mark.parametrize(("count", "timeout"), [(0, 1.0), (1, 0.0)])
def test_wrong_use(count, timeout):
    with pytest.raises(ValueError, match="at least one worker"):
        Workers(count, timeout)


def test_scrapers_use_workers_when_asked():
    urls = [f"http://h{n}.example/{n}" for n in range(6)]
    with Scraper(fetcher=FakeFetcher(), workers=2, extract_timeout=20) as scraper:
        found = list(scraper.scrape_many(urls, in_order=True))
        assert len(children()) == 2
    assert [r.document.headline for r in found] == [f"Story {url}" for url in urls]

    async def run():
        async with AsyncScraper(fetcher=FakeFetcher(), workers=1) as scraper:
            return [r async for r in scraper.scrape_many(urls, in_order=True)]

    assert [r.document for r in asyncio.run(run())] == [r.document for r in found]
    assert not children()
