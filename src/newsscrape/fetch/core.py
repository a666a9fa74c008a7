"""One fetch as a conversation without I/O: it yields what to do and is sent what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

import httpx

from newsscrape import errors as e
from newsscrape.fetch import fresh, media, retry
from newsscrape.fetch.address import parse_url, redact
from newsscrape.fetch.coding import ACCEPT_ENCODING, BodyDecoder
from newsscrape.fetch.redirect import REDIRECTS, Stop, extend, next_target
from newsscrape.fetch.robots import MAX_ROBOTS, Rules, read_rules
from newsscrape.fetch.steps import Acquire, Answer, Close, Keep, Open, Read, Recall, Release, Sleep, Step
from newsscrape.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from datetime import datetime

    from newsscrape.fetch.manners import Manners
    from newsscrape.fetch.policy import FetchPolicy

__all__ = ["Conversation"]

MAX_HEADER_LINES: Final = 200
MAX_ROBOTS_REDIRECTS: Final = 5
"""RFC 9309, 2.3.1.2."""
SECRET_HEADERS: Final = frozenset({"authorization", "cookie", "proxy-authorization"})
ACCEPT: Final = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1"
BLANK: Final = b" \t\r\n\x00\xef\xbb\xbf"
Headers = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Conversation:
    """The state of one fetch; `run()` is the generator a shell drives."""

    policy: FetchPolicy
    clock: Callable[[], float]
    now: Callable[[], datetime]
    manners: Manners
    attempts: int = 0
    started: float = 0.0
    idle: float = 0.0
    """Seconds spent waiting for a host's turn; they do not count against the deadline."""
    retries_end: float = 0.0
    """When the last try of the running request may start; of the clock, waits for turns left out."""
    trail: tuple[Stop, ...] = ()
    cookies: httpx.Cookies = field(default_factory=httpx.Cookies)

    def remaining(self) -> float:
        """Seconds left until the deadline."""
        return self.started + self.idle + self.policy.deadline - self.clock()

    def budget(self) -> float:
        """Seconds left for trying the running request again."""
        return min(self.remaining(), self.retries_end + self.idle - self.clock())

    def run(self, url: str) -> Generator[Step, Any, Page]:
        """Fetch the page. Raises FetchError, complete with url, attempts and elapsed."""
        self.started = self.clock()
        try:
            return (yield from self._follow(url))
        except e.FetchError as error:
            error.url = redact(url)
            error.final_url = self.trail[-1].url if self.trail else None
            error.attempts = self.attempts
            error.elapsed = self.clock() - self.started
            error.cause = error.__cause__ = error.cause or error.__cause__
            raise

    def _follow(self, requested: str) -> Generator[Step, Any, Page]:
        url = first = parse_url(requested, max_length=self.policy.max_url)
        while True:
            request = self._request(url, own=_origin(url) == _origin(first))
            stop = Stop(str(url), request.headers.get("cookie", ""))
            self.trail = extend(self.trail, stop, self.policy.max_redirects)
            answer = yield from self._answer(request)
            target = next_target(url, answer, self.policy)
            if target is None:
                return self._page(answer, requested)
            url = target

    def _answer(self, request: httpx.Request) -> Generator[Step, Any, Answer]:
        """The answer to a request for a page: kept and fresh, kept and confirmed, or fetched."""
        key = fresh.cache_key(request) if self.policy.cache is not None else None
        kept: Answer | None = (yield Recall(key)) if key else None
        if kept and fresh.is_fresh(kept, self.now()):
            return kept
        if self.policy.robots:
            yield from self._robots(request.url)
        if kept:
            request.headers.update(fresh.validators(kept))
        answer = yield from self._attempts(request)
        if kept and answer.status == 304:
            answer = fresh.confirmed(kept, answer)
        if key and fresh.is_storable(answer):
            yield Keep(key, str(request.url), answer)
        return answer

    def _attempts(self, request: httpx.Request, cut_at: int | None = None) -> Generator[Step, Any, Answer]:
        """Ask until there is an answer or no sense in asking again."""
        self.retries_end = self.clock() - self.idle + self.policy.retry.total
        for wait, attempt in retry.attempts(self.policy.retry, self.budget):
            if wait:
                yield self._sleep(wait)
            with attempt:
                return (yield from self._once(request, cut_at))
        raise AssertionError("attempts end with an answer or raise")

    def _once(self, request: httpx.Request, cut_at: int | None) -> Generator[Step, Any, Answer]:
        """One request, within the host's turn. GeneratorExit passes: then the shell closes and releases."""
        host = request.url.netloc.decode()
        yield from self._turn(request.url, host)
        try:
            answer = yield from self._exchange(request, cut_at)
        except e.FetchError as error:
            yield Close()
            yield Release(host)
            if self.remaining() <= 0 and isinstance(error, (e.ReadTimeout, e.ConnectError, e.DNSError)):
                raise _late() from error
            raise
        yield Close()
        yield Release(host)
        return answer

    def _turn(self, url: httpx.URL, host: str) -> Generator[Step, Any, None]:
        before = self.clock()
        yield Acquire(host, self.policy.max_per_host)
        wait = self.manners.turn(_origin(url), self.clock())
        if wait > 0:
            yield self._sleep(wait)
        self.idle += self.clock() - before

    def _sleep(self, seconds: float) -> Sleep:
        return Sleep(0.0 if self.policy.retry.instant else seconds)

    def _exchange(self, request: httpx.Request, cut_at: int | None) -> Generator[Step, Any, Answer]:
        if self.remaining() <= 0:
            raise _late()
        if cut_at is None:
            self.attempts += 1
        response: httpx.Response = yield Open(request)
        self._check_head(response)
        if "set-cookie" in response.headers:
            self.cookies.extract_cookies(response)
        headers = tuple((k.decode("latin-1").lower(), v.decode("latin-1")) for k, v in response.headers.raw)
        head = Answer(response.status_code, headers, b"", self.now())
        if head.status in REDIRECTS or head.status == 304:
            return head
        body = yield from self._body(head, cut_at)
        return replace(head, body=body, at=self.now())

    def _body(self, head: Answer, cut_at: int | None) -> Generator[Step, Any, bytes]:
        decoder = BodyDecoder(head.get("content-encoding"), self.policy.max_body)
        while (data := (yield Read())) is not None:
            decoder.feed(data)
            if cut_at is not None and decoder.size >= cut_at:
                return decoder.so_far()[:cut_at]
            if self.remaining() <= 0:
                raise _late()
        return decoder.finish()

    def _request(self, url: httpx.URL, *, own: bool) -> httpx.Request:
        """The request for a URL; `own`: of the origin that was asked for, so that it may see our secrets."""
        policy = self.policy
        headers = httpx.Headers({"User-Agent": policy.user_agent, "Accept": ACCEPT})
        headers.update({k: v for k, v in policy.headers if own or k.lower() not in SECRET_HEADERS})
        headers.update({"Accept-Encoding": ACCEPT_ENCODING, "Connection": "close"})
        wait, read = policy.connect_timeout, policy.read_timeout
        timeouts = {"connect": wait, "read": read, "write": read, "pool": wait}
        request = httpx.Request("GET", url, headers=headers, extensions={"timeout": timeouts})
        if self.cookies.jar:
            self.cookies.set_cookie_header(request)
        return request

    def _check_head(self, head: httpx.Response) -> None:
        if len(head.headers.raw) > MAX_HEADER_LINES:
            raise e.ProtocolError(f"more than {MAX_HEADER_LINES} header lines", final=True)
        status = head.status_code
        if status >= 400:
            raise self._refused(status, head.headers.get("retry-after"))
        length = head.headers.get("content-length", "")
        if length.isascii() and length.isdigit() and float(length) > self.policy.max_body:
            raise e.BodyTooLarge(f"{length[:20]} bytes, more than {self.policy.max_body}")

    def _refused(self, status: int, asked: str | None) -> e.HTTPStatusError:
        wait = retry.retry_after(asked, self.now()) if status in (429, 503) else None
        error = e.HTTPStatusError(f"HTTP {status}")
        if wait is not None and wait > min(self.policy.retry.max_retry_after, self.budget()):
            error = e.RateLimited(f"HTTP {status}, to come back in {wait:.0f} s")
        error.status, error.retry_after = status, wait
        return error

    def _page(self, answer: Answer, requested: str) -> Page:
        status, kind = answer.status, answer.get("content-type")
        if not 200 <= status < 300:
            raise e.ProtocolError(f"HTTP {status} was not asked for", final=True)
        if not answer.body.strip(BLANK):
            raise e.EmptyDocument(f"HTTP {status} without content")
        if (other := media.not_html(kind, answer.body)) is not None:
            error = e.NotHTML(f"{other} is not a page")
            error.content_type = other
            raise error
        return Page(
            answer.body,
            url=self.trail[-1].url,
            requested_url=requested,
            charset=media.charset_of(kind),
            status=status,
            fetched_at=answer.at,
            from_cache=answer.from_cache,
        )

    def _robots(self, url: httpx.URL) -> Generator[Step, Any, None]:
        origin = _origin(url)
        rules = self.manners.rules(origin, self.clock())
        if rules is None:
            before = self.clock()
            yield Acquire(f"robots of {origin}", 1)
            self.idle += self.clock() - before
            rules = self.manners.rules(origin, self.clock())  # another fetch may have read it meanwhile
            if rules is None:
                rules = yield from self._fetch_rules(url)
                self.manners.learn(origin, rules, self.clock())
            yield Release(f"robots of {origin}")
        if not self.manners.allows(rules, str(url)):
            raise e.RobotsDisallowed("robots.txt does not allow this URL")

    def _fetch_rules(self, url: httpx.URL) -> Generator[Step, Any, Rules]:
        """Read robots.txt; one that cannot be redirected to is as good as none, one that cannot be had raises."""
        trail: tuple[Stop, ...] = ()
        target: httpx.URL | None = url.copy_with(raw_path=b"/robots.txt")
        try:
            while target is not None:
                trail = extend(trail, Stop(str(target)), MAX_ROBOTS_REDIRECTS)
                request = self._request(target, own=_origin(target) == _origin(url))
                answer = yield from self._attempts(request, cut_at=MAX_ROBOTS)
                target = next_target(target, answer, self.policy) if answer.status in REDIRECTS else None
        except (e.InvalidURL, e.BlockedScheme, e.TooManyRedirects):
            return read_rules(404, b"", self.manners.agent)
        except e.RateLimited:
            raise
        except e.HTTPStatusError as error:
            return read_rules(error.status, b"", self.manners.agent)
        return read_rules(answer.status, answer.body, self.manners.agent)


def _origin(url: httpx.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode()}"


def _late() -> e.DeadlineExceeded:
    return e.DeadlineExceeded("the total time for this page is used up")
