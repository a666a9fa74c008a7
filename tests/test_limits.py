"""Hostile markup is parsed in bounded time, real markup is left as it is."""

import time
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

import newsscrape as ns
from hostile_markup import mixed
from newsscrape.dom import limits, parse

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
PAGES = sorted(FIXTURES.glob("*/page.html"))
SECONDS = 3.0
"""CPU time for scan, degrading and parsing together; the worst known case takes 0.7 s."""


def is_bounded(work, seconds=SECONDS):
    """Whether work takes less in one of three tries: a machine that is short of memory takes several times as long."""
    for _ in range(3):
        started = time.thread_time()
        work()
        if time.thread_time() - started < seconds:
            return True
    return False


def ids(pattern, count):
    return "".join(pattern.replace("#", str(n)) for n in range(count))


def many(pattern):
    return " ".join(pattern.replace("#", str(n)) for n in range(60_000))


HOSTILE = {
    "nested": "<div>" * 80_000,
    "nested, closed": "<div>" * 80_000 + "</div>" * 80_000,
    "nested lists": "<ul><li>" * 40_000,
    "nested tables": "<table><tr><td>" * 30_000,
    "nested, end tags kept out": "<div><object></div></object>" * 30_000,
    "mis-nested b and i": ids("<b id=#><i></b>", 4000) + "<p>x" * 4000,
    "formatting never closed": ids("<p><font color=#>", 20_000),
    "formatting around blocks": ids("<b id=#><p>", 8000) + "</b>" * 8000,
    "formatting with attributes": ids("<p><font a=# b c d e f g h i j k l m n o p>", 1000),
    "formatting with more attributes": "".join(f"<p><font {ids(' a#=1', 40)} b={n}>" for n in range(900)),
    "links never closed": ids("<a href=#><div>", 20_000),
    "attributes": f"<p {many('a#=1')}>x",
    "attributes, bare": f"<p {many('a#')}>x",
    "attributes, no end": f"<p {many('a#=1')}",
    "attributes, tags in quotes": f"""<p x="<script>" y='>' {many('a#="<b>"')}>x""",
    "attributes of a script": f"<script {many('a#=1')}>x</script>",
    "attributes of a form tag": f"<b {many('a#=1')}>x",
    "attributes gathered on html": ids("<html a#=1>", 60_000),
    "attributes gathered on body": ids("<body a#=1 b#=2>", 30_000),
    "attributes behind a comment": f"<!-- > --!><p {many('a#=1')}>x",
    "attributes behind a quote": f"""<a =">"><p {many("a#=1")}><a b="x">""",
    "comments never closed": "<!--" * 100_000 + "-->" * 100_000,
    "title never closed": "x" * 3000 + "<title><p>" * 60_000,
    "scripts never closed": "<script>" * 60_000,
    "angle brackets": "<" * 300_000,
    "tags as attributes": "<p " * 100_000,
    "end tags as attributes": "</p " * 100_000,
    "attribute of a tag": "<p a='" * 60_000,
    "slashes": "<p " + "/" * 300_000,
    "forms": "<form><div>" * 40_000,
    "selects": "<select><option>" * 40_000,
    "buttons": "<button>" * 60_000,
    "definition lists in depth": "<div>" * 500 + "<dd>x<dt>" * 40_000,
    "svg in depth": "<svg><g>" * 40_000 + "</x>" * 40_000,
    "templates": "<template>" * 60_000,
    "foster parents": "<table>" + "<div>x" * 40_000,
    "text": "word &amp; " * 500_000,
    # what hides tags, or makes them where none are read
    "nested in an svg title": "<svg><title>" + "<div>" * 80_000 + "</title>",
    "nested in a xmp that is none": "<select><xmp></select>" + "<div>" * 80_000 + "</xmp>",
    "nested behind CDATA": "<svg><![CDATA[><!--]]></svg>" + "<div>" * 80_000 + "-->",
    "nested behind a script in a script": "<script><!--<script></script><!--</script>" + "<div>" * 80_000 + "-->",
    "nested, end tags in comments": "<div><!--</div>-->" * 30_000,
    "nested, end tags in attributes": "<div a='</div>'>" * 30_000,
    "nested, with false end tags": ("<div>" + "</span></p></b></x>") * 20_000,
    "attributes in an svg title": f"<svg><title><p {many('a#=1')}></title>",
    "attributes in an svg script": f"<svg><script><p {many('a#=1')}></script>",
    "attributes in a xmp that is none": f"<select><xmp></select><p {many('a#=1')}></xmp>",
    "attributes behind CDATA": f"<svg><![CDATA[><!--]]></svg><p {many('a#=1')}>-->",
    "attributes around quoted ends": "<p " + ids("""a#=">" b#='>' c# """, 20_000) + ">",
    "attributes like prose": "<p x='>' " + ids("word# ", 60_000) + "y='>'>",
    "attributes like prose, with ends": "<p " + ids("it# is# a# word# x#='</p><p>' ", 12_000) + ">",
    "attributes of many tags": ("<p " + ids("a# ", 2_400) + ">") * 20,
    "attributes of one letter": "".join(
        "<p " + " ".join(map(chr, range(0x4E00, 0x4E00 + 2_300))) + ">" for _ in range(40)
    ),
    "attributes of many roots": ids("<html a#=1 b#=1 c#=1>", 4_000),
    "attributes of few roots": "".join(f"<html {ids(f' a{n}x#=1', 2_000)}>" for n in range(5)),
    "formatting, just few": ids("<p><font color=#>", 150) + "<p>x" * 14_000,
    "formatting with attributes, just few": ids("<p><font a=# b c d e f g h i j k l m n o p q>", 10) + "<p>x" * 12_000,
    "formatting in upper case": ids("<P><FONT COLOR=#>", 3_000) + "<P>x" * 12_000,
    "nobr and a": ids("<a href=#><nobr><div>", 6_000),
    "fonts in foster parents": ids("<table><font color=#><tr>", 4_000) + "<tr>x" * 6_000,
    "lists, just few": "<ul><li>" * 9_900,
    "nested, just few": "<div>x" * 7_900,
    "false end tags, just few": "<div>" * 8_000 + "</p>" * 8_000,
    "options in depth": "<select><option><optgroup>" * 6_000 + "</select>" * 2_000,
    "templates in tables": "<table><template><tr>" * 6_000,
}


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE)
def test_hostile_markup_is_parsed_in_bounded_time(html):
    def read():
        page = ("<p>Text before.</p>" + html).encode()
        parse(limits.degrade(page) if limits.check(page).status == "degrade" else page)

    assert is_bounded(read)


@pytest.mark.parametrize("seed", range(200))
def test_mixed_hostile_markup_is_parsed_in_bounded_time(seed):
    html = mixed(list(HOSTILE.values()), seed).encode()
    if limits.check(html).status == "degrade":
        html = limits.degrade(html)
    assert is_bounded(lambda: LexborHTMLParser(html))


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE)
def test_time_grows_with_size_only(html):
    """Scan and degrading are linear: ten times the page is not a hundred times the work."""

    def seconds(text):
        started = time.thread_time()
        limits.check(text)
        limits.degrade(text)
        return time.thread_time() - started

    page = html.encode()
    small = min(seconds(page[: len(page) // 10]) for _ in range(3))
    assert seconds(page) < 40 * max(small, 0.004)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_real_markup_is_left_as_it_is(path):
    html = path.read_text("utf-8", "replace").encode()
    assert limits.check(html) == limits.Verdict()
    assert limits.degrade(html) == html


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("nested", "inside each other"),
        ("nested, end tags kept out", "inside each other"),
        ("formatting never closed", "mis-nested"),
        ("mis-nested b and i", "mis-nested"),
        ("attributes", "attributes"),
        ("attributes, tags in quotes", "attributes"),
        ("attributes behind a quote", "attributes"),
        ("formatting with more attributes", "attributes"),
        ("attributes gathered on html", "html and body"),
        ("attributes in an svg script", "attributes"),
        ("nested in a xmp that is none", "inside each other"),
        ("nested, end tags in comments", "inside each other"),
    ],
)
def test_the_reason_says_what_is_too_much(name, reason):
    verdict = limits.check(HOSTILE[name].encode())
    assert verdict.status == "degrade"
    assert reason in verdict.reason


def test_degrading_keeps_text_and_what_is_within_limits():
    story = "<article><h1>Headline</h1><p>First <b>bold</b> paragraph.</p></article>"
    html = f"{story}{'<div>' * 5000}deep text{'</div>' * 5000}<p {many('a#=1')}>after</p>"
    degraded = limits.degrade(html.encode()).decode()
    assert degraded.startswith(story)
    assert "deep text" in degraded
    assert "after</p>" in degraded
    assert degraded.count("<div>") == degraded.count("</div>") < limits.MAX_DEPTH
    assert limits.check(degraded.encode()) == limits.Verdict()


def test_limits_are_exact_where_a_page_is_large():
    tags, text = "<br>" * 20_000, "x" * 1_000_000
    assert limits.check(("<p>" + "<div>" * (limits.MAX_DEPTH - 5) + tags).encode()).status == "ok"
    assert limits.check(("<div>" * (limits.MAX_DEPTH + 1) + tags).encode()).status == "degrade"
    attributes = ids(" a#=1", limits.MAX_ATTRIBUTES)
    assert limits.check((f"<p{attributes}>x{text}").encode()).status == "ok"
    assert limits.check((f"<p{attributes} b>x{text}").encode()).status == "degrade"


def test_what_cannot_cost_much_is_within_the_limits():
    assert limits.check(("<div>" * (limits.MAX_DEPTH + 1)).encode()).status == "ok"
    assert limits.check((f"<p{ids(' a#=1', limits.MAX_ATTRIBUTES + 1)}>x").encode()).status == "ok"
    assert limits.check(("x" * (limits.MAX_CHARS + 1)).encode()).status == "refuse"


@pytest.mark.parametrize(
    "html",
    [
        "<script>" + "if (a<b) {x = '<div>';}" * 5000 + "</script><p>x",
        "<!--" + "<div>" * 5000 + "--><p>x",
        "<style>" + "<div>" * 5000 + "</STYLE><p>x",
        '<p title="' + "<div>" * 5000 + '">x',
        "<p title='" + "a=1 " * 5000 + "'>x",
        "<ul>" + "<li>one" * 5000 + "</ul>",
        "<table>" + "<tr><td>one<td>two" * 3000 + "</table>",
        "<p>one" * 5000,
        "<br>" * 5000 + "<img src=x>" * 5000,
        "<p>text <b>bold</b> and <i>italic</i></p>" * 3000,
    ],
)
def test_what_only_looks_hostile_passes(html):
    assert limits.check(html.encode()) == limits.Verdict()


@pytest.mark.parametrize("name", ["nested", "formatting never closed", "attributes", "nested tables"])
def test_extract_degrades_with_a_warning(name):
    page = "<h1>Headline</h1><p>Text.</p>" + HOSTILE[name] + "text"
    assert is_bounded(lambda: ns.extract(page), 2 * SECONDS)
    document = ns.extract(page)
    assert any(w.startswith("degraded before parsing") for w in document.warnings)


def test_extract_refuses_what_is_too_long():
    document = ns.extract("x" * (limits.MAX_CHARS + 1))
    assert document.outcome.status == "not_article"
    assert "too complex" in document.outcome.evidence[0]
