"""Many URLs: from arguments, a file or stdin, through a scraper, into a file or stdout; and what a store holds."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Final

import typer

from newsscrape.cli.console import EXIT_FETCH, EXIT_INTERRUPTED, EXIT_NOT_ARTICLE, EXIT_USAGE, say
from newsscrape.cli.progress import Progress
from newsscrape.errors import FetchError, StoreError
from newsscrape.render import FORMATS, render_many

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsscrape.document import Document
    from newsscrape.fetch import FetchPolicy
    from newsscrape.scraper import Result

__all__ = ["Batch", "Urls", "stored"]

STREAMED: Final = frozenset({"jsonl"})
"""Formats whose documents are written as they come; others put all into one, so these are gathered first."""


@dataclass(frozen=True, slots=True)
class Urls:
    """The URLs of a batch and how many there are, if that is known."""

    urls: Iterable[str]
    count: int | None = None

    @classmethod
    def from_file(cls, path: str) -> Urls:
        """One URL a line, empty lines and those that begin with # left out; "-" is stdin. Raises OSError."""
        if path == "-":
            return cls(_lines(sys.stdin.buffer))
        with open(path, "rb") as file:
            count = sum(1 for _ in _lines(file))
        return cls(_file_lines(path), count)


def _file_lines(path: str) -> Iterator[str]:
    with open(path, "rb") as file:
        yield from _lines(file)


def _lines(file: IO[bytes]) -> Iterator[str]:
    for raw in file:
        line = raw.decode("utf-8", "replace").strip()
        if line and not line.startswith("#"):
            yield line


@dataclass(frozen=True, slots=True)
class Batch:
    """How a batch is done."""

    form: str
    output: Path | None
    store: Path | None
    concurrency: int
    workers: int
    in_order: bool

    def run(self, urls: Urls, policy: FetchPolicy) -> int:
        """Do all URLs and give the exit code; documents are written as they come."""
        try:
            with _written(self.output) as file, Progress(urls.count) as progress:
                out = _Out(file, self.form)
                codes = {self._take(result, progress, out) for result in self._results(urls, policy)}
                out.finish()
        except KeyboardInterrupt:
            kept = f"; what is done is in {self.store}, run again to go on" if self.store else ""
            say(f"interrupted{kept}")
            return EXIT_INTERRUPTED
        except (StoreError, ImportError) as error:
            say(str(error))
            return EXIT_USAGE
        except BrokenPipeError:  # the reader, such as `head`, has seen enough
            return 0
        except OSError as error:
            say(f"{self.output or 'stdout'}: {error.strerror or error}")
            return EXIT_USAGE
        return min(codes - {0}, default=0)

    def _results(self, urls: Urls, policy: FetchPolicy) -> Iterator[Result]:
        from newsscrape.scraper import Scraper
        from newsscrape.store import Store

        with ExitStack() as stack:
            store = stack.enter_context(Store(self.store)) if self.store else None
            scraper = stack.enter_context(
                Scraper(policy, store=store, concurrency=self.concurrency, workers=self.workers)
            )
            results = scraper.scrape_many(urls.urls, in_order=self.in_order)
            stack.callback(results.close)  # type: ignore[attr-defined]
            yield from results

    def _take(self, result: Result, progress: Progress, out: _Out) -> int:
        from newsscrape.fetch.address import redact

        progress.count(result)
        where = redact(result.url)
        if result.document is None:
            error = result.error
            progress.tell(f"{where}: {type(error).__name__}: {error}")
            return EXIT_FETCH if isinstance(error, FetchError) else EXIT_NOT_ARTICLE
        out.put(result.document)
        if result.document.is_article:
            return 0
        reason = "; ".join(result.document.outcome.evidence)
        progress.tell(f"{where}: {result.document.outcome.status}" + (f": {reason}" if reason else ""))
        return EXIT_NOT_ARTICLE


class _Out:
    """Writes documents in a format, each at once where the format allows."""

    def __init__(self, file: IO[bytes], form: str) -> None:
        self._file, self._form = file, form
        self._gathered: list[Document] = []

    def put(self, document: Document) -> None:
        if self._form in STREAMED:
            self._file.write(render_many((document,), self._form))
            self._file.flush()
        else:
            self._gathered.append(document)

    def finish(self) -> None:
        if self._form not in STREAMED:
            self._file.write(render_many(self._gathered, self._form))


@contextmanager
def _written(output: Path | None) -> Iterator[IO[bytes]]:
    """Stdout, or a file that is put in its place when it is whole: a batch that stops leaves none."""
    if output is None or (output.exists() and not output.is_file()):
        with open(output, "wb") if output else os.fdopen(os.dup(sys.stdout.fileno()), "wb") as out:
            yield out
        return
    handle, name = tempfile.mkstemp(prefix=f".{output.name}.", dir=output.resolve().parent)
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, output.stat().st_mode if output.exists() else 0o666 & ~mask)
        os.replace(name, output.resolve())
    except BaseException:
        os.unlink(name)
        raise


def stored(
    path: Annotated[Path, typer.Argument(help="A store made by --store.", exists=True, dir_okay=False)],
    form: Annotated[str, typer.Option("--format", "-f", help=f"What to write: {', '.join(FORMATS)}.")] = "jsonl",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of stdout.")] = None,
) -> None:
    """Write all documents a store holds; say on stderr what failed."""
    from newsscrape.fetch.address import redact
    from newsscrape.store import Store

    try:
        with Store(path) as store, _written(output) as file:
            out = _Out(file, form)
            for document in store.documents():
                out.put(document)
            out.finish()
            for failure in store.failures():
                say(f"{redact(failure.url)}: {failure.error}: {failure.message} ({failure.tries} times)")
            done, failed = store.counts()
    except (StoreError, ImportError, OSError, ValueError) as error:
        say(str(error))
        raise typer.Exit(EXIT_USAGE) from error
    say(f"{done} documents, {failed} failed")
