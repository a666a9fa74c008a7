"""What a page says of itself, as far as labelling compares visible text with it."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from newsscrape.dom import Head

__all__ = ["Evidence", "gather"]

_TITLES: Final = frozenset({"og:title", "twitter:title", "dc.title", "title"})
_DESCRIPTIONS: Final = frozenset({"og:description", "description", "twitter:description"})
_AUTHORS: Final = frozenset({"author", "article:author", "parsely-author", "dc.creator"})
_DATES: Final = frozenset({"article:published_time", "date", "dc.date", "parsely-pub-date", "pubdate"})
_BODY: Final = '"articleBody"'
_BODY_VALUE: Final = re.compile(r'\s*:\s*("(?:[^"\\]|\\.)*+")', re.DOTALL)
_ARTICLE: Final = re.compile(r'"(?:\w*Article|\w*BlogPosting|Report)"')
_JSON_AUTHOR: Final = re.compile(r'"author"\s*:\s*[\[{][^\]}]{0,300}?"name"\s*:\s*"([^"\\]{3,60})"')
_JSON_TEXT: Final = re.compile(r'"(headline|alternativeHeadline|description)"\s*:\s*("(?:[^"\\]|\\.){8,600}")')
_TITLE_PARTS: Final = re.compile(r"\s+[|–—·»-]\s+")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the page says of itself, as far as labelling compares text with it."""

    titles: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    article_body: str = ""
    authors: tuple[str, ...] = ()
    is_article_type: bool = False
    is_og_article: bool = False
    is_dated: bool = False


def gather(head: Head) -> Evidence:
    """Read the evidence from a page's head; linear in the size of its JSON-LD."""
    found: dict[str, list[str]] = {"titles": [], "descriptions": [], "authors": [], "dates": []}
    og_type = ""
    for meta in head.metas:
        name = (meta.get("property") or meta.get("name") or "").lower()
        content = meta.get("content", "")
        for key, names in (("titles", _TITLES), ("descriptions", _DESCRIPTIONS), ("authors", _AUTHORS),
                           ("dates", _DATES)):  # fmt: skip
            if name in names and content:
                found[key].append(content)
        if name == "og:type":
            og_type = content.lower()
    if head.title:
        found["titles"] += [head.title, _TITLE_PARTS.split(head.title)[0]]
    scripts = head.jsonld
    for script in scripts:
        for key, value in _JSON_TEXT.findall(script)[:8]:
            with suppress(ValueError):
                found["descriptions" if key == "description" else "titles"].append(json.loads(value, strict=False))
    found["authors"] += [m for s in scripts for m in _JSON_AUTHOR.findall(s)[:8]]
    return Evidence(
        titles=tuple(dict.fromkeys([*found["titles"], *head.headings[:1]]))[:8],
        descriptions=tuple(dict.fromkeys(found["descriptions"]))[:4],
        article_body=_article_body(scripts),
        authors=tuple(a for a in dict.fromkeys(found["authors"]) if 2 < len(a) < 60 and "/" not in a),
        is_article_type=any(_ARTICLE.search(s) for s in scripts),
        is_og_article="article" in og_type,
        is_dated=bool(found["dates"]) or any('"datePublished"' in s for s in scripts),
    )


def _article_body(scripts: tuple[str, ...]) -> str:
    """Longest JSON-LD articleBody, its spaces normalised; "" if there is none."""
    best = ""
    for script in scripts:
        at = script.find(_BODY)
        match = _BODY_VALUE.match(script, at + len(_BODY)) if at >= 0 else None
        if match and len(match[1]) > len(best):
            try:
                best = str(json.loads(match[1], strict=False))
            except ValueError:
                continue
    return " ".join(best.split())
