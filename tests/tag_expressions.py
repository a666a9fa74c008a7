"""Tags by regular expressions, as the standard's tokeniser reads them: what the scan before parsing is held to."""

import re

from newsscrape.dom.tags import MAX_ATTRIBUTES, RAW


def _any_case(word: str) -> str:
    return "".join(f"[{c}{c.upper()}]" for c in word)


# The parts follow the tokeniser of the HTML standard (13.2.5), whose white space is these five characters.
_SPACE = r" \t\n\f\r"
_NAME = rf"[a-zA-Z][^{_SPACE}/>]*+"
_ATTRIBUTE = (
    rf"[{_SPACE}/]*+[^{_SPACE}/>][^{_SPACE}/>=]*+"
    rf"(?:[{_SPACE}]*+=[{_SPACE}]*+(?:\"[^\"]*+\"|'[^']*+'|[^{_SPACE}>\"'][^{_SPACE}>]*+|))?+"
)
_TAG_END = rf"[{_SPACE}/]*+(?:>|\Z)"
_REST = rf"(?:{_ATTRIBUTE}){{0,{MAX_ATTRIBUTES}}}+{_TAG_END}"
_COMMENT = r"!--(?:-?>|(?:[^-]++|-(?!-!?>))*+(?:--!?>)?+)"
_BOGUS = r"(?:!(?!--)|\?|/(?![a-zA-Z]))[^>]*+"
_RAW = "|".join(
    rf"{_any_case(name)}(?![^{_SPACE}/>]){_REST}(?:[^<]++|<(?!/{_any_case(name)}))*+" for name in sorted(RAW)
)
_SKIPPED = rf"{_RAW}|{_COMMENT}|{_BOGUS}"
OPEN_TOKEN = re.compile(rf"<(/?{_NAME})((?:{_ATTRIBUTE})*+){_TAG_END}")
TOKEN = re.compile(rf"<(?:{_SKIPPED}|(/?{_NAME})((?:{_ATTRIBUTE})*+){_TAG_END})")
"""A tag (its name, its attributes), a comment, or a script with its text."""
