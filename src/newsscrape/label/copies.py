"""Text that a page holds twice, and what is no text: taken out once the roles are decided.

Pages hold an article again as one text to be read aloud or for search engines, and its first paragraphs as an excerpt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from newsscrape.dom import HEADINGS
from newsscrape.label.model import CLASSES
from newsscrape.label.votes import Vote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsscrape.dom import Tree
    from newsscrape.segment import Segment

__all__ = ["drop_copies"]

_BODY, _LEAD, _BOILERPLATE = map(CLASSES.index, ("body", "lead", "boilerplate"))
_SAME_TEXT: Final = 40
"""Characters from which a repeated block is a copy, not a refrain."""
_LONGEST: Final = 2
"""The longest blocks, which are asked whether they hold others; a lead may say what the text goes into."""
_WHOLE: Final = 0.6
"""Share of a block's text from which others that stand in it make it up."""
_DATA: Final = (('{"', "}"), ('[{"', "}]"), ("{{", "}}"))
"""Beginning and end of what was meant for a script: '{"layout": 2}', "{{banner}}"."""
_CODE: Final = frozenset({"pre", "code", "samp", "kbd"})
"""Elements that show it on purpose."""
_HEADING, _DROPPED = 80, 2
"""Characters up to which a heading needs text below it, and dropped blocks from which it has none."""
_IS_COPY, _IS_SUM, _IS_DATA = "copy of another block", "made up of other blocks", "data of a script"
_IS_BARE: Final = "a heading without any text below it"


def drop_copies(tree: Tree, segments: Sequence[Segment], chosen: list[int]) -> list[Vote]:
    """Make boilerplate of what is no text and of text that other blocks hold; `chosen` are the blocks' classes.

    Gives what is said against each. Of two copies the visible one is kept, else the first.
    """
    found: dict[int, str] = {}
    kept: list[int] = []
    """Blocks of text, each once."""
    seen: set[str] = set()
    for is_hidden in (False, True):
        for i, c in enumerate(chosen):
            s = segments[i]
            if c not in (_BODY, _LEAD) or s.is_hidden != is_hidden:
                continue
            if _is_data(s.text) and not _is_code(tree, s):
                found[i] = _IS_DATA
            elif len(s.text) < _SAME_TEXT:
                continue
            elif s.text in seen:
                found[i] = _IS_COPY
            else:
                seen.add(s.text)
                kept.append(i)
    _add_sums(segments, chosen, kept, found)
    _add_headings(tree, segments, chosen, found)
    said = [Vote(k, CLASSES[chosen[k]], -1.0, rule) for k, rule in sorted(found.items())]
    for k in found:
        chosen[k] = _BOILERPLATE
    return said


def _is_data(text: str) -> bool:
    if text[0] not in ("{", "["):
        return False
    for begin, end in _DATA:  # noqa: SIM110 (a closure cannot be compiled here)
        if text.startswith(begin) and text.endswith(end):
            return True
    return False


def _is_code(tree: Tree, s: Segment) -> bool:
    return tree.tags[s.element] in _CODE or tree.tags[tree.parents[s.first]] in _CODE


def _add_sums(segments: Sequence[Segment], chosen: Sequence[int], kept: Sequence[int], found: dict[int, str]) -> None:
    """Find the long blocks that others make up."""
    sizes = [(len(segments[k].text), k) for k in kept]
    for _, i in sorted(sizes, reverse=True)[:_LONGEST]:
        if chosen[i] == _BODY and _is_sum(i, segments, kept, found):
            found[i] = _IS_SUM


def _add_headings(tree: Tree, segments: Sequence[Segment], chosen: Sequence[int], found: dict[int, str]) -> None:
    """Find the headings below which all is dropped, up to the next heading of the text or its end."""
    is_last = True
    """Whether the next block of the text is a heading, too, or there is none."""
    between = 0
    for i in range(len(chosen) - 1, -1, -1):
        c = chosen[i]
        if c == _BOILERPLATE or i in found:
            between += 1
        elif c == _BODY:
            s = segments[i]
            is_heading = tree.tags[s.element] in HEADINGS
            if is_heading and is_last and between >= _DROPPED and len(s.text) <= _HEADING:
                found[i] = _IS_BARE
            is_last, between = is_heading, 0


def _is_sum(i: int, segments: Sequence[Segment], kept: Sequence[int], found: dict[int, str]) -> bool:
    """Whether most of a block is the text of two others or more."""
    whole = segments[i].text
    parts = inside = 0
    for k in kept:
        s = segments[k]
        if k != i and k not in found and s.text in whole:
            parts += 1
            inside += len(s.text)
    return parts > 1 and inside >= _WHOLE * len(whole)
