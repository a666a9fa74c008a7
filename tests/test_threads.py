"""Extraction is safe in threads: what eight at once make of every fixture is what one makes of it alone."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import newsscrape as ns

PAGES = sorted((Path(__file__).resolve().parent.parent / "fixtures").glob("*/page.html"))


def extracted(path):
    return ns.extract(path.read_bytes(), url="https://example.com/news/1").to_json()


def test_eight_threads_extract_what_one_does():
    alone = [extracted(path) for path in PAGES]
    with ThreadPoolExecutor(8) as threads:
        for _ in range(3):
            order = [*PAGES[::2], *PAGES[1::2]]
            together = dict(zip(order, threads.map(extracted, order), strict=True))
            assert [together[path] for path in PAGES] == alone
    assert len(PAGES) > 8
