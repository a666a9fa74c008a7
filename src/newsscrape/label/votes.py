"""Rules as votes: what an editor's class name or a printed label says is added to the model's probabilities.

The model has few examples of rare roles; a block that is called "caption" or begins with "Quelle:" tells more
than they do. A vote can be outvoted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from newsscrape import lexicon
from newsscrape.frozen import quickly_made
from newsscrape.label.columns import COLUMNS
from newsscrape.label.context import OWN_CREDIT, LineView, PageView
from newsscrape.label.model import CLASSES
from newsscrape.text import AnyOf

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from newsscrape.dom import Tree
    from newsscrape.label.features import Features
    from newsscrape.segment import Segment

__all__ = ["Vote", "add", "cast"]

_AT: Final = {c: i for i, c in enumerate(CLASSES)}
_BODY, _LEAD, _CAPTION, _CREDIT, _BOILERPLATE = map(CLASSES.index, ("body", "lead", "caption", "credit", "boilerplate"))
_MAX_CHARS: Final = 600
_WEIGHT: Final = {"caption": 0.25, "credit": 0.3, "kicker": 0.35, "lead": 0.3}
_SURE_CAPTION, _OWN_CREDIT_WEIGHT = 0.5, 0.8
"""Where the block is not likelier text: that of picture stories stands in elements named as caption, too."""
_LIKELY: Final = 0.1
"""Probability from which a block may be of a rare role."""
_TEXT: Final = 0.5
"""Probability from which a block is likely text."""
_BYLINE_WEIGHT: Final = 0.4
_LABEL_WEIGHT: Final = 0.4
_SAYS_CREDIT: Final = COLUMNS.index("starts_credit")
_SAYS_SOURCE: Final = COLUMNS.index("starts_source")
_BOXED, _BOX_WEIGHT = 200, 0.4
"""Characters up to which a block of such a box is voted out: a wrapper of the whole article has longer ones."""
_HAS_SOURCE: Final = COLUMNS.index("has_source")
_TAIL_CREDIT: Final = COLUMNS.index("tail_credit")
_PICTURE: Final = COLUMNS.index("picture_before")  # then picture_after
_RIGHT_AFTER, _PHOTO_WEIGHT, _BETWEEN_WEIGHT = 0.3, 0.4, 0.6
"""Nearness to the picture before, 1 / (1 + nodes / 4): at most nine nodes away."""
_BRACKETED: Final = 60
"""Characters up to which a figure's line in brackets is its credit: "(Jane Doe)"."""
_COMMENT_WEIGHT: Final = 0.6
_MAY_NOTICE: Final = AnyOf(
    (
        "ffili", "mmiss", "mpensation", "zon associate", "zon Associate", "xtra cost", "dditional cost", "provision",
        "filiado", "filiación", "filiacy", "nnonslänk", "arn a portion", "i may earn a", "ффилир", "артнёрски",
        "アフィリ", "アソシ",
    )
)  # fmt: skip
"""One of these stands in every notice that a page earns by what its readers buy; few begin as many words do."""
_SURE_NOISE, _NOTICE_WEIGHT = 0.9, 0.6
"""Probability from which a block needs no vote to be left out. On 58 pages with a notice gold has six as text."""
_COUNTER_CHARS: Final = 12
_COUNTER: Final = re.compile(r"\d{1,3}\s?(?:/|of|von|sur|de|di|van|av|af|z|из|з)\s?\d{1,3}\W*")
"""Of slide shows: "2 of 12 |", "3/8"."""
_COLON: Final = re.compile("[:：]")
_LINKS: Final = COLUMNS.index("link_share")
_MOSTLY, _INVITE_WEIGHT = 0.4, 0.5
"""Share of a line that is link, from which its first words are believed: "Lesen Sie auch: …"."""
_IS_P: Final = COLUMNS.index("tag_p")
_LOUD, _LOUD_WEIGHT = 20, 0.9
"""Characters from which a paragraph in capitals that is a link is no word: of 18 on 8 pages with gold none was text."""
_CODE_WEIGHT: Final = 1.0
"""For preformatted blocks within the text: of 53 that the model took for none 50 were text, on 11 sites."""
_SOURCE_SENTENCE: Final = 250
"""Characters up to which a line may say where the text came from: "Jane Doe contributed to this report."."""
_SHORTHAND: Final = re.compile(r"\(?[\w.-]{2,12}(?:\s?/\s?[\w.-]{2,12}){1,4}\)?")
"""How a desk signs: "SDA/sep", "(dpa/gem)"."""
_TAIL, _TAIL_WEIGHT = 3, 0.35
"""Blocks after the last of the text in which such lines stand."""
_ALL_STRONG: Final = 0.95
_LEAD_CHARS: Final = 60
_DECK_CHARS, _BELOW = 30, 2
"""Characters from which a line may be a deck, and blocks below the headline in which the page's description is one."""
_DESCRIBED: Final = COLUMNS.index("description_share")  # then description_cover
_SAME, _DESCRIBED_WEIGHT = 0.95, 0.35
_NEAR, _AROUND = 6, 3
"""Blocks before and after the text that rules look at; blocks around the headline in which a kicker is named."""
_LABEL_END: Final = 30
_SOURCE_LABEL: Final = "begins with a printed source label"
_LABELLED: Final = 100
"""Characters up to which a line is labelled by its first words without a colon."""


@quickly_made
@dataclass(frozen=True, slots=True)
class Vote:
    """What one rule adds to the probability of one role of one block."""

    block: int
    """Position of the block among the page's."""
    role: str
    weight: float
    """Negative against the role."""
    rule: str
    """What was seen, in words: "named as caption"."""


def cast(p: NDArray[np.float32], tree: Tree, segments: Sequence[Segment], seen: Features) -> tuple[Vote, ...]:
    """The votes of all rules, within the article's stretch of the page; `p` as the model gives it."""
    body = _likely_text(p)
    if not body:
        return ()
    page = PageView(tree, segments, seen, p, body)
    page.clear_comments([segments[i].element for i in (page.head, page.first)])
    votes: list[Vote] = []
    for i in body:
        if page.is_comment(segments[i].element):
            _against_comment(i, votes)
    for i in range(max(min(body[0], page.head) - _NEAR, 0), min(body[-1] + _NEAR, len(segments))):
        s = segments[i]
        if tree.tags[s.element] == "pre" and page.first < i < page.last and not s.is_hidden:
            votes.append(Vote(i, "body", _CODE_WEIGHT, "preformatted, within the text"))
        if i != page.head and len(s.text) <= _MAX_CHARS and not s.is_hidden:
            line = LineView(i, s, page.named(s), tree.tags[s.element] == "figcaption")
            _by_name(page, line, votes)
            _by_weight(page, line, votes)
            _by_description(page, line, votes)
            _by_label(page, line, votes)
            _by_photo(page, line, votes)
            _by_box(page, line, votes)
            _by_notice(page, line, votes)
            _by_origin(page, line, votes)
    return tuple(votes)


def _likely_text(p: NDArray[np.float32]) -> list[int]:
    found: list[int] = []
    for i in range(len(p)):
        if p[i, _BODY] + p[i, _LEAD] > _TEXT:
            found.append(i)
    return found


def add(p: NDArray[np.float32], votes: Sequence[Vote]) -> None:
    """Add votes to the probabilities, in place."""
    for vote in votes:
        p[vote.block, _AT[vote.role]] += vote.weight


def _against_comment(i: int, votes: list[Vote]) -> None:
    rule = "in a container named as comments"
    votes += [Vote(i, "body", -_COMMENT_WEIGHT, rule), Vote(i, "boilerplate", _COMMENT_WEIGHT, rule)]


def _by_name(page: PageView, line: LineView, votes: list[Vote]) -> None:
    i, named = line.i, line.named
    is_byline = False
    if ("credit" in named or page.p[i, _CREDIT] > _LIKELY) and not line.in_figure:
        is_byline = not page.says(i, _SAYS_CREDIT) and page.is_byline(line.element)
        if is_byline:
            votes.append(Vote(i, "credit", -_BYLINE_WEIGHT, "in a row named as byline"))
    if not named:
        return
    is_own = "credit" in named and OWN_CREDIT.search(page.attrs[line.mark].get("class") or "") is not None
    if "caption" in named and not is_own:  # no credit within its caption
        is_sure = not page.is_text(i) and not page.p[i, _CREDIT] > page.p[i, _CAPTION]
        _named(i, "caption", _SURE_CAPTION if is_sure else _WEIGHT["caption"], votes)
    if "credit" in named and not is_byline:
        _named(i, "credit", _OWN_CREDIT_WEIGHT if is_own and not page.is_text(i) else _WEIGHT["credit"], votes)
    if "kicker" in named and abs(i - page.head) <= _AROUND:
        _named(i, "kicker", _WEIGHT["kicker"], votes)
    if "lead" in named and i == page.first:
        _instead_of_text(i, "lead", _WEIGHT["lead"], votes, "named as lead in the markup")


def _named(i: int, role: str, weight: float, votes: list[Vote]) -> None:
    votes.append(Vote(i, role, weight, f"named as {role} in the markup"))


def _instead_of_text(i: int, role: str, weight: float, votes: list[Vote], rule: str) -> None:
    votes += [Vote(i, role, weight, rule), Vote(i, "body", -weight, rule)]


def _by_weight(page: PageView, line: LineView, votes: list[Vote]) -> None:
    size = len(line.text)
    if line.i == page.first and size > _LEAD_CHARS and line.strong >= _ALL_STRONG * size:
        _instead_of_text(line.i, "lead", _WEIGHT["lead"], votes, "first text, all of it bold")


def _by_description(page: PageView, line: LineView, votes: list[Vote]) -> None:
    i = line.i
    if not page.head < i <= page.head + _BELOW or page.p[i, _BODY] > _TEXT or len(line.text) < _DECK_CHARS:
        return
    if page.table[i, _DESCRIBED] > _SAME and page.table[i, _DESCRIBED + 1] > _SAME:
        _instead_of_text(i, "lead", _DESCRIBED_WEIGHT, votes, "the page's description, right below the headline")


def _by_label(page: PageView, line: LineView, votes: list[Vote]) -> None:
    i = line.i
    colon = _COLON.search(line.text, 0, _LABEL_END)
    says_source = page.says(i, _SAYS_SOURCE)
    is_notice = line.text[0] == "©" and ":" in line.text and page.says(i, _HAS_SOURCE)  # of rights, then the source
    says_credit = page.says(i, _SAYS_CREDIT) and not is_notice and (colon is not None or len(line.text) <= _LABELLED)
    if says_credit or (says_source and (line.in_figure or "credit" in line.named)):
        weight = _LABEL_WEIGHT * (1.5 if line.in_figure else 1.0)
        votes.append(Vote(i, "credit", weight, "begins with a printed credit label"))
    elif says_source and colon is not None:
        if lexicon.is_label(line.text[: colon.start()], "source"):
            _instead_of_text(i, "source", _LABEL_WEIGHT, votes, _SOURCE_LABEL)
        else:  # "Data quality: …" may be text
            votes.append(Vote(i, "source", _LABEL_WEIGHT, _SOURCE_LABEL))


def _by_photo(page: PageView, line: LineView, votes: list[Vote]) -> None:
    i = line.i
    is_near = max(page.table[i, _PICTURE], page.table[i, _PICTURE + 1]) > _RIGHT_AFTER
    if page.table[i, _LINKS] > _MOSTLY:
        return
    if page.says(i, _SAYS_CREDIT):
        if is_near and not line.in_figure and _COLON.search(line.text, 0, _LABEL_END):
            votes.append(Vote(i, "credit", _PHOTO_WEIGHT, "a printed credit label beside a picture"))
    elif line.in_figure and line.text[0] == "(" and line.text[-1] == ")" and len(line.text) <= _BRACKETED:
        votes.append(Vote(i, "credit", _LABEL_WEIGHT, "a line of a figure, all of it in brackets"))
    elif page.says(i, _TAIL_CREDIT) and not line.text[0].isdigit():  # no "2/28 photos © …"
        if is_near or page.p[i, _CAPTION] > _LIKELY:
            weight = _PHOTO_WEIGHT if is_near else _PHOTO_WEIGHT / 2
            votes.append(Vote(i, "caption", weight, "ends as captions do that name a photographer"))
    elif page.table[i, _PICTURE] > _RIGHT_AFTER:
        _beside_credit(page, line, votes)


def _beside_credit(page: PageView, line: LineView, votes: list[Vote]) -> None:
    """What stands right after a picture: an agency alone, or, with a labelled credit in one element, its caption."""
    i = line.i
    if page.first < i < page.last and page.is_agency(i):
        _instead_of_text(i, "credit", _PHOTO_WEIGHT, votes, "an agency right after a picture, within the text")
    elif page.is_captioned(i):
        _instead_of_text(i, "caption", _BETWEEN_WEIGHT, votes, "between a picture and its credit")


def _by_box(page: PageView, line: LineView, votes: list[Vote]) -> None:
    i = line.i
    if len(line.text) <= _BOXED and page.is_boxed(i):
        votes.append(Vote(i, "boilerplate", _BOX_WEIGHT, "in a box named as newsletter, advert or the like"))
    if page.table[i, _LINKS] <= _MOSTLY:
        return
    if page.invites(i):
        rule = "a link that begins as an invitation to read or do more"
        votes.append(Vote(i, "boilerplate", _INVITE_WEIGHT, rule))
    elif len(line.text) >= _LOUD and page.says(i, _IS_P) and line.text.isupper():
        votes.append(Vote(i, "boilerplate", _LOUD_WEIGHT, "a link in capitals as a paragraph of its own"))


def _by_notice(page: PageView, line: LineView, votes: list[Vote]) -> None:
    if len(line.text) <= _COUNTER_CHARS and line.text[0].isdigit() and _COUNTER.fullmatch(line.text):
        votes.append(Vote(line.i, "boilerplate", _BOX_WEIGHT, "counts the pictures of a slide show"))
    if page.p[line.i, _BOILERPLATE] < _SURE_NOISE and _says_it_earns(line.text):
        _instead_of_text(line.i, "boilerplate", _NOTICE_WEIGHT, votes, "says that the page earns by what is bought")


def _says_it_earns(text: str) -> bool:
    return _MAY_NOTICE.is_in(text) and _affiliate_notice().is_in(text.lower())


@cache
def _affiliate_notice() -> AnyOf:
    return AnyOf(lexicon.name_words("affiliate_notice"))


def _by_origin(page: PageView, line: LineView, votes: list[Vote]) -> None:
    i, text = line.i, line.text
    if page.head < i < page.first and page.names_agency(i) and _SHORTHAND.fullmatch(text):
        votes.append(Vote(i, "source", _TAIL_WEIGHT, "agencies and initials, as desks sign"))
    elif page.last - 1 <= i <= page.last + _TAIL and not line.in_figure and (page.is_agency(i) or _says_source(text)):
        votes.append(Vote(i, "source", _TAIL_WEIGHT, "names a source where the text ends"))


def _says_source(text: str) -> bool:
    """Whether a line says whole that it is by agencies, or who contributed to it: "Mit Agenturmaterial."."""
    return (" " in text and lexicon.is_label(text, "source")) or (
        len(text) <= _SOURCE_SENTENCE and lexicon.says_source(text)
    )
