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
_BARE: Final = 40
"""Characters up to which a line that names only the house's own agency is its byline."""
_BORDER: Final = " | "
"""Between the parts of a line of facts: "1.12.2022 | Quelle: Example Electric | example.com"."""


def source_lines(blocks: Sequence[Block], house: str | None, authors: Sequence[str] = ()) -> tuple[SourceLine, ...]:
    """The source lines of an article in page order, each text once; the `house` and its `authors` are no sources."""
    own = set(lexicon.agencies(house or ""))
    prose = [b for b in blocks if b.role == "paragraph"]
    lines: dict[str, SourceLine] = {}
    for b in blocks:
        text = None
        if b.role == "source":
            text = _part(b.text)
        elif b.role == "byline" and lexicon.hits(b.text)[0] & _SOURCE and lexicon.agencies(b.text):
            text = b.text
        elif prose and b is prose[-1]:
            text = split_source(b.text)
        if text and not _is_of_the_house(text, own) and not _is_byline(text, authors):
            lines.setdefault(text, _line(text, b.id))
    return tuple(lines.values())


def _is_of_the_house(text: str, own: set[str]) -> bool:
    """Whether a line names only the house's own agency, as a byline does, or its own people."""
    named = lexicon.agencies(text)
    if len(text) < _BARE and named and own.issuperset(named):
        return True
    words = text.casefold().lstrip("([（【—–- ")
    return not named and words.startswith(tuple(lexicon.name_words("staff_line")))


def _is_byline(text: str, authors: Sequence[str]) -> bool:
    """Whether a line repeats the authors and says nothing of a source."""
    if lexicon.agencies(text) or (lexicon.hits(text)[0] | lexicon.hits(text)[1]) & _SOURCE:
        return False
    names = set(source_names(text))
    return bool(names) and names.issubset(authors)


def _part(text: str) -> str:
    """The part that is labelled as a source, where a line has several; all of it where the first one is."""
    parts = text.split(_BORDER) if _BORDER in text else []
    labelled = next((p for p in parts if lexicon.hits(p)[0] & _SOURCE), None)
    return text if labelled is None or text.startswith(labelled) else labelled


def _line(text: str, block_id: str) -> SourceLine:
    kind: SourceKind = "agency" if lexicon.agencies(text) else "publication"
    return SourceLine(text, source_names(text), kind, block_id)
