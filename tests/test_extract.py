"""Bad input gets a typed answer; good input is pure and thread-safe."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import newsscrape as ns

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
PAGE = (FIXTURES / "arc-en" / "page.html").read_bytes()
SEED = FIXTURES / "seed-wordpress-de"
PROSE = "The harbour of the old town has been opened again after years of work, and the first ship came in at dawn."


@pytest.mark.parametrize(
    "html",
    [
        b"", "", b"   \n", b"\x00" * 100, b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "\ud800<p>lone surrogate",
        b"<p>caf\xe9 au lait", b"<meta charset=base64><p>text",
        '<script type="application/ld+json">' + '{"a":[' * 400_000 + "</script>",
    ],
)  # fmt: skip
def test_bad_input_gives_a_document(html):
    doc = ns.extract(html)
    assert not doc.is_article
    assert ns.Document.from_dict(doc.to_dict()) == doc


def test_nested_tags_are_refused_or_degraded():
    doc = ns.extract("<div>" * 100_000 + "text")
    assert not doc.is_article
    assert doc.warnings


@pytest.mark.parametrize("html", [None, 3, ["<p>"]])
def test_wrong_type_raises(html):
    with pytest.raises(TypeError, match="html must be"):
        ns.extract(html)


def test_a_page_that_ships_its_text_in_a_script_keeps_what_it_states():
    text = "".join(f"<p>{PROSE} {n}</p>" for n in range(4))
    state = json.dumps({"props": {"body": text}}).replace("</", "<\\/")
    page = (
        "<html><head><title>Harbour reopens</title></head><body><div id=__next></div>"
        '<meta property="article:published_time" content="2024-04-20T14:15:30+03:00">'
        '<script type="application/ld+json">{"@type":"NewsArticle","author":"Ada Quill"}</script>'
        f'<script id="__NEXT_DATA__" type="application/json">{state}</script></body></html>'
    )
    document = ns.extract(page)
    assert document.warnings == ("the text was taken out of the page's scripts",)
    assert document.authors == ("Ada Quill",)
    assert document.published is not None
    assert document.published.value.isoformat() == "2024-04-20T14:15:30+03:00"


def test_round_trip_of_a_real_document():
    doc = ns.extract(PAGE, url="https://news.example/arc-en")
    assert ns.Document.from_dict(doc.to_dict()) == doc


def test_threads_agree():
    barrier = threading.Barrier(4)

    def run(_: int) -> ns.Document:
        barrier.wait()
        return ns.extract(PAGE, url="https://news.example/arc-en")

    with ThreadPoolExecutor(4) as pool:
        documents = list(pool.map(run, range(4)))
    assert all(d == documents[0] for d in documents)


def test_seed_page():
    doc = ns.extract((SEED / "page.html").read_bytes())
    lines = (SEED / "flattened.txt").read_text("utf-8").strip().split("\n\n")
    assert doc.headline == lines[2]
    assert doc.lead == lines[4]
    assert [b.text for b in doc.body if b.role == "subheading"] == [lines[5]]
    assert [b.text for b in doc.body if b.role == "paragraph"] == [lines[i] for i in (6, 7, 9, 10, 11)]
    assert doc.credits == ("Bildquelle: Mark Zuckerberg",)
    assert [(s.text, s.name) for s in doc.sources] == [("Nachrichtenquelle: Mark Zuckerberg", "Mark Zuckerberg")]
    texts = [b.text for b in doc.blocks]
    assert not {"Connect with us", "Nachrichten", "Teilen Sie diese Geschichte", "Facebook", "Twitter"} & set(texts)


def test_seed_page_flattens_to_the_seed_text():
    judged = ns.explain((SEED / "page.html").read_bytes()).blocks
    assert "\n\n".join(b.text for b in judged) == (SEED / "flattened.txt").read_text("utf-8").strip()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(PAGE) - 1), st.integers(0, 400), st.binary(max_size=40))
def test_mutated_pages_never_raise(at, cut, put):
    doc = ns.extract(PAGE[:at] + put + PAGE[at + cut :])
    doc.to_json().encode("utf-8", "strict")


def test_every_block_is_explained_once():
    explanation = ns.explain(PAGE)
    assert all(abs(sum(b.probabilities.values()) - 1) < 1e-3 for b in explanation.blocks)
    kept = {b.text for b in explanation.blocks if b.is_kept}
    assert kept >= {b.text for b in explanation.document.body}


def test_confidence_of_a_role_is_the_mean_of_its_blocks():
    doc = ns.extract(PAGE, url="https://news.example/arc-en")
    told = [b.confidence for b in doc.blocks if b.role == "paragraph"]
    assert len(set(told)) > 1
    assert doc.confidence_of("paragraph") == pytest.approx(sum(told) / len(told))
    assert doc.confidence_of("kicker") is None
