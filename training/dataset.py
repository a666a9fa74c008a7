"""Corpus → per-page training examples, made once and kept in `.cache/`."""

from __future__ import annotations

import multiprocessing
import pickle
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from newsscrape.charset import decode
from newsscrape.dom import parse
from newsscrape.label import tokens as bags
from newsscrape.label.evidence import gather
from newsscrape.label.features import featurize
from newsscrape.segment import segment
from training import corpus
from training.align import align

CACHE = Path(__file__).resolve().parent.parent / ".cache" / "training.pickle"
MIN_NAME_SITES = 15
MIN_WORD_SITES = 30


class _Strings(dict[str, str]):
    """A vocabulary that knows every token, so that collecting keeps the strings."""

    def get(self, key: str, default: Any = None) -> Any:  # type: ignore[override]
        return key


@dataclass
class Example:
    record: dict[str, Any]
    site: str
    table: np.ndarray
    tokens: dict[str, list[list[str]]]
    labels: np.ndarray


def example(record: dict[str, Any]) -> Example:
    tree = parse(decode(corpus.page(record)).text)
    cut = segment(tree)
    strings = _Strings()
    found = bags.collect(tree, cut.segments, strings, strings)  # type: ignore[arg-type]
    labels = align(record["gold"], tree, cut.segments)
    table = featurize(tree, cut, gather(tree.head)).astype(np.float16)
    return Example(record, corpus.site(record), table, found, np.array(labels, np.int64))  # type: ignore[arg-type]


def examples() -> list[Example]:
    if CACHE.exists():
        return pickle.loads(CACHE.read_bytes())
    with multiprocessing.Pool() as pool:
        result = pool.map(example, corpus.records(), chunksize=16)
    CACHE.parent.mkdir(exist_ok=True)
    CACHE.write_bytes(pickle.dumps(result))
    return result


def vocabularies(rows: list[Example]) -> tuple[list[str], list[str]]:
    """Tokens shared by enough sites that none stands for a site."""
    seen: dict[str, dict[str, set[str]]] = {"names": {}, "words": {}}
    for e in rows:
        for bag, lists in e.tokens.items():
            kind = seen["words" if bag == "words" else "names"]
            for token in {t for ids in lists for t in ids}:
                kind.setdefault(token, set()).add(e.site)
    names = sorted(t for t, s in seen["names"].items() if len(s) >= MIN_NAME_SITES)
    words = sorted(t for t, s in seen["words"].items() if len(s) >= MIN_WORD_SITES)
    return names, words


def describe(rows: list[Example]) -> Counter[str]:
    return Counter(e.record["source"] for e in rows)
