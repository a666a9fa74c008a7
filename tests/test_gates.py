"""What tells most lines from a pattern by two letters lets every line through that the pattern takes."""

import re
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest

from newsscrape import lexicon
from newsscrape.assemble.phrases import saying, says_plainly
from newsscrape.charset import decode
from newsscrape.dom import parse
from newsscrape.label import votes
from newsscrape.lexicon import match
from newsscrape.metadata import lines, names, state
from newsscrape.metadata.labels import labels
from newsscrape.segment import segment

FIXTURES = sorted((Path(__file__).resolve().parent.parent / "fixtures").glob("*/page.html"))
PUBLISHED = lexicon.merged().published - set(lexicon.name_words("any_day"))
WORDS = [*lexicon.name_words("label_alone"), *lexicon.merged().byline, *lexicon.name_words("label"), *PUBLISHED]
SPELT = [
    change(word) + end
    for word in WORDS
    for change in (str, str.title, str.upper)
    for end in ("", ":", " :", "：", " x")
]
TEXTS = sorted(
    {s.text for page in FIXTURES for s in segment(parse(decode(page.read_bytes()).text)).segments} | set(SPELT)
)
ODD = ["Text:", "TEXT", "3. Mai 2024 · von", "May 3, 2024, by:", "publishedAt: x"]


@pytest.mark.parametrize("texts", [TEXTS, ODD], ids=["fixtures and lexicon", "odd"])
def test_labels_that_stand_alone(texts):
    assert [t for t in texts if labels().is_alone(t)] == [t for t in texts if labels().alone.fullmatch(t)]


def test_labels_of_a_name():
    known = names._patterns()

    def begins(text):  # without the look at two letters
        first = names._FIRST.match(text)
        is_known = first is not None and first[0].lower() in known.first_words
        found = known.label.match(text) if is_known or names.UNSPACED.match(text) else None
        return found is not None and found.end() < len(text)

    assert [t for t in TEXTS if names.begins_with_label(t)] == [t for t in TEXTS if begins(t)]


def test_labels_of_a_day():
    expected = [t for t in TEXTS if len(t) <= 48 and " ".join(t.lower().rstrip(" :：").split()) in PUBLISHED]
    assert [t for t in TEXTS if lines._is_label(t)] == expected


def test_words_of_the_lexicon():
    pattern = re.compile("©|(?:[^\\W_]|[\u0300-\u036f\u0591-\u05c7\u064b-\u0670\u0900-\u0963\u0966-\u0dff])+")
    odd = ["फ़ोटो: रॉयटर्स।", "©dpa_AFP ©", "תמונה־של: שָׁלוֹם", "Foto\u0301 é_è", "١٢ Ⅻ ²x", "", "—"]
    for text in (*odd, *TEXTS):
        if not text.isascii():
            assert match._words(text) == pattern.findall(match._folded(text))


def test_days_that_scripts_state():
    odd = b'a ubli publishedAt:"2024-01-02" ubliublishedAt: 1704186000, pubpublication_date=\\"2024-01-03T10:00" ubli'
    for html in (odd, *(decode(page.read_bytes()).utf8 for page in FIXTURES)):
        assert [m.span() for m in state._stated(html)] == [m.span() for m in state._PUBLISHED.finditer(html)]
    assert len(list(state._stated(odd))) == 3


@pytest.mark.parametrize("key", ["challenge", "consent", "javascript", "paywall"])
def test_words_of_walls(key):
    def says(text):  # without the look for a word of the phrases
        starts, anywhere = lexicon.hits(text)
        return (len(text) < 400 and (starts | anywhere) & lexicon.BIT[key] != 0) or says_plainly(text, key)

    phrases = [
        change(p) + end for p in lexicon.merged().phrases(key) for change in (str, str.upper) for end in ("", ", x")
    ]
    texts = [*TEXTS, *phrases]
    assert [t for t in texts if saying([SimpleNamespace(text=t)], key)] == [t for t in texts if says(t)]
    assert sum(map(says, phrases)) > len(phrases) / 2


def test_our_phrases_of_walls_are_found_as_they_are_printed():
    phrases = tomllib.loads((FIXTURES[0].parents[2] / "src/newsscrape/assemble/phrases.toml").read_text("utf-8"))
    assert [p for key, said in phrases.items() for p in said if not says_plainly(f"X {p} Y", key)] == []


def test_what_joins_two_names():
    joints = ["im Gespräch mit", "In conversation with", "interviewed by", "as told to", "Aufgezeichnet von"]
    for text in (f"Ada Quill {joint} Bo Inker" for joint in joints):
        assert names._JOINED.search(text)
        assert names.clean_names(text) == ("Ada Quill", "Bo Inker")


def test_notices_of_commissions():
    notices = lexicon.name_words("affiliate_notice")
    assert [n for n in notices if not votes._says_it_earns(f"Hier {n}.")] == []
