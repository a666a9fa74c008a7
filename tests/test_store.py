"""The store: what is done stays done, whatever happens to the process."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from tests.test_scraper import FakeFetcher

import newsscrape as ns
from newsscrape.scraper import Scraper
from newsscrape.store import Failure, Store

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
DOCUMENT = ns.extract((FIXTURES / "arc-en" / "page.html").read_bytes(), url="https://news.example/arc")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "news.db"


def test_a_document_comes_back_equal(path):
    with Store(path) as store:
        store.save("https://news.example/arc", DOCUMENT)
    with Store(path) as store:
        assert store.get("https://news.example/arc") == DOCUMENT
        assert list(store.documents()) == [DOCUMENT]
        assert store.get("https://news.example/other") is None


def test_what_failed_is_not_done_and_what_is_done_does_not_fail(path):
    with Store(path) as store:
        store.fail("http://a.example/1", ns.ConnectError("refused"))
        store.fail("http://a.example/1", ns.ReadTimeout("stalled"))
        assert not store.is_done("http://a.example/1")
        assert list(store.failures()) == [Failure("http://a.example/1", "ReadTimeout", "stalled", 2)]
        store.save("http://a.example/1", DOCUMENT)
        store.fail("http://a.example/1", ns.ConnectError("refused"))
        assert store.is_done("http://a.example/1")
        assert store.counts() == (1, 0)


def test_fragments_name_the_same_page(path):
    with Store(path) as store:
        store.save("http://a.example/1#top", DOCUMENT)
        assert store.is_done("http://a.example/1")
        assert store.is_done(" http://a.example/1#end")
        assert not store.is_done("http://a.example/2")


def test_surrogates_and_nul_are_kept_as_json_allows(path):
    with Store(path) as store:
        store.save("http://a.example/\ud800", ns.extract("<p>\ud800 and \x00 are text</p>"))
        store.fail("http://a.example/2", ns.ConnectError("\udcff"))
        assert store.counts() == (1, 1)


def test_many_documents_are_read_piece_by_piece(path):
    with Store(path) as store:
        for n in range(250):
            store.save(f"http://a.example/{n}", DOCUMENT)
        documents = store.documents()
        next(documents)
        store.save("http://a.example/250", DOCUMENT)
        assert len(list(documents)) == 250


def _foreign(path):
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE pages (url TEXT, state TEXT, document TEXT)")
    db.close()


def _newer(path):
    Store(path).close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()


def _damaged(path):
    with Store(path) as store:
        for n in range(50):
            store.save(f"http://a.example/{n}", DOCUMENT)
    data = bytearray(path.read_bytes())
    data[2000:-2000] = b"\xff" * (len(data) - 4000)
    path.write_bytes(data)


def read_all(path):
    with Store(path) as store:
        return store.counts(), list(store.documents())


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (
            lambda path: path.write_bytes(b"this is no database at all, but long enough to be one" * 50),
            "not a database",
        ),
        (_foreign, "not a store of newsscrape"),
        (_newer, "version 99"),
        (_damaged, "malformed|corrupt|disk image|not a database"),
        (Path.mkdir, "unable to open"),
    ],
)
def test_other_files_are_refused(path, make, says):
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(ns.StoreError, match=says):
        read_all(path)
    if before is not None and make is not _damaged:
        assert path.read_bytes() == before


def test_using_a_closed_store_raises_ours(path):
    store = Store(path)
    store.close()
    store.close()
    with pytest.raises(ns.StoreError):
        store.is_done("http://a.example/")


def test_threads_and_processes_share_it(path):
    with Store(path) as first, Store(path) as second:

        def run(store, start):
            for n in range(start, start + 50):
                store.save(f"http://a.example/{n}", DOCUMENT)

        threads = [threading.Thread(target=run, args=(s, n * 25)) for n, s in enumerate((first, second, first))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert first.counts() == second.counts() == (100, 0)


def test_a_batch_does_each_url_once_and_failures_again(path):
    urls = [f"http://h{n % 3}.example/{n % 10}" for n in range(40)] + ["http://f.example/fail"] * 2
    fetcher = FakeFetcher(lambda url: 0.001)
    with Store(path) as store, Scraper(fetcher=fetcher, store=store) as scraper:
        first = list(scraper.scrape_many(urls))
        again = list(scraper.scrape_many(urls))
        assert store.counts() == (30, 1)
    assert len({r.url for r in first}) == 31
    assert {r.url for r in again} == {"http://f.example/fail"}
    assert sorted(u for u in fetcher.started if "fail" not in u) == sorted({u for u in urls if "fail" not in u})


def test_a_batch_ends_where_its_store_fails(path):
    fetcher = FakeFetcher()
    with Store(path) as store, Scraper(fetcher=fetcher, store=store) as scraper:
        results = scraper.scrape_many([f"http://a.example/{n}" for n in range(50)])
        next(results)
        store.close()
        with pytest.raises(ns.StoreError):
            list(results)
    assert len(fetcher.started) < 50


WRITER = """
import sys
from newsscrape import Document, Outcome
from newsscrape.store import Store
store = Store(sys.argv[1])
for n in range(1_000_000):
    store.save(f"http://a.example/{n}", Document(Outcome("article"), url=f"http://a.example/{n}"))
    print(n, flush=True)
"""


def test_what_was_saved_before_kill_9_is_there(path):
    with subprocess.Popen([sys.executable, "-c", WRITER, path], stdout=subprocess.PIPE, text=True) as process:
        while (line := process.stdout.readline()) and int(line) < 200:
            pass
        os.kill(process.pid, signal.SIGKILL)
        last = max(map(int, process.stdout.read().split()), default=200)
    with Store(path) as store:
        urls = [d.url for d in store.documents()]
    assert urls == [f"http://a.example/{n}" for n in range(len(urls))]
    assert len(urls) >= last + 1
