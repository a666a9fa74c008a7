"""Labelled blocks + claims → Document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsscrape.assemble.blocks import build, expected_agreement
from newsscrape.assemble.heading import with_headline
from newsscrape.assemble.images import illustrate
from newsscrape.assemble.lines import visible_lines
from newsscrape.assemble.outcome import Signs, decide
from newsscrape.assemble.sources import source_lines, with_bylines
from newsscrape.document import BODY_ROLES, Document
from newsscrape.metadata import choose, find_dateline, with_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsscrape.block import Block
    from newsscrape.document import Provenance
    from newsscrape.dom import Tree
    from newsscrape.label.decode import Label
    from newsscrape.label.titles import Titles
    from newsscrape.metadata import Chosen, Claims
    from newsscrape.segment import Segment, Segmentation

__all__ = ["Parts", "Source", "assemble", "complete"]


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
    source: Source


@dataclass(frozen=True, slots=True)
class Source:
    """Where the page comes from; fields as in `Document`."""

    url: str | None
    requested_url: str | None
    warnings: tuple[str, ...]
    """What was ignored or repaired before the page was put together."""
    provenance: Provenance


def assemble(parts: Parts) -> Document:
    """The document; the claims are those that `complete` gives."""
    url = parts.source.url
    chosen = choose(parts.claims, url=url)
    placed = build(parts.tree, parts.cut.segments, parts.labels, url)
    placed = with_headline(parts.tree, placed, parts.titles)
    body = sum(len(p.block.text) for p in placed if p.block.role in BODY_ROLES)
    text = [i for i, x in enumerate(parts.labels) if x.name in ("body", "lead")] or [-1]
    titles = (*(p.block.text for p in placed if p.block.role in ("headline", "kicker")), *parts.titles.all)
    outcome = decide(Signs(
        parts.tree, parts.cut.segments, parts.furniture, parts.article, body, (text[0], text[-1] + 1), titles,
        chosen.type, chosen.is_article_type, chosen.is_free,
    ))  # fmt: skip
    blocks, pictures = illustrate(parts.tree, parts.cut.pictures, placed, url, chosen.image_url)
    sources = source_lines(blocks, chosen.publisher, chosen.authors)
    return Document(
        outcome,
        url=url,
        requested_url=parts.source.requested_url,
        canonical_url=chosen.canonical_url,
        blocks=with_bylines(blocks, sources),
        dateline=_dateline(blocks),
        images=pictures,
        sources=sources,
        warnings=_warnings(parts),
        confidence=round(expected_agreement(parts.cut.segments, parts.labels), 3),
        provenance=parts.source.provenance,
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
    return (*parts.source.warnings, *parts.claims.warnings, *cut)


def complete(claims: Claims, segments: Sequence[Segment], labels: Sequence[Label]) -> Claims:
    """The claims of the page's markup, and those of its visible lines."""
    titles = frozenset(str(c.value) for c in claims.of("headline"))
    return with_lines(claims, visible_lines(segments, labels, titles))


def _dateline(blocks: Sequence[Block]) -> str | None:
    """The dateline of the lead or of the first paragraph."""
    openings = [next((b.text for b in blocks if b.role == role), "") for role in ("lead", "paragraph")]
    return next((found for text in openings if (found := find_dateline(text))), None)
