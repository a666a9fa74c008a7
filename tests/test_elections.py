"""Which of a page's statements on authors and dates wins; small invented pages."""

import pytest

from stated_page import chosen, iso, jsonld, line

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


def test_an_agency_that_jsonld_names_as_one_of_the_authors_stays():
    head = jsonld('{"@type":"NewsArticle","author":[{"name":"Ada Quill"},{"name":"Reuters"}]}')
    assert chosen(head).authors == ("Ada Quill", "Reuters")
    one = jsonld('{"@type":"NewsArticle","author":"Ada Quill, Reuters"}')
    assert chosen(one).authors == ("Ada Quill",)


def test_a_list_of_names_is_not_outvoted_by_bylines_that_repeat_parts_of_it():
    names = ("Ada Quill, PhD", "Ben Ross, PhD", "Cleo Vane, PhD")
    marks = ", ".join(f'<span class="author">{name}</span>' for name in names)
    body = f'<h1>T</h1><div class="authors">{marks}</div>'
    lines = (
        line("Ada Quill, PhD,", index=4),
        line("Ben Ross, PhD,", index=5),
        line("Ben Ross, PhD", place="text", index=51),
        line("Cleo Vane, PhD", place="text", index=55),
    )
    head = '<meta name="dc.creator" content="Ada Quill"><meta name="dc.creator" content="Ben Ross">'
    head += '<meta name="dc.creator" content="Cleo Vane">'
    assert chosen(head, body, lines=lines).authors == names


def test_another_house_at_the_headline_wins_over_the_publisher():
    head = jsonld('{"@type":"NewsArticle","author":"24news.example","publisher":{"name":"24news.example"}}')
    assert chosen(head, lines=(line("Por Agencia EFE", "source"),)).authors == ("Agencia EFE",)


def test_a_source_line_below_the_text_may_name_who_wrote_it():
    signed = line("Von Ada Quill", role="source", place="end", index=57)
    assert chosen(lines=(signed,)).authors == ("Ada Quill",)


def test_a_name_alone_at_the_end_of_the_text_is_its_signature():
    german = '<meta http-equiv="content-language" content="de">'
    signed = line("Ada Quill", role="body", place="end", index=14)
    house = '<meta name="author" content="Example Commerce GmbH">'
    assert chosen(german + house, lines=(signed,)).authors == ("Ada Quill",)
    for text in ("Weiterführende Links:", "Guten Appetit!", "Ada", "Mehr zum Thema"):
        assert chosen(german, lines=(line(text, role="body", place="end", index=14),)).authors == ()
    below = tuple(line(text, role="boilerplate", place="end", index=i) for i, text in enumerate(("Teilen", "Drucken")))
    assert chosen(german, lines=(*below, signed)).authors == ()
    assert chosen('<meta http-equiv="content-language" content="en">', lines=(signed,)).authors == ()


def test_dashes_before_by_do_not_hide_it():
    assert chosen(lines=(line("---- by Ada Quill", role="boilerplate"),)).authors == ("Ada Quill",)


def test_who_opened_a_thread_wrote_it():
    lines = (line("Themenstarter shipcat", role="boilerplate"),)
    assert chosen(lines=lines).authors == ("shipcat",)


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


def test_the_date_right_above_the_headline_is_the_article_s():
    head = '<meta name="dc.date" content="2020-03-03">'
    assert iso(chosen(head, lines=(line("Research7 April 2020", "boilerplate", "above"),)).published) == (
        "2020-04-07T00:00:00"
    )
    frame = line("7 April 2020", "boilerplate", "before")
    assert iso(chosen(head, lines=(frame,)).published) == "2020-03-03T00:00:00"


def test_a_label_below_the_text_says_that_the_date_is_of_publication():
    body = '<h1>T</h1><div class="list"><time datetime="2019-01-17T12:00:00Z">17 Jan 2019</time></div>'
    lines = (
        line("Published", "boilerplate", "end", 114),
        line("15 November 2018", "boilerplate", "end", 116),
        line("Reviewed", "boilerplate", "end", 117),
        line("8 October 2020", "boilerplate", "end", 118),
    )
    assert iso(chosen("", body, lines=lines).published) == "2018-11-15T00:00:00"
    head = '<meta property="article:published_time" content="2025-08-08T00:00:00-04:00">'
    body = '<h1>T</h1><p class="date">August 13, 2025</p><time datetime="2025-08-13">x</time>'
    said = line("Published August 13, 2025", "date", "end", 149)
    assert iso(chosen(head, body, lines=(said,)).published) == "2025-08-13T00:00:00"


def test_below_the_text_date_is_a_label_of_events_too():
    lines = (line("Date:", "boilerplate", "end", 58), line("Mar 21, 2025", "boilerplate", "end", 59))
    opening = line("5 May 2024 – The museum opens", "opening", "text")
    assert iso(chosen(lines=(opening, *lines)).published) == "2024-05-05T00:00:00"
    said = (line("Published:", "boilerplate", "end", 58), lines[1])
    assert iso(chosen(lines=(opening, *said)).published) == "2025-03-21T00:00:00"


def test_a_sentence_of_the_text_tells_of_another_day():
    prose = line("The next meeting is on Wed, 5 February 2020 at seven.", "body")
    assert chosen(lines=(prose,)).published is None
    assert iso(chosen(lines=(line("5 February 2020", "body"),)).published) == "2020-02-05T00:00:00"


def test_a_long_line_with_a_date_is_an_event_where_a_short_one_stands_too():
    event = line("10 April 2025, 18:00 - Rome time @ In conversation: The Philosophy of Boats and Money", "date")
    assert iso(chosen(lines=(event, line("Mar 06, 2025", "date"))).published) == "2025-03-06T00:00:00"
    assert iso(chosen(lines=(event,)).published) == "2025-04-10T18:00:00"


def test_two_blocks_may_make_one_date():
    lines = (line("Jan 04", "date", index=4), line("09:34 2021", "date", index=5))
    assert iso(chosen(lines=lines).published) == "2021-01-04T09:34:00"
    apart = (line("Jan 04", "date", index=4), line("09:34 2021", "date", index=9))
    assert chosen(lines=apart).published is None
    twice = (line("Jun 17", "date", index=4), line("Jun 17", "date", index=5))
    assert chosen(lines=twice).published is None


def test_a_bare_day_of_change_is_the_date_where_no_other_is_shown():
    head = jsonld(
        '{"@graph":[{"@type":"Article","datePublished":"2025-01-29T20:47:55Z","dateModified":"2025-08-19T13:25:59Z"},'
        '{"@type":"WebPage","datePublished":"2025-01-29T20:47:55Z","dateModified":"2025-08-19T13:25:59Z"}]}'
    )
    head += '<meta property="article:published_time" content="2025-01-29T20:47:55Z">'
    bare = line("August 19, 2025", "date")
    assert iso(chosen(head, lines=(bare,)).published) == "2025-08-19T00:00:00"
    for other in (line("Updated August 19, 2025", "date"), line("August 19, 2025 13:25", "date")):
        assert iso(chosen(head, lines=(other,)).published) == "2025-01-29T20:47:55+00:00"
    shown = line("January 29, 2025", "date", "text", 20)
    assert iso(chosen(head, lines=(bare, shown)).published) == "2025-01-29T20:47:55+00:00"


def test_what_was_modified_was_published():
    assert iso(chosen('<meta property="article:modified_time" content="2024-05-06">').published) == (
        "2024-05-06T00:00:00"
    )


def test_an_unlabelled_line_above_the_headline_that_says_updated_is_not_the_day_of_publication():
    shown = line("5 December 2022", "date", "before", 1)
    updated = line("Updated: 2 January 2026", "boilerplate", "above", 2)
    assert iso(chosen(lines=(shown, updated)).published) == "2022-12-05T00:00:00"


def test_the_date_in_a_byline_is_a_date():
    row = '<div class="story-byline"><p class="story-byline__pub-dates">13 March 2024</p></div>'
    assert iso(chosen(body=f"<h1>Dykes</h1>{row}").published) == "2024-03-13T00:00:00"
