"""Any document, not only those we extract, survives its JSON."""

import json
from datetime import timedelta, timezone

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsscrape.block import Block, Span
from newsscrape.document import Document, Image, Provenance, When
from newsscrape.render import render, render_many

offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(timezones=st.none() | offsets)
shares = st.floats(0, 1)

whens = st.builds(When, value=moments)
blocks = st.builds(Block, confidence=shares, spans=st.lists(st.builds(Span), max_size=2).map(tuple))
documents = st.builds(
    Document,
    blocks=st.lists(blocks, max_size=3).map(tuple),
    images=st.lists(st.builds(Image), max_size=2).map(tuple),
    published=st.none() | whens,
    modified=st.none() | whens,
    provenance=st.builds(Provenance, fetched_at=st.none() | moments),
    confidence=shares,
    schema_version=st.just(1),
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(documents)
def test_round_trip(doc: Document):
    assert Document.from_dict(doc.to_dict()) == doc
    assert Document.from_dict(json.loads(doc.to_json())) == doc
    assert Document.from_dict(json.loads(render(doc, "json"))) == doc
    assert Document.from_dict(json.loads(render_many((doc,), "jsonl"))) == doc


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(documents)
def test_every_format_takes_any_document(doc: Document):
    for form in ("text", "markdown", "html", "tei", "ninjs", "jsonld", "csv"):
        assert render_many((doc, doc), form)
    assert doc.chunks(50) is not None
