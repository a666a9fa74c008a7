"""What a page states of itself: JSON-LD, OpenGraph, meta, microdata, times → claims, and the winners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsscrape.metadata.claims import Chosen, Claim, Claims
from newsscrape.metadata.dateline import find_dateline
from newsscrape.metadata.jsonld import ARTICLE_TYPE, read_jsonld
from newsscrape.metadata.labels import may_say_by
from newsscrape.metadata.language import dated_in, detect_language
from newsscrape.metadata.lines import Line, read_labelled, read_lines
from newsscrape.metadata.marks import find_marks
from newsscrape.metadata.markup import normal_language, read_marks, read_markup, read_root
from newsscrape.metadata.precedence import ranked
from newsscrape.metadata.state import is_dated, read_state
from newsscrape.metadata.vote import elect_authors, elect_date
from newsscrape.text import absolute

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsscrape.document import When
    from newsscrape.dom import Tree

__all__ = [
    "Chosen", "Claim", "Claims", "Line", "choose", "find_dateline", "may_say_by", "read", "with_last_resorts",
    "with_lines",
]  # fmt: skip


def read(tree: Tree, url: str | None) -> Claims:
    """Read all claims of a page's head and of its marked elements; never raises on content."""
    head = tree.head
    marks = find_marks(tree)
    heading = next((" ".join(m.parts) for m in marks if m.tag == "h1" and m.parts), None)
    found, warnings = read_jsonld(head.jsonld, url, heading or head.title)
    claims = Claims((*found, *read_markup(head, url), *read_root(tree)), tuple(warnings))
    return Claims((*claims.all, *read_marks(marks, dated_in(claims))), claims.warnings)


def with_lines(claims: Claims, lines: Sequence[Line]) -> Claims:
    """The claims and those of the page's visible lines; the language is detected where none is declared."""
    language = _text(claims, "language")
    found: list[Claim] = []
    if language is None:
        prose = " ".join(line.text for line in lines if line.role == "opening")
        language = detect_language(prose)
        found += [Claim("language", language, "text", prose[:80])] if language else []
    return Claims((*claims.all, *found, *read_lines(lines, dated_in(claims) or language)), claims.warnings)


def with_last_resorts(claims: Claims, furniture: Iterable[str], html: bytes) -> Claims:
    """The claims; where none states the day of publication, with that of menus and footers, else of the scripts."""
    if is_dated(claims):
        return claims
    found = read_labelled([*furniture], dated_in(claims)) or read_state(html)
    return claims if found is None else Claims((*claims.all, found), claims.warnings)


def choose(claims: Claims, *, url: str | None = None) -> Chosen:
    """The winners, by the order and the votes of `precedence`."""
    publisher = _text(claims, "publisher")
    authors = elect_authors(claims, publisher)
    language = _text(claims, "language")
    kind = _text(claims, "type")
    return Chosen(
        authors=authors.value if authors is not None and isinstance(authors.value, tuple) else (),
        byline_raw=authors.raw if authors is not None else None,
        publisher=publisher,
        published=elect_date(claims),
        modified=_when(claims, "modified"),
        section=_text(claims, "section"),
        tags=_tags(claims),
        type=kind,
        language=normal_language(language) if language else None,
        canonical_url=_absolute(_text(claims, "canonical_url"), url),
        description=_text(claims, "description"),
        is_free=next((bool(c.value) for c in ranked(claims, "is_free")), None),
        image_url=_absolute(_text(claims, "image"), url),
        is_article_type=kind is not None and ARTICLE_TYPE.search(kind) is not None,
    )


def _text(claims: Claims, field: str) -> str | None:
    return next((str(c.value) for c in ranked(claims, field)), None)


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
    return None if target is None else absolute(target, url)
