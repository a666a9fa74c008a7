"""Parsing and walking a page, read-only. The only package that knows selectolax.

`parse` gives a `Tree`: what the page says of itself (`Head`) and its visible part as flat arrays in
document order, so that the stages above touch plain values, each node once.
"""

from __future__ import annotations

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from newsscrape.dom.head import Head
from newsscrape.dom.tree import HEADINGS, TEXT, Attrs, Tree, cuts_line
from newsscrape.dom.walk import flatten

__all__ = ["HEADINGS", "TEXT", "Attrs", "Head", "Tree", "cuts_line", "parse"]


def parse(html: str | bytes) -> Tree:
    """Parse a page of any quality, text or UTF-8; never raises on content. Linear in its size for markup in limits."""
    # Events fill a <selectedcontent>, which stands in a <select> and is not visible; without, a sixth faster.
    parser = LexborHTMLParser(html or "<html></html>", options=LexborDocumentOptions.WO_EVENTS)
    return flatten(parser.root)
