"""`newsscrape explain`: why each block of a page was kept or dropped, as a report or a table."""

from __future__ import annotations

import re
import sys
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final
from urllib.parse import urlsplit

import typer

from newsscrape.cli.console import EPILOG, EXIT_FETCH, EXIT_NOT_ARTICLE, EXIT_USAGE, say, write
from newsscrape.errors import FetchError, NewsScrapeError

if TYPE_CHECKING:
    from newsscrape.explain import Explanation
    from newsscrape.page import Page

__all__ = ["EXPLAIN_EPILOG", "explain"]

EXPLAIN_EPILOG: Final = f"""
Examples

  newsscrape explain https://example.com/story --open

  newsscrape explain saved.html -o report.html

  newsscrape explain saved.html --text | grep caption

{EPILOG}
"""
_URL: Final = re.compile(r"https?://", re.IGNORECASE)
_NOT_NAME: Final = re.compile(r"[^\w.-]+")
_MAX_NAME: Final = 60


def explain(
    target: Annotated[str, typer.Argument(metavar="URL|FILE|-", help="An http(s) address, a saved page, - for stdin.")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write here; - for stdout. Left out: NAME.explain.html in this folder."),
    ] = None,
    show: Annotated[bool, typer.Option("--open", help="Open the report in the browser.")] = False,
    text: Annotated[bool, typer.Option("--text", help="Print a table instead of writing a report.")] = False,
    address: Annotated[str | None, typer.Option("--url", help="Where a saved page was found.")] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Allow loopback and private addresses.")
    ] = False,
) -> None:
    """Show why each block of a page was kept or dropped: one HTML file that needs no network."""
    from newsscrape.explain import explain_page

    is_stdout = output is not None and str(output) == "-"
    if show and (text or is_stdout):
        say("--open needs a report in a file: leave out --text and -o -")
        raise typer.Exit(EXIT_USAGE)
    page = _fetched(target, allow_private=allow_private) if _URL.match(target) else _saved(target, address)
    explanation = explain_page(page)
    if text:
        _print(explanation, None if is_stdout else output)
    else:
        _report(explanation, None if is_stdout else output or _default(target), show=show)
    raise typer.Exit(_code(explanation, target))


def _saved(path: str, address: str | None) -> Page:
    from newsscrape.page import Page

    try:
        return Page(sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes(), address)
    except OSError as error:
        say(f"{path}: {error.strerror or error}")
        raise typer.Exit(EXIT_USAGE) from error


def _fetched(address: str, *, allow_private: bool) -> Page:
    from newsscrape.fetch import FetchPolicy, fetch

    try:
        return fetch(address, FetchPolicy(allow_private=allow_private))
    except NewsScrapeError as error:
        say(f"{error.url}: {type(error).__name__}: {error}")
        raise typer.Exit(EXIT_FETCH if isinstance(error, FetchError) else EXIT_NOT_ARTICLE) from error


def _default(target: str) -> Path:
    """NAME.explain.html in the current folder; NAME is the file's, or the end of the address's path, or its host."""
    if _URL.match(target):
        parts = urlsplit(target)
        name = parts.path.rstrip("/").rpartition("/")[2] or parts.netloc
    else:
        name = "page" if target == "-" else Path(target).name
    stem = re.sub(r"\.(?:x?html?|gz)$", "", name, flags=re.IGNORECASE)
    return Path(f"{_NOT_NAME.sub('-', stem).strip('.-')[:_MAX_NAME] or 'page'}.explain.html")


def _report(explanation: Explanation, output: Path | None, *, show: bool) -> None:
    from newsscrape.report import render

    write(render(explanation).encode(), output)
    if output is None:
        return
    say(f"report: {output}")
    if show and not webbrowser.open(output.resolve().as_uri()):
        say("no browser could be opened; open the report yourself")


def _print(explanation: Explanation, output: Path | None) -> None:
    from newsscrape.report.lines import plain

    if output is None and sys.stdout.isatty():
        _print_table(explanation)
    else:
        write(plain(explanation).encode(), output)


def _print_table(explanation: Explanation) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from newsscrape.report.lines import field_rows, rows, summary

    console = Console()
    blocks = Table("", "role", "sure", "text", "why", box=None, pad_edge=False, header_style="bold")
    for column, ratio in ((3, 3), (4, 2)):
        blocks.columns[column].ratio = ratio
    for row in rows(explanation):
        mark = Text("+", "bold green") if row.is_kept else Text("-")
        text = Text(row.text) if row.is_kept else Text(row.text, no_wrap=True, overflow="ellipsis")
        why = Text(row.why, "dim", no_wrap=not row.is_kept, overflow="ellipsis")
        blocks.add_row(mark, Text(row.role, "cyan" if row.is_kept else ""), row.sure, text, why,
                       style="" if row.is_kept else "dim")  # fmt: skip
    fields = Table("field", "value", "from", box=None, pad_edge=False, header_style="bold")
    for name, value, source in field_rows(explanation):
        fields.add_row(Text(name, "cyan"), Text(value), Text(source, "dim"))
    console.print(Text(summary(explanation), "bold"), "", blocks, "", fields, sep="\n")


def _code(explanation: Explanation, where: str) -> int:
    outcome = explanation.document.outcome
    if explanation.document.is_article:
        return 0
    say(f"{where}: {'; '.join((outcome.status, *outcome.evidence))}")
    return EXIT_NOT_ARTICLE
