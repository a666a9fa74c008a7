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

from newsscrape.label.model import CLASSES
from training.align import ALL
from training.batches import Item, batch, item
from training.dataset import Example, examples, vocabularies
from training.net import GAP, Net, arrays

WEIGHTS = Path(__file__).resolve().parent.parent / "src" / "newsscrape" / "label" / "weights.npz"
HIDDEN, DROP, EPOCHS, BATCH, RATE, DECAY = 64, 0.2, 16, 12, 6e-3, 0.1
AVERAGED = 0.998
"""How much of the running average of the weights a step keeps; the average is what is shipped."""
TEACHERS, TAUGHT = 3, 0.5
"""Nets of other seeds that are trained first, and the weight of their mean opinion beside the labels. They say
something of blocks that are not annotated, too."""
PRIOR = {"kicker": 0.3, "source": 0.3, "lead": 0.7, "caption": 0.6, "credit": 0.6, "byline": 0.6, "date": 0.6}
"""How far an unannotated block is believed to have a rare role."""
RARE = {"headline": 3.0, "kicker": 6.0, "lead": 4.0, "caption": 2.0, "credit": 3.0, "source": 6.0}
"""Weight of a block whose role is certain."""


def fit(rows: list[Example], seed: int = 7) -> dict[str, Any]:
    """Weights as `newsscrape.label.model.Model` takes them: those of a net that also learns what others think."""
    vocabulary = vocabularies(rows)
    torch.use_deterministic_algorithms(mode=True)
    names, words = ({t: i for i, t in enumerate(v)} for v in vocabulary)
    items = [item(e, names, words) for e in rows]
    stacked = np.concatenate([i.table for i in items])
    units = stacked.mean(0), 1 / (stacked.std(0) + 0.05)

    def trained(seed: int) -> Net:
        torch.manual_seed(seed)
        net = Net(stacked.shape[1], len(names), len(words), HIDDEN, DROP)
        return _trained(net, items, units, np.random.default_rng(seed))

    teachers = [trained(seed + 100 * k) for k in range(1, TEACHERS + 1)]
    for i in items:
        i.belief = np.mean([_judged(teacher, i, units) for teacher in teachers], axis=0)
    return arrays(trained(seed), *units, vocabulary)


def _judged(net: Net, page: Item, units: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """What a net thinks of a page's blocks, without leaving anything out; not by the package's own inference, so that
    the weights do not depend on how that is written."""
    net.eval()
    with torch.no_grad():
        scores, _ = net(batch([page], *units, None))
    return functional.softmax(scores, 1)[: len(page.labels)].numpy()


def _trained(net: Net, items: list[Item], units: tuple[np.ndarray, np.ndarray], rng: np.random.Generator) -> Net:
    """The running average of the net's weights over all steps of training."""
    average = torch.optim.swa_utils.AveragedModel(
        net, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(AVERAGED)
    )
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * -(-len(items) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps)
    for epoch in range(EPOCHS):
        total = 0.0
        order = rng.permutation(len(items))
        for at in range(0, len(order), BATCH):
            chosen = [items[i] for i in order[at : at + BATCH]]
            loss = _loss(net, chosen, units, rng)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            optimizer.step()
            schedule.step()
            average.update_parameters(net)
            total += float(loss.detach()) * len(chosen)
        print(f"epoch {epoch} loss {total / len(items):.4f}", file=sys.stderr, flush=True)
    return average.module


def _loss(net: Net, items: list[Item], units: tuple[np.ndarray, np.ndarray], rng: np.random.Generator) -> torch.Tensor:
    scores, article = net(batch(items, *units, rng))
    logs = functional.log_softmax(scores, 1)
    labels = torch.from_numpy(np.concatenate([np.pad(i.labels, (0, GAP), constant_values=ALL) for i in items]))
    bits = (labels[:, None] >> torch.arange(len(CLASSES))) & 1
    single = bits.sum(1) == 1
    believed = torch.where(single[:, None], bits.float(), bits * _for_classes(PRIOR))
    rare = _for_classes(RARE)
    weight = torch.where(single, (bits * rare).max(1).values, torch.ones(()))
    weight = torch.where(labels == ALL, torch.zeros(()), weight)
    loss = _mean(-(logs + torch.log(believed + 1e-9)).logsumexp(1), weight)
    if taught := [i.belief for i in items if i.belief is not None]:
        belief = torch.from_numpy(np.concatenate([np.pad(b, ((0, GAP), (0, 0))) for b in taught]))
        loss = loss + TAUGHT * _from_teachers(logs, belief, believed, rare)
    gold = torch.tensor([i.article for i in items])
    known = ~torch.isnan(gold)
    if known.any():
        loss = loss + 0.1 * functional.binary_cross_entropy_with_logits(article[known], gold[known])
    return loss


def _from_teachers(
    logs: torch.Tensor, belief: torch.Tensor, believed: torch.Tensor, rare: torch.Tensor
) -> torch.Tensor:
    """Cross entropy with what the teachers think of each block, as far as its label allows that; gaps are zeros."""
    allowed = belief * (believed + 1e-6)
    allowed = allowed / allowed.sum(1, keepdim=True).clamp(min=1e-9)
    return _mean(-(allowed * logs).sum(1), (allowed * rare).sum(1))


def _mean(values: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    return (values * weight).sum() / weight.sum().clamp(min=1)


def _for_classes(told: dict[str, float]) -> torch.Tensor:
    return torch.tensor([told.get(c, 1.0) for c in CLASSES])


def main() -> None:
    torch.set_num_threads(1)
    np.savez_compressed(WEIGHTS, **fit(examples()))
    print(f"{WEIGHTS} {WEIGHTS.stat().st_size} bytes")


if __name__ == "__main__":
    main()
