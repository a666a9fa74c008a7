"""Pictures → the article's images, with caption and credit blocks tied to theirs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from newsscrape.document import Image
from newsscrape.text import absolute

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
_MAX_SET: Final = 8_000
"""Characters of a srcset that are read; those of real pages have 2,000."""
_SIZE: Final = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)[wx]")
_REACH: Final = 6
_TINY: Final = 40


def nearest(tree: Tree, pictures: Sequence[Picture], element: int, first: int) -> int | None:
    """Position of the picture a caption belongs to: within its nearest ancestor that holds one."""
    below = element
    for _ in range(_REACH):
        if below <= 0 or tree.tags[below] in ("body", "main"):
            break
        end = tree.ends[below]
        inside = [k for k, p in enumerate(pictures) if below <= p.index < end]
        if inside:
            return min(inside, key=lambda k: (abs(pictures[k].index - first), k))
        if tree.tags[below] == "article":
            break
        below = tree.parents[below]
    return None


def address(attrs: Attrs, base: str | None) -> str | None:
    """The picture's best address: largest of srcset, then lazy attributes, then src."""
    best, size = None, -1.0
    for name in _SETS:
        for url, width in _candidates((attrs.get(name) or "")[:_MAX_SET]):
            if width > size and not _PLACEHOLDER.search(url):
                best, size = url, width
    if best is None:
        candidates = ((attrs.get(n) or "").strip() for n in _LAZY)
        best = next((u for u in candidates if u and not _PLACEHOLDER.search(u)), None)
    return None if best is None else absolute(best, base)


def _candidates(srcset: str) -> Iterator[tuple[str, float]]:
    """Addresses of a srcset with their width or density, 1 where none is stated (HTML, "srcset attributes").

    A comma ends a candidate after its size, or at the end of an address without one; one within an address is its own.
    """
    url = ""
    for token in srcset.split():
        if not url:
            url = token
            if token.endswith(","):
                yield token.rstrip(","), 1.0
                url = ""
            continue
        size, _, following = token.partition(",")
        match = _SIZE.fullmatch(size)
        yield url, float(match[1]) if match else 1.0
        url = following
    if url:
        yield url, 1.0


def to_image(picture: Picture, k: int, base: str | None, caption: str | None, credit: str | None) -> Image | None:
    """The image, or None for spacers, icons and pictures without an address."""
    url = address(picture.attrs, base)
    width, height = _pixels(picture.attrs.get("width")), _pixels(picture.attrs.get("height"))
    is_tiny = any(side is not None and side < _TINY for side in (width, height))
    is_icon = is_tiny or (url or "").partition("?")[0].endswith(".svg")
    if url is None or (is_icon and not caption and not credit):
        return None
    alt = " ".join((picture.attrs.get("alt") or "").split()) or None
    return Image(f"i{k}", url, alt, caption, credit, width, height)


def _pixels(value: str | None) -> int | None:
    digits = (value or "").strip().removesuffix("px")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else None
