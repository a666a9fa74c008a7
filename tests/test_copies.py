"""What a page holds twice, and what is no text, is taken out; and it is said why."""

import pytest

from newsscrape import explain
from newsscrape.dom import parse
from newsscrape.label.copies import drop_copies
from newsscrape.label.model import CLASSES
from newsscrape.segment import segment

BODY, LEAD, CREDIT, BOILERPLATE = map(CLASSES.index, ("body", "lead", "credit", "boilerplate"))
FIRST = "The ferry to the island sails again, the harbour office said on Monday."
SECOND = "It had been in dock for three years, since its engine failed in a storm."


def left(html, chosen=None):
    """Texts that stay, and what is said of the others."""
    tree = parse(html)
    cut = segment(tree)
    classes = chosen or [BODY] * len(cut.segments)
    said = drop_copies(tree, cut.segments, classes)
    return [s.text for s, c in zip(cut.segments, classes, strict=True) if c != BOILERPLATE], [v.rule for v in said]


def test_a_copy_is_dropped_and_a_visible_one_kept():
    assert left(f"<p hidden>{FIRST}</p><div>{SECOND}</div><p>{FIRST}</p>") == (
        [SECOND, FIRST],
        ["copy of another block"],
    )
    assert left("<p>Row, row!</p><p>Row, row!</p>") == (["Row, row!", "Row, row!"], [])


@pytest.mark.parametrize("whole", [f"{FIRST} {SECOND}", f"Listen: {SECOND} {FIRST}"])
def test_a_block_that_others_make_up_is_dropped(whole):
    assert left(f"<p>{FIRST}</p><p>{SECOND}</p><div>{whole}</div>") == ([FIRST, SECOND], ["made up of other blocks"])


def test_a_block_that_holds_one_other_is_kept():
    whole = f"{FIRST} {SECOND}"
    assert left(f"<blockquote>{FIRST}</blockquote><p>{whole}</p>") == ([FIRST, whole], [])
    longer = f"{whole} {'And much more was said on that day in the harbour office by the mayor. ' * 4}".strip()
    assert left(f"<p>{FIRST}</p><p>{SECOND}</p><p>{longer}</p>") == ([FIRST, SECOND, longer], [])


@pytest.mark.parametrize(
    ("html", "roles", "bare"),
    [
        ("<h2>More</h2><p>a<p>b", "hxx", True),
        ("<h2>More</h2><p>a<p>b<h2>Next</h2><p>c", "hxxht", True),
        ("<h2>More</h2><p>a<p>b<p>c", "hxxt", False),
        ("<h2>More</h2><p>a", "hx", False),
        ("<p>More<p>a<p>b", "txx", False),
        (f"<h2>{FIRST * 2}</h2><p>a<p>b", "hxx", False),
    ],
)
def test_a_heading_below_which_all_is_dropped_is_dropped(html, roles, bare):
    _, said = left(html, [BOILERPLATE if role == "x" else BODY for role in roles])
    assert said == ["a heading without any text below it"] * bare


def test_a_lead_may_say_what_the_text_goes_into():
    whole = f"{FIRST} {SECOND}"
    html = f"<p>{whole}</p><p>{FIRST}</p><p>{SECOND}</p>"
    assert left(html, [LEAD, BODY, BODY]) == ([whole, FIRST, SECOND], [])


@pytest.mark.parametrize("data", ['{"layout": 2, "text": "Buy"}', '[{"a": 1}]', "{{banner='/a'}}"])
def test_data_is_no_text(data):
    assert left(f"<p>{FIRST}</p><div>{data}</div>") == ([FIRST], ["data of a script"])


@pytest.mark.parametrize("html", ["<pre>#</pre>", "<p><code>#</code></p>", "<pre><code>#</code></pre>"])
def test_code_that_is_shown_is_no_data(html):
    assert left(html.replace("#", '{"layout": 2}')) == (['{"layout": 2}'], [])


@pytest.mark.parametrize("text", ["[He] said so.", "{a} and {b}", "[1] Ada Quill, Harbours", "{"])
def test_brackets_alone_are_no_data(text):
    assert left(f"<p>{text}</p>") == ([text], [])


def test_other_roles_stay():
    assert left(f"<p>{FIRST}</p><p>{FIRST}</p>", [BODY, CREDIT]) == ([FIRST, FIRST], [])


def test_explaining_says_why(request):
    page = request.config.rootpath / "fixtures" / "twice-de" / "page.html"
    said = {rule for block in explain(page.read_bytes()).blocks for rule, _, _ in block.votes}
    assert {"made up of other blocks", "data of a script"} <= said
