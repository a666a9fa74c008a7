"""Blocks → one table of numbers, computed once per page in one pass.

Columns are named in `COLUMNS`; every one is a plain number any language and site has. The words of a
language come in only as lexicon hits, which are zero where there is no lexicon.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from newsscrape import lexicon
from newsscrape.dom import TEXT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from newsscrape.dom import Tree
    from newsscrape.segment import Segment, Segmentation

__all__ = ["COLUMNS", "Evidence", "featurize"]

_TAGS: Final = (
    "p", "div", "li", "h1", "h2", "h3", "h4", "td", "span", "figcaption", "blockquote", "dd", "dt", "section",
    "button", "header", "article", "a", "pre", "footer", "label", "figure", "th", "body",
)  # fmt: skip
_TEXT: Final = (
    "log_chars", "log_words", "link_share", "strong_share", "commas", "ends_sentence", "ends_colon",
    "starts_upper", "starts_digit", "starts_quote", "starts_paren", "ends_paren", "digits", "uppers", "sentences",
    "year", "clock", "numeric_date", "at_sign", "copyright_sign", "url", "bar", "arrow", "currency", "ellipsis",
    "is_prose", "is_short", "same_text", "agency", "is_cjk",
)  # fmt: skip
_PLACE: Final = (
    "depth", "is_hidden", "joined", "marked", "position", "prose_before", "prose_after", "from_start", "from_end",
    "siblings1", "siblings2", "siblings3", "share1", "share2", "share3", "share4", "share5", "links1", "links2",
    "links3", "size1", "size2", "size3", "in_main", "main_depth", "main_child", "first_prose", "last_prose",
    "main_links", "picture_before", "picture_after", "picture_inside", "alt_overlap", "rel_chars", "blocks1",
    "blocks2", "blocks3",
)  # fmt: skip
_EVIDENCE: Final = (
    "title_share", "title_cover", "title_same", "best_title", "after_title", "before_title", "description_share",
    "description_cover", "in_article_body", "body_known", "author_match", "h1_distance",
)  # fmt: skip
_PAGE: Final = (
    "page_blocks", "page_prose", "page_links", "page_article_type", "page_og_article", "page_body", "page_dated",
    "page_h1", "page_longest", "page_main_share", "page_has_title_match",
)  # fmt: skip
COLUMNS: Final[tuple[str, ...]] = (
    *_TEXT,
    *(f"tag_{t}" for t in _TAGS),
    *_PLACE,
    *_EVIDENCE,
    *_PAGE,
    *(f"starts_{k}" for k in lexicon.KEYS),
    *(f"has_{k}" for k in lexicon.KEYS),
)
_TAG_INDEX: Final = {t: i for i, t in enumerate(_TAGS)}
_KEYS: Final = len(lexicon.KEYS)

_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_CLOCK: Final = re.compile(r"\b\d{1,2}[:.h]\d\d\b")
_NUMERIC_DATE: Final = re.compile(r"\d{1,4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{1,4}|\d{4}年")
_WORD: Final = re.compile(r"[぀-ヿ㐀-鿿豈-﫿฀-๿]|[^\W_぀-ヿ㐀-鿿豈-﫿฀-๿]+")
_CJK: Final = re.compile(r"[぀-ヿ㐀-鿿豈-﫿฀-๿]")
_SENTENCE_END: Final = frozenset('.!?…。！？؟।»”"“’۔')
_QUOTES: Final = frozenset("\"“„«»‘'‚「『")
_ARROWS: Final = frozenset("»›→▶►>+")
_PROSE_CHARS: Final = 60
"""Characters from which a block of few links counts as prose (CJK counted double)."""
_SHORT: Final = 160


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the page says of itself, as far as labelling compares text with it."""

    titles: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    article_body: str = ""
    authors: tuple[str, ...] = ()
    is_article_type: bool = False
    is_og_article: bool = False
    is_dated: bool = False


def words(text: str) -> list[str]:
    """Casefolded words; every CJK, Kana or Thai character is one."""
    return _WORD.findall(text.casefold())


def featurize(tree: Tree, cut: Segmentation, evidence: Evidence) -> NDArray[np.float32]:
    """The feature table of a page: one row a segment, one column a name in `COLUMNS`."""
    segments = cut.segments
    if not segments:
        return np.zeros((0, len(COLUMNS)), np.float32)
    text = [_text_row(s) for s in segments]
    prose = [len(s.text) * (2 if row[-1] else 1) if row[25] else 0 for s, row in zip(segments, text, strict=True)]
    _count_repeats(segments, text)
    sums = _Sums(tree, segments, prose)
    told = _evidence_rows(segments, evidence)
    place = _place_rows(tree, cut, prose, sums)
    page = _page_row(segments, prose, sums, evidence, told)
    tags = [_tag_row(tree.tags[s.mark]) for s in segments]
    hits = [_lexicon_row(s.text) for s in segments]
    rows = [t + g + p + e + page + h for t, g, p, e, h in zip(text, tags, place, told, hits, strict=True)]
    return np.array(rows, np.float32)


def _text_row(s: Segment) -> list[float]:
    text = s.text
    n = len(text)
    head = text[:200]
    cjk = not head.isascii() and len(_CJK.findall(head)) * 3 > len(head)
    spaces = text.count(" ") + 1
    first, last = text[0], text[-1]
    link = s.link_chars / n
    size = n * 2 if cjk else n
    short = n <= _SHORT
    digits = sum(map(str.isdigit, head)) / len(head) if short else 0.0
    uppers = sum(map(str.isupper, head)) / len(head) if short else 0.0
    has_digit = digits > 0
    ends = last in _SENTENCE_END
    sentences = text.count(". ") + text.count("。") + text.count("? ") + text.count("! ") + text.count("। ") + ends
    return [
        math.log1p(size) / 6, math.log1p(n / 2 if cjk else spaces) / 5, link, s.strong_chars / n,
        min(text.count(",") + text.count("，") + text.count("、") + text.count("،"), 8) / 8, ends,
        last in ":：", first.isupper(), first.isdigit(), first in _QUOTES, first in "([（【", last in ")]）】",
        digits, uppers, min(sentences, 8) / 8,
        has_digit and _YEAR.search(head) is not None, has_digit and _CLOCK.search(head) is not None,
        has_digit and _NUMERIC_DATE.search(head) is not None, short and "@" in text, short and "©" in text,
        short and ("http" in text or "www." in text), short and "|" in text,
        short and (last in _ARROWS or first in _ARROWS),
        short and ("$" in text or "€" in text or "£" in text), last == "…" or text.endswith("..."),
        size >= _PROSE_CHARS and link < 0.5 and (ends or sentences > 0 or size > 200), size < 25, 0.0,
        short and bool(lexicon.agencies(text)), cjk,
    ]  # fmt: skip


def _count_repeats(segments: Sequence[Segment], rows: list[list[float]]) -> None:
    """Fill `same_text`: how often a block's text stands on the page."""
    counts: dict[str, int] = {}
    for s in segments:
        counts[s.text] = counts.get(s.text, 0) + 1
    at = COLUMNS.index("same_text")
    for s, row in zip(segments, rows, strict=True):
        row[at] = min(counts[s.text] - 1, 4) / 4


def _tag_row(tag: str) -> list[float]:
    row = [0.0] * len(_TAGS)
    index = _TAG_INDEX.get(tag)
    if index is not None:
        row[index] = 1.0
    return row


def _lexicon_row(text: str) -> list[float]:
    row = [0.0] * (2 * _KEYS)
    if len(text) > _SHORT:
        return row
    starts, anywhere = lexicon.hits(text)
    if starts or anywhere:
        for k in range(_KEYS):
            row[k] = float(starts >> k & 1)
            row[_KEYS + k] = float(anywhere >> k & 1)
    return row


class _Sums:
    """Per element of the tree: prose, text, link characters and blocks below it, and its twins."""

    __slots__ = ("blocks", "depth", "links", "main", "main_path", "prose", "text", "total", "twins")

    def __init__(self, tree: Tree, segments: Sequence[Segment], prose: Sequence[int]) -> None:
        n = len(tree.tags)
        self.prose, self.text, self.links, self.blocks = [0] * n, [0] * n, [0] * n, [0] * n
        for s, size in zip(segments, prose, strict=True):
            e = s.element
            if not s.is_hidden:
                self.prose[e] += size
            self.text[e] += len(s.text)
            self.links[e] += s.link_chars
            self.blocks[e] += 1
        parents, tags = tree.parents, tree.tags
        for e in range(n - 1, 0, -1):
            if self.blocks[e]:
                p = parents[e]
                self.prose[p] += self.prose[e]
                self.text[p] += self.text[e]
                self.links[p] += self.links[e]
                self.blocks[p] += self.blocks[e]
        self.depth = [0] * n
        self.twins: dict[tuple[int, str, str | None], int] = {}
        for e in range(1, n):
            if self.blocks[e] and tags[e] != TEXT:
                self.depth[e] = self.depth[parents[e]] + 1
                key = _signature(tree, e)
                self.twins[key] = self.twins.get(key, 0) + 1
        self.total = max(self.prose[0], 1)
        self.main = self._find_main(tree)
        self.main_path = set(_ancestors(tree, self.main))

    def _find_main(self, tree: Tree) -> int:
        """The deepest element that holds at least half of the page's prose."""
        main = 0
        for e in range(1, len(tree.tags)):
            if self.prose[e] * 2 >= self.total and self.depth[e] > self.depth[main]:
                main = e
        return main


def _signature(tree: Tree, e: int) -> tuple[int, str, str | None]:
    attrs = tree.attrs[e]
    return tree.parents[e], tree.tags[e], attrs.get("class") if attrs else None


def _ancestors(tree: Tree, e: int) -> Iterable[int]:
    while e > 0:
        e = tree.parents[e]
        yield e


def _place_rows(tree: Tree, cut: Segmentation, prose: Sequence[int], sums: _Sums) -> list[list[float]]:
    segments = cut.segments
    n = len(segments)
    before = 0
    cached: dict[int, tuple[list[float], list[float], list[float]]] = {}
    prose_at = [i for i, s in enumerate(segments) if prose[i] and _inside(tree, s.element, sums.main)]
    first, last = (prose_at[0], prose_at[-1]) if prose_at else (0, n - 1)
    longest = max(len(s.text) for s in segments)
    pictures = _picture_rows(tree, cut)
    rows = []
    for i, s in enumerate(segments):
        around = cached.get(s.element)
        if around is None:
            around = cached[s.element] = _around(tree, s.element, sums)
        low, mid, high = around
        rows.append([
            min(sums.depth[s.element], 40) / 20, s.is_hidden, s.joined is not None, s.mark != s.element, i / n,
            before / sums.total, max(sums.total - before - prose[i], 0) / sums.total,
            math.log1p(i) / 6, math.log1p(n - i) / 6, *low, *mid, *high,
            _step(i - first), _step(i - last), sums.links[sums.main] / max(sums.text[sums.main], 1),
            *pictures[i], len(s.text) / longest, *_blocks(tree, s.element, sums),
        ])  # fmt: skip
        before += prose[i]
    return rows


def _step(distance: int) -> float:
    """Signed distance in blocks, compressed: 0, ±0.17 … ±1."""
    return math.copysign(min(math.log1p(abs(distance)) / 4, 1.5), distance)


def _around(tree: Tree, e: int, sums: _Sums) -> tuple[list[float], list[float], list[float]]:
    chain = [e]
    while len(chain) < 6:
        chain.append(max(tree.parents[chain[-1]], 0))
    twins = [math.log1p(sums.twins.get(_signature(tree, c), 1) - 1) / 3 for c in chain[:3]]
    shares = [sums.prose[c] / sums.total for c in chain[1:6]]
    links = [sums.links[c] / max(sums.text[c], 1) for c in chain[1:4]]
    sizes = [math.log1p(sums.text[c]) / 8 for c in chain[1:4]]
    inside = _inside(tree, e, sums.main)
    steps = sums.depth[e] - sums.depth[sums.main] if inside else _climb(tree, e, sums)
    return (
        twins,
        shares + links + sizes,
        [inside, min(steps, 12) / 6 * (1 if inside else -1), inside and steps <= 1],
    )


def _climb(tree: Tree, e: int, sums: _Sums) -> int:
    """Steps from the main element up to the nearest ancestor it shares with `e`."""
    shared = next((a for a in _ancestors(tree, e) if a in sums.main_path), 0)
    return sums.depth[sums.main] - sums.depth[shared]


def _blocks(tree: Tree, e: int, sums: _Sums) -> list[float]:
    one = max(tree.parents[e], 0)
    two = max(tree.parents[one], 0)
    return [math.log1p(sums.blocks[c]) / 5 for c in (e, one, two)]


def _inside(tree: Tree, e: int, main: int) -> bool:
    while e > main:
        e = tree.parents[e]
    return e == main


def _picture_rows(tree: Tree, cut: Segmentation) -> list[list[float]]:
    """Distance to the nearest picture before and after, one within two levels, alt text agreement."""
    pictures, rows, k = cut.pictures, [], 0
    near: set[int] = set()
    for p in pictures:
        parent = tree.parents[p.index]
        for _ in range(4):
            near.add(parent)
            parent = max(tree.parents[parent], 0)
            if tree.tags[parent] in ("body", "main", "article"):
                break
    for s in cut.segments:
        while k < len(pictures) and pictures[k].index < s.first:
            k += 1
        previous = pictures[k - 1] if k else None
        following = pictures[k] if k < len(pictures) else None
        alt = (previous.attrs.get("alt") or "") if previous else ""
        up = tree.parents[s.element]
        rows.append([
            _gap(s.first - previous.index) if previous else 0.0, _gap(following.index - s.first) if following else 0.0,
            (s.element in near) + 0.5 * (up in near), bool(alt) and (alt[:30] == s.text[:30]),
        ])  # fmt: skip
    return rows


def _gap(nodes: int) -> float:
    return 1 / (1 + nodes / 4)


def _evidence_rows(segments: Sequence[Segment], evidence: Evidence) -> list[list[float]]:
    titles = [set(words(t)) for t in evidence.titles if t]
    summaries = [set(words(t)) for t in evidence.descriptions if t]
    body = evidence.article_body.replace("\xa0", " ")
    exact = {" ".join(words(t)) for t in evidence.titles}
    rows = []
    for s in segments:
        found = words(s.text[:400]) if len(s.text) < 1200 else []
        bag = set(found)
        share, cover = _overlap(bag, titles)
        told, covered = _overlap(bag, summaries)
        known = bool(body) and len(s.text) > 8 and s.text[8:48] in body
        author = len(s.text) < 200 and any(a in s.text for a in evidence.authors)
        rows.append([share, cover, bool(found) and " ".join(found) in exact, 0.0, 0.0, 0.0, told, covered, known,
                     bool(body), author, 0.0])  # fmt: skip
    _measure_from_title(segments, rows)
    return rows


def _overlap(bag: set[str], others: Sequence[set[str]]) -> tuple[float, float]:
    """Share of the block's words in the best text, and of that text's words in the block."""
    best = (0.0, 0.0)
    if bag:
        for other in others:
            common = len(bag & other)
            if common:
                best = max(best, (common / len(bag), common / len(other)), key=lambda p: p[0] * p[1])
    return best


def _measure_from_title(segments: Sequence[Segment], rows: list[list[float]]) -> None:
    """Fill where the title stands, and each block's distance from it."""
    scores = [r[0] * r[1] + 0.2 * r[2] for r in rows]
    top = max(scores)
    at = scores.index(top) if top > 0.3 else -1
    for i, row in enumerate(rows):
        if at >= 0:
            row[3] = float(scores[i] >= top - 1e-6)
            row[4] = 1 / (i - at) if i > at else 0.0
            row[5] = 1 / (at - i) if i < at else 0.0
            row[11] = _step(i - at)


def _page_row(
    segments: Sequence[Segment],
    prose: Sequence[int],
    sums: _Sums,
    evidence: Evidence,
    told: Sequence[Sequence[float]],
) -> list[float]:
    return [
        math.log1p(len(segments)) / 7, math.log1p(sums.prose[0]) / 10, sums.links[0] / max(sums.text[0], 1),
        evidence.is_article_type, evidence.is_og_article, bool(evidence.article_body), evidence.is_dated,
        min(sum(r[2] for r in told), 3) / 3, math.log1p(max(prose)) / 7, sums.prose[sums.main] / sums.total,
        any(r[3] for r in told),
    ]  # fmt: skip
