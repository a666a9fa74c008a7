"""The text of a block with its links and emphasis, properly nested; and what makes hostile text harmless."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsscrape.block import Block, Span

__all__ = ["Styled", "Text", "as_uri", "clean", "inline", "one_line", "safe_url"]

_SCHEMES: Final = frozenset({"", "http", "https", "mailto"})
_UNSAFE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters (terminal escapes among them), lone surrogates and what XML forbids."""
_SPACE: Final = re.compile(r"[\s\u2028\u2029]")
_URI: Final = "%:/?@!$&'()*+,;=~"
"""What the parts of a URI may hold beside letters, digits, "-", "." and "_"."""
_STRAY_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_HOST: Final = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,252}[a-z0-9])?\.?")
_URL_UNSAFE: Final = re.compile(r"[\s<>()\[\]\\\"'`{}|^*]")


@dataclass(frozen=True, slots=True)
class Styled:
    """A link or emphasis around text or further styled stretches."""

    kind: str
    """"link", "emphasis" or "strong"."""
    url: str | None
    children: tuple[Text, ...]


Text = str | Styled


def clean(text: str) -> str:
    """The text with forbidden characters replaced one for one, so that offsets stay; line breaks kept."""
    return _UNSAFE.sub("\ufffd", text)


def one_line(text: str | None) -> str:
    """`clean` text on one line, spaces at its ends cut."""
    return _SPACE.sub(" ", clean(text or "")).strip()


def safe_url(url: str | None) -> str | None:
    """The URL, escaped, if it is a web or mail link (or relative); None for script, data and broken ones."""
    text = re.sub(r"[\x00-\x20\x7f-\x9f]", "", clean(url or ""))
    try:
        scheme = urlsplit(text).scheme
    except ValueError:
        return None
    if not text or scheme not in _SCHEMES:
        return None
    return _URL_UNSAFE.sub(lambda m: quote(m[0], safe=""), text)


def as_uri(url: str | None) -> str | None:
    """A web address as RFC 3986 has it: absolute, ASCII, an international host in its IDNA form; None for others."""
    safe = safe_url(url)
    try:
        parts = urlsplit(safe or "")
        host, port = (parts.hostname or "").encode("idna").decode("ascii"), parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host):
        return None
    path, query, fragment = (
        quote(_STRAY_PERCENT.sub("%25", part), safe=_URI) for part in (parts.path, parts.query, parts.fragment)
    )
    return (
        f"{parts.scheme}://{host}{f':{port}' if port else ''}{path}"
        f"{f'?{query}' if query else ''}{f'#{fragment}' if fragment else ''}"
    )


def inline(block: Block) -> tuple[Text, ...]:
    """The block's text as nested pieces, spaces and line breaks as single spaces (kept in code).

    Spans outside the text, crossing another or repeating the kind around them are dropped; a link whose URL
    is not safe loses the link and keeps its text.
    """
    text = clean(block.text)
    if block.role != "code":
        text = _SPACE.sub(" ", text)
    spans = sorted(block.spans, key=lambda s: (s.start, -s.end))
    usable = [s for s in spans if 0 <= s.start < s.end <= len(text) and _wanted(s)]
    return _nest(text, 0, len(text), usable, frozenset())


def _wanted(span: Span) -> bool:
    return span.kind != "link" or safe_url(span.url) is not None


def _nest(text: str, start: int, end: int, spans: Sequence[Span], within: frozenset[str]) -> tuple[Text, ...]:
    pieces: list[Text] = []
    at = start
    for i, span in enumerate(spans):
        if span.start < at or span.end > end or span.kind in within:
            continue
        inner = [s for s in spans[i + 1 :] if s.end <= span.end and s.start >= span.start]
        children = _nest(text, span.start, span.end, inner, within | {span.kind})
        pieces += [text[at : span.start]] if span.start > at else []
        pieces.append(Styled(span.kind, safe_url(span.url), children))
        at = span.end
    return (*pieces, text[at:end]) if at < end else tuple(pieces)
