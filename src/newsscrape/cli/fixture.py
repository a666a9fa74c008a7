"""`newsscrape fixture`: record and check expectations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsscrape.cli.console import EXIT_USAGE, say
from newsscrape.errors import NewsScrapeError

if TYPE_CHECKING:
    from newsscrape.testing import Fixture

__all__ = ["fixture_app"]

fixture_app = typer.Typer(help="Pages with an expected result: record and check.", no_args_is_help=True)
_Slugs = Annotated[list[str] | None, typer.Argument(help="Names of fixtures; all if none is named.")]
_Root = Annotated[Path, typer.Option("--root", help="Folder that holds the fixtures.")]


@fixture_app.command("record")
def fixture_record(slugs: _Slugs = None, root: _Root = Path("fixtures")) -> None:
    """Write what is extracted now as the expectation; review the change before you commit it."""
    from newsscrape.testing import record

    for fixture in _fixtures(slugs, root):
        if record(fixture):
            say(f"recorded {fixture.slug}")


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
                say(fixture.slug)
                typer.echo(diff)
    raise typer.Exit(int(failed))


def _fixtures(slugs: list[str] | None, root: Path) -> list[Fixture]:
    from newsscrape.testing import find

    try:
        found = list(find(root))
    except (OSError, NewsScrapeError) as error:
        say(str(error))
        raise typer.Exit(EXIT_USAGE) from error
    if unknown := set(slugs or ()) - {f.slug for f in found}:
        say(f"no such fixture: {', '.join(sorted(unknown))}")
        raise typer.Exit(EXIT_USAGE)
    return [f for f in found if not slugs or f.slug in slugs]
