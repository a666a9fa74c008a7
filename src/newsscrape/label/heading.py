"""Which block is the headline and which its kicker: what the model thinks, the stated titles, and their places."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from newsscrape import lexicon
from newsscrape.dom import HEADINGS
from newsscrape.label.columns import COLUMNS
from newsscrape.label.model import CLASSES
from newsscrape.label.titles import NO_TITLES, Titles, words
from newsscrape.metadata.months import MONTHS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from newsscrape.dom import Tree
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
_BELOW_TRAIL: Final = 0.5
"""The same for a block below a trail of links that ends with the likeliest one, if it is unlike all stated titles."""
_LEAST: Final = 0.1
"""The same for one that is a stated title where the likeliest is the house's name or what a title has last."""
_STATED: Final = 0.4
"""What reading like a stated title adds to the probability of a headline."""
_EXACT: Final = 0.7
"""What being a stated title, or what one begins or ends with, adds to it."""
_MIN_WORDS: Final = 3
"""Words from which that counts: fewer may be a section's name."""
_MAX_HEADINGS: Final = 4
"""Headings that are looked at as a whole."""
_SAME_WORDS, _MAX_KICKER_WORDS = 3, 6
"""Words from which a headline is known again, and of a kicker that is printed in front of it the second time."""
_BY_CHANCE: Final = 1
"""Words that a section's or a site's name may share with a stated title."""
_TRAIL: Final = re.compile(r"bread-?_?crumb", re.IGNORECASE)
_TRAIL_NAMES: Final = ("class", "id", "itemtype", "typeof", "aria-label")
_TRAIL_STEPS: Final = 4
"""Elements up from the last item of a trail to the trail."""
_HEADLINE_NAME: Final = re.compile(r"(?<!sub)(?<!sub[-_])headline", re.IGNORECASE)
_BETWEEN: Final = (":", "：", "– ", "- ")
"""What a headline opens with, or has before it, that stands behind its kicker in one heading."""
_OPENING: Final = frozenset("\"'„“”«»‘’‚‹›「『¿¡")
KICKER_NAME: Final = re.compile(
    r"kicker|overline|roofline|eyebrow|dachzeile|topline|highline|supertitle|spitzmarke", re.IGNORECASE
)
"""Classes of what stands above a headline: "article-kicker", "header__roofline"."""
_IS_CREDIT: Final = 0.3
"""Probability of a credit, votes included, from which a block is no kicker."""
_KICKER_FLOOR: Final = 0.35
_BEFORE_HEADLINE, _IN_HEADING, _LINKED_KICKER = 0.35, 0.4, 0.3
"""What the place of a kicker adds to its probability, and what a link, which leads to a section, takes off."""
_KICKER_CHARS, _MOSTLY_LINK = 80, 0.5
_PARTICLE: Final = 3
"""Letters of the longest particle that stands alone beside a headline: "by", "von"."""
_ADDRESS_OR_MINUTES: Final = re.compile(r"https?://|www\.|\d+[ -]?min", re.IGNORECASE)
_OF_THE_PAGE: Final = ("share", "newsletter", "related", "comments", "paywall", "navigation")
"""Keys of the lexicon whose phrases no kicker is: "Filed under", "Log in"."""
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
    titles: Titles = NO_TITLES


def keep_one_headline(p: NDArray[np.float32], lines: Lines) -> None:
    """Leave one headline, in place: the likeliest block or a better rival."""
    column = p[:, _HEADLINE]
    best = int(column.argmax())
    keep = float(column[best])
    if keep < (_HEADLINE_FLOOR if any(not lines.titles.name_house(t) for t in lines.titles.all) else _LEAST):
        column[:] = 0
        return
    best = _within_heading(_rival(column, best, lines), lines)
    column[:] = 0
    p[best] = 0
    p[best, _HEADLINE] = 1


def _rival(column: NDArray[np.float32], best: int, lines: Lines) -> int:
    """The best block, or another one where the best ends a trail, names the house or is in no stated title."""
    chances: list[float] = column.tolist()
    again = _again(best, lines)
    if again is not None:
        return again
    rivals = [i for i, chance in enumerate(chances) if chance >= _LEAST and i != best]
    tree, segments, titles = lines.tree, lines.segments, lines.titles
    text, parts = segments[best].text, titles.parts()
    able: list[int] = []
    if rivals and _in_trail(tree, segments[best].element):
        able = [i for i in rivals if i > best and not _in_trail(tree, segments[i].element)]
        able = [i for i in able if chances[i] >= _BELOW_TRAIL or _reads_like(words(segments[i].text), parts)]
    elif titles.name_house(text):
        able = [i for i in rivals if not titles.name_house(segments[i].text)]
        able = [i for i in able if _reads_like(words(segments[i].text), parts)] or _besides(text, lines)
    elif rivals:
        before, opening = titles.before(text), titles.without_house(text)
        heard = {i: words(segments[i].text) for i in rivals}
        able = [i for i in rivals if (i > best and heard[i] in before) or heard[i] == opening]
        if not able:
            able = _whole_heading(best, rivals, lines)
        if not able and _is_foreign(words(text), titles):
            able = [i for i in rivals if chances[i] >= _RIVAL or (len(heard[i]) >= _MIN_WORDS and heard[i] in parts)]
            return _by_title([best, *able], chances, lines)
    return max(able, key=chances.__getitem__, default=best)


def _whole_heading(best: int, rivals: Sequence[int], lines: Lines) -> list[int]:
    """The first part of a heading that is a stated title as a whole, where the likeliest block is no heading."""
    tree, segments = lines.tree, lines.segments
    if any(tree.tags[e] in HEADINGS for e in _above(tree, segments[best].element, _STEPS)):
        return []
    elements = dict.fromkeys(segments[i].element for i in rivals if tree.tags[segments[i].element] in HEADINGS)
    for element in islice(elements, _MAX_HEADINGS):
        parts = [i for i, s in enumerate(segments) if s.element == element]
        whole = words(" ".join([segments[i].text for i in parts]))
        if len(parts) > 1 and len(whole) >= _MIN_WORDS and whole in lines.titles.parts():
            return parts[:1]
    return []


def _besides(house: str, lines: Lines) -> list[int]:
    """The first heading that is all a stated title has beside the name of the house, however unlikely."""
    rest, tags = lines.titles.besides(house), lines.tree.tags
    if not rest:
        return []
    headings = (i for i, s in enumerate(lines.segments) if tags[s.element] in HEADINGS and words(s.text) in rest)
    return [i for i in islice(headings, 1) if not lines.titles.hold_host(lines.segments[i].text)]


def _again(best: int, lines: Lines) -> int | None:
    """The next block, where it is a heading that prints a few words, its kicker, before the same headline."""
    if best + 1 == len(lines.segments):
        return None
    after = lines.segments[best + 1]
    if lines.tree.tags[after.element] not in HEADINGS:
        return None
    own, more = words(lines.segments[best].text), words(after.text)
    is_again = len(own) >= _SAME_WORDS and 0 < len(more) - len(own) <= _MAX_KICKER_WORDS and more[-len(own) :] == own
    return best + 1 if is_again else None


def _by_title(blocks: Sequence[int], chances: Sequence[float], lines: Lines) -> int:
    """The likeliest block, where reading like a stated title counts, and being one counts more."""
    parts = lines.titles.parts()

    def chance(i: int) -> float:
        own = words(lines.segments[i].text)
        is_exact = own in parts and len(own) >= _MIN_WORDS
        return chances[i] + (_EXACT if is_exact else _STATED * _reads_like(own, parts))

    return max(blocks, key=chance)


def _in_trail(tree: Tree, element: int) -> bool:
    """Whether an element is an item of a trail of links from the front page to here."""
    for step, e in enumerate(_above(tree, element, _TRAIL_STEPS)):
        attrs = tree.attrs[e]
        if (step and tree.tags[e] == "nav") or any(_TRAIL.search(attrs.get(name) or "") for name in _TRAIL_NAMES):
            return True
    return False


def _is_foreign(own: tuple[str, ...], titles: Titles) -> bool:
    """Whether words have nothing of the stated titles; "Jimmy" has of "Jimmy: the best of all tools"."""
    parts = titles.parts()
    is_opening = own not in parts and any(words(title)[: len(own)] == own for title in titles.all)
    return not is_opening and _in_common(own, parts) <= _BY_CHANCE


def _reads_like(own: tuple[str, ...], stated: Collection[tuple[str, ...]]) -> bool:
    """Whether words are a stated title or a part of one, or most of them are."""
    common = _in_common(own, stated)
    return own in stated or (common > _BY_CHANCE and common >= len({*own}) / 2)


def _in_common(own: tuple[str, ...], stated: Collection[tuple[str, ...]]) -> int:
    """Words in common with the stated title they are most like."""
    return max((len({*own}.intersection(title)) for title in stated), default=0)


def _within_heading(head: int, lines: Lines) -> int:
    """The same block, or the next one of its heading where the first is marked as what stands before a headline."""
    segments, tree = lines.segments, lines.tree
    first, between = segments[head], ""
    for at in range(head + 1, min(head + 3, len(segments))):
        second = segments[at]
        if not _in_one_heading(tree, first.element, second.element):
            return head
        if any(map(str.isalnum, second.text)):
            break
        between = second.text
    else:
        return head
    opens = (between or second.text).startswith(_BETWEEN)
    goes_on = first.text.endswith((":", "：")) and (second.text[0].isalnum() or second.text[0] in _OPENING)
    is_named = first.mark == first.element and _HEADLINE_NAME.search(tree.attrs[second.mark].get("class") or "")
    return at if opens or goes_on or (is_named and second.mark != second.element) else head


def _in_one_heading(tree: Tree, first: int, second: int) -> bool:
    """Whether two elements are the same, or the second is a heading that holds the first."""
    return first == second or (tree.tags[second] in HEADINGS and second < first < tree.ends[second])


def keep_one_kicker(p: NDArray[np.float32], lines: Lines) -> None:
    """Leave at most one block with the role, in place: right before the headline, or in its element, not a link."""
    column, segments = p[:, _KICKER], lines.segments
    head = int(p[:, _HEADLINE].argmax())
    best, top = -1, _KICKER_FLOOR
    for i in range(max(head - _KICKER_REACH, 0), min(head + 2, len(segments))):
        if i != head and column[i] and p[i, _CREDIT] < _IS_CREDIT and _may_be_kicker(segments[i].text):
            score = float(column[i]) + _by_place(i, head, lines)
            if score >= top:
                best, top = i, score
    column[:] = 0
    if best >= 0:
        p[best, _KICKER] = 1


def _may_be_kicker(text: str) -> bool:
    """Whether a line has letters and is no address, no time of reading, no mere "by" or "in", no month or day and
    nothing of the page's menus and buttons.
    """
    if (
        not any(map(str.isalpha, text))
        or (len(text) <= _PARTICLE and text.islower())
        or _ADDRESS_OR_MINUTES.match(text)
        or any(lexicon.is_label(text, key) for key in _OF_THE_PAGE)
    ):
        return False
    month, _, day = text.casefold().partition(" ")
    return not (month.strip(".,") in MONTHS and (not day or day.isdigit()))


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
    return not {*_above(tree, a, _STEPS)}.isdisjoint(_above(tree, b, _STEPS))


def _above(tree: Tree, element: int, steps: int) -> Iterator[int]:
    for _ in range(steps + 1):
        yield element
        if element <= 0:
            return
        element = tree.parents[element]
