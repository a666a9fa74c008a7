"""What the scan before parsing costs on real pages, and how many it flags.

python -m benchmarks.limits [CORPUS]
"""

import argparse
import gzip
import sys
import time
from collections import Counter
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from benchmarks.run import CORPUS
from newsscrape.dom import limits
from newsscrape.extract import decode
from newsscrape.page import Page


def cost(html):
    """CPU milliseconds of the scan, the best of three, and its verdict."""
    best = float("inf")
    for _ in range(3):
        started = time.thread_time()
        verdict = limits.check(html)
        best = min(best, time.thread_time() - started)
    return 1000 * best, verdict


def hostile(count):
    """The longest that Lexbor takes for one of so many mixed hostile pages, as the scan passes or degrades them; s."""
    sys.path.insert(0, "tests")
    from hostile_markup import mixed
    from test_limits import HOSTILE

    worst, pages = {"ok": 0.0, "degrade": 0.0}, list(HOSTILE.values())
    for seed in range(count):
        page = mixed(pages, seed).encode()
        status = limits.check(page).status
        if status == "degrade":
            page = limits.degrade(page)
        started = time.thread_time()
        LexborHTMLParser(page)
        worst[status] = max(worst[status], time.thread_time() - started)
    return worst


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?", type=Path, default=CORPUS)
    corpus = parser.parse_args().corpus
    worst = hostile(2000)
    print(
        f"2000 mixed hostile pages: passed ones parsed in {worst['ok']:.2f} s at most, degraded {worst['degrade']:.2f}"
    )
    costs, reasons = [], Counter()
    for path in sorted(corpus.glob("pages/*.html.gz")):
        milliseconds, verdict = cost(decode(Page(gzip.decompress(path.read_bytes()))).utf8)
        costs.append(milliseconds)
        reasons[verdict.reason] += 1
    costs.sort()
    mean, middle, late = sum(costs) / len(costs), costs[len(costs) // 2], costs[len(costs) * 99 // 100]
    print(f"{len(costs)} pages: mean {mean:.2f} ms, median {middle:.2f}, 99 % below {late:.2f}, most {costs[-1]:.2f}")
    print(f"under 2 ms: {sum(c < 2 for c in costs) / len(costs):.1%}")
    flagged = len(costs) - reasons.pop(None, 0)
    print(f"flagged: {flagged} ({flagged / len(costs):.2%}) {dict(reasons)}")


if __name__ == "__main__":
    main()
