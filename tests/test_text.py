"""Addresses joined by the short way are those that the standard library gives."""

import itertools
from urllib.parse import urljoin

import pytest

from newsscrape.text import absolute

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
