"""The scan before parsing reads the same tags as regular expressions do."""

from pathlib import Path

import pytest

from hostile_markup import mixed
from newsscrape.dom import scan
from newsscrape.dom.tags import LIES, MAX_ATTRIBUTES, MAX_FORMATTING_ATTRIBUTES, RAW
from newsscrape.octets import Octets
from tag_expressions import OPEN_TOKEN, TOKEN
from test_limits import HOSTILE

PAGES = sorted((Path(__file__).parents[1] / "fixtures").glob("*/page.html"))


def by_scan(html, is_open):
    return scan.names(Octets(html.encode()), is_open)


def by_expressions(html, is_open):
    found = (match[1] for match in (OPEN_TOKEN if is_open else TOKEN).finditer(html))
    return [name for name in found if name]


@pytest.mark.parametrize(
    ("html", "names"),
    [
        ("<p>a</p>", ["p", "/p"]),
        ("<P CLASS=a>b</P >", ["P", "/P"]),
        ("<p title='<b>'><a href=\"x>y\">", ["p", "a"]),
        ("<p title=a'b><i>", ["p", "i"]),
        ("<p a = 'x' b= \"y\"/><br/>", ["p", "br"]),
        ("<!-- <p> --><b><!--><i><!---><u><!-- --!><s>", ["b", "i", "u", "s"]),
        ("<!-- <p> -- > <b>", []),
        ("<!doctype html><?php <p>?><b></ x><i>", ["b", "i"]),
        ("<script>if (a<b) '</p>'</SCRIPT><p>", ["/SCRIPT", "p"]),
        ("<title><p></title><textarea><p>", ["/title"]),
        ("<scripts><p></scripts>", ["scripts", "p", "/scripts"]),
        ("a < b <3 <<p>", ["p"]),
        ("<p a='x", ["p"]),
        ("<", []),
        ("</", []),
        ("", []),
    ],
)
def test_names_are_those_of_the_tags(html, names):
    assert by_scan(html, is_open=False) == names
    assert by_expressions(html, is_open=False) == names


def test_names_in_comments_and_scripts_count_where_they_may_be_markup():
    html = "<script><p></script><!-- <b> --></ x>"
    assert by_scan(html, is_open=True) == ["script", "p", "/script", "b"]


@pytest.mark.parametrize(
    ("name", "most"), [("p", MAX_ATTRIBUTES), ("a", MAX_ATTRIBUTES), ("FONT", MAX_FORMATTING_ATTRIBUTES)]
)
def test_a_tag_with_too_many_attributes_is_told(name, most):
    attributes = " ".join(f"a{n}='>'" for n in range(most))
    assert by_scan(f"<{name} {attributes}>x", is_open=False) == [name]
    assert by_scan(f"<{name} {attributes} b>x", is_open=False) is None


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_real_pages_have_the_same_tags_by_both(path):
    html = path.read_text("utf-8", "replace")
    for is_open in (False, True):
        assert by_scan(html, is_open) == [
            name for name in by_expressions(html, is_open) if is_open or name.lower() not in RAW
        ]


@pytest.mark.parametrize("seed", range(40))
def test_hostile_pages_have_the_same_tags_by_both(seed):
    html = mixed(list(HOSTILE.values()), seed)[:60_000]
    for is_open in (False, True) if LIES.search(html.encode()) else (False,):
        names = by_scan(html, is_open)
        assert names is None or names == by_expressions(html, is_open)
