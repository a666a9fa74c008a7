"""Faults served by a raw socket on loopback; each has its error and its number of attempts."""

import gzip
import socketserver
import threading

import pytest

from newsscrape import errors
from newsscrape.fetch import FetchPolicy, fetch
from newsscrape.fetch.policy import RetryPolicy

PAGE = b"<html><body><p>Hello from the loopback server.</p></body></html>"


def response(body=PAGE, status="200 OK", headers=(), length=None):
    lines = [f"HTTP/1.1 {status}", "Content-Type: text/html", "Connection: close", *headers]
    if length is not False:
        lines.append(f"Content-Length: {len(body) if length is None else length}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@pytest.fixture
def serve():
    servers = []

    def start(*answers):
        """Serve the answers in turn, the last one again and again; gives the URL and the list of requests."""
        seen = []

        class Handler(socketserver.BaseRequestHandler):
            def handle(self):
                data = b""
                while b"\r\n\r\n" not in data:
                    part = self.request.recv(4096)
                    if not part:
                        return
                    data += part
                seen.append(data.split(b" ", 2)[1].decode())
                self.request.sendall(answers[min(len(seen), len(answers)) - 1])

        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_address[1]}/page", seen

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def policy(**changes):
    return FetchPolicy(allow_private=True, robots=False, retry=RetryPolicy(instant=True), **changes)


def test_a_page_arrives(serve):
    url, seen = serve(response())
    page = fetch(url, policy())
    assert (page.html, page.status, page.url) == (PAGE, 200, url)
    assert seen == ["/page"]


def test_a_compressed_page_arrives(serve):
    url, _ = serve(response(gzip.compress(PAGE), headers=["Content-Encoding: gzip"]))
    assert fetch(url, policy()).html == PAGE


def test_a_passing_failure_is_retried(serve):
    url, seen = serve(response(status="503 Service Unavailable"), response())
    assert fetch(url, policy()).status == 200
    assert len(seen) == 2


@pytest.mark.parametrize(
    ("answer", "error", "attempts"),
    [
        (response(length=len(PAGE) + 50), errors.TruncatedBody, 3),
        (response(gzip.compress(PAGE)[:-12], headers=["Content-Encoding: gzip"]), errors.TruncatedBody, 3),
        (response(b"not gzip at all", headers=["Content-Encoding: gzip"]), errors.DecodeError, None),
        (response(b"x", headers=["Content-Encoding: nonsense"]), errors.DecodeError, None),
        (response(status="404 Not Found"), errors.HTTPStatusError, 1),
        (response(status="500 Internal Server Error"), errors.HTTPStatusError, 3),
        (response(b"", status="204 No Content", length=False), errors.EmptyDocument, None),
        (response(b""), errors.EmptyDocument, None),
        (response(b"%PDF-1.7 rest of a document"), errors.NotHTML, 1),
        (response(b"\x89PNG\r\n\x1a\n" + b"0" * 64), errors.NotHTML, 1),
        (response(status="302 Found", headers=["Location: file:///etc/passwd"]), errors.BlockedScheme, 1),
        (response(status="302 Found", headers=["Location: ftp://127.0.0.1/x"]), errors.BlockedScheme, 1),
        (response(status="302 Found", headers=["Location: /page"]), errors.TooManyRedirects, None),
        (b"this is not http\r\n\r\n", errors.ProtocolError, None),
    ],
)
def test_fault(serve, answer, error, attempts):
    url, seen = serve(answer)
    with pytest.raises(error) as caught:
        fetch(url, policy())
    assert isinstance(caught.value, errors.FetchError)
    assert caught.value.url == url
    if attempts is not None:
        assert len(seen) == attempts


def test_a_bomb_is_stopped_at_the_cap(serve):
    url, _ = serve(response(gzip.compress(b"0" * 30_000_000), headers=["Content-Encoding: gzip"]))
    with pytest.raises(errors.BodyTooLarge):
        fetch(url, policy(max_body=1_000_000))


def test_private_addresses_are_refused_without_a_request(serve):
    url, seen = serve(response())
    with pytest.raises(errors.BlockedAddress):
        fetch(url, FetchPolicy(robots=False))
    assert seen == []


@pytest.mark.parametrize("url", ["", "no scheme", "http://", "http://user:pass@127.0.0.1/", "http://a\r\nb/"])
def test_urls_that_cannot_be_fetched(url):
    with pytest.raises(errors.InvalidURL):
        fetch(url, policy())


@pytest.mark.parametrize("url", ["file:///etc/passwd", "data:text/html,hello"])
def test_schemes_that_are_refused(url):
    with pytest.raises((errors.BlockedScheme, errors.InvalidURL)):
        fetch(url, policy())
