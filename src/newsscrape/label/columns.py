"""The columns of the feature table: what each number of a block is called, in the order the model reads them."""

from __future__ import annotations

from typing import Final

from newsscrape import lexicon
from newsscrape.label.lines import COUNTED
from newsscrape.label.places import LANDMARKS

__all__ = ["COLUMNS", "ENDS", "EVIDENCE", "PAGE", "TAGS"]

TAGS: Final = (
    "p", "div", "li", "h1", "h2", "h3", "h4", "td", "span", "figcaption", "blockquote", "dd", "dt", "section",
    "button", "header", "article", "a", "pre", "footer", "label", "figure", "th", "body",
)  # fmt: skip
ENDS: Final = ("upper", "digit", "quote", "bracket", "stop", "colon", "arrow", "dots", "bar")
"""Kinds of characters looked for at both ends of a block."""
_TEXT: Final = (
    "log_chars", "log_words", "link_share", "strong_share", "links", "sentences", "is_prose", "is_short", "is_long",
    "same_text", "year", "clock", "numeric_date", "url", "agency", "unspaced", "tail_credit", "tail_agency",
    *(f"share_{k}" for k in COUNTED), *(f"first_{k}" for k in ENDS), *(f"last_{k}" for k in ENDS),
)  # fmt: skip
_PLACE: Final = (
    "depth", "is_hidden", "joined", "marked", "position", "prose_before", "prose_after", "from_start", "from_end",
    "first_prose", "last_prose", "in_main", "main_steps", "main_child", "rel_chars",
    *(f"twins{k}" for k in range(4)), *(f"share{k}" for k in range(7)), *(f"links{k}" for k in range(5)),
    *(f"size{k}" for k in range(5)), *(f"blocks{k}" for k in range(5)), "articles", "article_share",
    "style_share", "style_links", "style_size", "parent_share", "region_share", "region_links",
    "picture_before", "picture_after", "picture_inside", "alt_overlap", *(f"in_{k}" for k in LANDMARKS),
)  # fmt: skip
EVIDENCE: Final = (
    "title_share", "title_cover", "title_same", "description_share", "description_cover", "in_article_body",
    "body_known", "author_match", "best_title", "after_title", "before_title", "title_distance",
)  # fmt: skip
"""A block against what the page says of itself."""
PAGE: Final = (
    "page_blocks", "page_prose", "page_links", "page_article_type", "page_og_article", "page_body", "page_dated",
    "page_titles", "page_longest", "page_main_share", "page_has_title", "page_main_links", "page_body_found",
)  # fmt: skip
"""The same for all blocks of a page."""
COLUMNS: Final[tuple[str, ...]] = (
    *_TEXT, *(f"tag_{t}" for t in TAGS), *_PLACE, *EVIDENCE, *PAGE,
    *(f"starts_{k}" for k in lexicon.KEYS), *(f"has_{k}" for k in lexicon.KEYS),
)  # fmt: skip
