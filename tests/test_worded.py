"""What the last words of a block name."""

import numpy as np
import pytest

from newsscrape.label.columns import COLUMNS
from newsscrape.label.lines import Lines
from newsscrape.label.worded import fill_lexicon, fill_tails

CREDIT, AGENCY = COLUMNS.index("tail_credit"), COLUMNS.index("tail_agency")
LONG = "The mayor of Example speaks to guests at the opening of the new library on Monday, where " * 3


@pytest.mark.parametrize(
    ("text", "names_credit", "names_agency"),
    [
        (f"{LONG} she read aloud. (AP Photo/Jane Doe)", True, True),
        (f"{LONG} she read aloud. Foto: Jane Doe", True, False),
        (f"{LONG} she read aloud.Credit: Jane Doe", True, False),
        (f"{LONG} she read aloud. Quelle: Example", True, False),
        (f"{LONG} she read aloud © Jane Doe", True, False),
        (f"{LONG} she read aloud. (Jane Doe)", True, False),
        (f"{LONG} she read aloud [Jane Doe]", False, False),
        (f"{LONG} she read aloud. dpa", False, True),
        ("Ein Bild der Bibliothek | Reuters", False, True),
        (f"{LONG} she read aloud.", False, False),
        ("Foto: dpa", False, False),
        ("She said: come", False, False),
        ("It costs 3.50", False, False),
        ("x", False, False),
        (")", False, False),
        (":", False, False),
        ("©", False, False),
        (f"{LONG * 3} (AP Photo/Jane Doe)", False, False),
    ],
)
def test_tails(text, names_credit, names_agency):
    table = np.zeros((1, len(COLUMNS)), np.float32)
    fill_lexicon(table, [text], Lines.of([text]))
    fill_tails(table, [text], Lines.of([text]))
    assert (table[0, CREDIT] > 0, table[0, AGENCY] > 0) == (names_credit, names_agency)
