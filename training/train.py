"""Train the role model: ``python -m training.train`` writes the package's weights; fixed seeds.

Labels are sets of roles (see `training.align`): the loss is −log of the weighted probability of the set.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from newsscrape.label.model import CLASSES, DILATIONS
from newsscrape.label.tokens import BAGS
from training.align import ALL
from training.dataset import Example, examples, vocabularies

WEIGHTS = Path(__file__).resolve().parent.parent / "src" / "newsscrape" / "label" / "weights.npz"
HIDDEN, DIM, EPOCHS, BATCH, MAX_BLOCKS = 64, 16, 14, 12, 1500
PRIOR = {"kicker": 0.1, "source": 0.1, "lead": 0.5, "caption": 0.5, "credit": 0.5, "byline": 0.5, "date": 0.5}
"""How far an unannotated block is believed to have a rare role."""
RARE = {"headline": 3.0, "kicker": 4.0, "lead": 4.0, "caption": 2.0, "credit": 2.0, "source": 5.0}
"""Weight of a block whose role is certain."""


class Net(nn.Module):
    def __init__(self, columns: int, names: int, words: int) -> None:
        super().__init__()
        sizes = {b: words if b == "words" else names for b in BAGS}
        self.bags = nn.ModuleDict({b: nn.EmbeddingBag(n, DIM, mode="mean") for b, n in sizes.items()})
        for bag in self.bags.values():
            nn.init.normal_(bag.weight, std=0.1)
        self.inp = nn.Linear(columns + DIM * len(BAGS), HIDDEN)
        self.convs = nn.ModuleList(nn.Conv1d(HIDDEN, HIDDEN, 3, padding=d, dilation=d) for d in DILATIONS)
        self.page = nn.Linear(2 * HIDDEN, HIDDEN)
        self.mid = nn.Linear(HIDDEN, HIDDEN)
        self.out = nn.Linear(HIDDEN, len(CLASSES))
        self.article = nn.Linear(2 * HIDDEN, 1)
        self.drop = nn.Dropout(0.15)

    def forward(self, table, bags, sizes):  # type: ignore[no-untyped-def]
        parts = [table] + [self.bags[b](ids, offsets) for b, (ids, offsets) in bags.items()]
        flat = self.drop(torch.relu(self.inp(self.drop(torch.cat(parts, 1)))))
        h = nn.utils.rnn.pad_sequence(torch.split(flat, sizes), batch_first=True)
        mask = nn.utils.rnn.pad_sequence([torch.ones(n, 1) for n in sizes], batch_first=True)
        for conv in self.convs:
            h = h + self.drop(torch.relu(conv((h * mask).transpose(1, 2)).transpose(1, 2)))
        h = h * mask
        mean = h.sum(1) / mask.sum(1)
        top = (h - 1e4 * (1 - mask)).max(1).values
        pooled = torch.cat([mean, top], 1)
        h = h + torch.relu(self.page(pooled))[:, None]
        h = self.drop(torch.relu(self.mid(h)))
        return self.out(h)[mask[..., 0] > 0], self.article(self.drop(pooled))[:, 0]


def fit(rows: list[Example], vocabulary: tuple[list[str], list[str]], seed: int = 7) -> dict[str, Any]:
    """Weights as `newsscrape.label.model.Model` takes them."""
    torch.manual_seed(seed)
    torch.use_deterministic_algorithms(mode=True)
    rng = np.random.default_rng(seed)
    names, words = ({t: i for i, t in enumerate(v)} for v in vocabulary)
    data = [_tensors(e, names, words) for e in rows if len(e.labels)]
    stacked = torch.cat([d["table"] for d in data])
    mean, scale = stacked.mean(0), 1 / (stacked.std(0) + 0.05)
    net = Net(stacked.shape[1], len(names), len(words))
    optimizer = torch.optim.AdamW(net.parameters(), lr=3e-3, weight_decay=0.02)
    steps = EPOCHS * (len(data) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 4e-3, total_steps=steps + 5)
    for epoch in range(EPOCHS):
        net.train()
        total = 0.0
        order = rng.permutation(len(data))
        for at in range(0, len(order), BATCH):
            batch = [data[i] for i in order[at : at + BATCH]]
            loss = _loss(net, batch, mean, scale)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            optimizer.step()
            schedule.step()
            total += float(loss.detach())
        print(f"epoch {epoch} loss {total / (len(data) / BATCH):.4f}", file=sys.stderr, flush=True)
    return _arrays(net, mean, scale, vocabulary)


def _tensors(e: Example, names: dict[str, int], words: dict[str, int]) -> dict[str, Any]:
    n = min(len(e.labels), MAX_BLOCKS)
    bags = {}
    for bag in BAGS:
        known = words if bag == "words" else names
        bags[bag] = [[known[t] for t in ids if t in known] for ids in e.tokens[bag][:n]]
    gold = e.record["gold"].get("article")
    if gold is None:
        gold = True if "body" in e.record["gold"] or "body_text" in e.record["gold"] else None
    return {
        "table": torch.from_numpy(e.table[:n].astype(np.float32)),
        "bags": bags,
        "labels": torch.from_numpy(e.labels[:n]),
        "article": float("nan") if gold is None else float(gold),
    }


def _loss(net: Net, batch: list[dict[str, Any]], mean: torch.Tensor, scale: torch.Tensor) -> torch.Tensor:
    bags = {}
    for bag in BAGS:
        lists = [ids for d in batch for ids in d["bags"][bag]]
        counts = torch.tensor([0, *(len(x) for x in lists[:-1])])
        bags[bag] = (torch.tensor([i for x in lists for i in x], dtype=torch.long), counts.cumsum(0))
    table = (torch.cat([d["table"] for d in batch]) - mean) * scale
    scores, article = net(table, bags, [len(d["labels"]) for d in batch])
    labels = torch.cat([d["labels"] for d in batch])
    bits = (labels[:, None] >> torch.arange(len(CLASSES))) & 1
    prior = torch.tensor([PRIOR.get(c, 1.0) for c in CLASSES])
    single = bits.sum(1) == 1
    believed = torch.where(single[:, None], bits.float(), bits * prior)
    nll = -(functional.log_softmax(scores, 1) + torch.log(believed + 1e-9)).logsumexp(1)
    rare = torch.tensor([RARE.get(c, 1.0) for c in CLASSES])
    weight = torch.where(single, (bits * rare).max(1).values, torch.ones(()))
    weight = torch.where(labels == ALL, torch.zeros(()), weight)
    loss = (nll * weight).sum() / weight.sum().clamp(min=1)
    gold = torch.tensor([d["article"] for d in batch])
    known = ~torch.isnan(gold)
    if known.any():
        loss = loss + 0.1 * functional.binary_cross_entropy_with_logits(article[known], gold[known])
    return loss


def _arrays(
    net: Net, mean: torch.Tensor, scale: torch.Tensor, vocabulary: tuple[list[str], list[str]]
) -> dict[str, Any]:
    state = {k: v.detach().numpy() for k, v in net.state_dict().items()}
    result: dict[str, Any] = {"mean": mean.numpy(), "scale": scale.numpy(), "version": np.array("1")}
    for layer, key in (
        ("inp", "in"),
        ("page", "page"),
        ("mid", "mid"),
        ("out", "out"),
        ("article", "article"),
    ):
        result[f"{key}_w"], result[f"{key}_b"] = state[f"{layer}.weight"].T, state[f"{layer}.bias"]
    for k in range(len(DILATIONS)):
        result[f"conv{k}_w"] = state[f"convs.{k}.weight"].transpose(2, 1, 0)
        result[f"conv{k}_b"] = state[f"convs.{k}.bias"]
    result |= {f"bag_{b}": state[f"bags.{b}.weight"] for b in BAGS}
    result = {k: v.astype(np.float16) if v.dtype == np.float32 and v.ndim > 1 else v for k, v in result.items()}
    return result | {"names": np.array(vocabulary[0]), "words": np.array(vocabulary[1])}


def main() -> None:
    torch.set_num_threads(1)
    rows = examples()
    arrays = fit(rows, vocabularies(rows))
    np.savez_compressed(WEIGHTS, **arrays)
    print(f"{WEIGHTS} {WEIGHTS.stat().st_size} bytes")


if __name__ == "__main__":
    main()
