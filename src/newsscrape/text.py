"""String functions that know nothing of HTML."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urljoin

__all__ = ["absolute"]

_ORIGIN: Final = re.compile(r"https?://[\w.-]+(?::\d+)?(?=[/?#]|\Z)", re.ASCII)
"""Scheme and host of a base without user name: "https://www.example.com"."""
_HOST: Final = re.compile(r"//[a-z\d-]+(?:\.[a-z\d-]+)+(?=/)", re.ASCII)
"""The host of an address that leaves the scheme to the page: "//cdn.example.com"."""
_ROOTED: Final = re.compile(r"/(?:[\w%&+,~=!$*@:-]++[/.]?)*+(?:\?[\w%&+,~=!$*@:./-]++)?", re.ASCII)
"""An address from the root of its site with nothing to normalise: "/politics/2024/deiche.html?page=2"."""


def absolute(address: str, base: str | None) -> str:
    """An address as seen from `base`; as it is where it is absolute already, or cannot be joined."""
    if base is None or address.startswith(("https://", "http://")):  # most are, and joining takes 10 µs
        return address
    if (origin := _ORIGIN.match(base)) is not None:
        if address.startswith("//") and (host := _HOST.match(address)) and _ROOTED.fullmatch(address, host.end()):
            return origin[0].partition("/")[0] + address
        if _ROOTED.fullmatch(address):
            return origin[0] + address
    try:
        return urljoin(base, address)
    except ValueError:
        return address
