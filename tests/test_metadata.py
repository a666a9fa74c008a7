import pytest

from newsscrape.dom import parse
from newsscrape.metadata import choose, read
from newsscrape.metadata.dates import date_from_url, find_date, parse_when
from newsscrape.metadata.names import clean_names


def chosen(head: str, body: str = "", url: str | None = None):
    return choose(read(parse(f"<html><head>{head}</head><body>{body}</body></html>").head, url), url=url)


def jsonld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ("By Ada Quill and Ben Ross", ("Ada Quill", "Ben Ross")),
        ("Von Jana Weiß, Tom Krug", ("Jana Weiß", "Tom Krug")),
        ("Written by: Ada Quill", ("Ada Quill",)),
        ("Ada Quill (Lisbon)", ("Ada Quill",)),
        ("https://facebook.com/ada", ()),
        ("Ada Quill, Senior Editor", ("Ada Quill",)),
        ("By", ()),
    ],
)
def test_clean_names(raw, names):
    assert clean_names(raw) == names


def test_publisher_is_dropped_unless_alone():
    assert clean_names(["Ada Quill", "Example News"], "Example News") == ("Ada Quill",)
    assert clean_names(["Example News"], "Example News") == ("Example News",)


@pytest.mark.parametrize(
    ("raw", "iso", "precision"),
    [
        ("2024-01-02T10:00:00+0100", "2024-01-02T10:00:00+01:00", "second"),
        ("2024-01-02T10:00Z", "2024-01-02T10:00:00+00:00", "minute"),
        ("2024-01-02", "2024-01-02T00:00:00", "day"),
        ("3. Februar 2024", "2024-02-03T00:00:00", "day"),
        ("2024年2月3日", "2024-02-03T00:00:00", "day"),
    ],
)
def test_dates(raw, iso, precision):
    when = parse_when(raw, "de")
    assert when is not None
    assert (when.value.isoformat(), when.precision) == (iso, precision)


def test_no_date_in_prose():
    assert find_date("about 20 people came") is None


def test_date_from_url():
    when = date_from_url("https://news.example/2024/03/05/story")
    assert when is not None
    assert when.value.isoformat() == "2024-03-05T00:00:00"


def test_jsonld_graph_and_references():
    got = chosen(jsonld('{"@graph":[{"@type":"NewsArticle","headline":"H","author":{"@id":"#a"}},'
                        '{"@type":"Person","@id":"#a","name":"Ada Quill"}]}'))  # fmt: skip
    assert got.authors == ("Ada Quill",)
    assert got.type == "NewsArticle"


def test_of_several_articles_the_one_of_this_address_speaks():
    url = "https://news.example/b"
    items = ",".join(
        f'{{"@type":"NewsArticle","url":"https://news.example/{k}","datePublished":"2024-01-0{n}"}}'
        for k, n in (("a", 1), ("b", 2))
    )
    got = chosen(jsonld(f"[{items}]"), url=url)
    assert got.published is not None
    assert got.published.raw == "2024-01-02"


def test_broken_jsonld_is_repaired_or_skipped():
    assert chosen(jsonld('{"@type":"NewsArticle","author":"Ada Quill",}')).authors == ("Ada Quill",)
    claims = read(parse(jsonld('{"@type":')).head, None)
    assert claims.warnings


def test_opengraph_and_language():
    got = chosen('<meta property="article:published_time" content="2024-05-06T07:08:09Z">'
                 '<meta property="og:locale" content="de_AT">')  # fmt: skip
    assert got.published is not None
    assert got.published.value.isoformat() == "2024-05-06T07:08:09+00:00"
    assert got.language == "de-AT"


def test_nothing_stated_gives_nothing():
    got = chosen("")
    assert (got.authors, got.published, got.language, got.is_free) == ((), None, None, None)
