"""Every fixture, every field: a failure names both."""

from functools import cache
from pathlib import Path

import pytest

from newsscrape.testing import FIELDS, Fixture, difference, find, observed

ROOT = Path(__file__).resolve().parent.parent / "fixtures"
FIXTURES = {f.slug: f for f in find(ROOT)}


@cache
def _observed(slug):
    return observed(FIXTURES[slug])


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("slug", FIXTURES)
def test_field(slug, field):
    fixture: Fixture = FIXTURES[slug]
    expected = fixture.expected
    assert field in expected, f"{slug}: nothing recorded for {field}"
    diff = difference(field, expected[field], _observed(slug)[field])
    assert not diff, f"{slug}\n{diff}"
