"""What explaining costs: `python -m benchmarks.explain [CORPUS]` prints its time beside that of extracting.

Every `--step`-th page of the corpus; of each page the fastest of `--repeat` runs of extract, of explain (with the
grounds of every block) and of writing the report. Process time, so that a busy machine counts for less.
"""

from __future__ import annotations

import argparse
import gzip
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.run import CORPUS
from newsscrape import explain, extract
from newsscrape.report import render

if TYPE_CHECKING:
    from collections.abc import Callable


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?", type=Path, default=CORPUS, help="folder with pages/*.html.gz")
    parser.add_argument("--step", type=int, default=50)
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    pages = [gzip.decompress(p.read_bytes()) for p in sorted((options.corpus / "pages").glob("*.html.gz"))]
    totals = [0.0, 0.0, 0.0]
    sizes = []
    chosen = pages[:: options.step]
    for page in chosen:
        explanation = explain(page)
        sizes.append(len(render(explanation).encode()))
        calls = (lambda p=page: extract(p), lambda p=page: explain(p), lambda e=explanation: render(e))
        for k, call in enumerate(calls):
            totals[k] += min(_seconds(call) for _ in range(options.repeat))
    extracting, explaining, writing = (1000 * t / len(chosen) for t in totals)
    print(f"{len(chosen)} pages: extract {extracting:.1f} ms, explain {explaining:.1f} ms a page")
    print(f"ratio {explaining / extracting:.2f} (limit 1.50); the report is {writing:.1f} ms more")
    largest = max(pages, key=len)
    report = len(render(explain(largest)).encode())
    print(f"report: {sum(sizes) / len(sizes) / 1e3:.0f} kB in the mean")
    print(f"largest page {len(largest) / 1e6:.2f} MB: report {report / 1e6:.2f} MB")


def _seconds(call: Callable[[], object]) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start


if __name__ == "__main__":
    main()
