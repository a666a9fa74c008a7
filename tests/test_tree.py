"""The flat tree is the one Lexbor built: compared with a slow walk that takes every fact from the node itself.

Each test runs with both ways of reading nodes: Lexbor's own functions, and selectolax' Python objects.
"""

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from fuzz.mutate import mutated, sources
from hostile_markup import OPENINGS, mixed
from newsscrape.charset import decode
from newsscrape.dom import TEXT, limits, parse, walk
from newsscrape.dom.nodes import LONGEST, Nodes
from newsscrape.dom.tree import READ

FIXTURES = sorted((Path(__file__).resolve().parent.parent / "fixtures").glob("*/page.html"))
HIDDEN = set("script style template svg math canvas iframe noembed noframes select textarea datalist head".split())
ODD = {
    "empty": "",
    "text only": "x",
    "odd names": "<a<b c\"d=1 =e f='\"<>&amp;'>x</a<b><x-y:z/>y<İ>z</İ><DIV CLASS=A>u",
    "selected content": "<select><button><selectedcontent></button><option>a<option selected>b</select>x",
    "selected content elsewhere": "<p><selectedcontent>x</selectedcontent><select><option selected>a</select>y",
    "foreign elements": "<svg><style>&lt;/style><p>a</style><foreignObject><p>b</foreignObject><title>c</svg>d",
    "raw text": "<xmp><p>a</xmp><noscript><b>b</b></noscript><iframe><p>c</iframe><noembed>d</noembed>e<plaintext><p>f",
    "comments around": "<!-- a --><html><!-- b --><body>c<!-- <p>d -->e</body><!-- f --></html><!-- g -->",
    "behind the end": "<body>a</body></html><p>b<!-- c --> d",
    "frames": "<frameset><frame><noframes>a</noframes></frameset>b",
    "white space": "<p> \n <b> </b>\xa0<i>\xa0 a</i> \t<pre>\n\n b </pre>\n <i>c</i>\n\n<u>d",
    "no characters": "<p>a\x00b&#0;c&shy;d<p title='\x00'>\ufeff",
    "templates": "<template><p>a</template>b<table><template><tr><td>c</template><tr><td>d",
    "ruby": "<ruby>a<rt>b</ruby><ruby>c<rp>(<rt>d<rp>)</ruby><rt>e",
    "nested": "<div>x" * 1900,
}


@pytest.fixture(params=["by Lexbor", "by selectolax"], autouse=True)
def nodes(request, monkeypatch):
    if request.param == "by selectolax":
        monkeypatch.setattr(walk, "_NODES", Nodes)
    elif walk._NODES is Nodes:
        pytest.skip("nothing is compiled here, or selectolax hides Lexbor's functions")


def reference(html):
    """Tag, parent, last node below, attributes and text of each visible node, in document order."""
    nodes, index, gap, has_code = [], {}, "", False
    for node in LexborHTMLParser(html or "<html></html>").root.traverse(include_text=True):
        above = node.parent.mem_id if nodes else None
        if (nodes and above not in index) or node.tag in HIDDEN:
            continue
        if node.tag == "rt" and (node.prev is None or node.prev.tag != "rp"):
            continue
        if node.tag == TEXT:
            if not node.text_content.strip():
                is_border = node.is_empty_text_node and not has_code
                gap += node.text_content if not is_border else "" if gap else " "
                continue
            nodes.append((TEXT, index[above], {}, gap + node.text_content))
            gap = ""
        elif node.tag is not None and not node.tag.startswith("-"):  # a processing instruction has none
            index[node.mem_id] = len(nodes)
            if node.tag == "pre":
                gap, has_code = "", True
            read = {name: value for name, value in node.attributes.items() if name in READ}
            nodes.append((node.tag, index[above] if nodes else -1, read, ""))
    return nodes


def flat(html):
    tree = parse(html)
    ends = list(range(1, len(tree.parents) + 1))
    for i, parent in reversed(list(enumerate(tree.parents))[1:]):
        assert parent < i
        ends[parent] = max(ends[parent], ends[i])
    assert tree.ends == ends
    return list(zip(tree.tags, tree.parents, tree.attrs, tree.texts, strict=True))


def shown(data):
    utf8 = decode(data).utf8
    return (limits.degrade(utf8) if limits.check(utf8).status == "degrade" else utf8).decode()


@pytest.mark.parametrize("html", ODD.values(), ids=ODD)
def test_odd_markup_is_walked_as_it_stands(html):
    assert flat(html) == reference(html)


@pytest.mark.parametrize("page", FIXTURES, ids=lambda path: path.parent.name)
def test_real_markup_is_walked_as_it_stands(page):
    html = shown(page.read_bytes())
    assert flat(html) == reference(html)


def test_mutated_pages_are_walked_as_they_stand():
    pages = sources()
    for number in range(400):
        html = shown(mutated(number, pages))
        assert flat(html) == reference(html), number


def test_mixtures_of_odd_markup_are_walked_as_they_stand():
    parts = [*ODD.values(), *(opening * 20 for opening in OPENINGS)]
    for seed in range(400):
        html = shown(mixed([part or " " for part in parts], seed).encode())
        assert flat(html) == reference(html), seed


def test_a_page_of_too_many_nodes_is_cut_but_whole():
    html = "<div><p>a <b>b</b><p>c</div>" * 60_000
    tree = parse(html)
    assert tree.is_cut
    assert len(tree.tags) == 150_000
    assert tree.ends[0] == 150_000
    assert flat(html) == reference(html)[:150_000]
    assert not parse(html[:2800]).is_cut


def test_the_head_is_read_alike_by_both(monkeypatch):
    odd = f"<meta name=a content='{'é' * (LONGEST + 9)}'><meta content><base href=/b><title> a <b> c</title>"
    pages = [*ODD.values(), odd, *(shown(page.read_bytes()) for page in FIXTURES)]
    heads = [parse(html).head for html in pages]
    monkeypatch.setattr(walk, "_NODES", Nodes)
    assert [parse(html).head for html in pages] == heads
    assert [len(meta["content"]) for meta in heads[len(ODD)].metas] == [LONGEST, 0]


def test_like_attributes_may_be_shared_but_never_mixed_up():
    """More different values than the table of those seen has places, short, long and empty ones."""
    html = "".join(
        f"<p class='{'c' * (i % 120)}{i % 3000}' id={i % 7}><i class=x{i % 2000} data-x=1></i><b class></b>"
        for i in range(9000)
    )
    assert flat(html) == reference(html)


def test_bytes_and_text_give_the_same_tree():
    for page in FIXTURES[:10]:
        text = page.read_text("utf-8")
        assert parse(text) == parse(text.encode())
