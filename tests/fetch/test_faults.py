"""Every fault a server can serve: its error, its number of requests and its time, through both shells.

`row` is the row of the table in docs/fetching.md.
"""

import gzip
import time
import zlib
from dataclasses import dataclass, field

import brotli
import pytest
import zstandard
from faultserver import (
    PAGE,
    Answering,
    Drip,
    FaultServer,
    Flood,
    Reset,
    Stall,
    chunked,
    redirect,
    response,
)

from newsscrape import errors
from newsscrape.charset import decode
from newsscrape.fetch import RetryPolicy

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
LONG = PAGE * 50
CODECS = {
    "gzip": gzip.compress(LONG),
    "deflate": zlib.compress(LONG),
    "br": brotli.compress(LONG),
    "zstd": zstandard.compress(LONG),
}


def coded(body, coding):
    return response(body, headers=[f"Content-Encoding: {coding}"])


def deflate(data):
    stream = zlib.compressobj(9, zlib.DEFLATED, -15)
    return stream.compress(data) + stream.flush()


def encoded(body, codings):
    for coding in codings.split(", "):
        body = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress, "zstd": zstandard.compress}[
            coding
        ](body)
    return body


@dataclass(frozen=True)
class Fault:
    """What is served, and what must come of it."""

    id: str
    row: int
    answers: tuple
    error: type
    attempts: int
    seconds: float = 2.0
    """At most so long; far above what it takes, but below every timeout not meant."""
    least: float = 0.0
    policy: dict = field(default_factory=dict)


E = errors
QUICK = {"read_timeout": 0.15}
FAULTS = (
    # connection
    Fault("reset-before-headers", 6, (Reset(),), E.ConnectError, 3),
    Fault("closed-without-a-word", 6, (b"",), E.ConnectError, 3),
    Fault("closed-in-the-head", 6, (HEAD,), E.ConnectError, 3),
    Fault("http2-goaway-unasked", 20, (bytes.fromhex("0000080700000000000000000000000001"),), E.ProtocolError, 2),
    Fault("http2-settings-unasked", 20, (bytes.fromhex("000000040000000000" "00000403000000000100000008"),),
          E.ProtocolError, 2),
    # time and size
    Fault("stalled-before-headers", 10, (Stall(),), E.ReadTimeout, 3, 2, 0.4, QUICK),
    Fault("stalled-in-headers", 10, (Stall(HEAD),), E.ReadTimeout, 3, 2, 0.4, QUICK),
    Fault("stalled-body", 10, (Stall(response(b"half", length=100)),), E.ReadTimeout, 3, 2, 0.4, QUICK),
    Fault("stalled-chunked-body", 10, (Stall(chunked(b"half", end=b"")),), E.ReadTimeout, 3, 2, 0.4, QUICK),
    Fault("slow-drip-body", 11, (Drip(response(b"", length=10_000)),), E.DeadlineExceeded, 1, 1.5, 0.5,
          {"deadline": 0.5}),
    Fault("slow-drip-chunks", 11, (Drip(chunked(end=b""), b"1\r\nx\r\n"),), E.DeadlineExceeded, 1, 1.5, 0.5,
          {"deadline": 0.5}),
    Fault("slow-drip-headers", 11, (Drip(HEAD, b"X-More: 1\r\n"),), E.DeadlineExceeded, 1, 1.5, 0.5, {"deadline": 0.5}),
    Fault("slow-drip-status-line", 11, (Drip(b"HTTP/1.1 200 ", b"O"),), E.DeadlineExceeded, 1, 1.5, 0.5,
          {"deadline": 0.5}),
    Fault("slow-drip-of-1xx", 11, (Drip(b"", b"HTTP/1.1 102 Wait\r\n\r\n", 0.1),), E.DeadlineExceeded, 1, 1.5, 0.5,
          {"deadline": 0.5}),
    Fault("stall-until-the-deadline", 11, (Stall(HEAD),), E.DeadlineExceeded, 1, 1.5, 0.5, {"deadline": 0.5}),
    Fault("stalls-retried-until-the-deadline", 11, (Stall(HEAD),), E.DeadlineExceeded, 2, 1.5, 0.5,
          {"deadline": 0.5, "read_timeout": 0.3, "retry": RetryPolicy(base_wait=0)}),
    Fault("endless-body", 12, (Flood(HEAD + b"\r\n", b"x" * 65_536),), E.BodyTooLarge, 1, 5),
    Fault("endless-chunks", 12, (Flood(chunked(end=b""), b"8000\r\n" + b"x" * 32_768 + b"\r\n"),),
          E.BodyTooLarge, 1, 5),
    Fault("announced-too-large", 12, (Stall(response(b"", length=50_000_000)),), E.BodyTooLarge, 1),
    Fault("over-a-small-cap", 12, (response(),), E.BodyTooLarge, 1, policy={"max_body": 10}),
    Fault("six-encodings", 14, (coded(b"x", "gzip, gzip, br, zstd, deflate, gzip"),), E.DecodeError, 1),
    Fault("endless-headers", 15, (Flood(HEAD, b"X-More: " + b"x" * 1000 + b"\r\n"),), E.ProtocolError, 1),
    Fault("one-endless-header", 15, (Flood(HEAD + b"X-More: ", b"x" * 65_536),), E.ProtocolError, 1),
    Fault("300-KB-of-header", 15, (response(headers=["X-Long: " + "x" * 300_000]),), E.ProtocolError, 1),
    Fault("201-header-lines", 15, (response(headers=[f"X-{n}: 1" for n in range(199)]),), E.ProtocolError, 1),
    Fault("100-1xx", 16, (b"HTTP/1.1 103 Early Hints\r\n\r\n" * 100 + response(),), E.ProtocolError, 1),
    Fault("endless-1xx", 16, (Flood(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),), E.ProtocolError, 1),
    # framing and encoding
    Fault("reset-mid-body", 17, (Reset(response(b"half", length=100)),), E.TruncatedBody, 3),
    Fault("reset-mid-body-without-length", 17, (Reset(HEAD + b"\r\nhalf"),), E.TruncatedBody, 3),
    Fault("short-content-length", 17, (response(length=len(PAGE) + 50),), E.TruncatedBody, 3),
    Fault("missing-last-chunk", 17, (chunked(PAGE, end=b""),), E.TruncatedBody, 3),
    Fault("half-a-chunk", 17, (chunked(end=b"ff\r\nhalf"),), E.TruncatedBody, 3),
    *(Fault(f"truncated-{name}", 18, (coded(data[:-12], name),), E.TruncatedBody, 3) for name, data in CODECS.items()),
    *(Fault(f"{name}-cut-by-one", 18, (coded(data[:-1], name),), E.TruncatedBody, 3) for name, data in CODECS.items()),
    Fault("truncated-raw-deflate", 18, (coded(deflate(LONG)[:-3], "deflate"),), E.TruncatedBody, 3),
    Fault("truncated-second-gzip-member", 18, (coded(CODECS["gzip"] + CODECS["gzip"][:-9], "gzip"),),
          E.TruncatedBody, 3),
    Fault("truncated-inner-coding", 18, (coded(brotli.compress(CODECS["gzip"][:-9]), "gzip, br"),), E.TruncatedBody, 3),
    Fault("conflicting-content-length", 20, (response(headers=["Content-Length: 7"]),), E.ProtocolError, 2),
    Fault("negative-content-length", 20, (response(length=-5),), E.ProtocolError, 2),
    Fault("junk-content-length", 20, (response(length="many"),), E.ProtocolError, 2),
    Fault("bad-chunk-size", 20, (chunked(end=b"zz\r\nx\r\n"),), E.ProtocolError, 2),
    Fault("negative-chunk-size", 20, (chunked(end=b"-5\r\nx\r\n"),), E.ProtocolError, 2),
    Fault("chunk-longer-than-said", 20, (chunked(end=b"2\r\nxxxxxx\r\n0\r\n\r\n"),), E.ProtocolError, 2),
    Fault("bad-status-line", 20, (b"this is not http\r\n\r\n",), E.ProtocolError, 2),
    Fault("bad-status-code", 20, (b"HTTP/1.1 abc OK\r\n\r\n",), E.ProtocolError, 2),
    Fault("nul-in-header", 20, (response(headers=["X-Nul: a\0b"]),), E.ProtocolError, 2),
    Fault("header-without-colon", 20, (response(headers=["nonsense"]),), E.ProtocolError, 2),
    Fault("unknown-transfer-encoding", 20, (response(headers=["Transfer-Encoding: gzip"]),), E.ProtocolError, 2),
    *(Fault(f"corrupt-{name}", 22, (coded(data[:20] + b"\xff\x00\xaa" * 20 + data[80:], name),), E.DecodeError, 1)
      for name, data in CODECS.items() if name != "br"),
    *(Fault(f"no-{name}-at-all", 22, (coded(b"<html>plain</html>", name),), E.DecodeError, 1) for name in CODECS),
    Fault("unknown-encoding", 22, (coded(PAGE, "nonsense"),), E.DecodeError, 1),
    Fault("compress-encoding", 22, (coded(PAGE, "compress"),), E.DecodeError, 1),
    Fault("a-thousand-gzip-members", 22, (coded(gzip.compress(b"") * 1_001, "gzip"),), E.DecodeError, 1),
    # redirects
    Fault("redirect-to-itself", 24, (redirect("/page"),), E.TooManyRedirects, 1),
    Fault("redirect-loop-of-two", 24, (redirect("/b"), redirect("/page")), E.TooManyRedirects, 2),
    Fault("eleven-hops", 24, tuple(redirect(f"/{n}") for n in range(12)), E.TooManyRedirects, 11),
    Fault("redirect-without-location", 25, (response(b"", "302 Found"),), E.ProtocolError, 1),
    Fault("redirect-to-nothing", 25, (redirect(""),), E.ProtocolError, 1),
    Fault("redirect-to-no-url", 25, (redirect("http://[::1"),), E.ProtocolError, 1),
    Fault("redirect-to-a-bad-port", 25, (redirect("http://127.0.0.1:99999/"),), E.ProtocolError, 1),
    *(Fault(f"redirect-to-{url.partition(':')[0]}", 2, (redirect(url),), E.BlockedScheme, 1)
      for url in ("file:///etc/passwd", "ftp://127.0.0.1/x", "data:text/html,x", "javascript:alert(1)", "gopher://h/1")),
    Fault("redirect-with-a-password", 4, (redirect("http://me:secret@127.0.0.1/"),), E.InvalidURL, 1),
    Fault("cookie-wall-without-a-door", 29, (redirect("/page", headers=["Set-Cookie: ok=1"]),), E.TooManyRedirects, 2),
    Fault("meta-refresh-to-itself", 30, (response(b'<meta http-equiv=refresh content="0;url=/page">x'),),
          E.TooManyRedirects, 1),
    Fault("meta-refresh-loop", 30, (response(b'<meta http-equiv="refresh" content="0; url=/b">x'),
                                    response(b'<meta http-equiv="refresh" content="1; url=/page">x')),
          E.TooManyRedirects, 2),
    Fault("meta-refresh-to-file", 30, (response(b'<meta http-equiv=refresh content="0;url=file:///etc/passwd">'),),
          E.BlockedScheme, 1),
    # status
    Fault("429-beyond-the-budget", 34, (response(status="429 Slow", headers=["Retry-After: 3600"]),), E.RateLimited, 1),
    Fault("503-date-beyond-the-budget", 34,
          (response(status="503 Busy", headers=["Retry-After: Fri, 31 Dec 2999 23:59:59 GMT"]),), E.RateLimited, 1),
    *(Fault(f"{code}-lasting", 36, (response(status=f"{code} Broken"),), E.HTTPStatusError, 3)
      for code in (429, 500, 502, 503, 504)),
    Fault("501", 36, (response(status="501 Not Implemented"),), E.HTTPStatusError, 1),
    *(Fault(f"{code}", 37, (response(status=f"{code} No"),), E.HTTPStatusError, 1)
      for code in (400, 401, 403, 404, 410, 451)),
    Fault("unsolicited-304", 38, (response(b"", "304 Not Modified", length=False),), E.ProtocolError, 1),
    Fault("unsolicited-101", 20, (b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",),
          E.ProtocolError, 2),
    Fault("300", 25, (response(b"choose", "300 Multiple Choices"),), E.ProtocolError, 1),
    Fault("204", 39, (response(b"", "204 No Content", length=False),), E.EmptyDocument, 1),
    Fault("empty-200", 39, (response(b""),), E.EmptyDocument, 1),
    Fault("blank-200", 39, (response(b"\xef\xbb\xbf \r\n\t"),), E.EmptyDocument, 1),
    *(Fault(f"type-{kind}", 40, (response(kind=kind),), E.NotHTML, 1)
      for kind in ("application/pdf", "image/png", "application/octet-stream", "application/json", "video/mp4")),
    *(Fault(f"magic-{name}", 40, (response(magic + b"0" * 64),), E.NotHTML, 1)
      for name, magic in {"pdf": b"%PDF-1.7\n", "png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff\xe0",
                          "gif": b"GIF89a", "zip": b"PK\x03\x04", "gzip": b"\x1f\x8b\x08", "mp4": b"\0\0\0 ftypisom",
                          "webp": b"RIFF\0\0\0\0WEBP"}.items()),
)  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.id)
def test_fault(fault, serve, fetch, policy, within):
    server = serve(*fault.answers)
    with within(fault.seconds, fault.least), pytest.raises(errors.FetchError) as caught:
        fetch(server.url, policy(**fault.policy))
    error = caught.value
    assert type(error) is fault.error
    assert (error.attempts, len(server.requests)) == (fault.attempts, fault.attempts)
    assert error.url == server.url
    assert error.final_url.startswith(server.url[: -len("/page")])
    assert fault.least <= error.elapsed <= fault.seconds
    assert error.cause is error.__cause__


def test_there_are_enough_of_them():
    assert len(FAULTS) >= 90
    assert len({fault.id for fault in FAULTS}) == len(FAULTS)


@dataclass(frozen=True)
class Survived:
    """What is served, and the page that must come of it all the same."""

    id: str
    row: int
    answers: tuple
    body: bytes = PAGE
    requests: int = 1


SURVIVED = (
    Survived("plain", 19, (response(),)),
    Survived("reset-once", 6, (Reset(), response()), requests=2),
    Survived("truncated-once", 17, (response(length=999), response()), requests=2),
    Survived("truncated-gzip-once", 18, (coded(CODECS["gzip"][:-5], "gzip"), response()), requests=2),
    Survived("protocol-error-once", 20, (b"nonsense\r\n\r\n", response()), requests=2),
    *(Survived(f"{code}-flapping", 35, (response(status=f"{code} X"), response(status=f"{code} X"), response()),
               requests=3) for code in (500, 502, 503, 504)),
    Survived("bytes-past-content-length", 19, (response(PAGE + b"<p>smuggled</p>", length=len(PAGE)),)),
    Survived("length-and-chunked", 21, (chunked(PAGE, headers=["Content-Length: 5"]),)),
    Survived("no-length-then-close", 17, (response(length=False),)),
    Survived("http-1.0", 17, (b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE,)),
    Survived("ten-1xx", 16, (b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 10 + response(),)),
    Survived("200-header-lines", 15, (response(headers=[f"X-{n}: 1" for n in range(198)]),)),
    Survived("250-KB-of-header", 15, (response(headers=["X-Long: " + "x" * 250_000]),)),
    Survived("250-KB-of-headers", 15, (response(headers=[f"X-{n}: " + "x" * 2_000 for n in range(125)]),)),
    *(Survived(name, 22, (coded(data, name),), LONG) for name, data in CODECS.items()),
    Survived("bare-deflate", 22, (coded(deflate(LONG), "deflate"),), LONG),
    Survived("two-gzip-members", 18, (coded(CODECS["gzip"] * 2, "gzip"),), LONG * 2),
    Survived("two-zstd-frames", 18, (coded(CODECS["zstd"] * 2, "zstd"),), LONG * 2),
    Survived("gzip-with-a-tail", 22, (coded(CODECS["gzip"] + b"\0\0\0", "gzip"),), LONG),
    Survived("five-encodings", 14, (coded(encoded(PAGE, "gzip, br, zstd, deflate, gzip"),
                                          "gzip, br, zstd, deflate, gzip"),)),
    Survived("identity", 22, (coded(PAGE, "identity"),)),
    Survived("upper-case-coding", 22, (coded(CODECS["gzip"], "X-GZIP"),), LONG),
    Survived("ten-hops", 24, (*(redirect(f"/{n}") for n in range(10)), response()), requests=11),
    Survived("utf8-location", 28, (redirect("/düsseldorf/köln"), response()), requests=2),
    Survived("space-in-location", 28, (redirect("/a page"), response()), requests=2),
    Survived("relative-location", 28, (redirect("../other?a=b"), response()), requests=2),
    Survived("meta-refresh", 30, (response(b'<meta http-equiv="Refresh" content="0; URL=\'/next\'">go'), response()),
             requests=2),
    Survived("late-meta-refresh", 30, (response(b'<meta http-equiv="refresh" content="300; url=/next">stay'),),
             b'<meta http-equiv="refresh" content="300; url=/next">stay'),
    Survived("meta-refresh-for-the-scriptless", 30, (
        response(b'<noscript><meta http-equiv="refresh" content="0; url=/next"></noscript>stay'),),
        b'<noscript><meta http-equiv="refresh" content="0; url=/next"></noscript>stay'),
    Survived("xhtml", 40, (response(kind="application/xhtml+xml"),)),
    Survived("no-type", 40, (response(kind=None),)),
)  # fmt: skip


@pytest.mark.parametrize("case", SURVIVED, ids=lambda case: case.id)
def test_survived(case, serve, fetch, policy, within):
    server = serve(*case.answers)
    with within(3):
        page = fetch(server.url, policy())
    assert page.html == case.body
    assert len(server.requests) == case.requests
    assert page.requested_url == server.url
    assert page.url.endswith(server.paths[-1])


@pytest.mark.parametrize("split", range(1, 60))
def test_a_second_gzip_member_is_found_wherever_the_pieces_end(split):
    from newsscrape.fetch.coding import BodyDecoder

    member = gzip.compress(b"one two three")
    decoder = BodyDecoder("gzip", 1_000)
    for piece in ((member * 2)[:split], (member * 2)[split:]):
        decoder.feed(piece)
    assert decoder.finish() == b"one two three" * 2


@pytest.mark.parametrize("coding", [*CODECS, "bare deflate"])
def test_one_byte_at_a_time(coding):
    from newsscrape.fetch.coding import BodyDecoder

    decoder = BodyDecoder(coding.split()[-1], 100_000)
    for byte in deflate(LONG) if coding == "bare deflate" else CODECS[coding]:
        decoder.feed(bytes([byte]))
    assert decoder.finish() == LONG


@pytest.mark.parametrize("label", ["base64", "hex", "zip", "rot13", "idna", "undefined", "utf-7", "x" * 50, "klingon"])
def test_row_23_a_charset_that_is_none(label, serve, fetch, policy):
    text = "<p>Grüße aus Köln</p>"
    server = serve(response(text.encode("cp1252"), kind=f"text/html; charset={label}"))
    page = fetch(server.url, policy())
    read = decode(page.html, page.charset)
    assert read.text == text
    assert any("charset" in warning for warning in read.warnings)


def test_row_24_the_hops_are_listed(serve, fetch, policy):
    server = serve(redirect("/b"), redirect("/c"), redirect("/b"))
    with pytest.raises(errors.TooManyRedirects) as caught:
        fetch(server.url, policy())
    base = server.url[: -len("/page")]
    assert caught.value.hops == (server.url, f"{base}/b", f"{base}/c", f"{base}/b")


def test_row_26_secrets_stay_at_their_origin(serve, fetch, policy):
    other = serve(response())
    server = serve(redirect(other.url))
    secrets = (("Authorization", "Bearer secret"), ("Cookie", "session=secret"), ("X-Plain", "yes"))
    fetch(server.url, policy(headers=secrets))
    assert b"Bearer secret" in server.requests[0]
    assert b"session=secret" in server.requests[0]
    assert b"secret" not in other.requests[0]
    assert b"X-Plain: yes" in other.requests[0]


def test_row_29_a_cookie_wall_is_passed(serve, fetch, policy):
    def wall(request):
        return response() if b"consent=yes" in request else redirect("/page", headers=["Set-Cookie: consent=yes"])

    server = serve(Answering(wall))
    assert fetch(server.url, policy()).html == PAGE
    assert len(server.requests) == 2


def test_row_29_cookies_end_with_the_fetch(serve, policy):
    from newsscrape.fetch import Fetcher

    server = serve(response(headers=["Set-Cookie: seen=1"]))
    with Fetcher(policy()) as fetcher:
        fetcher.fetch(server.url)
        fetcher.fetch(server.url)
    assert b"seen=1" not in server.requests[1]


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_rows_31_and_32_retry_after_is_waited_for(form, serve, fetch, policy, within):
    from email.utils import formatdate

    def answer(request):
        # a date has whole seconds, so it may mean up to a second less
        after = "1" if form == "seconds" else formatdate(int(time.time()) + 2, usegmt=True)
        return response(status="429 Slow down", headers=[f"Retry-After: {after}"])

    server = serve(Answering(answer), response())
    with within(2.5 if form == "date" else 1.5, 0.9):
        assert fetch(server.url, policy(retry=RetryPolicy())).html == PAGE


@pytest.mark.parametrize("value", ["-5", "soon", "", "1e3", "Wed, 21 Oct 2015 07:28:00 GMT", "½"])
def test_row_33_what_is_no_wait_is_the_normal_backoff(value, serve, fetch, policy):
    server = serve(response(status="503 Busy", headers=[f"Retry-After: {value}"]), response())
    waits = []

    async def sleep(seconds):
        waits.append(seconds)

    fetch(server.url, policy(retry=RetryPolicy(base_wait=0.25)), sleep={"sync": waits.append, "async": sleep})
    assert len(waits) == 1
    assert 0 <= waits[0] <= 0.25


def test_row_34_says_how_long(serve, fetch, policy):
    server = serve(response(status="503 Busy", headers=["Retry-After: 777"]))
    with pytest.raises(errors.RateLimited) as caught:
        fetch(server.url, policy())
    assert (caught.value.status, caught.value.retry_after) == (503, 777.0)


def test_attempts_end_where_the_total_time_does(serve, fetch, policy):
    server = serve(response(status="503 Busy"))
    retry = RetryPolicy(attempts=1_000, total=0.5, base_wait=0.2, max_wait=0.2)
    with pytest.raises(errors.HTTPStatusError) as caught:
        fetch(server.url, policy(retry=retry))
    assert 2 <= caught.value.attempts < 100
    assert caught.value.elapsed < 2


def test_the_server_serves_what_it_should():
    server = FaultServer(response())
    try:
        import socket

        with socket.create_connection(("127.0.0.1", server.port)) as client:
            client.sendall(b"GET /page HTTP/1.1\r\n\r\n")
            assert client.recv(65_536) == response()
    finally:
        server.close()
