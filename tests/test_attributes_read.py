"""The walk takes only the attributes in `READ` out of the tree: whatever a stage above asks an element for is there."""

import ast
import re
from pathlib import Path

import pytest

from newsscrape.dom.tree import READ

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "newsscrape"
STAGES = [
    *(PACKAGE / "label").glob("*.py"), *(PACKAGE / "assemble").glob("*.py"), PACKAGE / "segment.py",
    PACKAGE / "metadata" / "marks.py", PACKAGE / "explain.py",
]  # fmt: skip
ASKED = re.compile(
    r'\b(?:attrs|attributes|own|above)(?:\[[^\]]+\])?(?:\.get\(|\[)"([a-z-]+)"|"([a-z-]+)" in (?:own|attributes)\b'
)
LISTS = {"_LAZY", "_SETS", "_NAMING", "_TRAIL_NAMES"}
"""Constants that name attributes."""


def asked(source):
    found = {a or b for a, b in ASKED.findall(source)}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") in LISTS:
            found |= {n.value for n in ast.walk(node.value) if isinstance(n, ast.Constant)}
    return found


@pytest.mark.parametrize("path", STAGES, ids=lambda path: path.stem)
def test_what_a_stage_asks_for_is_taken(path):
    assert asked(path.read_text("utf-8")) <= READ


def test_the_search_finds_what_is_asked_for():
    found = set().union(*(asked(path.read_text("utf-8")) for path in STAGES))
    assert {"class", "id", "href", "style", "hidden", "alt", "width", "srcset", "data-src", "itemtype", "role"} <= found
