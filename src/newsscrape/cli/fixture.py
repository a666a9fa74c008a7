"""`newsscrape fixture`: add pages with their result, record and check expectations."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, cast, get_args

import typer

from newsscrape.cli.console import EXIT_DIFFERS, EXIT_FETCH, EXIT_USAGE, say
from newsscrape.errors import FetchError, NewsScrapeError
from newsscrape.minimise import Effort

if TYPE_CHECKING:
    from newsscrape.page import Page
    from newsscrape.testing import Fixture

__all__ = ["fixture_app"]

_ADD: Final = """
[bold]Examples[/]

  newsscrape fixture add https://example.com/story

  newsscrape fixture add saved.html --url https://example.com/story

  newsscrape fixture add https://example.com/story --slug harbour-vote --root pages
"""
_RECORD: Final = "[bold]Example[/]\n\n  newsscrape fixture record harbour-vote --root tests/pages"
_CHECK: Final = f"""
[bold]Example[/]

  newsscrape fixture check --root tests/pages

Exit codes: 0 all as expected, {EXIT_DIFFERS} something differs or nothing was recorded, {EXIT_USAGE} wrong use.
"""

fixture_app = typer.Typer(
    help="Pages with an expected result: add, record and check.", no_args_is_help=True, rich_markup_mode="rich"
)
Minimise = StrEnum("Minimise", {name: name for name in get_args(Effort)})  # type: ignore[misc]
_Slugs = Annotated[list[str] | None, typer.Argument(help="Names of fixtures; all if none is named.")]
_Root = Annotated[Path, typer.Option("--root", help="Folder that holds the fixtures.")]


@fixture_app.command("add", epilog=_ADD)
def fixture_add(
    source: Annotated[str, typer.Argument(metavar="URL|FILE", help="A page's address, or a saved page.")],
    address: Annotated[str | None, typer.Option("--url", help="Where a saved page was found.")] = None,
    slug: Annotated[
        str | None, typer.Option("--slug", help="Name of the fixture; made from the URL if left out.")
    ] = None,
    root: _Root = Path("fixtures"),
    minimise: Annotated[
        Minimise,
        typer.Option("--minimise", help="What to cut: none; markup that does nothing; all that changes nothing."),
    ] = Minimise("markup"),
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Allow loopback and private addresses.")
    ] = False,
) -> None:
    """Save a page, cut down, with what is extracted now as its expectation, for you to review."""
    from newsscrape.testing import add, slug_of

    page = _page(source, address, allow_private=allow_private)
    name = slug or slug_of(page.url or "")
    try:
        small = add(page, root, name, effort=cast("Effort", minimise.value))
    except (OSError, NewsScrapeError) as error:
        say(str(error))
        raise typer.Exit(EXIT_USAGE) from error
    size, unit = len(page.html), "bytes" if isinstance(page.html, bytes) else "characters"
    unfinished = "" if small.is_complete else "; the time was up before everything was tried"
    say(f"added {root / name}: {size:,} {unit} cut to {len(small.html.encode()):,}{unfinished}")
    say(f"now review {root / name / 'expected.json'} and correct what is not right")


@fixture_app.command("record", epilog=_RECORD)
def fixture_record(slugs: _Slugs = None, root: _Root = Path("fixtures")) -> None:
    """Write what is extracted now as the expectation; review the change before you commit it."""
    from newsscrape.testing import record

    for fixture in _fixtures(slugs, root):
        if record(fixture):
            say(f"recorded {fixture.slug}")


@fixture_app.command("check", epilog=_CHECK)
def fixture_check(slugs: _Slugs = None, root: _Root = Path("fixtures")) -> None:
    """Compare what is extracted now with the expectations; the differences go to stdout."""
    from newsscrape.testing import check, observed

    fixtures, failed = _fixtures(slugs, root), 0
    for fixture in fixtures:
        problems = [p for field, value in observed(fixture).items() if (p := check(fixture, field, value))]
        failed += bool(problems)
        if problems:
            typer.echo("\n".join([f"── {fixture.slug} ({fixture.url})", *problems, ""]))
    say(f"{len(fixtures) - failed} of {len(fixtures)} fixtures as expected")
    raise typer.Exit(EXIT_DIFFERS if failed else 0)


def _page(source: str, address: str | None, *, allow_private: bool) -> Page:
    """The page named, fetched if it is a URL."""
    from newsscrape.fetch import FetchPolicy, fetch
    from newsscrape.page import Page

    if source.startswith(("http://", "https://")):
        try:
            return fetch(source, FetchPolicy(allow_private=allow_private))
        except FetchError as error:
            say(f"{error.url}: {type(error).__name__}: {error}")
            raise typer.Exit(EXIT_FETCH) from error
    if address is None:
        say("a saved page needs --url: where it was found")
        raise typer.Exit(EXIT_USAGE)
    try:
        return Page(Path(source).read_bytes(), address)
    except OSError as error:
        say(f"{source}: {error.strerror or error}")
        raise typer.Exit(EXIT_USAGE) from error


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
