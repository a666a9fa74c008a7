"""80 KB of one thing in every place a page can say something: the whole extraction stays in time."""

import json
import time

import pytest
from tests.fuzz.test_regex_growth import PIECES

import newsscrape as ns

SIZE = 80_000
SECONDS = 2.0
"""CPU time of one page."""
TAIL = "<p>The first ferry left the harbour on Tuesday morning with forty passengers and a cargo of apples.</p>"
JSON_LD = '<script type="application/ld+json">%s</script><h1>Ferry</h1>' + TAIL


def in_json(key):
    return lambda text: JSON_LD % json.dumps({"@type": "NewsArticle", key: text}).replace("<", "\\u003c")


def escaped(text):
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


PLACES = {
    **{f"json {key}": in_json(key) for key in ("headline", "author", "datePublished", "keywords", "publisher", "url")},
    "title": lambda text: f"<title>{escaped(text)}</title><h1>Ferry</h1>{TAIL}",
    "h1": lambda text: f"<h1>{escaped(text)}</h1>{TAIL}",
    "paragraph": lambda text: f"<article><h1>Ferry</h1>{TAIL}<p>{escaped(text)}</p>{TAIL}</article>",
    "pre": lambda text: f"<article><h1>Ferry</h1>{TAIL}<pre>x{escaped(text)}y</pre>{TAIL}</article>",
    "byline": lambda text: f'<h1>Ferry</h1><p class="author byline">By {escaped(text)}</p>{TAIL}',
    "date": lambda text: f'<h1>Ferry</h1><time datetime="{escaped(text)}">{escaped(text)}</time>{TAIL}',
    "caption": lambda text: f"<figure><img src=a.jpg><figcaption>{escaped(text)}</figcaption></figure><h1>F</h1>{TAIL}",
    "image": lambda text: '<h1>Ferry</h1><img src="#" srcset="#" alt="#">'.replace("#", escaped(text)) + TAIL,
    "class": lambda text: f'<h1>Ferry</h1><div class="{escaped(text)}" style="{escaped(text)}">{TAIL}</div>',
    "meta": lambda text: "".join(
        f'<meta name="{name}" content="{escaped(text)}">' for name in ("author", "description", "keywords", "date")
    ) + f'<meta property="og:title" content="{escaped(text)}"><h1>Ferry</h1>{TAIL}',
    "script": lambda text: f"<script>{text}</script><h1>Ferry</h1>{TAIL}",
    "markup": lambda text: f"<h1>Ferry</h1>{TAIL}{text}",
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_a_long_string_stays_in_time(place):
    wrong = []
    for piece in PIECES:
        page = PLACES[place]((piece * (SIZE // len(piece) + 1))[:SIZE])
        started = time.thread_time()
        ns.extract(page, url="https://news.example/a")
        if (took := time.thread_time() - started) > SECONDS:
            wrong.append(f"{piece!r}: {took:.1f} s")
    assert wrong == []
