"""What kind of page it is, with the reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from newsscrape import lexicon
from newsscrape.document import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsscrape.document import Status
    from newsscrape.segment import Segment

__all__ = ["Signs", "decide"]

_LITTLE: Final = 400
"""Characters of visible text under which a page is a shell, a wall or empty."""
_WALL: Final = 2500
"""Characters of visible text up to which a page may be a consent or bot wall."""
_ARTICLE: Final = 0.5
_CUT: Final = 1800
"""Characters of body up to which a page with a paywall notice counts as cut."""
_NOTICE_REACH: Final = 5
"""Blocks after the last of the text in which a subscription notice counts."""
_LIVE_TYPES: Final = frozenset({"LiveBlogPosting"})


@dataclass(frozen=True, slots=True)
class Signs:
    """What the decision is made from."""

    segments: Sequence[Segment]
    probability: float
    """The model's, that the page is one article."""
    body_chars: int
    body_end: int
    """Position after the last body block."""
    type: str | None
    is_free: bool | None


def decide(signs: Signs) -> Outcome:
    """The page's outcome; walls and shells before the model's opinion."""
    visible = [s for s in signs.segments if not s.is_hidden]
    chars = sum(len(s.text) for s in visible)
    wall = _wall(signs, chars)
    if wall is not None:
        return wall
    p = f"model: {signs.probability:.2f} that this is one article"
    if signs.body_chars == 0 or signs.probability < _ARTICLE:
        links = sum(s.link_chars for s in visible) / max(chars, 1)
        status: Status = "index_page" if links > 0.6 and signs.body_chars < 1500 else "not_article"
        return Outcome(status, (p, f"{links:.0%} of the text is links"))
    if signs.type in _LIVE_TYPES:
        return Outcome("live_blog", (f"schema.org type {signs.type}", p))
    cut = _paywall(signs)
    if cut:
        return Outcome("paywalled", (*cut, p))
    return Outcome("article", (p,))


def _paywall(signs: Signs) -> tuple[str, ...]:
    """Reasons to think that the text is cut: little of it, and a notice right where it ends."""
    if signs.is_free is True or signs.body_chars >= _CUT:
        return ()
    after = signs.segments[signs.body_end : signs.body_end + _NOTICE_REACH]
    found = _notice([s for s in after if s.link_chars < len(s.text)], "paywall")
    if found and (signs.is_free is False or signs.body_chars < _CUT // 2):
        told = ("the page says it is not free",) if signs.is_free is False else ()
        return (*told, f"a notice stands where the text ends: {found[:60]!r}")
    return ()


def _wall(signs: Signs, chars: int) -> Outcome | None:
    if chars == 0 and not signs.segments:
        return Outcome("empty", ("no visible text",))
    if chars < _WALL and signs.body_chars < _LITTLE:
        walls: tuple[tuple[str, Status], ...] = (("challenge", "bot_challenge"), ("consent", "consent_wall"))
        for key, status in walls:
            found = _notice(signs.segments, key)
            if found:
                return Outcome(status, (f"{chars} characters of text, one block says {found[:60]!r}",))
    if chars < _LITTLE and signs.body_chars < 200:
        found = _notice(signs.segments, "javascript")
        if found:
            return Outcome("js_shell", (f"{chars} characters of visible text", f"a block says {found[:60]!r}"))
        if chars < 40:
            return Outcome("empty", (f"{chars} characters of visible text",))
    return None


def _notice(segments: Sequence[Segment], key: str) -> str | None:
    bit = lexicon.BIT[key]
    for s in segments:
        if len(s.text) < 400:
            starts, anywhere = lexicon.hits(s.text)
            if (starts | anywhere) & bit:
                return s.text
    return None
