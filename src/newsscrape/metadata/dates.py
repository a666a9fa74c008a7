"""Dates as pages write them, read into When; no clock, so no relative dates ("yesterday")."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from typing import Final, Literal
from urllib.parse import unquote

from newsscrape.document import When
from newsscrape.metadata.months import AMBIGUOUS, DAY_FIRST_EXCEPTIONS, KNOWN, MONTHS, ZONES
from newsscrape.text import has_digit

__all__ = ["date_from_url", "find_date", "parse_when"]

_MAX_RAW: Final = 240
"""Characters; longer texts are no date lines."""
_MAX_FOREIGN: Final = 60
"""Characters of a line that dateparser is asked about."""
_MIN_YEAR, _MAX_YEAR = 1971, 2100
"""1970 is the zero of a clock that was never set, not a date of an article."""

_ZONE: Final = r"(?P<zone>[Zz]\b|(?:GMT|UTC)?\s?[+\-−]\d{1,2}(?::?\d{2})?(?!\d)|\b[A-ZМСК]{3,4}\b|\b[ECMP]T\b)"
_CLOCK: Final = (
    r"(?P<hour>\d{1,2})(?:[:：hH時时点시]\s?(?P<minute>\d{2})|\.(?P<dotted>\d{2})(?=\s*(?:Uhr|Uur|h\b|[ap]\.?m)))"
    r"(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"(?:分(?:\d{2}秒)?|분)?(?:\s?(?P<half>[aApP])\.?\s?[mM]\b\.?)?(?:\s?(?:Uhr|uur|hrs?|h|ч)\b\.?)?"
)
# 2024-01-02T10:00:00.000+0100, 2024/1/2 10:00, 2024-01-02
_ISO: Final = re.compile(
    r"(?<![\d.])(?P<year>\d{4})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d)\.?"
    rf"(?:(?:\s*[T,|\-–]\s*|\s+){_CLOCK}(?:\s*{_ZONE})?)?"
)
# 20240102T100000Z, 20240102
_COMPACT: Final = re.compile(
    r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})"
    rf"(?:[T ]?(?P<hour>\d{{2}})(?P<minute>\d{{2}})(?P<second>\d{{2}})?{_ZONE}?)?"
)
_EPOCH: Final = re.compile(r"(\d{9,10})(?:\.\d+)?|(\d{12,13})")
# 2024年1月2日, 2024년 1월 2일
_CJK: Final = re.compile(r"(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일号]?")
# 3 tháng 1 năm 2024
_VIETNAMESE: Final = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})\stháng\s(?P<month>\d{1,2})(?:,|\snăm|,\snăm)?\s(?P<year>\d{4})(?!\d)", re.IGNORECASE
)
# 令和6年1月2日, 民國113年1月2日
_ERA: Final = re.compile(
    r"(?P<era>令和|平成|昭和|民國|民国)\s?(?P<year>\d{1,3}|元)\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日"
)
_ERAS: Final = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
"""The year before an era's first."""
_FULL: Final = re.compile(
    r"(?<![\d./])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?((?:\d{4}|\d{2})(?=\d{2}:\d{2})|(?:\d{4}|\d{2})(?![\d./]\d|\d))"
)
"""02.01.24, 2/1/2024; and 02.01.2410:15, where the time of day stands in an element of its own."""
_SIGNS: Final = "".join(chr(c) for c in range(0x0900, 0x0E80) if unicodedata.category(chr(c)) in ("Mn", "Mc"))
"""Vowel signs of the scripts from Devanagari to Thai: parts of words, though no letters."""
_WORD: Final = (
    rf"(?:[^\W\d_]{{2,15}}|[^\W\d_](?=[{_SIGNS}]|\.[\u0e01-\u0e2e]))(?:[{_SIGNS}]+[^\W\d_]*)*(?:\.[\u0e01-\u0e2e])?"
)
_ORDINAL: Final = r"(?:st|nd|rd|th|er|º|ª|°|\.|-го|-ма)?"
_DMY: Final = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}}){_ORDINAL}[\s,\-–/]*(?:(?:de|of|d['’]|de\sl['’])\s*)?(?P<word>{_WORD})"
    rf"\.?[\s,\-–/]*(?:(?:de|del|г)\s+)?['’]?(?P<year>\d{{4}}|(?<=[-\s.'’])\d{{2}}(?![\d:.]|,?\s\d{{4}}))(?!\d)"
)
_MDY: Final = re.compile(
    rf"(?P<word>{_WORD})\.?[\s\-–/]*(?P<day>\d{{1,2}}){_ORDINAL}"
    r"(?:(?!\d|:)[\s,\-–/|]*|(?=(?:19|20)\d\d))(?P<year>\d{4})(?!\d)"
)
# 2024. március 3., 2024 m. kovo 3 d.
_YMD: Final = re.compile(rf"(?P<year>\d{{4}})(?:\sm)?\.?[\s\-]*(?P<word>{_WORD})\.?[\s\-]*(?P<day>\d{{1,2}})(?!\d)")
# 2024. gada 3. martā
_YDM: Final = re.compile(rf"(?P<year>\d{{4}})\.?\sgada\s(?P<day>\d{{1,2}})\.\s?(?P<word>{_WORD})")
# Tue Jan 02 10:00:00 CET 2024
_UNIX: Final = re.compile(rf"(?P<word>{_WORD})\s+(?P<day>\d{{1,2}})\s+{_CLOCK}(?:\s+{_ZONE})?\s+(?P<year>\d{{4}})")
_TIME: Final = re.compile(rf"(?<![\d:.,+-]){_CLOCK}(?:\s*\(?{_ZONE})?")
# klo 14.05, kl. 14.05
_DOTTED: Final = re.compile(
    r"\b(?:klo|kl\.?|kell|alle|ob)\s(?P<hour>\d{1,2})\.(?P<minute>\d{2})(?![\d.])", re.IGNORECASE
)
_URL_DATE: Final = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<sep>[-/_.]?)(?P<month>0[1-9]|1[0-2]|(?<=[-/_.])[1-9])(?P=sep)"
    r"(?P<day>0[1-9]|[12]\d|3[01]|(?<=[-/_.])[1-9])(?!\d)"
)
_URL_DAY_FIRST: Final = re.compile(
    r"(?<!\d)(?P<day>0[1-9]|[12]\d|3[01])(?P<sep>[-_.])(?P<month>0[1-9]|1[0-2])(?P=sep)(?P<year>(?:19|20)\d{2})(?!\d)"
)
_URL_NUMBER: Final = re.compile(
    r"(?<!\d)(?P<year>20\d{2})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d\d{2,9}(?!\d)"
)
"""The day and time that open a long number: "A2026012914320005196", as many Korean papers number their articles."""
_URL_WORD: Final = re.compile(r"/(?P<year>(?:19|20)\d{2})/(?P<word>[a-z]{3,9})/(?P<day>\d{1,2})(?=/)")


@lru_cache(maxsize=256, typed=True)  # head, JSON-LD and text of a page state the same day; True is not 1
def parse_when(raw: str | int | float | None, language: str | None = None) -> When | None:
    """Read a machine-readable or printed date; None if it is none. Naive where no zone is stated.

    Takes ISO 8601 in all its variants, RFC 2822, epoch seconds and milliseconds, and what `find_date`
    takes. `language` is a BCP 47 tag, which decides between 3/4/2024 the third of April and March 4th.
    """
    if isinstance(raw, bool) or raw is None:
        return None
    text = " ".join(str(raw)[: 4 * _MAX_RAW].split())
    if not text or len(text) > _MAX_RAW:
        return None
    found = _ISO.match(text) or _COMPACT.fullmatch(text)
    if found:
        return _from_groups(found, text)
    epoch = _EPOCH.fullmatch(text)
    if epoch:
        return _from_epoch(epoch, text)
    return find_date(text, language)


def find_date(text: str, language: str | None = None, *, is_slow: bool = True) -> When | None:
    """Find the first full date (day, month, year) in a short printed line; None if there is none.

    Knows numeric forms and the month names of `months.py`; dateparser is asked about the others unless
    `is_slow` is off, for it takes milliseconds.
    """
    text = " ".join(text[: 4 * _MAX_RAW].split())
    if len(text) > _MAX_RAW or not has_digit(text):
        return None
    return _find(text, language) or (_by_dateparser(text, language) if is_slow else None)


@lru_cache(maxsize=256)  # a date line is often marked as one, too
def _find(text: str, language: str | None) -> When | None:
    """The first date that one of our readers finds, with the time of day beside it."""
    hits = [hit for reader in _READERS if (hit := reader(text, language))]
    if not hits:
        return None
    start, end, when = min(hits, key=lambda hit: (hit[0], -hit[1]))
    return when if when.precision != "day" else _with_time(when, text, start, end)


def date_from_url(url: str | None) -> When | None:
    """Read the day a URL's path names ("/2024/01/02/", "-20240102", "-02-01-2024"); None if it is not just one."""
    path = unquote((url or "")[:2_000]).partition("://")[2].partition("?")[0].partition("#")[0]
    path = path[path.find("/") :] if "/" in path else ""
    if not has_digit(path):
        return None
    named = _URL_WORD.search(path.lower())
    if named and named["word"] in MONTHS:
        return _day(int(named["year"]), MONTHS[named["word"]], int(named["day"]), named[0])
    found = {m.groups(): m for m in (*_URL_DATE.finditer(path), *_URL_DAY_FIRST.finditer(path))}
    numbers = () if found else _URL_NUMBER.finditer(path)
    days = {(m["year"], m["month"].zfill(2), m["day"].zfill(2)): m for m in (*found.values(), *numbers)}
    if len(days) != 1:
        return None
    (year, month, day), match = next(iter(days.items()))
    return _day(int(year), int(month), int(day), match[0])


_Hit = tuple[int, int, When]


def _read_iso(text: str, language: str | None) -> _Hit | None:
    found = _ISO.search(text)
    when = _from_groups(found, text) if found else None
    return (found.start(), found.end(), when) if found and when else None


def _read_cjk(text: str, language: str | None) -> _Hit | None:
    found = _CJK.search(text) if "年" in text or "년" in text else None
    when = _day(int(found["year"]), int(found["month"]), int(found["day"]), text) if found else None
    return (found.start(), found.end(), when) if found and when else None


def _read_vietnamese(text: str, language: str | None) -> _Hit | None:
    found = _VIETNAMESE.search(text) if "tháng" in text else None
    when = _day(int(found["year"]), int(found["month"]), int(found["day"]), text) if found else None
    return (found.start(), found.end(), when) if found and when else None


def _read_era(text: str, language: str | None) -> _Hit | None:
    found = _ERA.search(text) if "年" in text else None
    if found is None:
        return None
    year = _ERAS[found["era"]] + (1 if found["year"] == "元" else int(found["year"]))
    when = _day(year, int(found["month"]), int(found["day"]), text)
    return (found.start(), found.end(), when) if when else None


def _read_unix(text: str, language: str | None) -> _Hit | None:
    found = _UNIX.search(text)
    month = _month(found["word"], language) if found else None
    day = _day(int(found["year"]), month, int(found["day"]), text) if found and month else None
    when = _at_clock(day, found) if found and day else None
    return (found.start(), found.end(), when) if found and when else None


def _read_named(text: str, language: str | None) -> _Hit | None:
    best: _Hit | None = None
    for pattern in (_DMY, _MDY, _YMD, _YDM) if " gada " in text else (_DMY, _MDY, _YMD):
        at = 0
        while found := pattern.search(text, at):
            at = found.start() + 1
            month = _month(found["word"], language)
            when = _day(_year(found["year"], language), month, int(found["day"]), text) if month else None
            if when:
                hit = (found.start(), found.end(), when)
                best = hit if best is None or (hit[0], -hit[1]) < (best[0], -best[1]) else best
                break
    return best


def _read_numeric(text: str, language: str | None) -> _Hit | None:
    if not any(text.count(sign) > 1 for sign in "./-"):  # most dates have words, and the pattern is slow to say so
        return None
    for found in _FULL.finditer(text):
        first, second, year = int(found[1]), int(found[3]), _year(found[4], language)
        month_first = found[2] == "/" and (language is None or language in DAY_FIRST_EXCEPTIONS)
        day, month = (second, first) if month_first else (first, second)
        when = _day(year, month, day, text) or _day(year, day, month, text)
        if when:
            return found.start(), found.end(), when
    return None


_READERS: Final = (_read_iso, _read_cjk, _read_vietnamese, _read_era, _read_unix, _read_named, _read_numeric)


def _month(word: str, language: str | None) -> int | None:
    word = word.lower()
    special = AMBIGUOUS.get((language or "").partition("-")[0], {})
    return special.get(word) or MONTHS.get(word)


def _year(digits: str, language: str | None) -> int:
    year = int(digits)
    if len(digits) == 2 and (language or "").startswith("th"):
        return 2500 + year - 543
    if len(digits) == 2:
        return 2000 + year if year < 70 else 1900 + year
    return year - 543 if 2450 < year < 2650 else year  # Thai calendar


def _day(year: int, month: int, day: int, raw: str) -> When | None:
    if not _MIN_YEAR <= year <= _MAX_YEAR:
        return None
    try:
        return When(datetime(year, month, day), raw, "day", "unknown")
    except ValueError:
        return None


def _from_groups(found: re.Match[str], raw: str) -> When | None:
    day = _day(int(found["year"]), int(found["month"]), int(found["day"]), raw)
    return _at_clock(day, found) if day and found["hour"] else day


def _at_clock(day: When, found: re.Match[str]) -> When | None:
    """Set the time of day a match states; the day alone if it states an impossible one."""
    groups = found.groupdict()
    hour, minute = int(groups["hour"]), int(groups["minute"] or groups.get("dotted") or 0)
    second, half = groups.get("second"), (groups.get("half") or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    micro = int((groups.get("fraction") or "0").ljust(6, "0")[:6])
    try:
        value = day.value.replace(hour=hour, minute=minute, second=int(second or 0), microsecond=micro)
    except ValueError:
        return day
    zone = _zone(groups.get("zone"))
    precision: Literal["minute", "second"] = "second" if second else "minute"
    if zone is None:
        return When(value, day.raw, precision, "unknown")
    return When(value.replace(tzinfo=zone), day.raw, precision, "explicit")


def _zone(text: str | None) -> timezone | None:
    if not text:
        return None
    text = text.upper().replace("−", "-").strip()
    if text in ZONES:
        return timezone(timedelta(minutes=ZONES[text]))
    found = re.fullmatch(r"(?:GMT|UTC)?\s?([+-])(\d{1,2}):?(\d{2})?", text)
    if not found or int(found[2]) > 14 or int(found[3] or 0) > 59:
        return None
    minutes = 60 * int(found[2]) + int(found[3] or 0)
    return timezone(timedelta(minutes=-minutes if found[1] == "-" else minutes))


def _with_time(day: When, text: str, start: int, end: int) -> When:
    """Add the time of day that stands close after a date, or right before it."""
    after, before = text[end : end + 40], text[max(0, start - 24) : start]
    found = _TIME.search(after) or _TIME.search(before) or _DOTTED.search(after)
    return (_at_clock(day, found) or day) if found else day


def _from_epoch(found: re.Match[str], raw: str) -> When | None:
    seconds = int(found[1]) if found[1] else int(found[2]) / 1000
    value = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    return When(value, raw) if _MIN_YEAR <= value.year <= _MAX_YEAR else None


def _by_dateparser(text: str, language: str | None) -> When | None:
    """Ask dateparser about a short line in a language whose month names we do not have."""
    code = (language or "").partition("-")[0]
    if len(text) > _MAX_FOREIGN or not code or code in KNOWN or text.isascii() or not re.search(r"\d{4}", text):
        return None
    import dateparser  # slow to import, and rarely needed

    settings = {
        "PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["day", "month", "year"],
        "RELATIVE_BASE": datetime(2000, 1, 1),
    }  # fmt: skip
    try:
        value = dateparser.parse(text, languages=[code], settings=settings)
    except Exception:  # it raises whatever its many parsers raise, on unknown languages too
        return None
    if value is None or not _MIN_YEAR <= value.year <= _MAX_YEAR:
        return None
    day = When(value.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None), text, "day", "unknown")
    return replace(day)
