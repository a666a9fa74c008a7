"""Which URL is next, and which result may go out: the decisions of a batch, without any I/O.

URLs are read from their source only when a slot is free and no URL at hand may start; those of busy hosts
wait in a bounded look-ahead, so that a slow host does not hold up the others.
"""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, TypeVar
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["Bounds", "Item", "Order", "Schedule", "host_of"]

R = TypeVar("R")
LOOKAHEAD: Final = 256
"""URLs of busy hosts held ready, for each slot of concurrency."""
HOLD_BACK: Final = 32
"""Results held back until their turn, for each slot of concurrency."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much a batch does at once."""

    concurrency: int = 16
    """Pages fetched at once, and as many again worked on."""
    per_host: int = 2
    """Pages fetched at once of one host."""

    def __post_init__(self) -> None:
        """Raises ValueError for less than one."""
        if self.concurrency < 1 or self.per_host < 1:
            raise ValueError("concurrency and per_host must be positive")


@dataclass(frozen=True, slots=True)
class Item:
    """One URL and its position among those scheduled, from 0."""

    index: int
    url: str


def host_of(url: str) -> str:
    """Host and port of a URL, lower case; "" where there is none."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""


class Schedule:
    """The URLs of a batch; hosts take turns."""

    def __init__(self, urls: Iterable[str], bounds: Bounds, seen: Callable[[str], bool] | None = None) -> None:
        """`seen` tells URLs that are not to be done again; with it, each URL is done once."""
        self._source = iter(urls)
        self._bounds = bounds
        self._seen = seen
        self._pending: set[str] = set()
        self._waiting: dict[str, deque[Item]] = {}
        self._free: deque[str] = deque()
        """Hosts with a URL waiting and a page to spare, in turn."""
        self._running: Counter[str] = Counter()
        self._fetched: set[int] = set()
        self._count = self._held = 0

    @property
    def running(self) -> int:
        """URLs taken and not yet fetched."""
        return self._running.total()

    def take(self, limit: int | None = None) -> Item | None:
        """The next URL that may start now, None if none may; no URL from position `limit` on is read."""
        if self.running >= self._bounds.concurrency or len(self._fetched) >= self._bounds.concurrency:
            return None
        while not self._free:
            if self._held >= self._bounds.concurrency * LOOKAHEAD or not self._read(limit):
                return None
        host = self._free.popleft()
        item = self._waiting[host].popleft()
        self._held -= 1
        self._running[host] += 1
        self._queue(host)
        return item

    def fetched(self, item: Item) -> None:
        """Give the item's place to the next: it is worked on, and its host waits for nothing."""
        self._fetched.add(item.index)
        self._free_place(item)

    def done(self, item: Item) -> None:
        """The item is finished; its place goes to the next, if it was not fetched before."""
        self._pending.discard(item.url)
        if item.index in self._fetched:
            self._fetched.remove(item.index)
        else:
            self._free_place(item)

    def _free_place(self, item: Item) -> None:
        host = host_of(item.url)
        self._running[host] -= 1
        if not self._running[host]:
            del self._running[host]
        if host not in self._free:
            self._queue(host)

    def _queue(self, host: str) -> None:
        if not self._waiting.get(host):
            self._waiting.pop(host, None)
        elif self._running[host] < self._bounds.per_host:
            self._free.append(host)

    def _read(self, limit: int | None) -> bool:
        """Read one more URL; False where there is none, or none may be read."""
        if limit is not None and self._count >= limit:
            return False
        for url in self._source:
            if self._seen is not None:
                if url in self._pending or self._seen(url):
                    continue
                self._pending.add(url)
            host = host_of(url)
            self._waiting.setdefault(host, deque()).append(Item(self._count, url))
            self._count += 1
            self._held += 1
            if host not in self._free:
                self._queue(host)
            return True
        return False


class Order(Generic[R]):
    """Passes results on as they come, or holds them back until those before them have come."""

    def __init__(self, bounds: Bounds, *, in_order: bool) -> None:
        self._most = bounds.concurrency * HOLD_BACK
        self._in_order = in_order
        self._held: dict[int, R] = {}
        self._next = 0

    @property
    def limit(self) -> int | None:
        """The position from which on no URL may start, lest too many results be held; None for none."""
        return self._next + self._most if self._in_order else None

    def put(self, item: Item, result: R) -> Iterator[R]:
        """Take a result; give those whose turn it is."""
        if not self._in_order:
            yield result
            return
        self._held[item.index] = result
        while self._next in self._held:
            self._next += 1
            yield self._held.pop(self._next - 1)
