"""Claims that contradict each other → the winner, by the votes of `precedence.VOTES`."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import timedelta, timezone
from typing import TYPE_CHECKING, Final

from newsscrape.document import When
from newsscrape.metadata.claims import Claim
from newsscrape.metadata.precedence import EXACT, GRADES, VOTES, ranked
from newsscrape.metadata.shape import grade, name_key, same_house

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from newsscrape.metadata.claims import Claims

__all__ = ["elect_authors", "elect_date"]

_LATER: Final = -2.0
"""Votes against names that no source gives first: teasers of other stories, comments."""
_MAX_HEARD: Final = 12
"""Claims of one source that are held against all others: more are those of references or teasers."""
_LATER_SUPPORT: Final = 0.8
"""Share of its votes that a source gives to what it does not say first."""
STATED: Final = frozenset({"json-ld", "opengraph", "microdata", "meta", "json-ld-page"})
"""Sources that state a date for machines."""
_CHANGED_SHARE: Final = 0.3
"""What is left of the vote of a printed day that is stated as the day of the last change."""
_LISTED: Final = "json-ld"
"""The source that states each author as one: an agency among them is one of the authors."""
_JOINED: Final = "joined"
"""The source whose vote is against its own claim, since it repeats others; not against one that names more."""
_OWN: Final = -0.05
"""Votes against the publisher, beside which another house is the one that wrote."""
_PART_OF_NAME: Final = 0.6
"""Agreement of "Ada" and "Ada Quill"."""
_REPEATED: Final = frozenset(
    {"said-end", "marked", "time", "microdata", "near-above", "near-before", "near-head", "near-text", "near-end"}
)
"""Sources of which only the first date speaks: the others are those of teasers and comments."""
_PRINTED: Final = ("date-", "said-", "updated-", "near-", "opening")
"""Beginnings of the sources that are visible lines."""
_NUMBERS: Final = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2\d{2,4}(?![\d/.-])")
"""A date whose day and month are told apart by convention only: "03/10/2023"."""
_MONTHS: Final = 12
_MAX_BARE: Final = 60
"""Characters of a date line that says little else."""
_CLOCKS: Final = frozenset({"date-head", "date-above", "date-before", "updated-head", "time", "marked", "meta"})
"""Sources whose time of day is that of a clock on the wall where the page was made."""
_OFFSETS: Final = frozenset((*range(-12 * 60, 14 * 60 + 1, 60), -210, 210, 270, 330, 345, 390, 570, 630))
"""Offsets from UTC in use, minutes."""


def elect_authors(claims: Claims, publisher: str | None) -> Claim | None:
    """The claim whose names have most votes: its source's own, and those of sources that agree with it."""
    found = [c for c in ranked(claims, "authors") if isinstance(c.value, tuple) and c.value]
    heard: Counter[str] = Counter()
    stated: list[tuple[Claim, tuple[str, ...], bool]] = []
    for claim in found:
        heard[claim.source] += 1
        if heard[claim.source] > _MAX_HEARD:
            continue
        keys = tuple(map(name_key, claim.value)) if isinstance(claim.value, tuple) else ()
        stated.append((claim, keys, heard[claim.source] == 1))
    if len({keys for _, keys, _ in stated}) == 1:
        return _without_house(found[0], publisher)  # no contest, as on most pages
    firsts = {keys for _, keys, is_first in stated if is_first}
    best: tuple[float, Claim] | None = None
    seen: set[tuple[str, ...]] = set()
    for claim, keys, _ in stated:
        if keys in seen:
            continue
        seen.add(keys)
        score = _support(keys, stated) + _grade_votes(claim, publisher) + (0.0 if keys in firsts else _LATER)
        if best is None or score > best[0]:
            best = score, claim
    return _without_house(best[1], publisher) if best else None


def _without_house(claim: Claim, publisher: str | None) -> Claim:
    """The claim without the publisher and other offices, where it names a person beside them."""
    names = claim.value if isinstance(claim.value, tuple) else ()
    grades = [grade(name, publisher) for name in names]
    if claim.source == _LISTED or "person" not in grades or "house" not in grades:
        return claim
    return replace(claim, value=tuple(n for n, g in zip(names, grades, strict=True) if g != "house"))


def _support(keys: tuple[str, ...], stated: Sequence[tuple[Claim, tuple[str, ...], bool]]) -> float:
    """Votes of all sources, each as far as its best claim agrees, or those together that name one after another."""
    agreed: dict[str, float] = {}
    single: dict[str, set[str]] = {}
    own = set(keys)
    shares = {other: _agreement(keys, other) for other in {other for _, other, _ in stated}}
    for claim, other, is_first in stated:
        if claim.source == _JOINED and own > set(other):
            continue
        share = shares[other] * (1.0 if is_first else _LATER_SUPPORT)
        agreed[claim.source] = max(agreed.get(claim.source, 0.0), share)
        if len(keys) > 1 and own.issuperset(other):
            single.setdefault(claim.source, set()).update(other)
    for source, names in single.items():
        agreed[source] = max(agreed[source], _agreement(keys, tuple(names)))
    votes = VOTES["authors"]
    return sum(votes[source] * share for source, share in agreed.items())


def _agreement(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """F1 of two lists of names; a part of a name counts less."""
    if one == other:
        return 1.0
    if set(one) == set(other):
        return 1.0
    total = sum(max(_same(a, b) for b in other) for a in one)
    return 2 * total / (len(one) + len(other))


def _same(a: str, b: str) -> float:
    if a == b:
        return 1.0
    if a not in b and b not in a and (" " not in a or " " not in b):  # one word is a part of a name only as it stands
        return 0.0
    one, other = set(a.split()), set(b.split())
    return _PART_OF_NAME if one < other or other < one else 0.0


def _grade_votes(claim: Claim, publisher: str | None) -> float:
    names = claim.value if isinstance(claim.value, tuple) else ()
    return max(GRADES[grade(name, publisher)] + (_OWN if same_house(name, publisher) else 0) for name in names)


def elect_date(claims: Claims) -> When | None:
    """The day that has most votes, as its most exact trusted claim states it."""
    whens = _unambiguous([(c.source, c.value) for c in _speaking(claims) if isinstance(c.value, When)])
    local = [(source, _localised(when, whens)) for source, when in whens]
    votes = _votes(local)
    if not votes:
        return None
    day = max(votes, key=lambda d: votes[d])
    own = [(source, when) for source, when in local if when.value.date() == day]
    return _evening_before(day, own, local) or _most_exact(own)


def _votes(whens: Sequence[tuple[str, When]]) -> dict[date, float]:
    """Votes for each day, in the order in which the days are claimed; a source votes for a day once.

    What is printed counts less where it is, or may be, a later change, unless the page passes the day of
    change off as its date.
    """
    stated = {when.value.date() for source, when in whens if source in STATED}
    changed = _days_of_change(whens)
    is_shown = any(source.startswith(_PRINTED) and when.value.date() in stated for source, when in whens)
    is_quiet = not is_shown and _passes_off(whens, changed)
    later = {d for _, when in whens if stated and is_shown and (d := when.value.date()) > max(stated)}
    days: dict[date, dict[str, float]] = {}
    for source, when in whens:
        day, vote = when.value.date(), VOTES["published"][source]
        if source not in STATED and vote > 0 and (day in later or (day in changed and not is_quiet)):
            vote *= _CHANGED_SHARE
        elif source == "modified" and (day in stated or (day in changed and is_quiet)):
            vote = 0.0
        days.setdefault(day, {})[source] = vote
    return {day: _sum(votes) for day, votes in days.items()}


def _passes_off(whens: Sequence[tuple[str, When]], changed: set[date]) -> bool:
    """Whether a page that shows no other day gives that of the change as its date, as a reader would take it.

    Either JSON-LD is the only one to state an earlier day; or JSON-LD and OpenGraph do, and a line at the
    headline prints the day of change bare, without "updated" or a time.
    """
    sources = {source for source, _ in whens}
    if sources.isdisjoint(("opengraph", "meta")):
        return True
    is_bare = any(s == "date-head" and w.precision == "day" and w.value.date() in changed for s, w in whens)
    return is_bare and sources.issuperset(("opengraph", "json-ld"))


def _sum(votes: dict[str, float]) -> float:
    """All votes; unlabelled lines in and below the text count against a day only if nothing else names it, and
    the WebPage of a JSON-LD graph does not repeat what its article says."""
    if "json-ld" in votes:
        votes = {source: vote for source, vote in votes.items() if source != "json-ld-page"}
    against = sum(min(votes.get(source, 0.0), 0.0) for source in ("near-text", "near-end"))
    return sum(votes.values()) - (against if len(votes) > 1 else 0.0)


def _evening_before(day: date, own: Sequence[tuple[str, When]], whens: Sequence[tuple[str, When]]) -> When | None:
    """What is stated to the second for the day before a printed day without a time: the issue of a daily paper
    carries tomorrow's date when its texts are published."""
    if any(when.precision != "day" for _, when in own):
        return None
    exact = (w for s, w in whens if s in STATED and w.precision == "second" and w.tz == "explicit")
    return next((w for w in exact if day - w.value.date() == timedelta(days=1)), None)


def _days_of_change(whens: Sequence[tuple[str, When]]) -> set[date]:
    """The stated days of a later change, where a day of publication is stated too: what is printed may be either."""
    stated = {when.value.date() for source, when in whens if source in STATED}
    changed = {when.value.date() for source, when in whens if source == "modified"}
    return {day for day in changed - stated if stated and min(stated) < day}


def _speaking(claims: Claims) -> Iterable[Claim]:
    """Claims about the date of publication, and the modified ones as the least trusted of them."""
    seen: set[str] = set()
    for claim in _without_events(ranked(claims, "published")):
        if claim.source in _REPEATED and claim.source in seen:
            continue
        seen.add(claim.source)
        yield claim
    for claim in ranked(claims, "modified"):
        yield Claim(claim.field, claim.value, "modified", claim.raw)


def _without_events(claims: Sequence[Claim]) -> list[Claim]:
    """The same without long date lines, which tell of an event, where one stands that says little else."""
    heads = [len(c.raw) <= _MAX_BARE for c in claims if c.source == "date-head"]
    if all(heads) or not any(heads):
        return list(claims)
    return [c for c in claims if c.source != "date-head" or len(c.raw) <= _MAX_BARE]


def _unambiguous(whens: list[tuple[str, When]]) -> list[tuple[str, When]]:
    """The same with day and month exchanged where only that agrees with a claim that can be read but one way.

    "03/10/2023" beside an address with "/2023/10/03/" is the third of October, whatever the language.
    """
    sure = {when.value.date() for _, when in whens if _exchanged(when) is None}
    result = []
    for source, when in whens:
        other = _exchanged(when)
        is_other = other is not None and other.value.date() in sure and when.value.date() not in sure
        result.append((source, other if other is not None and is_other else when))
    return result


def _exchanged(when: When) -> When | None:
    """The other reading of a date in numbers; None if it has only one, as those with full stops do."""
    found = _NUMBERS.search(when.raw)
    day, month = when.value.day, when.value.month
    if found is None or found[2] == "." or day > _MONTHS or day == month:
        return None
    if {int(found[1]), int(found[3])} != {day, month}:
        return None
    return replace(when, value=when.value.replace(day=month, month=day))


def _most_exact(whens: list[tuple[str, When]]) -> When:
    """Of the claims of one day: the first in `precedence.EXACT` with a time of day, with the zone another states."""
    order = sorted(whens, key=lambda pair: EXACT.index(pair[0]) if pair[0] in EXACT else len(EXACT))
    exact = [when for source, when in order if when.precision != "day" and source != "modified"]
    if not exact:
        return next((when for source, when in order if source != "modified"), order[0][1])
    best = exact[0]
    if best.value.tzinfo is None:
        bare = best.value.replace(second=0, microsecond=0)
        zoned = (w for w in exact if w.value.tzinfo and w.value.replace(tzinfo=None, second=0, microsecond=0) == bare)
        return next(zoned, best)
    return best


def _localised(when: When, others: Sequence[tuple[str, When]]) -> When:
    """A time in UTC, in the zone another claim gives for the same instant, or a printed clock tells.

    "02:25:54Z" beside a printed "9:25pm" of the day before was 21:25:54-05:00 where it was published.
    """
    value = when.value
    if value.tzinfo is None or value.utcoffset() or when.precision == "day":
        return when
    bare = value.replace(tzinfo=None, second=0, microsecond=0)
    offsets: list[int] = []
    for source, other in others:
        if other.precision == "day":
            continue
        if other.value.tzinfo is None:
            if source in _CLOCKS:
                clock = other.value.replace(second=0, microsecond=0)
                offsets.append(round((clock - bare).total_seconds() / 60))
        elif other.value.utcoffset() and abs(other.value - value) < timedelta(minutes=1):
            return replace(when, value=value.astimezone(other.value.tzinfo))
    minutes = next((m for m in offsets if m in _OFFSETS), 0)
    if not minutes or 0 in offsets:
        return when
    return replace(when, value=value.astimezone(timezone(timedelta(minutes=minutes))), tz="inferred")
