"""What kind a page is: rules on pages of a few lines, with the model's opinion given."""

import pytest

from newsscrape.assemble.outcome import Signs, decide
from newsscrape.dom import parse
from newsscrape.segment import segment

LONG = "The council met on Monday and talked until the lamps went out, as it does every year in May. " * 6
MENU = "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(60))


def outcome(body, *, probability=0.9, text=None, head="", **more):
    """`text` are the positions of the first block of the text and after the last; all blocks if not given."""
    tree = parse(f"<html><head>{head}</head><body>{body}</body></html>")
    segments = segment(tree).segments
    start, end = text or (0, len(segments))
    chars = sum(len(s.text) for s in segments[start:end])
    given = {"furniture": (), "titles": (), "type": None, "is_stated": False, "is_free": None} | more
    return decide(Signs(tree, segments, probability=probability, body_chars=chars, body=(start, end), **given))


def test_a_menu_with_a_cookie_link_is_no_consent_wall():
    found = outcome(f"<ul>{MENU}</ul><a>Cookie Settings</a>", probability=0.0, text=(0, 0))
    assert found.status == "index_page"


def test_a_menu_that_names_a_captcha_is_no_challenge():
    assert outcome(f"<ul>{MENU}</ul><label>CAPTCHA</label>", probability=0.0, text=(0, 0)).status == "index_page"


def test_text_in_noscript_is_not_nothing():
    found = outcome(f"<noscript><p>{LONG * 5}</p></noscript><div id=app></div>", probability=0.0, text=(0, 0))
    assert found.status == "not_article"
    assert "are hidden" in found.evidence[-1]


def test_news_of_walls_is_news_where_markup_and_model_agree():
    quote = "<p>The page asked readers to confirm that they are human: verify that you are human, it said.</p>"
    page = f"<p>{LONG}</p>{quote}<p>I'm not a robot: confirm that you are human.</p>"
    assert outcome(page, is_stated=True).status == "article"
    assert outcome(page, head='<meta property="og:type" content="article">').status == "article"
    assert outcome(page).status == "bot_challenge"


@pytest.mark.parametrize("frame", ["<div id=root></div>", "<app-root></app-root>", "<div id=__nuxt><i>…</i></div>"])
def test_an_empty_application_frame_is_a_shell(frame):
    found = outcome(frame, probability=0.0, text=(0, 0))
    assert found.status == "js_shell"
    assert "frame" in found.evidence[0]


@pytest.mark.parametrize("times", [("18h05", "17h10", "9h15"), ("11.40 Uhr", "10.15 Uhr", "8.05 Uhr"), ("20:45",) * 3])
def test_times_make_a_live_blog_if_the_headline_says_so(times):
    entries = "".join(f"<p>{time}</p><p>{LONG}</p>" for time in times)
    assert outcome(entries, titles=("Sturm im Liveticker",)).status == "live_blog"
    assert outcome(entries, titles=("Wann die Züge fahren",)).status == "article"


@pytest.mark.parametrize("start", ["12.30.2024", "18.50 €", "3.45 million", "12:5", "24:00", "10.15%"])
def test_dates_prices_and_shares_are_no_times(start):
    assert outcome(f"<p>{start}</p><p>{LONG}</p>" * 3, titles=("Live: storm",)).status == "article"


@pytest.mark.parametrize(("text", "is_free", "status"), [
    ((0, 2), None, "paywalled"), ((0, 1), False, "paywalled"), ((0, 2), True, "article"),
])  # fmt: skip
def test_a_notice_at_the_end_cuts_the_text_wherever_it_was_put(text, is_free, status):
    page = f"<p>{LONG[:300]}</p><p>Subscribe to continue reading this story.</p>"
    assert outcome(page, text=text, is_free=is_free).status == status


@pytest.mark.parametrize(("head", "status", "first"), [
    ('<script type="application/ld+json">{"@type":"JobPosting"}</script>', "not_article", "schema.org type JobPosting"),
    ('<script type="application/ld+json">{"@type":["CollectionPage"]}</script>', "index_page",
     "schema.org type CollectionPage"),
    ('<meta property="og:type" content="product">', "not_article", "og:type product"),
])  # fmt: skip
def test_what_a_page_states_to_be_is_its_first_evidence(head, status, first):
    found = outcome(f"<p>{LONG}</p>", probability=0.1, head=head)
    assert (found.status, found.evidence[0]) == (status, first)
