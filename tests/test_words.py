"""The words of blocks and of their links' addresses, and the keys by which the net knows them."""

import pytest

from newsscrape.dom import parse
from newsscrape.label.evidence import Evidence
from newsscrape.label.features import featurize
from newsscrape.segment import segment
from newsscrape.text import word_key


def words_of(html):
    tree = parse(html)
    return featurize(tree, segment(tree), Evidence()).names.words


LONG = "Die Deiche am Meer, sagt Ada Quill, werden „bis zum Winter“ höher: 東京. "


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Neue Deiche", ["neue", "deiche"]),
        ("a b c d e f g h i j", ["a", "b", "c", "d", "e", "f", "g", "h"]),
        ("東京の朝", ["東", "京", "の", "朝"]),
        (LONG, ["die", "deiche", "am", "meer", "…höher", "…東", "…京"]),
        (LONG * 8, ["die", "deiche", "am", "meer", "…höher", "…東", "…京"]),
        (f"Deiche {'x' * 60}", ["deiche", "x" * 60, "…" + "x" * 40]),
        (f"{'x' * 60} Deiche — ", ["x" * 60, "deiche", "…" + "x" * 31, "…deiche"]),
    ],
    ids=["short", "eight", "unspaced", "long", "longer than its head", "cut", "cut, with more"],
)
def test_first_and_last_words(text, words):
    assert words_of(f"<p>{text}</p>").every == [words]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/News/politik/deiche-2024", ["/", "/news", "/politik"]),
        ("/a/b/c/d/e", ["/", "/a", "/b", "/c"]),
        ("https://Example.com/Sport/x1/liga/", ["//", "/sport", "/liga"]),
        ("https://example.com", ["//"]),
        ("//example.com/sport", ["//", "/sport"]),
        ("#top", ["#"]),
        ("?page/sport", ["/?", "/sport"]),
        ("sport/liga", ["/?", "/sport", "/liga"]),
        ("/?sport", ["/"]),
    ],
)
def test_words_of_a_links_address(address, words):
    assert words_of(f'<p><a href="{address}">Mehr</a></p>').every == [["mehr", *words]]


def test_keys_are_those_of_the_words():
    found = words_of(f'<p>{LONG}</p><p><a href="/news/sport">Mehr</a></p><p>{LONG * 8}</p>')
    assert list(found.keys) == [word_key(word, 0, len(word)) for words in found.every for word in words]
    assert [found.of(1), len(found.ends)] == [["mehr", "/", "/news", "/sport"], 3]
