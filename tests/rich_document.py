"""One invented document that has everything a document can have; every renderer is held to it.

`python tests/rich_document.py` writes the golden files anew; read the difference before you commit it.
"""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Literal

from newsscrape.block import Anchor, Block, Span
from newsscrape.document import Document, Image, Outcome, Provenance, SourceLine, When
from newsscrape.render import BINARY, FORMATS, render

__all__ = ["GOLDEN", "RICH"]

GOLDEN = Path(__file__).with_name("golden")

LEAD = "Nach vier Jahren fährt die Fähre wieder – sagt die Reederei *Nord*."
FIRST = "WIECK (dpa) – Der Rat stimmte mit 12:3 Stimmen zu, teilte die Stadt mit."
LATER = "1. Juni ist der Stichtag. - Mehr # im | Mai."


def span(text: str, part: str, kind: Literal["link", "emphasis", "strong"], url: str | None = None) -> Span:
    start = text.index(part)
    return Span(start, start + len(part), kind, url)


BLOCKS = (
    Block("b1", "kicker", "Küste & Meer"),
    Block("b2", "headline", "Hafen von Wieck: Fähre <Lotte> kehrt zurück", level=1),
    Block("b3", "lead", LEAD, spans=(span(LEAD, "Fähre", "link", "https://news.example/faehre"),)),
    Block("b4", "caption", "Die „Lotte“ am Kai.", parent="i0"),
    Block("b5", "credit", "Foto: Ada Reuß/Küstenbild", parent="i0"),
    Block(
        "b6",
        "paragraph",
        FIRST,
        spans=(
            span(FIRST, "Rat", "strong"),
            span(FIRST, "12:3 Stimmen", "emphasis"),
            span(FIRST, "die Stadt", "link", "https://wieck.example/a?b=1&c=(2)"),
            span(FIRST, "Stadt", "strong"),
        ),
        anchor=Anchor("/html/body[1]/main[1]/p[1]", FIRST[:64]),
        confidence=0.97,
    ),
    Block("b7", "subheading", "Was geplant ist", level=2),
    Block("b8", "list_item", "Zwei Abfahrten am Tag", level=1, ordered=True),
    Block("b9", "list_item", "morgens um 7", level=2),
    Block("b10", "list_item", "abends um 18.30", level=2),
    Block("b11", "list_item", "Fahrräder kosten 2 €", level=1, ordered=True, spans=(Span(0, 9, "strong"),)),
    Block("b12", "quote", "„Das ist ein guter Tag“, sagte Ole Friis."),
    Block(
        "b13",
        "table",
        "Jahr | Gäste\n2019 | 41.000\n2020 | –",
        rows=(("Jahr", "Gäste"), ("2019", "41.000"), ("2020", "–")),
    ),
    Block("b14", "code", 'if fähre:\n    print("<ahoi>")'),
    Block("b15", "subheading", "Noch offen", level=3),
    Block("b16", "paragraph", LATER),
    Block("b17", "factbox", "Wieck hat 3.200 Einwohner."),
    Block("b18", "correction", "In einer früheren Fassung stand 11:4."),
    Block("b19", "source", "Quelle: dpa/Küstenbild"),
)

RICH = Document(
    Outcome("article", ("one article's text was found",)),
    url="https://news.example/wieck-faehre?ref=a&b=c",
    requested_url="https://news.example/w",
    canonical_url="https://news.example/wieck-faehre",
    type="ReportageNewsArticle",
    language="de-DE",
    blocks=BLOCKS,
    images=(
        Image(
            "i0", "https://news.example/lotte.jpg", "Fähre am Kai", "Die „Lotte“ am Kai.",
            "Foto: Ada Reuß/Küstenbild", 1200, 800, is_main=True,
        ),
        Image("i1", "https://news.example/karte.png", "Karte [Wieck]"),
    ),
    authors=("Jana Thomsen", "Ole Friis"),
    byline_raw="Von Jana Thomsen und Ole Friis",
    publisher="Küstenblatt",
    sources=(SourceLine("Quelle: dpa/Küstenbild", ("dpa", "Küstenbild"), "agency", "b19"),),
    dateline="WIECK (dpa)",
    published=When(
        datetime(2025, 3, 14, 8, 5, tzinfo=timezone(timedelta(hours=1))), "14.3.2025, 8.05 Uhr", "minute", "inferred"
    ),
    modified=When(datetime(2025, 3, 14, 9, 30, 12, tzinfo=UTC), "2025-03-14T09:30:12Z"),
    section="Regional",
    tags=("Fähre", "Wieck & Umland"),
    description="Die Fähre nach Wieck fährt wieder.",
    is_free=True,
    warnings=("JSON-LD: one block could not be read",),
    provenance=Provenance(datetime(2025, 3, 15, 6, 0, tzinfo=UTC), 200, "ab" * 32, None, "0.1.0", "m1"),
    confidence=0.93,
)  # fmt: skip

if __name__ == "__main__":
    for form in sorted(set(FORMATS) - BINARY):
        (GOLDEN / f"rich.{form}").write_text(render(RICH, form), "utf-8", newline="")
