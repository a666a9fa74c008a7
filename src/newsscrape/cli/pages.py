"""`newsscrape url` and `newsscrape file`: pages in, documents out."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from newsscrape.cli.cache import CACHE_VARIABLE
from newsscrape.cli.console import EPILOG, EXIT_FETCH, EXIT_NOT_ARTICLE, EXIT_USAGE, say, write
from newsscrape.errors import CacheError, FetchError, NewsScrapeError
from newsscrape.render import BINARY, FORMATS, render_many

if TYPE_CHECKING:
    from newsscrape.document import Document
    from newsscrape.fetch import Fetcher

__all__ = ["FILE_EPILOG", "URL_EPILOG", "file", "url"]

URL_EPILOG: Final = f"""
[bold]Examples[/]

  newsscrape url https://example.com/story

  newsscrape url https://example.com/story --format markdown -o story.md

  newsscrape url https://example.com/a https://example.com/b -f jsonl > all.jsonl

{EPILOG}
"""
FILE_EPILOG: Final = f"""
[bold]Examples[/]

  newsscrape file saved.html --url https://example.com/story

  curl -s https://example.com/story | newsscrape file - -f json

{EPILOG}
"""
Format = StrEnum("Format", {name: name for name in FORMATS})  # type: ignore[misc]
_Form = Annotated[
    Format | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help=f"What to write: {', '.join(FORMATS)}. Left out: text, on a terminal with colours.",
    ),
]
_Cache = Annotated[
    Path | None,
    typer.Option("--cache", help="Keep pages in this file, and ask only what changed.", envvar=CACHE_VARIABLE),
]
_Out = Annotated[Path | None, typer.Option("--output", "-o", help="Write this file, whole or not at all, not stdout.")]


def url(
    urls: Annotated[list[str], typer.Argument(help="One or more http(s) addresses.")],
    form: _Form = None,
    output: _Out = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Allow loopback and private addresses.")
    ] = False,
    cache: _Cache = None,
) -> None:
    """Fetch pages and extract them; one failure does not stop the others."""
    from newsscrape.fetch import Fetcher, FetchPolicy
    from newsscrape.fetch.address import redact

    results: list[tuple[Document | None, int]] = []
    try:
        with Fetcher(FetchPolicy(allow_private=allow_private, cache=cache)) as fetcher:
            for number, address in enumerate(urls, 1):
                if len(urls) > 1:
                    say(f"[{number}/{len(urls)}] {redact(address)}")
                results.append(_fetched(fetcher, address))
    except CacheError as error:
        say(str(error))
        raise typer.Exit(EXIT_USAGE) from error
    _finish(results, form, output)


def file(
    path: Annotated[str, typer.Argument(metavar="PATH|-", help="A saved page, or - for stdin.")],
    form: _Form = None,
    output: _Out = None,
    address: Annotated[str | None, typer.Option("--url", help="Where the page was found.")] = None,
) -> None:
    """Extract a saved page."""
    from newsscrape.extract import extract

    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        say(f"{path}: {error.strerror or error}")
        raise typer.Exit(EXIT_USAGE) from error
    document = extract(data, url=address)
    _finish([(document, _code(document, path))], form, output)


def _fetched(fetcher: Fetcher, address: str) -> tuple[Document | None, int]:
    """The document and the exit code of one address; messages name it without a password it may hold."""
    from newsscrape.extract import extract_page
    from newsscrape.fetch.address import redact

    try:
        document = extract_page(fetcher.fetch(address))
    except NewsScrapeError as error:
        say(f"{redact(address)}: {type(error).__name__}: {error}")
        return None, EXIT_FETCH if isinstance(error, FetchError) else EXIT_NOT_ARTICLE
    return document, _code(document, address)


def _code(document: Document, where: str) -> int:
    if document.is_article:
        return 0
    reason = "; ".join(document.outcome.evidence)
    say(f"{where}: {document.outcome.status}" + (f": {reason}" if reason else ""))
    return EXIT_NOT_ARTICLE


def _finish(results: list[tuple[Document | None, int]], form: Format | None, output: Path | None) -> None:
    """Writes the documents, then exits: a failed fetch counts before a page that is no article."""
    documents = [d for d, _ in results if d is not None]
    if form is None and output is None and sys.stdout.isatty():
        _show(documents)
    elif documents or output is not None:
        write(_encoded(documents, form.value if form else "text", output), output)
    codes = {code for _, code in results} - {0}
    raise typer.Exit(min(codes, default=0))


def _show(documents: list[Document]) -> None:
    from rich.console import Console

    from newsscrape.render.terminal import show

    console = Console()
    for number, document in enumerate(documents):
        if number:
            console.rule(style="dim")
        show(document, console)


def _encoded(documents: list[Document], form: str, output: Path | None) -> bytes:
    if form in BINARY and output is None and sys.stdout.isatty():
        say(f"{form} is binary; name a file with -o")
        raise typer.Exit(EXIT_USAGE)
    try:
        return render_many(documents, form)
    except ImportError as error:
        say(str(error))
        raise typer.Exit(EXIT_USAGE) from error
