import asyncio
import ssl
import time
from asyncio.selector_events import BaseSelectorEventLoop
from contextlib import contextmanager
from types import SimpleNamespace

import httpcore
import pytest
import trustme
from faultserver import FaultServer

from newsscrape.fetch import AsyncFetcher, Fetcher, FetchPolicy, RetryPolicy


@pytest.fixture
def serve():
    """Start a FaultServer with these answers."""
    servers = []

    def start(*answers, **options):
        servers.append(FaultServer(*answers, **options))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


@pytest.fixture
def policy():
    """A policy for loopback that waits for nothing."""

    def make(**changes):
        defaults = {"allow_private": True, "robots": False, "retry": RetryPolicy(instant=True)}
        return FetchPolicy(**{**defaults, **changes})

    return make


@pytest.fixture(params=["sync", "async"])
def fetch(request):
    """Fetch by one of the two shells: `fetch(url, policy, **what the Fetcher takes)`."""

    async def by_async(url, policy, options):
        async with AsyncFetcher(policy, **options) as fetcher:
            return await fetcher.fetch(url)

    def run(url, policy, **options):
        options = {name: pick(value) for name, value in options.items()}
        if request.param == "async":
            return asyncio.run(by_async(url, policy, options))
        with Fetcher(policy, **options) as fetcher:
            return fetcher.fetch(url)

    def pick(value):
        return value[request.param] if isinstance(value, dict) else value

    run.shell = request.param
    return run


@pytest.fixture
def within():
    """A block that must end between so many seconds."""

    @contextmanager
    def block(most, least=0.0):
        start = time.monotonic()
        yield
        assert least <= time.monotonic() - start <= most

    return block


@pytest.fixture(scope="session")
def certificates(tmp_path_factory):
    """A CA of our own (`ca_file`) and server contexts: good, for another host, expired, of nobody we trust."""
    folder = tmp_path_factory.mktemp("tls")
    ca, stranger = trustme.CA(), trustme.CA()
    ca_file = str(folder / "ca.pem")
    ca.cert_pem.write_to_path(ca_file)

    def context(authority, *names, protocols=("http/1.1",), **options):
        server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server.set_alpn_protocols(protocols)
        authority.issue_cert(*names, **options).configure_cert(server)
        return server

    from datetime import UTC, datetime

    old = {"not_before": datetime(2020, 1, 1, tzinfo=UTC), "not_after": datetime(2021, 1, 1, tzinfo=UTC)}
    return SimpleNamespace(
        ca_file=ca_file,
        good=context(ca, "127.0.0.1"),
        http2=context(ca, "127.0.0.1", protocols=("h2", "http/1.1")),
        other_host=context(ca, "other.example"),
        expired=context(ca, "127.0.0.1", **old),
        unknown=context(stranger, "127.0.0.1"),
    )


@pytest.fixture
def connects(monkeypatch):
    """The addresses connected to; each public one leads to the loopback port set as `.port`, else nowhere."""
    seen = SimpleNamespace(addresses=[], port=None)
    sync, asynchronous = httpcore.SyncBackend.connect_tcp, BaseSelectorEventLoop.sock_connect

    def target(host, port):
        seen.addresses.append(host)
        if seen.port is None:
            raise httpcore.ConnectError("no network in tests")
        return "127.0.0.1", seen.port

    def connect(self, host, port, *rest):
        return sync(self, *target(host, port), *rest)

    async def async_connect(self, connecting, address):
        return await asynchronous(self, connecting, target(*address))

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    monkeypatch.setattr(BaseSelectorEventLoop, "sock_connect", async_connect)
    return seen
