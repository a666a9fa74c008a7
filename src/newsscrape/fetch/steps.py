"""What the core asks its shell to do, one step at a time; and the answer it works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    import httpx

__all__ = ["Acquire", "Answer", "Close", "Keep", "Open", "Read", "Recall", "Release", "Sleep", "Step"]


@dataclass(frozen=True, slots=True)
class Answer:
    """One whole response, content coding undone."""

    status: int
    headers: tuple[tuple[str, str], ...]
    """Names in lower case, values as Latin-1."""
    body: bytes
    at: datetime
    """When it was whole, with zone."""
    from_cache: bool = False

    def get(self, name: str) -> str:
        """The values of a header joined by commas; empty where it is absent."""
        return ", ".join(value for key, value in self.headers if key == name)


@dataclass(frozen=True, slots=True)
class Acquire:
    """Take one of `limit` places under this name; held until Release."""

    name: str
    limit: int


@dataclass(frozen=True, slots=True)
class Release:
    """Give the place back."""

    name: str


@dataclass(frozen=True, slots=True)
class Open:
    """Send this request; answered by an httpx.Response whose body is unread."""

    request: httpx.Request


@dataclass(frozen=True, slots=True)
class Read:
    """Give the next raw bytes of the open response; None at its end."""


@dataclass(frozen=True, slots=True)
class Close:
    """Close the open response, if there is one."""


@dataclass(frozen=True, slots=True)
class Sleep:
    """Wait so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Recall:
    """Give the Answer kept in the HTTP cache under this key, or None."""

    key: str


@dataclass(frozen=True, slots=True)
class Keep:
    """Keep the answer in the HTTP cache."""

    key: str
    url: str
    answer: Answer


Step = Acquire | Release | Open | Read | Close | Sleep | Recall | Keep
