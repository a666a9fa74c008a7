"""The command, run as its users run it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
COMMAND = str(Path(sys.executable).with_name("newsscrape"))


def run(*arguments, data=None):
    return subprocess.run([COMMAND, *map(str, arguments)], input=data, capture_output=True, check=False)


def test_a_file_as_text():
    done = run("file", FIXTURES / "arc-en" / "page.html")
    assert done.returncode == 0
    assert done.stdout.decode().startswith("Harbour town votes to keep its last lighthouse keeper")
    assert done.stderr == b""


@pytest.mark.parametrize("form", ["text", "markdown", "json", "jsonl"])
def test_every_format_from_stdin(form):
    done = run("file", "-", "--format", form, data=(FIXTURES / "ja-news" / "page.html").read_bytes())
    assert done.returncode == 0
    assert "小さな港町の朝市" in done.stdout.decode()


def test_json_is_a_document():
    done = run("file", FIXTURES / "zh-portal" / "page.html", "-f", "json", "--url", "https://news.example/zh")
    assert json.loads(done.stdout)["url"] == "https://news.example/zh"


def test_output_to_a_file(tmp_path):
    done = run("file", FIXTURES / "arc-en" / "page.html", "-o", tmp_path / "out.txt")
    assert (done.returncode, done.stdout) == (0, b"")
    assert "lighthouse" in (tmp_path / "out.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["file", FIXTURES / "index-en" / "page.html"], 4),
        (["file", "/no/such/file"], 2),
        (["url", "http://127.0.0.1:1/"], 3),
        (["url", "not a url"], 3),
        (["nonsense"], 2),
        (["fixture", "check", "no-such-slug", "--root", FIXTURES], 2),
        (["fixture", "check", "arc-en", "--root", FIXTURES], 0),
    ],
)
def test_exit_codes(arguments, code):
    done = run(*arguments)
    assert done.returncode == code
    assert b"Traceback" not in done.stderr


def test_one_failure_does_not_stop_the_others():
    done = run("url", "http://127.0.0.1:1/a", "http://127.0.0.1:1/b")
    assert done.returncode == 3
    assert done.stderr.count(b"BlockedAddress") == 2
