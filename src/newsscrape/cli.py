"""The command: arguments in, documents on stdout, messages on stderr, an exit code out."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from newsscrape.errors import FetchError, NewsScrapeError
from newsscrape.render import FORMATS, render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsscrape.document import Document
    from newsscrape.testing import Fixture

__all__ = ["app", "main"]

EXIT_USAGE: Final = 2
EXIT_FETCH: Final = 3
EXIT_NOT_ARTICLE: Final = 4
_EPILOG: Final = "Exit codes: 0 article, 2 wrong use, 3 fetch failed, 4 not an article (the worst of several)."
_JSON: Final = frozenset({"json", "jsonl"})

app = typer.Typer(
    help="Turn a news web page into a clean document.",
    epilog=_EPILOG,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
Format = StrEnum("Format", {name: name for name in FORMATS})  # type: ignore[misc]
_Form = Annotated[Format, typer.Option("--format", "-f", help="What to write.")]
_Out = Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of stdout.")]


@app.command(epilog=_EPILOG)
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
            _say(f"[{number}/{len(urls)}] {address}")
        results.append(_fetched(address, allow_private=allow_private))
    _finish(results, form.value, output)


@app.command(epilog=_EPILOG)
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
        _say(f"{path}: {error.strerror or error}")
        raise typer.Exit(EXIT_USAGE) from error
    document = extract(data, url=address)
    _finish([(document, _code(document, path))], form.value, output)


fixture_app = typer.Typer(help="Pages with an expected result: record and check.", no_args_is_help=True)
app.add_typer(fixture_app, name="fixture")
_Slugs = Annotated[list[str] | None, typer.Argument(help="Names of fixtures; all if none is named.")]
_Root = Annotated[Path, typer.Option("--root", help="Folder that holds the fixtures.")]


@fixture_app.command("record")
def fixture_record(slugs: _Slugs = None, root: _Root = Path("fixtures")) -> None:
    """Write what is extracted now as the expectation; review the change before you commit it."""
    from newsscrape.testing import record

    for fixture in _fixtures(slugs, root):
        if record(fixture):
            _say(f"recorded {fixture.slug}")


@fixture_app.command("check")
def fixture_check(slugs: _Slugs = None, root: _Root = Path("fixtures")) -> None:
    """Compare with the expectations; exit code 1 where one differs."""
    from newsscrape.testing import difference, observed

    failed = False
    for fixture in _fixtures(slugs, root):
        found, expected = observed(fixture), fixture.expected
        for field, value in found.items():
            if diff := difference(field, expected.get(field), value):
                failed = True
                _say(fixture.slug)
                typer.echo(diff)
    raise typer.Exit(int(failed))


def _fixtures(slugs: list[str] | None, root: Path) -> list[Fixture]:
    from newsscrape.testing import find

    try:
        found = list(find(root))
    except (OSError, NewsScrapeError) as error:
        _say(str(error))
        raise typer.Exit(EXIT_USAGE) from error
    if unknown := set(slugs or ()) - {f.slug for f in found}:
        _say(f"no such fixture: {', '.join(sorted(unknown))}")
        raise typer.Exit(EXIT_USAGE)
    return [f for f in found if not slugs or f.slug in slugs]


def main() -> None:
    """Entry point of the `newsscrape` command."""
    app()


def _fetched(address: str, *, allow_private: bool) -> tuple[Document | None, int]:
    from newsscrape.extract import extract_page
    from newsscrape.fetch import FetchPolicy, fetch

    try:
        document = extract_page(fetch(address, FetchPolicy(allow_private=allow_private)))
    except FetchError as error:
        _say(f"{address}: {type(error).__name__}: {error}")
        return None, EXIT_FETCH
    except NewsScrapeError as error:
        _say(f"{address}: {type(error).__name__}: {error}")
        return None, EXIT_NOT_ARTICLE
    return document, _code(document, address)


def _code(document: Document, where: str) -> int:
    if document.is_article:
        return 0
    reason = "; ".join(document.outcome.evidence)
    _say(f"{where}: {document.outcome.status}" + (f": {reason}" if reason else ""))
    return EXIT_NOT_ARTICLE


def _finish(results: list[tuple[Document | None, int]], form: str, output: Path | None) -> None:
    """Writes the documents, then exits: a failed fetch counts before a page that is no article."""
    data = b"".join(_encoded(results, form))
    if output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
    else:
        _save(output, data)
    codes = {code for _, code in results} - {0}
    raise typer.Exit(min(codes, default=0))


def _save(output: Path, data: bytes) -> None:
    try:
        output.write_bytes(data)
    except OSError as error:
        _say(f"{output}: {error.strerror or error}")
        raise typer.Exit(EXIT_USAGE) from error


def _encoded(results: list[tuple[Document | None, int]], form: str) -> Iterator[bytes]:
    """UTF-8; a lone surrogate becomes its escape in JSON and "?" elsewhere."""
    how = "backslashreplace" if form in _JSON else "replace"
    for document, _ in results:
        if document is not None:
            yield render(document, form).encode("utf-8", how)


def _say(message: str) -> None:
    typer.echo("".join(c if c.isprintable() else "�" for c in message), err=True)
