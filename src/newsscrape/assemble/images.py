"""Pictures → the article's images, with caption and credit blocks tied to theirs."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from newsscrape.document import BODY_ROLES, Image
from newsscrape.text import AnyOf, absolute

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from newsscrape.assemble.blocks import Placed
    from newsscrape.block import Block
    from newsscrape.dom import Attrs, Tree
    from newsscrape.segment import Picture

__all__ = ["address", "illustrate"]

_LAZY: Final = (
    "data-src", "data-lazy-src", "data-original", "data-lazy", "data-hi-res-src", "data-image", "data-url", "src",
)  # fmt: skip
_SETS: Final = ("data-srcset", "data-lazy-srcset", "srcset")
_PLACEHOLDER: Final = re.compile(r"(?:blank|spacer|placeholder|pixel|transparent|lazy)\w*\.(?:gif|png|svg)", re.I)
_PLACEHOLDERS: Final = AnyOf(("blank", "spacer", "placeholder", "pixel", "transparent", "lazy"))
_DATA: Final = "data:"
_MAX_SET: Final = 8_000
"""Characters of a srcset that are read; those of real pages have 2,000."""
_SIZE: Final = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)[wx]")
_DIGITS: Final = 6
_WITHIN: Final = BODY_ROLES | {"headline", "lead"}
"""Roles of blocks between the first and the last of which a picture is the article's."""
_REACH: Final = 6
_TINY: Final = 40


def illustrate(
    tree: Tree, pictures: Sequence[Picture], placed: Sequence[Placed], base: str | None, main: str | None
) -> tuple[tuple[Block, ...], tuple[Image, ...]]:
    """Tie captions and credits to their pictures; keep the pictures that stand within the article.

    `main` is the address of the page's stated image.
    """
    told, parents = _tie(tree, pictures, placed)
    body = [p.first for p in placed if p.block.role in _WITHIN]
    start, end = (min(body), max(body)) if body else (0, -1)
    first = min([p.first for p in placed if p.block.role == "paragraph"], default=-1)
    has_leading = False
    found: dict[int, Image] = {}
    seen: set[str | None] = set()
    """Addresses of pictures found; sliders repeat theirs."""
    for k, picture in enumerate(pictures):
        if k in told or start <= picture.index <= end:
            image = to_image(picture, k, base, told.get(k, {}))
            if image is not None and (k in told or image.url not in seen):
                seen.add(image.url)
                is_leading = not has_leading and picture.index < first
                has_leading = has_leading or is_leading
                is_main = is_leading or (main is not None and image.url == main)
                found[k] = replace(image, is_main=True) if is_main else image
    blocks = [p.block for p in placed]
    for i, block in enumerate(blocks if parents else ()):
        if parents.get(block.id) in found:
            blocks[i] = replace(block, parent=f"i{parents[block.id]}")
    return tuple(blocks), tuple(found.values())


def _tie(
    tree: Tree, pictures: Sequence[Picture], placed: Sequence[Placed]
) -> tuple[dict[int, dict[str, str]], dict[str, int]]:
    """Caption and credit of each picture that has one, and the picture of each such block's id."""
    told: dict[int, dict[str, str]] = {}
    parents: dict[str, int] = {}
    at = [picture.index for picture in pictures]
    last, before = None, -1
    """The picture before, and the element of the credit before, which a second credit in it completes."""
    for p in placed:
        role = p.block.role
        if role not in ("caption", "credit"):
            last = None
            continue
        k = nearest(tree, at, p.element, p.first)
        k = last if k is None else k
        if k is not None:
            parents[p.block.id] = k
            words = told.setdefault(k, {})
            if role == "credit" and p.element == before and role in words:
                words[role] += f" / {p.block.text}"
            words.setdefault(role, p.block.text)
            last, before = k, p.element if role == "credit" else -1
    return told, parents


def nearest(tree: Tree, at: Sequence[int], element: int, first: int) -> int | None:
    """Position of the picture a caption belongs to: within its nearest ancestor that holds one.

    `at` are the pictures' nodes, in page order.
    """
    below = element
    for _ in range(_REACH):
        if below <= 0 or tree.tags[below] in ("body", "main"):
            break
        low, high = bisect_left(at, below), bisect_left(at, tree.ends[below])
        if low < high:
            k = min(max(bisect_left(at, first), low), high - 1)
            return k - 1 if k > low and first - at[k - 1] <= abs(at[k] - first) else k
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
        for name in _LAZY:
            url = (attrs.get(name) or "").strip()
            if url and not _is_placeholder(url):
                return absolute(url, base)
    return None if best is None else absolute(best, base)


def _is_placeholder(url: str) -> bool:
    """Whether an address is that of a placeholder; a cheap test first, since most are of photographs."""
    is_data = url[: len(_DATA)].lower() == _DATA
    return is_data or (_PLACEHOLDERS.is_in(url.lower()) and _PLACEHOLDER.search(url) is not None)


def _candidates(srcset: str) -> list[tuple[str, float]]:
    """Addresses of a srcset with their width or density, 1 where none is stated (HTML, "srcset attributes").

    A comma ends a candidate after its size, or at the end of an address without one; one within an address is its own.
    """
    url, found = "", list[tuple[str, float]]()
    for token in srcset.split():
        if not url:
            url = token
            if token.endswith(","):
                found.append((token.rstrip(","), 1.0))
                url = ""
            continue
        size, _, following = token.partition(",")
        digits = size[:-1]
        if len(digits) <= _DIGITS and digits.isascii() and digits.isdigit() and size[-1] in "wx":
            found.append((url, float(digits)))
        else:
            match = _SIZE.fullmatch(size)
            found.append((url, float(match[1]) if match else 1.0))
        url = following
    if url:
        found.append((url, 1.0))
    return found


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
