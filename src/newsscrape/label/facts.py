"""Blocks → what is known of each, field by field, as the features are computed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsscrape.segment import Mark, Segment

__all__ = ["Facts", "read_facts"]


@dataclass(frozen=True, slots=True)
class Facts:
    """The segments of a page, field by field; one entry a block."""

    texts: list[str]
    elements: list[int]
    marks: list[int]
    first: list[int]
    sizes: list[int]
    """Characters."""
    links: list[int]
    """Characters within links."""
    strong: list[int]
    spans: list[tuple[Mark, ...]]
    joined: list[str | None]
    hidden: list[bool]


def read_facts(segments: Sequence[Segment]) -> Facts:
    """Turn segments into fields."""
    facts = Facts([], [], [], [], [], [], [], [], [], [])
    texts, elements, marks, first, sizes = facts.texts, facts.elements, facts.marks, facts.first, facts.sizes
    links, strong, spans, joined, hidden = facts.links, facts.strong, facts.spans, facts.joined, facts.hidden
    for s in segments:
        texts.append(s.text)
        elements.append(s.element)
        marks.append(s.mark)
        first.append(s.first)
        sizes.append(len(s.text))
        links.append(s.link_chars)
        strong.append(s.strong_chars)
        spans.append(s.spans)
        joined.append(s.joined)
        hidden.append(s.is_hidden)
    return facts
