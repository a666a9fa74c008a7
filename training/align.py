"""Gold of a page → the roles each of its segments may have.

The gold of many pages is partial (only flat text, only snippets), so a segment's label is a set of roles,
as bits; training maximises the probability of the whole set. All bits set: nothing is known.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from newsscrape.label.model import CLASSES
from training.corpus import bag_f1, tokens, unlabelled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsscrape.dom import Tree
    from newsscrape.segment import Segment

BIT = {name: 1 << i for i, name in enumerate(CLASSES)}
ALL = (1 << len(CLASSES)) - 1
TEXT = BIT["body"] | BIT["lead"]
_FIELDS = {"captions": "caption", "credits": "credit", "sources": "source"}


def align(gold: dict[str, Any], tree: Tree, segments: Sequence[Segment]) -> list[int]:
    """One bit set a segment. Pages that are no article, or of unknown text, give sets with all bits."""
    if not segments or gold.get("article") is False:
        return [ALL] * len(segments)
    toks = [tokens(s.text) for s in segments]
    labels = _text_labels(gold, segments, toks)
    _fields(gold, tree, segments, toks, labels)
    _noise(gold, segments, labels)
    return labels


def gold_paragraphs(gold: dict[str, Any]) -> list[str] | None:
    if "eval_body" in gold:
        return [p.strip("[]") for p in gold["eval_body"]]
    if "body" in gold:
        return [*gold.get("lead", []), *gold["body"]]
    if "body_text" in gold:
        return [*gold.get("lead", []), *re.split(r"\n+", gold["body_text"])]
    return None


def _text_labels(gold: dict[str, Any], segments: Sequence[Segment], toks: list[list[str]]) -> list[int]:
    paragraphs = gold_paragraphs(gold)
    if paragraphs is None:
        return _snippet_labels(gold, segments)
    matched = match_text([t for p in paragraphs for t in tokens(p)], {" ".join(tokens(p)) for p in paragraphs}, toks)
    optional = [tokens(p) for p in gold.get("eval_body", []) if p.startswith("[")]
    labels = []
    for m, t in zip(matched, toks, strict=True):
        if m is None or (m and t in optional):
            labels.append(ALL)
        else:
            labels.append(TEXT if m else ALL & ~TEXT)
    return labels


def match_text(gold: list[str], paragraphs: set[str], blocks: list[list[str]]) -> list[bool | None]:
    """Whether each block is part of the gold text; None where only a part of it is."""
    text = " " + " ".join(gold) + " "
    grams = {tuple(gold[i : i + 4]) for i in range(len(gold) - 3)}
    result: list[bool | None] = [False] * len(blocks)
    anchors: list[tuple[int, int, int]] = []
    for i, b in enumerate(blocks):
        if len(b) >= 6:
            at = text.find(" " + " ".join(b) + " ")
            if at >= 0:
                anchors.append((i, at, at + len(" ".join(b))))
                continue
            share = sum(tuple(b[j : j + 4]) in grams for j in range(len(b) - 3)) / (len(b) - 3)
            result[i] = True if share >= 0.7 else None if share > 0.25 else False
    chain = _longest_chain(anchors)
    for i, _, _ in chain:
        result[i] = True
    _short_blocks(text, paragraphs, blocks, chain, result)
    return result


def _longest_chain(anchors: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The longest subsequence of blocks whose places in the gold text ascend."""
    tails: list[int] = []
    ends: list[int] = []
    back: list[int] = []
    for k, (_, at, _) in enumerate(anchors):
        j = bisect_left(tails, at)
        back.append(ends[j - 1] if j else -1)
        if j == len(tails):
            tails.append(at)
            ends.append(k)
        else:
            tails[j], ends[j] = at, k
    chain, k = [], ends[-1] if ends else -1
    while k >= 0:
        chain.append(anchors[k])
        k = back[k]
    return chain[::-1]


def _short_blocks(
    text: str,
    paragraphs: set[str],
    blocks: list[list[str]],
    chain: list[tuple[int, int, int]],
    result: list[bool | None],
) -> None:
    """Short blocks count where the gold has them between the same long neighbours."""
    places = [(-1, 0, 0), *chain, (len(blocks), len(text), len(text))]
    k, cursor = 0, 0
    for i, b in enumerate(blocks):
        while places[k + 1][0] <= i:
            k += 1
            cursor = max(cursor, places[k][2])
        if not 0 < len(b) < 6:
            continue
        key = " ".join(b)
        limit = places[k + 1][1]
        at = text.find(f" {key} ", max(cursor - 1, 0), limit + 1)
        if at >= 0 and (key in paragraphs or at - cursor <= 60):
            result[i] = True
            cursor = at + len(key) + 1


def _snippet_labels(gold: dict[str, Any], segments: Sequence[Segment]) -> list[int]:
    labels = [ALL] * len(segments)
    for key, bits in (("must", TEXT), ("must_not", ALL & ~TEXT)):
        for snippet in gold.get(key, []):
            want = " ".join(snippet.split())
            for i, s in enumerate(segments):
                if want in s.text or (len(s.text) > 25 and s.text in want):
                    labels[i] &= bits
    return [label or ALL for label in labels]


def _fields(
    gold: dict[str, Any], tree: Tree, segments: Sequence[Segment], toks: list[list[str]], labels: list[int]
) -> None:
    taken: set[int] = set()
    _headline(gold, tree, segments, toks, labels, taken)
    if "lead" in gold:
        _lead(gold, toks, labels)
    for field, role in _FIELDS.items():
        if field in gold:
            _pairs(gold[field], role, segments, toks, labels, taken)
    if gold.get("authors"):
        _byline(gold["authors"], segments, toks, labels, taken)
    if gold.get("published"):
        _date(gold["published"], segments, labels, taken)


def _only(i: int, role: str, labels: list[int], taken: set[int]) -> None:
    labels[i] = BIT[role]
    taken.add(i)


def _headline(
    gold: dict[str, Any], tree: Tree, segments: Sequence[Segment], toks: list[list[str]], labels: list[int],
    taken: set[int],
) -> None:  # fmt: skip
    if not gold.get("headline"):
        return
    kicker = tokens(gold.get("kicker"))
    wanted = [tokens(gold[k]) for k in ("headline_printed", "headline") if gold.get(k)]
    wanted += [kicker + w for w in wanted if kicker]
    same = [i for i, t in enumerate(toks) if t in wanted]
    near = [i for i, t in enumerate(toks) if tree.tags[segments[i].element] == "h1" and bag_f1(t, wanted[0]) > 0.8]
    found = same or near
    if found:
        best = max(found, key=lambda i: (tree.tags[segments[i].element] == "h1", not segments[i].is_hidden, -i))
        for i in found:
            labels[i] = labels[i] & ~TEXT or BIT["boilerplate"]
        _only(best, "headline", labels, taken)
        for i, _ in enumerate(labels):
            if i not in taken:
                labels[i] = labels[i] & ~BIT["headline"] or ALL
        if kicker:
            for i in range(max(0, best - 6), best + 1):
                if toks[i] == kicker:
                    _only(i, "kicker", labels, taken)
    if "kicker" in gold:
        for i, _ in enumerate(labels):
            if i not in taken:
                labels[i] = labels[i] & ~BIT["kicker"] or ALL


def _lead(gold: dict[str, Any], toks: list[list[str]], labels: list[int]) -> None:
    whole = [tokens(p) for p in gold["lead"]]
    flat = [t for p in whole for t in p]
    found = False
    for i, t in enumerate(toks):
        is_lead = len(t) > 2 and bool(flat) and (t == flat or any(bag_f1(t, p) >= 0.9 for p in whole))
        if is_lead and labels[i] != BIT["headline"] and not (found and labels[i] & TEXT == 0):
            labels[i] = BIT["lead"]
            found = True
        elif labels[i] & TEXT and labels[i] != ALL:
            labels[i] = labels[i] & ~BIT["lead"] or ALL
        else:
            labels[i] = labels[i] & ~BIT["lead"] or ALL


def _pairs(
    gold: list[str], role: str, segments: Sequence[Segment], toks: list[list[str]], labels: list[int],
    taken: set[int],
) -> None:  # fmt: skip
    words = unlabelled if role == "credit" else tokens
    for text in gold:
        want = words(text)
        scores = [
            (bag_f1(words(segments[i].text), want), not segments[i].is_hidden, -i)
            for i, t in enumerate(toks)
            if i not in taken and t and len(t) < 3 * len(want) + 6
        ]
        if scores and (best := max(scores))[0] >= 0.8:
            _only(-best[2], role, labels, taken)
    for i in range(len(labels)):
        if i not in taken:
            labels[i] = labels[i] & ~BIT[role] or ALL


def _byline(
    authors: list[str], segments: Sequence[Segment], toks: list[list[str]], labels: list[int], taken: set[int]
) -> None:
    names = [tokens(a) for a in authors]
    for i, t in enumerate(toks):
        if i in taken or not t or len(segments[i].text) > 160:
            continue
        held = sum(len(n) for n in names if n and " ".join(n) in " ".join(t))
        if held and held >= 0.3 * len(t):
            labels[i] = BIT["byline"] | (labels[i] & BIT["source"])
            taken.add(i)
    for i in range(len(labels)):
        if i not in taken:
            labels[i] = labels[i] & ~BIT["byline"] or ALL


def _date(published: str, segments: Sequence[Segment], labels: list[int], taken: set[int]) -> None:
    year, day = published[:4], str(int(published[8:10])) if published[8:10].isdigit() else ""
    for i, s in enumerate(segments):
        if i in taken or len(s.text) > 90:
            continue
        numbers = [str(int(n)) for n in re.findall(r"\d+", s.text[:90]) if n.isascii()]
        if year in numbers and day in numbers:
            labels[i] = BIT["date"]
            taken.add(i)
    for i in range(len(labels)):
        if i not in taken:
            labels[i] = labels[i] & ~BIT["date"] or ALL


def _noise(gold: dict[str, Any], segments: Sequence[Segment], labels: list[int]) -> None:
    starts = [" ".join(n.split()) for n in gold.get("noise", [])]
    for i, s in enumerate(segments):
        for n in starts:
            if s.text == n or (len(n) > 12 and s.text.startswith(n)):
                labels[i] = labels[i] & ~TEXT or BIT["boilerplate"]
