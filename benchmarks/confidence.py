"""What `Document.confidence` is worth: ``python -m benchmarks.confidence [CORPUS] [--pred FILE]``.

Holds it against the measured agreement (body F1) of the predictions of `training.crossval`, prints the expected
calibration error, that of each field (`Document.confidence_of` against the share of right ones on a page) beside what
chance alone makes of confidences that are exactly right, and what trafilatura's text would give in place of ours on
pages below a threshold.
"""

import argparse
import random
from pathlib import Path
from typing import Any

from benchmarks import run

BINS = 10
DRAWS = 1000
THRESHOLDS = (0.7, 0.8, 0.85, 0.9)
PREDICTIONS = Path(__file__).resolve().parent.parent / ".cache" / "crossval.jsonl"

FIELDS = {"headline": "headline", "kicker": "kicker", "lead": "lead", "caption": "captions", "credit": "credits",
          "source": "sources"}  # fmt: skip
"""Role → the measure of its field."""

Row = tuple[float, float, dict[str, Any]]
"""Confidence, agreement, record."""


def calibration_error(rows: list[Row]) -> float:
    """Mean distance of confidence and agreement over bins of equal width, each by its number of pages."""
    bins: dict[int, list[Row]] = {}
    for row in rows:
        bins.setdefault(min(int(row[0] * BINS), BINS - 1), []).append(row)
    distances = (abs(sum(r[0] for r in found) - sum(r[1] for r in found)) for found in bins.values())
    return sum(distances) / len(rows)


def by_chance(rows: list[Row]) -> float:
    """The mean error of the same confidences if each page were right exactly as often as they say: with few pages in a
    bin it is far from 0."""
    draw = random.Random(7)
    drawn = ([(p, float(draw.random() < p), record) for p, _, record in rows] for _ in range(DRAWS))
    return sum(map(calibration_error, drawn)) / DRAWS


def of_field(role: str, predictions: dict[str, Any], gold: list[dict[str, Any]], scorer: Any) -> list[Row]:
    """Confidence of a field, and the share of right ones among those given, of each page that has field and gold."""
    rows = []
    for record in gold:
        found = predictions.get(record["id"], {})
        confidence = found.get("confidence_of", {}).get(role)
        figure = scorer.score_page(found, record["gold"]).get(FIELDS[role])
        if confidence is None or figure is None:
            continue
        right, false, _ = figure if isinstance(figure, tuple) else (figure, 1 - figure, 0)
        if right + false:
            rows.append((confidence, right / (right + false), record))
    return rows


def second_opinion(rows: list[Row], corpus: Path, scorer: Any) -> None:
    """Print, for each threshold, our agreement and that of trafilatura on the pages below it."""
    other = run.trafilatura_extractor()
    low = [row for row in rows if row[0] < max(THRESHOLDS)]
    theirs = {}
    for _, _, record in low:
        try:
            found = other(run.page_bytes(corpus, record), record.get("url") or "")
        except Exception:  # whatever a peer raises is no text
            found = {}
        theirs[record["id"]] = scorer.score_page(found, record["gold"])["body"]
    for limit in THRESHOLDS:
        below = [row for row in low if row[0] < limit]
        if below:
            ours = sum(row[1] for row in below) / len(below)
            peer = sum(theirs[row[2]["id"]] for row in below) / len(below)
            change = (peer - ours) * len(below) / len(rows)
            print(f"below {limit}: {len(below)} pages, ours {ours:.3f}, trafilatura {peer:.3f}, body {change:+.4f}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.confidence", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpus", nargs="?", type=Path, default=run.CORPUS)
    parser.add_argument("--pred", type=Path, default=PREDICTIONS, help="predictions with a confidence")
    args = parser.parse_args()
    scorer = run.load_scorer(args.corpus)
    predictions = scorer.load(str(args.pred))
    rows, gold = [], run.load_gold(args.corpus)
    for record in gold:
        found = predictions.get(record["id"], {})
        figures = scorer.score_page(found, record["gold"])
        if "body" in figures and "confidence" in found:
            rows.append((found["confidence"], figures["body"], record))
    print(f"{len(rows)} pages, expected calibration error {calibration_error(rows):.4f}")
    for role in FIELDS:
        held = of_field(role, predictions, gold, scorer)
        if held:
            mean, right = (sum(row[k] for row in held) / len(held) for k in (0, 1))
            told = f"confidence {mean:.3f}, right {right:.3f}, error {calibration_error(held):.3f}, "
            told += f"by chance alone {by_chance(held):.3f}"
            print(f"{role:<10}{len(held):5} pages, {told}")
    second_opinion(rows, args.corpus, scorer)


if __name__ == "__main__":
    main()
