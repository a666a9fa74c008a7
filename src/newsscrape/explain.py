"""Why each block of a page was kept or dropped: every visible block with its votes, every field with its claims."""

from __future__ import annotations

import re
from dataclasses import dataclass
from heapq import merge
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from newsscrape.document import Document, When
from newsscrape.extract import page_of, run
from newsscrape.frozen import quickly_made
from newsscrape.label import kinds, model, reasons
from newsscrape.metadata.claims import FIELDS
from newsscrape.metadata.precedence import ranked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsscrape.block import Block, Kind, Role
    from newsscrape.dom import Tree
    from newsscrape.extract import Run
    from newsscrape.label.decode import Label
    from newsscrape.label.reasons import Grounds
    from newsscrape.metadata import Claim, Claims
    from newsscrape.page import Page
    from newsscrape.segment import Segment

__all__ = ["Claimed", "Explanation", "Field", "Judged", "explain", "explain_page"]

_DROPPED: Final[dict[str, Role]] = {"boilerplate": "boilerplate", "date": "dateline"}
"""Classes whose blocks are no part of the document → the role they are shown with."""
_SET_APART: Final = ("within a menu, a footer, a long list of links or rows far from any text", "boilerplate", 1.0)
_SURE: Final = {role: float(role == "boilerplate") for role in model.CLASSES}
"""Probabilities of a block of which the model was not asked."""
_ID: Final = re.compile(r"b(\d+)")
_NAMING: Final = ("id", "class")
_MAX_NAME: Final = 120
_MAX_RAW: Final = 400
"""Characters of a claim that are kept; a stated article body is as long as the article."""


@quickly_made
@dataclass(frozen=True, slots=True)
class Judged:
    """One visible block of the page, what became of it, and why."""

    text: str
    role: Role
    """Its role in the document; "boilerplate", or "dateline" for a printed date, where it was dropped."""
    kind: Kind | None
    """What kind of boilerplate; None for other roles."""
    label: str
    """The class decided on: one of `newsscrape.label.model.CLASSES`."""
    is_kept: bool
    block: str | None
    """Id of the document's block it stands in; None where it was dropped."""
    probabilities: dict[str, float]
    """Of every class, by the model alone; they sum to 1. All for boilerplate where the model was not asked."""
    grounds: Grounds | None
    """The model's margin between the class decided on and the strongest other one, taken apart; None for blocks
    of menus and footers, of which it was not asked."""
    votes: tuple[tuple[str, str, float], ...]
    """What rules said: (rule, class, weight added to its probability)."""
    is_overruled: bool
    """Whether keeping the page consistent (one headline, one lead, no copies) decided against model and votes."""
    path: str
    """DOM path from html, as in `Anchor.path`."""
    name: str
    """The element's tag with its id and classes as in a selector: "p#intro.lead.big"."""
    is_hidden: bool
    """Whether its markup hides it from readers without scripts."""

    @property
    def confidence(self) -> float:
        """Probability of the class decided on, by the model alone."""
        return self.probabilities[self.label]


@dataclass(frozen=True, slots=True)
class Claimed:
    """One statement of the page about a field."""

    source: str
    """Where it stands: "json-ld", "opengraph", "meta" …; "visible" for a printed line."""
    text: str
    """As stated, at most 400 characters."""
    is_winner: bool
    """Whether the document's value comes from it."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the document and all that the page claims about it, most trusted source first."""

    name: str
    value: str | None
    """The document's value as text; None where it has none."""
    claims: tuple[Claimed, ...]
    """No winner among them, but a value: it was read from the page's text."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A page's blocks in order, its claims, and the document made from them."""

    document: Document
    blocks: tuple[Judged, ...]
    """Every visible text of the page stands in exactly one of them."""
    fields: tuple[Field, ...]
    claims: Claims
    """All claims in the order they were read, those of printed lines last."""
    article: float
    """Probability that the page is one article."""


def explain(html: bytes | str, *, url: str | None = None) -> Explanation:
    """Extract a page and say of every visible block why it was kept or dropped. Raises as `extract`."""
    return explain_page(page_of(html, url))


def explain_page(page: Page) -> Explanation:
    """Explain a fetched or saved page: one run of the pipeline and a backward pass through the model."""
    weights = model.load()
    done = run(page, weights)
    names = [label.name for label in done.labels]
    grounds = reasons.grounds(weights, done.verdict, done.seen, names)
    return Explanation(
        done.document, _judge(done, grounds), tuple(_fields(done)), done.claims, round(done.verdict.article, 4)
    )


def _judge(done: Run, grounds: Sequence[Grounds]) -> tuple[Judged, ...]:
    segments, tree = done.cut.segments, done.tree
    paths = tree.paths(s.element for s in (*segments, *done.furniture))
    homes = _homes(done.labels, done.document)
    kind = kinds.kinds(segments, done.seen)
    rows = done.verdict.roles.astype(float).round(4).tolist()
    labelled = [
        (s.first, Judged(
            s.text,
            home.role if home else _DROPPED.get(label.name, "boilerplate"),
            what if label.name == "boilerplate" else None,
            label.name,
            not _is_dropped(label),
            home.id if home else None,
            dict(zip(model.CLASSES, row, strict=True)),
            ground,
            tuple((v.rule, v.role, v.weight) for v in label.votes),
            _is_overruled(label, row),
            paths[s.element],
            _name(tree, s),
            s.is_hidden,
        ))
        for s, label, home, what, row, ground in zip(segments, done.labels, homes, kind, rows, grounds, strict=True)
    ]  # fmt: skip
    apart = [(s.first, _furniture(s, paths[s.element], _name(tree, s))) for s in done.furniture]
    return tuple(judged for _, judged in merge(labelled, apart, key=itemgetter(0)))


def _furniture(s: Segment, path: str, name: str) -> Judged:
    """A block of a menu, a footer or a row far from the text."""
    kind: Kind = "related" if kinds.by_links(s) == "related" else "navigation"
    return Judged(
        s.text, "boilerplate", kind, "boilerplate", False, None, dict(_SURE), None,  # noqa: FBT003
        (_SET_APART,), False, path, name, s.is_hidden,  # noqa: FBT003
    )  # fmt: skip


def _is_dropped(label: Label) -> bool:
    return label.name in _DROPPED


def _homes(labels: Sequence[Label], document: Document) -> list[Block | None]:
    """The document's block each segment stands in: its own, or the one it continues."""
    own = {int(m[1]): b for b in document.blocks if (m := _ID.fullmatch(b.id))}
    homes: list[Block | None] = []
    last: Block | None = None
    for i, label in enumerate(labels):
        if _is_dropped(label):
            homes.append(None)
        else:
            last = own.get(i, last)
            homes.append(last)
    return homes


def _is_overruled(label: Label, row: list[float]) -> bool:
    scores = row
    if label.votes:
        scores = list(row)
        for vote in label.votes:
            scores[model.CLASSES.index(vote.role)] += vote.weight
    return model.CLASSES[scores.index(max(scores))] != label.name


def _name(tree: Tree, s: Segment) -> str:
    attrs, name = tree.attrs[s.mark], tree.tags[s.mark]
    if attrs:
        for sign, key in zip("#.", _NAMING, strict=True):
            if value := attrs.get(key):
                name = sign.join((name, *value.split()))
    return name[:_MAX_NAME]


def _fields(done: Run) -> list[Field]:
    """The fields with a claim or a value, in the order of `FIELDS`."""
    found = []
    for name in FIELDS:
        value = _value(done.document, name)
        trusted = ranked(done.claims, name)
        claims = [*trusted, *(c for c in done.claims.of(name) if c not in trusted)]
        if claims or value:
            winner = next((c for c in trusted if _gives(c, value, done.document)), None)
            told = tuple(Claimed(c.source, c.raw[:_MAX_RAW], c is winner) for c in claims)
            found.append(Field(name, _shown(value), told))
    return found


def _value(document: Document, name: str) -> object:
    if name == "image":
        return next((i.url for i in document.images if i.is_main), None)
    return getattr(document, name, None)


def _gives(claim: Claim, value: object, document: Document) -> bool:
    """Whether the document's value came from a claim, as far as value and raw text tell."""
    if value is None or value == ():
        return False
    if claim.field == "authors":
        return claim.raw == document.byline_raw
    if isinstance(value, When):
        return isinstance(claim.value, When) and value.raw == claim.value.raw
    if isinstance(value, tuple):
        return any(str(item).casefold() in claim.raw.casefold() for item in value)
    if isinstance(value, str):
        stated = str(claim.value).strip()
        return bool(stated) and (value.casefold() == stated.casefold() or value.endswith(stated))
    return claim.value == value


def _shown(value: object) -> str | None:
    if value is None or value == ():
        return None
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, When):
        return value.value.date().isoformat() if value.precision == "day" else value.value.isoformat()
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
