"""Explanations: every visible text once, true to the document and to the model."""

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import newsscrape as ns
from newsscrape.block import BOILERPLATE_KINDS, ROLES
from newsscrape.extract import decode, run, show
from newsscrape.label import model
from newsscrape.label.kinds import kinds
from newsscrape.label.reasons import grounds
from newsscrape.page import Page

FIXTURES = sorted((Path(__file__).resolve().parent.parent / "fixtures").glob("*/page.html"))
PAGES = {path.parent.name: path.read_bytes() for path in FIXTURES}
IGNORED = dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF, 0x00))
every_fixture = pytest.mark.parametrize("slug", PAGES)


def letters(texts):
    """What is printed, without white space and characters that are never part of a word."""
    return "".join("".join(texts).translate(IGNORED).split())


def printed(html):
    return letters(show(decode(Page(html, None)).utf8)[0].texts)


@every_fixture
def test_every_visible_text_stands_in_one_block(slug):
    blocks = ns.explain(PAGES[slug]).blocks
    assert letters(b.text for b in blocks) == printed(PAGES[slug])
    assert all(b.is_kept == (b.block is not None) for b in blocks)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(PAGES)), st.floats(0, 1), st.integers(0, 400), st.binary(max_size=40))
def test_every_visible_text_of_mutated_pages_stands_in_one_block(slug, where, cut, put):
    page = PAGES[slug]
    at = int(where * len(page))
    mutated = page[:at] + put + page[at + cut :]
    assert letters(b.text for b in ns.explain(mutated).blocks) == printed(mutated)


@every_fixture
def test_kept_blocks_are_those_of_the_document(slug):
    explanation = ns.explain(PAGES[slug], url=f"https://news.example/{slug}")
    assert explanation.document == ns.extract(PAGES[slug], url=f"https://news.example/{slug}")
    texts = {}
    for b in explanation.blocks:
        if b.is_kept:
            texts.setdefault(b.block, []).append(b.text)
    for block in explanation.document.blocks:
        if block.id in texts and not block.rows:
            held = letters(texts[block.id])
            assert letters([block.text]) in held, block.id
    found = {b.id for b in explanation.document.blocks}
    assert set(texts) <= found
    assert {i for i in found - set(texts) if i != "b-title" and not i.endswith(("c", "k"))} == set()


@every_fixture
def test_values_are_in_their_ranges(slug):
    explanation = ns.explain(PAGES[slug])
    assert 0 <= explanation.article <= 1
    for b in explanation.blocks:
        assert sum(b.probabilities.values()) == pytest.approx(1, abs=1e-3)
        assert b.role in ROLES
        assert (b.kind in BOILERPLATE_KINDS) == (b.role == "boilerplate")
        assert b.path.startswith("/html")
        if b.grounds is None:
            assert (b.role, b.probabilities["boilerplate"]) == ("boilerplate", 1)
            continue
        assert b.grounds.against != b.label
        weights = [abs(r.weight) for r in b.grounds.reasons]
        assert weights == sorted(weights, reverse=True)


def margins(verdict, chosen, against):
    odds = np.log(np.maximum(verdict.roles, 1e-9))
    return [float(odds[i, model.CLASSES.index(c)] - odds[i, model.CLASSES.index(a)])
            for i, (c, a) in enumerate(zip(chosen, against, strict=True))]  # fmt: skip


def test_strongest_reason_is_what_moves_the_model():
    """Put at its average in one block, the strongest table feature moves that block's margin as told."""
    weights = model.load()
    told, seen = [], []
    for slug in random.Random(5).sample(sorted(PAGES), 12):
        done = run(Page(PAGES[slug], None), weights)
        chosen = [label.name for label in done.labels]
        found = grounds(weights, done.verdict, done.seen, chosen, most=40)
        before = margins(done.verdict, chosen, [g.against for g in found])
        assert [g.margin for g in found] == pytest.approx(before, abs=1e-3)
        for i, ground in enumerate(found):
            reason = next((r for r in ground.reasons if r.value is not None and abs(r.weight) > 0.4), None)
            if reason is None:
                continue
            table = done.seen.table.copy()
            column = model.INPUTS.index(reason.feature)
            table[i, column] = weights.weights["mean"][column]
            after = margins(weights.judge(replace(done.seen, table=table)), chosen, [g.against for g in found])
            told.append(reason.weight)
            seen.append(before[i] - after[i])
    assert len(told) > 40
    agree = np.mean(np.sign(told) == np.sign(seen))
    assert agree > 0.9
    assert np.corrcoef(told, seen)[0, 1] > 0.7


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ('<nav><ul><li><a href="/">Start</a></li></ul></nav>', "navigation"),
        ('<div class="share-bar"><a href="#">Facebook</a></div>', "share"),
        ("<p>Newsletter abonnieren</p>", "newsletter"),
        ('<div id="disqus_thread"><p>Be the first to say something</p></div>', "comments"),
        ('<div class="related-links"><a href="/a">Bees return to the cathedral roof</a></div>', "related"),
        ("<footer><p>Alle Rechte vorbehalten</p></footer>", "legal"),
        ('<div class="x"><a href="/a">A harbour town keeps its lighthouse keeper after all</a></div>', "related"),
        ("<p>Something else</p>", "other"),
    ],
)
def test_kinds_of_boilerplate(html, kind):
    done = run(Page(f"<body class='single header'>{html}</body>", None), model.load())
    assert kinds(done.cut.segments, done.seen) == [kind]


def test_rules_are_told():
    judged = ns.explain(PAGES["seed-wordpress-de"]).blocks
    credit = next(b for b in judged if b.role == "credit")
    assert {rule for rule, _, _ in credit.votes} == {
        "named as caption in the markup", "begins with a printed credit label",
    }  # fmt: skip
    assert all(name in model.CLASSES and weight for b in judged for _, name, weight in b.votes)


def test_claims_have_one_winner_a_field():
    explanation = ns.explain(PAGES["arc-en"], url="https://news.example/arc-en")
    fields = {f.name: f for f in explanation.fields}
    assert fields["authors"].value == "Helen Ashby"
    assert [c.text for c in fields["authors"].claims if c.is_winner] == [explanation.document.byline_raw]
    assert {c.source for c in fields["authors"].claims} >= {"json-ld", "byline-head"}
    assert [c.source for c in fields["published"].claims if c.is_winner]
    assert len(fields["headline"].claims) == 4
    for field in fields.values():
        assert sum(c.is_winner for c in field.claims) <= (field.value is not None)


def test_a_page_too_large_is_explained_by_its_outcome(monkeypatch):
    monkeypatch.setattr("newsscrape.dom.limits.MAX_CHARS", 100)
    explanation = ns.explain(PAGES["arc-en"])
    assert explanation.blocks == ()
    assert explanation.fields == ()
    assert explanation.document.outcome.evidence == ("too complex to parse: more than 100 characters",)


def test_wrong_use_raises_as_extract():
    with pytest.raises(TypeError, match="html must be"):
        ns.explain(3)


def test_reasons_tell_the_names_that_weighed_most():
    html = "<nav class='site-menu zqx'><a class=zqx href='/'>Facebook</a></nav>" + PAGES["arc-en"].decode()
    judged = ns.explain(html).blocks
    judged = [b for b in judged if b.grounds]
    told = [r for b in judged for r in b.grounds.reasons if r.names]
    assert len(told) > 10
    assert all(r.value is None and r.feature.startswith("names_") for r in told)
    assert not any("zqx" in r.names for r in told)
    # A part that a span sets apart is named by the span, but has its block's names.
    blocks = [b for b in judged if not b.name.startswith("span")]
    own = {b.name: r.names for b in blocks for r in b.grounds.reasons if r.feature == "names_own" and r.names}
    assert own
    for name, names in own.items():
        assert all(n.removeprefix("<") in name.casefold() for n in names if n.isalpha()), (name, names)
