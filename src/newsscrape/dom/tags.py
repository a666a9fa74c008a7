"""What is known of tags before a page is parsed: limits on their attributes, and those that need care."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["FORMATTING", "KEPT_ATTRIBUTES", "LIES", "MAX_ATTRIBUTES", "MAX_FORMATTING_ATTRIBUTES", "RAW"]

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
LIES: Final = re.compile(rb"(?i)<(?:svg|math|select)[ \t\n\f\r/>]|<!\[CDATA\[|<script[ \t\n\f\r/>][^<]*<!--")
"""Where what follows may be read in another way than by the rules of plain HTML: scripts there are markup."""
