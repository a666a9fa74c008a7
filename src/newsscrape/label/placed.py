"""What a block's place says: how deep and how far it stands, what its containers hold, pictures beside it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from newsscrape.label.columns import COLUMNS, TAGS
from newsscrape.label.places import LANDMARKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from newsscrape.dom import Tree
    from newsscrape.label.facts import Facts
    from newsscrape.label.places import Places
    from newsscrape.segment import Picture

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

__all__ = ["fill_groups", "fill_holdings", "fill_pictures", "fill_place", "fill_tags"]

_TAG_INDEX: Final = {t: COLUMNS.index(f"tag_{t}") for t in TAGS}
_DEPTH_AT: Final = COLUMNS.index("depth")
_TWINS_AT: Final = COLUMNS.index("twins0")
_SHARE_AT, _LINKS_AT, _SIZE_AT, _BLOCKS_AT = (COLUMNS.index(c) for c in ("share0", "links0", "size0", "blocks0"))
_ARTICLES_AT: Final = COLUMNS.index("articles")
_STYLE_AT: Final = COLUMNS.index("style_share")
_PICTURE_AT: Final = COLUMNS.index("picture_before")
_LANDMARKS_AT: Final = COLUMNS.index(f"in_{LANDMARKS[0]}")
_LANDMARKS: Final = len(LANDMARKS)
_TWINS, _SHARES, _LEVELS = 4, 7, 5
_PROSE, _CHARS, _LINKS, _BLOCKS = range(4)
"""Rows of what `places.hold` gives."""
_ALT: Final = 30
"""Characters of a picture's alternative text that its caption may begin with."""


def fill_tags(table: Floats, tags: Sequence[str], marks: Sequence[int]) -> None:
    """Fill the tag of the element that each block fills."""
    for i, mark in enumerate(marks):
        at = _TAG_INDEX.get(tags[mark], -1)
        if at >= 0:
            table[i, at] = 1


def fill_place(table: Floats, facts: Facts, prose: Sequence[int], places: Places) -> None:
    """Fill the columns of where a block stands, from depth to rel_chars; its twins, articles and landmarks."""
    n, total, longest = len(prose), max(sum(prose), 1), max(facts.sizes)
    depth, steps, sizes, elements, marks = places.depth, places.steps, facts.sizes, facts.elements, facts.marks
    hidden, joined = facts.hidden, facts.joined
    inside = [i for i in range(n) if prose[i] and steps[i] >= 0]
    first, last = (inside[0], inside[-1]) if inside else (0, n - 1)
    before = 0
    for i in range(n):
        own, away = prose[i], steps[i]
        at = _DEPTH_AT
        table[i, at] = min(depth[i], 40) / 20
        table[i, at + 1] = hidden[i]
        table[i, at + 2] = joined[i] is not None
        table[i, at + 3] = marks[i] != elements[i]
        table[i, at + 4] = i / n
        table[i, at + 5] = before / total
        table[i, at + 6] = (total - before - own) / total
        table[i, at + 7] = math.log1p(i) / 6
        table[i, at + 8] = math.log1p(n - i) / 6
        table[i, at + 9] = _step(i - first)
        table[i, at + 10] = _step(i - last)
        table[i, at + 11] = away >= 0
        table[i, at + 12] = max(min(away, 12), -12) / 6
        table[i, at + 13] = 0 <= away <= 1
        table[i, at + 14] = sizes[i] / longest
        before += own
    _fill_around(table, places)


def _step(distance: int) -> float:
    """Signed distance in blocks, compressed: 0, ±0.17 … ±1.5."""
    size = math.log1p(abs(distance)) / 4
    size = min(size, 1.5)
    return size if distance >= 0 else -size


def _fill_around(table: Floats, places: Places) -> None:
    """Fill twins0–3, articles and the landmarks."""
    twins, articles, landmarks = places.twins, places.articles, places.landmarks
    for i in range(len(table)):
        for level in range(_TWINS):
            table[i, _TWINS_AT + level] = math.log1p(twins[level, i]) / 3
        table[i, _ARTICLES_AT] = articles[i] / 2
        bits = landmarks[i]
        for k in range(_LANDMARKS):
            table[i, _LANDMARKS_AT + k] = bits >> k & 1


def fill_holdings(table: Floats, places: Places, below: Ints) -> None:
    """Fill share0–6, links0–4, size0–4, blocks0–4 and article_share: what the element and its ancestors hold."""
    above, articles, total = places.above, places.article, max(below[_PROSE, 0], 1)
    for i in range(len(table)):
        for level in range(_SHARES):
            table[i, _SHARE_AT + level] = below[_PROSE, above[level, i]] / total
        for level in range(_LEVELS):
            e = above[level, i]
            chars = below[_CHARS, e]
            table[i, _LINKS_AT + level] = below[_LINKS, e] / max(chars, 1)
            table[i, _SIZE_AT + level] = math.log1p(chars) / 8
            table[i, _BLOCKS_AT + level] = math.log1p(below[_BLOCKS, e]) / 5
        article = articles[i]
        if article:
            table[i, _ARTICLES_AT + 1] = below[_PROSE, article] / total


def fill_groups(table: Floats, facts: Facts, prose: Sequence[int], groups: Ints) -> None:
    """Fill style_share, style_links, style_size, parent_share, region_share, region_links."""
    n, total = len(prose), max(sum(prose), 1)
    sums = np.zeros((4, n), np.int64)
    for k, (share, links, size) in enumerate(((3, -1, -1), (4, 5, -1), (0, 1, 2))):
        _sum(sums, groups[k], prose, facts)
        for i in range(n):
            group = groups[k, i]
            table[i, _STYLE_AT + share] = sums[_PROSE, group] / total
            if links >= 0:
                table[i, _STYLE_AT + links] = sums[_LINKS, group] / sums[_CHARS, group]
            if size >= 0:
                table[i, _STYLE_AT + size] = math.log1p(sums[_BLOCKS, group]) / 5


def _sum(sums: Ints, group: Ints, prose: Sequence[int], facts: Facts) -> None:
    """What the blocks of each group hold together, rows as in `places.hold`."""
    sizes, links = facts.sizes, facts.links
    sums[:] = 0
    for i in range(len(prose)):
        g = group[i]
        sums[_PROSE, g] += prose[i]
        sums[_CHARS, g] += sizes[i]
        sums[_LINKS, g] += links[i]
        sums[_BLOCKS, g] += 1


def fill_pictures(table: Floats, tree: Tree, pictures: Sequence[Picture], facts: Facts) -> None:
    """Fill nearness of the picture before and after, one within two levels, alt text agreement."""
    if not pictures:
        return
    at = [p.index for p in pictures]
    alts = [(p.attrs.get("alt") or "")[:_ALT] for p in pictures]
    near = _near(tree, at)
    parents, elements, texts, n, k = tree.parents, facts.elements, facts.texts, len(at), 0
    for i, first in enumerate(facts.first):
        while k < n and at[k] < first:
            k += 1
        element = elements[i]
        if k:
            table[i, _PICTURE_AT] = 1 / (1 + (first - at[k - 1]) / 4)
            alt = alts[k - 1]
            table[i, _PICTURE_AT + 3] = bool(alt) and texts[i].startswith(alt)
        if k < n:
            table[i, _PICTURE_AT + 1] = 1 / (1 + (at[k] - first) / 4)
        table[i, _PICTURE_AT + 2] = near[element] + 0.5 * near[max(parents[element], 0)]


def _near(tree: Tree, pictures: Sequence[int]) -> bytearray:
    """Whether each node is one of the four levels above a picture, below the containers of the whole text."""
    near = bytearray(len(tree.tags))
    tags, parents = tree.tags, tree.parents
    for picture in pictures:
        parent = parents[picture]
        for _ in range(4):
            near[parent] = 1
            parent = max(parents[parent], 0)
            if tags[parent] in ("body", "main", "article"):
                break
    return near
