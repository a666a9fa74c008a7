"""An anchor → the element of the page that a block came from."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from newsscrape.dom import TEXT, limits
from newsscrape.extract import decode, show
from newsscrape.page import Page

if TYPE_CHECKING:
    from newsscrape.block import Anchor
    from newsscrape.dom import Tree

__all__ = ["Located", "locate"]

_STEP: Final = re.compile(r"([^/\[\]]+)(?:\[(\d+)\])?")
_IGNORED: Final = re.compile(r"[\s\u00ad\u200b\u2060\ufeff\x00]+")
"""What a block's text may have more or less of than its page: white space and characters without a width."""


@dataclass(frozen=True, slots=True)
class Located:
    """Where an anchor's quote stands in a page."""

    path: str
    """DOM path of the element."""
    text: str
    """The element's text, white space as single spaces."""
    is_moved: bool
    """Whether the anchor's own path no longer holds the quote, and the page was searched for it."""


def locate(html: bytes | str, anchor: Anchor, *, charset: str | None = None) -> Located | None:
    """The element at the anchor's path, if it holds the quote; else the smallest one of the page that does.

    None where the quote is nowhere. Of several elements with the quote the first is taken.
    """
    text = decode(Page(html, charset=charset))
    tree, _, _ = show(limits.degrade(text.utf8) if limits.check(text.utf8).status == "degrade" else text.utf8)
    wanted = _squeezed(anchor.quote)
    element = _at(tree, anchor.path)
    if element is not None and wanted in _squeezed(_text(tree, element)):
        return Located(anchor.path, _spaced(tree, element), is_moved=False)
    found = _holding(tree, wanted) if wanted else None
    return None if found is None else Located(tree.paths([found])[found], _spaced(tree, found), is_moved=True)


def _squeezed(text: str) -> str:
    return _IGNORED.sub("", text)


def _at(tree: Tree, path: str) -> int | None:
    """Index of the element a path leads to."""
    first, *steps = path.strip("/").split("/")
    if not tree.tags or first.partition("[")[0] != tree.tags[0]:
        return None
    element = 0
    for step in steps:
        match = _STEP.fullmatch(step)
        child = _child(tree, element, match[1], int(match[2] or 1)) if match else None
        if child is None:
            return None
        element = child
    return element


def _child(tree: Tree, parent: int, tag: str, position: int) -> int | None:
    children = (i for i in range(parent + 1, _end(tree, parent)) if tree.parents[i] == parent and tree.tags[i] == tag)
    return next((i for n, i in enumerate(children, 1) if n == position), None)


def _end(tree: Tree, element: int) -> int:
    """Index after the last node below an element."""
    after = range(element + 1, len(tree.parents))
    return next((i for i in after if tree.parents[i] < element), len(tree.parents))


def _text(tree: Tree, element: int) -> str:
    return "".join(tree.texts[element : _end(tree, element)])


def _spaced(tree: Tree, element: int) -> str:
    return " ".join(_text(tree, element).split())


def _holding(tree: Tree, wanted: str) -> int | None:
    """The smallest element whose text holds the wanted, squeezed both."""
    nodes = [i for i, tag in enumerate(tree.tags) if tag == TEXT]
    texts = [_squeezed(tree.texts[i]) for i in nodes]
    starts = [0]
    for text in texts:
        starts.append(starts[-1] + len(text))
    at = "".join(texts).find(wanted)
    if at < 0:
        return None
    first = nodes[bisect_right(starts, at) - 1]
    last = nodes[bisect_right(starts, at + len(wanted) - 1) - 1]
    element = tree.parents[first]
    while element > 0 and last >= _end(tree, element):
        element = tree.parents[element]
    return element
