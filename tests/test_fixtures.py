"""What the fixture pages cover. Each page's fields are tests of their own, made by the pytest plugin:
`pytest fixtures` runs them all, `pytest fixtures/arc-en/page.html` those of one page.
"""

from pathlib import Path

import pytest

from newsscrape.testing import FIELDS, find

ROOT = Path(__file__).resolve().parent.parent / "fixtures"
FIXTURES = list(find(ROOT))
LANGUAGES = ("de", "en", "fr", "es", "ru", "ar", "zh", "ja", "hi", "tr")


def test_there_are_enough_pages():
    assert len(FIXTURES) >= 30


@pytest.mark.parametrize("language", LANGUAGES)
def test_language_is_covered(language):
    assert any((f.expected["language"] or "").split("-")[0] == language for f in FIXTURES)


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda f: f.slug)
def test_every_field_has_an_expectation(fixture):
    assert set(FIELDS) <= set(fixture.expected)
