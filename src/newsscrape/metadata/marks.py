"""Short elements that their tag, itemprop, rel, class or id marks as author, date or headline.

One pass over the tree's arrays; every distinct class string is looked at once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from newsscrape.dom.tree import TEXT
from newsscrape.text import AnyOf

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from newsscrape.dom import Attrs, Tree

__all__ = ["Mark", "find_marks", "leads_to_author"]

_AUTHOR_PATHS: Final = tuple(
    (
        "author autor auteur authors autoren autores contributor contributors people profile profiles staff writer "
        "writers journalist journalists reporter reporters columnist columnists by expert experts redaktion person "
        "personen bio about-the-author redacteur forfatter skribent autore autori yazar yazarlar"
    ).split()
)
_AUTHORS: Final = AnyOf(f"/{path}/" for path in _AUTHOR_PATHS)
_AUTHOR_PAGE: Final = re.compile(rf"/(?:{'|'.join(_AUTHOR_PATHS)})/[^/?#]")
"""Addresses of an author's own page: "/author/ada-quill"."""
_MAX_MARKS: Final = 120
"""Marks kept of a page; articles have 20, listings hundreds."""
_MAX_TEXT: Final = 240
"""Characters of a marked element; longer ones are no byline or date line and are left out."""
_MAX_STEPS: Final = 80
"""Nodes looked at for the text of a marked element: a byline with icons and links has 30."""
_MAX_ANCESTORS: Final = 8
_MAX_ID: Final = 24
"""Characters of an id that may be a byline's; longer ones are generated."""
_NAMES: Final = AnyOf(
    "author autor auteur byline date datum fecha lastmod meta-info modified posted publish time writer".split()
)
"""Parts of names that CMSs of all languages give to bylines and date lines: "post-author"."""
_SILENT: Final = frozenset({"noscript", "button", "style", "script"})
_TAGS: Final = frozenset({"time", "h1"})
_RELS: Final = frozenset({"author", "tag"})


class Mark(NamedTuple):
    """One marked element (a tuple, since a page has dozens)."""

    tag: str
    attributes: Mapping[str, str | None]
    parts: tuple[str, ...]
    """Its texts, spaces normalised, one a text node; () where it has none or is too long."""
    heading: int
    """How many h1 stand before it on the page."""
    around: str
    """Tags, classes and ids of the nearest ancestors, lower case: "div post-meta article story"."""

    @property
    def text(self) -> str:
        """All of its texts, parts of different elements apart by " | "."""
        return " | ".join(self.parts)


def find_marks(tree: Tree) -> tuple[Mark, ...]:
    """Find the marked elements of a page, in order."""
    found: list[Mark] = []
    around: dict[int, str] = {}
    headings = 0
    for i in _marked(tree.tags, tree.attrs):
        attributes = tree.attrs[i]
        parts = _texts(tree, i)
        if parts or "datetime" in attributes or "content" in attributes:
            parent = tree.parents[i]
            if parent not in around:
                around[parent] = _around(tree, i)
            found.append(Mark(tree.tags[i], attributes, parts, headings, around[parent]))
        headings += tree.tags[i] == "h1"
        if len(found) >= _MAX_MARKS:
            break
    return tuple(found)


def _marked(tags: Sequence[str], attrs: Sequence[Attrs]) -> list[int]:
    """Indices of marked elements; one loop with little in it, because it sees every element of the page."""
    found: list[int] = []
    known: dict[str, bool] = {}
    for i, attributes in enumerate(attrs):
        if not attributes:
            if tags[i] is not TEXT and tags[i] in _TAGS:
                found.append(i)
            continue
        name = attributes.get("class")
        if name:
            is_named = known.get(name)
            if _learn(known, name) if is_named is None else is_named:
                found.append(i)
                continue
            if len(attributes) == 1:  # as most elements have it
                if tags[i] in _TAGS:
                    found.append(i)
                continue
        name = attributes.get("id")
        if (
            (name and len(name) <= _MAX_ID and (known[name] if name in known else _learn(known, name)))
            or tags[i] in _TAGS
            or "itemprop" in attributes
            or (
                "href" in attributes
                and (leads_to_author(attributes) or ("rel" in attributes and _says_rel(attributes)))
            )
        ):
            found.append(i)
    return found


def _learn(known: dict[str, bool], name: str) -> bool:
    known[name] = found = _NAMES.is_in(name.lower())
    return found


def _says_rel(attributes: Mapping[str, str | None]) -> bool:
    rel = attributes.get("rel")
    return rel is not None and not _RELS.isdisjoint(rel.lower().split())


def leads_to_author(attributes: Mapping[str, str | None]) -> bool:
    """Whether a link goes to an author's page."""
    href = attributes.get("href")
    return href is not None and _AUTHORS.is_in(href) and _AUTHOR_PAGE.search(href) is not None


def _texts(tree: Tree, top: int) -> tuple[str, ...]:
    """Texts below an element, or none if they are too long or too many."""
    tags, texts, ends = tree.tags, tree.texts, tree.ends
    end = ends[top]
    if end - top > _MAX_STEPS:
        return ()
    parts: list[str] = []
    size = 0
    i = top + 1
    while i < end:
        text = texts[i]
        if text:
            text = " ".join(text[: 4 * _MAX_TEXT].split())
            parts.append(text)
            size += len(text) + 3
        elif tags[i] in _SILENT:
            i = ends[i]
            continue
        i += 1
    return tuple(parts) if size <= _MAX_TEXT else ()


def _around(tree: Tree, i: int) -> str:
    tags, attrs, parents = tree.tags, tree.attrs, tree.parents
    words: list[str] = []
    for _ in range(_MAX_ANCESTORS):
        i = parents[i]
        if i <= 0 or tags[i] == "body":
            break
        words.append(tags[i])
        attributes = attrs[i]
        if attributes:
            words += [(attributes.get("class") or "")[:200], (attributes.get("id") or "")[:80]]
    return " ".join(filter(None, words)).lower()
