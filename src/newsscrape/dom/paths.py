"""Elements → their DOM paths, each parent's children numbered once."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, MutableSequence

__all__ = ["number"]


def number(tags: list[str], parents: list[int], ends: list[int], elements: Iterable[int]) -> dict[int, str]:
    """DOM path of each element of a tree's arrays, "/html/body/div[2]/p[1]": 1-based among siblings of the same tag."""
    found = {0: "/" + tags[0]} if tags else {}
    numbers = array("i", bytes(4 * len(tags)))
    """The index of each child of the elements above those asked for; 0 for others."""
    asked = list(elements)
    for element in asked:
        chain = []
        e = element
        while e not in found:
            chain.append(e)
            e = parents[e]
        for e in reversed(chain):
            if not numbers[e]:
                _number_children(parents[e], tags, ends, numbers)
            found[e] = f"{found[parents[e]]}/{tags[e]}[{numbers[e]}]"
    return {e: found[e] for e in asked}


def _number_children(parent: int, tags: list[str], ends: list[int], numbers: MutableSequence[int]) -> None:
    """Number an element's children, those of each tag from 1 on."""
    counts: dict[str, int] = {}
    end, child = ends[parent], parent + 1
    while child < end:
        tag = tags[child]
        numbers[child] = counts[tag] = counts.get(tag, 0) + 1
        child = ends[child]
