"""Bylines as printed or stated → clean names.

A line is cut at everything that parts two names, labels and dates are taken off, and what is left is
kept while it has the shape of a name. The words come from the lexicon.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from newsscrape import lexicon
from newsscrape.metadata.months import MONTHS
from newsscrape.metadata.shape import UNSPACED, grade, name_key
from newsscrape.text import has_digit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["begins_with_label", "clean_listed", "clean_names"]

_MAX_LINE: Final = 400
_MAX_NAME: Final = 60
_MAX_WORDS: Final = 6
_MAX_LATER_WORDS: Final = 4
"""Words of a name that is not the first of its line."""
_ADDRESS: Final = re.compile(r"(?<!\S)\S*(?:://|www\.|@)\S*")
_BRACKETS: Final = re.compile(r"(?:(?<!\s)\s+)?[(\[（【][^()\[\]（）【】]*[)\]）】]?|<[^<>]*>")
_OPENING: Final = "([（【<"
_GLUED: Final = re.compile(r"\b(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or)(?=[A-ZÄÖÜÉ][a-zäöüé.])")
"""A label that lost its space: "Posted byAda Quill"."""
_SPLIT: Final = re.compile(
    r"(?:(?<!\s)\s+)?(?:[;|•·●⋅∙/\n\u2028{}]+\s*|[,،、，]\s*(?:and\s+)?)|^&\s+|[:：](?=\s|$)"
    r"|(?<!\s)\s+(?:&\s+|[-–—~]+\s+|[-–—](?=[A-Z])|\+\s+)"
)
_LIST: Final = re.compile(r"[,;|/•·\n]")
_LEADING: Final = re.compile(
    r"^(?:(?:an?|the|this|my|our)\s+)?(?:[\w'’-]+\s+){0,2}?by\s+(?=\S)"
    r"|^(?:ein|eine|un|une|una|el|la|o|um|uma|en)\s+(?:[\w'’-]+\s+){1,2}?(?:von|par|por|de|af|av|door)\s+(?=\S)"
    r"|^redaktion\s*[:：]\s*(?=\S)",
    re.IGNORECASE,
)
"""A label that ends in a word for "by": "Recipe by", "Eine Kolumne von"."""
_JOINED: Final = re.compile(
    r"(?<!\s)\s+(?:im gespräch mit|in conversation with|interviewed by|as told to|aufgezeichnet von)\s+", re.IGNORECASE
)
_JOINING: Final = frozenset({"gespräch", "conversation", "interviewed", "told", "aufgezeichnet"})
"""One of these stands in whatever `_JOINED` matches."""
_MAX_INITIALS: Final = 40
_INITIALS: Final = re.compile(r"\w{2,12}(?: ?/ ?\w{2,5}){1,3}")
"""Agencies and initials of staff, which belong together: "det/dpa"."""
_ENDS_IN_BY: Final = re.compile(r"\b(?:by|von|par|por)$", re.IGNORECASE)
_ABBREVIATED: Final = re.compile(r"(?:\b\w|[JS]r|\bM\.?D|Ph\.?D|e\.? ?V)\.$")
"""A full stop at the end that is not a sentence's: "Quill Jr."."""
_NUMBER: Final = re.compile(
    r"\W*\d[\d.,:/–-]*(?:st|nd|rd|th|er|am|pm|h|uhr|º|ª|T[\d:.Z+-]+|[年月日時时分년월일시분\d:]+)?\W*", re.IGNORECASE
)
"""A word of a date or time: "12.", "2024年1月2日", "5:30pm"; not "3i"."""
_MARKUP: Final = re.compile(r"[?!=#*_]{2}|[{}<>=\\?]|[a-zß-ÿ]{4}\. [A-ZÄÖÜ]")
"""Signs of code or of sentences, which no name has."""
_FIRST: Final = re.compile(r"[^\s:：]+")
_TOKEN: Final = re.compile(r"\w+")
_WORD: Final = re.compile(r"[\w'’-]+")
_STRIP: Final = " \t.,;:|-–—•·*\"'“”„«»‚‘’…()[]®™†‡✓>›<‹/\\+_~、，،：\u200b\u200e\u200f\xa0"
_EDGES: Final = ' \t,;:|-–—•·*"“”„«»…>›‹'


def clean_names(raw: str | Iterable[str], publisher: str | None = None) -> tuple[str, ...]:
    """The names of a byline in order, without labels, roles, dates, addresses and repetitions.

    Post-nominal letters stay with their name ("Ada Quill, MD"), as printed. Offices and the publisher are
    dropped unless no person is named.
    """
    texts = [raw] if isinstance(raw, str) else raw
    found = _without_repetitions(name for text in texts for name in _names(text))
    grades = {name: grade(name, publisher) for name in found} if len(found) > 1 else {}
    if "person" in grades.values():
        return tuple(name for name in found if grades[name] in ("person", "word"))
    return found


def clean_listed(texts: Iterable[str]) -> tuple[str, ...]:
    """The names of authors that a page states one by one: an agency that is one of them stays."""
    return _without_repetitions(name for text in texts for name in clean_names(text))


def _without_repetitions(names: Iterable[str]) -> tuple[str, ...]:
    """Of two spellings of one name the first, or the one that is not all capitals."""
    found: dict[str, str] = {}
    for name in names:
        key = name_key(name)
        if key and (key not in found or (found[key].isupper() and not name.isupper())):
            found[key] = name
    return tuple(found.values())


def begins_with_label(text: str) -> bool:
    """Whether a line begins with a word for "by" of any language and goes on after it."""
    patterns = _patterns()
    if not _may_be_label(text, patterns):
        return False
    found = patterns.label.match(text)
    return found is not None and found.end() < len(text)


@lru_cache(maxsize=256)  # the byline of a page stands in its head, its marks and its text
def _names(text: str) -> tuple[str, ...]:
    """Names of one line; credentials join the name before them."""
    bare = " ".join(text[:_MAX_LINE].split()).strip(_STRIP)
    if "/" in bare and len(bare) <= _MAX_INITIALS:
        parts = tuple(part.strip() for part in _unlabelled(bare).split(";"))
        if _INITIALS.fullmatch(parts[0]) and (lexicon.agencies(parts[0]) or parts[0].islower()):
            return parts
    names: list[str] = []
    for part in _parts(text):
        if names and _is_credential(part, names[-1]):
            names[-1] = f"{names[-1]}, {part}"
            continue
        name = _name(part)
        if name and (not names or _may_follow(names[0], name)):
            names.append(name)
    if len(names) > 1 and _is_one_house(text, names):
        whole = _name(_stripped(_unlabelled(bare)))
        return (whole,) if whole else tuple(names)
    return tuple(names)


def _is_one_house(text: str, names: Sequence[str]) -> bool:
    """Whether what "and" parts is one office: "Staff and news service reports"; not a list with commas."""
    grades = {grade(name) for name in names}
    return "house" in grades and "person" not in grades and _LIST.search(text) is None


def _is_credential(part: str, name: str) -> bool:
    """Whether a part is letters after the name before it; more of them may follow the first."""
    known = lexicon.name_words("credential")
    words = part.replace(".", "").replace("®", "").lower().split()
    if words and known.issuperset(words):
        return True
    is_styled = "," in name or name.rpartition(" ")[2].strip(".").lower() in known
    return is_styled and part.isupper() and len(part) <= 6


def _may_follow(first: str, name: str) -> bool:
    """Whether a part after a name is another name, not a place, desk or title of the first."""
    if " " in first and " " not in name and not UNSPACED.search(name):
        return False
    words = [w.lower() for w in _WORD.findall(name.partition(",")[0])]
    if len(words) > _MAX_LATER_WORDS or not lexicon.name_words("title").isdisjoint(words):
        return False
    return _role_at(words, 0) is None and grade(name) != "none"


def _parts(text: str) -> Iterator[str]:
    """Parts of a line that may be names: without dates, addresses, labels and what others did."""
    text = " ".join(text[:_MAX_LINE].split())
    # What a pattern cannot do without is looked for first: most lines have none of it.
    if "@" in text or "www." in text or "://" in text:
        text = _ADDRESS.sub("|", text)
    if any(sign in text for sign in _OPENING):
        text = _BRACKETS.sub("", text)
    text = _GLUED.sub(lambda m: f"|{m[0]} ", text)
    patterns, words = _patterns(), _TOKEN.findall(text.lower())
    if not patterns.talks.isdisjoint(words):
        text = patterns.asked.sub(r"\g<talk>", text)
    text = _without_dates(text)
    if not _JOINING.isdisjoint(words):
        text = _JOINED.sub("|", text)
    may_be_others = not patterns.other_words.isdisjoint(words)
    if may_be_others:
        text = patterns.others.sub(lambda m: f"|{m[0]}", text)
    is_others = False
    for piece in _SPLIT.split(text):
        piece = _stripped(piece)  # noqa: PLW2901
        if not piece:
            continue
        if may_be_others and patterns.others.match(piece):
            is_others = True
            continue
        bare = _unlabelled(piece)
        is_others = is_others and bare == piece
        if not is_others:
            yield from (name.strip(_EDGES) for name in patterns.ands.split(bare))


def _stripped(piece: str) -> str:
    """Take signs off both ends, but not the full stop of "Jr." or "Ph.D."."""
    bare = piece.strip(_STRIP)
    return f"{bare}." if f"{bare}." in piece and _ABBREVIATED.search(f"{bare}.") else bare


def _unlabelled(piece: str) -> str:
    """Take "By", "Ein Artikel von", "作者：" off, one after another."""
    patterns = _patterns()
    for _ in range(3):
        shorter = patterns.label.sub("", piece, count=1) if _may_be_label(piece, patterns) else piece
        if shorter == piece:
            shorter = _LEADING.sub("", piece, count=1)
        shorter = shorter.lstrip(" :：-–|")
        if shorter == piece or not shorter:
            return shorter
        piece = shorter
    return piece


def _may_be_label(text: str, patterns: _Patterns) -> bool:
    """Whether a text begins with the first word of a label; few do, and this is faster told than by the pattern."""
    if text[:2].lower() in patterns.openings:
        first = _FIRST.match(text)
        if first is not None and first[0].lower() in patterns.first_words:
            return True
    return not text.isascii() and UNSPACED.match(text) is not None


def _without_dates(text: str) -> str:
    """Put a separator where a date or time of day stands."""
    if not has_digit(text):
        return text
    clock = lexicon.name_words("clock")
    words = text.split(" ")
    plain = [w.lower().strip(".,|·•()[]-–") for w in words]
    is_date = [_NUMBER.fullmatch(w) is not None for w in words]
    for k, word in enumerate(plain):
        is_near = (k > 0 and is_date[k - 1]) or (k + 1 < len(words) and is_date[k + 1])
        is_date[k] = is_date[k] or (is_near and (word in MONTHS or word in clock))
    for k in range(len(words) - 2, -1, -1):
        is_date[k] = is_date[k] or (is_date[k + 1] and (plain[k] in MONTHS or plain[k] in clock))
        if k and plain[k] in ("de", "del") and is_date[k + 1] and (is_date[k - 1] or plain[k - 1] in MONTHS):
            is_date[k] = True
    return " ".join("|" if d else w for w, d in zip(words, is_date, strict=True))


def _name(part: str) -> str | None:
    """One part without role and tail, if it has the shape of a name."""
    name = _without_role(_without_rank(_without_tail(part))).strip(_EDGES)
    if name.endswith(".") and not _ABBREVIATED.search(name):
        name = name.rstrip(".")
    low = name.lower()
    words = _WORD.findall(low)
    if not 1 < len(name) <= _MAX_NAME or not words or len(words) > _MAX_WORDS or low in _patterns().labels:
        return None
    if words[0] in lexicon.name_words("opening") or not lexicon.name_words("never").isdisjoint(words):
        return None
    if _ENDS_IN_BY.search(name) or _MARKUP.search(name) or not any(map(str.isalpha, name)):
        return None
    if name[0].islower() and len(words) > 3:
        return None
    return name.title() if name.isupper() and name.isascii() and len(words) > 1 and len(name) > 6 else name


def _without_tail(part: str) -> str:
    """Cut before the first word that begins something else: "Ada Quill says"; "Insights from" is a label."""
    if UNSPACED.search(part):
        return part
    words = part.split(" ")
    tail = lexicon.name_words("tail")
    end = next((k for k in range(1, len(words)) if words[k] in tail), len(words))
    return "" if words[end:] == ["from"] else " ".join(words[:end])


def _without_rank(name: str) -> str:
    """Cut what a person is from before a whole name: "Rechtsanwalt Ada Quill"."""
    first, _, rest = name.partition(" ")
    return rest if " " in rest and first.lower() in lexicon.name_words("rank") else name


def _without_role(name: str) -> str:
    """Cut what the person is: "Ada Quill Senior Editor", "신현주 기자"; offices keep it: "Example Staff"."""
    words = name.split(" ")
    at = _role_at([w.lower().strip(".,") for w in words], 1)
    if at is None or not lexicon.name_words("office").isdisjoint(w.lower() for w in words):
        return name
    shorter = " ".join(words[:at])
    return shorter if UNSPACED.search(shorter) or grade(shorter) == "person" else name


def _role_at(words: Sequence[str], start: int) -> int | None:
    """Index of the first word, from `start` on, that begins a role; None if there is none."""
    roles = _patterns().roles
    for k in range(start, len(words)):
        for role in roles.get(words[k], ()):
            if tuple(words[k : k + len(role)]) == role:
                return k
    return None


class _Patterns:
    """The lexicon's words for "by", "and", roles and others' work over all languages, made ready once."""

    __slots__ = (
        "ands", "asked", "first_words", "label", "labels", "openings", "other_words", "others", "roles", "talks",
    )  # fmt: skip

    def __init__(self) -> None:
        words = lexicon.merged()
        spaced = _longest_first(p for p in (*words.byline, *lexicon.name_words("label")) if not UNSPACED.match(p))
        tight = _longest_first(p for p in words.byline if UNSPACED.match(p))
        self.label = re.compile(rf"^(?:(?:{spaced})(?:\s*[:：]\s*|\s+|$)|(?:{tight})[\s:：|/]*)", re.IGNORECASE)
        self.first_words = frozenset(p.partition(" ")[0] for p in (*words.byline, *lexicon.name_words("label")))
        self.openings = frozenset((word + end)[:2] for word in self.first_words for end in " :：")
        ands = _longest_first(p for p in words.and_ if not UNSPACED.match(p))
        self.ands = re.compile(rf"\s+(?:{ands})\s+", re.IGNORECASE)
        self.talks = lexicon.name_words("interview")
        talks, asked = (_longest_first(lexicon.name_words(key)) for key in ("interview", "asked"))
        self.asked = re.compile(rf"(?P<talk>^\W*(?:\w+ ){{0,2}}(?:{talks})\b.*?)\s(?:{asked})\s.*$", re.IGNORECASE)
        works = _longest_first(lexicon.name_words("other_work"))
        others = _longest_first(lexicon.name_words("other_label"))
        self.others = re.compile(
            rf"(?:(?<=[\s.|,—–-])|^)(?:(?:medically|fact|expert)[- ])?(?:{works})\w*\s+(?:by|von)\b|\b(?:{others})\b",
            re.IGNORECASE,
        )
        self.other_words = lexicon.name_words("other_label") | {"by", "von"}
        """One of these stands in whatever `others` matches, as one of `talks` in what `asked` does."""
        self.roles: dict[str, tuple[tuple[str, ...], ...]] = {}
        for role in words.role:
            parts = tuple(role.split())
            self.roles[parts[0]] = (*self.roles.get(parts[0], ()), parts)
        others_words = (words.and_, words.published, words.updated, words.share, words.comments, words.navigation)
        self.labels = words.byline.union(*others_words) - words.role
        """Whole texts that are no name."""


@cache
def _patterns() -> _Patterns:
    return _Patterns()


def _longest_first(phrases: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(phrases, key=lambda p: (-len(p), p))))
