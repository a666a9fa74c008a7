"""Blocks → chunks of a bounded size for search and language models, cut at block borders, with their headings."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from newsscrape.block import Block

__all__ = ["Chunk", "chunks", "estimate_tokens"]

_BORDER: Final = re.compile(r"(?<=[.!?…‽؟।])[\"'”’»)\]]*\s+|(?<=[。！？])[」』）]*|\n+")
"""After a sentence: its closing quotes and the space; no space in Chinese and Japanese; a line of a table."""
_WORD: Final = re.compile(r"\s+")
_GAP: Final = "\n\n"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of a document's text within one section."""

    text: str
    """As in `Document.text`: `document.text[start:end]`."""
    headings: tuple[str, ...]
    """The headline and the subheadings the stretch stands under, outermost first."""
    block_ids: tuple[str, ...]
    """The blocks it is of; a block too long for one chunk is in several."""
    start: int
    """Offset in `Document.text`, in characters."""
    end: int
    """Offset in `Document.text` after the last character."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block's text or a part of it that fits, with its place in the whole."""

    block_id: str
    start: int
    end: int


def estimate_tokens(text: str) -> int:
    """Roughly what language models' tokenizers make of it: four ASCII characters a token, two of other alphabets,
    one of scripts without spaces (from U+2E80 on: Chinese, Japanese, Korean). Never 0 for text that is not empty.
    """
    ascii_ = sum(c < "\x80" for c in text)
    wide = sum(c >= "\u2e80" for c in text)
    return math.ceil(ascii_ / 4 + (len(text) - ascii_ - wide) / 2 + wide)


def chunks(
    blocks: Iterable[Block],
    *,
    title: str | None = None,
    max_tokens: int = 500,
    count: Callable[[str], int] = estimate_tokens,
) -> Iterator[Chunk]:
    """Cut the text of the blocks, joined by an empty line; every subheading begins a chunk.

    No chunk counts more than `max_tokens`; a longer block is cut between sentences, a longer sentence between
    words, a longer word anywhere. `count` says how many tokens a text has and must not shrink as a text grows.
    Nothing but white space is lost between chunks. Raises ValueError for a limit below 1.
    """
    if max_tokens < 1:
        raise ValueError(f"max_tokens must be at least 1, not {max_tokens}")
    held: list[Block] = list(blocks)
    text = _GAP.join(b.text for b in held)

    def fits(start: int, end: int) -> bool:
        return count(text[start:end]) <= max_tokens

    at = 0
    for path, section in _sections(held, title):
        pieces: list[_Piece] = []
        for block in section:
            end = at + len(block.text)
            pieces += [_Piece(block.id, s, e) for s, e in _cut(text, at, end, fits)]
            at = end + len(_GAP)
        yield from _packed(pieces, path, text, fits)


def _sections(blocks: list[Block], title: str | None) -> Iterator[tuple[tuple[str, ...], list[Block]]]:
    """Runs of blocks under one heading path; subheadings that follow one another stay together."""
    headings: dict[int, str] = {0: title} if title else {}
    section: list[Block] = []
    for block in blocks:
        if block.role == "subheading":
            if any(b.role != "subheading" for b in section):
                yield tuple(headings.values()), section
                section = []
            level = max(block.level or 2, 1)
            headings = {n: t for n, t in headings.items() if n < level} | {level: block.text}
        section.append(block)
    if section:
        yield tuple(headings.values()), section


def _packed(
    pieces: list[_Piece], path: tuple[str, ...], text: str, fits: Callable[[int, int], bool]
) -> Iterator[Chunk]:
    """As many pieces a chunk as fit."""
    held: list[_Piece] = []
    for piece in pieces:
        if held and not fits(held[0].start, piece.end):
            yield _chunk(held, path, text)
            held = []
        held.append(piece)
    if held:
        yield _chunk(held, path, text)


def _chunk(held: list[_Piece], path: tuple[str, ...], text: str) -> Chunk:
    start, end = held[0].start, held[-1].end
    return Chunk(text[start:end], path, tuple(dict.fromkeys(p.block_id for p in held)), start, end)


def _cut(text: str, start: int, end: int, fits: Callable[[int, int], bool]) -> list[tuple[int, int]]:
    """The stretch in as few parts as fit, white space at the cuts left out."""
    parts = []
    while start < end and not fits(start, end):
        stop, following = _longest(text, start, end, fits)
        parts.append((start, stop))
        start = following
    return [*parts, (start, end)] if start < end else parts


def _longest(text: str, start: int, end: int, fits: Callable[[int, int], bool]) -> tuple[int, int]:
    """End of the longest beginning that fits, and where the rest begins: by sentence, word or character."""
    for border in (_BORDER, _WORD):
        cuts = [(_trimmed(text, start, m.end()), m.end()) for m in border.finditer(text, start, end)]
        cuts = [c for c in cuts if start < c[0] and c[1] < end]
        if cuts and fits(start, cuts[0][0]):
            return cuts[_last(lambda k: fits(start, cuts[k][0]), len(cuts))]  # noqa: B023
    size = _last(lambda k: fits(start, start + k + 1), end - start) + 1
    return start + size, start + size


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _last(holds: Callable[[int], bool], size: int) -> int:
    """Largest index below `size` that holds, where all before it hold too; 0 where none does."""
    low, high = 0, size - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if holds(middle) else (low, middle - 1)
    return low
