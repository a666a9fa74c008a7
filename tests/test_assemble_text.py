"""Lines that print two things, source lines, and headlines with something around them."""

from dataclasses import replace

import pytest

from newsscrape.assemble.blocks import Placed, build, cut
from newsscrape.assemble.glued import is_credit, source_names, split_credit
from newsscrape.assemble.heading import with_headline
from newsscrape.assemble.images import address, illustrate
from newsscrape.assemble.sources import source_lines
from newsscrape.block import Block, Span
from newsscrape.dom import parse
from newsscrape.label.decode import Label
from newsscrape.label.titles import NO_TITLES, Titles, gather
from newsscrape.metadata import read
from newsscrape.segment import segment

NOTHING = parse("")


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("Reisende warten am Gleis. Foto: Karla Weiss/dpa", "Reisende warten am Gleis.", "Foto: Karla Weiss/dpa"),
        ("The harbour at dawn. (Jane Doe)", "The harbour at dawn.", "(Jane Doe)"),
        ("The rocket on its pad [Example Labs via Nasa]", "The rocket on its pad", "[Example Labs via Nasa]"),
        ("Rivers meet in the far north.Credit: Ana Example/Getty", "Rivers meet in the far north.",
         "Credit: Ana Example/Getty"),
        ("Der Einsatz am vergangenen Montag in der Altstadt / Lorena Muster",
         "Der Einsatz am vergangenen Montag in der Altstadt", "Lorena Muster"),
        ("The mayor (right) and her deputy", "The mayor (right) and her deputy", None),
        ("Es waren 32.7 Grad.Associated Press", "Es waren 32.7 Grad.", "Associated Press"),
        ("Ein Auto steht im Stau. (Symbolfoto)", "Ein Auto steht im Stau. (Symbolfoto)", None),
        ("村の祭りを見る人々＝ＡＰ", "村の祭りを見る人々", "ＡＰ"),
        ("Profits rose by 3.5 percent", "Profits rose by 3.5 percent", None),
        ("Open on Mondays / closed on Sundays", "Open on Mondays / closed on Sundays", None),
        ("Lee Example am Tee. | © Ana Example / Nord", "Lee Example am Tee.", "© Ana Example / Nord"),
        ("(Photo courtesy of the Example Museum / Ana Example)", "(Photo courtesy of the Example Museum / Ana Example)",
         None),
        ("시민들이 항구에서 인사하고 있다. 김가나 기자", "시민들이 항구에서 인사하고 있다.", "김가나 기자"),
        ("渔民在港口修补渔网。李某 摄", "渔民在港口修补渔网。", "李某 摄"),
        ("Ada R. Bloomberg campaigns in a port", "Ada R. Bloomberg campaigns in a port", None),
        ("“A reader in oil.” - ChatGPT Images", "“A reader in oil.” - ChatGPT Images", None),
        ("Abb.: Collage aus Internetbild", "Abb.: Collage aus Internetbild", None),
    ],
)  # fmt: skip
def test_a_caption_gives_up_its_credit(line, caption, credit):
    assert split_credit(line) == (caption, credit)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Jane Doe/REUTERS", True),
        ("© Example GmbH", True),
        ("Ada Lind - stock.adobe.com", True),
        ("Ada Lind, 71 (Image: dpa)", False),
        ("村の祭り＝ＡＰ", False),
        ("Symbolfoto", False),
        ("A quiet street in the old town.", False),
        ("Berlin", False),
    ],
)
def test_a_bare_credit_is_told_from_a_caption(line, expected):
    assert is_credit(line) is expected


def test_names_of_a_source_line():
    assert source_names("Quelle: sid/dpa") == ("sid", "dpa")


def blocks(*pairs):
    return [Block(f"b{i}", role, text) for i, (role, text) in enumerate(pairs)]


@pytest.mark.parametrize(
    ("role", "text", "house", "expected"),
    [
        ("source", "Quelle: dpa", None, ["Quelle: dpa"]),
        ("source", "1.12.2022 | Quelle: Muster Electric | example.de", None, ["Quelle: Muster Electric"]),
        ("source", "Sources: Example Advisor | Example Digest", None, ["Sources: Example Advisor | Example Digest"]),
        ("source", "Associated Press", "AP News", []),
        ("source", "(Reporting by Ana Example, editing by Jon Doe)", None, []),
        ("source", "Additional reporting by Reuters", None, ["Additional reporting by Reuters"]),
        ("paragraph", "Am Abend lief der Verkehr wieder. (APA/dpa)", None, ["(APA/dpa)"]),
    ],
)
def test_source_lines(role, text, house, expected):
    assert [line.text for line in source_lines(blocks((role, text)), house)] == expected


@pytest.mark.parametrize(
    ("printed", "titles", "house", "headline", "kicker"),
    [
        ("Neue Deiche stehen | Küstenblatt", ("Neue Deiche stehen",), None, "Neue Deiche stehen", None),
        ("Neue Deiche stehen – Küstenblatt", (), "Küstenblatt", "Neue Deiche stehen", None),
        ("Neue Deiche – und was sie kosten", (), "Küstenblatt", "Neue Deiche – und was sie kosten", None),
        ("제방 공사… ·봄까지 완공-지역ㅣ해안일보", ("제방 공사… ·봄까지 완공",), None, "제방 공사… ·봄까지 완공", None),
        (": Neue Deiche stehen –", (), None, "Neue Deiche stehen", None),
        ("- „Neue Deiche stehen“", (), None, "„Neue Deiche stehen“", None),
        ("-7 Grad am Deich", (), None, "-7 Grad am Deich", None),
        ("Leben am Meer Neue Deiche stehen seit gestern", ("Neue Deiche stehen seit gestern",), None,
         "Neue Deiche stehen seit gestern", "Leben am Meer"),
        ("What is the best of all dikes?", ("What is the best of all dikes?", "Best of all dikes"), None,
         "What is the best of all dikes?", None),
        ("1. Februar 2022 Neue Deiche stehen seit gestern", ("Neue Deiche stehen seit gestern",), None,
         "1. Februar 2022 Neue Deiche stehen seit gestern", None),
    ],
)  # fmt: skip
def test_what_is_printed_around_a_headline(printed, titles, house, headline, kicker):
    placed = [Placed(Block("b0", "headline", printed), 1, 2), Placed(Block("b1", "paragraph", "Text."), 3, 4)]
    found = {
        p.block.role: p.block.text for p in with_headline(NOTHING, placed, Titles(titles, publishers=(house or "",)))
    }
    assert found["headline"] == headline
    assert found.get("kicker") == kicker


def test_a_page_without_a_headline_block_takes_its_stated_title():
    placed = [Placed(Block("b1", "paragraph", "Text."), 3, 4)]
    assert with_headline(NOTHING, placed, Titles(("Stated",)))[0].block.text == "Stated"
    assert with_headline(NOTHING, placed, Titles(headings=("Printed",)))[0].block.text == "Printed"
    assert with_headline(NOTHING, placed, NO_TITLES) == placed


def test_an_h1_cuts_a_stated_title_but_no_other_heading():
    titles = Titles(("Neue Deiche - Forum", "Neue Deiche – und was sie kosten"), headings=("Neue Deiche",))
    placed = [Placed(Block("b1", "paragraph", "Text."), 3, 4)]
    assert with_headline(NOTHING, placed, titles)[0].block.text == "Neue Deiche"
    head = Placed(Block("b0", "headline", "Neue Deiche – und was sie kosten"), 1, 2)
    assert with_headline(NOTHING, [head], titles)[0].block.text == "Neue Deiche – und was sie kosten"


@pytest.mark.parametrize(
    ("heading", "titles", "headline", "kicker"),
    [
        ('<span class="roofline">Wohnen</span>Mieter kaufen Mühle', (), "Mieter kaufen Mühle", "Wohnen"),
        ('<span class="small">Wohnen</span> Mieter kaufen Mühle', ("Mieter kaufen Mühle",), "Mieter kaufen Mühle",
         "Wohnen"),
        ("<a>Wohnen</a> : „Mieter kaufen Mühle“", ("Uferbote - Mieter kaufen Mühle - Wohnen",),
         "„Mieter kaufen Mühle“", "Wohnen"),
        ('<span class="small">Wohnen</span> Mieter kaufen Mühle', (), "Wohnen Mieter kaufen Mühle", None),
        ('<span class="small">Wohnen</span> Mieter kaufen Mühle', ("Wohnen - Mieter kaufen | Uferbote",),
         "Mieter kaufen Mühle", "Wohnen"),
        ('<span class="small">Uferbote</span> Mieter kaufen Mühle', ("Mieter kaufen | Uferbote",),
         "Uferbote Mieter kaufen Mühle", None),
        ('<span class="highline">Wohnen</span> Mieter kaufen Mühle', (), "Mieter kaufen Mühle", "Wohnen"),
        ('<span class="roofline">3. Mai</span> Mieter kaufen Mühle', (), "3. Mai Mieter kaufen Mühle", None),
        ('<span class="visuallyhidden">Titel:</span> Mieter kaufen Mühle', ("Mieter kaufen Mühle",),
         "Mieter kaufen Mühle", None),
        ('<span class="roofline">Mieter kaufen Mühle</span>', (), "Mieter kaufen Mühle", None),
    ],
)  # fmt: skip
def test_a_heading_whose_first_piece_is_marked(heading, titles, headline, kicker):
    tree = parse(f"<h1>{heading}</h1>")
    (s,) = segment(tree).segments
    placed = [Placed(Block("b0", "headline", s.text), s.element, s.first)]
    found = {p.block.role: p.block.text for p in with_headline(tree, placed, Titles(titles))}
    assert found["headline"] == headline
    assert found.get("kicker") == kicker


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("23.01.2022 - Neue Deiche stehen", "Neue Deiche stehen"),
        ("2022-01-23: Neue Deiche stehen", "Neue Deiche stehen"),
        ("5/11/24 | Neue Deiche stehen", "Neue Deiche stehen"),
        ("2024.4.4 -> 2024.5.0 breaks dikes", "2024.4.4 -> 2024.5.0 breaks dikes"),
        ("7.2.4 dikes for beginners", "7.2.4 dikes for beginners"),
        ("Neue Deiche stehen, 19.5.2007", "Neue Deiche stehen, 19.5.2007"),
    ],
)
def test_a_day_before_a_headline_is_no_part_of_it(printed, expected):
    head = Placed(Block("b0", "headline", printed), 1, 2)
    assert [p.block.text for p in with_headline(NOTHING, [head], NO_TITLES)] == [expected]


@pytest.mark.parametrize(
    ("printed", "host", "expected"),
    [
        (
            "Neue Deiche stehen | Küstenpost Magazin",
            "www.kuestenpost.example",
            "Neue Deiche stehen | Küstenpost Magazin",
        ),
        ("Neue Deiche stehen – West Example News", "shop.west-example.org", "Neue Deiche stehen"),
        ("Neue Deiche stehen | Deiche am Meer.com", "deiche.example", "Neue Deiche stehen | Deiche am Meer.com"),
        ("Neue Deiche stehen | Rest.com", "rest.com", "Neue Deiche stehen | Rest.com"),
        ("Neue Deiche stehen - Rest", "rest.com", "Neue Deiche stehen"),
    ],
)
def test_a_title_loses_the_name_that_its_host_has(printed, host, expected):
    placed = [Placed(Block("b1", "paragraph", "Text."), 3, 4)]
    assert with_headline(NOTHING, placed, Titles((printed,), host=host))[0].block.text == expected
    head = [Placed(Block("b0", "headline", printed), 1, 2)]
    assert with_headline(NOTHING, head, Titles(host=host))[0].block.text == printed


@pytest.mark.parametrize(
    ("heading", "title", "expected"),
    [
        ("Neue Deiche<br>bis zum Winter", "Neue Deiche bis zum Winter", "Neue Deiche bis zum Winter"),
        ("Neue Deiche<br>bis zum Winter", "Neue Deiche: bis zum Winter", "Neue Deiche bis zum Winter"),
        ("Neue Deiche<br>bis zum Winter", "Neue Deiche bis zum Winter | Uferbote", "Neue Deiche bis zum Winter"),
        ("Neue Deiche<br>bis zum Winter", "Neue Deiche", "Neue Deiche"),
    ],
)
def test_a_heading_cut_by_a_line_break_is_whole_where_it_is_stated_so(heading, title, expected):
    tree = parse(f"<h1>{heading}</h1>")
    first, second = (
        Placed(Block(f"b{i}", "headline", s.text), s.element, s.first) for i, s in enumerate(segment(tree).segments)
    )
    assert with_headline(tree, [first], Titles((title,)))[0].block.text == expected
    kicker = first._replace(block=replace(first.block, role="kicker"))
    found = {p.block.role: p.block.text for p in with_headline(tree, [kicker, second], Titles((title,)))}
    assert found == {"kicker": "Neue Deiche", "headline": "bis zum Winter"}


@pytest.mark.parametrize(
    ("printed", "agreed", "host", "expected"),
    [
        ("The Single Post", "New dikes before the winter", "", "New dikes before the winter"),
        ("The Single Post", None, "", "The Single Post"),
        ("All ships wait for a lock", "New dikes before the winter", "", "All ships wait for a lock"),
        ("Our dikes at last", "New dikes before the winter", "", "Our dikes at last"),
        ("The Single Post", "About us", "", "The Single Post"),
        ("Single Post", "New dikes before the winter", "", "Single Post"),
        ("The Single Post", "Shorepost: all of the coast", "www.shorepost.example", "The Single Post"),
    ],
)
def test_a_heading_without_a_word_of_the_titles_gives_way_where_they_agree(printed, agreed, host, expected):
    placed = [Placed(Block("b0", "headline", printed), 1, 2), Placed(Block("b1", "paragraph", "Text."), 3, 4)]
    titles = Titles(("New dikes before the winter | Shorepost",), agreed, host=host)
    found = {p.block.role: p.block.text for p in with_headline(NOTHING, placed, titles)}
    assert found == {"headline": expected, "paragraph": "Text."}


def test_a_lead_that_is_marked_as_a_heading_is_text():
    lead = "Learn which dikes hold and which do not. " * 6
    placed = [Placed(Block("b0", "headline", lead, level=1), 1, 2)]
    found = [(p.block.role, p.block.text) for p in with_headline(NOTHING, placed, Titles(("New dikes",)))]
    assert found == [("headline", "New dikes"), ("paragraph", lead)]
    assert [p.block.role for p in with_headline(NOTHING, placed, NO_TITLES)] == ["headline"]


def test_titles_are_gathered_best_first():
    og = '<meta property="og:title" content="New dikes"><meta name="headline" content="Dikes">'
    tree = parse(f"<head>{og}<title>New dikes | Shorepost</title></head><h1>Dikes!</h1>")
    titles = gather(read(tree, None), "https://www.shorepost.example/1")
    texts = ("New dikes", "New dikes | Shorepost", "Dikes")
    assert titles == Titles(texts, "New dikes", ("Dikes!",), host="www.shorepost.example")
    other = gather(read(parse(f"<head>{og}<title>Shorepost</title></head>"), None), "http://[")
    assert (other.agreed, other.host) == (None, "")


def test_the_parts_of_a_title():
    titles = Titles(("Coast - New dikes | Shorepost",))
    edges = {"coast", "shorepost", "coast new dikes", "new dikes shorepost", "coast new dikes shorepost"}
    assert titles.parts() == {tuple(text.split()) for text in edges}
    assert titles.parts(inner=True) - titles.parts() == {("new", "dikes")}


@pytest.mark.parametrize("printed", [", Thema: Deiche", "• Thema: Deiche •", "Thema: Deiche >", "// Thema: Deiche :"])
def test_a_kicker_loses_what_sets_it_off(printed):
    placed = [Placed(Block("b0", "kicker", printed), 0, 1), Placed(Block("b1", "headline", "Neue Deiche"), 1, 2)]
    assert with_headline(NOTHING, placed, NO_TITLES)[0].block.text == "Thema: Deiche"


def test_a_kicker_is_clean_and_does_not_hold_the_headline():
    span = Span(9, 14, "strong", None)
    head = Placed(Block("b1", "headline", ": Neue Deiche stehen", spans=(Span(2, 6, "strong", None),)), 1, 2)
    kicker = Placed(Block("b0", "kicker", "// An der Küste :", spans=(span,)), 0, 1)
    first, second = (p.block for p in with_headline(NOTHING, [kicker, head], NO_TITLES))
    assert (first.text, second.text) == ("An der Küste", "Neue Deiche stehen")
    assert (first.spans[0].start, second.spans[0].start) == (6, 0)
    trail = kicker._replace(block=Block("b0", "kicker", "Start Nachrichten Neue Deiche stehen"))
    assert [p.block.role for p in with_headline(NOTHING, [trail, head], NO_TITLES)] == ["headline"]


@pytest.mark.parametrize(
    ("srcset", "expected"),
    [
        ("/a.jpg 480w, /b.jpg 1200w", "https://news.example/b.jpg"),
        (
            "https://img.example/a/1408,w/x.jpg 1408w,https://img.example/b.jpg 800w",
            "https://img.example/a/1408,w/x.jpg",
        ),
        ("/a.jpg 1x, /b.jpg 2x", "https://news.example/b.jpg"),
        ("/only.jpg", "https://news.example/only.jpg"),
        ("data:image/gif;base64,R0lGOD 1w, /real.jpg 2w", "https://news.example/real.jpg"),
        ("", "https://news.example/src.jpg"),
    ],
)
def test_the_largest_address_of_a_picture(srcset, expected):
    assert address({"srcset": srcset, "src": "/src.jpg"}, "https://news.example/story") == expected


def test_a_part_of_a_block_keeps_its_links_where_they_are_in_the_part():
    text = "A ship of dpa leaves port. Photo: Ada Quill/dpa"
    link = Span(text.rindex("Ada"), len(text), "link", "https://example.org/dpa")
    whole = Block("b1", "caption", text, spans=(Span(0, 6, "emphasis"), link))
    credit, caption = cut(whole, text[27:]), cut(whole, text[:26])
    assert [credit.text[s.start : s.end] for s in credit.spans] == ["Ada Quill/dpa"]
    assert [caption.text[s.start : s.end] for s in caption.spans] == ["A ship"]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ('<div><span class="title">Squash soup with seeds</span><span class="time">35 min</span></div>',
         "Squash soup with seeds 35 min"),
        ('<div><span class="lead-letter">T</span>he dykes hold.</div>', "The dykes hold."),
        ('<div><span class="author">e</span><span class="label">-paper</span></div>', "e-paper"),
        ('<div><span class="title">新しい橋</span><span class="lead">が開通</span></div>', "新しい橋が開通"),
    ],
    ids=["parts", "drop cap", "hyphen", "no spaces"],
)  # fmt: skip
def test_parts_of_a_block_that_only_style_sheets_set_apart_are_not_glued_together(markup, text):
    tree = parse(markup)
    segments = segment(tree).segments
    labels = [Label("body", 0.9, 0.9, ()) for _ in segments]
    assert [p.block.text for p in build(tree, segments, labels, None)] == [text]


def test_a_picture_repeated_without_words_of_its_own_is_one_picture():
    slide = '<img src="/a.jpg">'
    figure = f"<figure>{slide}<figcaption>A dyke.</figcaption></figure>"
    tree = parse(f'<p>One.</p>{slide}{slide}{figure}<img src="/b.jpg"><p>Two.</p>')
    found = segment(tree)
    roles = {"One.": "body", "A dyke.": "caption", "Two.": "body"}
    placed = build(tree, found.segments, [Label(roles[s.text], 0.9, 0.9, ()) for s in found.segments], None)
    images = illustrate(tree, found.pictures, placed, None, None)[1]
    assert [(i.url, i.caption) for i in images] == [("/a.jpg", None), ("/a.jpg", "A dyke."), ("/b.jpg", None)]


@pytest.mark.parametrize(
    ("role", "text", "expected"),
    [
        ("credit", ". Imagen: Télam", [("credit", "Imagen: Télam")]),
        ("credit", "- © jollier - Agentur Nord", [("credit", "© jollier - Agentur Nord")]),
        ("credit", "©", []),
        ("caption", ": v.l.: Ada Quill und Jane Doe", [("caption", "v.l.: Ada Quill und Jane Doe")]),
        ("caption", "– Wir sind froh, sagt Ada Quill", [("caption", "– Wir sind froh, sagt Ada Quill")]),
        ("caption", "-7 Grad am Deich", [("caption", "-7 Grad am Deich")]),
        ("paragraph", ": und das war es", [("paragraph", ": und das war es")]),
    ],
)
def test_captions_and_credits_begin_with_themselves(role, text, expected):
    tree = parse(f"<p>{text}</p>")
    labels = [Label("body" if role == "paragraph" else role, 0.9, 0.9, ())]
    placed = build(tree, segment(tree).segments, labels, None)
    assert [(p.block.role, p.block.text) for p in placed] == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>It holds (<my-note>1</my-note>). Well.", ["It holds (1). Well."]),
        ("<p>A <my-note><a>new study</a></my-note> says", ["A new study says"]),
        ("<p>Shares of Nord <span><button></button></span>, a shipyard, rose", ["Shares of Nord, a shipyard, rose"]),
        ("<p>One.<br><br>Two.", ["One.", "Two."]),
        ("<p>One.<br><br>Two <button>or</button> three.", ["One.", "Two or three."]),
        ("<p>One</p><p>two", ["One", "two"]),
        ("<p>One<my-note></my-note></p><p>two", ["One", "two"]),
        ("<div>One <my-note>two</my-note> three</div>", ["One", "two", "three"]),
    ],
)
def test_a_paragraph_that_an_element_in_its_line_cuts_is_whole(markup, expected):
    tree = parse(markup)
    segments = segment(tree).segments
    placed = build(tree, segments, [Label("body", 0.9, 0.9, ()) for _ in segments], None)
    assert [p.block.text for p in placed] == expected
