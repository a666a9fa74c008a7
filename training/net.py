"""The role model in torch, as `newsscrape.label.model` runs it in numpy.

The pages of a batch stand in one long sequence with gaps of empty rows between them, so that convolutions do
not see from one page into the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import nn

from newsscrape.label.model import CLASSES, DILATIONS, DIM
from newsscrape.label.names import NEAR
from newsscrape.label.places import GROUPS

GAP = max(DILATIONS)


@dataclass
class Batch:
    """Pages in one sequence of T rows; E elements; G groups of each kind."""

    table: torch.Tensor
    """(T, columns)"""
    mask: torch.Tensor
    """(T, 1): 1 for blocks, 0 for gaps."""
    names: tuple[torch.Tensor, torch.Tensor]
    """Ids of all elements' names, and where each element begins."""
    words: tuple[torch.Tensor, torch.Tensor]
    rows: torch.Tensor
    """(2 + NEAR + FAR, T): element rows: own, inner, above."""
    groups: torch.Tensor
    """(len(GROUPS), T)"""
    pages: torch.Tensor
    """(T,): number of the page; gaps have the number after the last."""
    count: int
    """Pages."""


class Net(nn.Module):
    def __init__(self, columns: int, names: int, words: int, hidden: int, drop: float) -> None:
        super().__init__()
        self.names = nn.EmbeddingBag(names, 4 * DIM, mode="mean")
        self.words = nn.EmbeddingBag(words, DIM, mode="mean")
        for bag in (self.names, self.words):
            nn.init.normal_(bag.weight, std=0.1)
        self.inp = nn.Linear(columns + 5 * DIM, hidden)
        self.convs = nn.ModuleList(nn.Conv1d(hidden, hidden, 3, padding=d, dilation=d) for d in DILATIONS)
        self.shares = nn.ModuleList(nn.Linear((len(GROUPS) + 2) * hidden, hidden) for _ in DILATIONS[1::2])
        self.mid = nn.Linear(hidden, hidden)
        self.out = nn.Linear(hidden, len(CLASSES))
        self.article = nn.Linear(2 * hidden, 1)
        self.drop = nn.Dropout(drop)

    def forward(self, b: Batch) -> tuple[torch.Tensor, torch.Tensor]:
        """Scores of the classes for every row, and of being an article for every page."""
        x = torch.cat([b.table, self.embed(b)], 1)
        h = self.drop(torch.relu(self.inp(self.drop(x)))) * b.mask
        for k, conv in enumerate(self.convs):
            h = h + self.drop(torch.relu(conv(h.T[None])[0].T)) * b.mask
            if k % 2:
                h = h + self.drop(torch.relu(self.shares[k // 2](self.share(h, b)))) * b.mask
        pooled = torch.cat(_pages(h, b), 1)
        h = self.drop(torch.relu(self.mid(h)))
        return self.out(h), self.article(self.drop(pooled))[:, 0]

    def embed(self, b: Batch) -> torch.Tensor:
        e = self.names(*b.names)
        own, inner, near, far = (e[:, k * DIM : (k + 1) * DIM] for k in range(4))
        return torch.cat([
            own[b.rows[0]], inner[b.rows[1]], near[b.rows[2 : 2 + NEAR]].mean(0), far[b.rows[2 + NEAR :]].mean(0),
            self.words(*b.words),
        ], 1)  # fmt: skip

    def share(self, h: torch.Tensor, b: Batch) -> torch.Tensor:
        parts = [_mean(h, g, int(g.max()) + 1, b.mask)[g] for g in b.groups]
        parts += [p[b.pages.clamp(max=b.count - 1)] for p in _pages(h, b)]
        return torch.cat(parts, 1)


def _mean(h: torch.Tensor, group: torch.Tensor, count: int, mask: torch.Tensor) -> torch.Tensor:
    sums = torch.zeros(count, h.shape[1]).index_add(0, group, h * mask)
    return sums / torch.zeros(count, 1).index_add(0, group, mask).clamp(min=1)


def _pages(h: torch.Tensor, b: Batch) -> tuple[torch.Tensor, torch.Tensor]:
    mean = _mean(h, b.pages, b.count + 1, b.mask)[:-1]
    low = h - 1e4 * (1 - b.mask)
    top = torch.full((b.count + 1, h.shape[1]), -1e4)
    top = top.scatter_reduce(0, b.pages[:, None].expand_as(low), low, "amax")[:-1]
    return mean, top


def arrays(net: Net, mean: np.ndarray, scale: np.ndarray, vocabulary: tuple[list[str], list[str]]) -> dict[str, Any]:
    """Weights as `newsscrape.label.model.Model` takes them, matrices in half precision."""
    state = {k: v.detach().numpy() for k, v in net.state_dict().items()}
    result: dict[str, Any] = {"mean": mean, "scale": scale, "version": np.array("7")}
    for layer, key in (("inp", "in"), ("mid", "mid"), ("out", "out"), ("article", "article")):
        result[f"{key}_w"], result[f"{key}_b"] = state[f"{layer}.weight"].T, state[f"{layer}.bias"]
    for k in range(len(DILATIONS)):
        result[f"conv{k}_w"] = state[f"convs.{k}.weight"].transpose(2, 1, 0)
        result[f"conv{k}_b"] = state[f"convs.{k}.bias"]
        if k % 2:
            weight = state[f"shares.{k // 2}.weight"].T
            result[f"share{k}_w"] = weight.reshape(len(GROUPS) + 2, -1, weight.shape[1])
            result[f"share{k}_b"] = state[f"shares.{k // 2}.bias"]
    result |= {"names_e": state["names.weight"], "words_e": state["words.weight"]}
    result = {k: v.astype(np.float16) if v.dtype == np.float32 and v.ndim > 1 else v for k, v in result.items()}
    return result | {"names": np.array(vocabulary[0]), "words": np.array(vocabulary[1])}
