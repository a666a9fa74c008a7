"""Missed headlines by class, after `make bench-cv`: ``python -m training.headlines``.

Where the gold headline is in no visible block of its page, nothing that is printed can be right. Pages that were read
by hand have the printed headline in gold as well, where it differs; they are counted apart.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from benchmarks.confidence import PREDICTIONS

from newsscrape.extract import decode, read_claims, show
from newsscrape.page import Page
from training import corpus

CLASSES = {
    "printed": "gold is another visible block",
    "stated": "gold is in no visible block; a stated title, or what one begins with",
    "cut": "gold is in neither but for the beginning of what is printed",
    "neither": "gold is in neither",
}


def kind(gold: list[str], given: list[str], printed: list[list[str]], stated: list[list[str]]) -> str:
    """The class of a miss, all by their words; a title that goes on as the printed headline is no other one."""
    n = len(gold)
    if gold in printed:
        return "printed"
    if any(title[:n] == gold and title[: n + 1] != given[: n + 1] for title in stated):
        return "stated"
    return "cut" if given[:n] == gold else "neither"


def missed(record: dict[str, Any], prediction: dict[str, Any]) -> str | None:
    """The class of a page's headline if it was missed."""
    if corpus.scorer.score_page(prediction, record["gold"]).get("headline", 1):
        return None
    text = decode(Page(corpus.page(record), record["url"]))
    tree, cut, _ = show(text.utf8)
    claims = read_claims(tree, record["url"]).of("headline")
    return kind(
        corpus.tokens(record["gold"]["headline"]),
        corpus.tokens(prediction.get("headline")),
        [corpus.tokens(s.text) for s in cut.segments],
        [corpus.tokens(str(c.value)) for c in claims if c.source != "h1"],
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="training.headlines", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--pred", type=Path, default=PREDICTIONS, help="predictions of training.crossval")
    args = parser.parse_args()
    given = corpus.scorer.load(str(args.pred))
    found: dict[str, list[str]] = {name: [] for name in CLASSES}
    records = {r["id"]: r for r in corpus.records() if r["gold"].get("headline")}
    for record in records.values():
        if name := missed(record, given.get(record["id"], {})):
            found[name].append(record["id"])
    for name, ids in found.items():
        print(f"{name}, {CLASSES[name]}: {len(ids)}\n  " + "\n  ".join(ids))
    lost = {i for ids in found.values() for i in ids}
    by_hand = {i for i, r in records.items() if "kicker" in r["gold"]}
    print(f"right on {1 - len(lost) / len(records):.3f} of {len(records)} pages, each counted once")
    print(f"right on {1 - len(lost & by_hand) / len(by_hand):.3f} of the {len(by_hand)} read by hand")


if __name__ == "__main__":
    main()
