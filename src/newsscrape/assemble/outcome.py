"""What kind of page it is, with the reasons."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from newsscrape import lexicon
from newsscrape.assemble import walls
from newsscrape.assemble.phrases import saying, says_plainly
from newsscrape.document import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsscrape.document import Status
    from newsscrape.dom import Tree
    from newsscrape.segment import Segment

__all__ = ["Signs", "decide"]

_ARTICLE: Final = 0.5
_TOLD: Final = 400
"""Characters of body from which a page that states to be an article is none that only speaks of walls."""
_FILE: Final = re.compile(r"%PDF-|.{0,8}[\x01-\x08\x0e-\x1f]")
"""What an image, archive or PDF that was sent as a page begins with: control characters, which no text has."""
_LIVE_TYPE: Final = "LiveBlogPosting"
_LIVE: Final = 0.2
"""Probability from which a page that says it is a live blog is one: its entries look like teasers to the model."""
_ENTRIES: Final = 3
"""Blocks that open with a time of day, from which a page with a live headline is a live blog."""
_BEFORE: Final = 3
"""Blocks before the first of the text where the first entry's time may stand."""
_TIME: Final = re.compile(r"\W{0,2}(?:[01]?\d|2[0-3])\s?[:.h]\s?[0-5]\d(?![\d.:]|\s?(?:[%€$]|[Mm]i))")
"""A time of day at a block's beginning, no date, price or share: "18h05", "11.40 Uhr", "20:45 – Bridge closed"."""
_CUT: Final = 1800
"""Characters of body up to which a page with a paywall notice counts as cut."""
_NOTICE_REACH: Final = 5
"""Blocks after the last of the text in which a subscription notice counts."""
_TAKEN: Final = 2
"""Last blocks of the text that may be the notice itself, taken for text."""
_NOTICE: Final = 200
"""Characters of such a block at most."""
_LINKS: Final = 0.6
"""Share of links in the text from which a page is a list."""
_TEASERS: Final = 0.3
"""The same of links as long as a headline."""
_TITLES: Final = 6
"""Linked subheadings from which a page with little prose is a list."""
_PROSE: Final = 0.3
"""Share of the text in long paragraphs up to which it has little prose."""
_INDEX_BODY: Final = 1500
"""Characters of body up to which a page may be a list."""
_TITLE_CHARS: Final = 25
_PARAGRAPH_CHARS: Final = 150
_KINDS: Final = re.compile(
    r'"@type"\s*:\s*\[?\s*"(?:https?://schema\.org/)?(Product(?:Group)?|DiscussionForumPosting|QAPage|JobPosting'
    r'|FAQPage|ContactPage|AboutPage|CheckoutPage|SearchResultsPage|CollectionPage)"'
)
_LISTS: Final = frozenset({"SearchResultsPage", "CollectionPage"})


@dataclass(frozen=True, slots=True)
class Signs:
    """What the decision is made from."""

    tree: Tree
    segments: Sequence[Segment]
    """The blocks that were labelled."""
    furniture: Sequence[Segment]
    """Those of menus and footers."""
    probability: float
    """The model's, that the page is one article."""
    body_chars: int
    body: tuple[int, int]
    """Positions of the first body block and after the last."""
    titles: tuple[str, ...]
    """Headline, kicker and stated titles."""
    type: str | None
    is_stated: bool
    """Whether the schema.org type is one of articles."""
    is_free: bool | None

    @property
    def every(self) -> Sequence[Segment]:
        """All blocks; those of menus and footers last."""
        return [*self.segments, *self.furniture]


def decide(signs: Signs) -> Outcome:
    """The page's outcome; walls and shells before the model's opinion."""
    if signs.segments and _FILE.match(signs.segments[0].text):
        return Outcome("not_article", ("it begins like a file that is no text",))
    wall = walls.find(signs.tree, signs.every, signs.body_chars)
    if wall is not None and not _is_news_of_walls(signs):
        return wall
    p = f"model: {signs.probability:.2f} that this is one article"
    if signs.type == _LIVE_TYPE and signs.body_chars and signs.probability >= _LIVE:
        return Outcome("live_blog", (f"schema.org type {signs.type}", p))
    if signs.body_chars == 0 or signs.probability < _ARTICLE or (_is_product(signs.tree) and not signs.is_stated):
        return _no_article(signs, p)
    live = _live(signs)
    if live:
        return Outcome("live_blog", (*live, p))
    cut = _paywall(signs)
    if cut:
        return Outcome("paywalled", (*cut, p))
    return Outcome("article", (p,))


def _is_news_of_walls(signs: Signs) -> bool:
    """Whether page and model agree that it is an article: news of data protection or captchas says the same things."""
    is_stated = signs.is_stated or _og_type(signs.tree) == "article"
    return is_stated and signs.probability >= _ARTICLE and signs.body_chars >= _TOLD


def _og_type(tree: Tree) -> str | None:
    return next((m.get("content") for m in tree.head.metas if m.get("property") == "og:type"), None)


def _is_product(tree: Tree) -> bool:
    """Whether the page says that it sells something; of 30 such pages of the corpus none is an article."""
    return _og_type(tree) == "product"


def _no_article(signs: Signs, p: str) -> Outcome:
    """A list of links to articles or things, or any other page."""
    kind = next((m[1] for text in signs.tree.head.jsonld if (m := _KINDS.search(text))), None)
    stated = (f"schema.org type {kind}",) if kind else ("og:type product",) if _is_product(signs.tree) else ()
    links = _list(signs) if signs.body_chars < _INDEX_BODY and (not stated or kind in _LISTS) else None
    status: Status = "index_page" if kind in _LISTS or links else "not_article"
    hidden = sum([len(s.text) for s in signs.every if s.is_hidden])
    shown = sum([len(s.text) for s in signs.every if not s.is_hidden]) if hidden else 0
    unseen = (f"{hidden} characters of its text are hidden",) if hidden > shown else ()
    return Outcome(status, (*stated, *((links,) if links else ()), p, *unseen))


def _list(signs: Signs) -> str | None:
    """A reason to think that the page is a list of links."""
    visible = [s for s in signs.every if not s.is_hidden]
    chars = max(sum(len(s.text) for s in visible), 1)
    share = sum(s.link_chars for s in visible) / chars
    if share > _LINKS:
        return f"{share:.0%} of the text is links"
    long = [s for s in visible if len(s.text) >= _TITLE_CHARS and s.link_chars >= 0.8 * len(s.text)]
    teasers = sum(len(s.text) for s in long) / chars
    if teasers > _TEASERS:
        return f"{teasers:.0%} of the text is {len(long)} links as long as headlines"
    titles = sum(s.link_chars >= 0.8 * len(s.text) and _is_subheading(signs.tree, s.element) for s in visible)
    prose = sum(len(s.text) for s in visible if len(s.text) - s.link_chars >= _PARAGRAPH_CHARS) / chars
    if titles >= _TITLES and prose < _PROSE:
        return f"{titles} subheadings are links, {prose:.0%} of the text is in long paragraphs"
    return None


def _is_subheading(tree: Tree, element: int) -> bool:
    return tree.tags[element] in ("h2", "h3", "h4") or tree.tags[max(tree.parents[element], 0)] in ("h2", "h3", "h4")


def _live(signs: Signs) -> tuple[str, ...]:
    """Reasons to think that an article runs along an event: its headline says so, and entries open with the time."""
    title = next((t for t in dict.fromkeys(signs.titles) if _is_live(t)), None)
    if title is None:
        return ()
    start, end = max(signs.body[0] - _BEFORE, 0), signs.body[1]
    entries = sum(bool(_TIME.match(s.text)) for s in signs.segments[start:end])
    if entries < _ENTRIES:
        return ()
    return f"{entries} blocks open with a time of day", f"the headline says {title[:60]!r}"


def _is_live(title: str) -> bool:
    starts, anywhere = lexicon.hits(title)
    return bool((starts | anywhere) & lexicon.BIT["live"])


def _paywall(signs: Signs) -> tuple[str, ...]:
    """Reasons to think that the text is cut: little of it, and a notice right where it ends."""
    if signs.is_free is True or signs.body_chars >= _CUT:
        return ()
    start, end = signs.body
    after = signs.segments[end : end + _NOTICE_REACH]
    last = signs.segments[max(start, end - _TAKEN) : end]
    found = saying((s for s in after if s.link_chars < len(s.text)), "paywall")
    found = found or [s for s in last if len(s.text) < _NOTICE and says_plainly(s.text, "paywall")]
    if found and (signs.is_free is False or signs.body_chars < _CUT // 2):
        told = ("the page says it is not free",) if signs.is_free is False else ()
        return (*told, f"a notice stands where the text ends: {found[0].text[:60]!r}")
    return ()
