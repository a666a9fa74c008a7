"""Chunks: bounded, cut at block borders, nothing lost."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsscrape as ns
from newsscrape.block import Block
from newsscrape.chunk import estimate_tokens
from newsscrape.document import Document, Outcome
from newsscrape.testing import find
from rich_document import RICH

FIXTURES = {f.slug: f for f in find(Path(__file__).resolve().parent.parent / "fixtures")}
ROLES = ("paragraph", "subheading", "quote", "list_item", "table", "code")
TEXTS = st.text(st.sampled_from("ab cd.! ?\n。」日本“”\u00a0"), min_size=1, max_size=120)


def article(*texts: tuple[str, str, int | None]) -> Document:
    blocks = (Block(f"b{i}", role, text, level=level) for i, (role, text, level) in enumerate(texts))
    return Document(Outcome("article"), blocks=tuple(blocks))


documents = st.lists(st.tuples(st.sampled_from(ROLES), TEXTS, st.integers(1, 4)), max_size=12).map(
    lambda parts: article(("headline", "Title", 1), *parts)
)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@given(documents, st.integers(1, 40))
def test_nothing_is_lost_and_nothing_too_long(doc: Document, limit: int):
    chunks = doc.chunks(limit)
    assert squeezed("".join(c.text for c in chunks)) == squeezed(doc.text)
    assert all(c.text == doc.text[c.start : c.end] for c in chunks)
    assert all(a.end <= b.start for a, b in pairwise(chunks))
    assert all(estimate_tokens(c.text) <= limit for c in chunks)


@given(documents, st.integers(1, 40))
def test_a_counter_of_ones_own_is_kept_to(doc: Document, limit: int):
    chunks = doc.chunks(limit, count=len)
    assert squeezed("".join(c.text for c in chunks)) == squeezed(doc.text)
    assert all(len(c.text) <= limit for c in chunks)


@given(documents, st.integers(1, 40))
def test_a_chunk_is_within_one_section_and_of_its_blocks(doc: Document, limit: int):
    texts = {b.id: b for b in doc.body}
    for chunk in doc.chunks(limit):
        assert chunk.headings[0] == "Title"
        blocks = [texts[i] for i in chunk.block_ids]
        assert all(piece in "".join(squeezed(b.text) for b in blocks) for piece in [squeezed(chunk.text)])
        after_text = [b.role for b in blocks]
        while after_text and after_text[0] == "subheading":
            del after_text[0]
        assert "subheading" not in after_text


@pytest.mark.parametrize("slug", FIXTURES)
@pytest.mark.parametrize("limit", [20, 100, 10_000])
def test_fixtures_lose_nothing(slug: str, limit: int):
    doc = ns.extract(FIXTURES[slug].html, url=FIXTURES[slug].url)
    chunks = doc.chunks(limit)
    assert squeezed("".join(c.text for c in chunks)) == squeezed(doc.text)
    assert all(estimate_tokens(c.text) <= limit for c in chunks)


def test_headings_are_the_path():
    doc = article(
        ("headline", "Title", 1), ("paragraph", "Intro.", None), ("subheading", "One", 2), ("subheading", "Deep", 3),
        ("paragraph", "First.", None), ("subheading", "Two", 2), ("paragraph", "Second.", None),
    )  # fmt: skip
    assert [(c.headings, c.text, c.block_ids) for c in doc.chunks()] == [
        (("Title",), "Intro.", ("b1",)),
        (("Title", "One", "Deep"), "One\n\nDeep\n\nFirst.", ("b2", "b3", "b4")),
        (("Title", "Two"), "Two\n\nSecond.", ("b5", "b6")),
    ]


def test_a_long_block_is_cut_between_sentences():
    doc = article(("paragraph", "One is here. “Two is here.” Three is here.", None))
    assert [c.text for c in doc.chunks(8)] == ["One is here. “Two is here.”", "Three is here."]
    assert [c.text for c in doc.chunks(4)] == ["One is here.", "“Two is here.”", "Three is here."]


def test_chinese_is_cut_between_sentences():
    doc = article(("paragraph", "他来了。「我走。」她说。", None))
    assert [c.text for c in doc.chunks(8)] == ["他来了。", "「我走。」她说。"]


def test_a_long_sentence_is_cut_between_words_and_a_long_word_anywhere():
    doc = article(("paragraph", "aaa bbb cccccccccc", None))
    assert [c.text for c in doc.chunks(4, count=len)] == ["aaa", "bbb", "cccc", "cccc", "cc"]


def test_the_lead_is_in_and_captions_are_not():
    whole = "\n".join(c.text for c in RICH.chunks())
    assert RICH.lead in whole
    assert RICH.captions[0] not in whole


def test_a_limit_below_one_is_wrong_use():
    with pytest.raises(ValueError, match="at least 1"):
        RICH.chunks(0)


@pytest.mark.parametrize(("text", "tokens"), [("", 0), ("a", 1), ("word word", 3), ("Привет", 3), ("東京都", 3)])
def test_the_estimate(text: str, tokens: int):
    assert estimate_tokens(text) == tokens
