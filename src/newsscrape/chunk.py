"""Blocks → chunks of a bounded size, cut at block borders, each with its heading path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsscrape.block import Block

__all__ = ["Chunk", "chunks"]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Consecutive blocks of one section."""

    text: str
    headings: tuple[str, ...]
    """The headline and subheadings above, outermost first."""
    block_ids: tuple[str, ...]


def chunks(blocks: Iterable[Block], *, max_tokens: int = 500) -> Iterator[Chunk]:
    """Cut at block borders; a token is counted as 4 characters. A block over the limit is a chunk of its own.

    Raises ValueError for a limit below 1.
    """
    if max_tokens < 1:
        raise ValueError(f"max_tokens must be at least 1, not {max_tokens}")
    headings: dict[int, str] = {}
    held: list[Block] = []
    for block in blocks:
        if block.role in ("headline", "subheading"):
            yield from _flush(held, headings)
            held = []
            level = 0 if block.role == "headline" else block.level or 2
            headings = {n: t for n, t in headings.items() if n < level} | {level: block.text}
            continue
        if held and sum(len(b.text) for b in [*held, block]) > 4 * max_tokens:
            yield from _flush(held, headings)
            held = []
        held.append(block)
    yield from _flush(held, headings)


def _flush(held: list[Block], headings: dict[int, str]) -> Iterator[Chunk]:
    if held:
        path = tuple(text for _, text in sorted(headings.items()))
        yield Chunk("\n\n".join(b.text for b in held), path, tuple(b.id for b in held))
