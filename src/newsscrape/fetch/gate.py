"""Places under a name, so many at a time: how many requests a host gets at once, for threads and for asyncio."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["AsyncGate", "Gate"]

S = TypeVar("S", threading.Semaphore, asyncio.Semaphore)


class _Places(Generic[S]):
    """The semaphores by name; a name takes memory only while a place of it is held or waited for."""

    def __init__(self, semaphore: Callable[[int], S]) -> None:
        self._semaphore: Callable[[int], S] = semaphore
        self._places: dict[str, tuple[S, int]] = {}
        self._lock = threading.Lock()

    def use(self, name: str, limit: int) -> S:
        with self._lock:
            places, users = self._places.get(name) or (self._semaphore(limit), 0)
            self._places[name] = (places, users + 1)
        return places

    def release(self, name: str) -> None:
        """Give a place back."""
        self._places[name][0].release()
        self.forget(name)

    def forget(self, name: str) -> None:
        with self._lock:
            places, users = self._places.pop(name)
            if users > 1:
                self._places[name] = (places, users - 1)


class Gate(_Places[threading.Semaphore]):
    """Places for threads."""

    def __init__(self) -> None:
        super().__init__(threading.Semaphore)

    def acquire(self, name: str, limit: int) -> None:
        """Wait for one of `limit` places under this name, and take it."""
        places = self.use(name, limit)
        try:
            places.acquire()
        except BaseException:
            self.forget(name)
            raise


class AsyncGate(_Places[asyncio.Semaphore]):
    """Places for the tasks of one event loop."""

    def __init__(self) -> None:
        super().__init__(asyncio.Semaphore)

    async def acquire(self, name: str, limit: int) -> None:
        """Wait for one of `limit` places under this name, and take it."""
        places = self.use(name, limit)
        try:
            await places.acquire()
        except BaseException:
            self.forget(name)
            raise
