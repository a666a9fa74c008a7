"""The pipeline: page in, document out. Pure: no network, no clock, no state between calls."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from newsscrape import __version__
from newsscrape.assemble import Parts
from newsscrape.assemble import assemble as _assemble
from newsscrape.charset import Decoded
from newsscrape.charset import decode as _decode
from newsscrape.document import Document, Outcome, Provenance
from newsscrape.dom import limits
from newsscrape.dom import parse as _parse
from newsscrape.label import decode as _roles
from newsscrape.label import evidence, features, model
from newsscrape.metadata import read as _read
from newsscrape.page import Page
from newsscrape.segment import segment as _segment

if TYPE_CHECKING:
    from newsscrape.dom import Tree
    from newsscrape.label.decode import Label
    from newsscrape.metadata import Claims
    from newsscrape.segment import Segmentation

__all__ = ["extract", "extract_page"]


def extract(html: bytes | str, *, url: str | None = None) -> Document:
    """Extract a page: bytes as served, or text; `url` is where it was found.

    Never raises on page content: a page without an article gives a Document whose outcome says why.
    Raises TypeError for anything but bytes or str.
    """
    if isinstance(html, bytearray | memoryview):
        html = bytes(html)
    if not isinstance(html, bytes | str):
        raise TypeError(f"html must be bytes or str, not {type(html).__name__}")
    if url is not None and not isinstance(url, str):
        raise TypeError(f"url must be str or None, not {type(url).__name__}")
    return extract_page(Page(html, url))


def extract_page(page: Page, *, weights: model.Model | None = None) -> Document:
    """Extract a fetched or saved page; `weights` replaces the package's model, as cross-validation does."""
    text = decode(page)
    provenance = _provenance(page, weights)
    verdict = limits.check(text.text)
    if verdict.status == "refuse":
        outcome = Outcome("not_article", (f"too complex to parse: {verdict.reason}",))
        return Document(outcome, url=page.url, warnings=outcome.evidence, provenance=provenance)
    degraded = (f"degraded before parsing: {verdict.reason}",) if verdict.status == "degrade" else ()
    tree = parse(limits.degrade(text.text) if degraded else text.text)
    claims = read_claims(tree, page.url)
    cut = segment(tree)
    labels, article = label(tree, cut, claims, weights or model.load())
    document = assemble(Parts(tree, cut, labels, article, claims, page.url))
    warnings = (*page.warnings, *text.warnings, *degraded, *document.warnings)
    return replace(document, requested_url=page.requested_url, warnings=warnings, provenance=provenance)


def decode(page: Page) -> Decoded:
    """Bytes → text; text is taken as it is, but for lone surrogates."""
    if isinstance(page.html, str):
        return Decoded(page.html.encode("utf-8", "replace").decode(), "utf-8")
    return _decode(page.html, page.charset)


def parse(html: str) -> Tree:
    """Text → tree."""
    return _parse(html)


def read_claims(tree: Tree, url: str | None) -> Claims:
    """Tree → what the page states of itself."""
    return _read(tree, url)


def segment(tree: Tree) -> Segmentation:
    """Tree → blocks."""
    return _segment(tree)


def label(tree: Tree, cut: Segmentation, claims: Claims, weights: model.Model) -> tuple[list[Label], float]:
    """Blocks → a role for each, and the probability that the page is one article."""
    verdict = weights.judge(features.featurize(tree, cut, evidence.gather(claims)))
    return _roles.decode(verdict, tree, cut.segments), verdict.article


def assemble(parts: Parts) -> Document:
    """Everything → document."""
    return _assemble(parts)


def _provenance(page: Page, weights: model.Model | None) -> Provenance:
    raw = page.html if isinstance(page.html, bytes) else page.html.encode("utf-8", "surrogatepass")
    return Provenance(
        fetched_at=page.fetched_at,
        status=page.status,
        sha256=hashlib.sha256(raw).hexdigest(),
        record_id=page.record_id,
        newsscrape=__version__,
        model=(weights or model.load()).version,
    )
