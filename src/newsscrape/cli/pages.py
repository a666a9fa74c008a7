"""`newsscrape url` and `newsscrape file`: pages in, documents out."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from newsscrape.cli.batch import Batch, Urls
from newsscrape.cli.cache import CACHE_VARIABLE
from newsscrape.cli.console import EPILOG, EXIT_FETCH, EXIT_NOT_ARTICLE, EXIT_USAGE, say, write
from newsscrape.errors import CacheError, FetchError, NewsScrapeError
from newsscrape.render import BINARY, FORMATS, render_many

if TYPE_CHECKING:
    from newsscrape.document import Document
    from newsscrape.fetch import FetchPolicy

__all__ = ["FILE_EPILOG", "URL_EPILOG", "file", "url"]

URL_EPILOG: Final = f"""
[bold]Examples[/]

  newsscrape url https://example.com/story

  newsscrape url https://example.com/story --format markdown -o story.md

  newsscrape url --from urls.txt --store news.db -f jsonl > new.jsonl

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
    urls: Annotated[list[str] | None, typer.Argument(help="http(s) addresses; - reads them from stdin.")] = None,
    form: _Form = None,
    output: _Out = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Allow loopback and private addresses.")
    ] = False,
    cache: _Cache = None,
    listed: Annotated[
        str | None, typer.Option("--from", metavar="FILE", help="Read addresses from a file, one a line.")
    ] = None,
    store: Annotated[
        Path | None, typer.Option("--store", help="Keep documents in this SQLite file; leave out what is done in it.")
    ] = None,
    concurrency: Annotated[int, typer.Option("--concurrency", min=1, help="Pages at once.")] = 16,
    workers: Annotated[
        int, typer.Option("--workers", min=0, help="Processes that extract; 0 for none of their own.")
    ] = 2,
) -> None:
    """Fetch pages and extract them; one failure does not stop the others."""
    from newsscrape.fetch import FetchPolicy

    policy = FetchPolicy(allow_private=allow_private, cache=cache)
    many = _addresses(urls or [], listed)
    in_order = listed is None and urls != ["-"]
    name = form.value if form else "text"
    try:
        if many.count == 1 and store is None and urls:
            _finish([_fetched(urls[0], policy)], form, output)
        raise typer.Exit(Batch(name, output, store, concurrency, workers, in_order).run(many, policy))
    except CacheError as error:
        say(str(error))
        raise typer.Exit(EXIT_USAGE) from error


def _addresses(urls: list[str], listed: str | None) -> Urls:
    if urls == ["-"] and listed is None:
        return Urls.from_file("-")
    if bool(urls) == bool(listed):
        say("name addresses, or a file of them with --from")
        raise typer.Exit(EXIT_USAGE)
    try:
        return Urls(urls, len(urls)) if listed is None else Urls.from_file(listed)
    except OSError as error:
        say(f"{listed}: {error.strerror or error}")
        raise typer.Exit(EXIT_USAGE) from error


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


def _fetched(address: str, policy: FetchPolicy) -> tuple[Document | None, int]:
    """The document and the exit code of one address; messages name it without a password it may hold."""
    from newsscrape.fetch.address import redact
    from newsscrape.scraper import scrape

    try:
        document = scrape(address, policy)
    except CacheError:
        raise
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
