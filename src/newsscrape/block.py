"""A block of text and what it is: the unit that is segmented, labelled and kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from newsscrape.frozen import quickly_made

__all__ = ["BOILERPLATE_KINDS", "ROLES", "Anchor", "Block", "Kind", "Role", "Span"]

Role = Literal[
    "kicker", "headline", "lead", "paragraph", "subheading", "quote", "list_item", "table",
    "code", "caption", "credit", "source", "byline", "dateline", "live_entry", "correction",
    "factbox", "bio", "related", "boilerplate",
]  # fmt: skip
Kind = Literal["navigation", "share", "related", "newsletter", "ad", "comments", "bio", "legal", "paywall", "other"]

ROLES: Final[tuple[Role, ...]] = Role.__args__  # type: ignore[attr-defined]
BOILERPLATE_KINDS: Final[tuple[Kind, ...]] = Kind.__args__  # type: ignore[attr-defined]


@quickly_made
@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a block's text with a meaning; offsets in characters, end exclusive."""

    start: int
    end: int
    kind: Literal["link", "emphasis", "strong"]
    url: str | None = None
    """Absolute target of a link where the page's URL is known; None for emphasis."""


@quickly_made
@dataclass(frozen=True, slots=True)
class Anchor:
    """Finds a block again in its page."""

    path: str
    """DOM path from html, "/html/body/div[2]/p[1]": tag names with 1-based index among like siblings."""
    quote: str
    """The first characters (at most 64) of the block's text."""


@quickly_made
@dataclass(frozen=True, slots=True)
class Block:
    """One block of a page's text with its role."""

    id: str
    """"b12": the position among the page's blocks; stable for the same page and version."""
    role: Role
    text: str
    """Normalised text: single spaces, no soft hyphens; line breaks kept in code only. A table's cells
    joined by " | ", its rows by a line break."""
    kind: Kind | None = None
    """For boilerplate: what kind of it; None for other roles."""
    level: int | None = None
    """1–6 for headline and subheading; nesting depth, from 1, for list items; None otherwise."""
    ordered: bool = False
    """For list items: whether the list is numbered."""
    rows: tuple[tuple[str, ...], ...] = ()
    """For tables: the cell texts, row by row."""
    spans: tuple[Span, ...] = ()
    """Links and emphasis within the text."""
    parent: str | None = None
    """For captions and credits: the id of their image ("i3"); None otherwise."""
    anchor: Anchor | None = None
    """Where in the page it stands; None when made by hand."""
    confidence: float = 1.0
    """Calibrated probability, 0–1, that the role is right."""
