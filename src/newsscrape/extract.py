"""The pipeline: page in, document out. Pure: no network, no clock, no state between calls."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from newsscrape import __version__
from newsscrape.assemble import Parts, Source
from newsscrape.assemble import assemble as _assemble
from newsscrape.assemble import complete as _complete
from newsscrape.charset import Decoded, of_text
from newsscrape.charset import decode as _decode
from newsscrape.document import Document, Outcome, Provenance
from newsscrape.dom import limits
from newsscrape.dom import parse as _parse
from newsscrape.dom.embedded import with_embedded
from newsscrape.label import decode as _roles
from newsscrape.label import evidence, features, model, titles
from newsscrape.label.furniture import set_apart
from newsscrape.metadata import Claims, with_last_resorts
from newsscrape.metadata import read as _read
from newsscrape.page import Page
from newsscrape.segment import segment as _segment
from newsscrape.segment import shown_chars

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsscrape.dom import Tree
    from newsscrape.label.decode import Label
    from newsscrape.label.features import Features
    from newsscrape.segment import Segment, Segmentation

__all__ = ["Run", "extract", "extract_page", "page_of", "run"]

_SHOWN: Final = 200
"""Characters of visible text below which a page's scripts are searched for it."""


def extract(html: bytes | str, *, url: str | None = None) -> Document:
    """Extract a page: bytes as served, or text; `url` is where it was found.

    Never raises on page content: a page without an article gives a Document whose outcome says why.
    Raises TypeError for anything but bytes or str.
    """
    return extract_page(page_of(html, url))


def page_of(html: bytes | str, url: str | None) -> Page:
    """What a caller gave, as a Page. Raises TypeError as `extract` does."""
    if isinstance(html, bytearray | memoryview):
        html = bytes(html)
    if not isinstance(html, bytes | str):
        raise TypeError(f"html must be bytes or str, not {type(html).__name__}")
    if url is not None and not isinstance(url, str):
        raise TypeError(f"url must be str or None, not {type(url).__name__}")
    return Page(html, url)


def extract_page(page: Page, *, weights: model.Model | None = None) -> Document:
    """Extract a fetched or saved page; `weights` replaces the package's model, as cross-validation does."""
    return run(page, weights or model.load()).document


@dataclass(frozen=True, slots=True)
class Run:
    """One pass of the pipeline: what every stage gave, so that explaining repeats none of them."""

    tree: Tree
    cut: Segmentation
    """The blocks that were labelled."""
    furniture: tuple[Segment, ...]
    """Those of menus and footers, which were set apart before."""
    seen: Features | None
    """What the model sees of the blocks; None if there are none."""
    verdict: model.Verdict
    labels: list[Label]
    """One a block."""
    claims: Claims
    document: Document


def run(page: Page, weights: model.Model) -> Run:
    """Take a page through all stages; never raises on its content."""
    text = decode(page)
    limit = limits.check(text.utf8)
    if limit.status == "refuse":
        return _refused(page, weights, f"too complex to parse: {limit.reason}")
    degraded = (f"degraded before parsing: {limit.reason}",) if limit.status == "degrade" else ()
    html = limits.degrade(text.utf8, has_small_tree=limit.has_small_tree) if degraded else text.utf8
    tree, whole, embedded = show(html)
    cut, furniture = set_apart(tree, whole)
    claims = read_claims(tree, page.url)
    seen = describe(tree, cut, claims)
    verdict = judge(seen, weights)
    stated = titles.gather(claims, page.url)
    labels = decide(verdict, tree, cut, seen, stated)
    claims = with_last_resorts(complete(claims, cut, labels), (s.text for s in furniture), text.utf8)
    source = Source(
        page.url, page.requested_url, (*page.warnings, *text.warnings, *degraded, *embedded), _provenance(page, weights)
    )
    document = assemble(Parts(tree, cut, furniture, labels, verdict.article, claims, stated, source))
    return Run(tree, cut, furniture, seen, verdict, labels, claims, document)


def decode(page: Page) -> Decoded:
    """Bytes → text; text is taken as it is, but for lone surrogates and what was encoded twice."""
    if isinstance(page.html, str):
        return of_text(page.html, "utf-8")
    return _decode(page.html, page.charset)


def parse(html: bytes) -> Tree:
    """Text in UTF-8 → tree."""
    return _parse(html)


def show(html: bytes) -> tuple[Tree, Segmentation, tuple[str, ...]]:
    """Text in UTF-8 → tree and blocks, and a warning where the text was only in scripts."""
    tree = parse(html)
    cut = segment(tree)
    if not _shows_text(cut) and (found := with_embedded(html)):
        tree = replace(parse(found), head=tree.head)  # frameworks that stream put metas into the body
        return tree, segment(tree), ("the text was taken out of the page's scripts",)
    return tree, cut, ()


def _shows_text(cut: Segmentation) -> bool:
    """Whether a page shows more than a few words without its scripts."""
    return shown_chars(cut.segments, _SHOWN) >= _SHOWN


def read_claims(tree: Tree, url: str | None) -> Claims:
    """Tree → what the page states of itself."""
    return _read(tree, url)


def segment(tree: Tree) -> Segmentation:
    """Tree → blocks."""
    return _segment(tree)


def describe(tree: Tree, cut: Segmentation, claims: Claims) -> Features | None:
    """Blocks → their features."""
    return features.featurize(tree, cut, evidence.gather(claims))


def judge(seen: Features | None, weights: model.Model) -> model.Verdict:
    """Features → what the model thinks of the page."""
    return weights.judge(seen)


def decide(
    verdict: model.Verdict, tree: Tree, cut: Segmentation, seen: Features | None, stated: titles.Titles
) -> list[Label]:
    """Probabilities → a role for each block."""
    return _roles.decode(verdict, tree, cut.segments, seen, stated)


def complete(claims: Claims, cut: Segmentation, labels: Sequence[Label]) -> Claims:
    """The claims, and what the visible lines say."""
    return _complete(claims, cut.segments, labels)


def assemble(parts: Parts) -> Document:
    """Everything → document."""
    return _assemble(parts)


def _refused(page: Page, weights: model.Model, reason: str) -> Run:
    """What is known of a page that is not parsed."""
    tree = parse(b"")
    document = Document(
        Outcome("not_article", (reason,)), url=page.url, requested_url=page.requested_url,
        warnings=(reason,), provenance=_provenance(page, weights),
    )  # fmt: skip
    return Run(tree, segment(tree), (), None, weights.judge(None), [], Claims(), document)


def _provenance(page: Page, weights: model.Model) -> Provenance:
    raw = page.html if isinstance(page.html, bytes) else page.html.encode("utf-8", "surrogatepass")
    return Provenance(
        fetched_at=page.fetched_at,
        status=page.status,
        sha256=hashlib.sha256(raw).hexdigest(),
        record_id=page.record_id,
        newsscrape=__version__,
        model=weights.version,
    )
