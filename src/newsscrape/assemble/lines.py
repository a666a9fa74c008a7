"""Labelled blocks → the short visible lines that may hold the names of authors or a date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from newsscrape.metadata import Line, may_say_by

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from newsscrape.label.decode import Label
    from newsscrape.metadata.lines import Place
    from newsscrape.segment import Segment

__all__ = ["visible_lines"]

_MAX_LINE: Final = 200
"""Characters of a line that may be a byline or date line."""
_OPENINGS: Final = 4
"""Blocks of text that may open with a date: a kicker or lead may be taken for one."""
_REACH: Final = 8
"""Blocks from the headline in which one stands; twice as many below it."""
_END: Final = 3
"""Blocks before the last of the text from which a line may stand at its end."""


def visible_lines(segments: Sequence[Segment], labels: Sequence[Label], titles: Collection[str]) -> list[Line]:
    """Lines labelled as a byline or date, those near the headline and the end, and those that say "by".

    Before them the blocks that open the text. `titles` are the stated ones: without a block of its own, the first
    that reads like one is the headline.
    """
    head = _headline(segments, labels, titles)
    text = [i for i, label in enumerate(labels) if label.name in ("body", "lead")]
    first, end = (text[0], text[-1]) if text else (0, 0)
    top = head if head >= 0 or not text else first
    """The headline, or what stands where one would."""
    lines = [Line(segments[i].text[:_MAX_LINE], "opening", "text", i) for i in text[:_OPENINGS]]
    for i, segment in enumerate(segments):
        line = segment.text
        if len(line) > _MAX_LINE or i == head:
            continue
        name = labels[i].name
        if name not in ("byline", "date"):
            is_near = end - _END <= i < end + 2 * _REACH or (top >= 0 and top - _REACH <= i < top + 2 * _REACH)
            if segment.is_hidden or not (is_near or may_say_by(line)):
                continue
        lines.append(Line(line, name, _place(i, head, first, end), i))
    return lines


def _place(i: int, head: int, first: int, end: int) -> Place:
    """Where a line stands: `head`, `first` and `end` are the blocks of the headline and of the first and last text."""
    if i < head:
        return "before" if i < head - 1 else "above"
    if i >= end and i > head + 3:
        return "end"
    return "head" if i <= max(head + _REACH, first + 1) else "text"


def _headline(segments: Sequence[Segment], labels: Sequence[Label], titles: Collection[str]) -> int:
    """Index of the headline's block, else of the first that reads like a stated one; -1 if there is none."""
    for i, label in enumerate(labels):
        if label.name == "headline":
            return i
    for i, segment in enumerate(segments):
        if segment.text in titles:
            return i
    return -1
