"""Fixture tools: adding a page, making it small, checking it, and the pytest plugin in a project of its own."""

import json
import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from newsscrape.errors import FixtureError
from newsscrape.minimise import minimise
from newsscrape.page import Page
from newsscrape.testing import FIELDS, add, check, find, load, observed, record, slug_of

pytest_plugins = ["pytester"]

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
COMMAND = str(Path(sys.executable).with_name("newsscrape"))
URL = "https://news.example/2025/harbour-vote.html"
PAGE = (FIXTURES / "arc-en" / "page.html").read_bytes()
LOUD = PAGE.replace(
    b"</body>",
    b"<!-- a comment --><script>var tracking = 1</script><style>p{color:red}</style>"
    b"<div data-x='1' onclick='y()'></div></body>",
)


def run(*arguments):
    return subprocess.run([COMMAND, *map(str, arguments)], capture_output=True, text=True, check=False)


@pytest.fixture
def folder(tmp_path):
    """A folder with one fixture, as a user has it."""
    shutil.copytree(FIXTURES / "arc-en", tmp_path / "pages" / "arc-en")
    return tmp_path / "pages" / "arc-en"


def spoil(folder, field="headline", value="Another headline"):
    path = folder / "expected.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {field: value}), "utf-8")


def test_a_page_is_added_with_its_result(tmp_path):
    add(Page(LOUD, URL), tmp_path, "harbour-vote")
    fixture = load(tmp_path / "harbour-vote")
    assert fixture.url == URL
    assert fixture.expected == observed(fixture)
    assert fixture.expected["headline"] == "Harbour town votes to keep its last lighthouse keeper"


def test_an_added_page_loses_what_changes_nothing(tmp_path):
    small = add(Page(LOUD, URL), tmp_path, "harbour-vote").html
    assert len(small) < len(PAGE)
    for gone in ("a comment", "tracking", "color:red", "onclick", "data-x"):
        assert gone not in small


def test_json_ld_stays(tmp_path):
    assert b"application/ld+json" in PAGE
    for effort in ("markup", "all"):
        assert "application/ld+json" in add(Page(LOUD, URL), tmp_path, effort, effort=effort).html


def test_metadata_stays_unless_all_is_to_go(tmp_path):
    page = PAGE.replace(b"<head>", b"<head><meta name='robots' content='index'>")
    assert b"<head>" in PAGE
    assert "robots" in add(Page(page, URL), tmp_path, "kept").html
    small = add(Page(page, URL), tmp_path, "gone", effort="all").html
    assert "robots" not in small
    assert "<meta charset" in small


def test_boilerplate_stays_unless_all_is_to_go(tmp_path):
    page = PAGE.replace(b"</body>", b"<div class='share'><p>Share this story</p></div></body>")
    assert "Share this story" in add(Page(page, URL), tmp_path, "kept").html
    assert "Share this story" not in add(Page(page, URL), tmp_path, "gone", effort="all").html


def test_an_untouched_page_is_kept_to_the_byte(tmp_path):
    add(Page(LOUD, URL), tmp_path, "whole", effort="none")
    assert (tmp_path / "whole" / "page.html").read_bytes() == LOUD


def test_a_page_in_another_charset_is_stored_as_utf_8(tmp_path):
    page = "<html lang=de><meta charset=iso-8859-1><title>Überschrift</title><body><p>Größe".encode("iso-8859-1")
    add(Page(page, URL), tmp_path, "umlaut", effort="none")
    assert "Größe" in (tmp_path / "umlaut" / "page.html").read_text("utf-8")
    assert "charset=utf-8" in (tmp_path / "umlaut" / "page.html").read_text("utf-8")


@pytest.mark.parametrize("slug", ["", "..", "a/b", "Upper", "-x", "x" * 81])
def test_a_slug_is_a_folder_name(tmp_path, slug):
    with pytest.raises(FixtureError, match="slug"):
        add(Page(PAGE, URL), tmp_path, slug)


def test_a_taken_slug_is_refused(folder):
    with pytest.raises(FixtureError, match="exists already"):
        add(Page(PAGE, URL), folder.parent, "arc-en")


def test_a_page_needs_its_url(tmp_path):
    with pytest.raises(FixtureError, match="URL"):
        add(Page(PAGE), tmp_path, "x")


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        (URL, "news-example-harbour-vote"),
        ("https://www.news.example/", "news-example"),
        ("https://news.example/a/Zürich-wählt/", "news-example-z-rich-w-hlt"),
        ("http://127.0.0.1:80/x", "127-0-0-1-x"),
        ("x", "x"),
        ("", "page"),
    ],
)
def test_slugs_of_urls(url, slug):
    assert slug_of(url) == slug


def test_every_removal_is_verified():
    seen = []

    def is_same(html):
        seen.append(html)
        return "needed" in html

    small = minimise("<body><style>needed</style><style>idle</style><p>text</p></body>", is_same)
    assert "needed" in small.html
    assert "idle" not in small.html
    assert small.html in seen
    assert small.tries == len(seen)


def test_minimising_ends_when_the_time_is_up():
    ticks = iter(range(1000))
    page = "<body>" + "".join(f"<style>{n}</style>" for n in range(100)) + "</body>"
    small = minimise(page, lambda html: html == page, seconds=5, clock=lambda: float(next(ticks)))
    assert (small.html, small.is_complete) == (page, False)
    assert small.tries <= 5


@pytest.mark.parametrize(
    "page",
    ["", "<", "<p", "</", "<![if IE]><p>x<![endif]>", "<!DOCTYPE", "<!-- open", "<p a=\"x>y\" b='<'>t</p>",
     "<a></b></a>", "<li>1<li>2</ul>", "<script>if (a < b) {'</p>'}</script>t", "\x00<p>\x00"],
)  # fmt: skip
@pytest.mark.parametrize("effort", ["markup", "all"])
def test_broken_markup_is_cut_without_an_error(page, effort):
    assert minimise(page, lambda _: True, effort).is_complete
    assert minimise(page, lambda html: html == page, effort).html == page


def test_command_adds_a_file(tmp_path):
    (tmp_path / "saved.html").write_bytes(LOUD)
    done = run("fixture", "add", tmp_path / "saved.html", "--url", URL, "--root", tmp_path / "pages")
    assert done.returncode == 0, done.stderr
    assert "now review" in done.stderr
    assert [f.slug for f in find(tmp_path / "pages")] == ["news-example-harbour-vote"]
    assert run("fixture", "check", "--root", tmp_path / "pages").returncode == 0


def test_command_adds_a_url(tmp_path):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(LOUD)

        def log_message(self, format, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        url = f"http://127.0.0.1:{server.server_port}/story"
        done = run("fixture", "add", url, "--slug", "story", "--root", tmp_path, "--allow-private")
    finally:
        server.shutdown()
        server.server_close()
    assert done.returncode == 0, done.stderr
    assert load(tmp_path / "story").url == url


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["/no/such/file", "--url", URL], 2),
        ([FIXTURES / "arc-en" / "page.html"], 2),
        ([FIXTURES / "arc-en" / "page.html", "--url", URL, "--slug", "a/b"], 2),
        (["http://127.0.0.1:1/"], 3),
    ],
)
def test_command_says_what_is_wrong(tmp_path, arguments, code):
    done = run("fixture", "add", *arguments, "--root", tmp_path)
    assert done.returncode == code
    assert done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_check_shows_page_field_and_difference(folder):
    spoil(folder)
    done = run("fixture", "check", "--root", folder.parent)
    assert done.returncode == 1
    assert "arc-en" in done.stdout
    assert '-"Another headline"' in done.stdout
    assert '+"Harbour town votes' in done.stdout
    assert "0 of 1 fixtures as expected" in done.stderr


def test_check_fails_without_an_expectation(folder):
    (folder / "expected.json").unlink()
    done = run("fixture", "check", "--root", folder.parent)
    assert done.returncode == 1
    assert "newsscrape fixture record arc-en" in done.stdout


def test_record_mends_what_check_found(folder):
    spoil(folder)
    assert run("fixture", "record", "--root", folder.parent).stderr == "recorded arc-en\n"
    assert run("fixture", "check", "--root", folder.parent).returncode == 0
    assert record(load(folder)) is False


def test_a_field_without_an_expectation_is_a_problem(folder):
    assert "nothing is expected" in check(load(folder), "nonsense", None)


def make(pytester, ini="newsscrape_fixtures = pages"):
    shutil.copytree(FIXTURES / "arc-en", pytester.path / "pages" / "arc-en")
    pytester.makeini(f"[pytest]\n{ini}\n")
    return pytester.path / "pages" / "arc-en"


def test_plugin_makes_a_test_a_field(pytester):
    make(pytester)
    pytester.runpytest().assert_outcomes(passed=len(FIELDS))


def test_plugin_shows_page_field_and_difference(pytester):
    spoil(make(pytester))
    result = pytester.runpytest()
    result.assert_outcomes(passed=len(FIELDS) - 1, failed=1)
    result.stdout.fnmatch_lines(
        ["*arc-en: headline*", "arc-en (https://news.example/arc-en): headline:", '*-"Another headline"', '*+"Harbour*']
    )
    assert "Traceback" not in result.stdout.str()


def test_plugin_fails_without_an_expectation(pytester):
    (make(pytester) / "expected.json").unlink()
    result = pytester.runpytest()
    result.assert_outcomes(failed=len(FIELDS))
    result.stdout.fnmatch_lines(["*newsscrape fixture record arc-en*"])


@pytest.mark.parametrize("name", ["page.html", "meta.json"])
def test_plugin_fails_for_an_incomplete_fixture(pytester, name):
    (make(pytester) / name).unlink()
    pytester.runpytest().assert_outcomes(errors=1)


def test_plugin_takes_a_folder_from_the_command_line(pytester):
    make(pytester, ini="addopts = -q")
    pytester.runpytest().assert_outcomes()
    pytester.runpytest("--newsscrape-fixtures", "pages").assert_outcomes(passed=len(FIELDS))


def test_plugin_runs_a_folder_beside_the_test_paths(pytester):
    make(pytester, ini="testpaths = tests\nnewsscrape_fixtures = pages")
    pytester.mkdir("tests").joinpath("test_it.py").write_text("def test_it(): pass\n")
    pytester.runpytest().assert_outcomes(passed=len(FIELDS) + 1)
    pytester.runpytest("tests").assert_outcomes(passed=1)


def test_plugin_runs_one_page_or_one_field(pytester):
    make(pytester)
    pytester.runpytest("pages/arc-en/page.html").assert_outcomes(passed=len(FIELDS))
    pytester.runpytest("pages/arc-en/page.html::headline").assert_outcomes(passed=1)
    pytester.runpytest("-k", "headline").assert_outcomes(passed=1, deselected=len(FIELDS) - 1)


def test_plugin_says_that_a_folder_is_missing(pytester):
    result = pytester.runpytest("--newsscrape-fixtures", "nowhere")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*no folder*nowhere*"])


def test_plugin_is_silent_where_nothing_asks_for_it(pytester):
    pytester.makepyfile("def test_it(): pass")
    pytester.runpytest().assert_outcomes(passed=1)
