"""When to try again and how long to wait: functions of the failure, and tenacity's waits."""

from datetime import UTC, datetime, timedelta

import pytest
from faultserver import PAGE, response

from newsscrape import errors
from newsscrape.fetch import RetryPolicy
from newsscrape.fetch.retry import Failure, attempts, retry_after, try_again

NOW = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)


def waits_of(policy, error, remaining=1_000.0):
    """The wait before each try, when every try fails with this error."""
    waits = []

    def run():
        for wait, attempt in attempts(policy, lambda: remaining):
            waits.append(wait)
            with attempt:
                raise error

    with pytest.raises(type(error)):
        run()
    return waits


def status(code, kind=errors.HTTPStatusError, after=None):
    error = kind(f"HTTP {code}")
    error.status, error.retry_after = code, after
    return error


@pytest.mark.parametrize(
    ("error", "tries"),
    [
        (errors.DNSError(""), 2), (errors.ProtocolError(""), 2), (errors.ProtocolError("", final=True), 1),
        (errors.ConnectError(""), 9), (errors.ReadTimeout(""), 9), (errors.TruncatedBody(""), 9),
        (status(500), 9), (status(503), 9), (status(520), 9), (status(429), 9), (status(501), 1), (status(505), 1),
        (status(404), 1), (status(403), 1), (status(408), 1), (status(503, errors.RateLimited, 99.0), 1),
        *((kind(""), 1) for kind in (
            errors.InvalidURL, errors.BlockedScheme, errors.BlockedAddress, errors.TLSError, errors.DeadlineExceeded,
            errors.BodyTooLarge, errors.DecodeError, errors.TooManyRedirects, errors.EmptyDocument, errors.NotHTML,
            errors.RobotsDisallowed,
        )),
        (RuntimeError(), 1),
    ],
)  # fmt: skip
def test_how_often(error, tries):
    assert len(waits_of(RetryPolicy(attempts=9), error)) == tries


def test_not_without_time():
    assert not try_again(Failure(errors.ReadTimeout(""), 1, 0.0))
    assert try_again(Failure(errors.ReadTimeout(""), 1, 0.1))


def test_waits_grow_and_are_jittered():
    policy = RetryPolicy(attempts=6, base_wait=1.0, max_wait=5.0)
    runs = [waits_of(policy, errors.ConnectError("")) for _ in range(200)]
    for number, ceiling in enumerate((0.0, 1.0, 2.0, 4.0, 5.0, 5.0)):
        column = [run[number] for run in runs]
        assert max(column) <= ceiling
        if ceiling:
            assert min(column) < ceiling * 0.1  # full jitter: from nothing to the ceiling
            assert max(column) > ceiling * 0.9


def test_what_the_server_asks_for_is_waited():
    assert waits_of(RetryPolicy(), status(503, after=7.0)) == [0.0, 7.0, 7.0]


def test_a_wait_that_would_not_end_in_time_is_not_begun():
    assert waits_of(RetryPolicy(), status(503, after=7.0), remaining=5.0) == [0.0]


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0.0), ("7", 7.0), (" 120 ", 120.0), ("9" * 400, 999_999_999_999.0),
        ("Sun, 01 Mar 2026 12:00:30 GMT", 30.0), ("Sunday, 01-Mar-26 12:00:30 GMT", 30.0),
        ("Sun, 01 Mar 2026 13:00:30 +0100", 30.0), ("Sun, 01 Mar 2026 11:59:00 GMT", None),
        ("-1", None), ("", None), (None, None), ("soon", None), ("1.5", None), ("½", None), ("١", None),
        ("Sun, 99 Mar 2026 99:00:00 GMT", None), ("Sun, 01 Mar 99999 12:00:00 GMT", None),
    ],
)  # fmt: skip
def test_retry_after(value, seconds):
    assert retry_after(value, NOW) == seconds


def test_the_clock_of_the_server_does_not_matter_for_seconds():
    assert retry_after("5", NOW + timedelta(days=900)) == 5.0


def test_the_testing_mode_is_instant_and_decides_the_same(serve, fetch, policy, within):
    server = serve(*[response(status="503 Busy", headers=["Retry-After: 15"])] * 2, response())
    slow = RetryPolicy(base_wait=10, max_wait=10, instant=True)
    with within(1):
        assert fetch(server.url, policy(retry=slow)).html == PAGE
    assert len(server.requests) == 3
