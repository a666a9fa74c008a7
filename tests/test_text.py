"""Short ways give what the standard library gives: addresses joined, words found."""

import itertools
import random
import re
from urllib.parse import urljoin

import pytest

from newsscrape.text import AnyOf, absolute

BASES = (
    "https://www.example.com/a/b?c#d", "http://example.com", "http://example.com:8080/x", "https://u:p@example.com/",
    "http://[::1]/a", "HTTP://Example.com/a", "http://example.com?x", "https://ex_ample.com/a;p", "https://é.example/a",
)  # fmt: skip
PARTS = ("/", "a", "b.c", ".", "..", ";", "?", "#", "x=1&y", "//", " ", "\n", "é", "%20", ":")


@pytest.mark.parametrize("base", BASES)
def test_addresses_are_joined_as_by_the_standard_library(base):
    for start in ("/", "//cdn.example.com", "//cdn", "//u@example.com:80", "//cdn.example.com/a"):
        for parts in itertools.product(PARTS, repeat=3):
            address = start + "".join(parts)
            assert absolute(address, base) == urljoin(base, address)


def test_what_is_absolute_or_cannot_be_joined_stays():
    assert absolute("https://example.com/a", "https://example.org/") == "https://example.com/a"
    assert absolute("/a", None) == "/a"
    assert absolute("//[x", "https://example.org/") == "//[x"


WORDS = [
    ("ab", "abc", "bca"),
    ("/ab/", "/a/", "cc"),
    ("date", "time", "meta-info"),
    ("é日", "aé", "ab", "bcé"),
    ("日é",),
    (),
]


@pytest.mark.parametrize("words", WORDS)
def test_words_are_found_as_by_a_pattern(words):
    chance = random.Random(7)
    pattern = re.compile("|".join(map(re.escape, words)) or r"(?!)")
    for _ in range(3000):
        text = "".join(
            chance.choices(["a", "b", "c", "/", "dat", "e", "ti", "me", "ta-", "info", "é", "日", "\0"], k=6)
        )
        assert AnyOf(words).is_in(text) == (pattern.search(text) is not None), text
