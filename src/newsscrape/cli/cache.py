"""`newsscrape cache`: the file of the HTTP cache."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from newsscrape.cli.console import EXIT_USAGE, say
from newsscrape.errors import CacheError

__all__ = ["CACHE_VARIABLE", "cache_app"]

CACHE_VARIABLE: Final = "NEWSSCRAPE_CACHE"
"""Names the cache's file where no option does."""

cache_app = typer.Typer(help="The HTTP cache that --cache fills.", no_args_is_help=True)


@cache_app.callback()
def cache() -> None:
    """The HTTP cache that --cache fills."""


@cache_app.command()
def clear(
    path: Annotated[Path, typer.Argument(help="The cache's file.", envvar=CACHE_VARIABLE, show_default=False)],
) -> None:
    """Forget every page kept in the file."""
    from newsscrape.fetch import clear_cache

    try:
        count = clear_cache(path)
    except CacheError as error:
        say(str(error))
        raise typer.Exit(EXIT_USAGE) from error
    say(f"{path}: {count} {'page' if count == 1 else 'pages'} forgotten")
