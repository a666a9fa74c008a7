"""Source lines: from blocks of their own, from the byline's row, and from the end of the last sentence."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from newsscrape import lexicon
from newsscrape.assemble.glued import source_names, split_source
from newsscrape.document import SourceKind, SourceLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsscrape.block import Block

__all__ = ["source_lines", "with_bylines"]

_SOURCE, _LEGAL, _BYLINE = (lexicon.BIT[key] for key in ("source", "legal", "byline"))
_COLON: Final = re.compile("[:：]")
_KINDS: Final[tuple[SourceKind, ...]] = ("material", "data", "photo")
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


def with_bylines(blocks: Sequence[Block], sources: Sequence[SourceLine]) -> tuple[Block, ...]:
    """The blocks; what was labelled a source and is none says who wrote: the house's own agency, or its people."""
    told = {line.text for line in sources}
    return tuple([
        replace(b, role="byline") if b.role == "source" and _part(b.text) not in told else b for b in blocks
    ])  # fmt: skip


def _is_of_the_house(text: str, own: set[str]) -> bool:
    """Whether a line names only the house's own agency, as a byline does, or its own people."""
    named = lexicon.agencies(text)
    if len(text) < _BARE and named and own.issuperset(named):
        return True
    words = text.casefold().lstrip("([（【—–- ")
    return not named and words.startswith(tuple(lexicon.name_words("staff_line")))


def _is_byline(text: str, authors: Sequence[str]) -> bool:
    """Whether a line repeats the authors and says nothing of a source, or begins as a byline: "Von Jane Doe, dpa"."""
    starts, anywhere = lexicon.hits(text)
    if starts & _BYLINE and not starts & _SOURCE and any(name in text for name in authors):
        return True
    if lexicon.agencies(text) or (starts | anywhere) & _SOURCE:
        return False
    names = set(source_names(text))
    return bool(names) and names.issubset(authors)


def _part(text: str) -> str:
    """The part that is labelled as a source, where a line has several; all of it where the first one is."""
    parts = text.split(_BORDER) if _BORDER in text else []
    labelled = next((p for p in parts if lexicon.hits(p)[0] & _SOURCE), None) or _after_notice(text)
    return text if labelled is None or text.startswith(labelled) else labelled


def _after_notice(text: str) -> str | None:
    """What is labelled as a source after a notice of rights: "© All rights reserved. Source: Example"."""
    starts, anywhere = lexicon.hits(text)
    if starts & _SOURCE or not anywhere & _LEGAL:
        return None
    start = text.rfind(" ", 0, max(text.rfind(":") - 1, 0)) + 1
    return text[start:] if start and lexicon.is_label(text[start:].partition(":")[0], "source") else None


def _line(text: str, block_id: str) -> SourceLine:
    return SourceLine(text, source_names(text), _kind(text), block_id)


def _kind(text: str) -> SourceKind:
    """An agency where one is named, else what the line begins with, or what its label labels: "Quelle: Pressetext"."""
    if lexicon.agencies(text):
        return "agency"
    words = text.lower().lstrip("([（【—–- ")
    colon = _COLON.search(words)
    said = [words]
    if colon and lexicon.is_label(words[: colon.start()], "source"):
        said.append(words[colon.end() :].lstrip())
    return next((kind for kind in _KINDS if any(_begins(line, f"source_{kind}") for line in said)), "publication")


def _begins(line: str, key: str) -> bool:
    """Whether a line begins with one of the lexicon's words, whole."""
    return any(line.startswith(word) and not line[len(word) :][:1].isalnum() for word in lexicon.name_words(key))
