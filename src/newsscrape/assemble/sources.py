"""Source lines: from blocks of their own, from the byline's row, and from the end of the last sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from newsscrape import lexicon
from newsscrape.assemble.glued import source_names, split_source
from newsscrape.document import SourceKind, SourceLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsscrape.block import Block

__all__ = ["source_lines"]

_SOURCE: Final = lexicon.BIT["source"]
_BORDER: Final = " | "
"""Between the parts of a line of facts: "1.12.2022 | Quelle: Example Electric | example.com"."""


def source_lines(blocks: Sequence[Block]) -> tuple[SourceLine, ...]:
    """The source lines of an article in page order, each once."""
    prose = [b for b in blocks if b.role == "paragraph"]
    lines = []
    for b in blocks:
        if b.role == "source":
            lines.append(_line(_part(b.text), b.id))
        elif b.role == "byline" and lexicon.hits(b.text)[0] & _SOURCE and lexicon.agencies(b.text):
            lines.append(_line(b.text, b.id))
        elif prose and b is prose[-1] and (tail := split_source(b.text)):
            lines.append(_line(tail, b.id))
    return tuple(dict.fromkeys(lines))


def _part(text: str) -> str:
    """The part that is labelled as a source, where a line has several."""
    parts = text.split(_BORDER) if _BORDER in text else ()
    return next((p for p in parts if lexicon.hits(p)[0] & _SOURCE), text)


def _line(text: str, block_id: str) -> SourceLine:
    kind: SourceKind = "agency" if lexicon.agencies(text) else "publication"
    return SourceLine(text, source_names(text), kind, block_id)
