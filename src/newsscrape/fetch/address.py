"""Which URLs and addresses may be reached: pure functions, no I/O."""

from __future__ import annotations

import ipaddress
import re
from typing import Final

import httpx

from newsscrape.errors import BlockedScheme, InvalidURL

__all__ = ["is_public", "parse_url", "redact"]

# Listed here because ipaddress.is_global varies by Python version (IANA special-purpose registries).
BLOCKED: Final = tuple(
    ipaddress.ip_network(net)
    for net in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24",
        "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32",
        "::/96", "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23",
        "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fc00::/7",
        "fe80::/10", "fec0::/10", "ff00::/8",
    )
)  # fmt: skip
HOST: Final = re.compile(
    rb"(?=.{1,255}$)(?:[a-zA-Z0-9_~-]+\.)*[a-zA-Z0-9_~-]+\.?|(?=.*:)[0-9a-fA-F:.]{2,60}(?:%[\w.-]{1,30})?"
)
UNSAFE: Final = re.compile(r"[\x00-\x1f\x7f\\]")
SCHEME: Final = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
PREFIX: Final = re.compile(r"\s*(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?[/\\]*")
# "example.com:8080/page", "localhost:8000": a host and port, not a scheme
HOST_AND_PORT: Final = re.compile(r"[a-zA-Z0-9+.-]+:\d{1,5}(?:[/?#]|$)|[a-zA-Z0-9+-]+\.[a-zA-Z0-9+.-]+:")


def is_public(address: str) -> bool:
    """Whether an IP address (text, a zone allowed) belongs to the public internet."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return not any(ip in net for net in BLOCKED if net.version == ip.version)


def redact(url: str) -> str:
    """The URL without its userinfo, cut to 500 characters, for messages and logs; also of what is no URL."""
    text = str(url)
    start = PREFIX.match(text)
    head = start[0] if start else ""
    rest = text[len(head) :]
    authority = re.split(r"[/\\?#]", rest, maxsplit=1)[0]
    port = authority.rpartition("]")[2].partition(":")[2]
    if "@" in authority:
        rest = authority.rpartition("@")[2] + rest[len(authority) :]
    elif port and not port.isdigit():  # "user:pass/word@host": a password may hold any character
        rest = rest.rpartition("@")[2]
    return (head.strip() + rest)[:500]


def parse_url(url: str, *, max_length: int = 8192) -> httpx.URL:
    """The URL, checked and normalised, without its fragment. Raises InvalidURL or BlockedScheme."""
    if not isinstance(url, str):
        raise TypeError(f"a URL is text, not {type(url).__name__}")
    safe = redact(url)
    url = url.strip(" ")
    if len(url) > max_length or UNSAFE.search(url):
        raise InvalidURL("the URL is over-long or has control characters", url=safe)
    scheme = SCHEME.match(url)
    if scheme is None or HOST_AND_PORT.match(url):
        raise InvalidURL("the URL has no scheme", url=safe)
    if scheme[1].lower() not in ("http", "https"):
        raise BlockedScheme(f"scheme {scheme[1].lower()[:20]!r} is not fetched", url=safe)
    authority = re.split(r"[/?#]", url.partition("://")[2], maxsplit=1)[0]
    if "@" in authority:
        raise InvalidURL("the URL has a user name or password", url=safe)
    try:
        parsed = httpx.URL(url)
        port_ok = parsed.port is None or 0 < parsed.port < 65536
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        # what the library says may quote a password
        raise InvalidURL("not a URL", url=safe, cause=None if "@" in url else error) from None
    if not parsed.host or not port_ok or parsed.userinfo or not HOST.fullmatch(parsed.raw_host):
        raise InvalidURL("the URL has no usable host or port", url=safe)
    return parsed.copy_with(fragment=None)
