"""Names of features → what they say of a block, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from newsscrape.label.reasons import Reason

__all__ = ["phrase"]

_AMOUNTS: Final[dict[str, str]] = {
    "log_chars": "length in characters",
    "log_words": "length in words",
    "rel_chars": "length beside the longest block",
    "link_share": "share of its text that is links",
    "strong_share": "share of its text that is bold",
    "links": "number of links",
    "sentences": "whole sentences",
    "same_text": "same text elsewhere on the page",
    "depth": "depth in the tree",
    "position": "position on the page",
    "prose_before": "prose before it",
    "prose_after": "prose after it",
    "from_start": "blocks before it",
    "from_end": "blocks after it",
    "first_prose": "distance from the first prose",
    "last_prose": "distance from the last prose",
    "main_steps": "steps from the main text's element",
    "articles": "<article> elements around it",
    "article_share": "prose of its <article>",
    "style_share": "prose in blocks of its style",
    "style_links": "links in blocks of its style",
    "style_size": "blocks of its style",
    "parent_share": "prose of its parent",
    "region_share": "prose of its part of the page",
    "region_links": "links in its part of the page",
    "picture_before": "nearness of a picture before it",
    "picture_after": "nearness of a picture after it",
    "picture_inside": "picture beside it",
    "alt_overlap": "likeness to a picture's alternative text",
    "title_share": "its words that are in the title",
    "title_cover": "the title's words that are in it",
    "title_distance": "distance from the title",
    "after_title": "nearness after the title",
    "before_title": "nearness before the title",
    "description_share": "its words that are in the description",
    "description_cover": "the description's words that are in it",
    "page_blocks": "blocks on the page",
    "page_prose": "prose on the page",
    "page_links": "links on the page",
    "page_titles": "titles on the page",
    "page_longest": "longest block of the page",
    "page_main_share": "prose in the main text's element",
    "page_main_links": "links in the main text's element",
    "page_body_found": "blocks found in JSON-LD articleBody",
}
_FLAGS: Final[dict[str, str]] = {
    "is_prose": "reads as prose",
    "is_short": "very short",
    "is_long": "long",
    "is_hidden": "hidden in the markup",
    "unspaced": "script without spaces",
    "agency": "names a news agency",
    "tail_credit": "ends in a credit",
    "tail_agency": "ends in a news agency",
    "year": "has a year",
    "clock": "has a time of day",
    "numeric_date": "has a date in digits",
    "url": "has a web address",
    "joined": "continues the block before",
    "marked": "set apart within its paragraph",
    "in_main": "inside the main text's element",
    "main_child": "directly in the main text's element",
    "title_same": "same as the title",
    "best_title": "closest to the title",
    "in_article_body": "found in JSON-LD articleBody",
    "body_known": "page gives JSON-LD articleBody",
    "author_match": "names a stated author",
    "page_article_type": "page says it is an article",
    "page_og_article": "page's og:type is article",
    "page_body": "page gives JSON-LD articleBody",
    "page_dated": "page states a date",
    "page_has_title": "page prints its title",
}
"""Features that are 1 or 0."""
_NAMES: Final[dict[str, str]] = {
    "names_own": "names of its element",
    "names_inner": "names of the element inside it",
    "names_near": "names of the elements around it",
    "names_far": "names of the elements far above",
    "names_words": "its first and last words",
}
_KINDS: Final[dict[str, str]] = {
    "digit": "digits", "upper": "capitals", "comma": "commas", "stop": "full stops", "space": "spaces",
    "cjk": "CJK characters", "quote": "quotation marks", "bracket": "brackets", "colon": "colons", "bar": "bars",
    "currency": "currency signs", "at": "@ signs", "copyright": "© signs", "arrow": "arrows", "dots": "ellipses",
    "code": "code signs",
}  # fmt: skip
_LEVELS: Final[tuple[tuple[str, str], ...]] = (
    ("twins", "like siblings"), ("share", "prose"), ("links", "share of links"), ("size", "text"), ("blocks", "blocks"),
)  # fmt: skip
"""Measured on the block's element (0), its parent (1), …"""
_WHERE: Final = ("of its element", "of its parent", "two levels up")
_CLEAR, _STRONG = 0.4, 2.0
"""Standard deviations from which a value is high or low, and very much so."""


def phrase(reason: Reason) -> str:
    """The feature and how much of it the block has, in words; a name unknown here is shown as it is."""
    name = reason.feature
    if name in _NAMES:
        told = ", ".join(f"“{n[1:] or n}”" if n[0] in "<…" else f"“{n}”" for n in reason.names)
        return f"{_NAMES[name]}: {told}" if told else _NAMES[name]
    flag = _flag(name)
    if flag is not None:
        return flag if reason.value else f"not: {flag}"
    return f"{_amount(name)}: {_level(reason.deviation)}"


def _flag(name: str) -> str | None:
    if name in _FLAGS:
        return _FLAGS[name]
    prefix, _, rest = name.partition("_")
    if prefix == "tag":
        return f"is <{rest}>"
    if prefix == "in" and rest:
        return f"inside <{rest}>"
    if prefix in ("first", "last") and rest in _KINDS:
        return f"{'begins' if prefix == 'first' else 'ends'} with {_KINDS[rest]}"
    if prefix in ("starts", "has") and rest:
        return f"{'begins with' if prefix == 'starts' else 'has'} words of “{rest}”"
    return None


def _amount(name: str) -> str:
    if name in _AMOUNTS:
        return _AMOUNTS[name]
    prefix, _, rest = name.partition("_")
    if prefix == "share" and rest in _KINDS:
        return _KINDS[rest]
    for prefix, what in _LEVELS:
        level = name.removeprefix(prefix)
        if level != name and level.isdigit():
            return f"{what} {_WHERE[int(level)] if int(level) < len(_WHERE) else f'{level} levels up'}"
    return name.replace("_", " ")


def _level(deviation: float) -> str:
    size = abs(deviation)
    if size < _CLEAR:
        return "average"
    return ("very " if size >= _STRONG else "") + ("high" if deviation > 0 else "low")
