"""How gold stands in the blocks of its page, and what of it cannot be aligned: ``python -m training.unaligned``.

A piece of gold is a block, stands within one beside other text, goes over several, is in one that was set apart before
labelling, or is in none. Printed are the counts of each field, the ids of pages with pieces in none (`--ids`), and what
a perfect labelling of the blocks would score.
"""

from __future__ import annotations

import argparse
import multiprocessing
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from newsscrape.extract import decode, show
from newsscrape.label.furniture import set_apart
from newsscrape.page import Page
from newsscrape.segment import Segment
from training import corpus
from training.align import TEXT, align, gold_paragraphs

PLACES = ("a block", "within one", "over several", "set apart", "in none")

Record = dict[str, Any]


def by_words(text: str) -> str:
    return f" {' '.join(corpus.tokens(text))} "


def without_labels(text: str) -> str:
    """Credits, as the scorer compares them."""
    return f" {' '.join(corpus.unlabelled(text))} "


def by_characters(text: str) -> str:
    """Snippets of gold begin and end within words."""
    return " ".join(text.split())


OTHERWISE = {"credits": without_labels, "snippets": by_characters}
"""How else pieces are looked for that are in no block by their words."""


def pieces(gold: Record) -> Iterator[tuple[str, str]]:
    """Each piece of a page's gold with its field."""
    for field in ("headline", "kicker"):
        if gold.get(field):
            yield field, gold.get(f"{field}_printed") or gold[field]
    for field in ("lead", "captions", "credits", "sources"):
        for text in gold.get(field, []):
            yield field, text
    for text in (gold_paragraphs(gold) or [])[len(gold.get("lead", [])) if "eval_body" not in gold else 0 :]:
        yield "paragraphs", text
    for field, key in (("snippets", "must"), ("noise", "noise")):
        for text in gold.get(key, []):
            yield field, text


class Blocks:
    """The texts of a page's blocks, as one way of reading gives them."""

    def __init__(self, blocks: Sequence[Segment], apart: Sequence[Segment], read: Callable[[str], str]) -> None:
        self.read = read
        self.texts = [read(s.text) for s in blocks]
        self.whole = read("\n".join(s.text for s in blocks))
        self.apart = [read(s.text) for s in apart]

    def place(self, piece: str) -> str:
        """Where a piece of gold stands, one of `PLACES`."""
        wanted = self.read(piece)
        if wanted in self.texts:
            return "a block"
        if any(wanted in text for text in self.texts):
            return "within one"
        if wanted in self.whole:
            return "over several"
        return "set apart" if any(wanted in text for text in self.apart) else "in none"


def report(record: Record) -> tuple[str, list[tuple[str, str]], Record]:
    """A page's id, field and place of each piece, and its measures if each block were labelled as gold aligns it."""
    gold = record["gold"]
    tree, whole, _ = show(decode(Page(corpus.page(record), record["url"])).utf8)
    cut, furniture = set_apart(tree, whole)
    words = Blocks(cut.segments, furniture, by_words)
    others = {field: Blocks(cut.segments, furniture, read) for field, read in OTHERWISE.items()}
    found = []
    for field, piece in pieces(gold):
        if corpus.tokens(piece):
            where = words.place(piece)
            found.append((field, others[field].place(piece) if where == "in none" and field in others else where))
    labels = align(gold, tree, cut.segments)
    perfect = [s.text for s, bits in zip(cut.segments, labels, strict=True) if bits & ~TEXT == 0]
    measures = corpus.scorer.score_page({"paragraphs": perfect}, gold) if gold_paragraphs(gold) else {}
    return record["id"], found, measures


def main() -> None:
    parser = argparse.ArgumentParser(prog="training.unaligned", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--ids", action="store_true", help="list the pages with pieces that are in no block")
    args = parser.parse_args()
    records = {r["id"]: r for r in corpus.records() if r["gold"].get("article") is not False}
    with multiprocessing.Pool() as pool:
        reports = pool.map(report, records.values(), chunksize=16)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    missing: dict[str, list[str]] = defaultdict(list)
    for page, found, _ in reports:
        for field, where in found:
            counts[field][where] += 1
            if where == "in none":
                missing[field].append(page)
    print(f"{'':<12}{'pieces':>8}" + "".join(f"{where:>14}" for where in PLACES))
    for field, of in counts.items():
        shares = "".join(f"{of[where]:>14}" for where in PLACES)
        print(f"{field:<12}{of.total():>8}{shares}")
        if args.ids:
            print("  " + " ".join(dict.fromkeys(missing[field])))
    totals = corpus.scorer.totals([measures for _, _, measures in reports if measures])
    print(f"every block labelled as gold aligns it: body {totals['body']:.3f}, words {totals['words']:.3f}")


if __name__ == "__main__":
    main()
