"""Labelled blocks + claims → Document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from newsscrape.assemble import images
from newsscrape.assemble.blocks import build
from newsscrape.assemble.heading import Stated, with_headline
from newsscrape.assemble.outcome import Signs, decide
from newsscrape.assemble.sources import source_lines
from newsscrape.block import Block
from newsscrape.document import BODY_ROLES, Document, Image
from newsscrape.metadata import Line, choose, find_dateline, may_say_by, with_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsscrape.assemble.blocks import Placed
    from newsscrape.dom import Tree
    from newsscrape.label.decode import Label
    from newsscrape.metadata import Chosen, Claims
    from newsscrape.metadata.lines import Place
    from newsscrape.segment import Segment, Segmentation

__all__ = ["Parts", "assemble", "complete"]

_TEXT: Final = ("body", "lead")
_MAX_LINE: Final = 200
"""Characters of a line that may be a byline or date line."""
_OPENINGS: Final = 4
"""Blocks of text that may open with a date: a kicker or lead may be taken for one."""
_REACH: Final = 8
"""Blocks from the headline in which one stands; twice as many below it."""


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
    url: str | None


def assemble(parts: Parts) -> Document:
    """The document; its provenance is added by the caller, the claims of visible lines by `complete`."""
    chosen = choose(parts.claims, url=parts.url)
    placed = build(parts.tree, parts.cut.segments, parts.labels, parts.url)
    stated = Stated(chosen.titles, chosen.publisher, _host(parts.url))
    placed = with_headline(parts.tree, placed, stated)
    body = sum(len(p.block.text) for p in placed if p.block.role in BODY_ROLES)
    text = [i for i, x in enumerate(parts.labels) if x.name in ("body", "lead")] or [-1]
    titles = (*(p.block.text for p in placed if p.block.role in ("headline", "kicker")), *chosen.titles)
    outcome = decide(Signs(
        parts.tree, parts.cut.segments, parts.furniture, parts.article, body, (text[0], text[-1] + 1), titles,
        chosen.type, chosen.is_article_type, chosen.is_free,
    ))  # fmt: skip
    blocks, pictures = _illustrate(parts, placed, chosen.image_url)
    return Document(
        outcome,
        url=parts.url,
        canonical_url=chosen.canonical_url,
        blocks=blocks,
        dateline=_dateline(blocks),
        images=pictures,
        sources=source_lines(blocks, chosen.publisher, chosen.authors),
        warnings=_warnings(parts),
        confidence=round(_expected_agreement(parts), 3),
        **_metadata(chosen),  # type: ignore[arg-type]
    )


def _host(url: str | None) -> str:
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""


def _expected_agreement(parts: Parts) -> float:
    """The F1 of the kept text, in characters, that the model's probabilities lead to expect; 0 without text."""
    kept = right = every = 0.0
    for s, (name, _, text, _) in zip(parts.cut.segments, parts.labels, strict=True):
        size = len(s.text)
        every += text * size
        if name in _TEXT:
            kept += size
            right += text * size
    return 2 * right / (kept + every) if kept else 0.0


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
    return replace(parts, claims=with_lines(parts.claims, _lines(parts)))


def _lines(parts: Parts) -> list[Line]:
    """Short visible lines that may hold a name or date: those labelled so, and those near the headline and the end."""
    names = [label.name for label in parts.labels]
    segments = parts.cut.segments
    head = _headline_index(parts, names)
    text = [i for i, name in enumerate(names) if name in ("body", "lead")]
    first, end = (text[0], text[-1]) if text else (0, 0)
    near = {*range(end - 3, end + 2 * _REACH), *(range(head - _REACH, head + 2 * _REACH) if head >= 0 else ())}
    lines = [Line(segments[i].text[:_MAX_LINE], "opening", "text", i) for i in text[:_OPENINGS]]
    for i, (name, segment) in enumerate(zip(names, segments, strict=True)):
        if len(segment.text) > _MAX_LINE or i == head:
            continue
        is_labelled = name in ("byline", "date")
        if is_labelled or ((i in near or may_say_by(segment.text)) and not segment.is_hidden):
            place: Place = "text"
            if i < head:
                place = "before"
            elif i >= end and i > head + 3:
                place = "end"
            elif i <= max(head + _REACH, first + 1):
                place = "head"
            lines.append(Line(segment.text, name, place, i))
    return lines


def _dateline(blocks: Sequence[Block]) -> str | None:
    """The dateline of the lead or of the first paragraph."""
    openings = [next((b.text for b in blocks if b.role == role), "") for role in ("lead", "paragraph")]
    return next((found for text in openings if (found := find_dateline(text))), None)


def _headline_index(parts: Parts, names: Sequence[str]) -> int:
    """Index of the headline's block, else of the first that reads like a stated one; -1 if there is none."""
    if "headline" in names:
        return names.index("headline")
    titles = {str(c.value) for c in parts.claims.of("headline")}
    return next((i for i, s in enumerate(parts.cut.segments) if s.text in titles), -1)


def _tie(parts: Parts, placed: Sequence[Placed]) -> tuple[dict[int, dict[str, str]], dict[str, int]]:
    """Caption and credit of each picture that has one, and the picture of each such block's id."""
    told: dict[int, dict[str, str]] = {}
    parents: dict[str, int] = {}
    last, before = None, -1
    """The picture before, and the element of the credit before, which a second credit in it completes."""
    for p in placed:
        role = p.block.role
        if role not in ("caption", "credit"):
            last = None
            continue
        k = images.nearest(parts.tree, parts.cut.pictures, p.element, p.first)
        k = last if k is None else k
        if k is not None:
            parents[p.block.id] = k
            words = told.setdefault(k, {})
            if role == "credit" and p.element == before and role in words:
                words[role] += f" / {p.block.text}"
            words.setdefault(role, p.block.text)
            last, before = k, p.element if role == "credit" else -1
    return told, parents


def _illustrate(
    parts: Parts, placed: Sequence[Placed], main: str | None
) -> tuple[tuple[Block, ...], tuple[Image, ...]]:
    """Tie captions and credits to their pictures; keep the pictures that stand within the article."""
    pictures = parts.cut.pictures
    told, parents = _tie(parts, placed)
    body = [p.first for p in placed if p.block.role in BODY_ROLES or p.block.role in ("headline", "lead")]
    start, end = (min(body), max(body)) if body else (0, -1)
    result = {}
    for k, picture in enumerate(pictures):
        if k in told or start <= picture.index <= end:
            image = images.to_image(picture, k, parts.url, told.get(k, {}))
            if image is not None:
                result[k] = image
    first = min((p.first for p in placed if p.block.role == "paragraph"), default=-1)
    leading = next((k for k in result if pictures[k].index < first), None)
    found = tuple([
        replace(image, is_main=True) if k == leading or (main is not None and image.url == main) else image
        for k, image in result.items()
    ])  # fmt: skip
    blocks = tuple([
        replace(p.block, parent=f"i{parents[p.block.id]}") if parents.get(p.block.id) in result else p.block
        for p in placed
    ])  # fmt: skip
    return blocks, found
