"""Quality floors: ``python -m benchmarks.floors [CORPUS] [--pred FILE] [--section crossval]``.

Scores predictions (or newsscrape as it is) and compares every measure with ``floors.toml``; the exit
status is 1 when one is below its floor.
"""

import argparse
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

from benchmarks import run

FLOORS = Path(__file__).with_name("floors.toml")


def figures(corpus: Path, pred: Path | None) -> Mapping[str, float]:
    """Score a file of predictions, or newsscrape on every page."""
    scorer, gold = run.load_scorer(corpus), run.load_gold(corpus)
    if pred:
        found = run.Run(predictions=scorer.load(str(pred)))
    else:
        runs = run.extract_all(corpus, gold, {"newsscrape": run.here(run.newsscrape_extractor())})
        found = runs["newsscrape"]
    totals: Mapping[str, float] = scorer.totals(run.score(scorer, gold, found))
    return totals


def compare(found: Mapping[str, float], floors: Mapping[str, float]) -> bool:
    """Print measure, figure, floor and verdict; tell whether all floors hold."""
    print(f"{'measure':<10}{'figure':>9}{'floor':>9}  verdict")
    held = True
    for measure, floor in floors.items():
        figure = found.get(measure, 0.0)
        held = held and figure >= floor
        print(f"{measure:<10}{figure:9.4f}{floor:9.4f}  {'ok' if figure >= floor else 'BELOW'}")
    return held


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.floors", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpus", nargs="?", type=Path, default=run.CORPUS)
    parser.add_argument("--pred", type=Path, help="predictions to score instead of running newsscrape")
    parser.add_argument("--section", choices=("in_sample", "crossval"), default="in_sample")
    args = parser.parse_args()
    if not (args.corpus / "gold.jsonl").exists():
        print(f"SKIPPED: corpus not found at {args.corpus}; no quality floor was checked")
        return 0
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))[args.section]
    return 0 if compare(figures(args.corpus, args.pred), floors) else 1


if __name__ == "__main__":
    sys.exit(main())
