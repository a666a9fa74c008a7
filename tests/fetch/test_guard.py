"""Where a fetch must not reach: schemes, addresses, names that lie, and TLS that is not what it says."""

import logging
import socket
import threading
import time

import pytest
from faultserver import PAGE, Stall, redirect, response

from newsscrape import errors
from newsscrape.fetch import FetchPolicy, RetryPolicy
from newsscrape.fetch.address import is_public, parse_url, redact
from newsscrape.fetch.wire import AsyncWire, Wire

NO_ROBOTS = FetchPolicy(robots=False, retry=RetryPolicy(instant=True))
PUBLIC = "93.184.216.34"


def wires(policy, resolve):
    """The transport of each shell with a resolver of our own."""
    return {"sync": Wire(policy, resolve), "async": AsyncWire(policy, resolve)}


def resolver(*answers, asked=None):
    """A resolver that gives each tuple of addresses in turn, the last one again and again."""
    calls = [] if asked is None else asked

    def resolve(host, port, **_):
        calls.append(host)
        found = answers[min(len(calls), len(answers)) - 1]
        if isinstance(found, Exception):
            raise found
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    return resolve


INVALID = (
    "", " ", "no scheme", "example.com/page", "example.com:8080/page", "localhost:8000/x", "//example.com/x", "http:",
    "http://", "http:///x", "https:///", "http://a\r\nb/", "http://a/\r\nX-Injected: 1", "http://a/\x00", "http://a\\b/",
    "\thttp://a/", "http://[::1", "http://a:99999/", "http://a:0/", "http://a:port/", "http://a b/", "http://a<b>/",
    "http://%31%32%37.0.0.1/", "http://.../", "http://a/" + "x" * 9_000,
    "http://user@a/", "http://@a/", "http://user:pass@a/", "http://:@a/", "http://a@b@c/",
)  # fmt: skip


@pytest.mark.parametrize("url", INVALID)
def test_rows_1_and_4_urls_that_cannot_be_fetched(url, fetch, connects):
    with pytest.raises(errors.InvalidURL) as caught:
        fetch(url, NO_ROBOTS)
    assert caught.value.attempts == 0
    assert connects.addresses == []


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "FILE:///etc/passwd", "ftp://a/x", "data:text/html,hello", "javascript:alert(1)",
     "gopher://a:70/1", "view-source:http://a/", "ws://a/", "about:blank", "mailto:a"],
)  # fmt: skip
def test_row_2_schemes_that_are_refused(url, fetch, connects):
    with pytest.raises(errors.BlockedScheme) as caught:
        fetch(url, NO_ROBOTS)
    assert caught.value.attempts == 0
    assert connects.addresses == []


def test_what_is_no_text_is_wrong_use(fetch):
    with pytest.raises(TypeError):
        fetch(None, NO_ROBOTS)


PRIVATE = (
    "127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "0.0.0.0", "169.254.1.1",
    "169.254.169.254", "100.64.0.1", "100.100.100.200", "192.0.0.192", "168.63.129.16", "198.18.0.1", "224.0.0.1",
    "255.255.255.255", "240.0.0.1", "192.88.99.1", "203.0.113.5",
    "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:10.0.0.1]", "[::127.0.0.1]",
    "[64:ff9b::7f00:1]", "[64:ff9b:1::1]", "[2002:7f00:1::]", "[2001:0:7f00:1::]", "[fe80::1]", "[fc00::1]",
    "[fd00:ec2::254]", "[fec0::1]", "[ff02::1]",
    "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001", "127.1", "127.0.1", "0", "0xa9fea9fe",
    "localhost", "LOCALHOST", "127.0.0.1.", "①②⑦.⓪.⓪.①", "１２７.0.0.1", "127。0。0。1",
)  # fmt: skip


@pytest.mark.parametrize("host", PRIVATE)
def test_row_3_private_addresses_however_written(host, fetch, connects):
    with pytest.raises((errors.BlockedAddress, errors.InvalidURL, errors.DNSError)) as caught:
        fetch(f"http://{host}/latest/meta-data/", NO_ROBOTS)
    assert connects.addresses == []
    if host.isascii() and not host.endswith(".") and not host.startswith("0177."):
        assert type(caught.value) is errors.BlockedAddress


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "2a00:1450::1"])
def test_public_addresses_are_public(address):
    assert is_public(address)


@pytest.mark.parametrize("host", PRIVATE)
def test_private_addresses_are_not(host):
    assert not is_public(host.strip("[]"))


def test_row_3_one_private_answer_among_public_ones(fetch, connects):
    for found in ((PUBLIC, "10.0.0.1"), ("10.0.0.1", PUBLIC), (PUBLIC, "::1"), (PUBLIC, "64:ff9b::a00:1")):
        with pytest.raises(errors.BlockedAddress):
            fetch("http://mixed.example/", NO_ROBOTS, transport=wires(NO_ROBOTS, resolver(found)))
    assert connects.addresses == []


def test_row_3_what_was_checked_is_what_is_connected_to(serve, fetch, connects):
    """Rebinding: the name is resolved once for a connection, and the checked address is used."""
    connects.port = serve(response(status="503 Busy")).port
    asked = []
    transport = wires(NO_ROBOTS, resolver((PUBLIC,), ("127.0.0.1",), asked=asked))
    with pytest.raises(errors.BlockedAddress) as caught:
        fetch("http://rebinding.example/", NO_ROBOTS, transport=transport)
    assert connects.addresses == [PUBLIC]
    assert len(asked) == 2
    assert caught.value.attempts == 2


@pytest.mark.parametrize("way", ["location", "meta refresh", "robots.txt"])
def test_row_3_sent_to_a_private_address(way, serve, fetch, connects):
    inside = serve(response())
    there = f"http://127.0.0.1:{inside.port}/admin"
    answer = {
        "location": redirect(there),
        "meta refresh": response(f'<meta http-equiv="refresh" content="0; url={there}">'.encode()),
        "robots.txt": response(),
    }[way]
    connects.port = serve(answer, robots=redirect(there)).port
    policy = FetchPolicy(robots=way == "robots.txt", retry=RetryPolicy(instant=True))
    hosts = {"public.example": PUBLIC, "127.0.0.1": "127.0.0.1"}

    def resolve(host, port, **_):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (hosts[host], port))]

    with pytest.raises(errors.BlockedAddress):
        fetch("http://public.example/", policy, transport=wires(policy, resolve))
    assert connects.addresses == [PUBLIC]
    assert inside.connections == 0


def test_loopback_is_reached_only_when_allowed(serve, fetch, policy):
    server = serve(response())
    with pytest.raises(errors.BlockedAddress):
        fetch(server.url, NO_ROBOTS)
    assert server.connections == 0
    assert fetch(server.url, policy()).html == PAGE


def test_the_environment_is_not_trusted(serve, fetch, policy, monkeypatch):
    proxy, server = serve(response(b"from the proxy")), serve(response())
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
    monkeypatch.setenv("no_proxy", "")
    assert fetch(server.url, policy()).html == PAGE
    assert proxy.connections == 0


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("http://me:secret@a/page", "http://a/page"),
        ("http://me:sec/ret@a/page", "http://a/page"),
        ("http://me:sec?r#et@a/page", "http://a/page"),
        ("http://me:sec@ret@a/page", "http://a/page"),
        ("http:\\\\me:secret@a/page", "http:\\\\a/page"),
        ("me:secret@a/page", "me:a/page"),
        ("http://me:sec\r\nret@a/", "http://a/"),
        ("http://a:80/@author/post", "http://a:80/@author/post"),
        ("http://[::1]:80/@author", "http://[::1]:80/@author"),
    ],
)
def test_row_4_passwords_are_cut_out(url, safe):
    assert redact(url) == safe


@pytest.mark.parametrize("url", ["http://me:secret@127.0.0.1/", "http://me:sec/secret@a/", "http://me:secret @a/"])
def test_row_4_passwords_are_never_logged(url, fetch, caplog):
    caplog.set_level(logging.DEBUG)
    with pytest.raises(errors.InvalidURL) as caught:
        fetch(url, NO_ROBOTS)
    error = caught.value
    told = " ".join(map(str, (error, error.url, error.final_url, error.cause, error.__context__, caplog.text)))
    assert "secret" not in told.replace("user name or password", "")


def test_row_5_no_such_name(fetch, connects):
    asked = []
    transport = wires(NO_ROBOTS, resolver(socket.gaierror(socket.EAI_NONAME, "unknown"), asked=asked))
    with pytest.raises(errors.DNSError) as caught:
        fetch("http://nowhere.example/", NO_ROBOTS, transport=transport)
    assert (caught.value.attempts, len(asked)) == (2, 2)
    assert isinstance(caught.value.cause, socket.gaierror)


def test_row_5_no_address_or_no_name_at_all(fetch, connects):
    for answer in ((), UnicodeError("label too long")):
        with pytest.raises(errors.DNSError):
            fetch("http://nowhere.example/", NO_ROBOTS, transport=wires(NO_ROBOTS, resolver(answer)))


def test_row_5_a_resolver_that_hangs(fetch, within):
    policy = FetchPolicy(robots=False, connect_timeout=0.3, retry=RetryPolicy(instant=True))
    done = threading.Event()

    def resolve(*_, **__):
        done.wait(10)
        return []

    try:
        with within(1.5, 0.5), pytest.raises(errors.DNSError):
            fetch("http://slow.example/", policy, transport=wires(policy, resolve))
    finally:
        done.set()


def test_row_6_refused(fetch, policy):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(errors.ConnectError) as caught:
        fetch(f"http://127.0.0.1:{port}/", policy())
    assert caught.value.attempts == 3


def test_row_6_the_next_address_is_tried(serve, fetch, policy):
    port = serve(response()).port
    options = policy()
    transport = wires(options, resolver(("127.0.0.77", "127.0.0.1")))
    assert fetch(f"http://two.example:{port}/", options, transport=transport).html == PAGE


@pytest.mark.parametrize("kind", ["other_host", "expired", "unknown"])
def test_row_7_certificates_that_do_not_hold(kind, serve, fetch, policy, certificates):
    server = serve(response(), tls=getattr(certificates, kind))
    with pytest.raises(errors.TLSError) as caught:
        fetch(server.url, policy(verify=certificates.ca_file))
    assert caught.value.attempts == 1
    assert "certificate" in str(caught.value)
    assert server.requests == []


def test_row_7_a_good_certificate(serve, fetch, policy, certificates):
    server = serve(response(), tls=certificates.good)
    assert fetch(server.url, policy(verify=certificates.ca_file)).html == PAGE
    with pytest.raises(errors.TLSError):
        fetch(server.url, policy())  # not of an authority the system trusts


def test_row_7_verification_cannot_be_turned_off():
    with pytest.raises(ValueError, match="verified"):
        FetchPolicy(verify=False)


def test_row_8_tls_to_a_plain_port(serve, fetch, policy, within):
    server = serve(response())
    with within(2), pytest.raises((errors.TLSError, errors.ConnectError)):
        fetch(server.url.replace("http:", "https:"), policy(connect_timeout=0.5))


def test_row_8_tls_to_a_port_that_says_nothing(fetch, policy, within):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"https://127.0.0.1:{silent.getsockname()[1]}/"
        with within(1, 0.4), pytest.raises(errors.TLSError):
            fetch(url, policy(connect_timeout=0.5))


def test_row_8_plain_to_a_tls_port(serve, fetch, policy, within, certificates):
    server = serve(response(), tls=certificates.good)
    with within(2), pytest.raises((errors.ProtocolError, errors.ConnectError)):
        fetch(server.url.replace("https:", "http:"), policy(connect_timeout=0.5))


def test_faults_inside_tls_are_those_outside(serve, fetch, policy, certificates, within):
    trusting = policy(verify=certificates.ca_file, read_timeout=0.3)
    with within(3), pytest.raises(errors.ReadTimeout):
        fetch(serve(Stall(response(b"half", length=99)), tls=certificates.good).url, trusting)
    with pytest.raises(errors.TruncatedBody):
        fetch(serve(response(b"half", length=99), tls=certificates.good).url, trusting)


def test_row_27_https_is_not_given_up(serve, fetch, policy, certificates):
    plain = serve(response())
    server = serve(redirect(plain.url), tls=certificates.good)
    with pytest.raises(errors.BlockedScheme) as caught:
        fetch(server.url, policy(verify=certificates.ca_file))
    assert (caught.value.final_url, plain.connections) == (server.url, 0)
    allowed = policy(verify=certificates.ca_file, allow_downgrade=True)
    assert fetch(server.url, allowed).url == plain.url


def test_a_url_is_normalised():
    assert str(parse_url(" HTTP://Example.COM:80/a b?c=ä#frag")) == "http://example.com/a%20b?c=%C3%A4"


def test_parsing_is_fast():
    start = time.perf_counter()
    for url in ("http://" + "a." * 4_000, "http://a/" + "@" * 8_000, "http:" + "/" * 8_000, "http://" + "@" * 8_000):
        with pytest.raises(errors.InvalidURL):
            parse_url(url + " " * 9_000 + "x")
    assert time.perf_counter() - start < 1


def test_a_bundle_that_is_none_is_wrong_use(policy, tmp_path):
    (tmp_path / "ca.pem").write_text("nothing")
    for path in ("missing.pem", "ca.pem"):
        with pytest.raises(ValueError, match="no CA bundle"):
            Wire(policy(verify=str(tmp_path / path)))
