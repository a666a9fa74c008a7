"""Corpus → per-page training examples, made once and kept in `.cache/`."""

from __future__ import annotations

import multiprocessing
import pickle
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from newsscrape.extract import decode, describe, read_claims, show
from newsscrape.label.features import Features
from newsscrape.label.furniture import set_apart
from newsscrape.page import Page
from training import corpus
from training.align import align

CACHE = Path(__file__).resolve().parent.parent / ".cache" / "examples.pickle"
MIN_NAME_SITES = 15
MIN_WORD_SITES = 30


@dataclass
class Example:
    record: dict[str, Any]
    site: str
    features: Features
    """With its table as float16; names are strings."""
    labels: np.ndarray
    sizes: np.ndarray
    """Characters of each block."""


def example(record: dict[str, Any]) -> Example | None:
    """A page's features and labels; None for a page without text."""
    text = decode(Page(corpus.page(record), record["url"]))
    tree, whole, _ = show(text.utf8)
    cut, _ = set_apart(tree, whole)
    features = describe(tree, cut, read_claims(tree, record["url"]))
    if features is None:
        return None
    labels = align(record["gold"], tree, cut.segments)
    small = replace(features, table=features.table.astype(np.float16))  # type: ignore[arg-type]
    sizes = np.array([len(s.text) for s in cut.segments])
    return Example(record, corpus.site(record), small, np.array(labels, np.int64), sizes)


def examples() -> list[Example]:
    if CACHE.exists():
        return pickle.loads(CACHE.read_bytes())
    with multiprocessing.Pool() as pool:
        result = [e for e in pool.map(example, corpus.records(), chunksize=16) if e is not None]
    CACHE.parent.mkdir(exist_ok=True)
    CACHE.write_bytes(pickle.dumps(result))
    return result


def vocabularies(rows: list[Example]) -> tuple[list[str], list[str]]:
    """Tokens shared by enough sites that none stands for a site."""
    names: dict[str, set[str]] = {}
    words: dict[str, set[str]] = {}
    for e in rows:
        for token in {t for element in e.features.names.elements for t in element}:
            names.setdefault(token, set()).add(e.site)
        for token in {t for line in e.features.names.words.every for t in line}:
            words.setdefault(token, set()).add(e.site)
    return (
        sorted(t for t, s in names.items() if len(s) >= MIN_NAME_SITES),
        sorted(t for t, s in words.items() if len(s) >= MIN_WORD_SITES),
    )
