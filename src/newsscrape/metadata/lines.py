"""Visible lines that may be a byline or a date line → claims, each named after what it is and where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from newsscrape import lexicon
from newsscrape.metadata.claims import Claim
from newsscrape.metadata.dateline import opening
from newsscrape.metadata.dates import find_date
from newsscrape.metadata.names import begins_with_label, clean_names
from newsscrape.metadata.shape import grade

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Line", "may_say_by", "read_lines"]

Place = Literal["before", "head", "text", "end"]

_PUBLISHED: Final = lexicon.BIT["published"]
_UPDATED: Final = lexicon.BIT["updated"]
_BY: Final = re.compile(
    r"^(?:von|par|por|by)\b|^By(?-i:(?=[A-Z]))"
    r"|^(?:(?:guest|first|this|an?) ){0,2}"
    r"(?:(?!own|power|host|manag|operat|sponsor|design|develop|fund|follow|trust|back|requir|lik|lov)\w+ed|written|"
    r"story|words|text|article|recipe|interview|essay|column|analysis|commentary|opinion|post|report) by\b"
    r"|^(?:ein|eine|un|une|una|uma?) (?:[\w'’-]+ ){1,2}(?:von|par|por|de)\b"
    r"|^(?:gespeichert|erstellt|verfasst|geschrieben|eingestellt|veröffentlicht|beitrag|blog ?beitrag|artikel|text|"
    r"kommentar|bericht|publié|posté|écrit|rédigé|proposé|escrito|publicado|enviado|scritto|pubblicato)"
    r"(?: am [\d. \w]{6,20}?)? (?:von|par|por|da)\b"
    r"|^(?:autor\w*|author\w*|auteur\w*|text|por|by) ?[:：]",
    re.IGNORECASE,
)
"""A line that begins with who wrote it: "Ein Artikel von Ada Quill", "Author: Ada Quill"."""
_BARE_BY: Final = re.compile(
    r"^(?:von|par|por|by|de|di|av|af|door|aus|from|text|interview|kommentar)\b(?! ?[:：])", re.IGNORECASE
)
"""Words that below the text open other stories' lines and sentences too."""
_WITHIN: Final = re.compile(r"(?:^|\W)(?:by|von|par|por|autor\w*:|author:|text:)\s*:?\s+(\S.*)", re.IGNORECASE)
"""A byline in the middle of a date line: "Posted in News by Ada Quill on May 3"."""
_REPLIES: Final = re.compile(
    r"(?<!\S)(?:\d+|no|one|eine?|keine?|un) (?:comments?|kommentare?|commentaires?|comentarios?)\b(?: so far)?", re.I
)
"""How many comments there are, which follows the name: "von Ada Quill Ein Kommentar"."""
_ALONE: Final = re.compile(
    r"(?:(?:(?:written|posted|published|article|story|text|words|post|guide) )?by|(?:about the )?author"
    r"|(?:(?:geschrieben|verfasst|veröffentlicht|erstellt|(?:ein )?(?:artikel|beitrag|kommentar|text)) )?von"
    r"|(?:über (?:den|die) )?autor(?:in)?|(?:a propos de l['’])?auteur|autora|(?:(?:écrit|publié|rédigé|posté) )?par"
    r"|(?:(?:escrito|publicado) )?por|(?=\D{0,40}\d)[\w ,.|·]{6,40}\W(?:von|by)) ?[:：]?|text ?[:：]",
    re.IGNORECASE,
)
"""A label that is a block of its own, above the name; or a date with one at its end: "3. Mai 2024 · von"."""
_MAX_ALONE: Final = 48
_SHARED: Final = re.compile(r"\(@\w")
"""An embedded post: "A post shared by Ada (@ada)"."""
_MAX_LABELS: Final = 2
"""Labels in a byline; facts of a reviewed book have more: "Author: … Released: … Genre: …"."""
_EVENT: Final = re.compile(
    r"(?:termine?|wann|beginn|einlass|anmeldeschluss|geboren|when|event|starts?|begins?|deadline|born|quand|cuándo|"
    r"quando) ?[:：]",
    re.IGNORECASE,
)
"""The label of another day than that of publication: "Termin: 21.02.2020, 19 Uhr"."""
_YEAR: Final = re.compile(r"(?:19|20)\d\d|\d{1,2}\.\d{1,2}\.\d\d|25\d\d")
_MAX_NEAR: Final = 90
"""Characters of an unlabelled line that is asked for a date."""
_MAX_BY: Final = 120
_MAX_GAP: Final = 6
"""Blocks between two bylines of one article: name, role and portrait of each."""
_MAX_DATES: Final = 24
"""Date lines read of a page; listings have hundreds."""
_MAX_MISSED: Final = 3
"""Lines without a date after which the slow parser is left out."""
_MAX_NAMES: Final = 24
_MAX_BESIDE: Final = 3
"""Names taken of a date line."""


@dataclass(frozen=True, slots=True)
class Line:
    """One short visible line, as labelled."""

    text: str
    role: str
    """The label of its block: "byline", "date", "boilerplate" …; "opening" for the beginning of the text."""
    place: Place
    """before: above the headline; head: at the headline, down to where the text begins; text: within it;
    end: below it."""
    index: int
    """Of its block on the page."""


def may_say_by(text: str) -> bool:
    """Whether a line is worth a look for a name, wherever it stands."""
    return len(text) <= _MAX_BY and _BY.match(text) is not None and _BARE_BY.match(text) is None


def read_lines(lines: Sequence[Line], language: str | None) -> Iterator[Claim]:
    """Claims about authors and published, in the order of the page.

    Sources are "byline-head", "by-end", "date-before" …: what the line is, then its place. "by" are lines
    that are not labelled as a byline but say "by"; "dated" are names beside a date; "near" are dates in
    unlabelled lines; "updated" are dates that say so.
    """
    yield from _dates(lines, language)
    yield from _authors(lines)


def _dates(lines: Sequence[Line], language: str | None) -> Iterator[Claim]:
    read = missed = 0
    for line in lines:
        if line.role == "opening":
            yield from _opening_date(line, language)
            continue
        is_date = line.role == "date"
        if _EVENT.match(line.text):
            continue
        if not is_date and (len(line.text) > _MAX_NEAR or not _YEAR.search(line.text)):
            continue
        when = find_date(line.text, language, is_slow=missed < _MAX_MISSED)
        if when is None:
            missed += 1
            continue
        yield Claim("published", when, _date_source(line), line.text)
        read += 1
        if read >= _MAX_DATES:
            return


def _opening_date(line: Line, language: str | None) -> Iterator[Claim]:
    start = opening(line.text)
    when = find_date(start, language) if start and any(c.isdigit() for c in start) else None
    if when:
        yield Claim("published", when, "opening", line.text)


def _date_source(line: Line) -> str:
    if line.role != "date":
        return f"near-{line.place}"
    words = lexicon.hits(line.text)[1]
    kind = "updated" if words & _UPDATED and not words & _PUBLISHED else "date"
    return f"{kind}-{line.place}"


def _authors(lines: Sequence[Line]) -> Iterator[Claim]:
    last: tuple[Line, tuple[str, ...]] | None = None
    read = 0
    label: Line | None = None
    for line in lines:
        found = _source_and_names(line) or (_labelled(line) if label and line.index == label.index + 1 else None)
        label = line if len(line.text) <= _MAX_ALONE and _ALONE.fullmatch(line.text) else None
        if found is None:
            continue
        source, names = found
        yield Claim("authors", names, source, line.text)
        if line.role == "byline":
            if last and _continues(last, line, names):
                names = (*last[1], *names)
                yield Claim("authors", names, "joined", ", ".join(names))
            last = line, names
        read += 1
        if read >= _MAX_NAMES:
            return


def _source_and_names(line: Line) -> tuple[str, tuple[str, ...]] | None:
    text = line.text
    if line.role == "byline":
        kind, names = "byline", clean_names(text)
    elif line.role == "date":
        if line.place not in ("before", "head") and not may_say_by(text):
            return None
        kind, names = "dated", _beside_date(text)
    elif line.role != "opening" and len(text) <= _MAX_BY and _says_by(line):
        kind, names = "by", clean_names(text)
    elif line.role != "opening" and line.place in ("before", "head") and text[0].isdigit() and _YEAR.search(text):
        found = _WITHIN.search(text)
        kind, names = "dated", clean_names(found[1])[:_MAX_BESIDE] if found else ()
    else:
        return None
    return (f"{kind}-{line.place}", names) if names else None


def _labelled(line: Line) -> tuple[str, tuple[str, ...]] | None:
    """Names in a block below one that says no more than "Written by"."""
    names = clean_names(line.text) if len(line.text) <= _MAX_BY and line.role != "opening" else ()
    return (f"labelled-{line.place}", names) if names else None


def _says_by(line: Line) -> bool:
    if line.text.startswith("From ") or _SHARED.search(line.text) or line.text.count(": ") > _MAX_LABELS:
        return False
    if line.place in ("text", "end") and _BARE_BY.match(line.text):
        return False
    return _BY.match(line.text) is not None or begins_with_label(line.text)


def _beside_date(text: str) -> tuple[str, ...]:
    """Names in a date line: what follows "by", else what looks like a person."""
    found = _WITHIN.search(_REPLIES.sub("|", text))
    if found and (names := clean_names(found[1])):
        return names[:_MAX_BESIDE]
    return tuple(n for n in clean_names(text) if grade(n) == "person")[:_MAX_BESIDE]


def _continues(last: tuple[Line, tuple[str, ...]], line: Line, names: tuple[str, ...]) -> bool:
    before, known = last
    return (
        before.place == line.place
        and line.index - before.index <= _MAX_GAP
        and not set(known).intersection(names)
        and all(grade(n) == "person" for n in (*known, *names))
    )
