"""Blocks → one table of numbers, computed once per page in one pass, with names and groups beside it.

Columns are named in `columns.COLUMNS`; every one is a plain number any language and site has. The words of a
language come in only as lexicon hits, which are zero where there is no lexicon.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from newsscrape.label.columns import COLUMNS, EVIDENCE, PAGE
from newsscrape.label.compared import fill_evidence
from newsscrape.label.facts import read_facts
from newsscrape.label.lines import Lines
from newsscrape.label.names import Names, gather_names
from newsscrape.label.placed import fill_groups, fill_holdings, fill_pictures, fill_place, fill_tags
from newsscrape.label.places import hold, place
from newsscrape.label.worded import fill_lexicon, fill_patterns, fill_tails, fill_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from newsscrape.dom import Tree
    from newsscrape.label.evidence import Evidence
    from newsscrape.label.facts import Facts
    from newsscrape.segment import Segmentation

    Floats = NDArray[np.float32]

__all__ = ["Features", "featurize"]

_EVIDENCE: Final = {name: COLUMNS.index(name) for name in EVIDENCE}
_PAGE_AT: Final = COLUMNS.index(PAGE[0])


@dataclass(frozen=True, slots=True)
class Features:
    """All that the role model sees of a page; n blocks."""

    table: Floats
    """Shape (n, len(COLUMNS))."""
    names: Names
    groups: NDArray[np.int64]
    """Shape (len(GROUPS), n): number of each block's group."""


def featurize(tree: Tree, cut: Segmentation, evidence: Evidence) -> Features | None:
    """The features of a page's blocks; None if it has none."""
    segments = cut.segments
    if not segments:
        return None
    facts = read_facts(segments)
    lines = Lines.of(facts.texts)
    table = np.zeros((len(segments), len(COLUMNS)), np.float32)
    prose = fill_text(table, facts, lines)
    fill_patterns(table, facts.texts, lines)
    fill_lexicon(table, facts.texts, lines)
    fill_tails(table, facts.texts, lines)
    below = hold(tree.ends, facts.elements, (prose, facts.sizes, facts.links))
    places = place(tree, facts.elements, below[0])
    fill_tags(table, tree.tags, facts.marks)
    fill_place(table, facts, prose, places)
    fill_holdings(table, places, below)
    fill_groups(table, facts, prose, places.groups)
    fill_pictures(table, tree, cut.pictures, facts)
    fill_evidence(table, facts.texts, lines, evidence)
    table[:, _PAGE_AT : _PAGE_AT + len(PAGE)] = _page(table, facts, prose, below[:, [0, places.main]].T, evidence)
    return Features(table, gather_names(tree, facts, places.above, lines), places.groups)


def _page(
    table: Floats, facts: Facts, prose: Sequence[int], held: NDArray[np.int64], evidence: Evidence
) -> list[float]:
    """The columns that are the same for all blocks; `held` are the sums of `hold` for the root and the main element."""
    (total, chars, links, _), (main_prose, main_chars, main_links, _) = held.tolist()
    told = table[:, _EVIDENCE["in_article_body"]].tolist()
    found = sum([size for size, is_told in zip(facts.sizes, told, strict=True) if is_told])
    same = sum(table[:, _EVIDENCE["title_same"]].tolist())
    return [
        math.log1p(len(prose)) / 7, math.log1p(total) / 10, links / max(chars, 1),
        evidence.is_article_type, evidence.is_og_article, bool(evidence.article_body), evidence.is_dated,
        min(same, 3) / 3, math.log1p(max(prose)) / 7, main_prose / max(total, 1),
        1.0 in table[:, _EVIDENCE["best_title"]].tolist(), main_links / max(main_chars, 1),
        min(found / max(len(evidence.article_body), 1), 1.5),
    ]  # fmt: skip
