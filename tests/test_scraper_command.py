"""`newsscrape url` over many addresses: streams, resumes, survives Ctrl-C and kill -9."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.local_server import LocalServer, page

from newsscrape.store import Store

COMMAND = str(Path(sys.executable).with_name("newsscrape"))
COUNT = int(os.environ.get("NEWSSCRAPE_KILL_URLS", "300"))
"""URLs of the kill -9 test; `make load` does 2,000."""


def body(path):
    if "index" in path:
        return b"<html><body><ul>" + b"<li><a href=/x>Teaser of another story</a></li>" * 60 + b"</ul></body></html>"
    return b"" if "broken" in path else page(path)


@pytest.fixture
def server():
    with LocalServer(body=body) as server:
        yield server


def arguments(*more):
    return [COMMAND, "url", "--allow-private", "--workers", "0", "-f", "jsonl", *map(str, more)]


def run(*more, data=None):
    return subprocess.run(arguments(*more), input=data, capture_output=True, check=False, timeout=120)


def listed(tmp_path, urls):
    path = tmp_path / "urls.txt"
    path.write_text("# stories\n\n" + "\n".join(urls) + "\n", "utf-8")
    return path


def documents(data):
    return [json.loads(line) for line in data.splitlines()]


def test_urls_from_a_file_and_from_stdin(server, tmp_path):
    urls = [server.url(f"/{n}", f"127.0.0.{n % 3 + 1}") for n in range(12)]
    path = listed(tmp_path, urls)
    for done in (run("--from", path), run("-", data=path.read_bytes()), run("--from", "-", data=path.read_bytes())):
        assert done.returncode == 0, done.stderr
        assert sorted(d["url"] for d in documents(done.stdout)) == sorted(urls)
        assert b"12 pages: 12 articles, 0 other, 0 failed; 3 hosts" in done.stderr


def test_addresses_given_keep_their_order(server):
    urls = [server.url(f"/{n}") for n in range(8)]
    assert [d["url"] for d in documents(run(*urls).stdout)] == urls


def test_failures_are_told_and_do_not_stop_the_others(server, tmp_path):
    urls = [server.url("/1"), "nonsense", server.url("/index"), "http://127.0.0.1:1/refused", server.url("/2")]
    done = run("--from", listed(tmp_path, urls), "-o", tmp_path / "out.jsonl")
    assert done.returncode == 3
    assert b"nonsense: InvalidURL" in done.stderr
    assert b"ConnectError" in done.stderr
    assert b"5 pages: 2 articles, 1 other, 2 failed" in done.stderr
    assert len(documents((tmp_path / "out.jsonl").read_bytes())) == 3
    assert run("--from", listed(tmp_path, urls[2:3])).returncode == 4


def test_a_store_resumes(server, tmp_path):
    store = tmp_path / "news.db"
    urls = [server.url(f"/{n}") for n in range(10)] + [server.url("/1")]
    first = run("--from", listed(tmp_path, [*urls, "http://127.0.0.1:1/refused"]), "--store", store)
    assert first.returncode == 3
    assert len(documents(first.stdout)) == 10
    again = run("--from", listed(tmp_path, [*urls, server.url("/new")]), "--store", store)
    assert again.returncode == 0
    assert [d["url"] for d in documents(again.stdout)] == [server.url("/new")]
    assert {n for path, n in server.seen.items() if path != "/robots.txt"} == {1}
    told = subprocess.run([COMMAND, "stored", store], capture_output=True, check=False)
    assert told.returncode == 0
    assert len(documents(told.stdout)) == 11
    assert b"http://127.0.0.1:1/refused: ConnectError" in told.stderr
    assert b"11 documents, 1 failed" in told.stderr


def test_one_address_with_a_store(server, tmp_path):
    store = tmp_path / "news.db"
    assert len(documents(run(server.url("/1"), "--store", store).stdout)) == 1
    assert run(server.url("/1"), "--store", store).stdout == b""


@pytest.mark.parametrize(
    "more",
    [[], ["http://a.example/", "--from", "x"], ["--from", "/no/such/file"], ["--concurrency", "0"], ["-", "http://a/"]],
)
def test_wrong_use(more):
    done = run(*more)
    assert done.returncode in (2, 3)
    assert b"Traceback" not in done.stderr


def test_a_foreign_store_is_refused(server, tmp_path):
    store = tmp_path / "letter.txt"
    store.write_text("Dear all, this is not a database. " * 50)
    done = run(server.url("/1"), "--store", store)
    assert done.returncode == 2
    assert b"not a database" in done.stderr
    assert store.read_text().startswith("Dear all")
    assert not server.seen


def test_workers_extract_when_asked(server, tmp_path):
    urls = [server.url(f"/{n}") for n in range(10)]
    done = run("--from", listed(tmp_path, urls), "--workers", 2)
    assert done.returncode == 0, done.stderr
    assert len(documents(done.stdout)) == 10


def test_a_terminal_sees_a_bar(server):
    main, terminal = pty.openpty()
    with subprocess.Popen(
        arguments(*(server.url(f"/{n}") for n in range(30))), stdout=subprocess.DEVNULL, stderr=terminal
    ) as process:
        os.close(terminal)
        shown = b""
        try:
            while part := os.read(main, 4096):
                shown += part
        except OSError:  # the other end is closed
            pass
    os.close(main)
    assert process.returncode == 0
    assert b"30/30" in shown
    assert b"\x1b[" in shown


def wait_for(condition, seconds=60.0):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "nothing happened"
        time.sleep(0.02)


def heed_interrupts():
    """A background job of a shell is started with interrupts ignored, and so would its children be."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_leaves_no_half_written_file(tmp_path):
    store, out = tmp_path / "news.db", tmp_path / "out.jsonl"
    out.write_text("what was here before")
    with LocalServer(latency=0.1, body=body) as server:
        urls = listed(tmp_path, [server.url(f"/{n}") for n in range(500)])
        with subprocess.Popen(
            arguments("--from", urls, "--store", store, "-o", out, "--workers", 1),
            stderr=subprocess.PIPE,
            preexec_fn=heed_interrupts,  # noqa: PLW1509 the child only resets a handler
        ) as process:
            wait_for(lambda: len(server.seen) > 60)  # more than can be under way: some are done
            process.send_signal(signal.SIGINT)
            started = time.monotonic()
            said = process.communicate(timeout=30)[1]
    assert process.returncode == 130, said
    assert time.monotonic() - started < 10
    assert b"Traceback" not in said
    assert b"interrupted; what is done is in" in said
    assert out.read_text() == "what was here before"
    assert sorted(p.name for p in tmp_path.iterdir() if not p.name.startswith("news.db")) == ["out.jsonl", "urls.txt"]
    with Store(store) as kept:
        done, failed = kept.counts()
        assert len(list(kept.documents())) == done > 0
        assert failed == 0


def test_kill_9_in_the_middle_loses_no_page_and_doubles_none(tmp_path):
    store = tmp_path / "news.db"
    hosts = [f"127.0.0.{n + 1}" for n in range(20)]
    with LocalServer(latency=0.02, body=body) as server:
        urls = [server.url(f"/{n}", hosts[n % len(hosts)]) for n in range(COUNT)]
        path = listed(tmp_path, urls)
        with subprocess.Popen(
            arguments("--from", path, "--store", store), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            wait_for(lambda: len(server.seen) > COUNT // 2)
            process.kill()
        with Store(store) as kept:
            before = {d.url for d in kept.documents()}
        assert 0 < len(before) < COUNT
        done = run("--from", path, "--store", store)
        assert done.returncode == 0, done.stderr
        again = [d["url"] for d in documents(done.stdout)]
        with Store(store) as kept:
            after = [d.url for d in kept.documents()]
    assert sorted(after) == sorted(urls)
    assert len(again) == len(set(again)) == COUNT - len(before)
    assert not before & set(again)
    # Only pages that were under way when the process was killed, 16 fetched and 16 extracted, are asked for twice.
    assert sum(n > 1 for path, n in server.seen.items() if path != "/robots.txt") <= 32


def test_a_reader_that_has_seen_enough_ends_the_batch_quietly(server, tmp_path):
    path = listed(tmp_path, [server.url(f"/{n}") for n in range(200)])
    with subprocess.Popen(arguments("--from", path), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read()
    assert process.returncode == 0
    assert b"Traceback" not in said
    assert b"Broken pipe" not in said


def test_no_password_is_said(tmp_path):
    store = tmp_path / "news.db"
    done = run("http://ann:secret@127.0.0.1:1/", "http://bob:secret@127.0.0.1:1/", "--store", store)
    assert done.returncode == 3
    assert b"secret" not in done.stdout + done.stderr
    told = subprocess.run([COMMAND, "stored", store], capture_output=True, check=False)
    assert told.stderr.count(b"InvalidURL") == 2
    assert b"secret" not in told.stdout + told.stderr
