"""Labelled blocks + claims → Document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newsscrape.assemble.blocks import build, expected_agreement
from newsscrape.assemble.heading import with_headline
from newsscrape.assemble.images import illustrate
from newsscrape.assemble.lines import visible_lines
from newsscrape.assemble.outcome import Signs, decide
from newsscrape.assemble.sources import source_lines
from newsscrape.document import BODY_ROLES, Document
from newsscrape.metadata import choose, find_dateline, with_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsscrape.block import Block
    from newsscrape.dom import Tree
    from newsscrape.label.decode import Label
    from newsscrape.label.titles import Titles
    from newsscrape.metadata import Chosen, Claims
    from newsscrape.segment import Segment, Segmentation

__all__ = ["Parts", "assemble", "complete"]


@dataclass(frozen=True, slots=True)
class Parts:
    """All that is known of a page before it is put together."""

    tree: Tree
    cut: Segmentation
    """The blocks that were labelled."""
    furniture: Sequence[Segment]
    """Those of menus and footers."""
    labels: Sequence[Label]
    article: float
    """Probability that the page is one article."""
    claims: Claims
    titles: Titles
    """Those the page states, and the names of its house."""
    url: str | None


def assemble(parts: Parts) -> Document:
    """The document; its provenance is added by the caller, the claims of visible lines by `complete`."""
    chosen = choose(parts.claims, url=parts.url)
    placed = build(parts.tree, parts.cut.segments, parts.labels, parts.url)
    placed = with_headline(parts.tree, placed, parts.titles)
    body = sum(len(p.block.text) for p in placed if p.block.role in BODY_ROLES)
    text = [i for i, x in enumerate(parts.labels) if x.name in ("body", "lead")] or [-1]
    titles = (*(p.block.text for p in placed if p.block.role in ("headline", "kicker")), *parts.titles.all)
    outcome = decide(Signs(
        parts.tree, parts.cut.segments, parts.furniture, parts.article, body, (text[0], text[-1] + 1), titles,
        chosen.type, chosen.is_article_type, chosen.is_free,
    ))  # fmt: skip
    blocks, pictures = illustrate(parts.tree, parts.cut.pictures, placed, parts.url, chosen.image_url)
    return Document(
        outcome,
        url=parts.url,
        canonical_url=chosen.canonical_url,
        blocks=blocks,
        dateline=_dateline(blocks),
        images=pictures,
        sources=source_lines(blocks, chosen.publisher, chosen.authors),
        warnings=_warnings(parts),
        confidence=round(expected_agreement(parts.cut.segments, parts.labels), 3),
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


def complete(parts: Parts) -> Parts:
    """The same with the claims of the page's visible lines added to those of its markup."""
    titles = frozenset(str(c.value) for c in parts.claims.of("headline"))
    return replace(parts, claims=with_lines(parts.claims, visible_lines(parts.cut.segments, parts.labels, titles)))


def _dateline(blocks: Sequence[Block]) -> str | None:
    """The dateline of the lead or of the first paragraph."""
    openings = [next((b.text for b in blocks if b.role == role), "") for role in ("lead", "paragraph")]
    return next((found for text in openings if (found := find_dateline(text))), None)
