"""What a page states of itself: JSON-LD, OpenGraph, meta, microdata, times → claims, and the winners."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from newsscrape.metadata.claims import Chosen, Claim, Claims
from newsscrape.metadata.dates import find_date
from newsscrape.metadata.jsonld import ARTICLE_TYPE, read_jsonld
from newsscrape.metadata.markup import normal_language, read_markup
from newsscrape.metadata.names import clean_names
from newsscrape.metadata.precedence import ranked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsscrape.document import When
    from newsscrape.dom import Head

_VISIBLE: Final = frozenset({"visible", "marked", "marked-early", "rel", "microdata"})

__all__ = ["Chosen", "Claim", "Claims", "choose", "read"]


def read(head: Head, url: str | None) -> Claims:
    """Read all claims of a page; never raises on content."""
    title = next((h for h in head.headings if h), None) or head.title
    claims, warnings = read_jsonld(head.jsonld, url, title)
    return Claims((*claims, *read_markup(head, url)), tuple(warnings))


def choose(
    claims: Claims,
    *,
    url: str | None = None,
    bylines: Sequence[str] = (),
    date_lines: Sequence[str] = (),
    near: Sequence[str] = (),
) -> Chosen:
    """The winners by `precedence.ORDER`; `bylines` and `date_lines` are the visible ones, as labelled.

    `near` are short lines around the headline and the end, asked for a date where nothing else has one.
    """
    language = _text(claims, "language")
    claims = _with_printed(claims, language, bylines, date_lines, near)
    publisher = _text(claims, "publisher")
    authors, byline = _authors(claims, publisher)
    kind = _text(claims, "type")
    return Chosen(
        authors=authors,
        byline_raw=next(iter(bylines), None) or byline,
        publisher=publisher,
        published=_when(claims, "published"),
        modified=_when(claims, "modified"),
        section=_text(claims, "section"),
        tags=_tags(claims),
        type=kind,
        language=normal_language(language) if language else None,
        canonical_url=_absolute(_text(claims, "canonical_url"), url),
        description=_text(claims, "description"),
        is_free=next((bool(c.value) for c in ranked(claims, "is_free")), None),
        image_url=_absolute(_text(claims, "image"), url),
        titles=_texts(claims, "headline"),
        descriptions=_texts(claims, "description"),
        article_body=_text(claims, "article_body") or "",
        is_article_type=kind is not None and ARTICLE_TYPE.search(kind) is not None,
    )


def _with_printed(
    claims: Claims, language: str | None, bylines: Sequence[str], date_lines: Sequence[str], near: Sequence[str]
) -> Claims:
    """The claims and those of the visible lines."""
    visible = [Claim("authors", (line,), "visible", line) for line in bylines]
    visible += [Claim("published", when, "visible", line) for line in date_lines if (when := find_date(line, language))]
    claims = Claims((*claims.all, *visible), claims.warnings)
    if not ranked(claims, "published"):
        last = [Claim("published", c.value, "modified", c.raw) for c in ranked(claims, "modified")]
        last += [Claim("published", when, "near", line) for line in near if (when := find_date(line, language))]
        claims = Claims((*claims.all, *last), claims.warnings)
    return claims


def _text(claims: Claims, field: str) -> str | None:
    return next((str(c.value) for c in ranked(claims, field)), None)


def _texts(claims: Claims, field: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(c.value) for c in ranked(claims, field)))


def _authors(claims: Claims, publisher: str | None) -> tuple[tuple[str, ...], str | None]:
    """Names of the best source that has any.

    Claims of a machine-readable source count together; of visible text the first that holds a name,
    because later ones are the author box and other stories.
    """
    house: tuple[tuple[str, ...], str | None] = ((), None)
    found = ranked(claims, "authors")
    for source in dict.fromkeys(c.source for c in found):
        texts = [_printed(c) for c in found if c.source == source]
        for group in [[t] for t in texts] if source in _VISIBLE else [texts]:
            flat = [name for text in group for name in text]
            names = clean_names(flat, publisher)
            if names and not _is_house(names, publisher):
                return names, ", ".join(flat)
            if names and not house[0]:
                house = names, ", ".join(flat)
    return house


def _printed(claim: Claim) -> tuple[str, ...]:
    return claim.value if isinstance(claim.value, tuple) else (str(claim.value),)


def _is_house(names: tuple[str, ...], publisher: str | None) -> bool:
    return publisher is not None and len(names) == 1 and names[0].casefold() == publisher.casefold()


def _when(claims: Claims, field: str) -> When | None:
    """The winner; where it names only a day, a claim of the same day that names the time."""
    found = [c.value for c in ranked(claims, field)]
    whens: list[When] = [v for v in found if not isinstance(v, str | bool | int | tuple)]
    if not whens:
        return None
    best = whens[0]
    if best.precision == "day":
        finer = (w for w in whens if w.precision != "day" and w.value.date() == best.value.date())
        return next(finer, best)
    return best


def _tags(claims: Claims) -> tuple[str, ...]:
    found = ranked(claims, "tags")
    same = [c.value for c in found if c.source == found[0].source]
    return tuple(dict.fromkeys(t for value in same if isinstance(value, tuple) for t in value))


def _absolute(target: str | None, url: str | None) -> str | None:
    if target is None or url is None:
        return target
    try:
        return urljoin(url, target)
    except ValueError:
        return target
