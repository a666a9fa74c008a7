"""What the command writes where: formats, files, pipes and terminals."""

import csv
import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from lxml import etree

from newsscrape.render import FORMATS

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
PAGE = FIXTURES / "arc-en" / "page.html"
INDEX = FIXTURES / "index-en" / "page.html"
COMMAND = str(Path(sys.executable).with_name("newsscrape"))
HEADLINE = "Harbour town votes to keep its last lighthouse keeper"

READERS = {
    "text": lambda data: data.decode().splitlines()[0],
    "markdown": lambda data: data.decode().split("\n# ")[1].splitlines()[0],
    "json": lambda data: next(b["text"] for b in json.loads(data)["blocks"] if b["role"] == "headline"),
    "jsonl": lambda data: next(b["text"] for b in json.loads(data)["blocks"] if b["role"] == "headline"),
    "html": lambda data: data.decode().split("<h1>")[1].split("</h1>")[0],
    "tei": lambda data: etree.fromstring(data).find(".//{*}title").text,
    "ninjs": lambda data: json.loads(data)["title"],
    "jsonld": lambda data: json.loads(data)["headline"],
    "csv": lambda data: next(csv.DictReader(io.StringIO(data.decode(), newline="")))["headline"],
    "parquet": lambda data: pq.read_table(io.BytesIO(data)).to_pylist()[0]["headline"],
}


def run(*arguments, **options):
    return subprocess.run([COMMAND, *map(str, arguments)], capture_output=True, check=False, **options)


def on_terminal(*arguments):
    """What the command shows where stdout is a terminal."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100"}
    environment.pop("NO_COLOR", None)
    process = subprocess.Popen([COMMAND, *map(str, arguments)], stdout=theirs, stderr=subprocess.PIPE, env=environment)
    os.close(theirs)
    shown = b""
    while chunk := _read(ours):
        shown += chunk
    _, errors = process.communicate()
    os.close(ours)
    return process.returncode, shown.decode(), errors.decode()


def _read(handle):
    try:
        return os.read(handle, 65536)
    except OSError:  # Linux says so when the other side is closed
        return b""


def test_every_format_has_a_reader_here():
    assert set(READERS) == set(FORMATS)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_to_a_pipe_and_to_a_file(form, tmp_path):
    piped = run("file", PAGE, "--format", form)
    saved = run("file", PAGE, "-f", form, "-o", tmp_path / "out")
    assert (piped.returncode, piped.stderr, saved.returncode, saved.stdout) == (0, b"", 0, b"")
    assert READERS[form](piped.stdout) == HEADLINE
    assert READERS[form]((tmp_path / "out").read_bytes()) == HEADLINE


def test_a_terminal_gets_colours_and_a_pipe_does_not():
    code, shown, errors = on_terminal("file", PAGE)
    assert (code, errors) == (0, "")
    assert "\x1b[" in shown
    assert "Harbour town votes" in shown
    assert b"\x1b" not in run("file", PAGE).stdout


def test_a_format_named_is_kept_to_on_a_terminal():
    _, shown, _ = on_terminal("file", PAGE, "-f", "text")
    assert "\x1b" not in shown


def test_no_binary_on_a_terminal():
    code, shown, errors = on_terminal("file", PAGE, "-f", "parquet")
    assert (code, shown) == (2, "")
    assert "-o" in errors


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path):
    target = tmp_path / "out.txt"
    target.write_text("old")
    target.chmod(0o600)
    run("file", PAGE, "-o", target)
    assert target.read_text("utf-8").startswith(HEADLINE)
    assert target.stat().st_mode & 0o777 == 0o600
    assert [p.name for p in tmp_path.iterdir()] == ["out.txt"]


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to("real.txt")
    run("file", PAGE, "-o", tmp_path / "link.txt")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text("utf-8").startswith(HEADLINE)


@pytest.mark.parametrize("target", ["no/such/folder/out.txt", "."])
def test_a_file_that_cannot_be_written_is_wrong_use(tmp_path, target):
    done = run("file", PAGE, "-o", target, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr
    assert b"Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_device_is_written_to():
    assert run("file", PAGE, "-o", "/dev/null").returncode == 0


def test_a_reader_that_has_seen_enough_is_no_error():
    done = subprocess.run(
        f"'{COMMAND}' file '{PAGE}' -f json | head -c 1", shell=True, capture_output=True, check=False
    )
    assert (done.stdout, done.stderr) == (b"{", b"")


def test_a_page_that_is_no_article_is_written_and_said_aloud():
    done = run("file", INDEX, "-f", "json")
    assert done.returncode == 4
    assert json.loads(done.stdout)["outcome"]["status"] == "index_page"
    assert b"index_page" in done.stderr


@pytest.mark.parametrize("command", [[], ["url"], ["file"], ["fixture"], ["fixture", "add"], ["fixture", "check"]])
def test_help_has_examples_and_exit_codes(command):
    done = run(*command, "--help", env={**os.environ, "COLUMNS": "100", "TERM": "dumb"})
    assert done.returncode == 0
    assert b"newsscrape" in done.stdout
    assert len(command) != 1 or command == ["fixture"] or (b"Examples" in done.stdout and b"Exit codes" in done.stdout)
