"""The HTTP cache: what is kept, used again, asked about, and what happens when its file is not what it should be."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from faultserver import PAGE, Answering, response
from typer.testing import CliRunner

from newsscrape import errors
from newsscrape.cli import app
from newsscrape.fetch import Fetcher, clear_cache
from newsscrape.fetch.cache import Cache
from newsscrape.fetch.fresh import cache_key, is_fresh, is_storable
from newsscrape.fetch.steps import Answer

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def answer(status=200, at=NOW, **headers):
    return Answer(status, tuple((name.replace("_", "-"), value) for name, value in headers.items()), PAGE, at)


def test_a_fresh_page_is_not_asked_for_again(serve, fetch, policy, tmp_path):
    server = serve(response(headers=["Cache-Control: max-age=60"]))
    options = policy(cache=tmp_path / "http.sqlite", robots=True)
    first, second = fetch(server.url, options), fetch(server.url, options)
    assert (first.html, first.from_cache) == (PAGE, False)
    assert (second.html, second.from_cache, second.fetched_at) == (PAGE, True, first.fetched_at)
    assert server.paths == ["/robots.txt", "/page"]


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ('ETag: "v1"', b'If-None-Match: "v1"'),
        ("Last-Modified: Mon, 05 Jan 2026 10:00:00 GMT", b"If-Modified-Since: Mon, 05 Jan 2026 10:00:00 GMT"),
    ],
)
def test_row_38_a_304_gives_the_kept_page(given, asked, serve, fetch, policy, tmp_path):
    def reply(request):
        if asked in request:
            return response(b"", "304 Not Modified", [given], length=False)
        return response(headers=[given])

    server = serve(Answering(reply))
    options = policy(cache=tmp_path / "http.sqlite")
    assert not fetch(server.url, options).from_cache
    page = fetch(server.url, options)
    assert (page.html, page.from_cache, page.status) == (PAGE, True, 200)
    assert asked not in server.requests[0]
    assert asked in server.requests[1]


def test_a_304_may_make_the_kept_page_fresh(serve, fetch, policy, tmp_path):
    server = serve(
        response(headers=['ETag: "v1"']),
        response(b"", "304 Not Modified", ["Cache-Control: max-age=60"], length=False),
    )
    options = policy(cache=tmp_path / "http.sqlite")
    for _ in range(4):
        assert fetch(server.url, options).html == PAGE
    assert len(server.requests) == 2


def test_a_changed_page_takes_the_place_of_the_kept(serve, fetch, policy, tmp_path):
    server = serve(response(headers=['ETag: "v1"']), response(b"<p>new</p>", headers=['ETag: "v2"']))
    options = policy(cache=tmp_path / "http.sqlite")
    fetch(server.url, options)
    assert fetch(server.url, options).html == b"<p>new</p>"
    fetch(server.url, options)
    assert b'If-None-Match: "v2"' in server.requests[2]


@pytest.mark.parametrize("fault", ["truncated", "500"])
def test_only_whole_pages_are_kept(fault, serve, fetch, policy, tmp_path):
    broken = {
        "truncated": response(headers=["Cache-Control: max-age=60"], length=999),
        "500": response(status="500 Broken", headers=["Cache-Control: max-age=60"]),
    }[fault]
    server = serve(broken, broken, broken, response(b"<p>whole</p>"))
    options = policy(cache=tmp_path / "http.sqlite")
    with pytest.raises(errors.FetchError):
        fetch(server.url, options)
    assert fetch(server.url, options).html == b"<p>whole</p>"


@pytest.mark.parametrize("way", ["no-store", "authorization", "nothing to go by", "vary *"])
def test_what_is_not_kept(way, serve, fetch, policy, tmp_path):
    headers = {
        "no-store": ["Cache-Control: no-store, max-age=60"],
        "vary *": ["Cache-Control: max-age=60", "Vary: *"],
        "nothing to go by": [],
        "authorization": ["Cache-Control: max-age=60"],
    }[way]
    server = serve(response(headers=headers))
    secret = (("Authorization", "Bearer x"),) if way == "authorization" else ()
    options = policy(cache=tmp_path / "http.sqlite", headers=secret)
    for _ in range(2):
        assert not fetch(server.url, options).from_cache
    assert len(server.requests) == 2


def test_freshness_is_a_function_of_the_answer():
    later = NOW + timedelta(seconds=50)
    cases = (
        (answer(cache_control="public, max-age=60"), True),
        (answer(cache_control="max-age=60", age="20"), False),
        (answer(cache_control="max-age=40"), False),
        (answer(cache_control="no-cache, max-age=60"), False),
        (answer(expires="Thu, 01 Jan 2026 00:01:00 GMT"), True),
        (answer(expires="Thu, 01 Jan 2026 00:00:40 GMT"), False),
        (answer(expires="0"), False),
        (answer(cache_control="max-age=junk"), False),
        (answer(), False),
    )
    for given, fresh in cases:
        assert is_fresh(given, later) is fresh, given.headers


def test_what_may_be_kept_is_a_function_of_the_answer():
    assert is_storable(answer(etag='"x"'))
    assert is_storable(answer(cache_control="private, max-age=5"))
    for status in (203, 204, 206, 301, 304, 404, 500):
        assert not is_storable(answer(status, etag='"x"'))


def test_the_key_is_what_was_asked():
    def key(url="http://a/", **headers):
        return cache_key(httpx.Request("GET", url, headers=headers))

    assert key() == key()
    assert len({key(), key("http://a/b"), key(accept_language="de"), key(accept="text/html")}) == 4
    assert key(cookie="a=b") is None


def test_an_answer_comes_back_as_it_was(tmp_path):
    cache = Cache(tmp_path / "http.sqlite")
    kept = replace(answer(etag='"ü"'), body=bytes(range(256)))
    cache.put("key", "http://a/", kept)
    assert cache.get("key") == replace(kept, from_cache=True)
    assert cache.get("other") is None
    cache.close()


def test_a_damaged_answer_is_a_miss(serve, fetch, policy, tmp_path):
    path = tmp_path / "http.sqlite"
    server = serve(response(headers=["Cache-Control: max-age=60"]))
    fetch(server.url, policy(cache=path))
    with sqlite3.connect(path) as database:
        database.execute("UPDATE answers SET body = x'00'")
    database.close()
    assert fetch(server.url, policy(cache=path)).html == PAGE
    assert len(server.requests) == 2


def test_a_file_that_breaks_meanwhile_does_not_stop_fetching(serve, policy, tmp_path):
    server = serve(response(headers=["Cache-Control: max-age=60"]))
    with Fetcher(policy(cache=tmp_path / "http.sqlite")) as fetcher:
        fetcher._cache._database.execute("DROP TABLE answers")
        assert fetcher.fetch(server.url).html == PAGE
        assert fetcher.fetch(server.url).html == PAGE


@pytest.mark.parametrize("kind", ["text", "another database", "a folder", "in no folder"])
def test_files_that_are_no_cache(kind, policy, tmp_path):
    path = tmp_path / "file"
    if kind == "text":
        path.write_text("important notes " * 100)
    elif kind == "another database":
        with sqlite3.connect(path) as database:
            database.execute("CREATE TABLE answers (mine)")
        database.close()
    elif kind == "a folder":
        path.mkdir()
    else:
        path = tmp_path / "no" / "file"
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(errors.CacheError):
        Fetcher(policy(cache=path))
    with pytest.raises(errors.CacheError):
        clear_cache(path)
    assert (path.read_bytes() if path.is_file() else None) == before


def test_the_commands(serve, tmp_path):
    path = tmp_path / "http.sqlite"
    server = serve(response(headers=["Cache-Control: max-age=60"]), robots=response(status="404 No"))
    run = CliRunner().invoke
    for _ in range(2):
        run(app, ["url", "--allow-private", "--cache", str(path), server.url])
    assert len(server.requests) == 1
    cleared = run(app, ["cache", "clear", str(path)])
    assert cleared.exit_code == 0
    assert "1 page" in cleared.stderr
    run(app, ["url", "--allow-private", "--cache", str(path), server.url])
    assert len(server.requests) == 2


def test_the_commands_refuse_what_is_no_cache(tmp_path):
    path = tmp_path / "notes"
    path.write_text("important")
    run = CliRunner().invoke
    for command in (["cache", "clear", str(path)], ["url", "--cache", str(path), "http://127.0.0.1:1/"]):
        done = run(app, command)
        assert done.exit_code == 2, done.output
        assert str(path.name) in done.stderr
    assert run(app, ["cache", "clear"], env={"NEWSSCRAPE_CACHE": ""}).exit_code == 2
    assert path.read_text() == "important"


@pytest.mark.parametrize("command", [["url"], ["explain"], ["fixture", "add"]], ids=" ".join)
@pytest.mark.parametrize("address", ["http://me:secret@a/", "http://me:sec/secret@b/"])
def test_no_command_says_a_password(command, address, tmp_path):
    root = ["--root", str(tmp_path)] if command[0] == "fixture" else []
    done = CliRunner().invoke(app, [*command, *root, address])
    assert done.exit_code == 3
    assert "InvalidURL" in done.stderr
    assert "secret" not in done.output + done.stderr
