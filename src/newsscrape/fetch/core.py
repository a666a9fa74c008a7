"""One fetch as a conversation without I/O: it yields what to do and is sent what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import httpx

from newsscrape import errors as e
from newsscrape.fetch import media
from newsscrape.fetch.address import parse_url, redact
from newsscrape.fetch.coding import ACCEPT_ENCODING, BodyDecoder
from newsscrape.fetch.retry import Attempts, retry_after
from newsscrape.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from datetime import datetime

    from newsscrape.fetch.policy import FetchPolicy
    from newsscrape.fetch.robots import Manners

__all__ = ["Close", "Conversation", "Open", "Read", "Sleep", "Step"]

MAX_HEADER_LINES: Final = 200
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
SECRET_HEADERS: Final = frozenset({"authorization", "cookie", "proxy-authorization"})


@dataclass(frozen=True, slots=True)
class Open:
    """Send this request; answered by an httpx.Response whose body is unread."""

    request: httpx.Request


@dataclass(frozen=True, slots=True)
class Read:
    """Give the next raw bytes of the open response; None at its end."""


@dataclass(frozen=True, slots=True)
class Close:
    """Close the open response."""


@dataclass(frozen=True, slots=True)
class Sleep:
    """Wait so many seconds."""

    seconds: float


Step = Open | Read | Close | Sleep


@dataclass(slots=True)
class Conversation:
    """The state of one fetch; `run()` is the generator a shell drives."""

    policy: FetchPolicy
    clock: Callable[[], float]
    now: Callable[[], datetime]
    manners: Manners
    attempts: int = 0
    started: float = 0.0
    hops: list[str] = field(default_factory=list)
    cookies: httpx.Cookies = field(default_factory=httpx.Cookies)

    def remaining(self) -> float:
        """Seconds left until the deadline."""
        return self.started + self.policy.deadline - self.clock()

    def run(self, url: str) -> Generator[Step, Any, Page]:
        """Fetch the page. Raises FetchError, complete with url, attempts and elapsed."""
        self.started = self.clock()
        try:
            return (yield from self._follow(url))
        except e.FetchError as error:
            error.url = redact(url)
            error.final_url = self.hops[-1] if self.hops else error.final_url
            error.attempts = self.attempts
            error.elapsed = self.clock() - self.started
            if error.cause is None:
                error.cause = error.__cause__
            if isinstance(error, e.TooManyRedirects):
                error.hops = tuple(self.hops)
            raise

    def _follow(self, requested: str) -> Generator[Step, Any, Page]:
        url = first = parse_url(requested, max_length=self.policy.max_url)
        while True:
            self.hops.append(str(url))
            if self.policy.robots:
                yield from self._robots(url)
            head, body = yield from self._attempts(url, same_origin=_origin(url) == _origin(first))
            target = self._redirect(head, body)
            if target is None:
                return self._page(head, body, requested)
            if len(self.hops) > self.policy.max_redirects or self.hops.count(str(target)) > 1:
                raise e.TooManyRedirects(f"{len(self.hops)} hops, or a loop")
            url = target

    def _attempts(
        self, url: httpx.URL, *, same_origin: bool, cut_at: int | None = None
    ) -> Generator[Step, Any, tuple[httpx.Response, bytes]]:
        attempts = Attempts(self.policy.retry, self.remaining)
        while True:
            wait = attempts.next()
            if wait is not None:
                yield from self._sleep(wait)
                continue
            try:
                return (yield from self._once(url, cut_at, same_origin=same_origin))
            except e.FetchError:
                attempts.failed()

    def _once(
        self, url: httpx.URL, cut_at: int | None, *, same_origin: bool
    ) -> Generator[Step, Any, tuple[httpx.Response, bytes]]:
        pause = self.manners.turn(url.netloc.decode(), self.clock())
        if pause > 0:
            yield from self._sleep(pause)
        if self.remaining() <= 0:
            raise e.DeadlineExceeded("the total time for this page is used up")
        self.attempts += 1
        head: httpx.Response = yield Open(self._request(url, same_origin=same_origin))
        try:
            self._check_head(head)
            self.cookies.extract_cookies(head)
            if head.status_code in REDIRECTS:
                return head, b""
            decoder = BodyDecoder(head.headers.get("content-encoding", ""), self.policy.max_body)
            while (data := (yield Read())) is not None:
                decoder.feed(data)
                if cut_at is not None and decoder.size >= cut_at:
                    return head, decoder.so_far()[:cut_at]
                if self.remaining() <= 0:
                    raise e.DeadlineExceeded("the total time for this page is used up")
            return head, decoder.finish()
        finally:
            yield Close()

    def _sleep(self, seconds: float) -> Generator[Step, Any, None]:
        if seconds > self.remaining():
            raise e.DeadlineExceeded(f"a wait of {seconds:.1f} s would pass the deadline")
        yield Sleep(0.0 if self.policy.retry.instant else seconds)

    def _request(self, url: httpx.URL, *, same_origin: bool) -> httpx.Request:
        headers = {
            "User-Agent": self.policy.user_agent,
            "Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1",
            "Accept-Encoding": ACCEPT_ENCODING,
            "Connection": "close",
        }
        extra = {k: v for k, v in self.policy.headers if same_origin or k.lower() not in SECRET_HEADERS}
        timeouts = {
            "connect": self.policy.connect_timeout, "read": self.policy.read_timeout,
            "write": self.policy.read_timeout, "pool": self.policy.connect_timeout,
        }  # fmt: skip
        request = httpx.Request("GET", url, headers={**headers, **extra}, extensions={"timeout": timeouts})
        self.cookies.set_cookie_header(request)
        return request

    def _check_head(self, head: httpx.Response) -> None:
        if len(head.headers.raw) > MAX_HEADER_LINES:
            raise _final(e.ProtocolError(f"more than {MAX_HEADER_LINES} header lines"))
        status = head.status_code
        if status < 400:
            return
        wait = retry_after(head.headers.get("retry-after"), self.now()) if status in (429, 503) else None
        if wait is not None and wait > min(self.policy.retry.max_retry_after, self.remaining()):
            limited = e.RateLimited(f"HTTP {status}, to come back in {wait:.0f} s")
            limited.status, limited.retry_after = status, wait
            raise limited
        error = e.HTTPStatusError(f"HTTP {status}")
        error.status = status
        if wait is not None:
            error.asked_wait = wait  # type: ignore[attr-defined]
        raise error

    def _redirect(self, head: httpx.Response, body: bytes) -> httpx.URL | None:
        if head.status_code in REDIRECTS:
            location = head.headers.get("location", "").strip()
            if not location:
                raise _final(e.ProtocolError("a redirect without a target"))
        else:
            location = media.meta_refresh(body) or ""
        if not location:
            return None
        return self._target(httpx.URL(self.hops[-1]), location, meta=head.status_code not in REDIRECTS)

    def _target(self, base: httpx.URL, location: str, *, meta: bool) -> httpx.URL | None:
        try:
            joined = str(base.join(_utf8(location)))
        except (httpx.InvalidURL, ValueError, TypeError) as error:
            raise _final(e.ProtocolError("a redirect to what is no URL", cause=error)) from error
        target = parse_url(joined, max_length=self.policy.max_url)
        if base.scheme == "https" and target.scheme == "http" and not self.policy.allow_downgrade:
            raise e.BlockedScheme("https → http")
        return None if meta and str(target) == self.hops[-1] else target

    def _page(self, head: httpx.Response, body: bytes, requested: str) -> Page:
        status, kind = head.status_code, head.headers.get("content-type", "")
        if status == 304 or not 200 <= status < 300:
            raise _final(e.ProtocolError(f"HTTP {status} was not asked for"))
        if not body.strip(b" \t\r\n\x00\xef\xbb\xbf"):
            raise e.EmptyDocument(f"HTTP {status} without content")
        if (other := media.not_html(kind, body)) is not None:
            error = e.NotHTML(f"{other} is not a page")
            error.content_type = other
            raise error
        return Page(body, self.hops[-1], requested, media.charset_of(kind), status, self.now())

    def _robots(self, url: httpx.URL) -> Generator[Step, Any, None]:
        origin = _origin(url)
        if not self.manners.knows(origin):
            yield from self._fetch_robots(url, origin)
        if not self.manners.allows(origin, str(url)):
            raise e.RobotsDisallowed("robots.txt does not allow this URL")

    def _fetch_robots(self, url: httpx.URL, origin: str) -> Generator[Step, Any, None]:
        at = url.copy_with(raw_path=b"/robots.txt")
        try:
            for _ in range(5):
                head, body = yield from self._attempts(at, same_origin=True, cut_at=self.manners.max_bytes)
                if head.status_code not in REDIRECTS:
                    break
                at = parse_url(str(at.join(head.headers.get("location", ""))))
            self.manners.learn(origin, head.status_code, body)
        except e.HTTPStatusError as error:
            self.manners.learn(origin, error.status, b"")
        except (e.InvalidURL, e.BlockedScheme, httpx.InvalidURL):
            self.manners.learn(origin, 404, b"")


def _origin(url: httpx.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode()}"


def _utf8(location: str) -> str:
    """A Location sent as raw UTF-8 reaches us as Latin-1; read it as it was meant."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location


def _final(error: e.FetchError) -> e.FetchError:
    error.final = True  # type: ignore[attr-defined]
    return error
