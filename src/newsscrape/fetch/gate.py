"""Places under a name, so many at a time: how many requests a host gets at once, for threads and for asyncio."""

from __future__ import annotations

import asyncio
import threading

__all__ = ["AsyncGate", "Gate"]


class Gate:
    """Places for threads. A name takes memory only while a place of it is held or waited for."""

    def __init__(self) -> None:
        self._places: dict[str, tuple[threading.Semaphore, int]] = {}
        self._lock = threading.Lock()

    def acquire(self, name: str, limit: int) -> None:
        """Wait for one of `limit` places under this name, and take it."""
        with self._lock:
            places, users = self._places.get(name) or (threading.Semaphore(limit), 0)
            self._places[name] = (places, users + 1)
        try:
            places.acquire()
        except BaseException:
            self._forget(name)
            raise

    def release(self, name: str) -> None:
        """Give a place back."""
        self._places[name][0].release()
        self._forget(name)

    def _forget(self, name: str) -> None:
        with self._lock:
            places, users = self._places.pop(name)
            if users > 1:
                self._places[name] = (places, users - 1)


class AsyncGate:
    """`Gate` for the tasks of one event loop."""

    def __init__(self) -> None:
        self._places: dict[str, tuple[asyncio.Semaphore, int]] = {}

    async def acquire(self, name: str, limit: int) -> None:
        """Wait for one of `limit` places under this name, and take it."""
        places, users = self._places.get(name) or (asyncio.Semaphore(limit), 0)
        self._places[name] = (places, users + 1)
        try:
            await places.acquire()
        except BaseException:
            self._forget(name)
            raise

    def release(self, name: str) -> None:
        """Give a place back."""
        self._places[name][0].release()
        self._forget(name)

    def _forget(self, name: str) -> None:
        places, users = self._places.pop(name)
        if users > 1:
            self._places[name] = (places, users - 1)
