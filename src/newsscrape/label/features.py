"""Blocks → one table of numbers, computed once per page in one pass, with names and groups beside it.

Columns are named in `COLUMNS`; every one is a plain number any language and site has. The words of a
language come in only as lexicon hits, which are zero where there is no lexicon.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from newsscrape import lexicon
from newsscrape.label.compared import EVIDENCE, compare
from newsscrape.label.lines import COUNTED, Lines
from newsscrape.label.names import Names, gather_names
from newsscrape.label.places import LANDMARKS, hold, place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from newsscrape.dom import Tree
    from newsscrape.label.evidence import Evidence
    from newsscrape.label.places import Holdings, Places
    from newsscrape.segment import Mark, Segment, Segmentation

    Floats = NDArray[np.float32]

__all__ = ["COLUMNS", "Features", "featurize"]

_TAGS: Final = (
    "p", "div", "li", "h1", "h2", "h3", "h4", "td", "span", "figcaption", "blockquote", "dd", "dt", "section",
    "button", "header", "article", "a", "pre", "footer", "label", "figure", "th", "body",
)  # fmt: skip
_ENDS: Final = ("upper", "digit", "quote", "bracket", "stop", "colon", "arrow", "dots", "bar")
_TEXT: Final = (
    "log_chars", "log_words", "link_share", "strong_share", "links", "sentences", "is_prose", "is_short", "is_long",
    "same_text", "year", "clock", "numeric_date", "url", "agency", "unspaced",
    *(f"share_{k}" for k in COUNTED), *(f"first_{k}" for k in _ENDS), *(f"last_{k}" for k in _ENDS),
)  # fmt: skip
_PLACE: Final = (
    "depth", "is_hidden", "joined", "marked", "position", "prose_before", "prose_after", "from_start", "from_end",
    "first_prose", "last_prose", "in_main", "main_steps", "main_child", "rel_chars",
    *(f"twins{k}" for k in range(4)), *(f"share{k}" for k in range(7)), *(f"links{k}" for k in range(5)),
    *(f"size{k}" for k in range(5)), *(f"blocks{k}" for k in range(5)), "articles", "article_share",
    "style_share", "style_links", "style_size", "parent_share", "region_share", "region_links",
    "picture_before", "picture_after", "picture_inside", "alt_overlap", *(f"in_{k}" for k in LANDMARKS),
)  # fmt: skip
_PAGE: Final = (
    "page_blocks", "page_prose", "page_links", "page_article_type", "page_og_article", "page_body", "page_dated",
    "page_titles", "page_longest", "page_main_share", "page_has_title", "page_main_links", "page_body_found",
)  # fmt: skip
COLUMNS: Final[tuple[str, ...]] = (
    *_TEXT, *(f"tag_{t}" for t in _TAGS), *_PLACE, *EVIDENCE, *_PAGE,
    *(f"starts_{k}" for k in lexicon.KEYS), *(f"has_{k}" for k in lexicon.KEYS),
)  # fmt: skip
_TAG_INDEX: Final = {t: i for i, t in enumerate(_TAGS)}
_BITS: Final = np.arange(len(lexicon.KEYS))

_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_CLOCK: Final = re.compile(r"\b\d{1,2}[:.h]\d\d\b")
_NUMERIC_DATE: Final = re.compile(r"\d{1,4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{1,4}|\d{4}年")
_PROSE_CHARS: Final = 60
"""Characters from which a block of few links counts as prose (CJK counted double)."""
_SHORT: Final = 160
"""Characters up to which the words of a block are looked up in the lexicon."""


@dataclass(frozen=True, slots=True)
class Features:
    """All that the role model sees of a page; n blocks."""

    table: Floats
    """Shape (n, len(COLUMNS))."""
    names: Names
    groups: NDArray[np.int64]
    """Shape (len(GROUPS), n): number of each block's group."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The segments of a page, field by field; arrays have one entry a block."""

    texts: tuple[str, ...]
    elements: NDArray[np.int64]
    marks: NDArray[np.int64]
    first: NDArray[np.int64]
    sizes: Floats
    """Characters."""
    links: Floats
    """Characters within links."""
    strong: Floats
    spans: tuple[tuple[Mark, ...], ...]
    is_joined: NDArray[np.bool_]
    is_hidden: NDArray[np.bool_]

    @classmethod
    def of(cls, segments: Sequence[Segment]) -> Facts:
        """Turn segments into fields; there is at least one."""
        texts, elements, marks, first, links, strong, spans, joined, hidden = zip(*segments, strict=True)
        return cls(
            texts, np.array(elements), np.array(marks), np.array(first), np.array([len(t) for t in texts], np.float32),
            np.array(links, np.float32), np.array(strong, np.float32), spans,
            np.array([j is not None for j in joined]), np.array(hidden),
        )  # fmt: skip


def featurize(tree: Tree, cut: Segmentation, evidence: Evidence) -> Features | None:
    """The features of a page's blocks; None if it has none."""
    segments = cut.segments
    if not segments:
        return None
    facts = Facts.of(segments)
    lines = Lines.of(facts.texts)
    text, prose = _text(facts, lines)
    holdings = hold(tree, facts.elements, prose, facts.sizes, facts.links)
    places = place(tree, facts.elements, holdings)
    told = compare(segments, lines, evidence)
    parts = [
        text, _tags(tree, facts.marks), _place(tree, cut, facts, prose, holdings, places), told,
        _page(facts, prose, holdings, places, evidence, told), _lexicon(lines),
    ]  # fmt: skip
    return Features(np.concatenate(parts, axis=1), gather_names(tree, segments, places.above, lines), places.groups)


def _text(facts: Facts, lines: Lines) -> tuple[Floats, Floats]:
    """The text columns, and each block's characters of prose."""
    kind = COUNTED.index
    n = lines.sizes
    shares = lines.counts / np.maximum(lines.seen, 1)[:, None]
    cjk = shares[:, kind("cjk")] > 1 / 3
    size = np.where(cjk, n * 2, n)
    link = facts.links / n
    words = lines.counts[:, kind("space")] + 1
    ends = lines.last[:, kind("stop")] + lines.last[:, kind("quote")] > 0
    is_prose = (size >= _PROSE_CHARS) & (link < 0.5) & (ends | (lines.sentences > 0) | (size > 200))
    first = lines.first[:, [kind(k) for k in _ENDS]]
    last = lines.last[:, [kind(k) for k in _ENDS]]
    columns = [
        np.log1p(size) / 6, np.log1p(np.where(cjk, n / 2, words * n / np.maximum(lines.seen, 1))) / 5, link,
        facts.strong / n,
        np.log1p([sum([m.kind == "link" for m in marks]) if marks else 0 for marks in facts.spans]) / 2,
        np.minimum(lines.sentences, 4) / 4, is_prose, size < 25, size > 400,
        _repeats(facts.texts), *_patterns(facts.texts, lines, shares[:, kind("digit")]).T, cjk,
    ]  # fmt: skip
    table = np.concatenate([np.stack(columns, axis=1), np.minimum(shares * 4, 1.5), first, last], axis=1)
    return table.astype(np.float32), np.where(is_prose, size, 0).astype(np.float32)


def _repeats(texts: Sequence[str]) -> Floats:
    """How often a block's text stands on the page besides, up to 4, as a share of 4."""
    counts = Counter(texts)
    if len(counts) == len(texts):
        return np.zeros(len(texts), np.float32)
    return np.array([min(counts[t] - 1, 4) / 4 for t in texts], np.float32)


def _patterns(texts: Sequence[str], lines: Lines, digits: NDArray[np.floating]) -> Floats:
    """year, clock, numeric_date, url, agency of short blocks; shape (n, 5)."""
    found = np.zeros((len(texts), 5), np.float32)
    short = lines.sizes <= _SHORT
    for i in np.flatnonzero((digits > 0) & short).tolist():
        for k, pattern in enumerate((_YEAR, _CLOCK, _NUMERIC_DATE)):
            found[i, k] = pattern.search(texts[i]) is not None
    first_words = lexicon.agency_words()
    for i in np.flatnonzero(short).tolist():
        text = texts[i]
        if "www." in text or "://" in text:
            found[i, 3] = 1
        if not first_words.isdisjoint(lines.words[i]) and lexicon.agencies(text):
            found[i, 4] = 1
    return found


def _tags(tree: Tree, marks: NDArray[np.int64]) -> Floats:
    table = np.zeros((len(marks), len(_TAGS) + 1), np.float32)
    at = [_TAG_INDEX.get(tree.tags[e], len(_TAGS)) for e in marks.tolist()]
    table[np.arange(len(marks)), at] = 1
    return table[:, :-1]


def _lexicon(lines: Lines) -> Floats:
    masks = np.zeros((len(lines.words), 2), np.int64)
    short = np.flatnonzero(lines.sizes <= _SHORT).tolist()
    first, lower, words = lexicon.first_words(), lines.lower, lines.words
    short = [i for i in short if not first.isdisjoint(words[i]) or not lower[i].isascii()]
    masks[short] = [lexicon.line_hits(lower[i], words[i]) for i in short] or 0
    return np.concatenate([(masks[:, k, None] >> _BITS) & 1 for k in (0, 1)], axis=1).astype(np.float32)


def _place(tree: Tree, cut: Segmentation, facts: Facts, prose: Floats, holdings: Holdings, places: Places) -> Floats:
    n = len(facts.texts)
    total = max(float(holdings.totals[0, -1]), 1)
    before = np.cumsum(prose) - prose
    order = np.arange(n)
    at = np.flatnonzero((prose > 0) & places.inside)
    first, last = (int(at[0]), int(at[-1])) if len(at) else (0, n - 1)
    steps = np.minimum(places.steps, 12) / 6 * np.where(places.inside, 1, -1)
    columns = [
        np.minimum(places.depth, 40) / 20, facts.is_hidden, facts.is_joined, facts.marks != facts.elements,
        order / n, before / total, np.maximum(total - before - prose, 0) / total,
        np.log1p(order) / 6, np.log1p(n - order) / 6, _step(order - first), _step(order - last),
        places.inside, steps, places.inside & (places.steps <= 1), facts.sizes / facts.sizes.max(),
        *np.log1p(places.twins) / 3, *_held(holdings, places, total), *places.articles / [[2.0], [1.0]],
        *_group_sums(facts, prose, places.groups, total), *_pictures(tree, cut, facts),
        *[(places.landmarks >> k) & 1 for k in range(len(LANDMARKS))],
    ]  # fmt: skip
    return np.stack(columns, axis=1).astype(np.float32)


def _step(distance: NDArray[np.int64]) -> Floats:
    """Signed distance in blocks, compressed: 0, ±0.17 … ±1.5."""
    found: Floats = np.copysign(np.minimum(np.log1p(np.abs(distance)) / 4, 1.5), distance)
    return found


def _held(holdings: Holdings, places: Places, total: float) -> list[Floats]:
    """share0–6, links0–4, size0–4, blocks0–4: what the element and its ancestors hold."""
    prose, chars, links, blocks = holdings.below(places.above[:7])
    return [
        *(prose / total), *(links[:5] / np.maximum(chars[:5], 1)), *(np.log1p(chars[:5]) / 8),
        *(np.log1p(blocks[:5]) / 5),
    ]  # fmt: skip


def _group_sums(facts: Facts, prose: Floats, groups: NDArray[np.int64], total: float) -> list[Floats]:
    """Share of prose, of links, and size of the groups of each block."""
    parent, region, style = groups

    def share(group: NDArray[np.int64]) -> Floats:
        return np.asarray((np.bincount(group, prose) / total)[group], np.float32)

    def linked(group: NDArray[np.int64]) -> Floats:
        return np.asarray((np.bincount(group, facts.links) / np.bincount(group, facts.sizes))[group], np.float32)

    return [share(style), linked(style), np.log1p(np.bincount(style))[style] / 5, share(parent), share(region),
            linked(region)]  # fmt: skip


def _pictures(tree: Tree, cut: Segmentation, facts: Facts) -> list[Floats]:
    """Nearness of the picture before and after, one within two levels, alt text agreement."""
    n, first = len(facts.texts), facts.first
    if not cut.pictures:
        return [np.zeros(n, np.float32)] * 4
    at = np.array([p.index for p in cut.pictures])
    k = np.searchsorted(at, first)
    previous, following = at[np.maximum(k - 1, 0)], at[np.minimum(k, len(at) - 1)]
    near: set[int] = set()
    for i in at.tolist():
        parent = tree.parents[i]
        for _ in range(4):
            near.add(parent)
            parent = max(tree.parents[parent], 0)
            if tree.tags[parent] in ("body", "main", "article"):
                break
    alts = [(p.attrs.get("alt") or "")[:30] for p in cut.pictures]
    same = [bool(j and alts[j - 1]) and t.startswith(alts[j - 1]) for t, j in zip(facts.texts, k.tolist(), strict=True)]
    is_near = np.zeros(len(tree.tags))
    is_near[list(near)] = 1
    parents = np.asarray(tree.parents)
    inside = is_near[facts.elements] + 0.5 * is_near[parents[facts.elements]]
    return [
        np.where(k > 0, 1 / (1 + np.maximum(first - previous, 0) / 4), 0),
        np.where(k < len(at), 1 / (1 + np.maximum(following - first, 0) / 4), 0),
        inside, np.array(same, np.float32),
    ]  # fmt: skip


def _page(facts: Facts, prose: Floats, holdings: Holdings, places: Places, evidence: Evidence, told: Floats) -> Floats:
    total, chars, links, _ = holdings.totals[:, -1]
    main = holdings.below(np.array([places.main]))[:, 0]
    at = EVIDENCE.index
    found = float((facts.sizes * told[:, at("in_article_body")]).sum()) / max(len(evidence.article_body), 1)
    row = [
        np.log1p(len(facts.texts)) / 7, np.log1p(total) / 10, links / max(chars, 1),
        evidence.is_article_type, evidence.is_og_article, bool(evidence.article_body), evidence.is_dated,
        min(float(told[:, at("title_same")].sum()), 3) / 3, np.log1p(prose.max()) / 7, main[0] / max(total, 1),
        told[:, at("best_title")].any(), main[2] / max(main[1], 1), min(found, 1.5),
    ]  # fmt: skip
    return np.tile(np.array(row, np.float32), (len(facts.texts), 1))
