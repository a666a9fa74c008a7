"""Which block is the headline and which its kicker: what the model thinks, the stated titles, and their places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from newsscrape.label.columns import COLUMNS
from newsscrape.label.model import CLASSES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from newsscrape.dom import Head, Tree
    from newsscrape.label.features import Features
    from newsscrape.segment import Segment

__all__ = ["KICKER_NAME", "Lines", "keep_one_headline", "keep_one_kicker"]

_HEADLINE: Final = CLASSES.index("headline")
_KICKER: Final = CLASSES.index("kicker")
_CREDIT: Final = CLASSES.index("credit")
_HEADLINE_FLOOR: Final = 0.15
"""Below this no block of the page is its headline."""
_RIVAL: Final = 0.3
"""Probability from which a block may be the headline though another is likelier."""
_STATED: Final = 0.2
"""What reading like a stated title adds to the probability of a headline."""
_BY_CHANCE: Final = 1
"""Words that a section's or a site's name may share with a stated title."""
_TITLE_METAS: Final = frozenset({"og:title", "twitter:title", "dc.title", "title"})
_MAX_TITLE: Final = 500
"""Characters of a stated title that are read."""
_BORDER: Final = re.compile(r" [|–—·»«•:-]+ |\|")
"""Between the parts of a stated title: "Neue Deiche bis zum Winter | Beispielblatt"."""
_WORD: Final = re.compile(r"\w+")
_HEADLINE_NAME: Final = re.compile(r"(?<!sub)(?<!sub[-_])headline", re.IGNORECASE)
_OPENING: Final = frozenset("\"'„“”«»‘’‚‹›「『¿¡")
KICKER_NAME: Final = re.compile(
    r"kicker|overline|roofline|eyebrow|dachzeile|topline|supertitle|spitzmarke", re.IGNORECASE
)
"""Classes of what stands above a headline: "article-kicker", "header__roofline"."""
_IS_CREDIT: Final = 0.3
"""Probability of a credit, votes included, from which a block is no kicker."""
_KICKER_FLOOR: Final = 0.35
_BEFORE_HEADLINE, _IN_HEADING, _LINKED_KICKER = 0.35, 0.4, 0.3
"""What the place of a kicker adds to its probability, and what a link, which leads to a section, takes off."""
_KICKER_CHARS, _MOSTLY_LINK = 80, 0.5
_KICKER_REACH: Final = 6
"""Blocks before the headline in which its kicker may stand."""
_STEPS: Final = 2
"""Elements up from a kicker, and from its headline, to the one that holds both."""
_LINK_SHARE: Final = COLUMNS.index("link_share")


class Lines(NamedTuple):
    """The blocks of a page and what is known of them."""

    tree: Tree
    segments: Sequence[Segment]
    seen: Features


def keep_one_headline(p: NDArray[np.float32], lines: Lines) -> None:
    """Leave one block with the role, in place: the likeliest, where a rival does not read like a stated title."""
    column = p[:, _HEADLINE]
    best = int(column.argmax())
    keep = float(column[best])
    if keep >= _HEADLINE_FLOOR:
        best = _within_heading(_rival(column, best, lines), lines)
    column[:] = 0
    if keep >= _HEADLINE_FLOOR:
        p[best] = 0
        p[best, _HEADLINE] = 1


def _rival(column: NDArray[np.float32], best: int, lines: Lines) -> int:
    """The best block, or the likeliest that reads like a stated title where the best has nothing of one."""
    rivals = (column >= _RIVAL).nonzero()[0].tolist()
    if len(rivals) < 2:
        return best
    head = lines.tree.head
    stated = {*_stated(head)}
    text = lines.segments[best].text
    if _in_common(text, stated) > _BY_CHANCE or any(f'"{text}"' in script for script in head.jsonld):
        return best
    return max(rivals, key=lambda i: float(column[i]) + _STATED * _reads_like(lines.segments[i].text, stated))


def _in_common(text: str, stated: Iterable[tuple[str, ...]]) -> int:
    """Words that a text has in common with the stated title it is most like."""
    own = {*_words(text)}
    return max((len(own.intersection(title)) for title in stated), default=0)


def _reads_like(text: str, stated: Collection[tuple[str, ...]]) -> bool:
    """Whether a text is a stated title or a part of one, or most of its words are."""
    words = _words(text)
    common = _in_common(text, stated)
    return words in stated or (common > _BY_CHANCE and common >= len({*words}) / 2)


def _stated(head: Head) -> Iterator[tuple[str, ...]]:
    """The words of each stated title, and of what stands before and after each border in it."""
    names = ((m.get("property") or m.get("name", "")).lower() for m in head.metas)
    titles = [m.get("content", "") for m, name in zip(head.metas, names, strict=True) if name in _TITLE_METAS]
    for title in dict.fromkeys((*titles, head.title or "")):
        text = " ".join(title[:_MAX_TITLE].replace("\xad", "").split())
        yield _words(text)
        for border in _BORDER.finditer(text):
            yield _words(text[: border.start()])
            yield _words(text[border.end() :])


def _within_heading(head: int, lines: Lines) -> int:
    """The same block, or the next one of its element where the first is marked as what stands before a headline."""
    segments = lines.segments
    if head + 1 == len(segments) or segments[head].element != segments[head + 1].element:
        return head
    first, second = segments[head], segments[head + 1]
    opens = second.text.startswith((":", "："))
    goes_on = first.text.endswith((":", "：")) and (second.text[0].isalnum() or second.text[0] in _OPENING)
    is_named = first.mark == first.element and _HEADLINE_NAME.search(lines.tree.attrs[second.mark].get("class") or "")
    return head + 1 if opens or goes_on or (is_named and second.mark != second.element) else head


def keep_one_kicker(p: NDArray[np.float32], lines: Lines) -> None:
    """Leave at most one block with the role, in place: right before the headline, or in its element, not a link."""
    column, segments = p[:, _KICKER], lines.segments
    head = int(p[:, _HEADLINE].argmax())
    best, top = -1, _KICKER_FLOOR
    for i in range(max(head - _KICKER_REACH, 0), min(head + 2, len(segments))):
        if i != head and column[i] and p[i, _CREDIT] < _IS_CREDIT and any(map(str.isalpha, segments[i].text)):
            score = float(column[i]) + _by_place(i, head, lines)
            if score >= top:
                best, top = i, score
    column[:] = 0
    if best >= 0:
        p[best, _KICKER] = 1


def _by_place(i: int, head: int, lines: Lines) -> float:
    """What a block's place says for it as a kicker, or against."""
    block, headline = lines.segments[i], lines.segments[head]
    is_linked = bool(lines.seen.table[i, _LINK_SHARE] > _MOSTLY_LINK)
    score = -_LINKED_KICKER * is_linked
    if i < head and len(block.text) <= _KICKER_CHARS:
        is_close = i >= head - 2 and not any(map(str.isdigit, block.text))
        if is_close and not is_linked and _are_near(lines.tree, block.element, headline.element):
            score += _BEFORE_HEADLINE
        score += _IN_HEADING * (block.element == headline.element)
    return score


def _are_near(tree: Tree, a: int, b: int) -> bool:
    """Whether one element holds both, at most two steps up from either."""
    return not {*_above(tree, a)}.isdisjoint(_above(tree, b))


def _above(tree: Tree, element: int) -> Iterator[int]:
    for _ in range(_STEPS + 1):
        yield element
        if element <= 0:
            return
        element = tree.parents[element]


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))
