"""How visible lines say what they are: a byline, a label above one, the date of an event. Words from the lexicon."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from newsscrape import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["DASHES", "MAX_BY", "Labels", "any_of", "labels", "may_say_by"]

MAX_BY: Final = 120
"""Characters of a line that says who wrote the text."""
DASHES: Final = "-–— "
"""What may stand before "by": "--- by Ada Quill"."""


class Labels:
    """The patterns of all languages, made ready once."""

    __slots__ = ("alone", "bare_by", "by", "closings", "event", "openings", "replies", "within")

    alone: Final[re.Pattern[str]]
    """A label that is a block of its own, above the name; or a date with one at its end: "3. Mai 2024 · von"."""
    bare_by: Final[re.Pattern[str]]
    """Words that below the text open other stories' lines and sentences too."""
    by: Final[re.Pattern[str]]
    """A line that begins with who wrote it: "Ein Artikel von Ada Quill", "Author: Ada Quill"."""
    closings: Final[frozenset[str]]
    """Last two letters of all that `alone` may be, without a colon."""
    event: Final[re.Pattern[str]]
    """The label of another day than that of publication: "Termin: 21.02.2020, 19 Uhr"."""
    openings: Final[frozenset[str]]
    """First two letters of all that `by` may begin with, but for what goes before English " by"."""
    replies: Final[re.Pattern[str]]
    """How many comments there are, which follows the name: "von Ada Quill Ein Kommentar"."""
    within: Final[re.Pattern[str]]
    """A byline in the middle of a date line: "Posted in News by Ada Quill on May 3"."""

    def __init__(self) -> None:
        by, label, author = _words("by"), _words("label_with_colon"), _words("author_stem")
        self.by = re.compile(
            rf"^(?:{by})\b|^By(?-i:(?=[A-Z]))"
            rf"|^(?:(?:{_words('before_work')}) ){{0,2}}(?:(?!{_words('not_writing')})\w+ed|{_words('work')}) by\b"
            rf"|^(?:{_words('article')}) (?:[\w'’-]+ ){{1,2}}(?:{_words('by_in_phrase')})\b"
            rf"|^(?:{_words('done')})(?: am [\d. \w]{{6,20}}?)? (?:{_words('by_in_phrase')})\b"
            rf"|^(?:(?:{author})\w*|{label}) ?[:：]",
            re.IGNORECASE,
        )
        begins = ("by", "author_stem", "label_with_colon", "article", "done")
        self.openings = frozenset(phrase[:2].lower() for key in begins for phrase in lexicon.name_words(key))
        self.bare_by = re.compile(rf"^(?:{by}|{_words('bare_by')})\b(?! ?[:：])", re.IGNORECASE)
        self.within = re.compile(rf"(?:^|\W)(?:{by}|(?:{author})\w*:|text:)\s*:?\s+(\S.*)", re.IGNORECASE)
        self.replies = re.compile(
            rf"(?<!\S)(?:\d+|{_words('reply_count')}) (?:{_words('reply')})\b(?: so far)?", re.IGNORECASE
        )
        self.alone = re.compile(
            rf"(?:{_words('label_alone')}|(?=\D{{0,40}}\d)[\w ,.|·]{{6,40}}\W(?:von|by)) ?[:：]?|text ?[:：]",
            re.IGNORECASE,
        )
        ends = (*lexicon.name_words("label_alone"), "von", "by", "text")
        self.closings = frozenset(phrase[-2:].lower() for phrase in ends)
        self.event = re.compile(rf"(?:{_words('event')}) ?[:：]", re.IGNORECASE)

    def says_by(self, text: str) -> bool:
        """Whether a line begins as `by` has it."""
        # Most lines are told by two letters and a search, in a fifth of the time of the pattern.
        return (text[:2].lower() in self.openings or " by" in text.lower()) and self.by.match(text) is not None

    def is_alone(self, text: str) -> bool:
        """Whether a line is as `alone` has it."""
        return text.rstrip(" :：")[-2:].lower() in self.closings and self.alone.fullmatch(text) is not None


@cache
def labels() -> Labels:
    """The patterns, compiled at their first use."""
    return Labels()


def may_say_by(text: str) -> bool:
    """Whether a line is worth a look for a name, wherever it stands."""
    text = text.lstrip(DASHES)
    if len(text) > MAX_BY:
        return False
    known = labels()
    return known.says_by(text) and known.bare_by.match(text) is None


def any_of(phrases: Iterable[str]) -> str:
    """An alternation of phrases, the longest first."""
    return "|".join(map(re.escape, sorted(phrases, key=lambda p: (-len(p), p))))


def _words(key: str) -> str:
    return any_of(lexicon.name_words(key))
