"""Bytes are what Python's own decoder and search say of them, wherever in a word of eight they stand."""

import random

import pytest

from newsscrape.octets import BROKEN, CONTROL, VALID, Octets

EDGES = [0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0,
         0xF1, 0xF4, 0xF5, 0xFF]  # fmt: skip
"""Where the ranges of UTF-8 begin and end."""


def as_python_reads(data):
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return BROKEN
    return CONTROL if "\x80" in text else VALID


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", VALID),
        (b"Deiche bis zum Winter", VALID),
        ("Dämme – bis Łódź, 東京 🎉".encode(), VALID),
        ("Itâ\x80\x99s".encode(), CONTROL),
        ("\x80 and é".encode(), CONTROL),
        (b"Deiche \xfcber", BROKEN),
        (b"Deiche bis\xe2\x80", BROKEN),
        (b"\xed\xa0\x80", BROKEN),
        (b"\xc0\xaf", BROKEN),
        (b"\xf4\x90\x80\x80", BROKEN),
    ],
)
def test_what_bytes_are(data, kind):
    assert Octets(data).as_utf8() == kind == as_python_reads(data)


def test_pairs_of_all_bytes_are_what_python_reads():
    for first in range(0x100):
        for second in range(0x100):
            data = bytes([first, second])
            assert Octets(data).as_utf8() == as_python_reads(data)


@pytest.mark.parametrize("seed", range(20))
def test_mixed_bytes_are_read_and_searched_as_python_does(seed):
    chance = random.Random(seed)
    for _ in range(500):
        data = (
            b"x" * chance.randrange(18)
            + bytes(chance.choices(EDGES, k=chance.randrange(8)))
            + b"y" * chance.randrange(18)
        )
        octets = Octets(data)
        assert octets.as_utf8() == as_python_reads(data)
        octet, start, end = chance.choice(EDGES), chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)
        assert octets.find(octet, start, end) == data.find(octet, start, end)


@pytest.mark.parametrize("seed", range(20))
def test_four_bytes_are_found_where_python_finds_them(seed):
    chance = random.Random(seed)
    for _ in range(200):
        data = bytes(chance.choices(b"ab\xff", k=chance.randrange(200)))
        start, end = chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)
        four = bytes(chance.choices(b"ab\xff", k=4))
        assert Octets(data).find_four(four, start, end) == data.find(four, start, end)
