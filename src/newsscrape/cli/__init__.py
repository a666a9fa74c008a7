"""The command: arguments in, documents on stdout, messages on stderr, an exit code out."""

from __future__ import annotations

import typer

from newsscrape.cli import batch, pages
from newsscrape.cli.cache import cache_app
from newsscrape.cli.console import EPILOG
from newsscrape.cli.explain import EXPLAIN_EPILOG, explain
from newsscrape.cli.fixture import fixture_app

__all__ = ["app", "main"]

app = typer.Typer(
    help="Turn a news web page into a clean document. Documents go to stdout, messages to stderr.",
    epilog=EPILOG,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
app.command(epilog=pages.URL_EPILOG)(pages.url)
app.command(epilog=pages.FILE_EPILOG)(pages.file)
app.command(epilog=EXPLAIN_EPILOG)(explain)
app.command()(batch.stored)
app.add_typer(fixture_app, name="fixture")
app.add_typer(cache_app, name="cache")


def main() -> None:
    """Entry point of the `newsscrape` command."""
    app()
