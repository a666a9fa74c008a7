"""10,000 mutated pages in `make test`, 100,000 in `make fuzz`; a number that fails can be looked at alone:

python -m tests.fuzz.show 4711 > page.html
"""

import faulthandler
import json
import os
import time
from concurrent.futures import ProcessPoolExecutor

from tests.fuzz.mutate import MUTATIONS, mutated, sources

import newsscrape as ns

COUNT = int(os.environ.get("NEWSSCRAPE_FUZZ", "10000"))
SECONDS = 2.0
"""CPU time one page may take."""
HANG = 120.0
"""Seconds after which a page that still runs ends the test run with its stack."""
CHUNK = 250


def check(number, pages):
    """What is wrong with the extraction of a mutated page; None if nothing."""
    page = mutated(number, pages)
    started = time.thread_time()
    document = ns.extract(page, url=f"https://news.example/{number}")
    seconds = time.thread_time() - started
    if seconds > SECONDS:
        return f"{seconds:.1f} s"
    text = document.to_json().encode("utf-8").decode()
    if ns.Document.from_dict(json.loads(text)) != document:
        return "does not come back equal from JSON"
    return None


def check_many(start):
    pages, wrong = sources(), []
    for number in range(start, min(start + CHUNK, COUNT)):
        faulthandler.dump_traceback_later(HANG, exit=True)
        try:
            says = check(number, pages)
        except Exception as error:
            says = f"{type(error).__name__}: {error}"
        if says:
            wrong.append((number, says))
    faulthandler.cancel_dump_traceback_later()
    return wrong


def test_no_mutated_page_crashes_hangs_or_comes_out_unencodable():
    with ProcessPoolExecutor(2) as pool:
        wrong = [each for some in pool.map(check_many, range(0, COUNT, CHUNK)) for each in some]
    assert wrong == []


def test_the_same_number_gives_the_same_page():
    pages = sources()
    assert [mutated(n, pages) for n in range(50)] == [mutated(n, pages) for n in range(50)]
    assert len({mutated(n, pages) for n in range(200)}) > 190


def test_every_mutation_changes_pages():
    import random

    pages = [p for p in sources() if len(p) > 1000]
    for change in MUTATIONS:
        rng = random.Random(1)
        assert any(change(page, rng) != page for page in pages), change.__name__
