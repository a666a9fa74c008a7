"""`newsscrape url` and `newsscrape file`: pages in, documents out."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from newsscrape.cli.console import EXIT_FETCH, EXIT_NOT_ARTICLE, EXIT_USAGE, say, write
from newsscrape.errors import FetchError, NewsScrapeError
from newsscrape.render import FORMATS, render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsscrape.document import Document

__all__ = ["file", "url"]

_JSON: Final = frozenset({"json", "jsonl"})
Format = StrEnum("Format", {name: name for name in FORMATS})  # type: ignore[misc]
_Form = Annotated[Format, typer.Option("--format", "-f", help="What to write.")]
_Out = Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of stdout.")]


def url(
    urls: Annotated[list[str], typer.Argument(help="One or more http(s) addresses.")],
    form: _Form = Format("text"),
    output: _Out = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Allow loopback and private addresses.")
    ] = False,
) -> None:
    """Fetch pages and extract them; one failure does not stop the others."""
    results: list[tuple[Document | None, int]] = []
    for number, address in enumerate(urls, 1):
        if len(urls) > 1:
            say(f"[{number}/{len(urls)}] {address}")
        results.append(_fetched(address, allow_private=allow_private))
    _finish(results, form.value, output)


def file(
    path: Annotated[str, typer.Argument(help="A saved page, or - for stdin.")],
    form: _Form = Format("text"),
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
    _finish([(document, _code(document, path))], form.value, output)


def _fetched(address: str, *, allow_private: bool) -> tuple[Document | None, int]:
    from newsscrape.extract import extract_page
    from newsscrape.fetch import FetchPolicy, fetch

    try:
        document = extract_page(fetch(address, FetchPolicy(allow_private=allow_private)))
    except FetchError as error:
        say(f"{address}: {type(error).__name__}: {error}")
        return None, EXIT_FETCH
    except NewsScrapeError as error:
        say(f"{address}: {type(error).__name__}: {error}")
        return None, EXIT_NOT_ARTICLE
    return document, _code(document, address)


def _code(document: Document, where: str) -> int:
    if document.is_article:
        return 0
    reason = "; ".join(document.outcome.evidence)
    say(f"{where}: {document.outcome.status}" + (f": {reason}" if reason else ""))
    return EXIT_NOT_ARTICLE


def _finish(results: list[tuple[Document | None, int]], form: str, output: Path | None) -> None:
    """Writes the documents, then exits: a failed fetch counts before a page that is no article."""
    write(b"".join(_encoded(results, form)), output)
    codes = {code for _, code in results} - {0}
    raise typer.Exit(min(codes, default=0))


def _encoded(results: list[tuple[Document | None, int]], form: str) -> Iterator[bytes]:
    """UTF-8; a lone surrogate becomes its escape in JSON and "?" elsewhere."""
    how = "backslashreplace" if form in _JSON else "replace"
    for document, _ in results:
        if document is not None:
            yield render(document, form).encode("utf-8", how)
