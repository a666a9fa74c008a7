"""The language of a text whose page declares none: by its script, and by its commonest words.

No detector library: a page without a declared language is rare (2 % of news pages), the ones that are
kept up are 1–60 MB or load seconds, and a paragraph of prose needs no more than its stop words.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from newsscrape import lexicon
from newsscrape.metadata.precedence import ranked

if TYPE_CHECKING:
    from newsscrape.metadata.claims import Claims

__all__ = ["dated_in", "detect_language"]

_SCRIPTS: Final = (
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("th", re.compile("[\u0e01-\u0e5b]")),
    ("he", re.compile("[\u05d0-\u05ea]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    *(
        (code, re.compile(f"[{chr(start)}-{chr(start + 0x7F)}]"))
        for code, start in (
            ("bn", 0x980), ("pa", 0xA00), ("gu", 0xA80), ("ta", 0xB80), ("te", 0xC00), ("kn", 0xC80), ("ml", 0xD00),
            ("si", 0xD80), ("lo", 0xE80), ("my", 0x1000), ("ka", 0x1080), ("am", 0x1200), ("km", 0x1780),
        )
    ),
    ("hy", re.compile("[\u0531-\u0587]")),
)  # fmt: skip
"""Scripts of one language, as far as news goes; Kana before Han, because Japanese has both."""
_SCRIPT_SHARE: Final = 0.1
"""Share of a text's letters from which a script is its own and not a quotation's."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_MIN_WORDS: Final = 8
"""Words below which nothing is said."""
_MIN_SHARE: Final = 0.08
"""Share of stop words below which the language is none of those known; prose has 0.2 to 0.4."""
_LEAD: Final = 1.2
"""How many times as often the winner's words must stand as the second's."""
_MAX_TEXT: Final = 2_000
_DAY_FIRST_ENGLISH: Final = frozenset(
    {"uk", "ie", "au", "nz", "in", "za", "ke", "ng", "gh", "sg", "my", "pk", "lk", "mt"}
)
"""Countries whose English pages write 31/3/2024, as the last label of a host."""


def dated_in(claims: Claims) -> str | None:
    """The language a page's dates are read in: the declared one, with the region that another claim gives it.

    Pages declared as "en" write 3/4/2024 as their country does, which og:locale or the address tells.
    """
    stated = [str(claim.value) for claim in ranked(claims, "language")]
    if not stated or "-" in stated[0]:
        return stated[0] if stated else None
    region = next((tag for tag in stated if tag.startswith(f"{stated[0]}-")), None)
    if region or stated[0] != "en":
        return region or stated[0]
    addresses = (str(claim.value) for claim in ranked(claims, "canonical_url"))
    country = _country(next(addresses, ""))
    return f"en-{country.upper()}" if country in _DAY_FIRST_ENGLISH else "en"


def _country(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").rpartition(".")[2]
    except ValueError:
        return ""


def detect_language(text: str) -> str | None:
    """ISO 639-1 code of a text's language; None where it is too short or unclear."""
    text = text[:_MAX_TEXT].casefold()
    letters = sum(map(str.isalpha, text))
    for code, signs in _SCRIPTS:
        if len(signs.findall(text)) > _SCRIPT_SHARE * letters:
            return code
    words = _WORD.findall(text)
    if len(words) < _MIN_WORDS:
        return None
    counts = Counter(words)
    scores = sorted(((sum(counts[w] for w in stop), code) for code, stop in lexicon.stopwords().items()), reverse=True)
    (best, code), (second, _) = scores[:2]
    return code if best >= _MIN_SHARE * len(words) and best >= _LEAD * second else None
