"""How a batch is getting on: a bar on a terminal, a plain line now and then elsewhere; both on stderr."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any, Final, Self

from newsscrape.cli.console import say
from newsscrape.schedule import host_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsscrape.scraper import Result

__all__ = ["Progress"]

LINE_SECONDS: Final = 10.0
"""Between two plain lines."""
MAX_HOSTS: Final = 10_000
"""Hosts told apart; more are not counted."""


class Progress:
    """Counts results and shows the counts; a context manager that ends with a summary."""

    def __init__(self, total: int | None, clock: Callable[[], float] = time.monotonic) -> None:
        """`total` is None where the number of URLs is not known."""
        self._total = total
        self._clock = clock
        self._started = self._told = clock()
        self._hosts: set[str] = set()
        self.articles = self.others = self.failed = 0
        self._bar: Any = _bar() if sys.stderr.isatty() else None

    def __enter__(self) -> Self:
        """The progress itself."""
        if self._bar is not None:
            self._bar.start()
            self._task = self._bar.add_task("", total=self._total, state="")
        return self

    def __exit__(self, *_: object) -> None:
        """Take the bar away and say the summary."""
        if self._bar is not None:
            self._bar.stop()
        say(self.summary())

    @property
    def pages(self) -> int:
        """Results counted."""
        return self.articles + self.others + self.failed

    def count(self, result: Result) -> None:
        """Take one result."""
        if result.error is not None:
            self.failed += 1
        elif result.document is not None and result.document.is_article:
            self.articles += 1
        else:
            self.others += 1
        if len(self._hosts) < MAX_HOSTS:
            self._hosts.add(host_of(result.url))
        if self._bar is not None:
            self._bar.update(self._task, completed=self.pages, state=self._state())
        elif self._clock() - self._told >= LINE_SECONDS:
            self._told = self._clock()
            of = f" of {self._total}" if self._total else ""
            say(f"{self.pages}{of} pages, {self._state()}")

    def tell(self, message: str) -> None:
        """A message above the bar."""
        if self._bar is None:
            say(message)
        else:
            clean = "".join(c if c.isprintable() else "�" for c in message)
            self._bar.console.print(clean, markup=False, highlight=False, soft_wrap=True)

    def summary(self) -> str:
        """One line: "20 pages: 18 articles, 1 other, 1 failed; 3 hosts, 12.5 pages/s"."""
        parts = f"{self.articles} articles, {self.others} other, {self.failed} failed"
        return f"{self.pages} pages: {parts}; {len(self._hosts)} hosts, {self._rate():.1f} pages/s"

    def _state(self) -> str:
        return f"{self._rate():.1f}/s, {self.failed} failed, {len(self._hosts)} hosts"

    def _rate(self) -> float:
        return self.pages / max(self._clock() - self._started, 0.001)


def _bar() -> Any:
    from rich import progress
    from rich.console import Console

    columns = (
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TextColumn("{task.fields[state]}", markup=False),
        progress.TimeRemainingColumn(),
    )
    return progress.Progress(*columns, console=Console(stderr=True), transient=True)
