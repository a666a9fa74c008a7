"""Pages made from the fixtures by seeded mutations: the same number always gives the same page."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["MUTATIONS", "mutated", "sources"]

FIXTURES: Final = Path(__file__).resolve().parents[2] / "fixtures"
TAG: Final = re.compile(rb"<[^<>]{1,300}>")
LDJSON: Final = re.compile(rb"(<script[^>]*ld\+json[^>]*>)(.*?)(</script>)", re.DOTALL | re.IGNORECASE)
NAMES: Final = (
    "div p span a b i u font table tr td th li ul ol dl dt dd h1 h2 article section figure figcaption img form "
    "select option svg math template object noscript iframe textarea title pre blockquote br hr button nobr amp-img"
).split()
JUNK: Final = (
    b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"&#xD800;", b"&#0;", b"&#x110000;", b"&", b"<", b"</",
    b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?", b"\xe2\x80\x8f", b"\xc2\xad", b"\r", b"\x0b", b"\xef\xbb\xbf", b'"',
    b"'", b"=", b"<script>", b"<style>", b"</body>", b"</html>", b"<plaintext>", b"<frameset>", b"\xf0\x9f\x98\x80",
)  # fmt: skip
DATES: Final = (
    "2024-02-30", "0000-00-00", "9999-12-31T23:59:59.999999999Z", "2024-01-01T00:00:00+99:99", "-1", "1e400",
    "yesterday", "٢٠٢٤-٠١-٠١", "2024-13-45T25:61:61", "1704067200000", "9" * 400, "\ud800", "", "12/13/14 15:16",
)  # fmt: skip
TEXTS: Final = ("x", "", "https://[", "//", "http://a.example/\ud800", "<b>bold</b>", "a" * 5000, "true", "\x00")
KEYS: Final = (
    "@context", "@type", "@id", "@graph", "headline", "author", "name", "datePublished", "dateModified", "dateCreated",
    "image", "url", "publisher", "keywords", "articleSection", "articleBody", "isAccessibleForFree", "mainEntity",
    "mainEntityOfPage", "inLanguage", "description", "hasPart", "creator", "\ud800", "",
)  # fmt: skip
TYPES: Final = ("NewsArticle", "Article", "WebPage", "LiveBlogPosting", "Person", "", "VideoObject", "\x00", "ItemList")


def sources() -> tuple[bytes, ...]:
    """The fixture pages that mutations start from, by name."""
    return tuple(path.read_bytes() for path in sorted(FIXTURES.glob("*/page.html")))


def mutated(number: int, pages: Sequence[bytes]) -> bytes:
    """Page number so-and-so: one fixture after one to four mutations."""
    rng = random.Random(number)
    page = rng.choice(pages)
    for _ in range(rng.randint(1, 4)):
        page = rng.choice(MUTATIONS)(page, rng)
    return page


def flip_bytes(page: bytes, rng: random.Random) -> bytes:
    data = bytearray(page)
    for _ in range(rng.randint(1, 30)):
        if data:
            data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data)


def put_junk(page: bytes, rng: random.Random) -> bytes:
    for _ in range(rng.randint(1, 8)):
        at = rng.randint(0, len(page))
        page = page[:at] + rng.choice(JUNK) * rng.choice((1, 1, 3, 100)) + page[at:]
    return page


def cut_off(page: bytes, rng: random.Random) -> bytes:
    return page[: rng.randint(0, len(page))]


def cut_out(page: bytes, rng: random.Random) -> bytes:
    at = rng.randint(0, len(page))
    return page[:at] + page[at + rng.randint(0, 600) :]


def _tags(page: bytes, change: Callable[[list[bytes]], list[bytes]]) -> bytes:
    tags, between = TAG.findall(page), TAG.split(page)
    tags = change(tags)[: len(tags)]
    return b"".join(b for pair in zip(between, [*tags, b""], strict=False) for b in pair)


def delete_tags(page: bytes, rng: random.Random) -> bytes:
    share = rng.choice((0.02, 0.2, 0.7))
    return TAG.sub(lambda m: b"" if rng.random() < share else m[0], page)


def double_tags(page: bytes, rng: random.Random) -> bytes:
    share, times = rng.choice((0.05, 0.3)), rng.choice((2, 2, 20))
    return TAG.sub(lambda m: m[0] * (times if rng.random() < share else 1), page)


def shuffle_tags(page: bytes, rng: random.Random) -> bytes:
    def change(tags: list[bytes]) -> list[bytes]:
        width = rng.choice((3, 20, len(tags) or 1))
        return [
            t
            for at in range(0, len(tags), width)
            for t in rng.sample(tags[at : at + width], len(tags[at : at + width]))
        ]

    return _tags(page, change)


def rename_tags(page: bytes, rng: random.Random) -> bytes:
    return re.sub(
        rb"<(/?)([a-zA-Z][a-z0-9]*)",
        lambda m: b"<" + m[1] + rng.choice(NAMES).encode() if rng.random() < 0.1 else m[0],
        page,
    )


def add_attributes(page: bytes, rng: random.Random) -> bytes:
    names = (b"class", b"id", b"itemprop", b"hidden", b"style", b"href", b"src", b"srcset", b"datetime", b"content")
    values = (
        b'""',
        b"author",
        b'"https://[::1"',
        b"javascript:x",
        b"'2024-99-99'",
        b'"\xff"',
        b"9" * 500,
        b'"a b" c="d',
    )

    def change(match: re.Match[bytes]) -> bytes:
        if rng.random() > 0.2 or match[0].startswith(b"</"):
            return match[0]
        junk = b" ".join(rng.choice(names) + b"=" + rng.choice(values) for _ in range(rng.randint(1, 6)))
        return match[0][:-1] + b" " + junk + b">"

    return TAG.sub(change, page)


def nest(page: bytes, rng: random.Random) -> bytes:
    at, depth = rng.randint(0, len(page)), rng.choice((10, 100, 700, 3000))
    opening = b"".join(b"<%s>" % rng.choice(NAMES).encode() for _ in range(rng.randint(1, 3)))
    return page[:at] + opening * depth + page[at:]


def repeat_part(page: bytes, rng: random.Random) -> bytes:
    at = rng.randint(0, len(page))
    size = rng.randint(1, 300)
    return page[:at] + page[at : at + size] * rng.choice((2, 10, 100)) + page[at + size :]


def other_charset(page: bytes, rng: random.Random) -> bytes:
    text = page.decode("utf-8", "replace")
    name = rng.choice(("utf-16", "utf-16-be", "utf-32", "cp1252", "shift_jis", "gb18030", "koi8-r", "utf-7", "cp037"))
    return text.encode(name, "replace")


def declare_charset(page: bytes, rng: random.Random) -> bytes:
    name = rng.choice(
        ("base64", "utf-7", "utf-16", "rot13", "x" * 300, "\x00", "idna", "punycode", "iso-2022-kr", "hz")
    )
    return b"<meta charset=%s>" % name.encode() + page


def add_jsonld(page: bytes, rng: random.Random) -> bytes:
    text = _json_text(rng)
    script = b'<script type="application/ld+json">' + text.encode("utf-8", "surrogatepass") + b"</script>"
    at = rng.choice((0, page.find(b"</head>"), len(page)))
    return page[:at] + script + page[at:]


def break_jsonld(page: bytes, rng: random.Random) -> bytes:
    if not LDJSON.search(page):
        return add_jsonld(page, rng)
    change = rng.choice((flip_bytes, cut_off, cut_out, put_junk))
    return LDJSON.sub(lambda m: m[1] + change(m[2], rng) + m[3], page)


def _json_text(rng: random.Random) -> str:
    kind = rng.randrange(6)
    if kind == 0:
        return rng.choice(('{"a":', "[", '[{"@type":', '{"@graph":[')) * rng.choice((5, 1000, 20_000))
    text = json.dumps(_value(rng, rng.randint(1, 6)), ensure_ascii=rng.random() < 0.5)
    if kind == 1:
        return text[: rng.randint(0, len(text))]
    if kind == 2:
        return text.replace(",", rng.choice((",,", ";", ",\n//", ", NaN,")))
    return text


def _value(rng: random.Random, depth: int) -> Any:
    kind = rng.randrange(9 if depth else 6)
    if kind == 0:
        return rng.choice((None, True, False, float("nan"), float("inf"), -0.0, 10**400, 1e308, 0))
    if kind == 1:
        return rng.choice(DATES)
    if kind == 2:
        return rng.choice(TYPES)
    if kind < 6:
        return rng.choice(
            ("x", "", "https://[", "//", "http://a.example/\ud800", "<b>bold</b>", "a" * 5000, "true", "\x00")
        )
    if kind == 6:
        return [_value(rng, depth - 1) for _ in range(rng.randint(0, 5))]
    return {
        rng.choice(KEYS): rng.choice((_value(rng, depth - 1), rng.choice(TYPES), rng.choice(DATES)))
        for _ in range(rng.randint(0, 9))
    } | {"@type": rng.choice((*TYPES, ["NewsArticle", 3], {"@id": 1}, None))}


def add_metadata(page: bytes, rng: random.Random) -> bytes:
    names = (
        "og:title",
        "article:published_time",
        "author",
        "og:image",
        "keywords",
        "date",
        "og:url",
        "og:locale",
        "robots",
    )
    metas = "".join(
        f'<meta {rng.choice(("name", "property", "itemprop"))}="{rng.choice(names)}" '
        f'content="{rng.choice((*DATES, "x" * 3000, "&#0;", "https://[::", "de-", "a,b,,c"))}">'
        f"<time datetime='{rng.choice(DATES)}'>{rng.choice(DATES)}</time>"
        for _ in range(rng.randint(1, 8))
    )
    return metas.encode("utf-8", "surrogatepass") + page


MUTATIONS: Final = (
    flip_bytes, put_junk, cut_off, cut_out, delete_tags, double_tags, shuffle_tags, rename_tags, add_attributes, nest,
    repeat_part, other_charset, declare_charset, add_jsonld, add_jsonld, break_jsonld, add_metadata,
)  # fmt: skip
