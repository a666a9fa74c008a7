"""The text of pages that ship it inside scripts and show nothing without them.

Next.js, Nuxt and the like carry an article's HTML as a string of their state: `__NEXT_DATA__`, or
`self.__next_f.push([1,"…"])`, strings within strings. Looked for only where a page shows hardly any text.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["with_embedded"]

_STRING: Final = re.compile(r'(?<=[\[,:(={\s])"((?:[^"\\]++|\\.)*+)"(?=\s*[\],:)};])', re.DOTALL)
"""A string where JSON or a script has one: {"body":"<p>…</p>"}; not the text between two attributes."""
_ESCAPED_TAG: Final = re.compile(r"(?:<|(?<!\\)\\+u003c)p[\s>\\]", re.IGNORECASE)
_DEPTH: Final = 3
"""Strings within strings: script, state, field."""
_PARAGRAPHS: Final = 3
"""Paragraphs from which a string is an article's text."""
_LONGEST: Final = 3_000_000
"""Characters of a script that are looked at; those of real pages have 500,000."""


def with_embedded(html: bytes) -> bytes | None:
    """The page with its text taken out of its scripts; None if they hold none. Linear in the page's size."""
    parser = LexborHTMLParser(html)
    texts = (node.text()[:_LONGEST] for node in parser.css("script"))
    found = max((s for text in texts for s in _html_strings(text, _DEPTH)), key=_prose, default=None)
    if found is None:
        return None
    head = parser.head.html if parser.head is not None else ""
    titles = parser.css("title")
    title = titles[0].text() if titles else ""
    heading = f"<h1>{title.replace('<', '&lt;')}</h1>" if "<h1" not in found and title else ""
    return f"<html>{head}<body><article>{heading}{found}</article></body></html>".encode()


def _html_strings(text: str, depth: int) -> Iterator[str]:
    """Strings that hold paragraphs of HTML, at most `depth` levels of quoting deep."""
    if not depth or not _ESCAPED_TAG.search(text):
        return
    for match in _STRING.finditer(text):
        if len(match[1]) < 200 or not _ESCAPED_TAG.search(match[1]):
            continue
        try:
            # An escape of half a surrogate pair would be no text that can be parsed or written.
            value = json.loads(match[0]).encode("utf-8", "replace").decode()
        except ValueError:
            continue
        if value.count("</p>") >= _PARAGRAPHS and value.lstrip()[:1] not in "{[":
            yield value
        yield from _html_strings(value, depth - 1)


def _prose(html: str) -> int:
    return html.count("</p>") * 1000 + len(html) // 100
