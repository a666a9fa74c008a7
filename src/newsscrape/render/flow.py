"""A document's blocks as a reader meets them: front, then text, lists and figures in order."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from newsscrape.document import BODY_ROLES

if TYPE_CHECKING:
    from newsscrape.block import Block
    from newsscrape.document import Document, Image, When

__all__ = ["Figure", "Item", "List", "Piece", "byline", "flow", "leads", "moment", "printed", "words"]

_FIGURE_ROLES: Final = frozenset({"caption", "credit"})
_SHOWN: Final = BODY_ROLES | _FIGURE_ROLES | {"source"}
_DEEPEST: Final = 12
"""Lists nested deeper are shown at this depth."""


@dataclass(frozen=True, slots=True)
class Figure:
    """An image, or a caption and credit whose image is unknown."""

    image: Image | None
    captions: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list with the lists nested in it."""

    block: Block
    inner: tuple[List, ...] = ()


@dataclass(frozen=True, slots=True)
class List:
    """Items of one kind that follow one another."""

    ordered: bool
    items: tuple[Item, ...]


if TYPE_CHECKING:
    Piece = Block | List | Figure
else:
    Piece = object


def leads(document: Document) -> tuple[Block, ...]:
    """The paragraphs of the lead."""
    return tuple(b for b in document.blocks if b.role == "lead")


def byline(document: Document) -> str | None:
    """Who wrote it: the clean names, else the byline as printed."""
    return ", ".join(document.authors) or document.byline_raw


def moment(when: When) -> str:
    """ISO 8601, as precise as the page was: "2024-05-01", "2024-05-01T10:00+02:00"."""
    if when.precision == "day":
        return when.value.date().isoformat()
    return when.value.isoformat(timespec="minutes" if when.precision == "minute" else "seconds")


def printed(when: When) -> str:
    """For readers: "2024-05-01", "2024-05-01 10:00 +02:00", "2024-05-01 08:00 UTC"; no zone where none is known."""
    value = when.value
    if when.precision == "day":
        return value.date().isoformat()
    offset = value.utcoffset()
    zone = "" if offset is None else f" {value.isoformat()[-6:]}" if offset else " UTC"
    return f"{value:%Y-%m-%d %H:%M}{zone}"


def words(document: Document) -> int:
    """Words of the body, as spaces part them; a script without spaces counts its runs."""
    return sum(len(b.text.split()) for b in document.body)


def flow(document: Document) -> tuple[Piece, ...]:
    """Everything after the lead in page order; an image stands by its caption or after the one before it."""
    images = list(document.images)
    placed = {b.parent for b in document.blocks if b.role in _FIGURE_ROLES}
    pieces: list[Piece] = _uncaptioned(images, placed)
    shown = [b for b in document.blocks if b.role in _SHOWN]
    for (kind, _), group in groupby(shown, key=_kind):
        run = list(group)
        if kind == "list":
            pieces += _lists(run, 1)
        elif kind == "figure":
            pieces.append(_figure(run, images))
            pieces += _uncaptioned(images, placed)
        else:
            pieces += run
    return (*pieces, *(Figure(image) for image in images))


def _kind(block: Block) -> tuple[str, str | None]:
    if block.role == "list_item":
        return "list", None
    return ("figure", block.parent) if block.role in _FIGURE_ROLES else ("text", None)


def _figure(run: list[Block], images: list[Image]) -> Figure:
    image = next((i for i in images if i.id == run[0].parent), None)
    if image is not None:
        images.remove(image)
    captions = tuple(b.text for b in run if b.role == "caption")
    return Figure(image, captions, tuple(b.text for b in run if b.role == "credit"))


def _uncaptioned(images: list[Image], placed: set[str | None]) -> list[Piece]:
    """Takes from the front of `images` those that no caption will bring in."""
    taken: list[Piece] = []
    while images and images[0].id not in placed:
        taken.append(Figure(images.pop(0)))
    return taken


def _lists(run: list[Block], depth: int) -> list[Piece]:
    pieces: list[Piece] = []
    for ordered, group in groupby(_nest(run, depth), key=lambda item: item.block.ordered):
        pieces.append(List(ordered, tuple(group)))
    return pieces


def _nest(run: list[Block], depth: int) -> list[Item]:
    """Items of this depth, each with the deeper ones after it; a deeper one without a parent is lifted."""
    items: list[Item] = []
    start = 0
    while start < len(run):
        end = start + 1
        while end < len(run) and depth < _DEEPEST and (run[end].level or 1) > depth:
            end += 1
        inner = tuple(p for p in _lists(run[start + 1 : end], depth + 1) if isinstance(p, List))
        items.append(Item(run[start], inner))
        start = end
    return items
