"""Quality by site-grouped cross-validation: ``python -m training.crossval`` (``make bench-cv``).

Every page is extracted with weights trained on the pages of other sites only. Fold weights are kept in
`.cache/`, keyed by what they were trained from.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
from pathlib import Path
from typing import Any

import numpy as np
import torch
from benchmarks.confidence import FIELDS, PREDICTIONS
from benchmarks.run import prediction

from newsscrape.extract import extract_page
from newsscrape.label.model import Model
from newsscrape.page import Page
from training import corpus
from training.dataset import CACHE, examples
from training.train import fit

ROOT = Path(__file__).resolve().parent.parent
FOLDS = 5
_READ = ("dom", "metadata", "segment.py", "charset.py", "octets.py", "text.py", "lexicon")
_SEEN = (
    "columns", "facts", "lines", "places", "names", "worded", "placed", "compared", "evidence", "features", "furniture",
    "vocabulary", "words", "model", "means", "layers",
)  # fmt: skip
_TRAINED = ("align", "batches", "dataset", "net", "train")
"""What the weights depend on: how a page is read, what the model sees of it, how it is trained."""


def fold_weights(k: int) -> Path:
    """Where a fold's weights are; trained first if they are not there."""
    package = ROOT / "src" / "newsscrape"
    files = [p for name in _READ for p in (sorted((package / name).rglob("*.py")) or [package / name])]
    files += [*sorted((package / "dom").rglob("*.pyx")), package / "lexicon" / "compiled.json"]
    files += [package / "label" / f"{name}.py" for name in _SEEN]
    files += [ROOT / "training" / f"{name}.py" for name in _TRAINED]
    key = hashlib.sha256(b"".join(p.read_bytes() for p in files)).hexdigest()[:12]
    path = CACHE.parent / f"fold{k}of{FOLDS}-{key}.npz"
    if not path.exists():
        torch.set_num_threads(1)
        rows = examples()
        kept = [e for e in rows if corpus.fold(e.record, FOLDS) != k]
        np.savez_compressed(path, **fit(kept, seed=7 + k))
    return path


def predict(k: int) -> list[dict[str, Any]]:
    with np.load(fold_weights(k), allow_pickle=False) as arrays:
        model = Model(dict(arrays))
    result = []
    for record in corpus.records():
        if corpus.fold(record, FOLDS) == k:
            document = extract_page(Page(corpus.page(record), record["url"]), weights=model)
            confidence = {role: document.confidence_of(role) for role in FIELDS}
            result.append({"id": record["id"], **prediction(document), "confidence_of": confidence})
    return result


def score(predictions: list[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """Totals of every measure, over all pages and per source."""
    by_id = {p["id"]: p for p in predictions}
    rows: dict[str, list[Any]] = {"all": []}
    for record in corpus.records():
        figures = corpus.scorer.score_page(by_id.get(record["id"], {}), record["gold"])
        rows["all"].append(figures)
        rows.setdefault(record["source"], []).append(figures)
    return {source: corpus.scorer.totals(figures) for source, figures in rows.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?", help="ignored unless it is the default corpus")
    parser.add_argument("--out", type=Path, default=PREDICTIONS)
    args = parser.parse_args()
    examples()
    with multiprocessing.Pool(2) as pool:
        predictions = [p for part in pool.imap(predict, range(FOLDS)) for p in part]
    args.out.write_text("".join(json.dumps(p, ensure_ascii=False) + "\n" for p in predictions), "utf-8")
    for source, figures in score(predictions).items():
        print(f"{source:<12}" + " ".join(f"{m} {v:.3f}" for m, v in figures.items()))


if __name__ == "__main__":
    main()
