"""Visible lines that may be a byline or a date line → claims, each named after what it is and where it stands."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from newsscrape import lexicon
from newsscrape.metadata.claims import Claim
from newsscrape.metadata.dateline import opening
from newsscrape.metadata.dates import find_date
from newsscrape.metadata.labels import DASHES, MAX_BY, labels, may_say_by
from newsscrape.metadata.names import begins_with_label, clean_names
from newsscrape.metadata.shape import grade
from newsscrape.text import has_digit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsscrape.document import When

__all__ = ["Line", "read_labelled", "read_lines"]

Place = Literal["before", "above", "head", "text", "end"]

_PUBLISHED: Final = lexicon.BIT["published"]
_UPDATED: Final = lexicon.BIT["updated"]
_MAX_ALONE: Final = 48
_SHARED: Final = re.compile(r"\(@\w")
"""An embedded post: "A post shared by Ada (@ada)"."""
_MAX_LABELS: Final = 2
"""Labels in a byline; facts of a reviewed book have more: "Author: … Released: … Genre: …"."""
_YEAR: Final = re.compile(r"(?:19|20)\d\d|\d{1,2}\.\d{1,2}\.\d\d|25\d\d")
_MAX_NEAR: Final = 100
"""Characters of an unlabelled line that is asked for a date."""
_ROUND: Final = frozenset({"before", "above", "head"})
"""Places around the headline."""
_ABOVE: Final = frozenset({"before", "above"})
_TEXT: Final = frozenset({"body", "lead"})
_STOPS: Final = (".", "!", "?", "。")
_SENTENCE: Final = 6
"""Spaces in a sentence."""
_SHORT: Final = 3
"""Letters of a word that is no label by itself."""
_MAX_BELOW: Final = 2
"""Blocks from a label down to its date."""
_MAX_GAP: Final = 6
"""Blocks between two bylines of one article: name, role and portrait of each."""
_MAX_DATES: Final = 24
"""Date lines read of a page; listings have hundreds."""
_MAX_MISSED: Final = 3
"""Lines without a date after which the slow parser is left out."""
_SIGNATURE: Final = 2
"""Blocks from the end of the text in which its signature stands."""
_SIGNING: Final = frozenset({"body", "source"})
_NAME: Final = re.compile(r"[^\W\d_a-z][^\W\d_]+(?:[ -][^\W\d_a-z][^\W\d_]*\.?){1,2}")
"""Two or three words that begin with capitals: "Ada B. Quill"."""
_MAX_NAMES: Final = 24
_MAX_BESIDE: Final = 3
"""Names taken of a date line."""


class Line(NamedTuple):
    """One short visible line, as labelled (a tuple, since a page has dozens)."""

    text: str
    role: str
    """The label of its block: "byline", "date", "boilerplate" …; "opening" for the beginning of the text."""
    place: Place
    """before: some blocks above the headline; above: right above it; head: at the headline, down to where the
    text begins; text: within it; end: below it."""
    block: int
    """Position of its block on the page."""


def read_lines(lines: Sequence[Line], language: str | None) -> Iterator[Claim]:
    """Claims about authors and published, in the order of the page.

    Sources are "byline-head", "by-end", "date-before" …: what the line is, then its place. "by" are lines
    that are not labelled as a byline but say "by"; "dated" are names beside a date; "near" are dates in
    unlabelled lines; "updated" are dates that say so.
    """
    yield from _dates(lines, language)
    yield from _authors(lines)
    yield from _signature(lines, language)


def _dates(lines: Sequence[Line], language: str | None) -> Iterator[Claim]:
    read = missed = 0
    last: Line | None = None
    for line in lines:
        if line.role == "opening":
            yield from _opening_date(line, language)
            continue
        above, last = last, line
        if not _may_be_dated(line):
            continue
        when = find_date(line.text, language, is_slow=missed < _MAX_MISSED) or _parted_date(above, line, language)
        if when is None:
            missed += 1
            continue
        yield Claim("published", when, _date_source(above, line), line.text)
        read += 1
        if read >= _MAX_DATES:
            return


def _may_be_dated(line: Line) -> bool:
    """Whether a line is worth a look for a date: one labelled so, or a short one with a year; no event's."""
    text = line.text
    if line.role == "date":
        return labels().event.match(text) is None
    if len(text) > _MAX_NEAR or not has_digit(text) or not _YEAR.search(text) or labels().event.match(text):
        return False
    # A sentence of the text tells of another day.
    return not (line.role in _TEXT and text.endswith(_STOPS) and text.count(" ") >= _SENTENCE)


def _parted_date(above: Line | None, line: Line, language: str | None) -> When | None:
    """A date that two blocks make together: "Jan 04", "09:34 2021"; not "Jun 17" twice, which names no year."""
    if above is None or above.role != "date" or line.role != "date" or line.block - above.block > 1:
        return None
    if above.text == line.text:
        return None
    return find_date(f"{above.text} {line.text}", language, is_slow=False)


def _opening_date(line: Line, language: str | None) -> Iterator[Claim]:
    start = opening(line.text)
    when = find_date(start, language) if start else None
    if when:
        yield Claim("published", when, "opening", line.text)


def _date_source(above: Line | None, line: Line) -> str:
    """What kind of date a line holds; below the text a label that it begins with, or above it, counts."""
    if line.place == "end" and (_says_published(line.text) or (above is not None and _labels(above, line))):
        return "said-end"
    words = lexicon.hits(line.text)[1]
    is_updated = bool(words & _UPDATED and not words & _PUBLISHED)
    if line.role != "date":
        return f"updated-{line.place}" if is_updated and line.place in _ABOVE else f"near-{line.place}"
    return f"{'updated' if is_updated else 'date'}-{line.place}"


def _says_published(text: str) -> bool:
    """Whether a line begins with "Published" and the like, and does not tell of a change; "le", "vom" are too short."""
    first = text.partition(" ")[0].lower().rstrip(":")
    if len(first) <= _SHORT or first in lexicon.name_words("any_day"):
        return False
    starts, anywhere = lexicon.hits(text)
    return bool(starts & _PUBLISHED) and not anywhere & _UPDATED


def _labels(above: Line, line: Line) -> bool:
    """Whether the line before says no more than "Published"."""
    return line.block - above.block <= _MAX_BELOW and _is_label(above.text)


def _is_label(text: str) -> bool:
    known, openings = _day_labels()
    if len(text) > _MAX_ALONE or text[:2].lower() not in openings:  # as of nearly all blocks
        return False
    return " ".join(text.lower().rstrip(" :：").split()) in known


@cache
def _day_labels() -> tuple[frozenset[str], frozenset[str]]:
    """The labels of a day of publication, and the first two signs of a line that is one."""
    known = lexicon.merged().published - set(lexicon.name_words("any_day"))
    return known, frozenset((label + end)[:2] for label in known for end in ("", " ", ":", "："))


def read_labelled(texts: Sequence[str], language: str | None) -> Claim | None:
    """The first date below a label of publication among blocks that are no lines of the article.

    Of 35 pages of newsbench that have such a label and date anywhere, it is the article's day on all but one, where
    gold is wrong.
    """
    label, read = -_MAX_BELOW - 1, 0
    for i, text in enumerate(texts):
        if _is_label(text):
            label = i
        elif i - label <= _MAX_BELOW and len(text) <= _MAX_NEAR and read < _MAX_DATES:
            read += 1
            when = find_date(text, language, is_slow=False)
            if when:
                return Claim("published", when, "said-end", text)
    return None


def _authors(lines: Sequence[Line]) -> Iterator[Claim]:
    last: tuple[Line, tuple[str, ...]] | None = None
    read = 0
    label: Line | None = None
    for line in lines:
        found = _source_and_names(line) or (_labelled(line) if label and line.block == label.block + 1 else None)
        label = line if len(line.text) <= _MAX_ALONE and labels().is_alone(line.text) else None
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


def _signature(lines: Sequence[Line], language: str | None) -> Iterator[Claim]:
    """A name that is a block of its own at the end of the text, as papers sign; English headings look the same."""
    if language is None or language.startswith("en"):
        return
    ends = [line for line in lines if line.place == "end" and line.role != "opening"][:_SIGNATURE]
    for line in ends:
        if line.role in _SIGNING and _NAME.fullmatch(line.text) and grade(line.text) == "person":
            names = clean_names(line.text)
            if names:
                yield Claim("authors", names, "signed-end", line.text)
            return


def _source_and_names(line: Line) -> tuple[str, tuple[str, ...]] | None:
    text = line.text
    if line.role == "byline":
        kind, names = "byline", clean_names(text)
    elif line.role == "date":
        if line.place not in _ROUND and not may_say_by(text):
            return None
        kind, names = "dated", _beside_date(text)
    elif line.role != "opening" and len(text) <= MAX_BY and _says_by(line):
        kind, names = "by", clean_names(text)
    elif line.role != "opening" and line.place in _ROUND and text[0].isdigit() and _YEAR.search(text):
        found = labels().within.search(text)
        kind, names = "dated", clean_names(found[1])[:_MAX_BESIDE] if found else ()
    else:
        return None
    return (_named(kind, line), names) if names else None


def _named(kind: str, line: Line) -> str:
    """Source of names: what the line is and its place; right above the headline is before it."""
    return f"{kind}-{'before' if line.place == 'above' else line.place}"


def _labelled(line: Line) -> tuple[str, tuple[str, ...]] | None:
    """Names in a block below one that says no more than "Written by"."""
    names = clean_names(line.text) if len(line.text) <= MAX_BY and line.role != "opening" else ()
    return (_named("labelled", line), names) if names else None


def _says_by(line: Line) -> bool:
    text = line.text.lstrip(DASHES)
    if not labels().says_by(text) and not begins_with_label(text):  # as most lines do not
        return False
    if line.text.startswith("From ") or _SHARED.search(line.text) or line.text.count(": ") > _MAX_LABELS:
        return False
    return line.place not in ("text", "end") or line.role == "source" or not labels().bare_by.match(line.text)


def _beside_date(text: str) -> tuple[str, ...]:
    """Names in a date line: what follows "by", else what looks like a person."""
    found = labels().within.search(labels().replies.sub("|", text))
    if found and (names := clean_names(found[1])):
        return names[:_MAX_BESIDE]
    return tuple(n for n in clean_names(text) if grade(n) == "person")[:_MAX_BESIDE]


def _continues(last: tuple[Line, tuple[str, ...]], line: Line, names: tuple[str, ...]) -> bool:
    before, known = last
    return (
        (before.place == line.place or {before.place, line.place} == _ABOVE)
        and line.block - before.block <= _MAX_GAP
        and not set(known).intersection(names)
        and all(grade(n) == "person" for n in (*known, *names))
    )
