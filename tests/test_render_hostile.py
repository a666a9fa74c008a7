"""1,000 hostile titles and paragraphs a format: parsed back by real parsers, text is text and nothing else."""

import csv
import io
import json
import random
import re
from html.parser import HTMLParser

import pytest
import yaml
from lxml import etree
from markdown_it import MarkdownIt
from rich.console import Console
from selectolax.lexbor import LexborHTMLParser

from newsscrape.block import Block, Span
from newsscrape.document import Document, Image, Outcome, SourceLine
from newsscrape.render import render, render_many
from newsscrape.render.inline import clean
from newsscrape.render.terminal import show

CASES = 1000
SEED = 20261124
PIECES = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</title>", "</style>", "</article>",
    "<!--", "-->", "]]>", "<![CDATA[", "<?xml?>", "&amp;", "&#60;", "&lt;b&gt;", '"', "'", "`", "``", "```",
    "~~~", "**", "*", "_", "__", "[a](javascript:alert(1))", "![x](data:text/html,<b>)",
    "<https://evil.example>", "[ref]: /url", "]", "(", ")", "# ", "- ", "+ ", "1. ", "1) ", "> ",
    "| a | b |", "---", "===", "\\", "\\*", "\t", "  ", "\x1b[31m", "\x00", "\x07", "\x9b2J", "\u202e",
    "\u2028", "\n", "\r\n", "\n\n", "    ", "{{7*7}}", "${x}", "$a$", "%s", "=cmd|'/C calc'!A0", "@SUM(1)",
    "word", "Straße", "日本語", "مرحبا", "é", "🎉", ":", "::", "!", "~~x~~", "\ud800", "\ufffe", "key: value",
)  # fmt: skip
SPAN_URLS = (
    "https://a.example/b?c=1&d=\"e\"", "javascript:alert(1)", "data:text/html,x", "https://a.example/)(", "//b.example",
    "JaVaScRiPt:x", " javascript:x", "java\nscript:x", "https://a.example/<b>", "mailto:a@b.example", "vbscript:x", "",
)  # fmt: skip
SAFE = re.compile(r"(?:https?:|mailto:|//)")


def hostile(random_: random.Random) -> str:
    pieces = (random_.choice(PIECES) + random_.choice(("", " ", "x")) for _ in range(random_.randint(1, 8)))
    text = "".join(pieces)
    return text if text.strip() else "x"


def spans(random_: random.Random, text: str) -> tuple[Span, ...]:
    found = []
    for _ in range(random_.randint(0, 4)):
        a, b = sorted((random_.randint(0, len(text)), random_.randint(0, len(text))))
        kind = random_.choice(("link", "emphasis", "strong"))
        found.append(Span(a, b, kind, random_.choice(SPAN_URLS) if kind == "link" else None))
    return tuple(found)


def document(number: int) -> Document:
    r = random.Random(SEED + number)
    title, text, other = hostile(r), hostile(r), hostile(r)
    return Document(
        Outcome("article", (other,)),
        url=r.choice(SPAN_URLS),
        canonical_url=r.choice(SPAN_URLS),
        type=other,
        language=r.choice(("de", "en-GB", None)),
        blocks=(
            Block("b0", "kicker", other),
            Block("b1", "headline", title, level=1),
            Block("b2", "lead", text, spans=spans(r, text)),
            Block("b3", "paragraph", text, spans=spans(r, text)),
            Block("b4", "subheading", other, level=r.randint(1, 6), spans=spans(r, other)),
            Block("b5", "list_item", text, level=1, spans=spans(r, text)),
            Block("b6", "list_item", other, level=2, ordered=True),
            Block("b7", "quote", title, spans=spans(r, title)),
            Block("b8", "table", "x", rows=((title, other), (text,))),
            Block("b9", "code", text),
            Block("b10", "caption", title, parent="i0"),
            Block("b11", "credit", other, parent="i0"),
            Block("b12", "source", text),
        ),
        images=(Image("i0", r.choice(SPAN_URLS), title, title, other),),
        authors=(title, other),
        publisher=text,
        sources=(SourceLine(text, (title,), "agency", "b12"),),
        dateline=other,
        section=title,
        tags=(text, other),
        description=text,
    )


DOCUMENTS = [document(n) for n in range(CASES)]


def squeezed(text: str) -> str:
    """Text as compared: characters that no format may hold replaced, white space left out."""
    return re.sub(r"\s+", "", clean(text))


class _Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.urls: list[str] = []
        self.attributes: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.urls += [value or "" for name, value in attrs if name in ("href", "src")]


def expect_safe(found: _Tags, tags: str) -> None:
    assert set(found.tags) <= set(tags.split())
    assert not {a for a in found.attributes if a.startswith("on")}
    assert all(SAFE.match(url) for url in found.urls), found.urls


def test_html():
    for doc in DOCUMENTS:
        page = render(doc, "html")
        expect_safe(
            _Tags(page),
            "html head meta title link style body article header p h1 h2 h3 h4 h5 h6 a em strong ul ol li blockquote "
            "table tr td pre code figure img figcaption span small",
        )
        tree = LexborHTMLParser(page)
        assert squeezed(tree.css_first("h1").text()) == squeezed(doc.blocks[1].text)
        assert squeezed(tree.css_first("p.lead").text()) == squeezed(doc.blocks[2].text)
        assert squeezed(tree.css_first("blockquote").text()) == squeezed(doc.blocks[7].text)
        assert [squeezed(td.text()) for td in tree.css("td")] == [
            squeezed(c) for row in doc.blocks[8].rows for c in row
        ]


def test_markdown():
    parser = MarkdownIt("commonmark").enable("table")
    for doc in DOCUMENTS:
        front, body = render(doc, "markdown").split("\n---\n", 1)
        assert squeezed(yaml.safe_load(front)["title"]) == squeezed(doc.blocks[1].text)
        html = parser.render(body)
        expect_safe(
            _Tags(html),
            "p h1 h2 h3 h4 h5 h6 a em strong ul ol li blockquote table thead tbody tr th td pre code img hr",
        )
        tree = LexborHTMLParser(html)
        assert squeezed(tree.css_first("h1").text()) == squeezed(doc.blocks[1].text)
        assert squeezed(tree.css("p")[1].text()) == squeezed(doc.blocks[2].text), doc.blocks[2]
        assert squeezed(tree.css_first("blockquote").text()) == squeezed(doc.blocks[7].text), doc.blocks[7]
        cells = [squeezed(c.text()) for c in tree.css("th, td")]
        assert cells == [squeezed(c) for row in (*doc.blocks[8].rows, ("",)) for c in row]
        assert squeezed(tree.css_first("pre").text()) == squeezed(doc.blocks[9].text)


def test_several_as_markdown_hold_no_markup():
    for at in range(0, CASES, 100):
        html = (
            MarkdownIt("commonmark").enable("table").render(render_many(DOCUMENTS[at : at + 100], "markdown").decode())
        )
        assert "script" not in _Tags(html).tags


def test_tei():
    name = "{http://www.tei-c.org/ns/1.0}"
    for doc in DOCUMENTS:
        tree = etree.fromstring(render(doc, "tei").encode("utf-8", "replace"))
        assert all(SAFE.match(ref.get("target")) for ref in tree.iter(f"{name}ref"))
        assert squeezed("".join(tree.find(f".//{name}quote").itertext())) == squeezed(doc.blocks[7].text)
        assert squeezed("".join(tree.find(f".//{name}ab").itertext())) == squeezed(doc.blocks[9].text)


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_json(form):
    for doc in DOCUMENTS:
        assert Document.from_dict(json.loads(render(doc, form))) == doc


def test_jsonl_is_one_line_for_every_reader():
    for doc in DOCUMENTS:
        assert len(render(doc, "jsonl").splitlines()) == 1


def test_json_ld():
    for doc in DOCUMENTS:
        text = render(doc, "jsonld")
        assert not re.search("[<>&]", text)
        item = json.loads(text)
        assert squeezed(item["headline"]) == squeezed(doc.blocks[1].text)
        assert all(SAFE.match(item.get(key, "//")) for key in ("@id", "url"))


def test_ninjs():
    for doc in DOCUMENTS:
        item = json.loads(render(doc, "ninjs"))
        html = next(b["value"] for b in item["bodies"] if b["contentType"] == "text/html")
        assert not {"script", "iframe"} & set(_Tags(html).tags)
        assert squeezed(item["headlines"][0]["value"]) == squeezed(doc.blocks[1].text)


def test_csv_rows_stay_rows():
    for doc in DOCUMENTS:
        rows = list(csv.reader(io.StringIO(render(doc, "csv"), newline="")))
        assert len(rows) == 2
        assert len(rows[0]) == len(rows[1])
        assert not any(c.startswith(("=", "+", "-", "@", "\t", "\r")) for c in rows[1])


def test_text_and_terminal_hold_no_terminal_codes():
    for doc in DOCUMENTS:
        console = Console(file=io.StringIO(), force_terminal=True, no_color=True, color_system=None, width=100)
        show(doc, console)
        shown = re.sub(r"\x1b\]8;[^\x1b]*\x1b\\|\x1b\[[0-9;]*m", "", console.file.getvalue())
        for text in (render(doc, "text"), shown):
            assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", text)
