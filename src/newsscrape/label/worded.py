"""What a block's text says by its shape, its first and last characters, its patterns and the words of the lexicon."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final

from newsscrape import lexicon
from newsscrape.label.columns import COLUMNS, ENDS
from newsscrape.label.lines import COUNTED, HEAD, SHORT

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from newsscrape.label.facts import Facts
    from newsscrape.label.lines import Lines
    from newsscrape.segment import Mark

    Floats = NDArray[np.float32]

__all__ = ["fill_lexicon", "fill_patterns", "fill_tails", "fill_text"]

_DIGIT, _COLON, _STOP, _SPACE, _DENSE = (COUNTED.index(k) for k in ("digit", "colon", "stop", "space", "cjk"))
_KINDS: Final = len(COUNTED)
_END_BITS: Final = [1 << COUNTED.index(k) for k in ENDS]
_CLOSING: Final = 1 << COUNTED.index("stop") | 1 << COUNTED.index("quote")
"""What the last character of a sentence may be."""
_UNSPACED_AT: Final = COLUMNS.index("unspaced")
_SHARES_AT: Final = COLUMNS.index(f"share_{COUNTED[0]}")
_FIRST_AT: Final = COLUMNS.index(f"first_{ENDS[0]}")
_LAST_AT: Final = COLUMNS.index(f"last_{ENDS[0]}")
_YEAR_AT: Final = COLUMNS.index("year")
_AGENCY_AT: Final = COLUMNS.index("agency")
_TAIL_AT: Final = COLUMNS.index("tail_credit")
_HAS_CREDIT_AT: Final = COLUMNS.index("has_credit")
_HAS_SOURCE_AT: Final = COLUMNS.index("has_source")
_STARTS_AT: Final = COLUMNS.index(f"starts_{lexicon.KEYS[0]}")
_KEYS: Final = len(lexicon.KEYS)
_MAY_NAME_AGENCY: Final = lexicon.MAY_NAME_AGENCY
_LABELS: Final = lexicon.BIT["credit"] | lexicon.BIT["source"]

_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_CLOCK: Final = re.compile(r"\b\d{1,2}[:.h]\d\d\b")
_NUMERIC_DATE: Final = re.compile(r"\d{1,4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{1,4}|\d{4}年")
_FEW_DIGITS: Final = 2
_MAY_YEAR, _MAY_CLOCK, _MAY_DATE = 1, 2, 4
_PROSE_CHARS: Final = 60
"""Characters from which a block of few links counts as prose (CJK counted double)."""
_ANY_PROSE: Final = 200
"""Characters above which it does so without the end of a sentence."""
_SHORT: Final = SHORT  # as a C number
"""Characters up to which the words of a block are looked up in the lexicon."""
_CAPTIONED: Final = 600
"""Characters up to which a block may be a caption that ends in its credit."""
_TAIL: Final = 80
"""Characters at its end in which that stands."""
_SIGNED: Final = 50
"""… and in which it stands without label or bracket, after one of these."""
_ENDS: Final = ".!?。"
_EQUALS: Final = "＝"
_BORDERS: Final = f"{_ENDS}|•{_EQUALS}"
_BEFORE_CREDIT: Final = [COUNTED.index(k) for k in ("stop", "bracket", "colon", "bar", "copyright")]
_HEAD: Final = HEAD  # as a C number


def fill_text(table: Floats, facts: Facts, lines: Lines) -> list[int]:
    """Fill the columns of the text but for its patterns; gives each block's characters of prose."""
    repeated = _repeats(facts.texts)
    counts, heads, ended, last = lines.counts, lines.seen, lines.sentences, lines.last
    linked, strong, spans = facts.links, facts.strong, facts.spans
    prose: list[int] = []
    for i, n in enumerate(facts.sizes):
        seen = max(heads[i], 1)
        is_dense = counts[i, _DENSE] * 3 > seen
        size = n * 2 if is_dense else n
        words = n / 2 if is_dense else (counts[i, _SPACE] + 1) * n / seen
        _fill_size(table, i, size, words, is_dense)
        sentences, links = ended[i], linked[i]
        is_ended = sentences > 0 or last[i] & _CLOSING != 0
        is_prose = size >= _PROSE_CHARS and 2 * links < n and (is_ended or size > _ANY_PROSE)
        prose.append(size if is_prose else 0)
        table[i, 2] = links / n
        table[i, 3] = strong[i] / n
        table[i, 4] = math.log1p(_links(spans[i])) / 2
        table[i, 5] = min(sentences, 4) / 4
        table[i, 6] = is_prose
        table[i, 9] = min(repeated[i], 4) / 4
    _fill_characters(table, lines)
    return prose


def _fill_size(table: Floats, i: int, size: int, words: float, is_dense: bool) -> None:  # noqa: FBT001
    table[i, 0] = math.log1p(size) / 6
    table[i, 1] = math.log1p(words) / 5
    table[i, 7] = size < 25
    table[i, 8] = size > 400
    table[i, _UNSPACED_AT] = is_dense


def _links(spans: Sequence[Mark]) -> int:
    count = 0
    for mark in spans:
        if mark.kind == "link":
            count += 1
    return count


def _fill_characters(table: Floats, lines: Lines) -> None:
    """Fill the share of each kind of character, and the kinds of the first and the last."""
    counts, begins, closes, ends = lines.counts, lines.first, lines.last, len(_END_BITS)
    for i, size in enumerate(lines.seen):
        seen = max(size, 1)
        for k in range(_KINDS):
            count = counts[i, k]
            if count:
                table[i, _SHARES_AT + k] = min(count / seen * 4, 1.5)
        first, last = begins[i], closes[i]
        if first or last:
            for k in range(ends):
                bit = _END_BITS[k]
                table[i, _FIRST_AT + k] = first & bit != 0
                table[i, _LAST_AT + k] = last & bit != 0


def _repeats(texts: Sequence[str]) -> list[int]:
    """How often a block's text stands on the page besides."""
    counts: dict[str, int] = {}
    for text in texts:
        counts[text] = counts.get(text, -1) + 1
    return [0] * len(texts) if len(counts) == len(texts) else [counts[t] for t in texts]


def fill_patterns(table: Floats, texts: Sequence[str], lines: Lines) -> None:
    """Fill year, clock, numeric_date and url of short blocks."""
    counts = lines.counts
    for i, size in enumerate(lines.sizes):
        if size > _SHORT:
            continue
        text = texts[i]
        if counts[i, _DIGIT] > _FEW_DIGITS:
            may = _may_tell(text)
            table[i, _YEAR_AT] = may & _MAY_YEAR and _YEAR.search(text) is not None
            table[i, _YEAR_AT + 1] = may & _MAY_CLOCK and _CLOCK.search(text) is not None
            table[i, _YEAR_AT + 2] = may & _MAY_DATE and _NUMERIC_DATE.search(text) is not None
        if (counts[i, _COLON] and "://" in text) or (counts[i, _STOP] and "www." in text):
            table[i, _YEAR_AT + 3] = 1


def _may_tell(text: str) -> int:
    """Which of year, clock and numeric date may stand in a text, told by two or three neighbours: most have none."""
    found = signs = 0
    digits = False
    """Whether the character before the last was a digit."""
    before = " "
    for c in text:
        is_digit = before.isdigit()
        if c.isdigit():
            if (c == "9" and before == "1") or (c == "0" and before == "2"):
                found |= _MAY_YEAR
            elif digits and before in ":.h":
                found |= _MAY_CLOCK
        elif c == "年" or (c in "./-" and (is_digit or before.isspace())):
            signs += 2 if c == "年" else 1
        digits, before = is_digit, c
    return found | _MAY_DATE if signs > 1 else found


def fill_lexicon(table: Floats, texts: Sequence[str], lines: Lines) -> None:
    """Fill the keys of the lexicon that blocks hit at their start, and short ones anywhere; and agency of those."""
    lower, every = lines.lower, lines.words
    for i, size in enumerate(lines.sizes):
        if size > _SHORT:
            starts, anywhere = lexicon.start_hits(lower[i]), 0
        else:
            starts, anywhere = lexicon.line_hits(lower[i], every[i])
        if anywhere & _MAY_NAME_AGENCY and lexicon.agencies(texts[i]):
            table[i, _AGENCY_AT] = 1
        for k in range(_KEYS if anywhere or starts else 0):
            table[i, _STARTS_AT + k] = starts >> k & 1
            table[i, _STARTS_AT + _KEYS + k] = anywhere >> k & 1


def fill_tails(table: Floats, texts: Sequence[str], lines: Lines) -> None:
    """Fill tail_credit and tail_agency: what the last words of a block name, however long it is, as captions and agency
    texts end: "… (AP Photo/Jane Doe)", "… Foto: Jane Doe", "… in Berlin. dpa"; after `fill_lexicon`.
    """
    counts = lines.counts
    for i, size in enumerate(lines.sizes):
        if size > _CAPTIONED:
            continue
        text = texts[i]
        if size <= _HEAD and not _may_name(counts, i) and _EQUALS not in text:  # as most blocks
            continue
        start = _tail(text, size)
        if start <= 0:
            continue
        tail = text[start:]
        is_apart = tail[0] in "([（" and text[:start].rstrip()[-1:] in _ENDS  # "… on Monday. (Jane Doe)"
        is_told = is_apart or "©" in tail
        if not is_told and (size > _SHORT or table[i, _HAS_CREDIT_AT] or table[i, _HAS_SOURCE_AT]):
            is_told = lexicon.start_hits(tail.lower()) & _LABELS != 0
        table[i, _TAIL_AT] = is_told
        if size > _SHORT or table[i, _AGENCY_AT]:  # what the whole of a short block does not name, its tail does not
            table[i, _TAIL_AT + 1] = bool(lexicon.agencies(tail))


def _may_name(counts: NDArray[np.int32], i: int) -> bool:
    """Whether a block of which all characters are counted has one that may stand before a credit."""
    for k in _BEFORE_CREDIT:  # noqa: SIM110 (in any() the index would have no C type)
        if counts[i, k]:
            return True
    return False


def _tail(text: str, size: int) -> int:
    """Where a bracket at the end of a text begins, or a label with what it labels, or what follows its last sentence or
    bar; -1 without any of these.
    """
    at = max(size - _TAIL, 0)
    last = text[size - 1]
    if last in ")]）":
        return max(text.rfind("(", at), text.rfind("[", at), text.rfind("（", at))
    if last in ".!?":
        return -1
    colon = text.rfind(":", at)
    if colon > 0:
        return max(text.rfind(" ", at, colon - 1), text.rfind(".", at, colon)) + 1
    start = text.find("©", at)
    if start >= 0:
        return start
    for start in range(max(size - _SIGNED, 1), size - 1):
        if text[start] in _BORDERS and not text[start - 1].isdigit():
            return start + 1
    return -1
