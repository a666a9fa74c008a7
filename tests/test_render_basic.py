import json
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscrape.block import Block, Span
from newsscrape.document import Document, Image, Outcome
from newsscrape.render import FORMATS, render

HOSTILE = "<script>alert(1)</script>\"'&\x1b[31m"


def document(text: str = "Body") -> Document:
    blocks = (
        Block("b0", "headline", text, level=1),
        Block("b1", "lead", "Lead"),
        Block("b2", "paragraph", "See here", spans=(Span(4, 8, "link", "javascript:x"),)),
        Block("b3", "list_item", "one", level=1),
        Block("b4", "list_item", "inner", level=2),
        Block("b5", "caption", text, parent="i0"),
        Block("b6", "source", "Quelle: dpa"),
        Block("b7", "boilerplate", "Share", kind="share"),
    )
    return Document(Outcome("article"), blocks=blocks, images=(Image("i0", "https://e.org/a.jpg", text),))


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)


def test_text_has_what_a_reader_reads_in_order():
    assert render(document("Title")) == "Title\n\nLead\n\nSee here\n\n- one\n  - inner\n\n[Title]\n\nQuelle: dpa\n"


def test_json_round_trips():
    assert Document.from_dict(json.loads(render(document(), "json"))) == document()


def test_jsonl_is_one_line():
    assert render(document("a\nb"), "jsonl").count("\n") == 1


def test_unknown_format_is_wrong_use():
    with pytest.raises(ValueError, match="unknown format"):
        render(document(), "docx")


@given(st.text() | st.just(HOSTILE))
def test_html_lets_no_markup_through(text: str):
    parser = _Tags()
    parser.feed(render(document(text), "html"))
    assert not parser.tags & {"script", "iframe", "svg"}
    assert "javascript:" not in render(document("x"), "html")


@pytest.mark.parametrize("form", ["text", "html"])
def test_no_terminal_escapes(form: str):
    assert "\x1b" not in render(document(HOSTILE), form)
    assert set(FORMATS) >= {"text", "json", "jsonl", "html"}
