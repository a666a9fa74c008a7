"""The table in docs/fetching.md, the errors, the retries and the tests tell the same story."""

import re
from pathlib import Path

import pytest
from test_faults import FAULTS, SURVIVED
from test_http2 import FAULTS as HTTP2_FAULTS

from newsscrape import errors
from newsscrape.fetch.retry import Failure, try_again

HERE = Path(__file__).parent
ROW = re.compile(r"^\| (\d+) \| (.+?) \| (\S+?)(?: \((final|gave_up|\d+)\))? \| (.+?) \|$", re.MULTILINE)
DOCUMENTED = {
    int(row): (name, detail, again)
    for row, _, name, detail, again in ROW.findall((HERE.parents[1] / "docs" / "fetching.md").read_text("utf-8"))
}
MARKS = {"✗": 0, "↻1": 1, "↻": 2}


def test_every_row_is_there():
    assert sorted(DOCUMENTED) == list(range(1, 42))


@pytest.mark.parametrize("row", [row for row, (name, _, _) in DOCUMENTED.items() if name != "–"])
def test_the_retries_are_those_of_the_table(row):
    name, detail, mark = DOCUMENTED[row]
    error = getattr(errors, name)("x")
    if isinstance(error, errors.ProtocolError):
        error.final, error.gave_up = detail == "final", detail == "gave_up"
    if isinstance(error, errors.HTTPStatusError):
        error.status = int(detail or 503)
    again = [try_again(Failure(error, number, 60.0)) for number in (1, 2)]
    assert sum(again) == MARKS[mark]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.id)
def test_the_errors_are_those_of_the_table(fault):
    name = DOCUMENTED[fault.row][0]
    assert name in (fault.error.__name__, "–")


def test_every_row_is_tested():
    tested = {case.row for case in (*FAULTS, *SURVIVED, *HTTP2_FAULTS)}
    for file in HERE.glob("test_*.py"):
        for name in re.findall(r"def test_rows?_(\d+(?:_and_\d+)?)", file.read_text("utf-8")):
            tested.update(map(int, name.split("_and_")))
    assert tested >= set(range(1, 42))


def test_the_tree_at_the_top_names_every_error():
    tree = errors.__doc__
    assert set(re.findall(r"[├└]── (\w+)", tree)) | {"NewsScrapeError"} == set(errors.__all__)
