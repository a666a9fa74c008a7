"""Whatever the network layer raises, the caller sees one of our errors; whatever a peer sends, a page or an error."""

import asyncio
import concurrent.futures
import pickle
import socket
import ssl

import anyio
import h11
import httpcore
import httpx
import pytest
from faultserver import PAGE, FaultServer, response
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsscrape import errors
from newsscrape.fetch import Fetcher, FetchPolicy, RetryPolicy

E = errors
POLICY = FetchPolicy(robots=False, retry=RetryPolicy(instant=True))
# exception, ours when it comes before the response, ours when it comes in the body
FOREIGN = (
    (httpx.ConnectError("x"), E.ConnectError, E.TruncatedBody),
    (httpx.ConnectTimeout("x"), E.ConnectError, E.TruncatedBody),
    (httpx.ReadError("x"), E.ConnectError, E.TruncatedBody),
    (httpx.WriteError("x"), E.ConnectError, E.TruncatedBody),
    (httpx.CloseError("x"), E.ConnectError, E.TruncatedBody),
    (httpx.ReadTimeout("x"), E.ReadTimeout, E.ReadTimeout),
    (httpx.WriteTimeout("x"), E.ReadTimeout, E.ReadTimeout),
    (httpx.PoolTimeout("x"), E.ConnectError, E.TruncatedBody),
    (httpx.RemoteProtocolError("x"), E.ProtocolError, E.ProtocolError),
    (httpx.RemoteProtocolError("peer closed connection without sending complete message body"),
     E.ProtocolError, E.TruncatedBody),
    (httpx.LocalProtocolError("x"), E.ProtocolError, E.ProtocolError),
    (httpx.UnsupportedProtocol("x"), E.ProtocolError, E.ProtocolError),
    (httpx.DecodingError("x"), E.ProtocolError, E.ProtocolError),
    (httpx.InvalidURL("x"), E.ProtocolError, E.ProtocolError),
    (httpx.StreamError("x"), E.ProtocolError, E.ProtocolError),
    (httpcore.ConnectError("x"), E.ConnectError, E.TruncatedBody),
    (httpcore.ConnectTimeout("x"), E.ConnectError, E.TruncatedBody),
    (httpcore.ReadError("x"), E.ConnectError, E.TruncatedBody),
    (httpcore.ReadTimeout("x"), E.ReadTimeout, E.ReadTimeout),
    (httpcore.RemoteProtocolError("Server disconnected without sending a response."), E.ConnectError, E.TruncatedBody),
    (httpcore.RemoteProtocolError("<ConnectionTerminated error_code:0>"), E.ProtocolError, E.ProtocolError),
    (httpcore.ConnectionNotAvailable(), E.ProtocolError, E.ProtocolError),
    (h11.RemoteProtocolError("x"), E.ProtocolError, E.ProtocolError),
    (ssl.SSLError(1, "x"), E.TLSError, E.TLSError),
    (ssl.SSLCertVerificationError(1, "x"), E.TLSError, E.TLSError),
    (ssl.SSLEOFError(8, "EOF occurred in violation of protocol"), E.ConnectError, E.TruncatedBody),
    (socket.gaierror(-2, "x"), E.DNSError, E.DNSError),
    (UnicodeError("label too long"), E.DNSError, E.DNSError),
    (ConnectionRefusedError(111, "x"), E.ConnectError, E.TruncatedBody),
    (ConnectionResetError(104, "x"), E.ConnectError, E.TruncatedBody),
    (BrokenPipeError(32, "x"), E.ConnectError, E.TruncatedBody),
    (OSError(24, "Too many open files"), E.ConnectError, E.TruncatedBody),
    (TimeoutError("x"), E.ReadTimeout, E.ReadTimeout),
    (EOFError("x"), E.ConnectError, E.TruncatedBody),
    (asyncio.IncompleteReadError(b"", 5), E.ConnectError, E.TruncatedBody),
    (asyncio.InvalidStateError("x"), E.ProtocolError, E.ProtocolError),
    (concurrent.futures.BrokenExecutor("x"), E.ProtocolError, E.ProtocolError),
    (anyio.BrokenResourceError("x"), E.ProtocolError, E.ProtocolError),
    (AssertionError(""), E.ProtocolError, E.ProtocolError),
    (KeyError("x"), E.ProtocolError, E.ProtocolError),
    (RuntimeError("x"), E.ProtocolError, E.ProtocolError),
    (ExceptionGroup("x", [ValueError("y")]), E.ProtocolError, E.ProtocolError),
)  # fmt: skip


class Raising(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Raises at the request, in the body, or at closing."""

    def __init__(self, error, where):
        self.error, self.where = error, where

    def handle_request(self, request):
        if self.where == "request":
            raise self.error
        return httpx.Response(200, headers={"Content-Type": "text/html"}, stream=RaisingBody(self.error, self.where))

    async def handle_async_request(self, request):
        return self.handle_request(request)


class RaisingBody(httpx.SyncByteStream, httpx.AsyncByteStream):
    def __init__(self, error, where):
        self.error, self.where = error, where

    def __iter__(self):
        yield PAGE
        if self.where == "body":
            raise self.error

    async def __aiter__(self):
        for piece in self:
            yield piece

    def close(self):
        if self.where == "close":
            raise self.error

    async def aclose(self):
        self.close()


@pytest.mark.parametrize("where", ["request", "body"])
@pytest.mark.parametrize(("error", "early", "late"), FOREIGN, ids=lambda value: repr(value)[:60])
def test_a_foreign_exception_becomes_ours(error, early, late, where, fetch):
    with pytest.raises(errors.FetchError) as caught:
        fetch("http://example.com/", POLICY, transport=Raising(error, where))
    assert type(caught.value) is (early if where == "request" else late)
    assert caught.value.cause is error
    assert caught.value.__cause__ is error
    assert caught.value.url == "http://example.com/"
    assert caught.value.attempts >= 1


@pytest.mark.parametrize(("error", "early", "late"), FOREIGN, ids=lambda value: repr(value)[:60])
def test_a_connection_that_will_not_close_changes_nothing(error, early, late, fetch):
    assert fetch("http://example.com/", POLICY, transport=Raising(error, "close")).html == PAGE


@pytest.mark.parametrize("where", ["request", "body"])
@pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit, asyncio.CancelledError])
def test_what_ends_the_program_is_not_ours_to_catch(kind, where, fetch):
    with pytest.raises(kind):
        fetch("http://example.com/", POLICY, transport=Raising(kind(), where))


def test_errors_survive_pickling():
    for name in errors.__all__:
        error = getattr(errors, name)("what", url="http://a/", final_url="http://b/", attempts=3, elapsed=1.5)
        copy = pickle.loads(pickle.dumps(error))
        assert (type(copy), str(copy), copy.url, copy.final_url, copy.attempts, copy.elapsed) == (
            type(error), "what", "http://a/", "http://b/", 3, 1.5,
        )  # fmt: skip


def page_or_error(fetcher, url):
    try:
        return fetcher.fetch(url)
    except errors.FetchError as error:
        return error


class Echo:
    """Serves whatever bytes it was last given, and a fetcher for them."""

    def __init__(self):
        self.server = FaultServer(b"")
        retry = RetryPolicy(instant=True)
        self.fetcher = Fetcher(FetchPolicy(allow_private=True, robots=False, deadline=5, retry=retry))

    def serve(self, data):
        self.server.answers = (data,)
        self.server.requests.clear()
        return self.server.url


@pytest.fixture(scope="module")
def echo():
    echo = Echo()
    yield echo
    echo.fetcher.close()
    echo.server.close()


GOOD = response(headers=["Content-Encoding: identity", "Set-Cookie: a=b; Path=/", "Retry-After: 1"])
PARTS = st.sampled_from([
    b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 302 Found\r\n", b"HTTP/1.1 304 Not Modified\r\n", b"HTTP/1.1 503 Busy\r\n",
    b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/0.9 999\r\n", b"Content-Type: text/html; charset=\xff\r\n",
    b"Content-Type: ;;;\r\n", b"Content-Encoding: gzip, br\r\n", b"Content-Encoding: , ,\r\n", b"Content-Length: 5\r\n",
    b"Transfer-Encoding: chunked\r\n", b"Location: /x\r\n", b"Location: http://\xff\xfe/\r\n", b"Location: //\r\n",
    b"Location: ?\xc3\xa4#\r\n", b"Set-Cookie: \xff=;;Domain=.;expires=x\r\n", b"Set-Cookie: ;=;\r\n",
    b"Retry-After: Mon, 99\r\n", b"Refresh: 0\r\n", b" folded\r\n", b"\r\n", b"\n\n", b"\r\n\r\n", b"5\r\nhello\r\n",
    b"0\r\n\r\n", b"<meta http-equiv=refresh content='0;url=http://[x'>", PAGE, b"\x1f\x8b\x08", b"\0",
])  # fmt: skip
MUTATED = st.builds(
    lambda at, cut, new: GOOD[:at] + new + GOOD[at + cut :],
    st.integers(0, len(GOOD)), st.integers(0, 30), st.binary(max_size=20),
)  # fmt: skip
ANYTHING = st.one_of(st.lists(PARTS, max_size=12).map(b"".join), MUTATED, st.binary(max_size=200))


@settings(
    max_examples=400, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=ANYTHING)
def test_whatever_is_served_a_page_or_an_error_comes_of_it(data, echo):
    end = page_or_error(echo.fetcher, echo.serve(data))
    if isinstance(end, errors.FetchError):
        assert end.attempts >= 1
    else:
        assert end.html


@settings(max_examples=300, deadline=None, derandomize=True)
@given(url=st.one_of(st.text(max_size=60), st.text(max_size=40).map(lambda text: f"http://{text}"),
                     st.text("[]:@/?#%.0x1a\\ é", max_size=30).map(lambda text: f"https://{text}")))  # fmt: skip
def test_whatever_is_asked_for_a_page_or_an_error_comes_of_it(url):
    transport = httpx.MockTransport(lambda request: httpx.Response(200, html="<p>x</p>"))
    end = page_or_error(Fetcher(POLICY, transport=transport), url)
    assert isinstance(end.url, str)
