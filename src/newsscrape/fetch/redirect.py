"""Where an answer sends us on: pure functions over frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import httpx

from newsscrape import errors as e
from newsscrape.fetch import media
from newsscrape.fetch.address import parse_url

if TYPE_CHECKING:
    from newsscrape.fetch.policy import FetchPolicy
    from newsscrape.fetch.steps import Answer

__all__ = ["REDIRECTS", "Stop", "extend", "next_target"]

REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Stop:
    """One hop: the URL, and the cookies sent to it, for a cookie wall sends one back to where one was."""

    url: str
    cookies: str = ""


def extend(trail: tuple[Stop, ...], stop: Stop, max_redirects: int) -> tuple[Stop, ...]:
    """The trail with one more stop. Raises TooManyRedirects for the same stop again, or too many."""
    if stop in trail or len(trail) > max_redirects:
        error = e.TooManyRedirects("a redirect loop" if stop in trail else f"more than {max_redirects} redirects")
        error.hops = (*(past.url for past in trail), stop.url)
        raise error
    return (*trail, stop)


def next_target(base: httpx.URL, answer: Answer, policy: FetchPolicy) -> httpx.URL | None:
    """Where to go next, by status or meta refresh; None for a page that stays.

    Raises ProtocolError for a redirect without a usable target, BlockedScheme, InvalidURL.
    """
    if answer.status in REDIRECTS:
        location = answer.get("location").strip()
        if not location:
            raise e.ProtocolError("a redirect without a target", final=True)
        return _target(base, location, policy)
    if answer.status != 200 or media.not_html(answer.get("content-type"), answer.body):
        return None
    refresh = media.meta_refresh(answer.body)
    if refresh is None:
        return None
    target = _target(base, refresh.url, policy)
    return None if refresh.seconds > 0 and target == base else target  # a page that keeps itself up to date


def _target(base: httpx.URL, location: str, policy: FetchPolicy) -> httpx.URL:
    try:
        joined = base.join(_utf8(location))
        target = parse_url(str(joined), max_length=policy.max_url)
    except e.InvalidURL as error:
        if joined.userinfo:
            raise
        raise e.ProtocolError("a redirect to what is no URL", final=True, cause=error) from error
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise e.ProtocolError("a redirect to what is no URL", final=True, cause=error) from error
    if base.scheme == "https" and target.scheme == "http" and not policy.allow_downgrade:
        raise e.BlockedScheme("https → http")
    return target


def _utf8(location: str) -> str:
    """A Location sent as raw UTF-8 reaches us as Latin-1; read it as it was meant."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location
