"""The documentation says everything, and what it shows is run.

Python examples run in order, those of a page in one namespace, where `html` is a page, and in one folder, where
`story.html`, `seed.html` and `index.html` are fixture pages; console examples run the real command and are compared
with what they show. An example that fetches is compiled only. One that needs a library says so in a comment before it,
`<!-- example: needs pandas -->`, and is compiled, then run, or skipped aloud where the library is not installed.
"""

import ast
import dataclasses
import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import click
import pytest
import typer

import newsscrape as ns
from newsscrape import block, document, errors
from newsscrape.cli import app
from newsscrape.render import FORMATS
from newsscrape.testing import FIELDS

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
TEXTS = {page: page.read_text("utf-8") for page in PAGES}
EVERYTHING = "\n".join(TEXTS.values())
STORIES = {"story.html": "arc-en", "seed.html": "seed-wordpress-de", "index.html": "index-en"}
FENCE = re.compile(
    r"(?:^ *<!-- example: (?P<mark>[^\n]*?) -->\n)?^(?P<indent> *)```(?P<language>\w+)\n(?P<code>.*?)^ *```$",
    re.MULTILINE | re.DOTALL,
)
OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE | doctest.IGNORE_EXCEPTION_DETAIL
CHECKER = doctest.OutputChecker()


@dataclasses.dataclass(frozen=True)
class Example:
    page: Path
    line: int
    language: str
    mark: str
    code: str


def examples():
    for page, text in TEXTS.items():
        for m in FENCE.finditer(text):
            code = re.sub(f"^{m['indent']}", "", m["code"], flags=re.MULTILINE)
            yield Example(page, text.count("\n", 0, m.start()) + 1, m["language"], m["mark"] or "", code)


EXAMPLES = list(examples())
PYTHON = [e for e in EXAMPLES if e.language == "python"]
FETCHING = {"scrape", "scrape_many", "fetch", "fetch_many"}


def fetches(example):
    if ">>> " in example.code:
        return False
    calls = [n.func for n in ast.walk(tree(example)) if isinstance(n, ast.Call)]
    return any(getattr(f, "attr", getattr(f, "id", "")) in FETCHING for f in calls)


def tree(example):
    return compile(example.code, name(example), "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)


def name(example):
    return f"{example.page.name}:{example.line}"


def commands(language):
    """Lines of examples that call the command, continuation lines and comments taken off."""
    for example in EXAMPLES:
        if example.language == language:
            for line in example.code.splitlines():
                if at := re.search(r"(?:^|\| |\$ )(newsscrape [^|>#]*)", line):
                    yield pytest.param(at[1].strip(), id=f"{name(example)} {at[1].strip()[:40]}")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for file, slug in STORIES.items():
        shutil.copy(ROOT / "fixtures" / slug / "page.html", tmp_path / file)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_pages_have_examples():
    assert len(PYTHON) >= 10
    assert {"README.md", "index.md", "recipes.md", "outputs.md"} <= {e.page.name for e in PYTHON}


@pytest.mark.parametrize("page", [p for p in PAGES if any(e.page == p for e in PYTHON)], ids=lambda p: p.name)
def test_python_examples_of_a_page_run(page, folder):
    namespace = {"html": (folder / "story.html").read_bytes()}
    for example in (e for e in PYTHON if e.page == page and not e.mark and not fetches(e)):
        if ">>> " in example.code:
            run_session(example, namespace)
        else:
            exec(compile(example.code, name(example), "exec"), namespace)


def run_session(example, namespace):
    test = doctest.DocTestParser().get_doctest(example.code, namespace, name(example), None, example.line)
    runner = doctest.DocTestRunner(optionflags=OPTIONS, verbose=False)
    told = []
    runner.run(test, out=told.append, clear_globs=False)
    namespace.update(test.globs)
    assert not runner.summarize(verbose=False).failed, "".join(told)


@pytest.mark.parametrize("example", [e for e in PYTHON if fetches(e)], ids=name)
def test_fetching_examples_are_right_python(example):
    compile(example.code, name(example), "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    used = {n.attr for n in ast.walk(tree(example)) if isinstance(n, ast.Attribute) and is_ours(n.value)}
    assert used <= set(ns.__all__)


@pytest.mark.parametrize("example", [e for e in PYTHON if e.mark], ids=name)
def test_examples_with_libraries_run(example, folder):
    compile(example.code, name(example), "exec")
    assert example.mark.startswith("needs "), example.mark
    if missing := [n for n in example.mark.split()[1:] if find_spec(n.partition(".")[0]) is None]:
        pytest.skip(f"not installed: {', '.join(missing)}; {name(example)} was compiled only")
    exec(compile(example.code, name(example), "exec"), {})


def is_ours(node):
    return isinstance(node, ast.Name) and node.id == "ns"


@pytest.mark.parametrize("page", [p for p in PAGES if any(e.language == "console" and e.page == p for e in EXAMPLES)],
                         ids=lambda p: p.name)  # fmt: skip
def test_console_examples_show_what_the_command_prints(page, folder):
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for example in (e for e in EXAMPLES if e.language == "console" and e.page == page):
        for part in re.split(r"^\$ ", example.code, flags=re.MULTILINE)[1:]:
            line, _, shown = part.partition("\n")
            done = subprocess.run(
                shlex.split(line), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
                env={**os.environ, "PATH": path, "NO_COLOR": "1", "PY_COLORS": "0"},
            )  # fmt: skip
            assert done.returncode == 0, done.stdout
            assert CHECKER.check_output(shown, done.stdout, OPTIONS), f"{line}\n{done.stdout}"


@pytest.mark.parametrize("line", [*commands("sh"), *commands("console")])
def test_commands_have_right_arguments(line):
    _, *arguments = shlex.split(line)
    command, context = typer.main.get_command(app), click.Context(typer.main.get_command(app), info_name="newsscrape")
    while isinstance(command, click.Group):
        command = command.get_command(context, arguments.pop(0))
        assert command is not None, line
    assert command.make_context("newsscrape", arguments)


def leaves(command, path=()):
    if isinstance(command, click.Group):
        for sub in command.commands.values():
            yield from leaves(sub, (*path, sub.name))
    else:
        yield path, command


COMMANDS = dict(leaves(typer.main.get_command(app)))


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_and_option_is_documented(path):
    assert f"newsscrape {' '.join(path)}" in EVERYTHING
    assert COMMANDS[path].help
    for parameter in COMMANDS[path].params:
        if isinstance(parameter, click.Option) and parameter.name != "help":
            assert parameter.help, parameter.opts
            missing = [o for o in (*parameter.opts, *parameter.secondary_opts) if f"`{o}`" not in EVERYTHING]
            assert not missing, f"docs/*.md say nothing of {missing}"


def test_every_exit_code_is_documented():
    from newsscrape.cli import console

    codes = {value for key, value in vars(console).items() if key.startswith("EXIT_")}
    assert codes
    assert all(f"\n| {code} |" in TEXTS[ROOT / "docs" / "cli.md"] for code in codes | {0})


@pytest.mark.parametrize("public", sorted(set(ns.__all__) - {"__version__"}))
def test_every_public_name_has_its_words(public):
    value = getattr(ns, public)
    assert value.__doc__
    assert not value.__doc__.startswith(f"{public}("), "a dataclass without a docstring of its own"
    assert ":imported-members:" in TEXTS[ROOT / "docs" / "api.md"]


@pytest.mark.parametrize("kind", [block.Anchor, block.Block, block.Span, document.Document, document.Image,
                                  document.Outcome, document.Provenance, document.SourceLine, document.When],
                         ids=lambda k: k.__name__)  # fmt: skip
def test_every_field_is_documented(kind):
    section = TEXTS[ROOT / "docs" / "document.md"].split(f"\n## {kind.__name__}\n")[1].split("\n## ")[0]
    views = [n for n, v in vars(kind).items() if isinstance(v, property)]
    missing = [n for n in (*(f.name for f in dataclasses.fields(kind)), *views) if f"`{n}`" not in section]
    assert not missing


def test_every_role_kind_status_error_and_format_is_documented():
    model, outcomes = (TEXTS[ROOT / "docs" / page] for page in ("document.md", "outcomes.md"))
    assert [w for w in (*block.ROLES, *block.BOILERPLATE_KINDS) if w not in model] == []
    assert [s for s in document.STATUSES if f"`{s}`" not in outcomes] == []
    assert [e for e in errors.__all__ if f"`{e}`" not in outcomes] == []
    assert [f for f in FORMATS if f"| `{f}` |" not in TEXTS[ROOT / "docs" / "outputs.md"]] == []


def test_every_field_of_a_fixture_is_documented():
    assert [f for f in FIELDS if f"`{f}`" not in TEXTS[ROOT / "docs" / "fixtures.md"]] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page):
    for target in re.findall(
        r"\]\(((?!https?:|#|mailto:)[^)\s]+)\)", re.sub(r"```.*?```", "", TEXTS[page], flags=re.DOTALL)
    ):
        assert (page.parent / target.partition("#")[0]).exists(), target
