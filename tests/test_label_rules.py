"""What follows a mere label, by the blocks around it."""

import pytest

from newsscrape.dom import parse
from newsscrape.label.follow import follow_captions, follow_credits, follow_sentences, follow_source_labels
from newsscrape.label.model import CLASSES
from newsscrape.label.wholes import keep_whole
from newsscrape.segment import segment


def decided(rule, html, roles):
    tree = parse(html)
    cut = segment(tree)
    chosen = [CLASSES.index(role) for role in roles.split()]
    assert len(cut.segments) == len(chosen)
    rule(tree, cut.segments, chosen)
    return " ".join(CLASSES[c] for c in chosen)


@pytest.mark.parametrize(
    ("html", "roles", "expected"),
    [
        ("<p>Quelle:<div>dpa</div>", "source boilerplate", "source source"),
        ("<h4>Sources</h4><ul><li>A report<li>A study</ul>", "source body body", "boilerplate source source"),
        (f"<h4>Quellen</h4><div>{'Ein langer Absatz. ' * 30}</div>", "source body", "body body"),
        (f"<h4>Quellen</h4><div>{'Ein langer Hinweis. ' * 30}</div>", "source boilerplate", "boilerplate boilerplate"),
        ("<p>Text</p><p>Quelle:", "body source", "body boilerplate"),
        ("<p>Text</p><p>Mit Agenturmaterial.", "body source", "body source"),
        ("<p>Agencias</p><p>Texto", "source body", "source body"),
        ("<p>Texto</p><p>Fuente</p><p>Otro", "body source boilerplate", "body boilerplate boilerplate"),
        ("<p>Quelle: dpa<div>Mehr</div>", "source boilerplate", "source boilerplate"),
    ],
)
def test_a_mere_label_of_sources(html, roles, expected):
    assert decided(follow_source_labels, html, roles) == expected


@pytest.mark.parametrize(
    ("html", "roles", "expected"),
    [
        ("<div>Foto:</div><div>Jane Doe</div>", "credit boilerplate", "credit credit"),
        ("<div>Foto:</div><p>Ein Absatz des Textes.", "credit body", "boilerplate body"),
        ("<div>Foto: dpa</div><div>Jane Doe</div>", "credit boilerplate", "credit boilerplate"),
        (
            "<div><span class=credit>Photo by Jane Doe</span><span class=source>/AFP</span></div>",
            "credit boilerplate",
            "credit credit",
        ),
        (
            "<div><span class=credit>Foto:</span><span class=source>Jane Doe</span></div>",
            "credit boilerplate",
            "credit credit",
        ),
        (
            "<div><span class=credit>Foto: dpa</span><span class=source>Mehr</span></div>",
            "credit boilerplate",
            "credit boilerplate",
        ),
        ("<p>Text<div>Foto:</div>", "body credit", "body boilerplate"),
    ],
)
def test_what_follows_a_credit(html, roles, expected):
    assert decided(lambda _, *blocks: follow_credits(*blocks), html, roles) == expected


@pytest.mark.parametrize(
    ("html", "roles", "expected"),
    [
        ("<p>Ein Bild<p>Quelle: Example<p>Text", "caption source body", "caption credit body"),
        ("<p>Text<p>Ein Bild<p>Quelle: Example", "body caption source", "body caption source"),
        ("<p>Ein Absatz<p>Quelle: Example<p>Text", "body source body", "body source body"),
    ],
)
def test_a_source_below_a_caption_within_the_text_is_a_credit(html, roles, expected):
    assert decided(lambda _, *blocks: follow_captions(*blocks), html, roles) == expected


TABLE = "<table><tr><td>a<td>b<tr><td>c<td>d</table>"
LIST = "<ul><li>a<li>b<li>c</ul>"


@pytest.mark.parametrize(
    ("html", "roles", "expected"),
    [
        (TABLE, "body body boilerplate boilerplate", "body body body body"),
        (TABLE, "body boilerplate boilerplate boilerplate", "boilerplate boilerplate boilerplate boilerplate"),
        (TABLE, "body body caption boilerplate", "body body caption boilerplate"),
        (LIST, "boilerplate body body", "body body body"),
        (LIST, "boilerplate body source", "boilerplate body source"),
        ("<ul><li>a<li>b</ul>", "boilerplate body", "boilerplate body"),
        ("<table><tr><td><p>a<p>b<p>c<p>d</table>", "body boilerplate body body", "body boilerplate body body"),
        ("<table><tr><td>a<br><br>b<br><br>c<td>d</table>", "body body body boilerplate", "body body body boilerplate"),
        ("<li>a<li>b<li>c", "boilerplate body body", "boilerplate body body"),
        ("<ul><li>a<li>b<li hidden>c</ul>", "body body boilerplate", "body body boilerplate"),
    ],
)
def test_lists_and_tables_are_text_as_a_whole(html, roles, expected):
    assert decided(keep_whole, html, roles) == expected


@pytest.mark.parametrize(
    ("html", "roles", "expected"),
    [
        ("<p>It holds, says <button>Ada Quill,</button> who built it.", "body boilerplate body", "body body body"),
        ("<p>It holds <my-note>since May</my-note>, she says.", "body boilerplate body", "body body body"),
        ("<p>It holds. <button>Share</button> she says.", "body boilerplate body", "body boilerplate body"),
        ("<p>It holds <button>Share</button> The end.", "body boilerplate body", "body boilerplate body"),
        (
            f"<p>It holds <button>{'very much ' * 9}</button> she says.",
            "body boilerplate body",
            "body boilerplate body",
        ),
        ("<div>It holds <button>so</button> she says.</div>", "body boilerplate body", "body boilerplate body"),
        ("<p>It holds <button>so</button> she says.", "body boilerplate caption", "body boilerplate caption"),
        ("<p>It holds<br><br>so<br><br>she says.", "body boilerplate body", "body boilerplate body"),
        ("<p>It holds</p><button>so</button><p>she says.", "body boilerplate body", "body boilerplate body"),
    ],
)
def test_words_within_a_sentence(html, roles, expected):
    assert decided(follow_sentences, html, roles) == expected
