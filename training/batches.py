"""Examples → batches of tensors, with what is left out at random so that the model does not rely on it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import torch

from newsscrape.label.columns import COLUMNS
from training.dataset import Example
from training.net import GAP, Batch

MAX_BLOCKS = 1500
NAME_DROP = 0.15
"""Share of the names that a page loses: another site would not have them."""
BODY_DROP = 0.3
"""How often a page loses its JSON-LD text."""
TITLE_DROP = 0.05
"""How often a page loses its stated titles and descriptions."""
_BODY = [COLUMNS.index(c) for c in ("in_article_body", "body_known", "page_body", "page_body_found")]
_TITLES = [
    COLUMNS.index(c) for c in COLUMNS if c.startswith(("title_", "description_", "best_title", "after_t", "before_t"))
]


@dataclass
class Item:
    """One page as arrays; n blocks, at most MAX_BLOCKS."""

    table: np.ndarray
    names: tuple[np.ndarray, np.ndarray]
    """Ids of the elements' names in one row, and how many each element has."""
    words: tuple[np.ndarray, np.ndarray]
    rows: np.ndarray
    groups: np.ndarray
    labels: np.ndarray
    sizes: np.ndarray
    article: float
    """1 or 0, nan where unknown."""
    belief: np.ndarray | None = None
    """What teachers think of the blocks: shape (n, len(CLASSES)), float32."""


def item(e: Example, names: dict[str, int], words: dict[str, int]) -> Item:
    n = min(len(e.labels), MAX_BLOCKS)
    found = e.features.names
    gold = e.record["gold"].get("article")
    if gold is None:
        gold = True if "body" in e.record["gold"] or "body_text" in e.record["gold"] else None
    return Item(
        e.features.table[:n].astype(np.float32),
        _ids(found.elements, names),
        _ids(found.words.every[:n], words),
        np.concatenate([found.own[None], found.inner[None], found.above])[:, :n],
        np.stack([np.unique(g[:n], return_inverse=True)[1] for g in e.features.groups]),
        e.labels[:n],
        e.sizes[:n],
        float("nan") if gold is None else float(gold),
    )


def _ids(lists: Any, known: dict[str, int]) -> tuple[np.ndarray, np.ndarray]:
    ids = [[known[t] for t in line if t in known] for line in lists]
    return np.fromiter(chain.from_iterable(ids), np.int64), np.fromiter(map(len, ids), np.int64)


def batch(items: list[Item], mean: np.ndarray, scale: np.ndarray, rng: np.random.Generator | None) -> Batch:
    """One batch; with `rng`, names and evidence are left out at random."""
    tables, rows, groups, pages, mask = [], [], [], [], []
    elements = blocks = 0
    tops = np.zeros(len(items[0].groups), np.int64)
    names, words = [], []
    for k, it in enumerate(items):
        n = len(it.table)
        tables.append(np.pad((_spoilt(it.table, rng) - mean) * scale, ((0, GAP), (0, 0))))
        rows.append(np.pad(it.rows + elements, ((0, 0), (0, GAP)), constant_values=elements))
        groups.append(np.pad(it.groups + tops[:, None], ((0, 0), (0, GAP))))
        pages.append(np.pad(np.full(n, k), (0, GAP), constant_values=len(items)))
        mask.append(np.pad(np.ones(n, np.float32), (0, GAP)))
        names.append(_thinned(it.names, rng))
        ids, counts = _thinned(it.words, rng)
        words.append((ids, np.pad(counts, (0, GAP))))
        elements += len(it.names[1])
        blocks += n + GAP
        tops += it.groups.max(axis=1) + 1
    return Batch(
        torch.from_numpy(np.concatenate(tables)),
        torch.from_numpy(np.concatenate(mask))[:, None],
        _bags(names),
        _bags(words),
        torch.from_numpy(np.concatenate(rows, axis=1)),
        torch.from_numpy(np.concatenate(groups, axis=1)),
        torch.from_numpy(np.concatenate(pages)),
        len(items),
    )


def _bags(parts: list[tuple[np.ndarray, np.ndarray]]) -> tuple[torch.Tensor, torch.Tensor]:
    counts = np.concatenate([c for _, c in parts])
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    return torch.from_numpy(np.concatenate([i for i, _ in parts])), torch.from_numpy(starts)


def _thinned(bag: tuple[np.ndarray, np.ndarray], rng: np.random.Generator | None) -> tuple[np.ndarray, np.ndarray]:
    ids, counts = bag
    if rng is None or not len(ids):
        return bag
    keep = rng.random(int(ids.max()) + 1)[ids] >= NAME_DROP
    owner = np.repeat(np.arange(len(counts)), counts)
    return ids[keep], np.bincount(owner[keep], minlength=len(counts))


def _spoilt(table: np.ndarray, rng: np.random.Generator | None) -> np.ndarray:
    if rng is None:
        return table
    chance = rng.random(2)
    lost = (_BODY if chance[0] < BODY_DROP else []) + (_TITLES if chance[1] < TITLE_DROP else [])
    if lost:
        table = table.copy()
        table[:, lost] = 0
    return table
