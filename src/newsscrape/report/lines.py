"""Explanation → rows of words, for a terminal or a pipe; what steers a terminal is taken out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from newsscrape.render.inline import one_line
from newsscrape.report.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsscrape.explain import Explanation, Field, Judged

__all__ = ["Row", "field_rows", "plain", "rows", "summary"]

_MOST: Final = 2
"""Reasons a row of a kept block names; of a dropped one the first."""


@dataclass(frozen=True, slots=True)
class Row:
    """One block in words."""

    is_kept: bool
    role: str
    """Role in the document, or the kind of boilerplate."""
    sure: str
    """The model's probability of the class: " 99%"."""
    text: str
    why: str
    """The strongest reasons and all votes, with their weights."""


def rows(explanation: Explanation) -> tuple[Row, ...]:
    """A row for each block, in page order."""
    return tuple(
        Row(b.is_kept, b.kind if b.kind and b.kind != "other" else b.role, f"{b.confidence:4.0%}", one_line(b.text),
            _why(b)) for b in explanation.blocks
    )  # fmt: skip


def field_rows(explanation: Explanation) -> tuple[tuple[str, str, str], ...]:
    """Field, value and the source that won it, for each field with a value or a claim."""
    return tuple((f.name, one_line(f.value) if f.value else "–", _source(f)) for f in explanation.fields)


def summary(explanation: Explanation) -> str:
    """Outcome, its evidence, and how much was kept."""
    outcome = explanation.document.outcome
    kept = sum(b.is_kept for b in explanation.blocks)
    evidence = "; ".join(outcome.evidence)
    return one_line(f"{outcome.status}: {evidence}. {kept} of {len(explanation.blocks)} blocks kept.")


def plain(explanation: Explanation) -> str:
    """The explanation as text: summary, blocks ("+" kept, "-" dropped), fields; ends in a line break."""
    return "\n".join([summary(explanation), "", *_block_lines(explanation), "", *_field_lines(explanation)]) + "\n"


def _block_lines(explanation: Explanation) -> Iterator[str]:
    for row in rows(explanation):
        yield f"{'+' if row.is_kept else '-'} {row.role:<11} {row.sure}  {row.text}  [{row.why}]"


def _field_lines(explanation: Explanation) -> Iterator[str]:
    for name, value, source in field_rows(explanation):
        yield f"{name:<14} {value}  [{source}]"


def _why(b: Judged) -> str:
    reasons = b.grounds.reasons if b.grounds else ()
    told = [f"{phrase(r)} {r.weight:+.2f}" for r in reasons[: _MOST if b.is_kept else 1]]
    told += [f"rule: {rule}, {name} {weight:+.2f}" for rule, name, weight in b.votes]
    return "; ".join([*told, *(["settled by the page as a whole"] if b.is_overruled else [])])


def _source(field: Field) -> str:
    winner = next((c.source for c in field.claims if c.is_winner), None)
    others = len(field.claims) - (winner is not None)
    source = winner or ("text of the page" if field.value else "none used")
    return f"{source}, {others} more" if others else source
