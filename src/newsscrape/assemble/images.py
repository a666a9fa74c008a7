"""Pictures → the article's images, with caption and credit blocks tied to theirs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from newsscrape.document import Image

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsscrape.dom import Attrs, Tree
    from newsscrape.segment import Picture

__all__ = ["address", "nearest", "to_image"]

_LAZY: Final = (
    "data-src", "data-lazy-src", "data-original", "data-lazy", "data-hi-res-src", "data-image", "data-url", "src",
)  # fmt: skip
_SETS: Final = ("data-srcset", "data-lazy-srcset", "srcset")
_PLACEHOLDER: Final = re.compile(
    r"^data:|(?:blank|spacer|placeholder|pixel|transparent|lazy)\w*\.(?:gif|png|svg)", re.I
)
_CANDIDATE: Final = re.compile(r"(\S+?)(?:\s+(\d+(?:\.\d+)?)[wx])?\s*(?:,\s|,$|$)")
_REACH: Final = 6
_TINY: Final = 40


def nearest(tree: Tree, pictures: Sequence[Picture], element: int, first: int) -> int | None:
    """Position of the picture a caption belongs to: within its nearest ancestor that holds one."""
    below = element
    for _ in range(_REACH):
        if below <= 0 or tree.tags[below] in ("body", "main"):
            break
        end = _end(tree, below)
        inside = [k for k, p in enumerate(pictures) if below <= p.index < end]
        if inside:
            return min(inside, key=lambda k: (abs(pictures[k].index - first), k))
        if tree.tags[below] == "article":
            break
        below = tree.parents[below]
    return None


def _end(tree: Tree, element: int) -> int:
    """Index after the last node below an element."""
    parents, i = tree.parents, element + 1
    while i < len(parents) and parents[i] >= element:
        i += 1
    return i


def address(attrs: Attrs, base: str | None) -> str | None:
    """The picture's best address: largest of srcset, then lazy attributes, then src."""
    best, size = None, -1.0
    for name in _SETS:
        for url, width in _CANDIDATE.findall((attrs.get(name) or "")[:8000]):
            if url and not _PLACEHOLDER.search(url) and float(width or 1) > size:
                best, size = url, float(width or 1)
    if best is None:
        candidates = ((attrs.get(n) or "").strip() for n in _LAZY)
        best = next((u for u in candidates if u and not _PLACEHOLDER.search(u)), None)
    if best is None:
        return None
    try:
        return urljoin(base, best) if base else best
    except ValueError:
        return best


def to_image(picture: Picture, k: int, base: str | None, caption: str | None, credit: str | None) -> Image | None:
    """The image, or None for spacers, icons and pictures without an address."""
    url = address(picture.attrs, base)
    width, height = _pixels(picture.attrs.get("width")), _pixels(picture.attrs.get("height"))
    is_tiny = any(side is not None and side < _TINY for side in (width, height))
    if url is None or (is_tiny and not caption and not credit):
        return None
    alt = " ".join((picture.attrs.get("alt") or "").split()) or None
    return Image(f"i{k}", url, alt, caption, credit, width, height)


def _pixels(value: str | None) -> int | None:
    digits = (value or "").strip().removesuffix("px")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else None
