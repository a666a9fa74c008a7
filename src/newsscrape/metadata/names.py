"""Bylines as printed or stated → clean names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from newsscrape import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["clean_names"]

_PREFIX: Final = re.compile(
    r"^(?:(?-i:By(?=[A-Z][a-z]))|(?:written by|posted by|published by|story by|reported by|by|von|"
    r"par|por|da|di|door|av|af|przez|автор|от|"
    r"text|texte|texto|words|autor(?:en|in|es)?|author|auteur|redaktion|erstellt von|geschrieben von|ein artikel von|"
    r"article by|kommentar von|a column by|posted on)(?![\w'-]))\s*[:：]?\s*",
    re.IGNORECASE,
)
_SPLIT: Final = re.compile(
    r"\s*[;|•·/\n]\s*|\s*[,،、，]\s*|\s+&\s+|\s+(?:and|und|et|y|e|och|og|en|i|и|ve|with|mit|con|avec)\s+", re.IGNORECASE
)
_NOT_NAME: Final = re.compile(
    r"https?:|www\.|@|\d|^(?:updated|published|posted|admin|administrator|editor|editors|staff|guest|author|unknown|"
    r"anonymous|none|null|the author|guide|read|written|contributors?|about.*|read .*|autoreninfo|"
    r"former .*|our .*|your .*|"
    r"redaktion|team|share|follow|min read|super user|webmaster)$",
    re.IGNORECASE,
)
_BRACKETS: Final = re.compile(r"\s*[(\[][^()\[\]]*[)\]]|<[^>]*>")
_SUFFIX: Final = re.compile(r"^(?:jr|sr|ii|iii|md|phd|ph\.d|m\.d|dr|esq)\.?$", re.IGNORECASE)
_DASH: Final = re.compile(r"\s+[-–—]\s+.*$")
_ROLE: Final = re.compile(
    r"\b(?:editor|reporter|correspondent|writer|journalist|contributor|columnist|producer|staff|newsroom|redakteur\w*|"
    r"reporterin|korrespondent\w*|chefredakteur\w*|rédacteur|redactor\w*|director|manager|professor|fellow|analyst|"
    r"senior|chief|ceo|founder)\b",
    re.IGNORECASE,
)
_LOWER: Final = frozenset({"de", "van", "von", "di", "da", "al", "el", "dpa", "sda"})
_LABELS: Final = lexicon.BIT["source"] | lexicon.BIT["published"] | lexicon.BIT["updated"] | lexicon.BIT["share"]
_MORE: Final = re.compile(r"^(?:about|see|read|follow|view|more|tips|all posts|alle|last|min)\b", re.IGNORECASE)
_MAX_NAME: Final = 60
_MAX_WORDS: Final = 6


def clean_names(raw: str | Iterable[str], publisher: str | None = None) -> tuple[str, ...]:
    """The names of a byline in order, without labels, roles, dates, addresses and repetitions.

    The publisher is dropped unless it is the only author.
    """
    texts = [raw] if isinstance(raw, str) else raw
    found: dict[str, str] = {}
    for text in texts:
        if "://" in text:
            continue
        for name in _split(text):
            key = name.casefold().replace(".", "")
            if key not in found or (found[key].isupper() and not name.isupper()):
                found[key] = name
    if publisher and len(found) > 1:
        found.pop(publisher.casefold().replace(".", ""), None)
    return tuple(found.values())


def _split(text: str) -> list[str]:
    text = _BRACKETS.sub("", " ".join(text[:400].split())).strip(" ,;|-–—:")
    text = _PREFIX.sub("", text)
    if lexicon.agencies(text) and len(text) < 20 and "/" in text:
        return [text]
    names: list[str] = []
    for part in _SPLIT.split(text):
        if names and (lexicon.hits(part)[0] & _LABELS or _MORE.search(part)):
            break
        name = _DASH.sub("", _PREFIX.sub("", part)).strip(' .,;|-–—:*•"')
        if names and (_SUFFIX.match(name) or (name.isupper() and name.isalpha() and len(name) <= 5)):
            continue
        if _is_name(name, is_first=not names):
            names.append(name)
    return names


def _is_name(name: str, *, is_first: bool) -> bool:
    if not 1 < len(name) <= _MAX_NAME or len(name.split()) > _MAX_WORDS or _NOT_NAME.search(name):
        return False
    if name[0].islower() and not (is_first and " " not in name) and name.split(maxsplit=1)[0] not in _LOWER:
        return False
    return is_first or not _ROLE.search(name)
