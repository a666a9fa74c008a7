"""Words of classes are found in a vocabulary as they stand, as if each were made a string and looked up."""

import random
from array import array
from itertools import accumulate

import numpy as np
import pytest

from newsscrape.label.model import BAGS, load
from newsscrape.label.vocabulary import Vocabulary, pieces
from newsscrape.text import word_key

NAMES = ["<div", "<p", "article", "body", "text", "ad", "share", "teaser", "related", "item"]
TABLE = np.arange(len(NAMES) * 3, dtype=np.float32).reshape(-1, 3)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("articleBody__text-2", ("article", "body", "text")),
        ("ARTICLE-text text_TEXT", ("article", "text")),
        ("a-b c x1", ()),
        ("HTMLBody iPhone", ("htmlb", "ody", "phone")),
        ("éclair überTitel", ("clair", "ber", "titel")),
        ("", ()),
    ],
)
def test_words_of_a_class(name, words):
    assert pieces(name) == words


def test_a_word_is_two_letters_or_more_and_counts_once():
    assert pieces("t1-tt tt TT") == ("tt",)
    assert len(pieces("ab-" * 5000)) == 1


def expected(bags):
    rows = [[NAMES.index(word) for word in bag if word in NAMES] for bag in bags]
    return np.array([TABLE[row].mean(axis=0) if row else np.zeros(3) for row in rows], np.float32)


def test_means_are_those_of_the_known_words():
    rng = random.Random(1)
    parts = [
        "article",
        "Body",
        "text",
        "ad",
        "AD",
        "share",
        "unknown",
        "x",
        "-",
        "_",
        " ",
        "é",
        "item2",
        "teaserRelated",
    ]
    styles = [("", ""), ("div", ""), ("span", "ad"), ("p", "ab " * 2000)]
    styles += [(rng.choice(["div", "p", "b"]), "".join(rng.choices(parts, k=rng.randrange(9)))) for _ in range(500)]
    found = Vocabulary(NAMES).means(styles, TABLE)
    np.testing.assert_allclose(found, expected([("<" + tag, *pieces(name)) for tag, name in styles]), rtol=1e-6)


def keyed(bags):
    keys = array("Q", [word_key(word, 0, len(word)) for bag in bags for word in bag])
    return keys, array("i", accumulate(map(len, bags)))


def test_means_of_words_by_their_keys():
    bags = [[], ["article", "Article", "…text", "text", "text"], ["ärtícle", "ad"]]
    np.testing.assert_allclose(Vocabulary(NAMES).key_means(*keyed(bags), TABLE), expected(bags), rtol=1e-6)


def test_every_word_of_the_model_is_told_from_all_others():
    model = load()
    for bag in BAGS:
        vocabulary, table = model.vectors(bag)
        found = vocabulary.key_means(*keyed([[word] for word in vocabulary.names]), np.ascontiguousarray(table))
        np.testing.assert_array_equal(found, table)
