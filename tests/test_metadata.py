"""What a page states of itself, read from its markup; small invented pages."""

import pytest

from newsscrape import extract
from newsscrape.assemble.lines import visible_lines
from newsscrape.dom import parse
from newsscrape.label.decode import Label
from newsscrape.lexicon import name_words
from newsscrape.metadata import choose, read, with_last_resorts
from newsscrape.metadata.labels import labels
from newsscrape.metadata.marks import find_marks
from newsscrape.segment import segment
from stated_page import chosen, claims_of, iso, jsonld, line

# --- JSON-LD


def test_graph_and_references():
    got = chosen(jsonld('{"@graph":[{"@type":"NewsArticle","headline":"H","author":{"@id":"#a"}},'
                        '{"@type":"Person","@id":"#a","name":"Ada Quill"}]}'))  # fmt: skip
    assert got.authors == ("Ada Quill",)
    assert got.type == "NewsArticle"


@pytest.mark.parametrize(
    "author",
    [
        '"Ada Quill"',
        '["Ada Quill"]',
        '{"@type":"Person","name":"Ada Quill"}',
        '[{"@type":"Person","name":"Ada Quill"}]',
        '{"@type":"Person","name":["Ada Quill"]}',
        '{"@type":"Person","givenName":"Ada","familyName":"Quill"}',
        '"Ada &#81;uill"',
    ],
)
def test_an_author_has_many_forms(author):
    assert chosen(jsonld(f'{{"@type":"NewsArticle","author":{author}}}')).authors == ("Ada Quill",)


def test_of_several_articles_the_one_of_this_address_speaks():
    url = "https://www.news.example/b?from=home"
    items = ",".join(
        f'{{"@type":"NewsArticle","url":"http://news.example/{k}/","datePublished":"2024-01-0{n}"}}'
        for k, n in (("a", 1), ("b", 2), ("c", 3))
    )
    assert iso(chosen(jsonld(f"[{items}]"), url=url).published) == "2024-01-02T00:00:00"


def test_of_several_articles_the_one_of_this_headline_speaks():
    items = ",".join(
        f'{{"@type":"NewsArticle","headline":"{title}","datePublished":"2024-01-0{n}"}}'
        for title, n in (("Storm hits the coast", 1), ("Mayor opens the bridge", 2))
    )
    got = chosen(jsonld(f"[{items}]"), "<h1>Mayor opens  the bridge</h1>")
    assert iso(got.published) == "2024-01-02T00:00:00"


@pytest.mark.parametrize(
    "broken",
    [
        '{"@type":"NewsArticle","author":"Ada Quill",}',
        '{"@type":"NewsArticle","author":["Ada Quill",],}',
        '<!-- {"@type":"NewsArticle","author":"Ada Quill"} -->',
        '//<![CDATA[\n{"@type":"NewsArticle","author":"Ada Quill"}\n//]]>',
        '{"@type":"NewsArticle","author":"Ada Quill"};',
        '{"@type":"NewsArticle","author":"Ada Quill","description":"one\ntwo\ttabs"}',
        '{"@type":"NewsArticle","description":"She said "no" to it","author":"Ada Quill"}',
        r'{"@type":"NewsArticle","description":"it\'s","author":"Ada Quill"}',
        "{&quot;@type&quot;:&quot;NewsArticle&quot;,&quot;author&quot;:&quot;Ada Quill&quot;}",
        '{"@type":"WebSite","name":"x"}{"@type":"NewsArticle","author":"Ada Quill"}',
        '{"@type":"WebSite","name":"x"},\n{"@type":"NewsArticle","author":"Ada Quill"}',
    ],
)
def test_broken_scripts_are_repaired(broken):
    assert chosen(jsonld(broken)).authors == ("Ada Quill",)


@pytest.mark.parametrize("hopeless", ['{"@type":', "not json", "[" * 100_000, '{"a":' * 50_000, "x" * 2_000_001])
def test_hopeless_scripts_are_skipped_with_a_warning(hopeless):
    claims = claims_of(jsonld(hopeless) + jsonld('{"@type":"NewsArticle","author":"Ada Quill"}'))
    assert len(claims.warnings) == 1
    assert "script 1" in claims.warnings[0]
    assert choose(claims).authors == ("Ada Quill",)


def test_megabytes_of_nested_nodes_are_read_in_part():
    node = '{"@type":"Thing","mentions":' + '{"@type":"Thing","a":[' * 200 + "1" + "]}" * 200 + "}"
    scripts = "".join(jsonld(f"[{','.join([node] * 150)}]") for _ in range(8))
    got = chosen(scripts + jsonld('{"@type":"NewsArticle","author":"Ada Quill"}'))
    assert len(scripts) > 5_000_000
    assert got.authors == ("Ada Quill",)


def test_other_things_on_the_page_do_not_speak():
    other = '{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","author":"Ben Ross"}]}'
    assert chosen(jsonld(other)).authors == ()


def test_creation_counts_only_without_publication():
    both = '{"@type":"NewsArticle","dateCreated":"2024-01-01","datePublished":"2024-01-05"}'
    assert iso(chosen(jsonld(both)).published) == "2024-01-05T00:00:00"
    assert iso(chosen(jsonld('{"@type":"NewsArticle","dateCreated":"2024-01-01"}')).published) == "2024-01-01T00:00:00"


@pytest.mark.parametrize(
    ("stated", "is_free"),
    [("true", True), ('"False"', False), ('"https://schema.org/True"', True), ('"maybe"', None), ("1", None)],
)
def test_is_free(stated, is_free):
    assert chosen(jsonld(f'{{"@type":"NewsArticle","isAccessibleForFree":{stated}}}')).is_free is is_free


# --- meta, links, marks


def test_opengraph_and_language():
    got = chosen('<meta property="article:published_time" content="2024-05-06T07:08:09Z">'
                 '<meta property="og:locale" content="de_AT"><link rel="canonical" href="/a">',
                 url="https://news.example/x")  # fmt: skip
    assert iso(got.published) == "2024-05-06T07:08:09+00:00"
    assert got.language == "de-AT"
    assert got.canonical_url == "https://news.example/a"


@pytest.mark.parametrize(
    "name",
    ["author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "cXenseParse:author", "byl"],
)
def test_metas_of_authors(name):
    assert chosen(f'<meta name="{name}" content="By Ada Quill">').authors == ("Ada Quill",)


@pytest.mark.parametrize(
    "name",
    ["date", "pubdate", "DC.date.issued", "parsely-pub-date", "sailthru.date", "w-published-date", "published"],
)
def test_metas_of_dates(name):
    assert iso(chosen(f'<meta name="{name}" content="2024-05-06">').published) == "2024-05-06T00:00:00"


@pytest.mark.parametrize("name", ["article:expiration_time", "publisher-id", "unpublished", "viewport"])
def test_metas_of_other_dates(name):
    assert chosen(f'<meta name="{name}" content="2024-05-06">').published is None


def test_authors_of_several_metas_are_one_list():
    head = '<meta name="author" content="Ada Quill"><meta name="author" content="Ben Ross">'
    assert chosen(head).authors == ("Ada Quill", "Ben Ross")


def test_scholarly_names_are_turned():
    assert chosen('<meta name="citation_author" content="Quill, Ada M.">').authors == ("Ada M. Quill",)


def test_labels_of_link_previews():
    head = '<meta name="twitter:label1" content="Verfasst von"><meta name="twitter:data1" content="Ada Quill">'
    assert chosen(head + '<meta name="twitter:data2" content="3 Minuten">').authors == ("Ada Quill",)


@pytest.mark.parametrize(
    ("markup", "source"),
    [
        ('<a rel="author" href="/x">Ada Quill</a>', "rel"),
        ('<span itemprop="author"><span itemprop="name">Ada Quill</span></span>', "microdata"),
        ('<meta itemprop="author" content="Ada Quill">', "microdata"),
        ('<p class="post-author">By Ada Quill</p>', "marked"),
        ('<div id="byline">By Ada Quill</div>', "marked"),
        ('<a href="https://news.example/author/ada-quill">Ada Quill</a>', "link"),
    ],
)
def test_marked_authors(markup, source):
    claims = claims_of(body=f"<h1>Title</h1>{markup}<p>Text.</p>")
    first = claims.of("authors")[0]
    assert (first.source, first.value) == (source, ("Ada Quill",))
    assert choose(claims).authors == ("Ada Quill",)


def test_the_foot_of_an_entry_is_the_article_s_own():
    mark = '<footer class="{}"><div><span class="author">Ada Quill</span></div></footer>'
    assert chosen("", "<h1>T</h1>" + mark.format("site-footer")).authors == ()
    entry = '<h1>T</h1><div class="entry-footer"><span class="author">Ada Quill</span></div>'
    assert chosen("", entry).authors == ("Ada Quill",)


def test_teasers_and_comments_are_no_marks():
    body = '<h1>T</h1><div class="related-posts"><a rel="author" href="/x">Ben Ross</a></div>'
    assert chosen(body=body).authors == ()


def test_the_dates_of_comments_are_no_marks():
    comment = '<div class="comment-list"><time itemprop="datePublished" datetime="2022-07-11T18:56:58Z">x</time></div>'
    assert chosen(body=f"<h1>T</h1><p>Text.</p>{comment}").published is None


@pytest.mark.parametrize(
    "markup",
    [
        '<footer><ul class="footer-nav"><li id="footer-info-lastmod">Zuletzt am 29. Januar 2020 um 13:22 Uhr geändert.'
        "</li></ul></footer>",
        '<p class="last-modified">29 January 2020, 13:22</p>',
        '<meta itemprop="dateUpdate" content="2020-01-29 13:22">',
    ],
)
def test_the_last_change_is_the_date_where_none_of_publication_is_stated(markup):
    got = chosen(body=f"<h1>T</h1><p>Text.</p>{markup}")
    assert iso(got.modified) == "2020-01-29T13:22:00"
    assert iso(got.published) == "2020-01-29T13:22:00"


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="datum"><span>Feb</span> <span>18</span><span>2009</span></div>',
        '<p class="fecha-nota">18 de febrero de 2009</p>',
    ],
)
def test_classes_of_dates_in_other_languages(markup):
    assert iso(chosen(body=f"<h1>T</h1>{markup}<p>Text.</p>").published) == "2009-02-18T00:00:00"


def test_the_body_may_be_named_after_the_day():
    tree = parse('<html><body id="news20190624_k1001"><h1>T</h1><p>Text.</p></body></html>')
    assert iso(choose(read(tree, None)).published) == "2019-06-24T00:00:00"
    other = parse('<html><body class="post-17042019001 page-id-2024"><h1>T</h1><p>Text.</p></body></html>')
    assert choose(read(other, None)).published is None


# --- the state that scripts carry


@pytest.mark.parametrize(
    "script",
    [
        '{"article":{"publishedAt":"2024-01-02T10:00:00Z"}}',
        r'self.push([1,"{\"first_publication_date\":\"2024-01-02T10:00:00Z\"}"])',
        'window.state = {publishDate: 1704189600, "updatedAt": "2024-03-03"}',
        '{"@type":"Article","datePublished":"2024-01-02T10:00:00Z","headline":"Broken "quotes',
        '{"unpublishedAt":"2026-01-01","publishedAt":"2024-01-02T10:00:00Z"}',
    ],
)
def test_scripts_state_a_day_where_nothing_else_does(script):
    got = choose(with_last_resorts(claims_of(body="<h1>T</h1>"), (), f"<script>{script}</script>".encode()))
    assert iso(got.published) == "2024-01-02T10:00:00+00:00"


def test_scripts_that_name_several_days_name_none():
    script = '{"teasers":[{"publishedAt":"2024-01-02"},{"publishedAt":"2024-01-03"}]}'
    assert (
        choose(with_last_resorts(claims_of(body="<h1>T</h1>"), (), f"<script>{script}</script>".encode())).published
        is None
    )


def test_scripts_are_not_asked_where_the_page_states_its_day():
    claims = claims_of('<meta property="article:published_time" content="2024-05-06">')
    assert with_last_resorts(claims, ("Published", "3 May 2024"), b'{"publishedAt":"2024-01-02"}') is claims


@pytest.mark.parametrize(
    ("furniture", "day"),
    [
        (("Home", "Published", "Publish date", "3 May 2024", "Reviewed", "4 June 2024"), "2024-05-03T00:00:00"),
        (("Veröffentlicht am:", "3.5.2024"), "2024-05-03T00:00:00"),
        (("Reviewed", "4 June 2024"), "2024-01-02T00:00:00"),
        (("Published", "by", "us", "4 June 2024"), "2024-01-02T00:00:00"),
    ],
)
def test_a_labelled_day_in_menus_and_footers_is_taken_before_that_of_scripts(furniture, day):
    got = choose(with_last_resorts(claims_of(), furniture, b'{"publishedAt":"2024-01-02"}'))
    assert iso(got.published) == day


def test_few_dates_are_looked_for_in_menus_and_footers():
    undated = ("Published", "3 items")
    for pairs, day in ((20, "2024-05-03T00:00:00"), (30, None)):
        got = choose(with_last_resorts(claims_of(), (*undated * pairs, "Published", "3 May 2024"), b""))
        assert iso(got.published) == day


def test_the_pipeline_asks_scripts_last():
    text = "".join(
        f"<p>The harbour of Quillsea stayed closed on day {k}, its keeper told the council.</p>" for k in range(9)
    )
    page = f'<h1>Harbour closed</h1>{text}<script>window.state={{"publishedAt":"2024-01-02T10:00:00Z"}}</script>'
    assert iso(extract(page).published) == "2024-01-02T10:00:00+00:00"
    head = '<meta property="article:published_time" content="2024-05-06T08:00:00Z">'
    assert iso(extract(head + page).published) == "2024-05-06T08:00:00+00:00"


def test_the_pipeline_tells_what_stands_right_above_the_headline():
    text = "".join(
        f"<p>The harbour of Quillsea stayed closed on day {k}, its keeper told the council.</p>" for k in range(9)
    )
    head = '<meta name="dc.date" content="2020-03-03">' + jsonld('{"@type":"Article","datePublished":"2020-03-03"}')
    above, frame = "<p>7 April 2020</p>", "<p>Boats and harbours</p><p>News of the sea</p>"
    for before, day in ((above, "2020-04-07"), (above + frame, "2020-03-03")):
        page = f"<html><head>{head}</head><body><main>{before}<h1>Harbour closed</h1>{text}</main>"
        assert iso(extract(page).published) == f"{day}T00:00:00"


def test_scripts_cost_linear_time():
    hostile = b"ublish" * 300_000 + b"publishedAt:" * 100_000 + b'"publishedAt":"2024-01-02",' * 50_000
    assert choose(with_last_resorts(claims_of(), (), hostile)).published is None


def test_categories_and_tags_of_links():
    body = '<a rel="category tag" href="/c">Politics</a><a rel="tag" href="/t">#storm</a><a rel="tag" href="/u">sea</a>'
    got = chosen(body=body)
    assert (got.section, got.tags) == ("Politics", ("storm", "sea"))


def test_nothing_stated_gives_nothing():
    got = chosen("")
    assert (got.authors, got.published, got.language, got.is_free) == ((), None, None, None)


# --- language


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta http-equiv="content-language" content="en">', "2026-12-03"),
        ('<meta http-equiv="content-language" content="en"><meta property="og:locale" content="en_GB">', "2026-03-12"),
        (
            '<meta http-equiv="content-language" content="en"><link rel="canonical" href="https://news.example.com.au/a">',
            "2026-03-12",
        ),
        ('<meta http-equiv="content-language" content="en"><meta property="og:locale" content="de_DE">', "2026-12-03"),
    ],
)
def test_the_region_tells_the_order_of_day_and_month(head, day):
    published = chosen(head, lines=(line("Ada Quill - 12/03/2026", "date"),)).published
    assert published is not None
    assert published.value.date().isoformat() == day


def test_a_declared_language_wins_over_a_detected_one():
    prose = line("Die Stadt hat sich für das neue Haus und gegen die alte Brücke entschieden.", "opening", "text")
    assert chosen(lines=(prose,)).language == "de"
    assert chosen('<meta http-equiv="content-language" content="en">', lines=(prose,)).language == "en"


@pytest.mark.parametrize(
    "name",
    "author autor auteur byline date datum fecha lastmod meta-info modified posted publish time writer".split(),
)
def test_an_element_is_marked_by_a_part_of_its_class_wherever_it_stands(name):
    for given in (name, f"x{name}", f"{name}-x", f"aut-da-{name.upper()}y"):
        assert [m.text for m in find_marks(parse(f'<p class="{given}">Ada</p><p class="aut da-t">Bo</p>'))] == ["Ada"]


@pytest.mark.parametrize("key", ["by", "author_stem", "label_with_colon", "article", "done", "work"])
def test_a_line_that_says_by_is_told_by_its_first_letters(key):
    """The short way and the pattern agree on every phrase, whatever its letter case."""
    for phrase in sorted(name_words(key)):
        for line_ in (f"{phrase} Ada", f"{phrase}: Ada", f"{phrase} by Ada", f"{phrase} neu von Ada", f"Neu {phrase}"):
            for text in (line_, line_.upper(), line_.capitalize()):
                assert labels().says_by(text) == (labels().by.match(text) is not None), text


def test_without_a_headline_the_lines_above_the_text_are_asked_for_a_date():
    text = "<p>Apr 7, 2009</p><p>maudlin</p><p>Overly sentimental.</p>"
    cut = segment(parse("<p>Links</p>" * 20 + text + "<p>More</p>" * 20))
    names = {"maudlin": "body", "Overly sentimental.": "body"}
    found = [Label(names.get(s.text, "boilerplate"), 1, 1) for s in cut.segments]
    assert "Apr 7, 2009" in {line.text for line in visible_lines(cut.segments, found, ())}
