"""Labelled blocks + claims → Document."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from newsscrape.assemble import images
from newsscrape.assemble.blocks import build
from newsscrape.assemble.outcome import Signs, decide
from newsscrape.assemble.sources import source_lines
from newsscrape.block import Block
from newsscrape.document import ARTICLE_STATUSES, BODY_ROLES, Document, Image
from newsscrape.metadata import choose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsscrape.assemble.blocks import Placed
    from newsscrape.dom import Tree
    from newsscrape.label.decode import Label
    from newsscrape.metadata import Chosen, Claims
    from newsscrape.segment import Segmentation

__all__ = ["Parts", "assemble"]

_MAX_BYLINE: Final = 200
_REACH: Final = 8
_NEAR_CHARS: Final = 90
_YEAR: Final = re.compile(r"(?:19|20)\d\d|\d{1,2}\.\d{1,2}\.\d\d")


@dataclass(frozen=True, slots=True)
class Parts:
    """All that is known of a page before it is put together."""

    tree: Tree
    cut: Segmentation
    labels: Sequence[Label]
    article: float
    """Probability that the page is one article."""
    claims: Claims
    url: str | None


def assemble(parts: Parts) -> Document:
    """The document; provenance is added by the caller."""
    texts = {name: _texts(parts, name) for name in ("byline", "date")}
    chosen = choose(parts.claims, url=parts.url, bylines=texts["byline"], date_lines=texts["date"], near=_near(parts))
    placed = build(parts.tree, parts.cut.segments, parts.labels, parts.url)
    placed = _with_headline(placed, chosen.titles)
    body = sum(len(p.block.text) for p in placed if p.block.role in BODY_ROLES)
    end = max((i + 1 for i, x in enumerate(parts.labels) if x.name in ("body", "lead")), default=0)
    outcome = decide(Signs(parts.cut.segments, parts.article, body, end, chosen.type, chosen.is_free))
    blocks, pictures = _illustrate(parts, placed, chosen.image_url)
    kept = [b.confidence for b in blocks if b.role in BODY_ROLES]
    sure = parts.article if outcome.status in ARTICLE_STATUSES else 1 - parts.article
    return Document(
        outcome,
        url=parts.url,
        canonical_url=chosen.canonical_url,
        blocks=blocks,
        images=pictures,
        sources=source_lines(blocks),
        warnings=_warnings(parts),
        confidence=round(sure * (sum(kept) / len(kept) if kept else 1.0), 3),
        **_metadata(chosen),  # type: ignore[arg-type]
    )


def _metadata(chosen: Chosen) -> dict[str, object]:
    names = (
        "type", "language", "authors", "byline_raw", "publisher", "published", "modified", "section", "tags",
        "description", "is_free",
    )  # fmt: skip
    return {name: getattr(chosen, name) for name in names}


def _warnings(parts: Parts) -> tuple[str, ...]:
    cut = ("the page has more nodes than are read; its end is missing",) if parts.tree.is_cut else ()
    return (*parts.claims.warnings, *cut)


def _texts(parts: Parts, name: str) -> tuple[str, ...]:
    pairs = zip(parts.cut.segments, parts.labels, strict=True)
    return tuple(s.text for s, label in pairs if label.name == name and len(s.text) <= _MAX_BYLINE)


def _near(parts: Parts) -> tuple[str, ...]:
    """Short lines with a year around the headline, nearest first, then those where the text ends."""
    names = [label.name for label in parts.labels]
    head = names.index("headline") if "headline" in names else 0
    end = max((i for i, name in enumerate(names) if name == "body"), default=head)
    reach = [
        *sorted(range(head - _REACH, head + 2 * _REACH), key=lambda i: abs(i - head)),
        *range(end - 2, end + _REACH),
    ]
    texts = (parts.cut.segments[i].text for i in dict.fromkeys(reach) if 0 <= i < len(names))
    return tuple(t for t in texts if len(t) <= _NEAR_CHARS and _YEAR.search(t))


def _with_headline(placed: list[Placed], titles: Sequence[str]) -> list[Placed]:
    """Where no block is the headline, the first stated title is taken, if there is text to head."""
    if not placed or any(p.block.role == "headline" for p in placed) or not titles:
        return placed
    head = replace(placed[0], block=Block("b-title", "headline", titles[0], level=1, confidence=0.5))
    return [head, *placed]


def _illustrate(
    parts: Parts, placed: Sequence[Placed], main: str | None
) -> tuple[tuple[Block, ...], tuple[Image, ...]]:
    """Tie captions and credits to their pictures; keep the pictures that stand within the article."""
    pictures = parts.cut.pictures
    told: dict[int, dict[str, str]] = {}
    parents: dict[str, int] = {}
    last = None
    for p in placed:
        role = p.block.role
        if role in ("caption", "credit"):
            k = images.nearest(parts.tree, pictures, p.element, p.first)
            k = last if k is None else k
            if k is not None:
                parents[p.block.id] = k
                told.setdefault(k, {}).setdefault(role, p.block.text)
                last = k
        else:
            last = None
    body = [p.first for p in placed if p.block.role in BODY_ROLES or p.block.role in ("headline", "lead")]
    start, end = (min(body), max(body)) if body else (0, -1)
    result = {}
    for k, picture in enumerate(pictures):
        words = told.get(k, {})
        if words or start <= picture.index <= end:
            image = images.to_image(picture, k, parts.url, words.get("caption"), words.get("credit"))
            if image is not None:
                result[k] = image
    first = min((p.first for p in placed if p.block.role == "paragraph"), default=-1)
    leading = next((k for k in result if pictures[k].index < first), None)
    found = tuple(
        replace(image, is_main=k == leading or (main is not None and image.url == main)) for k, image in result.items()
    )
    blocks = tuple(
        replace(p.block, parent=f"i{parents[p.block.id]}") if parents.get(p.block.id) in result else p.block
        for p in placed
    )
    return blocks, found
