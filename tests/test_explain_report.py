"""The report: one file, no network, hostile text harmless; and the command that writes it."""

import base64
import hashlib
import json
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

import newsscrape as ns
from hostile_page import HOSTILE, PARAGRAPH, hostile_page
from newsscrape.label.model import INPUTS
from newsscrape.label.reasons import Reason
from newsscrape.report import render
from newsscrape.report.lines import plain
from newsscrape.report.phrases import phrase

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
SEED = FIXTURES / "seed-wordpress-de" / "page.html"
COMMAND = str(Path(sys.executable).with_name("newsscrape"))


class Markup(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.tags, self.texts, self.attributes, self.key = [], {}, [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        self.key = dict(attrs).get("id") or tag

    def handle_endtag(self, tag):
        self.key = ""

    def handle_data(self, data):
        self.texts[self.key] = self.texts.get(self.key, "") + data


def test_the_same_every_time_and_whole():
    explanation = ns.explain(SEED.read_bytes())
    report = render(explanation)
    assert report == render(ns.explain(SEED.read_bytes()))
    assert report.startswith("<!doctype html>")
    assert report.endswith("</html>\n")
    facts = json.loads(Markup(report).texts["facts"])
    assert [row[0] for row in facts["blocks"]] == [b.text for b in explanation.blocks]


def test_nothing_is_loaded_and_the_policy_names_what_stands_in_the_file():
    markup = Markup(render(ns.explain(SEED.read_bytes())))
    policy = next(v for tag, name, v in markup.attributes if name == "content" and "default-src" in v)
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(markup.texts[tag].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    loading = {"src", "srcset", "data", "action", "background"}
    assert not [a for a in markup.attributes if a[1] in loading or a[1].startswith("on") or a[1] == "style"]
    assert [v for _, name, v in markup.attributes if name == "href"] == ["data:,"]


def test_hostile_text_adds_no_markup():
    harmless, hostile = (Markup(render(ns.explain(p))) for p in (SEED.read_bytes(), hostile_page()))
    assert hostile.tags == harmless.tags
    assert [a[:2] for a in hostile.attributes] == [a[:2] for a in harmless.attributes]
    facts = json.loads(hostile.texts["facts"])
    told = " ".join(row[0] for row in facts["blocks"])
    for attack in HOSTILE:
        assert " ".join(attack.split()) in told
    assert "<script>" not in hostile.texts["facts"]
    assert "\u2028" not in hostile.texts["facts"]


def test_a_report_of_a_megabyte_is_under_one_and_a_half():
    items = "".join(f"<li class='nav-item'><a href='/section/{i}'>Section {i}</a></li>" for i in range(900))
    paragraphs = "".join(f"<p>{i} {PARAGRAPH}</p>" for i in range(3_200))
    page = f"<title>Long</title><nav><ul>{items}</ul></nav><article><h1>Long</h1>{paragraphs}</article>"
    assert len(page) > 1_000_000
    report = render(ns.explain(page)).encode()
    assert len(report) < 1_500_000


@pytest.mark.parametrize("feature", sorted(set(INPUTS)))
def test_every_feature_has_words(feature):
    low, high = (phrase(Reason(feature, value, deviation, 1.0)) for value, deviation in ((0.0, -1.0), (1.0, 3.0)))
    assert (low != high) or feature.startswith("names_")
    for words in (low, high):
        assert "_" not in words


def test_text_cannot_steer_a_terminal():
    explanation = ns.explain(SEED.read_bytes())
    first = replace(explanation.blocks[0], text="\x1b]0;title\x07 up\x1b[2J\nnew line")
    told = plain(replace(explanation, blocks=(first, *explanation.blocks[1:])))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", told)
    assert len(told.splitlines()) == len(plain(explanation).splitlines())


def run(*arguments, data=None, cwd=None):
    return subprocess.run([COMMAND, "explain", *map(str, arguments)], input=data, capture_output=True, check=False,
                          cwd=cwd)  # fmt: skip


def test_the_command_writes_a_report_beside_you(tmp_path):
    done = run(SEED, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"report: page.explain.html\n")
    assert (tmp_path / "page.explain.html").read_text("utf-8") == render(ns.explain(SEED.read_bytes()))


def test_open_shows_the_report_in_the_browser(tmp_path, monkeypatch):
    browser = tmp_path / "browser"
    browser.write_text('#!/bin/sh\necho "$1" > opened\n')
    browser.chmod(0o755)
    monkeypatch.setenv("BROWSER", f"{browser} %s")
    assert run(SEED, "-o", "it.html", "--open", cwd=tmp_path).returncode == 0
    assert (tmp_path / "opened").read_text().strip() == (tmp_path / "it.html").resolve().as_uri()


def test_from_stdin_to_stdout():
    done = run("-", "-o", "-", "--url", "https://news.example/a", data=SEED.read_bytes())
    assert done.returncode == 0
    assert done.stdout.decode() == render(ns.explain(SEED.read_bytes(), url="https://news.example/a"))


def test_text_in_a_pipe_is_one_line_a_block():
    done = run(SEED, "--text")
    lines = done.stdout.decode().splitlines()
    blocks = ns.explain(SEED.read_bytes()).blocks
    assert [line[0] for line in lines if line[:2] in ("+ ", "- ")] == ["+" if b.is_kept else "-" for b in blocks]
    assert any("credit" in line and "begins with a printed credit label" in line for line in lines)
    assert any(line.startswith("published") and "opengraph" in line for line in lines)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([FIXTURES / "index-en" / "page.html", "--text"], 4),
        ([FIXTURES / "index-en" / "page.html"], 4),
        (["/no/such/file"], 2),
        ([SEED, "-o", "/no/such/folder/report.html"], 2),
        ([SEED, "--text", "--open"], 2),
        ([SEED, "-o", "-", "--open"], 2),
        (["http://127.0.0.1:1/", "--text"], 3),
    ],
)
def test_exit_codes(arguments, code, tmp_path):
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == code
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("saved/story.html.gz", "story.html.explain.html"),
        ("story.htm", "story.explain.html"),
        ("-", "page.explain.html"),
        ("https://news.example/2025/a-story.html?x=1", "a-story.explain.html"),
        ("https://news.example/", "news.example.explain.html"),
        ("https://news.example/" + "a" * 300, "a" * 60 + ".explain.html"),
        ("https://news.example/..%2f..%2fetc", "2f..-2fetc.explain.html"),
    ],
)
def test_default_name(target, name):
    from newsscrape.cli.explain import _default

    assert str(_default(target)) == name
