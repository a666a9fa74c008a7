"""What a page says of itself, as far as labelling compares visible text with it; taken from its claims."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from newsscrape.metadata import Claims

__all__ = ["Evidence", "gather"]

_TITLES: Final = frozenset({"opengraph", "twitter", "meta", "title"})
_STATED: Final = frozenset({"json-ld", "json-ld-page", "opengraph", "meta"})
_MAX_TITLES: Final = 8
_MAX_DESCRIPTIONS: Final = 4
_TITLE_PARTS: Final = re.compile(r"(?<!\s)\s+[|–—·»-]\s+")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the page says of itself, as far as labelling compares text with it."""

    titles: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    article_body: str = ""
    """Longest JSON-LD articleBody, its spaces normalised."""
    authors: tuple[str, ...] = ()
    is_article_type: bool = False
    is_og_article: bool = False
    is_dated: bool = False


def gather(claims: Claims) -> Evidence:
    """Take the evidence from a page's claims."""
    titles: list[str] = []
    stated: list[str] = []
    headings: list[str] = []
    descriptions: list[str] = []
    authors: list[str] = []
    bodies = [""]
    kinds = {"json-ld": "", "opengraph": ""}
    is_dated = False
    for claim in claims.all:
        field, source, value = claim.field, claim.source, claim.value
        if field == "headline" and source in _TITLES:
            titles += [str(value), _TITLE_PARTS.split(str(value))[0]] if source == "title" else [str(value)]
        elif field == "headline" and source == "h1":
            headings.append(str(value))
        elif field == "headline":
            stated.append(str(value))
        elif field == "description":
            descriptions.append(str(value))
        elif field == "authors" and source in _STATED and isinstance(value, tuple):
            authors += value
        elif field == "article_body":
            bodies.append(str(value))
        elif field == "type":
            kinds[source] = str(value).lower()
        elif field == "published" and source in _STATED:
            is_dated = True
    return Evidence(
        titles=tuple(dict.fromkeys([*titles, *stated, *headings[:1]]))[:_MAX_TITLES],
        descriptions=tuple(dict.fromkeys(descriptions))[:_MAX_DESCRIPTIONS],
        article_body=" ".join(max(bodies, key=len).split()),
        authors=tuple(dict.fromkeys(authors)),
        is_article_type=bool(kinds["json-ld"]),
        is_og_article="article" in kinds["opengraph"],
        is_dated=is_dated,
    )
