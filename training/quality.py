"""Write the figures into docs/quality.md: ``python -m training.quality`` (``make quality``).

Reads the predictions of `training.crossval` and those that `benchmarks.run` wrote for the peers, scores both with
the corpus' scorer, and replaces what stands between the two marks of the page.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.confidence import PREDICTIONS

from training import corpus

PAGE = corpus.ROOT / "docs" / "quality.md"
START, END = "<!-- figures: make quality -->", "<!-- end of figures -->"
LEAST = 4
"""Pages from which a language has a row of its own."""

Record = dict[str, Any]
Predictions = Mapping[str, Record]


def table(groups: dict[str, list[Record]], by_name: dict[str, Predictions]) -> Iterator[str]:
    """A Markdown table: a row a group and extractor, a column a measure."""
    measures = corpus.scorer.ORDER
    yield "| pages of | number | by | " + " | ".join(measures) + " |"
    yield "|" + "---|" * (len(measures) + 3)
    for group, records in groups.items():
        for name, predictions in by_name.items():
            rows = [corpus.scorer.score_page(predictions.get(r["id"], {}), r["gold"]) for r in records]
            totals = corpus.scorer.totals(rows)
            cells = (f"{totals[m]:.3f}" if m in totals else "" for m in measures)
            yield f"| {group} | {len(records)} | {name} | " + " | ".join(cells) + " |"


def by_source(records: list[Record]) -> dict[str, list[Record]]:
    groups: dict[str, list[Record]] = {"all": records}
    for r in records:
        groups.setdefault(r["source"], []).append(r)
    return groups


def by_language(records: list[Record]) -> dict[str, list[Record]]:
    groups: dict[str, list[Record]] = {}
    for r in records:
        groups.setdefault((r["lang"] or "unknown").split("-")[0], []).append(r)
    found = {language: rows for language, rows in groups.items() if len(rows) >= LEAST}
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--own", type=Path, default=PREDICTIONS)
    parser.add_argument("--peers", type=Path, default=Path(tempfile.gettempdir()) / "newsscrape-bench")
    args = parser.parse_args()
    by_name: dict[str, Predictions] = {"newsscrape": corpus.scorer.load(str(args.own))}
    for path in sorted(args.peers.glob("*.jsonl")):
        if path.stem != "newsscrape":
            by_name[path.stem] = corpus.scorer.load(str(path))
    records = corpus.records()
    for name, predictions in by_name.items():
        missing = {r["id"] for r in records}.difference(predictions)
        if missing:  # of a run over some pages: the others would count as wrong
            raise SystemExit(f"{name}: no predictions for {len(missing)} pages; run `make bench-cv` and `make bench`")
    lines = [
        START, f"Measured {datetime.now(UTC):%Y-%m-%d}.", "", *table(by_source(records), by_name), "",
        f"By language, those with at least {LEAST} pages:", "", *table(by_language(records), by_name), END,
    ]  # fmt: skip
    before, _, rest = PAGE.read_text("utf-8").partition(START)
    PAGE.write_text(before + "\n".join(lines) + rest.partition(END)[2], "utf-8")
    print(json.dumps({name: len(p) for name, p in by_name.items()}))


if __name__ == "__main__":
    main()
