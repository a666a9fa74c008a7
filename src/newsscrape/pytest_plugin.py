"""pytest plugin: every fixture folder becomes one test per field; registered by installing newsscrape.

Folders are named by the ini option `newsscrape_fixtures` (paths relative to the ini-file's folder) or by
`--newsscrape-fixtures PATH` on the command line; without either the plugin does nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsscrape.testing import Fixture

__all__ = ["FieldItem", "FixtureFile"]

_OPTION: Final = "newsscrape_fixtures"
_FILES: Final = ("page.html", "meta.json", "expected.json")
"""A fixture is collected through the first of these that exists, so that a missing one is a failure."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option and its ini form."""
    help_ = "folders of newsscrape fixtures: one test per field of each"
    parser.addini(_OPTION, help_, type="paths", default=[])
    group = parser.getgroup("newsscrape")
    group.addoption("--newsscrape-fixtures", action="append", default=[], metavar="PATH", help=help_)


def pytest_configure(config: pytest.Config) -> None:
    """Have the folders visited: those of the command line always, those of the ini-file when pytest runs them all."""
    named = [Path(config.invocation_params.dir, p) for p in config.getoption(_OPTION)]
    runs_all = config.args_source is not pytest.Config.ArgsSource.ARGS
    wanted = [*named, *(_of_ini(config) if runs_all else ())]
    known = [Path(config.invocation_params.dir, a.partition("::")[0]) for a in config.args]
    for root in wanted:
        if not root.is_dir():
            raise pytest.UsageError(f"newsscrape fixtures: no folder {root}")
        if not any(root.is_relative_to(k) for k in known):
            config.args.append(str(root))


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> FixtureFile | None:
    """A fixture's folder as a collector, through the first of its files."""
    config = parent.config
    roots = [*(Path(config.invocation_params.dir, p) for p in config.getoption(_OPTION)), *_of_ini(config)]
    if file_path.name not in _FILES or file_path.parent.parent not in [Path(r).resolve() for r in roots]:
        return None
    first = next(name for name in _FILES if (file_path.parent / name).exists())
    return FixtureFile.from_parent(parent, path=file_path) if file_path.name == first else None


def _of_ini(config: pytest.Config) -> list[Path]:
    return [Path(p) for p in config.getini(_OPTION)]


class FixtureFile(pytest.File):
    """One fixture; its page is extracted once."""

    def collect(self) -> Iterator[FieldItem]:
        """One test per field. Raises FixtureError where page or meta are missing, which pytest reports."""
        from newsscrape.testing import FIELDS, load

        fixture = load(self.path.parent)
        seen: dict[str, Any] = {}
        for field in FIELDS:
            yield FieldItem.from_parent(self, name=field, fixture=fixture, seen=seen)


class FieldItem(pytest.Item):
    """One field of one fixture: what is extracted now is what is expected."""

    def __init__(self, *, fixture: Fixture, seen: dict[str, Any], **rest: Any) -> None:
        super().__init__(**rest)
        self._fixture = fixture
        self._seen = seen

    def runtest(self) -> None:
        """Raises Mismatch."""
        from newsscrape.testing import check, observed

        if not self._seen:
            self._seen.update(observed(self._fixture))
        if problem := check(self._fixture, self.name, self._seen[self.name]):
            raise Mismatch(problem)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The page, the field and the difference, without a traceback."""
        if isinstance(excinfo.value, Mismatch):
            return f"{self._fixture.slug} ({self._fixture.url}): {excinfo.value}"
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Page and field, as failures are headed."""
        return self.path, None, f"{self._fixture.slug}: {self.name}"


class Mismatch(Exception):
    """A field is not as expected; the message is the difference."""
