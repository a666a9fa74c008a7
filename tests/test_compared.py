"""Blocks are held against what the page says of itself as sets of words would be."""

import random

import numpy as np
import pytest

from newsscrape.label.columns import COLUMNS
from newsscrape.label.compared import fill_evidence
from newsscrape.label.evidence import Evidence
from newsscrape.label.lines import Lines

WORDS = "the a of dikes winter until ferry storm 東 京 Łódź über harbour it is no new Deiche".split()
TITLE, DESCRIPTION = (COLUMNS.index(name) for name in ("title_share", "description_share"))


def best_of(words, texts):
    """Share and cover of the text that agrees best, by sets; zeros where only short words agree."""
    bag, best = set(words), (0.0, 0.0)
    told = [set(text.lower().split()) for text in texts]
    says = any(len(word) > 3 or not word.isascii() or len(each) < 3 for each in told for word in each & bag)
    for each in told if says else ():
        share, cover = len(each & bag) / len(bag), len(each & bag) / len(each)
        if share * cover > best[0] * best[1]:
            best = share, cover
    return best


@pytest.mark.parametrize("seed", range(20))
def test_shares_are_those_of_sets_of_words(seed):
    chance = random.Random(seed)

    def line(most):
        return " ".join(chance.choices(WORDS, k=chance.randrange(1, most)))

    texts = [line(40) for _ in range(40)]
    titles, descriptions = [line(8) for _ in range(3)], [line(20) for _ in range(2)]
    table = np.zeros((len(texts), len(COLUMNS)), np.float32)
    fill_evidence(table, texts, Lines.of(texts), Evidence(tuple(titles), tuple(descriptions)))
    for row, text in zip(table, texts, strict=True):
        words = text.lower()[:250].split()
        np.testing.assert_allclose(row[TITLE : TITLE + 2], best_of(words, titles), rtol=1e-6)
        np.testing.assert_allclose(row[DESCRIPTION : DESCRIPTION + 2], best_of(words, descriptions), rtol=1e-6)
        assert row[TITLE + 2] == (words in [title.lower().split() for title in titles])
