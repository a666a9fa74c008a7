"""Extraction in processes of their own, which can be killed: where a page takes too long or takes the process down.

Each worker lives on for many pages and speaks over one pipe: a page in, a document or an error out. One that
is over its time or dies is replaced; only the page it had fails.
"""

from __future__ import annotations

import io
import multiprocessing as mp
import pickle
import queue
import signal
import threading
import time
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, Self

from newsscrape.errors import ExtractError, ExtractionTimeout, NewsScrapeError

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from newsscrape.document import Document
    from newsscrape.page import Page

__all__ = ["Workers"]

TIMEOUT: Final = 10.0
"""Seconds for one page; real pages take 0.005 in the mean and 0.2 at most."""
START_SECONDS: Final = 60.0
"""Seconds a new worker has for its imports."""
EXIT_SECONDS: Final = 2.0
"""Seconds an idle worker has to end by itself."""
_READY: Final = b"ready"


def _method() -> str:
    return "forkserver" if "forkserver" in mp.get_all_start_methods() else "spawn"


def _extract(page: Page) -> Document:
    from newsscrape.extract import extract_page

    return extract_page(page)


class Workers:
    """A pool of extracting processes; a context manager, safe to share between threads.

    Programs that use it need the usual ``if __name__ == "__main__":`` around their start, as with all of
    multiprocessing.
    """

    def __init__(
        self,
        count: int,
        timeout: float = TIMEOUT,
        *,
        start_method: str | None = None,
        extract: Callable[[Page], Document] = _extract,
    ) -> None:
        """`timeout` in seconds a page; `start_method` is "forkserver" where there is one, or "spawn".

        `extract` is a function of a module, for tests. Raises ValueError for less than one worker.
        """
        if count < 1 or timeout <= 0:
            raise ValueError("there must be at least one worker, and a timeout above 0")
        context = mp.get_context(start_method or _method())
        if context.get_start_method() == "forkserver":
            context.set_forkserver_preload(["newsscrape.extract"])
        self._start = _Starter(context, extract)
        self._timeout = timeout
        self._lock = threading.Lock()
        self._all: set[_Worker] = set()
        self._idle: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        self._closed = False
        self._count = count
        for _ in range(count):
            self._idle.put(None)

    def __enter__(self) -> Self:
        """The pool itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End all workers."""
        self.close()

    def __call__(self, page: Page) -> Document:
        """Extract a page in the next idle worker, and wait for it.

        Raises ExtractionTimeout when it took too long, ExtractError when the worker died or extracting raised.
        """
        worker = self._idle.get()
        try:
            if worker is None:
                worker = self._started()
            return worker.run(page, self._timeout)
        except (_Lost, ExtractionTimeout) as error:
            gone, worker = worker, None
            if gone is not None:
                self._discard(gone)
            error.url = page.url
            raise
        finally:
            self._idle.put(worker)

    def close(self) -> None:
        """End all workers, those at work too, and wait until they are gone; twice is once."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            for worker in self._all:
                worker.kill()
        for _ in range(self._count):
            # One that is at work comes back when the thread that waits for it has found it dead.
            if (idle := self._idle.get()) is not None:
                idle.end()
        for _ in range(self._count):
            self._idle.put(None)

    def _started(self) -> _Worker:
        with self._lock:
            if self._closed:
                raise ExtractError("the workers were closed")
            worker = self._start()
            self._all.add(worker)
        try:
            worker.wait_ready()
        except BaseException:
            self._discard(worker)
            raise
        return worker

    def _discard(self, worker: _Worker) -> None:
        with self._lock:
            self._all.discard(worker)
        worker.kill()
        worker.end()


class _Lost(ExtractError):
    """The worker died or cannot be spoken to."""


@dataclass(frozen=True, slots=True)
class _Starter:
    """Starts workers of one kind."""

    context: Any
    extract: Callable[[Page], Document]

    def __call__(self) -> _Worker:
        ours, theirs = self.context.Pipe()
        process = self.context.Process(
            target=_serve, args=(theirs, self.extract), name="newsscrape-worker", daemon=True
        )
        try:
            process.start()
        except BaseException:
            ours.close()
            raise
        finally:
            theirs.close()
        return _Worker(process, ours)


class _Worker:
    """One process and our end of its pipe; used by one thread at a time, but for ending it."""

    def __init__(self, process: BaseProcess, pipe: Connection) -> None:
        self._process = process
        self._pipe = pipe
        self._ending = threading.Lock()
        self._ended = False

    def wait_ready(self) -> None:
        if self._answer(START_SECONDS, "a worker did not start") != _READY:
            raise _Lost("a worker did not start")

    def run(self, page: Page, timeout: float) -> Document:
        started = time.monotonic()
        try:
            self._pipe.send_bytes(pickle.dumps(page, pickle.HIGHEST_PROTOCOL))
        except (OSError, ValueError) as error:
            raise _Lost(self._how_it_died(), cause=error) from error
        answer = pickle.loads(self._answer(timeout, f"extraction took more than {timeout:g} s"))
        if isinstance(answer, NewsScrapeError):
            answer.elapsed = time.monotonic() - started
            raise answer
        return answer  # type: ignore[no-any-return]

    def _answer(self, timeout: float, late: str) -> bytes:
        try:
            if not self._pipe.poll(timeout):
                raise ExtractionTimeout(late, elapsed=timeout)
            return self._pipe.recv_bytes()
        except (EOFError, OSError) as error:
            raise _Lost(self._how_it_died(), cause=error) from error

    def _how_it_died(self) -> str:
        self._process.join(EXIT_SECONDS)
        code = self._process.exitcode
        if code is not None and code < 0:
            return f"the worker was ended by {signal.Signals(-code).name}"
        return f"the worker ended with exit code {code}"

    def kill(self) -> None:
        """End the process, whatever it does."""
        with self._ending:
            if not self._ended:
                self._process.kill()

    def end(self) -> None:
        """Wait until the process is gone, kill it if it does not go, and release what it holds."""
        with self._ending:
            if self._ended:
                return
            self._ended = True
            self._pipe.close()
            self._process.join(EXIT_SECONDS)
            if self._process.is_alive():
                self._process.kill()
                self._process.join()
            self._process.close()


def _serve(pipe: Connection, extract: Callable[[Page], Document]) -> None:
    """A worker's life: pages in, answers out, until the pipe is closed at the other end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started us; it hangs up
    from newsscrape import extract as _  # noqa: F401  # what takes long is imported before "ready"

    pipe.send_bytes(_READY)
    while True:
        try:
            page = pickle.loads(pipe.recv_bytes())
        except EOFError:
            return
        pipe.send_bytes(_answer(page, extract))


def _answer(page: Page, extract: Callable[[Page], Document]) -> bytes:
    try:
        return _packed(extract(page))
    except NewsScrapeError as error:
        return pickle.dumps(ExtractError(f"{type(error).__name__}: {error}", url=page.url))
    except Exception as error:  # the batch edge
        return pickle.dumps(ExtractError(f"extraction failed: {error!r}", url=page.url))


def _packed(value: object) -> bytes:
    out = io.BytesIO()
    _Pickler(out, pickle.HIGHEST_PROTOCOL).dump(value)
    return out.getvalue()


class _Pickler(pickle.Pickler):
    """Writes dataclasses as calls of their constructors: 60 % of the time that frozen ones with slots take else."""

    def reducer_override(self, value: object) -> Any:
        cls: Any = type(value)
        return (cls, _values(cls)(value)) if hasattr(cls, "__dataclass_fields__") else NotImplemented


@cache
def _values(cls: Any) -> Callable[[object], tuple[object, ...]]:
    names = tuple(cls.__dataclass_fields__)
    get = attrgetter(*names)
    return get if len(names) > 1 else lambda value: (get(value),)
