"""What a site may expect: robots.txt, pace, few requests at once, an honest name."""

import asyncio
import threading
import time

import httpx
import pytest
from faultserver import PAGE, Answering, Drip, Reset, Stall, redirect, response

import newsscrape
from newsscrape import errors
from newsscrape.fetch import AsyncFetcher, Fetcher, FetchPolicy, RetryPolicy
from newsscrape.fetch.manners import Manners
from newsscrape.fetch.pace import Pace, take_turn
from newsscrape.fetch.robots import MAX_ROBOTS, allows, read_rules

POLITE = FetchPolicy(allow_private=True, retry=RetryPolicy(instant=True))


def rules_text(text):
    return response(text.encode(), kind="text/plain")


DENY = rules_text("User-agent: *\nDisallow: /")
OTHERS = rules_text("User-agent: badbot\nDisallow: /\n\nUser-agent: newsscrape\nDisallow: /private")
HUGE = rules_text("# padding\n" * (MAX_ROBOTS // 10 + 10) + "User-agent: *\nDisallow: /")
LARGE = rules_text("User-agent: *\nDisallow: /\n" + "# padding\n" * (MAX_ROBOTS // 10))

ROBOTS = {
    "denied": (DENY, errors.RobotsDisallowed),
    "denied to us by name": (rules_text("User-agent: NewsScrape\nDisallow: /page"), errors.RobotsDisallowed),
    "allowed to us": (OTHERS, None),
    "empty": (response(b"", kind="text/plain"), None),
    "a page instead": (response(), None),
    "binary": (response(bytes(range(256)) * 40, kind="text/plain"), None),
    "404": (response(status="404 Not Found"), None),
    "403": (response(status="403 Forbidden"), None),
    "410": (response(status="410 Gone"), None),
    "500": (response(status="500 Broken"), errors.RobotsDisallowed),
    "503": (response(status="503 Busy"), errors.RobotsDisallowed),
    "429": (response(status="429 Slow"), errors.RobotsDisallowed),
    "429 for an hour": (response(status="429 Slow", headers=["Retry-After: 3600"]), errors.RateLimited),
    "rules past 500 KiB": (HUGE, None),
    "rules before 500 KiB": (LARGE, errors.RobotsDisallowed),
    "redirect loop": (redirect("/robots.txt"), None),
    "redirect to file": (redirect("file:///etc/passwd"), None),
    "reset": (Reset(), errors.ConnectError),
}


@pytest.mark.parametrize("case", ROBOTS)
def test_row_41_robots(case, serve, fetch, within):
    robots, error = ROBOTS[case]
    server = serve(response(), robots=robots)
    with within(3):
        if error is None:
            assert fetch(server.url, POLITE).html == PAGE
            return
        with pytest.raises(error) as caught:
            fetch(server.url, POLITE)
    assert server.requests == []
    assert caught.value.attempts == 0


@pytest.mark.parametrize("robots", [Stall(b"HTTP/1.1 200 OK\r\n"), Drip(b"HTTP/1.1 200 OK\r\n\r\n")])
def test_row_41_robots_that_take_for_ever(robots, serve, fetch, within):
    server = serve(response(), robots=robots)
    policy = FetchPolicy(allow_private=True, deadline=0.5, retry=RetryPolicy(instant=True))
    with within(1.5, 0.5), pytest.raises(errors.DeadlineExceeded):
        fetch(server.url, policy)
    assert server.requests == []


def test_robots_is_read_once_and_for_every_origin(serve):
    asked = []

    def robots(request):
        asked.append(request)
        return rules_text("User-agent: *\nAllow: /")

    first, second = serve(response(), robots=Answering(robots)), serve(response(), robots=DENY)
    with Fetcher(POLITE) as fetcher:
        fetcher.fetch(first.url)
        fetcher.fetch(first.url)
        with pytest.raises(errors.RobotsDisallowed):
            fetcher.fetch(second.url)
    assert len(asked) == 1


def test_robots_is_read_once_by_many_at_once(serve):
    asked = []

    def robots(request):
        asked.append(request)
        time.sleep(0.1)
        return rules_text("User-agent: *\nAllow: /")

    server = serve(response(), robots=Answering(robots))

    async def main():
        async with AsyncFetcher(POLITE) as fetcher:
            return await asyncio.gather(*(fetcher.fetch(f"{server.url}?{n}") for n in range(10)))

    assert len(asyncio.run(main())) == 10
    assert len(asked) == 1


def test_robots_is_asked_at_every_hop(serve, fetch):
    there = serve(response(), robots=DENY)
    server = serve(redirect(there.url), robots=response(status="404 No"))
    with pytest.raises(errors.RobotsDisallowed) as caught:
        fetch(server.url, POLITE)
    assert caught.value.final_url == there.url
    assert there.requests == []


def test_the_verdict_is_a_function_of_the_answer():
    rules = read_rules(200, b"User-agent: *\nDisallow: /a\nCrawl-delay: 7", "newsscrape")
    assert (allows(rules, "http://x/a/b", "newsscrape"), allows(rules, "http://x/b", "newsscrape")) == (False, True)
    assert rules.crawl_delay == 7
    assert read_rules(200, b"User-agent: *\nCrawl-delay: 99999", "newsscrape").crawl_delay == 30
    assert read_rules(200, b"User-agent: *\nCrawl-delay: -5", "newsscrape").crawl_delay == 0
    assert read_rules(200, b"User-agent: *\nCrawl-delay: soon", "newsscrape").crawl_delay == 0
    assert read_rules(503, b"", "newsscrape").keep < read_rules(404, b"", "newsscrape").keep


def test_turns_are_a_function_of_the_pace():
    pace = Pace(2.0)
    waits = []
    for now in (10.0, 10.0, 10.5, 20.0):
        wait, pace = take_turn(pace, now)
        waits.append(wait)
    assert waits == [0.0, 2.0, 3.5, 0.0]


class Time:
    """A clock that only sleeping moves."""

    def __init__(self):
        self.now, self.slept = 1_000.0, []

    def clock(self):
        return self.now

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


@pytest.mark.parametrize("source", ["policy", "robots.txt"])
def test_requests_to_a_host_are_spaced(source, serve):
    delay = 40.0 if source == "policy" else 25.0
    server = serve(response(), robots=rules_text("User-agent: *\nCrawl-delay: 25"))
    other = serve(response(), robots=rules_text(""))
    policy = FetchPolicy(allow_private=True, host_delay=40.0 if source == "policy" else 0.0)
    time_ = Time()
    with Fetcher(policy, clock=time_.clock, sleep=time_.sleep) as fetcher:
        for _ in range(4):
            fetcher.fetch(server.url)
        before = len(time_.slept)
        fetcher.fetch(other.url)
    # far more than the deadline of 60 s in all: waiting for a turn is not the page's time
    assert time_.slept[:before][-3:] == [delay] * 3
    assert len(server.requests) == 4
    if source == "robots.txt":
        assert len(time_.slept) == before


def busy_server(serve, **options):
    """A server that counts how many requests it works on at once."""
    lock, state = threading.Lock(), {"now": 0, "most": 0}

    def answer(request):
        with lock:
            state["now"] += 1
            state["most"] = max(state["most"], state["now"])
        time.sleep(0.05)
        with lock:
            state["now"] -= 1
        return response()

    return serve(Answering(answer), **options), state


@pytest.mark.parametrize("limit", [1, 3])
def test_few_requests_at_once_by_threads(limit, serve, policy):
    server, state = busy_server(serve)
    pages = []
    with Fetcher(policy(max_per_host=limit)) as fetcher:
        threads = [threading.Thread(target=lambda: pages.append(fetcher.fetch(server.url))) for _ in range(9)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert fetcher._gate._places == {}
    assert (len(pages), state["most"]) == (9, limit)


@pytest.mark.parametrize("limit", [1, 3])
def test_few_requests_at_once_by_tasks(limit, serve, policy):
    server, state = busy_server(serve)

    async def main():
        async with AsyncFetcher(policy(max_per_host=limit)) as fetcher:
            pages = await asyncio.gather(*(fetcher.fetch(server.url) for _ in range(9)))
            assert fetcher._gate._places == {}
            return pages

    assert len(asyncio.run(main())) == 9
    assert state["most"] == limit


def test_a_cancelled_fetch_gives_its_place_back(serve, policy):
    server = serve(Stall(b"HTTP/1.1 200 OK\r\n"), response())

    async def main():
        async with AsyncFetcher(policy(max_per_host=1)) as fetcher:
            stalled = asyncio.create_task(fetcher.fetch(server.url))
            waiting = asyncio.create_task(fetcher.fetch(server.url))
            third = asyncio.create_task(fetcher.fetch(server.url))
            await asyncio.sleep(0.2)
            stalled.cancel()
            waiting.cancel()
            ends = await asyncio.gather(stalled, waiting, third, return_exceptions=True)
            assert fetcher._gate._places == {}
            return ends

    first, second, third = asyncio.run(main())
    assert isinstance(first, asyncio.CancelledError)
    assert isinstance(second, asyncio.CancelledError)
    assert third.html == PAGE


def test_we_say_who_we_are(serve, fetch, policy):
    server = serve(response())
    fetch(server.url, policy())
    request = server.requests[0].decode()
    assert f"User-Agent: newsscrape/{newsscrape.__version__} (+https://" in request
    assert "Accept-Encoding: gzip, deflate, br, zstd" in request


def test_headers_of_the_policy_take_the_place_of_ours(serve, fetch, policy):
    server = serve(response())
    fetch(server.url, policy(headers=(("accept", "text/html"), ("Accept-Language", "de")), user_agent="me/1"))
    lines = server.requests[0].decode().lower().split("\r\n")
    assert [line for line in lines if line.startswith("accept:")] == ["accept: text/html"]
    assert "accept-language: de" in lines
    assert "user-agent: me/1" in lines


@pytest.mark.parametrize(
    "options",
    [{"headers": (("X", "a\r\nY: b"),)}, {"headers": (("X Y", "a"),)}, {"user_agent": "ü"}, {"deadline": 0},
     {"max_body": 0}, {"max_redirects": -1}, {"max_per_host": 0}, {"read_timeout": -1}],
)  # fmt: skip
def test_options_that_cannot_be_meant(options):
    with pytest.raises(ValueError, match=r"positive|negative|sent"):
        FetchPolicy(**options)


@pytest.mark.parametrize("options", [{"attempts": 0}, {"base_wait": -1}, {"total": -1}, {"max_retry_after": -1}])
def test_retries_that_cannot_be_meant(options):
    with pytest.raises(ValueError, match="positive"):
        RetryPolicy(**options)


def test_an_injected_transport_is_used_for_everything():
    def answer(request):
        return httpx.Response(404 if request.url.path == "/robots.txt" else 200, html="<p>from a mock</p>")

    with Fetcher(transport=httpx.MockTransport(answer)) as fetcher:
        assert fetcher.fetch("https://example.com/").html == b"<p>from a mock</p>"


def test_what_is_remembered_is_bounded():
    manners = Manners(POLITE)
    large = read_rules(200, b"User-agent: *\nDisallow: /\n" + b"# padding\n" * (MAX_ROBOTS // 10), "newsscrape")
    for number in range(20):
        manners.learn(f"http://{number}", large, 0.0)
    assert [n for n in range(20) if manners.rules(f"http://{n}", 1.0)] == [17, 18, 19]
    small = read_rules(404, b"", "newsscrape")
    for number in range(5_000):
        manners.learn(f"http://{number}", small, 0.0)
    assert len([n for n in range(5_000) if manners.rules(f"http://{n}", 1.0)]) == 1_000
    assert manners.rules("http://4999", small.keep + 1) is None
