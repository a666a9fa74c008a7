"""Tags as the HTML tokeniser reads them: regular expressions that take linear time on any page."""

from __future__ import annotations

import re
from typing import Final

__all__ = [
    "ATTRIBUTE", "ENDS_SOON", "FIRST_ATTRIBUTES", "FORMATTING", "LIES", "MAX_ATTRIBUTES", "MAX_FORMATTING_ATTRIBUTES",
    "NAMES", "OPEN_NAMES", "OPEN_TOKEN", "SHORT_TAG", "START", "STARTS", "TOKEN",
]  # fmt: skip

MAX_ATTRIBUTES: Final = 1000
"""Attributes of one tag."""
MAX_FORMATTING_ATTRIBUTES: Final = 20
"""Attributes of one formatting tag, which are copied whenever it is opened anew; no page of newsbench has more."""
FEW_ATTRIBUTES: Final = 3
"""Attributes of a formatting tag on such a page."""
KEPT_ATTRIBUTES: Final = 10
"""Attributes that a tag with too many of them keeps."""
FORMATTING: Final = frozenset(
    "/a /b /big /code /em /font /i /nobr /s /small /strike /strong /tt /u".split()
)  # as end tags, like all that is on the stack


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
    rf"{_any_case(name)}(?![^{_SPACE}/>]){_REST}(?:[^<]++|<(?!/{_any_case(name)}))*+"
    for name in "script style textarea title xmp iframe noembed noframes".split()
)
_SKIPPED: Final = rf"{_RAW}|{_COMMENT}|{_BOGUS}"
# Not "a": of these, the parser opens only one anew.
_FORMATTING: Final = "|".join(_any_case(name[1:]) for name in sorted(FORMATTING - {"/a"}))


def _formatting_with_more_than(attributes: int) -> str:
    return rf"(?:{_FORMATTING})(?=[{_SPACE}/])(?:{_ATTRIBUTE}){{{attributes + 1}}}"


STARTS: Final = re.compile(
    rf"<(?=[bcefinstuhBCEFINSTUH])((?i:b(?:ig|ody)?|code|em|font|html|i|nobr|s(?:mall|trike|trong)?|tt|u))"
    rf"(?=[{_SPACE}/>])(?=((?:{_ATTRIBUTE}){{{FEW_ATTRIBUTES + 1},{MAX_FORMATTING_ATTRIBUTES + 1}}}+)?)"
)
"""What may be a start tag of a formatting element, html or body; the second group where it has many attributes."""
START: Final = re.compile("<[a-zA-Z]")
ENDS_SOON: Final = re.compile(rf"(?:{_ATTRIBUTE}){{0,100}}+{_TAG_END}")
"""The rest of a tag, from the end of a quoted value on."""
SHORT_TAG: Final = re.compile(rf"<{_NAME}{_REST}")
LIES: Final = re.compile(r"(?i)<(?:svg|math|select)[ \t\n\f\r/>]|<!\[CDATA\[|<script[ \t\n\f\r/>][^<]*<!--")
"""Where what follows may be read in another way than by the rules of plain HTML: scripts there are markup."""
NAMES: Final = re.compile(
    rf"(?:[^<]++|<(?:{_SKIPPED}|(?!/?[a-zA-Z])))*+<"
    rf"(?:(?!{_formatting_with_more_than(MAX_FORMATTING_ATTRIBUTES)})(/?{_NAME}){_REST}|/?[a-zA-Z](?s:.*(?=.)))"
    rf"|(?:[^<]++|<(?:{_SKIPPED}|(?!/?[a-zA-Z])))++\Z"
)
"""`findall` gives the names of all tags, "div" and "/div"; "" for a tag with too many attributes, the last that
is looked at, and for an end without a tag, which must match lest every place in it be tried."""
OPEN_NAMES: Final = re.compile(
    rf"<(?:(?!{_formatting_with_more_than(MAX_FORMATTING_ATTRIBUTES)})(/?{_NAME}){_REST}|/?[a-zA-Z](?s:.*(?=.)))"
    r"|(?s:.)\Z"
)
"""The same, of tags in comments and scripts too."""
OPEN_TOKEN: Final = re.compile(rf"<(/?{_NAME})((?:{_ATTRIBUTE})*+){_TAG_END}")
TOKEN: Final = re.compile(rf"<(?:{_SKIPPED}|(/?{_NAME})((?:{_ATTRIBUTE})*+){_TAG_END})")
"""A tag (its name, its attributes), a comment, or a script with its text."""
ATTRIBUTE: Final = re.compile(rf"(?<![{_SPACE}/]){_ATTRIBUTE}")
FIRST_ATTRIBUTES: Final = re.compile(rf"(?:{_ATTRIBUTE}){{0,{KEPT_ATTRIBUTES}}}+")
