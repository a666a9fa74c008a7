"""Why each block of a page was kept or dropped: every visible block with its votes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsscrape.assemble import Parts, stated
from newsscrape.extract import decode as decode_page
from newsscrape.extract import extract, parse, read_claims, segment
from newsscrape.label import evidence, features, model
from newsscrape.label.decode import decode
from newsscrape.page import Page

if TYPE_CHECKING:
    from newsscrape.document import Document
    from newsscrape.metadata import Claims

__all__ = ["Explanation", "Judged", "explain"]


@dataclass(frozen=True, slots=True)
class Judged:
    """One visible block of the page and what the model thinks of it."""

    text: str
    path: str
    """DOM path from html."""
    label: str
    """The class decided on: one of `newsscrape.label.model.CLASSES`."""
    probabilities: dict[str, float]
    """Of every class, by the model alone; they sum to 1."""
    features: dict[str, float]
    """The block's features that are not zero."""
    is_kept: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """A page's blocks in order, its claims, and the document made from them."""

    document: Document
    blocks: tuple[Judged, ...]
    claims: Claims
    article: float
    """Probability that the page is one article."""


def explain(html: bytes | str, *, url: str | None = None) -> Explanation:
    """Extract a page and say of every visible block why it was kept or dropped. Raises as `extract`."""
    document = extract(html, url=url)
    tree = parse(decode_page(Page(html, url)).text)
    cut = segment(tree)
    claims = read_claims(tree, url)
    seen = features.featurize(tree, cut, evidence.gather(claims))
    verdict = model.load().judge(seen)
    table = seen.table if seen is not None else ()
    labels = decode(verdict, tree, cut.segments)
    paths = tree.paths(s.element for s in cut.segments)
    blocks = tuple(
        Judged(
            s.text,
            paths[s.element],
            label.name,
            dict(zip(model.CLASSES, map(float, row), strict=True)),
            {name: float(v) for name, v in zip(features.COLUMNS, values, strict=True) if v},
            label.name not in ("boilerplate", "date"),
        )
        for s, label, row, values in zip(cut.segments, labels, verdict.roles, table, strict=True)
    )
    claims = stated(Parts(tree, cut, labels, verdict.article, claims, url))
    return Explanation(document, blocks, claims, verdict.article)
