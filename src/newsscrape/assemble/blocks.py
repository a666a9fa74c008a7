"""Labelled segments → the document's blocks: parts joined again, tables rebuilt, credits set apart."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from newsscrape import lexicon
from newsscrape.assemble.glued import EDGES, is_credit, is_labelled, names_after_caption, split_credit
from newsscrape.assemble.printed import is_as_printed, printed
from newsscrape.block import Anchor, Block, Span
from newsscrape.dom import HEADINGS, cuts_line
from newsscrape.label.calibration import calibrated
from newsscrape.text import absolute

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsscrape.block import Role
    from newsscrape.dom import Tree
    from newsscrape.label.decode import Label
    from newsscrape.segment import Mark, Segment

__all__ = ["QUOTE", "Placed", "build", "cut", "expected_agreement"]

QUOTE: Final = 64
"""Characters of a block that its anchor quotes."""
_MIN_CAPTION: Final = 20
"""Characters from which what stands before a credit in a credit line is a caption."""
_MAX_STRONG: Final = 120
_CELL: Final = 300
"""Characters up to which a cell is data; longer ones mean the table is layout."""
_EDGES: Final = {"credit": EDGES + ".:,;", "caption": " |/•:,;"}
"""What either may begin with that is no part of it; a caption's dash or dots may be those of a quotation."""
_TIED: Final = frozenset("-–—/'’([„“\"«‘@#")
"""What a word is tied to that follows it."""
_CLOSING: Final = frozenset(",.;:!?)]}”»’%")
"""What is tied to the word before it."""
_CUT_STEPS: Final = 3
"""Elements up from a custom element in a line to the line's paragraph."""
_UNSPACED: Final = "\u2e80"
"""Scripts from here on have no spaces between words."""
_ENDS: Final = frozenset('.!?…。！？।:,;"”»')
_PROSE: Final = frozenset({"paragraph", "quote", "list_item"})
"""What parts of one container may be taken for, one this and one that."""
_ROLES: Final[dict[str, Role]] = {
    "headline": "headline", "kicker": "kicker", "lead": "lead", "caption": "caption", "credit": "credit",
    "source": "source", "byline": "byline", "date": "dateline",
}  # fmt: skip


class Placed(NamedTuple):
    """A block and where it stands in the tree."""

    block: Block
    element: int
    first: int


class _Run:
    """Segments that make one block."""

    def __init__(self, at: int, first: Segment, role: Role) -> None:
        self.at = at
        """Position of the first one."""
        self.first = first
        self.role = role
        self.parts: list[str] = []
        self.size = 0
        """Characters of the parts."""
        self.spans: list[Span] = []

    def add(self, gap: str, tree: Tree, s: Segment, base: str | None) -> None:
        """Take a segment, after the gap between it and the one before."""
        self.size += len(gap)
        text, spans = (s.text, s.spans) if is_as_printed(s) else printed(tree, s)
        for mark in spans:
            self.spans.append(_span(mark, base, self.size))
        self.parts.append(gap + text if gap else text)
        self.size += len(text)

    def goes_on(self, s: Segment, role: Role) -> bool:
        """Whether the next segment belongs to it: a part of the same container, or the value of a label."""
        if s.joined is None:
            if self.role != role or role not in ("source", "credit"):
                return False
            text = "".join(self.parts)
            return text.endswith((":", "：")) and lexicon.is_label(text, role)
        if role == "credit" and s.text[0] in "/|":  # "Photo by Jane Doe" and "/AFP" in marked spans: two credits
            return False
        return self.role == role or (self.role in _PROSE and role in _PROSE)


def build(tree: Tree, segments: Sequence[Segment], labels: Sequence[Label], base: str | None) -> list[Placed]:
    """The kept blocks in page order; boilerplate and date lines are left out."""
    runs: list[_Run] = []
    elements: list[int] = []
    run: _Run | None = None
    """The last one begun."""
    last = -2
    for i, label in enumerate(labels):
        if label.name in ("boilerplate", "date"):
            continue
        s = segments[i]
        role = _role(tree, s, label.name)
        if run is not None and last == i - 1 and run.goes_on(s, role):
            run.add(_gap(segments[last], s), tree, s, base)
        elif run is not None and run.role in _PROSE and role in _PROSE and _is_cut(tree, segments[last], s):
            run.add("" if s.text[0] in _CLOSING or run.parts[-1][-1] in _TIED else " ", tree, s, base)
        else:
            run = _Run(i, s, role)
            run.add("", tree, s, base)
            runs.append(run)
            elements.append(s.element)
        last = i
    paths = tree.paths(elements)
    placed = [_placed(tree, each, labels[each.at], paths) for each in runs]
    parts: list[Placed] = []
    for p in _join_tables(tree, placed):
        if p.block.role in ("caption", "credit"):
            parts += _split(p)
        else:
            parts.append(p)
    return parts


def expected_agreement(segments: Sequence[Segment], labels: Sequence[Label]) -> float:
    """The F1 of the kept text, in characters, that the model's probabilities lead to expect; 0 without text."""
    kept = right = every = 0.0
    for s, label in zip(segments, labels, strict=True):
        size = len(s.text)
        every += label.text * size
        if label.name in ("body", "lead"):
            kept += size
            right += label.text * size
    return 2 * right / (kept + every) if kept else 0.0


def _placed(tree: Tree, run: _Run, label: Label, paths: dict[int, str]) -> Placed:
    """The block of a run, with the confidence of its first segment."""
    s, role = run.first, run.role
    level = HEADINGS.get(tree.tags[s.element]) if role in ("headline", "subheading") else None
    ordered = False
    if role == "list_item":
        level, ordered = _list(tree, s.element)
    confidence = round(calibrated(label.name, label.probability) * 1000) / 1000  # round(…, 3) goes by way of a text
    block = Block(
        f"b{run.at}", role, "".join(run.parts), level=level, ordered=ordered, spans=tuple(run.spans),
        anchor=Anchor(paths[s.element], s.text[:QUOTE]), confidence=confidence,
    )  # fmt: skip
    return tuple.__new__(Placed, (block, s.element, s.first))  # a third of the time of its own


def _is_cut(tree: Tree, before: Segment, s: Segment) -> bool:
    """Whether two segments are of one `<p>` that an element in its line has cut: a button, a custom element.

    Line breaks cut on purpose.
    """
    tags, paragraph = tree.tags, s.element
    for _ in range(_CUT_STEPS):
        if not cuts_line(tags[paragraph]):
            break
        paragraph = tree.parents[paragraph]
    if tags[paragraph] != "p" or not paragraph < before.first < s.first < tree.ends[paragraph]:
        return False
    if s.element != paragraph or before.element != paragraph:
        return True
    return any(map(cuts_line, tags[before.first : s.first]))


def _span(mark: Mark, base: str | None, shift: int) -> Span:
    """A mark as a span of the block it is in, its address made absolute."""
    url = None if mark.url is None else absolute(mark.url.strip(), base)
    return Span(mark.start + shift, mark.end + shift, mark.kind, url)  # type: ignore[arg-type]


def _gap(before: Segment, s: Segment) -> str:
    """What stands between two parts of a block; those that only style sheets set apart are not glued together."""
    if s.joined != "":
        return " "
    is_word = len(before.text) > 1 and before.text[-1] not in _TIED  # a single letter is a drop cap
    return " " if is_word and before.mark != s.mark and s.text[0].isalnum() and s.text[0] < _UNSPACED else ""


def _role(tree: Tree, s: Segment, name: str) -> Role:
    if name != "body":
        return _ROLES[name]
    tags, parents, e = tree.tags, tree.parents, s.element
    tag = tags[e]
    if tag in HEADINGS:
        return "subheading"
    if tag == "pre":
        return "code"
    for _ in range(6):
        tag = tags[e]
        if tag == "li":
            return "list_item"
        if tag == "blockquote":
            return "quote"
        if tag in ("td", "th"):
            return "table"
        if e <= 0 or tag in ("article", "main", "body"):
            break
        e = parents[e]
    whole = s.strong_chars >= 0.95 * len(s.text)
    if whole and len(s.text) <= _MAX_STRONG and s.text[-1] not in _ENDS and s.joined is None:
        return "subheading"
    return "paragraph"


def _list(tree: Tree, element: int) -> tuple[int, bool]:
    """Nesting depth of a list item, and whether its list is numbered."""
    depth, ordered = 0, False
    tags, parents = tree.tags, tree.parents
    while element > 0:
        tag = tags[element]
        if tag in ("ul", "ol"):
            ordered = ordered or (depth == 0 and tag == "ol")
            depth += 1
        element = parents[element]
    return max(depth, 1), ordered


def _join_tables(tree: Tree, placed: list[Placed]) -> list[Placed]:
    """Cells of one data table become one block; those of a layout table become paragraphs."""
    result: list[Placed] = []
    i = 0
    while i < len(placed):
        if placed[i].block.role != "table":
            result.append(placed[i])
            i += 1
            continue
        table, j = _above(tree, placed[i].element, "table"), i
        while j < len(placed) and placed[j].block.role == "table" and _above(tree, placed[j].element, "table") == table:
            j += 1
        result += _table(tree, placed[i:j])
        i = j
    return result


def _table(tree: Tree, cells: list[Placed]) -> list[Placed]:
    rows: dict[int, dict[int, list[str]]] = {}
    for c in cells:
        row = rows.setdefault(_above(tree, c.element, "tr"), {})
        cell = max(_above(tree, c.element, "td"), _above(tree, c.element, "th"))
        row.setdefault(cell, []).append(c.block.text)
    is_layout = any(len(c.block.text) > _CELL for c in cells) or max(map(len, rows.values())) < 2
    if is_layout:
        return [c._replace(block=replace(c.block, role="paragraph")) for c in cells]
    grid = tuple([tuple([" ".join(cell) for cell in row.values()]) for row in rows.values()])
    text = "\n".join([" | ".join(row) for row in grid])
    return [cells[0]._replace(block=replace(cells[0].block, text=text, rows=grid, spans=()))]


def _above(tree: Tree, element: int, tag: str) -> int:
    tags, parents = tree.tags, tree.parents
    while element > 0 and tags[element] != tag:
        element = parents[element]
    return element


def _split(p: Placed) -> list[Placed]:
    """A caption that ends in its credit becomes two blocks, whichever it was taken for, and so does an agency before a
    labelled credit ("dpa Foto: Jane Doe"); a bare credit is one. What has no letter is nothing.
    """
    bare = p.block.text.lstrip(_EDGES[p.block.role])
    if not any(map(str.isalnum, bare)):
        return []
    block = cut(p.block, bare)
    p = p._replace(block=block)
    text, credit = split_credit(block.text)
    is_short = block.role == "credit" and len(text) < _MIN_CAPTION and not names_after_caption(block.text)
    is_source = is_short and is_labelled(credit) and bool(lexicon.agencies(text))
    if is_credit(block.text) and not is_source:
        return [p if block.role == "credit" else _credit(p, block.text, block.id)]
    if credit is None or not text or (is_short and not is_source):
        return [p]
    head = replace(cut(block, text), role="source" if is_source else "caption")
    return [p._replace(block=head), _credit(p, credit, f"{block.id}c")]


def _credit(p: Placed, text: str, name: str) -> Placed:
    """A part of a block as a credit, with an id."""
    return p._replace(block=replace(cut(p.block, text), id=name, role="credit"))


def cut(block: Block, text: str) -> Block:
    """The block with a part of its text, and the spans in it."""
    if text == block.text:
        return block
    start = len(block.text) - len(text) if block.text.endswith(text) else block.text.find(text)
    end = start + len(text)
    inside = [s for s in block.spans if s.start >= start and s.end <= end]
    spans = tuple([replace(s, start=s.start - start, end=s.end - start) for s in inside])
    anchor = replace(block.anchor, quote=text[:QUOTE]) if block.anchor else None
    return replace(block, text=text, spans=spans, anchor=anchor)
