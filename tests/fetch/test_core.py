"""The core does no I/O: played by hand, step by step, against a clock that stands still."""

from datetime import UTC, datetime

import httpx
import pytest

from newsscrape import errors
from newsscrape.fetch import FetchPolicy, RetryPolicy
from newsscrape.fetch.core import Conversation
from newsscrape.fetch.manners import Manners
from newsscrape.fetch.steps import Acquire, Close, Open, Read, Release, Sleep

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PAGE = b"<p>Hello</p>"


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def play(policy, script, clock=None):
    """Run a fetch; `script` answers the Opens in turn, by (response, pieces) or an error. Gives end and steps."""
    clock = clock or Clock()
    talk = Conversation(policy, clock, lambda: NOW, Manners(policy))
    steps, taken, answers, pieces = talk.run("http://example.com/page"), [], iter(script), iter(())
    try:
        step = next(steps)
        while True:
            taken.append(step)
            result = None
            if isinstance(step, Sleep):
                clock.now += step.seconds
            if isinstance(step, Open):
                answer = next(answers)
                if isinstance(answer, Exception):
                    step = steps.throw(answer)
                    continue
                result, body = answer
                result.request = step.request
                pieces = iter(body)
            if isinstance(step, Read):
                result = next(pieces, None)
            step = steps.send(result)
    except StopIteration as stop:
        return stop.value, taken
    except errors.FetchError as error:
        return error, taken


def html(*pieces, status=200, **headers):
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(status, headers={"content-type": "text/html", **headers}), pieces


def names(steps):
    return [type(step).__name__ for step in steps]


def test_a_page():
    page, steps = play(FetchPolicy(robots=False), [html(PAGE[:4], PAGE[4:])])
    assert (page.html, page.url, page.fetched_at) == (PAGE, "http://example.com/page", NOW)
    assert names(steps) == ["Acquire", "Open", "Read", "Read", "Read", "Close", "Release"]


def test_robots_come_first_and_under_their_own_place():
    script = [html(b"User-agent: *\nAllow: /"), html(PAGE)]
    page, steps = play(FetchPolicy(), script)
    assert page.html == PAGE
    assert [str(step.request.url) for step in steps if isinstance(step, Open)] == [
        "http://example.com/robots.txt",
        "http://example.com/page",
    ]
    assert steps[0] == Acquire("robots of http://example.com", 1)


def test_nothing_is_held_while_waiting_to_try_again():
    script = [html(status=503, retry_after="7"), html(PAGE)]
    page, steps = play(FetchPolicy(robots=False), script)
    assert page.html == PAGE
    assert names(steps[:5]) == ["Acquire", "Open", "Close", "Release", "Sleep"]
    assert steps[4] == Sleep(7.0)


def test_every_place_is_given_back():
    faults = (errors.ReadTimeout("x"), errors.TLSError("x"), html(status=404), html(content_encoding="klingon"))
    for fault in faults:
        end, steps = play(FetchPolicy(robots=False, retry=RetryPolicy(attempts=1)), [fault])
        assert isinstance(end, errors.FetchError)
        assert steps[-2:] == [Close(), Release("example.com")]


def test_an_abandoned_fetch_ends_quietly():
    talk = Conversation(FetchPolicy(robots=False), Clock(), lambda: NOW, Manners(FetchPolicy()))
    steps = talk.run("http://example.com/page")
    assert names([next(steps), next(steps)]) == ["Acquire", "Open"]
    steps.close()
    with pytest.raises(StopIteration):
        next(steps)


def test_the_deadline_leaves_out_the_wait_for_a_turn():
    clock = Clock()
    policy = FetchPolicy(robots=False, deadline=10, host_delay=25)
    manners = Manners(policy)
    manners.turn("http://example.com", 0.0)
    talk = Conversation(policy, clock, lambda: NOW, manners)
    steps = talk.run("http://example.com/page")
    next(steps)
    assert steps.send(None) == Sleep(25.0)
    clock.now += 25
    assert isinstance(steps.send(None), Open)
    assert talk.remaining() == 10
    clock.now += 11
    assert talk.remaining() == -1
    steps.close()


def test_the_same_script_gives_the_same_steps():
    def script():
        return [html(status=503), html(status=302, location="/b"), html(PAGE)]

    policy = FetchPolicy(robots=False, retry=RetryPolicy(base_wait=0))
    first, second = play(policy, script()), play(policy, script())
    assert first[0] == second[0]
    assert names(first[1]) == names(second[1])


def test_the_deadline_holds_whatever_the_transport_does():
    clock = Clock()

    def slow_pieces():
        for _ in range(1_000):
            clock.now += 1
            yield b"x"

    head, _ = html()
    end, steps = play(FetchPolicy(robots=False, deadline=5), [(head, slow_pieces())], clock)
    assert isinstance(end, errors.DeadlineExceeded)
    assert (end.elapsed, end.attempts) == (5.0, 1)
    assert names(steps).count("Read") == 5
