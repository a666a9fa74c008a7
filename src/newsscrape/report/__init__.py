"""Explanation → one self-contained HTML file, or lines of text.

All text of the page stands in one JSON element, in which no character can end it, and reaches the screen as text
nodes only. The policy in the file allows its own style and script by their hashes, and nothing else: no network.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from newsscrape.render.inline import one_line
from newsscrape.report.facts import facts

if TYPE_CHECKING:
    from newsscrape.explain import Explanation

__all__ = ["render"]

_UNSAFE: Final = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}
"""What could end a script element or a line of it; inside JSON strings their escapes mean the same."""
_MAX_TITLE: Final = 120


def render(explanation: Explanation) -> str:
    """The report as a whole HTML document, ending in a line break; the same for the same explanation."""
    style, script = _part("report.css"), _part("report.js")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    title = explanation.document.headline or explanation.document.url or "a page"
    filled = {
        "policy": escape(policy), "title": escape(one_line(title)[:_MAX_TITLE]), "style": style, "script": script,
        "data": _json(facts(explanation)),
    }  # fmt: skip
    pieces = _part("report.html").split("%%")
    return "".join(filled[piece] if i % 2 else piece for i, piece in enumerate(pieces))


def _part(name: str) -> str:
    return files("newsscrape.report").joinpath(name).read_text("utf-8")


def _hash(text: str) -> str:
    """As a content security policy names an inline element."""
    return "sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _json(value: object) -> str:
    """JSON that may stand in a script element; a lone surrogate as its escape."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)
    return text.encode("utf-8", "backslashreplace").decode()
