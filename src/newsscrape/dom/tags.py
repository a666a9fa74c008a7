"""Tags as the HTML tokeniser reads them, for taking some out: regular expressions that are linear on any page."""

from __future__ import annotations

import re
from typing import Final

__all__ = [
    "ATTRIBUTE", "FIRST_ATTRIBUTES", "FORMATTING", "LIES", "MAX_ATTRIBUTES", "MAX_FORMATTING_ATTRIBUTES", "OPEN_TOKEN",
    "RAW", "TOKEN",
]  # fmt: skip

MAX_ATTRIBUTES: Final = 1000
"""Attributes of one tag."""
MAX_FORMATTING_ATTRIBUTES: Final = 20
"""Attributes of one formatting tag, which are copied whenever it is opened anew; no page of newsbench has more."""
KEPT_ATTRIBUTES: Final = 10
"""Attributes that a tag with too many of them keeps."""
FORMATTING: Final = frozenset(
    "/a /b /big /code /em /font /i /nobr /s /small /strike /strong /tt /u".split()
)  # as end tags, like all that is on the stack
RAW: Final = frozenset("script style textarea title xmp iframe noembed noframes".split())
"""Elements whose content is text up to their end tag."""


def _any_case(word: str) -> str:
    return "".join(f"[{c}{c.upper()}]" for c in word)


# The parts follow the tokeniser of the HTML standard (13.2.5), whose white space is these five characters.
_SPACE: Final = r" \t\n\f\r"
_NAME: Final = rf"[a-zA-Z][^{_SPACE}/>]*+"
_ATTRIBUTE: Final = (
    rf"[{_SPACE}/]*+[^{_SPACE}/>][^{_SPACE}/>=]*+"
    rf"(?:[{_SPACE}]*+=[{_SPACE}]*+(?:\"[^\"]*+\"|'[^']*+'|[^{_SPACE}>\"'][^{_SPACE}>]*+|))?+"
)
_TAG_END: Final = rf"[{_SPACE}/]*+(?:>|\Z)"
_REST: Final = rf"(?:{_ATTRIBUTE}){{0,{MAX_ATTRIBUTES}}}+{_TAG_END}"
_COMMENT: Final = r"!--(?:-?>|(?:[^-]++|-(?!-!?>))*+(?:--!?>)?+)"
_BOGUS: Final = r"(?:!(?!--)|\?|/(?![a-zA-Z]))[^>]*+"
_RAW: Final = "|".join(
    rf"{_any_case(name)}(?![^{_SPACE}/>]){_REST}(?:[^<]++|<(?!/{_any_case(name)}))*+" for name in sorted(RAW)
)
_SKIPPED: Final = rf"{_RAW}|{_COMMENT}|{_BOGUS}"
LIES: Final = re.compile(r"(?i)<(?:svg|math|select)[ \t\n\f\r/>]|<!\[CDATA\[|<script[ \t\n\f\r/>][^<]*<!--")
"""Where what follows may be read in another way than by the rules of plain HTML: scripts there are markup."""
OPEN_TOKEN: Final = re.compile(rf"<(/?{_NAME})((?:{_ATTRIBUTE})*+){_TAG_END}")
TOKEN: Final = re.compile(rf"<(?:{_SKIPPED}|(/?{_NAME})((?:{_ATTRIBUTE})*+){_TAG_END})")
"""A tag (its name, its attributes), a comment, or a script with its text."""
ATTRIBUTE: Final = re.compile(rf"(?<![{_SPACE}/]){_ATTRIBUTE}")
FIRST_ATTRIBUTES: Final = re.compile(rf"(?:{_ATTRIBUTE}){{0,{KEPT_ATTRIBUTES}}}+")
