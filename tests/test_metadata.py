"""What a page states of itself, and which statement wins; small invented pages."""

import pytest

from newsscrape.dom import parse
from newsscrape.metadata import Line, choose, read, with_lines


def claims_of(head: str = "", body: str = "", url: str | None = None, lines: tuple[Line, ...] = ()):
    tree = parse(f"<html><head>{head}</head><body>{body}</body></html>")
    return with_lines(read(tree, url), lines)


def chosen(head: str = "", body: str = "", url: str | None = None, lines: tuple[Line, ...] = ()):
    return choose(claims_of(head, body, url, lines), url=url)


def jsonld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def line(text: str, role: str = "byline", place: str = "head", index: int = 3) -> Line:
    return Line(text, role, place, index)  # type: ignore[arg-type]


def iso(when) -> str | None:
    return when.value.isoformat() if when else None


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


def test_categories_and_tags_of_links():
    body = '<a rel="category tag" href="/c">Politics</a><a rel="tag" href="/t">#storm</a><a rel="tag" href="/u">sea</a>'
    got = chosen(body=body)
    assert (got.section, got.tags) == ("Politics", ("storm", "sea"))


def test_nothing_stated_gives_nothing():
    got = chosen("")
    assert (got.authors, got.published, got.language, got.is_free) == ((), None, None, None)


# --- who wins: authors


def test_sources_that_agree_outvote_one():
    head = jsonld('{"@type":"NewsArticle","author":"Web Desk Import"}') + '<meta name="author" content="Ada Quill">'
    body = '<h1>T</h1><a rel="author" href="/x">Ada Quill</a>'
    assert chosen(head, body, lines=(line("By Ada Quill"),)).authors == ("Ada Quill",)


def test_the_publisher_gives_way_to_a_person_and_stands_alone():
    head = jsonld('{"@type":"NewsArticle","author":"Example News","publisher":{"name":"Example News"}}')
    assert chosen(head).authors == ("Example News",)
    assert chosen(head, lines=(line("By Ada Quill"),)).authors == ("Ada Quill",)


def test_a_name_that_begins_with_the_is_a_house():
    body = '<h1>T</h1><span class="author">Ada Quill</span>'
    assert chosen("", body, lines=(line("The Lighthouse"),)).authors == ("Ada Quill",)
    assert chosen(lines=(line("The Lighthouse"),)).authors == ("The Lighthouse",)


def test_a_longer_list_wins_where_more_support_it():
    head = jsonld('{"@type":"NewsArticle","author":["Ada Quill","Ben Ross"]}')
    body = '<h1>T</h1><a rel="author" href="/x">Ada Quill</a>'
    assert chosen(head, body, lines=(line("By Ada Quill and Ben Ross"),)).authors == ("Ada Quill", "Ben Ross")


def test_bylines_below_the_text_come_after_those_at_the_headline():
    lines = (line("By Ada Quill"), line("By Ben Ross", place="end", index=40))
    assert chosen(lines=lines).authors == ("Ada Quill",)


def test_a_line_that_says_by_needs_no_label():
    assert chosen(lines=(line("Written by Ada Quill", role="boilerplate"),)).authors == ("Ada Quill",)
    assert chosen(lines=(line("Autorin: Ada Quill", role="boilerplate", place="end"),)).authors == ("Ada Quill",)


def test_below_the_text_a_bare_by_is_another_story():
    assert chosen(lines=(line("By Ben Ross", role="boilerplate", place="end"),)).authors == ()


def test_names_beside_a_date():
    assert chosen(lines=(line("Ada Quill | Senior Writer | July 2, 2025", role="date"),)).authors == ("Ada Quill",)
    assert chosen(lines=(line("Posted in Sea by ada on May 3, 2024", role="date"),)).authors == ("ada",)


def test_a_date_line_that_says_posted_by_counts_below_the_text_too():
    posted = line("Posted by Ada Quill on 2024-05-03 in sea. Tags: sea", role="date", place="end", index=40)
    assert chosen(lines=(posted,)).authors == ("Ada Quill",)
    reply = line("Kommentar von Ben Ross, 3. Mai 2024", role="date", place="end", index=41)
    assert chosen(lines=(reply,)).authors == ()


def test_a_count_of_comments_is_no_part_of_the_name():
    assert chosen(lines=(line("3. Mai 2024 von Ada Quill Ein Kommentar", role="date"),)).authors == ("Ada Quill",)


@pytest.mark.parametrize("label", ["Written by", "By", "Author", "Von:", "3. Mai 2024 · von"])
def test_a_label_may_be_a_block_above_the_name(label):
    lines = (line(label, "boilerplate", "end", 40), line("Ada Quill", "boilerplate", "end", 41))
    assert chosen(lines=lines).authors == ("Ada Quill",)


def test_a_line_that_ends_in_by_is_a_label_only_after_a_date():
    lines = (
        line("Protect your boats by", "boilerplate", "end", 40),
        line("Learning about ropes", "boilerplate", "end", 41),
    )
    assert chosen(lines=lines).authors == ()


def test_a_label_speaks_of_the_next_block_only():
    lines = (line("Author", "boilerplate", "end", 40), line("Ben Ross", "boilerplate", "end", 42))
    assert chosen(lines=lines).authors == ()


@pytest.mark.parametrize(
    "text",
    [
        "Ein Beitrag geteilt von Ben Ross (@benross)",
        "Owned by Example Hotels",
        "Bylaws",
        "From Example, the free encyclopedia",
        "Author: Ben Ross Released: 2024 Genre: Fiction by Example Books",
    ],
)
def test_what_says_by_and_is_no_byline(text):
    assert chosen(lines=(line(text, role="boilerplate"),)).authors == ()


def test_the_publisher_beside_a_person_is_left_out():
    head = '<meta property="og:site_name" content="Example Daily">'
    assert chosen(head, lines=(line("Ada Quill, Example Daily"),)).authors == ("Ada Quill",)


def test_the_raw_byline_stays_beside():
    assert chosen(lines=(line("Von Ada Quill, Senior Editor"),)).byline_raw == "Von Ada Quill, Senior Editor"


# --- who wins: dates


def test_the_printed_day_wins_over_one_stated():
    head = '<meta itemprop="datePublished" content="2024-01-09">'
    assert iso(chosen(head, lines=(line("3 January 2024", "date"),)).published) == "2024-01-03T00:00:00"


def test_several_statements_win_over_a_printed_update():
    head = jsonld('{"@type":"NewsArticle","datePublished":"2024-01-02T10:00:00Z"}')
    head += '<meta property="article:published_time" content="2024-01-02T10:00:00Z">'
    got = chosen(head, lines=(line("Updated: 5 February 2024", "date"),))
    assert iso(got.published) == "2024-01-02T10:00:00+00:00"


def test_a_shown_change_is_the_date_where_only_jsonld_states_another():
    head = jsonld('{"@type":"NewsArticle","datePublished":"2020-01-02T10:00:00Z","dateModified":"2024-02-05"}')
    updated = line("Updated: 5 February 2024", "date")
    assert iso(chosen(head, lines=(updated,)).published) == "2024-02-05T00:00:00"
    shown = line("First published 2 January 2020", "boilerplate")
    assert iso(chosen(head, lines=(updated, shown)).published) == "2020-01-02T10:00:00+00:00"


def test_a_later_day_in_the_page_s_frame_gives_way_where_the_stated_one_is_shown():
    head = '<meta name="date" content="2017-05-01T17:05:00+0200">'
    lines = (line("Wednesday, 26 February 2020", "date"), line("Essays 1 May 2017", "boilerplate"))
    assert iso(chosen(head, lines=lines).published) == "2017-05-01T17:05:00+02:00"


def test_a_change_on_the_day_of_publication_does_not_count_against_it():
    head = jsonld(
        '{"@type":"NewsArticle","datePublished":"2024-01-02T10:00:00Z","dateModified":"2024-01-02T11:00:00Z"}'
    )
    other = line("31 October 2023", "date", "text")
    assert iso(chosen(head, lines=(other,)).published) == "2024-01-02T10:00:00+00:00"


def test_the_issue_of_a_daily_paper_carries_tomorrow_s_date():
    head = jsonld('{"@type":"NewsArticle","datePublished":"2024-04-25T19:30:04+02:00"}')
    printed = line("Ausgabe vom 26.04.2024, Seite 1", "date")
    assert iso(chosen(head, lines=(printed,)).published) == "2024-04-25T19:30:04+02:00"
    timed = line("26.04.2024, 9:10 Uhr", "date")
    assert iso(chosen(head, lines=(timed,)).published) == "2024-04-26T09:10:00"


def test_of_unlabelled_dates_the_first_speaks():
    body = '<h1>T</h1><time datetime="2018-09-27T14:51:09+0200">27. September 2018</time>'
    lines = (
        line("Started 27 September 2018", "boilerplate", "head", 4),
        line("28 June 2014", "boilerplate", "head", 6),
        line("27 September 2018", "boilerplate", "end", 40),
    )
    assert iso(chosen("", body, lines=lines).published) == "2018-09-27T14:51:09+02:00"


def test_the_day_of_an_event_is_not_that_of_publication():
    head = '<meta property="article:published_time" content="2019-11-27T15:21:21+01:00">'
    got = chosen(head, lines=(line("Termin: 21.02.2020, 19 Uhr", "date"),))
    assert iso(got.published) == "2019-11-27T15:21:21+01:00"


def test_what_stands_unlabelled_in_the_text_does_not_count_against_its_day():
    body = (
        '<meta itemprop="datePublished" content="01/01/2004"><h1>T</h1>'
        '<meta itemprop="dateModified" content="06/13/2019"><p class="date">June 13, 2019</p>'
    )
    lines = (line("Updated June 13, 2019", "boilerplate", "text", 20),)
    assert iso(chosen("", body, lines=lines).published) == "2019-06-13T00:00:00"


def test_a_date_with_full_stops_settles_one_with_strokes():
    head = '<meta name="date" content="11/01/2023 12:43:42"><meta http-equiv="content-language" content="de">'
    got = chosen(head, lines=(line("Erstellt am: 01.11.2023", "date", "end"),))
    assert iso(got.published) == "2023-11-01T12:43:42"


def test_the_elected_day_takes_its_time_from_the_best_source():
    head = jsonld('{"@type":"NewsArticle","datePublished":"2024-01-02T10:00:00+01:00"}')
    got = chosen(head, lines=(line("2. Januar 2024, 9:30 Uhr", "date"),))
    assert iso(got.published) == "2024-01-02T10:00:00+01:00"


def test_a_wall_clock_takes_the_zone_another_source_states():
    head = '<meta name="date" content="2024-01-02 10:00"><meta property="article:published_time" content="{}">'
    got = chosen(head.format("2024-01-02T10:00:20+01:00"))
    assert iso(got.published) == "2024-01-02T10:00:20+01:00"


def test_a_printed_clock_tells_the_zone_of_a_time_in_utc():
    head = '<meta property="article:published_time" content="2024-02-25T02:25:54Z">'
    got = chosen(head, lines=(line("February 24, 2024 | 9:25pm", "date"),)).published
    assert got is not None
    assert (got.value.isoformat(), got.tz) == ("2024-02-24T21:25:54-05:00", "inferred")


def test_the_address_and_the_opening_of_the_text_name_days():
    assert iso(chosen(url="https://news.example/2024/03/05/story").published) == "2024-03-05T00:00:00"
    opening = line("Pressemitteilung vom 25. Januar 2022 | Berlin – Die Stadt", "opening", "text")
    assert iso(chosen(lines=(opening,)).published) == "2022-01-25T00:00:00"
    prose = line("Am 25. Januar 2022 kam die Flut in die Stadt und blieb.", "opening", "text")
    assert chosen(lines=(prose,)).published is None


def test_a_date_in_numbers_is_read_as_another_source_tells():
    lines = (line("03/10/2023", "date"),)
    assert iso(chosen('<meta http-equiv="content-language" content="en">', lines=lines).published) == (
        "2023-03-10T00:00:00"
    )
    got = chosen(url="https://news.example/2023/october/03/story", lines=lines)
    assert iso(got.published) == "2023-10-03T00:00:00"


def test_what_was_modified_was_published():
    assert iso(chosen('<meta property="article:modified_time" content="2024-05-06">').published) == (
        "2024-05-06T00:00:00"
    )


# --- language


def test_a_declared_language_wins_over_a_detected_one():
    prose = line("Die Stadt hat sich für das neue Haus und gegen die alte Brücke entschieden.", "opening", "text")
    assert chosen(lines=(prose,)).language == "de"
    assert chosen('<meta http-equiv="content-language" content="en">', lines=(prose,)).language == "en"
