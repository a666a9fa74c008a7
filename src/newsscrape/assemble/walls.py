"""Pages that stand before an article or hold none: bot and consent walls, shells of scripts, empty pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from newsscrape.assemble.phrases import saying, says_plainly
from newsscrape.document import Outcome
from newsscrape.segment import shown_chars

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsscrape.dom import Tree
    from newsscrape.segment import Segment

__all__ = ["find"]

_NOTHING: Final = 40
"""Characters of visible text under which a page shows nothing."""
_LITTLE: Final = 400
"""Characters of visible text under which a page is a shell; of labelled body, under which it may be a wall."""
_SHELL_BODY: Final = 200
_WALL: Final = 2500
"""Characters of visible text up to which a page may be a wall whatever else it says."""
_LONG_WALL: Final = 6000
"""Characters up to which one may be a consent wall if it speaks of little else."""
_BLOCKS: Final = 40
"""Visible blocks of a bot wall at most; more are a site's furniture, which may name a captcha."""
_SHARE: Final = 0.2
"""Of the visible text that asks for consent, from which a short page is a wall and not a page with a cookie link."""
_LONG_SHARE: Final = 0.4
_BUTTON: Final = 60
"""Characters under which a block is a button or heading, which a long wall has too."""
_FRAMES: Final = frozenset(
    {
        "root",
        "app",
        "__next",
        "__nuxt",
        "___gatsby",
        "svelte",
        "react-root",
        "app-root",
        "q-app",
        "ember-app",
        "app-main",
        "d-splash",
        "flt-glass-pane",
        "flutter-view",
    }
)
"""Ids and tags of the element that scripts fill: React, Vue, Next, Nuxt, Gatsby, Svelte, Angular, Quasar, Ember,
Discourse or Flutter."""
_QUOTE: Final = 60


def find(tree: Tree, segments: Sequence[Segment], body_chars: int) -> Outcome | None:
    """What keeps a page from showing an article; None if nothing does. `body_chars` is what was taken for its text."""
    chars = shown_chars(segments, _LONG_WALL)
    if chars >= _LONG_WALL:
        return None
    visible = [s for s in segments if not s.is_hidden]
    wall = _challenge(segments, len(visible), chars, body_chars) or _consent(visible, chars, body_chars)
    return wall or (_unshown(tree, segments, chars) if body_chars < _SHELL_BODY else None)


def _challenge(segments: Sequence[Segment], blocks: int, chars: int, body_chars: int) -> Outcome | None:
    if chars >= _WALL or blocks > _BLOCKS or sum(len(s.text) for s in segments) >= 2 * _WALL:
        return None
    found = [s for s in segments if says_plainly(s.text, "challenge")]
    if not found and body_chars < _LITTLE:
        found = saying(segments, "challenge")
    if not found:
        return None
    return Outcome("bot_challenge", (_said(found[0]), f"only {chars} characters of visible text"))


def _consent(visible: Sequence[Segment], chars: int, body_chars: int) -> Outcome | None:
    if not chars:
        return None
    is_short = chars < _WALL and body_chars < _LITTLE
    found = saying(visible, "consent", (_SHARE if is_short else _LONG_SHARE) * chars - 1)
    share = sum(len(s.text) for s in found) / chars
    short = is_short and share >= _SHARE
    offers = any(len(s.text) < _BUTTON for s in found)
    if not short and not (offers and share >= _LONG_SHARE):
        return None
    about = f"{share:.0%} of {chars} characters of text ask for consent"
    return Outcome("consent_wall", (about, _said(found[0])))


def _unshown(tree: Tree, segments: Sequence[Segment], chars: int) -> Outcome | None:
    little = f"{chars} characters of visible text" if chars else "no visible text"
    if chars >= _LITTLE or sum(len(s.text) for s in segments) - chars >= _WALL:
        return None
    notices = saying(segments, "javascript")
    if notices:
        return Outcome("js_shell", (_said(notices[0]), little))
    if chars >= _NOTHING:
        return None
    frame = _frame(tree)
    if frame:
        return Outcome("js_shell", (f"scripts fill its application frame {frame}", little))
    return Outcome("empty", (little,))


def _frame(tree: Tree) -> str | None:
    """The element that scripts are to fill, as a selector."""
    for tag, attrs in zip(tree.tags, tree.attrs, strict=True):
        if tag in _FRAMES:
            return tag
        if attrs.get("id") in _FRAMES:
            return f"{tag}#{attrs['id']}"
    return None


def _said(segment: Segment) -> str:
    text = segment.text
    return f"a block says {text if len(text) <= _QUOTE else text[:_QUOTE].rstrip() + '…'!r}"
