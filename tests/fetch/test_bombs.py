"""Bombs of 1 GB in each coding and nested, and answers without end: measured in a process of its own."""

import json
import subprocess
import sys
import zlib

import brotli
import pytest
import zstandard
from faultserver import FaultServer, Flood, response

GIGABYTE = 1 << 30
ZEROS = bytes(1 << 20)
MAX_GROWTH = 64 << 20
MAX_SECONDS = 2.0
DEADLINE = 4.0
PROBE = """
import asyncio, json, re, sys, time
from newsscrape import errors
from newsscrape.fetch import AsyncFetcher, Fetcher, FetchPolicy

policy = FetchPolicy(allow_private=True, robots=False, deadline=4)

async def by_async(url):
    async with AsyncFetcher(policy) as fetcher:
        return await fetcher.fetch(url)

def by_sync(url):
    with Fetcher(policy) as fetcher:
        return fetcher.fetch(url)

def peak():  # bytes of the largest resident set since the last reset
    return int(re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())[1]) * 1024

warm, *bombs = sys.argv[1:]
for run in (by_sync, lambda url: asyncio.run(by_async(url))):
    run(warm)
    for bomb in bombs:
        open("/proc/self/clear_refs", "w").write("5")
        before, start = peak(), time.perf_counter()
        try:
            name = repr(run(bomb))
        except errors.FetchError as error:
            name = type(error).__name__
        print(json.dumps([bomb, name, time.perf_counter() - start, peak() - before]))
"""


def gigabyte(compressor):
    return b"".join(compressor.compress(ZEROS) for _ in range(GIGABYTE // len(ZEROS))) + compressor.flush()


@pytest.fixture(scope="module")
def bombs():
    """One gigabyte of zeros in each coding and in nests of them."""
    raw = gigabyte(zlib.compressobj(9, zlib.DEFLATED, -15))
    crc, adler = 0, 1
    for _ in range(GIGABYTE // len(ZEROS)):
        crc, adler = zlib.crc32(ZEROS, crc), zlib.adler32(ZEROS, adler)
    gzip = b"\x1f\x8b\x08" + bytes(6) + b"\xff" + raw + crc.to_bytes(4, "little") + GIGABYTE.to_bytes(4, "little")
    stream = brotli.Compressor(quality=5)
    br = b"".join(stream.process(ZEROS) for _ in range(GIGABYTE // len(ZEROS))) + stream.finish()
    zstd = gigabyte(zstandard.ZstdCompressor(level=1).compressobj())
    return {
        "gzip": gzip,
        "deflate": b"\x78\xda" + raw + adler.to_bytes(4, "big"),
        "bare deflate": raw,
        "br": br,
        "zstd": zstd,
        "gzip, gzip": zlib.compress(gzip, wbits=31),
        "gzip, br": brotli.compress(gzip),
        "zstd, gzip": zlib.compress(zstd, wbits=31),
        "br, zstd": zstandard.compress(br),
        "zstd, zstd": zstandard.compress(zstd),
        "gzip, zstd, br, deflate, gzip": zlib.compress(
            zlib.compress(brotli.compress(zstandard.compress(gzip))), wbits=31
        ),
    }


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
ENDLESS = {
    "endless body": (Flood(HEAD + b"\r\n", b"x" * 65_536), "BodyTooLarge"),
    "endless chunks": (Flood(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n" * 9_000), "DeadlineExceeded"),
    "endless headers": (Flood(HEAD, b"X-More: x\r\n" * 6_000), "ProtocolError"),
    "one endless header": (Flood(HEAD + b"X-More: ", b"x" * 65_536), "ProtocolError"),
    "endless 1xx": (Flood(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 2_000), "ProtocolError"),
    "endless trailers": (
        Flood(HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: y\r\n" * 9_000),
        "ProtocolError",
    ),
    "endless chunk extension": (Flood(HEAD + b"Transfer-Encoding: chunked\r\n\r\n1;", b"x" * 65_536), "ProtocolError"),
}
"""What never ends, and the error it must end with."""


@pytest.fixture(scope="module")
def measured(bombs):
    """For each bomb and shell: the error's name, seconds, and growth in bytes."""
    servers = {
        name: FaultServer(response(data, headers=[f"Content-Encoding: {name.split()[-1] if 'bare' in name else name}"]))
        for name, data in bombs.items()
    }
    servers |= {name: FaultServer(answer) for name, (answer, _) in ENDLESS.items()}
    warm = FaultServer(response())
    try:
        urls = {server.url: name for name, server in servers.items()}
        run = subprocess.run(
            [sys.executable, "-c", PROBE, warm.url, *urls], capture_output=True, text=True, check=True, timeout=120
        )
    finally:
        for server in (warm, *servers.values()):
            server.close()
    return [(urls[url], *rest) for url, *rest in map(json.loads, run.stdout.splitlines())]


def test_the_bombs_are_what_they_are_called(bombs):
    size = 0
    stream = zlib.decompressobj(31)
    data = bombs["gzip"]
    while not stream.eof:
        size += len(stream.decompress(data, 1 << 20))
        data = stream.unconsumed_tail
    assert size == GIGABYTE


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads the peak of memory from /proc")
def test_row_13_bombs(measured):
    found = [case for case in measured if case[0] not in ENDLESS]
    assert len(found) == 22
    for name, error, seconds, growth in found:
        assert (name, error) == (name, "BodyTooLarge")
        assert seconds < MAX_SECONDS, name
        assert growth < MAX_GROWTH, name


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads the peak of memory from /proc")
def test_rows_12_and_15_answers_without_end(measured):
    found = [case for case in measured if case[0] in ENDLESS]
    assert len(found) == 2 * len(ENDLESS)
    for name, error, seconds, growth in found:
        assert (name, error) == (name, ENDLESS[name][1])
        assert seconds < DEADLINE + 1, name
        assert growth < MAX_GROWTH, name
