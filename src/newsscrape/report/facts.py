"""Explanation → the plain values the report is drawn from: each text once, and what blocks share by number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from newsscrape.block import ROLES
from newsscrape.label.reasons import Grounds
from newsscrape.report.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsscrape.block import Block
    from newsscrape.document import Document
    from newsscrape.explain import Explanation, Field, Judged

__all__ = ["facts"]

_MAX_FIELD: Final = 400
"""Characters of a field's value that are shown."""
_NOT_ASKED: Final = Grounds("", 0.0, 0.0, ())
"""Of a block that was set apart before the model."""
Facts = dict[str, Any]


class _Words:
    """Texts that many blocks share, each with its number."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        return self.numbers.setdefault(text, len(self.numbers))


def facts(explanation: Explanation) -> Facts:
    """What the report's script reads; it says at its top what stands where in a row of `blocks`."""
    document, words = explanation.document, _Words()
    places = {b.id: k for k, b in enumerate(document.blocks)}
    texts: dict[str, list[str]] = {}
    for judged in explanation.blocks:
        if judged.block:
            texts.setdefault(judged.block, []).append(judged.text)
    return {
        "page": _page(explanation),
        "roles": [role for role in ROLES if any(b.role == role for b in explanation.blocks)],
        "blocks": [_block(b, places.get(b.block or "", -1), words) for b in explanation.blocks],
        "document": [_piece(b, texts.get(b.id, []), words) for b in document.blocks],
        "fields": [_field(f) for f in explanation.fields],
        "words": list(words.numbers),
    }


def _page(explanation: Explanation) -> Facts:
    document: Document = explanation.document
    return {
        "title": document.headline,
        "url": document.url,
        "language": document.language,
        "status": document.outcome.status,
        "evidence": document.outcome.evidence,
        "warnings": [w for w in document.warnings if w not in document.outcome.evidence],
        "isArticle": document.is_article,
        "confidence": document.confidence,
        "made": f"newsscrape {document.provenance.newsscrape}, model {document.provenance.model}",
    }


def _block(b: Judged, place: int, words: _Words) -> list[object]:
    """One block as a row; probabilities in thousandths, weights in hundredths, pairs laid flat."""
    number, grounds = words.number, b.grounds or _NOT_ASKED
    above, _, step = b.path.rpartition("/")
    chances = [(number(name), round(p * 1000)) for name, p in b.probabilities.items()]
    reasons = [(number(phrase(r)), round(r.weight * 100)) for r in grounds.reasons]
    votes = [(number(rule), number(name), round(weight * 100)) for rule, name, weight in b.votes]
    return [
        b.text, number(b.role), number(b.kind or ""), place, number(b.label), number(grounds.against),
        round(grounds.margin * 100), round(grounds.own * 100), _flat(c for c in chances if c[1]), _flat(reasons),
        _flat(votes), number(b.name), number(above), step, b.is_overruled + 2 * b.is_hidden,
    ]  # fmt: skip


def _flat(groups: Iterable[tuple[int, ...]]) -> list[int]:
    return [n for group in groups for n in group]


def _piece(b: Block, texts: list[str], words: _Words) -> list[object]:
    """One block of the document: role; text where it is not that of its one block on the page; rows of a table."""
    role = words.number(b.role)
    if b.rows:
        return [role, None, b.rows]
    return [role] if texts == [b.text] else [role, b.text]


def _field(f: Field) -> Facts:
    claims = [[c.source, c.text, int(c.is_winner)] for c in f.claims]
    return {"name": f.name, "value": f.value and f.value[:_MAX_FIELD], "claims": claims}
