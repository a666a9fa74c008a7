"""String functions that know nothing of HTML."""

from __future__ import annotations

from urllib.parse import urljoin

__all__ = ["absolute"]


def absolute(address: str, base: str | None) -> str:
    """An address as seen from `base`; as it is where it is absolute already, or cannot be joined."""
    if base is None or address.startswith(("https://", "http://")):  # most are, and joining takes 10 µs
        return address
    try:
        return urljoin(base, address)
    except ValueError:
        return address
