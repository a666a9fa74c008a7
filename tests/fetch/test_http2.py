"""Faults of HTTP/2, in TLS: the same errors and bounds as those of HTTP/1.1 (test_faults.py), through both shells."""

import gzip
import resource
import sys
import time
from dataclasses import dataclass, field

import pytest
from faultserver import PAGE, response
from http2server import Http2Server

from newsscrape import errors as e

KB = 1024


def frame(kind, payload=b"", *, flags=0, stream=1):
    return len(payload).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + payload


@dataclass(frozen=True)
class Fault:
    """What is served, and what must come of it."""

    id: str
    row: int
    error: type
    attempts: int
    answer: object = field(compare=False)
    seconds: float = 2.0
    policy: dict = field(default_factory=dict)


def stalled(peer):
    peer.pause()


def stalled_body(peer):
    peer.headers()
    peer.data(b"half")
    peer.pause()


def drip(peer):
    peer.headers()
    while peer.pause(0.05):
        peer.data(b"x")


def goaway_in_the_body(peer):
    peer.headers()
    peer.data(b"half")
    peer.goaway()
    peer.pause(0.1)


def reset_in_the_body(peer):
    peer.headers()
    peer.data(b"half")
    peer.reset()


def half_a_body(peer):
    peer.headers()
    peer.data(b"half")


def short_body(peer):
    peer.headers(("content-length", "100"))
    peer.data(b"half", end=True)


def long_body(peer):
    peer.headers(("content-length", "2"))
    peer.data(b"more than two", end=True)


def endless_body(peer):
    peer.headers()
    while peer.pause(0):
        peer.data(bytes(16 * KB))


def endless_pings(peer):
    while peer.pause(0):
        peer.raw(frame(6, bytes(8), stream=0) * 500)


def endless_empty_data(peer):
    peer.headers()
    while peer.pause(0):
        peer.raw(frame(0) * 500)


def endless_continuation(peer):
    peer.raw(frame(1, b"\x88"))
    while peer.pause(0):
        peer.raw(frame(9, bytes(16 * KB)))


def many_informational(peer):
    for _ in range(20):
        peer.h2.send_headers(peer.stream, [(":status", "103"), ("link", "</a>")])
        peer.flush()
    peer.page()


def header_bomb(peer):
    """One byte a field: each is the same long one, kept in the table of the compression."""
    peer.h2.send_headers(peer.stream, [(":status", "200"), *[("x-long", "x" * 3 * KB)] * 150])
    peer.flush()
    peer.data(PAGE, end=True)


QUICK = {"read_timeout": 0.15}
SHORT = {"deadline": 0.5}
FAULTS = (
    Fault("goaway-before-the-response", 9, e.ProtocolError, 3, lambda peer: peer.goaway()),
    Fault("goaway-that-names-no-stream", 9, e.ProtocolError, 3, lambda peer: peer.goaway(2, 0)),
    Fault("goaway-in-the-body", 9, e.ProtocolError, 3, goaway_in_the_body),
    Fault("reset-before-the-response", 9, e.ProtocolError, 3, lambda peer: peer.reset()),
    Fault("reset-refused", 9, e.ProtocolError, 3, lambda peer: peer.reset(7)),
    Fault("reset-in-the-body", 9, e.ProtocolError, 3, reset_in_the_body),
    Fault("closed-before-the-response", 6, e.ConnectError, 3, lambda peer: None),
    Fault("stalled-before-the-response", 10, e.ReadTimeout, 3, stalled, policy=QUICK),
    Fault("stalled-body", 10, e.ReadTimeout, 3, stalled_body, policy=QUICK),
    Fault("slow-drip", 11, e.DeadlineExceeded, 1, drip, 1.5, SHORT),
    Fault("endless-pings", 11, e.DeadlineExceeded, 1, endless_pings, 1.5, SHORT),
    Fault("endless-empty-data", 11, e.DeadlineExceeded, 1, endless_empty_data, 1.5, SHORT),
    Fault("endless-body", 12, e.BodyTooLarge, 1, endless_body, 5),
    Fault("announced-too-large", 12, e.BodyTooLarge, 1, lambda peer: peer.headers(("content-length", "50000000"))),
    Fault("bomb", 13, e.BodyTooLarge, 1,
          lambda peer: peer.page(("content-encoding", "gzip"), body=gzip.compress(bytes(40_000_000))), 5),
    Fault("six-encodings", 14, e.DecodeError, 1,
          lambda peer: peer.page(("content-encoding", "gzip, gzip, gzip, gzip, gzip, gzip"))),
    Fault("300-KB-of-header", 15, e.ProtocolError, 1,
          lambda peer: peer.page(*[(f"x-{n}", "~" * 8 * KB) for n in range(40)])),
    Fault("header-bomb", 15, e.ProtocolError, 1, header_bomb),
    Fault("endless-continuation", 15, e.ProtocolError, 1, endless_continuation),
    Fault("201-header-lines", 15, e.ProtocolError, 1, lambda peer: peer.page(*[(f"x-{n}", "1") for n in range(200)])),
    Fault("20-1xx", 16, e.ProtocolError, 1, many_informational),
    Fault("closed-in-the-body", 17, e.TruncatedBody, 3, half_a_body),
    Fault("short-content-length", 17, e.TruncatedBody, 3, short_body),
    Fault("truncated-gzip", 18, e.TruncatedBody, 3,
          lambda peer: peer.page(("content-encoding", "gzip"), body=gzip.compress(PAGE)[:-9])),
    Fault("long-content-length", 20, e.ProtocolError, 2, long_body),
    Fault("data-before-headers", 20, e.ProtocolError, 2, lambda peer: peer.raw(frame(0, b"data"))),
    Fault("a-frame-too-large", 20, e.ProtocolError, 2, lambda peer: peer.raw(b"\xff\xff\xff" + bytes(6))),
    Fault("headers-that-cannot-be-read", 20, e.ProtocolError, 2, lambda peer: peer.raw(frame(1, b"\xff" * 9, flags=4))),
    Fault("no-frames-at-all", 6, e.ConnectError, 3, lambda peer: peer.raw(response())),
    Fault("503-lasting", 36, e.HTTPStatusError, 3, lambda peer: peer.page(status="503")),
    Fault("404", 37, e.HTTPStatusError, 1, lambda peer: peer.page(status="404")),
    Fault("204", 39, e.EmptyDocument, 1, lambda peer: peer.headers(status="204", end=True)),
)  # fmt: skip


@pytest.fixture
def serve2(certificates):
    """Start an Http2Server with these answers."""
    servers = []

    def start(*answers):
        servers.append(Http2Server(*answers, tls=certificates.http2))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


@pytest.fixture
def trusting(policy, certificates):
    return lambda **changes: policy(**{"verify": certificates.ca_file, "http2": True, **changes})


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.id)
def test_fault(fault, serve2, fetch, trusting):
    server = serve2(fault.answer)
    before, started = _peak(), time.monotonic()
    with pytest.raises(e.FetchError) as caught:
        fetch(server.url, trusting(**fault.policy))
    assert time.monotonic() - started < fault.seconds
    assert type(caught.value) is fault.error, repr(caught.value)
    assert (caught.value.attempts, len(server.requests), server.connections) == (fault.attempts,) * 3
    assert _peak() - before < 100 << 20


def _peak():
    """The most memory this process ever had resident, bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else KB)


def reset_late(peer):
    """All of the page, and in the same breath the end of the connection."""
    peer.h2.send_headers(peer.stream, [(":status", "200"), ("content-type", "text/html")])
    peer.h2.send_data(peer.stream, PAGE, end_stream=True)
    peer.goaway()


def early_hints(peer):
    for _ in range(10):
        peer.h2.send_headers(peer.stream, [(":status", "103"), ("link", "</a>")])
    peer.page()


SURVIVED = {
    "plain": (lambda peer: peer.page(),),
    "content-length": (lambda peer: peer.page(("content-length", str(len(PAGE)))),),
    "goaway-once": (lambda peer: peer.goaway(), lambda peer: peer.page()),
    "goaway-in-the-body-once": (goaway_in_the_body, lambda peer: peer.page()),
    "reset-twice": (reset_in_the_body, lambda peer: peer.reset(), lambda peer: peer.page()),
    "goaway-after-all": (reset_late,),
    "ten-1xx": (early_hints,),
    "60-KB-of-header": (lambda peer: peer.page(*[(f"x-{n}", "x" * 6_000) for n in range(10)]),),
    "gzip": (lambda peer: peer.page(("content-encoding", "gzip"), body=gzip.compress(PAGE)),),
    "redirect": (lambda peer: peer.headers(("location", "/there"), status="302", end=True), lambda peer: peer.page()),
    "connection-header": (lambda peer: peer.page(("connection", "close")),),
}


@pytest.mark.parametrize("answers", SURVIVED.values(), ids=SURVIVED)
def test_survived(answers, serve2, fetch, trusting):
    server = serve2(*answers)
    assert fetch(server.url, trusting()).html == PAGE
    assert len(server.requests) == server.connections == len(answers)
    assert all(b" HTTP/2" in request for request in server.requests)


def test_a_body_larger_than_any_window(serve2, fetch, trusting):
    body = PAGE * 100_000
    assert fetch(serve2(lambda peer: peer.page(body=body)).url, trusting()).html == body


@pytest.mark.parametrize("offered", [True, False])
def test_the_server_chooses_among_what_is_offered(offered, serve, fetch, trusting, certificates):
    """HTTP/1.1 where the server has no HTTP/2, or where it is not offered to one that would have it."""
    server = serve(response(), tls=certificates.good if offered else certificates.http2)
    assert fetch(server.url, trusting(http2=offered)).html == PAGE
    assert b"HTTP/1.1" in server.requests[0]


def test_the_guard_holds(serve2, fetch, trusting):
    server = serve2(lambda peer: peer.page())
    with pytest.raises(e.BlockedAddress):
        fetch(server.url, trusting(allow_private=False))
    assert server.connections == 0
