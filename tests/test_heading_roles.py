"""Which block becomes headline, kicker or credit when the model's probabilities are given."""

import re

import numpy as np
import pytest

from newsscrape.dom import parse
from newsscrape.label.context import _NAMES, _roles_of
from newsscrape.label.decode import decode
from newsscrape.label.evidence import Evidence
from newsscrape.label.features import featurize
from newsscrape.label.heading import Lines, keep_one_headline, keep_one_kicker
from newsscrape.label.model import CLASSES, Verdict
from newsscrape.label.titles import gather
from newsscrape.label.votes import cast
from newsscrape.metadata import read as read_claims
from newsscrape.segment import segment
from stated_page import jsonld

OG = '<meta property="og:title" content="Neue Deiche bis zum Winter">'
LINK = '<a href="/s">Die Küste</a>'


def read(html, url=None, **given):
    """The blocks of a page, and their probabilities: those given by role and text, else boilerplate."""
    tree = parse(html)
    cut = segment(tree)
    p = np.zeros((len(cut.segments), len(CLASSES)), np.float32)
    p[:, CLASSES.index("boilerplate")] = 0.01
    for role, texts in given.items():
        for i, s in enumerate(cut.segments):
            for text, value in texts.items():
                if s.text.startswith(text):
                    p[i, CLASSES.index(role)] = value
    return Lines(tree, cut.segments, featurize(tree, cut, Evidence()), gather(read_claims(tree, url), url)), p


def chosen(lines, p, role):
    return [s.text for s, row in zip(lines.segments, p, strict=True) if row[CLASSES.index(role)] == 1]


def headlines(html, chances, url=None):
    """The headline that a page keeps, where the blocks that begin with some words are as likely as given."""
    lines, p = read(html, url, headline=chances)
    keep_one_headline(p, lines)
    return chosen(lines, p, "headline")


@pytest.mark.parametrize(
    ("head", "first", "expected"),
    [
        (OG, "Detailansicht", "Neue Deiche bis zum Winter"),
        ("<title>Küstenblatt | Politik | Neue Deiche bis zum Winter</title>", "Politik", "Neue Deiche bis zum Winter"),
        ("", "Detailansicht", "Detailansicht"),
        (OG + "<title>Detailansicht: Neue Deiche bis zum Winter</title>", "Detailansicht", "Detailansicht"),
        ('<meta property="og:title" content="Deiche: was der Winter bringt">' + OG, "Was der Winter bringt",
         "Was der Winter bringt"),
        (OG + jsonld('{"@type": "NewsArticle", "headline": "Das Land baut"}'), "Das Land baut", "Das Land baut"),
    ],
)  # fmt: skip
def test_a_heading_that_has_nothing_of_the_stated_titles_gives_way(head, first, expected):
    html = f"<head>{head}</head><h1>{first}</h1><h2>Neue Deiche bis zum Winter</h2>"
    assert headlines(html, {first: 0.95, "Neue": 0.85}) == [expected]


@pytest.mark.parametrize(
    ("title", "rival", "expected"),
    [
        ("Uferbote | Serien - Neue Deiche bis zum Winter", 0.35, "Neue Deiche bis zum Winter"),
        ("Uferbote | Serien - Neue Deiche bis zum Winter", 0.25, "Neue Deiche bis zum Winter"),
        ("Uferbote | Serien - Neue Deiche bis zum Winter", 0.08, "Flaschenpost!"),
        ("Uferbote | Serien - Jetzt neue Deiche bis zum Winter", 0.25, "Flaschenpost!"),
        ("Uferbote | Mehr neue Deiche bis zum Winter", 0.35, "Flaschenpost!"),
    ],
)
def test_a_series_name_gives_way_to_a_heading_that_is_word_for_word_what_a_title_has(title, rival, expected):
    html = f"<title>{title}</title><h1>Flaschenpost!</h1><h2>Neue Deiche bis zum Winter</h2>"
    assert headlines(html, {"Flaschenpost": 0.95, "Neue": rival}) == [expected]


@pytest.mark.parametrize(
    ("border", "below", "expected"),
    [
        (" | ", "Neue Deiche stehen", "Neue Deiche stehen"),
        (" | ", "Neue Deiche fehlen", "Neue Deiche stehen | Küste | Klinik am Deich"),
        (": ", "Neue Deiche stehen", "Neue Deiche stehen: Küste: Klinik am Deich"),
    ],
)
def test_a_title_with_its_house_gives_way_to_the_same_printed_without(border, below, expected):
    title = f"Neue Deiche stehen{border}Küste{border}Klinik am Deich"
    html = f"<title>{title}</title><h1>{title}</h1><h2>{below}</h2>"
    assert headlines(html, {below: 0.7, title: 0.9}) == [expected]


@pytest.mark.parametrize("title", ["Wetter | Deiche", "Wetter | Der Winter"])
def test_a_word_that_a_title_has_is_too_little_against_a_likely_heading(title):
    assert headlines(f"<title>{title}</title><h1>Bilder</h1><h2>Deiche</h2>", {"Bilder": 0.9, "Deiche": 0.25}) == [
        "Bilder"
    ]


@pytest.mark.parametrize(
    ("title", "first", "expected"),
    [
        ("Neue Deiche bis zum Winter | Uferbote", "<p>THEMA: Neue Deiche", "Neue Deiche"),
        ("Neue Deiche bis zum Winter | Uferbote", "<h2>THEMA: Neue Deiche", "THEMA: Neue Deiche"),
        ("Das Thema: Neue Deiche am Meer", "<p>THEMA: Neue Deiche", "THEMA: Neue Deiche"),
    ],
)
def test_a_heading_in_lines_that_is_a_title_as_a_whole_wins_over_what_is_no_heading(title, first, expected):
    html = f"<title>{title}</title><div>{first}</div><h1>Neue Deiche<br>bis zum<br>Winter</h1>"
    assert headlines(html, {"THEMA": 0.7, "Neue": 0.4, "bis": 0.3}) == [expected]


TRAIL = '<li><a href="/">Start</a></li><li><h1>Deiche: Bau bis zum Winter</h1></li>'


@pytest.mark.parametrize(
    ("trail", "below", "expected"),
    [
        (f"<nav><ol>{TRAIL}</ol></nav>", 0.6, "Neue Deiche"),
        (f'<ol class="m-breadcrumb__list">{TRAIL}</ol>', 0.6, "Neue Deiche"),
        (f'<ol typeof="BreadcrumbList">{TRAIL}</ol>', 0.6, "Neue Deiche"),
        (f"<ol>{TRAIL}</ol>", 0.6, "Deiche: Bau bis zum Winter"),
        (f"<nav><ol>{TRAIL}</ol></nav>", 0.4, "Deiche: Bau bis zum Winter"),
    ],
)
def test_a_trail_that_ends_with_a_heading_gives_way_to_the_heading_below(trail, below, expected):
    html = f"<title>Deiche: Bau bis zum Winter</title>{trail}<article><h2>Neue Deiche</h2></article>"
    assert headlines(html, {"Deiche:": 0.98, "Neue": below}) == [expected]


@pytest.mark.parametrize(
    ("below", "chance", "expected"),
    [
        ("Am Meer: Bau der Deiche bis zum Winter", 0.15, "Am Meer: Bau der Deiche bis zum Winter"),
        ("Am Meer: Bau der Deiche bis zum Winter", 0.05, "Deiche: Bau bis zum Winter"),
        ("Möwen am Meer werden bis zum Abend gezählt", 0.15, "Deiche: Bau bis zum Winter"),
    ],
)
def test_below_a_trail_an_unlikely_heading_is_the_headline_if_it_reads_like_a_title(below, chance, expected):
    html = f"<title>Deiche: Bau bis zum Winter</title><nav><ol>{TRAIL}</ol></nav><article><h2>{below}</h2></article>"
    assert headlines(html, {"Deiche:": 0.98, below: chance}) == [expected]


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ("<h2>Streit am Meer : Neue Deiche bis zum Winter</h2>", "Streit am Meer : Neue Deiche bis zum Winter"),
        ("<p>Streit am Meer: Neue Deiche bis zum Winter</p>", "Neue Deiche bis zum Winter"),
        ("<h2>Neue Deiche bis zum Winter: ein Streit</h2>", "Neue Deiche bis zum Winter"),
        ("<p>Wetter</p><h2>Streit: Neue Deiche bis zum Winter</h2>", "Neue Deiche bis zum Winter"),
        ("", "Neue Deiche bis zum Winter"),
    ],
)  # fmt: skip
def test_a_heading_that_has_its_kicker_the_second_time_is_the_headline(below, expected):
    html = f"<div><h1>Neue Deiche bis zum Winter</h1></div>{below}"
    assert headlines(html, {"Neue": 0.98, "Neue Deiche bis zum Winter:": 0.01}) == [expected]


HOUSE = '<meta property="og:site_name" content="Blog vom Deich"><title>Blog vom Deich » Neue Deiche</title>'


@pytest.mark.parametrize(
    ("head", "url", "first", "expected"),
    [
        (HOUSE, None, "Blog vom Deich", "Neue Deiche"),
        ("<title>Der Uferbote » Neue Deiche</title>", "https://uferbote.example/1", "Der Uferbote", "Neue Deiche"),
        ("<title>uferbote.example Neue Deiche</title>", "https://uferbote.example/1", "uferbote.example",
         "Neue Deiche"),
        ("<title>Der Uferbote » Neue Deiche</title>", "https://blog.example/1", "Der Uferbote", "Der Uferbote"),
        ("<title>Der Uferbote</title>", "https://uferbote.example/1", "Der Uferbote", "Der Uferbote"),
    ],
)  # fmt: skip
def test_the_name_of_the_house_gives_way_to_what_its_title_goes_on_with(head, url, first, expected):
    assert headlines(f"<head>{head}</head><h1>{first}</h1><h2>Neue Deiche</h2>", {first: 0.7, "Neue": 0.2}, url) == [
        expected
    ]


@pytest.mark.parametrize(
    ("title", "second", "expected"),
    [
        ("uferbote.example Neue Deiche", "<h3>Neue Deiche</h3>", "Neue Deiche"),
        ("Neue Deiche uferbote.example", "<h3>Neue Deiche</h3>", "Neue Deiche"),
        ("uferbote.example Neue Deiche", "<p>Neue Deiche</p>", "uferbote.example"),
        ("uferbote.example: Klub Uferbote", "<h3>Klub Uferbote</h3>", "uferbote.example"),
        ("uferbote.example", "<h3>Neue Deiche</h3>", "uferbote.example"),
    ],
)
def test_what_a_title_has_beside_the_house_is_the_headline_however_unlikely(title, second, expected):
    html = f"<title>{title}</title><h1>uferbote.example</h1>{second}"
    assert headlines(html, {"uferbote": 0.4}, "https://uferbote.example/1") == [expected]


@pytest.mark.parametrize(("title", "is_kept"), [("Uferbote", True), ("Neue Deiche | Uferbote", False)])
def test_a_doubtful_heading_is_kept_where_only_the_house_is_stated(title, is_kept):
    assert (
        headlines(f"<title>{title}</title><h2>Fahrplan</h2>", {"Fahrplan": 0.11}, "https://uferbote.example")
        == ["Fahrplan"] * is_kept
    )


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Neue Deiche stehen - Leben am Meer und an der See", "Neue Deiche stehen"),
        ("Leben am Meer und an der See - Neue Deiche stehen", "Leben am Meer und an der See"),
        ("Leben am Meer und an der See", "Leben am Meer und an der See"),
    ],
)
def test_what_a_title_has_first_is_the_headline_below_what_it_has_last(title, expected):
    html = f"<title>{title}</title><h1>Leben am Meer und an der See</h1><h2>Neue Deiche stehen</h2>"
    assert headlines(html, {"Leben": 0.9, "Neue": 0.2}) == [expected]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ('<span class="kicker">Streit am Meer</span>: Mehr Geld für Deiche', ": Mehr Geld für Deiche"),
        ('Streit am Meer: <span class="topline">Mehr Geld für Deiche</span>', "Mehr Geld für Deiche"),
        ('Streit am Meer <span class="headline">Mehr Geld für Deiche</span>', "Mehr Geld für Deiche"),
        ('Streit am Meer <span class="subheadline">Mehr Geld für Deiche</span>', "Streit am Meer"),
        ('Streit am Meer: <span class="topline">, Thema: Deiche</span>', "Streit am Meer:"),
        ('<span class="kicker">Streit am Meer</span><span> – Mehr Geld für Deiche</span>', "– Mehr Geld für Deiche"),
        ('<div><b class="kicker">Streit am Meer</b></div><b class="is">: </b><b class="headline">Viel Geld</b>',
         "Viel Geld"),
        ('<div><b class="kicker">Streit am Meer</b></div><i class="x">: </i>', "Streit am Meer"),
    ],
)  # fmt: skip
def test_what_a_heading_marks_as_its_beginning_is_no_headline(heading, expected):
    assert headlines(f"<h1>{heading}</h1>", {"Streit": 0.8, ": Mehr": 0.3}) == [expected]


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("<div>Die Küste</div>", ["Die Küste"]),
        (f"<div>{LINK}</div>", []),
        ("<section><div><p>Die Küste</p></div></section>", []),
        ("<div>vor 2 Stunden</div>", []),
        ("<div>/</div>", []),
    ],
)
def test_a_kicker_stands_right_before_the_headline(before, expected):
    lines, p = read(f"<header>{before}<h1>Neue Deiche</h1></header>", headline={"Neue": 1})
    p[:, CLASSES.index("kicker")] = 0.05
    p[p[:, 0] == 0, CLASSES.index("kicker")] = 0
    keep_one_kicker(p, lines)
    assert chosen(lines, p, "kicker") == expected


@pytest.mark.parametrize(
    ("text", "is_kicker"),
    [
        ("by", False), ("in", False), ("10 min read", False), ("5 Min. Lesezeit", False), ("Jun 17", False),
        ("Aug", False), ("Март", False), ("https://news.example/a", False), ("IT", True), ("May Day parade", True),
        ("Live", True), ("政治", True), ("7 Tage Küste", True), ("Filed under", False), ("Anmelden", False),
        ("Weiter »", False), ("Advertorial", True),
    ],
)  # fmt: skip
def test_a_particle_a_day_an_address_a_time_of_reading_and_a_button_are_no_kicker(text, is_kicker):
    lines, p = read(f"<p>{text}</p><h1>Deiche</h1>", headline={"Deiche": 1}, kicker={text: 0.9})
    keep_one_kicker(p, lines)
    assert chosen(lines, p, "kicker") == [text] * is_kicker


def test_a_credit_before_the_headline_is_no_kicker():
    lines, p = read(
        "<div>Ada Lind</div><h1>Deiche</h1>", headline={"Deiche": 1}, kicker={"Ada": 0.3}, credit={"Ada": 0.4}
    )
    keep_one_kicker(p, lines)
    assert chosen(lines, p, "kicker") == []


PAGE = """<h1>Neue Deiche</h1><div class="article-author">Ada Lind<div class="article-author__source">dpa</div></div>
<figure><figcaption class="caption">Ein Bagger.<span class="caption-credit">Ole Reimann</span></figcaption></figure>
<p>Das Land erneuert die Deiche an der Küste schon in diesem Jahr, sagte die Ministerin am Dienstag.</p>"""


def test_votes_know_a_credit_by_its_own_name_and_no_byline():
    lines, p = read(PAGE, headline={"Neue": 0.9}, body={"Das Land": 0.9}, credit={"dpa": 0.5})
    votes = cast(p, lines.tree, lines.segments, lines.seen)
    found = {(lines.segments[v.block].text, v.role): v.weight for v in votes}
    assert found["Ole Reimann", "credit"] > found["Ein Bagger.", "caption"] > 0
    assert ("Ole Reimann", "caption") not in found
    assert found["dpa", "credit"] < 0


@pytest.mark.parametrize(("role", "is_sure"), [("boilerplate", True), ("body", False), ("credit", False)])
def test_a_name_counts_less_where_the_model_is_of_another_mind(role, is_sure):
    lines, p = read(PAGE, headline={"Neue": 0.9}, body={"Das Land": 0.9})
    p[[s.text == "Ein Bagger." for s in lines.segments], CLASSES.index(role)] = 0.8
    votes = cast(p, lines.tree, lines.segments, lines.seen)
    (weight,) = (v.weight for v in votes if v.role == "caption")
    assert (weight >= 0.5) is is_sure


def test_what_follows_a_credit_after_a_slash_is_one():
    spans = '<span class="credit">Foto: Ada Lind</span> <span class="agency">/Nord</span>'
    lines, p = read(
        f"<h1>Deiche</h1><figcaption>{spans}</figcaption>",
        headline={"Deiche": 0.9},
        credit={"Foto": 0.9},
        boilerplate={"/Nord": 0.6},
    )
    labels = decode(Verdict(p, 0.9), lines.tree, lines.segments, lines.seen)
    assert [label.name for label in labels] == ["headline", "credit", "credit"]
    p[2, CLASSES.index("body")] = 0.9
    assert decode(Verdict(p, 0.9), lines.tree, lines.segments, lines.seen)[2].name == "body"


def test_a_button_an_agency_or_a_sentence_is_no_kicker():
    for text in ("Akzeptieren und weiter", "dpa-Meldung", "Wenn Sie über Links kaufen, erhalten wir etwas Geld."):
        lines, p = read(f"<div>{text}</div><h1>Deiche</h1>", headline={"Deiche": 0.9}, kicker={text: 0.5})
        labels = decode(Verdict(p, 0.9), lines.tree, lines.segments, lines.seen)
        assert "kicker" not in {label.name for label in labels}


def test_a_long_sentence_is_no_date_line():
    sentence = (
        "Am 31.10.2023 gegen 23:40 Uhr brach in der Nordstraße jemand ein, den der Hund des Hauses gleich vertrieb."
    )
    for text, role in ((sentence, "body"), ("Am 31.10.2023 gegen 23:40 Uhr.", "date")):
        lines, p = read(f"<h1>Deiche</h1><p>{text}</p>", headline={"Deiche": 0.9}, date={text: 0.6}, body={text: 0.05})
        assert decode(Verdict(p, 0.9), lines.tree, lines.segments, lines.seen)[1].name == role


@pytest.mark.parametrize("role", _NAMES)
def test_the_short_look_at_a_name_misses_none_that_speaks_for_a_role(role):
    pattern = _NAMES[role]
    words = re.findall(r"[a-z]{3,}", pattern.pattern)
    names = {f"{a}{b}{c}" for a in words for b in ("", "-", "s_") for c in words} | {w.title() for w in words}
    speaking = {name for name in names if pattern.search(name)}
    assert len(speaking) > len(words)
    assert all(role in _roles_of(name) for name in speaking)
