"""Pictures → the article's images, with caption and credit blocks tied to theirs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from newsscrape.document import Image
from newsscrape.text import absolute

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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
_DIGITS: Final = 6
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
        srcset = attrs.get(name)
        for url, width in _candidates(srcset[:_MAX_SET]) if srcset else ():
            if width > size and not _is_placeholder(url):
                best, size = url, width
    if best is None:
        candidates = ((attrs.get(n) or "").strip() for n in _LAZY)
        best = next((u for u in candidates if u and not _is_placeholder(u)), None)
    return None if best is None else absolute(best, base)


def _is_placeholder(url: str) -> bool:
    """Whether an address is that of a placeholder; cheap tests first, since most are of photographs."""
    low = url.lower()
    may_be = low.startswith("data:") or ".gif" in low or ".png" in low or ".svg" in low
    return may_be and _PLACEHOLDER.search(url) is not None


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
        digits = size[:-1]
        if len(digits) <= _DIGITS and digits.isascii() and digits.isdigit() and size[-1] in "wx":
            yield url, float(digits)
        else:
            match = _SIZE.fullmatch(size)
            yield url, float(match[1]) if match else 1.0
        url = following
    if url:
        yield url, 1.0


def to_image(picture: Picture, k: int, base: str | None, words: Mapping[str, str]) -> Image | None:
    """The image with its caption and credit of `words`; None for spacers, icons and pictures without an address."""
    attrs = picture.attrs
    url = address(attrs, base)
    if url is None:
        return None
    width, height = _pixels(attrs.get("width")), _pixels(attrs.get("height"))
    is_tiny = (width is not None and width < _TINY) or (height is not None and height < _TINY)
    if not words and (is_tiny or url.partition("?")[0].endswith(".svg")):
        return None
    alt = " ".join((attrs.get("alt") or "").split()) or None
    return Image(f"i{k}", url, alt, words.get("caption"), words.get("credit"), width, height)


def _pixels(value: str | None) -> int | None:
    if not value:
        return None
    digits = value.strip().removesuffix("px")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else None
