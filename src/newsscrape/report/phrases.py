"""Names of features → what they say of a block, in words."""

from __future__ import annotations

from typing import Final

__all__ = ["phrase"]

_WHOLE: Final[dict[str, str]] = {
    "names_own": "names of its element",
    "names_inner": "names of elements inside it",
    "names_near": "names of the elements around it",
    "names_far": "names of the elements far above",
    "names_words": "its first and last words",
    "log_chars": "length in characters",
    "log_words": "length in words",
    "link_share": "share of its text that is links",
    "strong_share": "share of its text that is bold",
    "digits": "share of digits",
    "uppers": "share of capitals",
    "links": "number of links",
    "sentences": "whole sentences",
    "same_text": "same text elsewhere on the page",
    "depth": "depth in the tree",
    "position": "position on the page",
    "prose_before": "share of prose before it",
    "prose_after": "share of prose after it",
    "from_start": "blocks before it",
    "from_end": "blocks after it",
    "main_depth": "steps from the main text's element",
    "main_steps": "steps from the main text's element",
    "first_prose": "distance from the first prose",
    "last_prose": "distance from the last prose",
    "main_links": "links in the main text's element",
    "picture_before": "picture just before",
    "picture_after": "picture just after",
    "rel_chars": "length beside the longest block",
    "title_share": "share of its words in the title",
    "title_cover": "share of the title's words in it",
    "after_title": "just after the title",
    "before_title": "just before the title",
    "h1_distance": "distance from the title",
    "description_share": "share of its words in the description",
    "description_cover": "share of the description's words in it",
    "alt_overlap": "like a picture's alternative text",
}
_FLAGS: Final[dict[str, str]] = {
    "is_prose": "reads as prose",
    "is_short": "very short",
    "is_long": "long",
    "is_hidden": "hidden in the markup",
    "is_cjk": "script without spaces",
    "unspaced": "script without spaces",
    "agency": "names a news agency",
    "year": "has a year",
    "clock": "has a time of day",
    "numeric_date": "has a date in digits",
    "at_sign": "has an @",
    "copyright_sign": "has a ©",
    "url": "has a web address",
    "bar": "has a bar |",
    "arrow": "begins or ends in an arrow",
    "currency": "has a currency sign",
    "ellipsis": "ends in an ellipsis",
    "ends_sentence": "ends as a sentence",
    "ends_colon": "ends in a colon",
    "ends_paren": "ends in a bracket",
    "starts_upper": "begins with a capital",
    "starts_digit": "begins with a digit",
    "starts_quote": "begins with a quotation mark",
    "starts_paren": "begins with a bracket",
    "joined": "continues the block before",
    "marked": "set apart within its paragraph",
    "in_main": "inside the main text's element",
    "main_child": "directly in the main text's element",
    "title_same": "same as the title",
    "best_title": "closest to the title",
    "in_article_body": "found in JSON-LD articleBody",
    "body_known": "JSON-LD articleBody is given",
    "author_match": "names a stated author",
}
"""Features that are 1 or 0."""
_PREFIXES: Final[tuple[tuple[str, str], ...]] = (
    ("siblings", "like siblings, {} up"), ("twins", "like siblings, {} up"), ("share", "share of all prose, {} up"),
    ("links", "share of links, {} up"), ("size", "text around it, {} up"), ("blocks", "blocks around it, {} up"),
)  # fmt: skip
"""Measured on the element so many steps above the block."""


def phrase(feature: str, value: float | None) -> str:
    """The feature and its value in words; a name unknown here is shown as it is."""
    prefix, _, rest = feature.partition("_")
    if feature in _FLAGS:
        return _FLAGS[feature] if value else f"not: {_FLAGS[feature]}"
    if feature in _WHOLE or not rest or value is None:
        return _named(feature) + _number(value)
    if prefix == "tag":
        return f"is <{rest}>" if value else f"is not <{rest}>"
    if prefix in ("starts", "has"):
        return f"{'' if value else 'not: '}{'begins with' if prefix == 'starts' else 'has'} words of “{rest}”"
    if prefix == "page":
        return f"page: {rest.replace('_', ' ')}{_number(value)}"
    return _named(feature) + _number(value)


def _named(feature: str) -> str:
    if feature in _WHOLE:
        return _WHOLE[feature]
    for prefix, form in _PREFIXES:
        if feature.startswith(prefix) and feature[len(prefix) :].isdigit():
            return form.format(feature[len(prefix) :])
    return feature.replace("_", " ")


def _number(value: float | None) -> str:
    return "" if value is None else f" = {value:.2f}".rstrip("0").rstrip(".")
