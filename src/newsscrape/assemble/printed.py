"""A segment's text and spans as a reader sees them: without what opens over the text, its initial joined again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from newsscrape.segment import Mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsscrape.dom import Tree
    from newsscrape.segment import Segment

__all__ = ["is_as_printed", "printed"]

_INITIAL: Final = re.compile(r"initial|drop[-_]?cap|first[-_]?letter", re.IGNORECASE)
"""Classes of the large letter a text begins with."""


def is_as_printed(s: Segment) -> bool:
    """Whether nothing need be done, as for nearly all."""
    text = s.text
    return not s.tips and not (text[1:2] == " " and text[2:3].islower() and text[0].isupper())


def printed(tree: Tree, s: Segment) -> tuple[str, Sequence[Mark]]:
    """The text and the spans in it."""
    cuts = list(s.tips)
    if s.text[1:2] == " " and _begins_with_initial(tree, s):
        cuts.insert(0, (1, 2))
    text, spans = s.text, list(s.spans)
    for start, end in reversed(cuts):
        if start < len(text) and text[start - 1] == " " and (end == len(text) or text[end] in " .,;:!?)"):
            start -= 1  # noqa: PLW2901
        text = text[:start] + text[end:]
        spans = [moved for mark in spans if (moved := _moved(mark, start, end)) is not None]
    return text, spans


def _begins_with_initial(tree: Tree, s: Segment) -> bool:
    """Whether the first letter is an element of its own that says so: "N a endlich" was "Na endlich"."""
    own = tree.parents[s.first]
    names = (tree.attrs[e].get("class") or "" for e in (own, tree.parents[own]) if e > s.element)
    return len((tree.texts[s.first] or "").strip()) == 1 and any(map(_INITIAL.search, names))


def _moved(mark: Mark, start: int, end: int) -> Mark | None:
    """A span after a cut; None if nothing of it is left."""
    first, last = (at if at <= start else max(at - (end - start), start) for at in (mark.start, mark.end))
    return Mark(first, last, mark.kind, mark.url) if first < last else None
