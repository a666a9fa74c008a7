"""One page in many languages: author, day, credit and source are told by their labels, and other stories left out."""

import tomllib
from pathlib import Path

import pytest

import newsscrape

KEYS = ("byline", "date", "credit", "source", "related", "first", "second")
LANGUAGES = tomllib.loads(Path(__file__).with_name("languages.toml").read_text(encoding="utf-8"))


def page(language, lines):
    """An article of these lines, with a picture and a list of other stories."""
    byline, date, credit, source, related, first, second = (lines[key] for key in KEYS)
    return f"""<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">
<title>{first[:40]} | X</title></head><body>
<div class="top"><a href="/">X</a><ul class="menu"><li><a href="/1">A</a></li><li><a href="/2">B</a></li></ul></div>
<div class="content"><div class="post"><h1 class="title">{first[:40]}</h1>
<div class="info"><span class="date">{date}</span> <span class="author">{byline}</span></div>
<figure><img src="/i.jpg" width="900" height="600">
<figcaption>{second[:45]}. <i class="by">{credit}</i></figcaption></figure>
<div class="text"><p>{first}</p><p>{second} {first[:30]} {second}</p><p>{first[10:]} {second}</p>
<p>{second[3:]} {first}</p><p>{source}</p></div></div>
<div class="rel"><h3>{related}</h3><div class="item"><a href="/x1">{second[:38]}</a></div>
<div class="item"><a href="/x2">{first[20:58]}</a></div></div></div>
<div class="footer"><a href="/i">I</a></div></body></html>"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_in_its_language(language):
    lines = LANGUAGES[language]
    doc = newsscrape.extract(page(language, lines), url="https://x.example/a")
    assert doc.outcome.status == "article"
    assert doc.headline == lines["first"][:40].strip()
    assert doc.authors == (lines["author"],)
    assert doc.published is not None
    assert doc.published.value.date().isoformat() == "2024-03-03"
    assert [image.credit for image in doc.images] == [lines["credit"]]
    assert [source.text for source in doc.sources] == [lines["source"]]
    assert not [block.text for block in doc.body if lines["related"] in block.text]
