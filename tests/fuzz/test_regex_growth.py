"""Every regular expression of newsscrape takes time in proportion to its input, whatever the input."""

import importlib
import pkgutil
import re
import time
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

import newsscrape

SIZES = (10_000, 20_000, 40_000, 80_000)
FLOOR = 0.01
"""Seconds: a search of 80 KB that takes less is harmless, however its time grows."""
GROWTH = 16
"""Most that eight times the input may cost: 8 is a line, 64 a square. Doublings one by one are too near to each other
where memory gets short: a machine was seen to take 2.7 times as long for 80 KB as for 40, and 7.7 as for 10.
"""
TRIES = 10
HOPELESS = 5e-6
"""Seconds a character: where a search takes more, its growth need not be measured."""
CUT = {"metadata.dateline": ("_MAX_OPENING", FLOOR), "fetch.media": ("HEAD_BYTES", 0.5)}
"""Modules that cut a text before they look at it: the constant that says where, and the seconds it may take then."""
PIECES = (
    *"a 1 < > - , . ( ) [ { \" ' / \\ = & ; : # | _ é 日 ا".split(), " ", "\n", "\t", "\r\n", "\xa0", "\x00",
    "a ", "a, ",
    "Aa ", "A. ", "1.", "1:", "1-", "01.02.2024 ", "2024-01-01T", "<p ", '<p a="', "<p a=' ", "<a b=c ", "</",
    "<!--", "--",
    "<script ", "http://", "a@", "a.b", "&amp;", "\\u", '"a":', "x=", "= ", "Foto: ", "By ", "von ", "(dpa) ",
    "/dpa", "charset=", "meta ", "a-b_", "//", "aA", "und ", "Quelle: ", "© ", ", }",
)  # fmt: skip


def found(value, depth=4):
    """Every compiled pattern in a value: in containers, dataclasses and classes too."""
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, dict):
        for part in (*value.keys(), *value.values()):
            yield from found(part, depth - 1)
    elif depth and isinstance(value, list | tuple | set | frozenset):
        for part in value:
            yield from found(part, depth - 1)
    elif depth and isinstance(value, type) and value.__module__.startswith("newsscrape"):
        for part in list(vars(value).values()):
            yield from found(part, depth - 1)
    elif depth and is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from found(getattr(value, field.name), depth - 1)


def patterns():
    """Module, constant and number → pattern and the methods it is used with."""
    every = {}
    for info in pkgutil.walk_packages(newsscrape.__path__, "newsscrape."):
        try:
            module = importlib.import_module(info.name)
        except ImportError:  # an extra that is not installed
            continue
        for name, value in vars(module).items():
            for pattern in found(value):
                if pattern not in (known for known, _ in every.values()):
                    every[f"{info.name.removeprefix('newsscrape.')}.{name}:{len(every)}"] = (pattern, methods(name))
    return every


SOURCE = "\n".join(path.read_text("utf-8") for path in Path(newsscrape.__file__).parent.rglob("*.py"))


def methods(name):
    """How a constant is used anywhere in newsscrape: anchored at a place, or looked for all over."""
    used = set(re.findall(rf"\b{name}\.(match|fullmatch|search|sub|split|findall|finditer)\b", SOURCE))
    return {"match"} if used and used <= {"match", "fullmatch"} else {"sub"}


PATTERNS = patterns()


def test_patterns_are_found():
    assert len(PATTERNS) > 40
    names = " ".join(PATTERNS)
    assert all(room in names for room in ("dom.limits", "fetch", "metadata", "segment"))


def test_growth_is_seen():
    assert grows(re.compile(r"\s+$"), "sub", " x") is None
    assert grows(re.compile(r"a*b"), "match", "a") is None
    assert grows(re.compile(r"a*b"), "sub", "a") is not None
    assert grows(re.compile(r"a{0,99}b"), "sub", "a") is None
    assert grows(re.compile(r"a*?b"), "sub", "a") is not None


def seconds(pattern, method, text):
    started = time.thread_time()
    pattern.match(text) if method == "match" else pattern.sub(text[:0], text)
    return time.thread_time() - started


def grows(pattern, method, piece):
    """What is wrong with the growth of a pattern's time on a piece repeated; None if nothing."""

    def text(size):
        whole = (piece * (size // len(piece) + 1))[:size]
        return whole.encode("utf-8", "replace") if isinstance(pattern.pattern, bytes) else whole

    for size in SIZES:
        if (took := seconds(pattern, method, text(size))) > HOPELESS * size:
            return f"{piece!r}: {took:.2f} s for {size} characters"
    if took < FLOOR:
        return None
    ends = (text(SIZES[0]), text(SIZES[-1]))
    best = (float("inf"), float("inf"))
    for _ in range(TRIES):
        small, large = best = tuple(map(min, best, (seconds(pattern, method, end) for end in ends)))
        if large < max(FLOOR, GROWTH * small):
            return None
    return f"{piece!r}: {1e3 * small:.1f} ms for {SIZES[0]} characters, {1e3 * large:.1f} for {SIZES[-1]}"


@pytest.mark.parametrize("name", PATTERNS)
def test_time_grows_with_the_input_only(name):
    pattern, used = PATTERNS[name]
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    own = dict.fromkeys(word + " " for word in re.findall(r"[^\W\d_]{2,}", text)[:12])
    module, _, _ = name.rpartition(".")
    if module in CUT:
        constant, most = CUT[module]
        size = getattr(importlib.import_module(f"newsscrape.{module}"), constant)
        texts = [(piece * size)[:size] for piece in (*PIECES, *own)]
        if isinstance(pattern.pattern, bytes):
            texts = [text.encode("utf-8", "replace") for text in texts]
        assert max(seconds(pattern, method, text) for text in texts for method in used) < most
        return
    wrong = [says for piece in (*PIECES, *own) for method in used if (says := grows(pattern, method, piece))]
    assert wrong == []
