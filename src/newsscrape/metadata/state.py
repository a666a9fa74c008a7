"""The day of publication in the state that a page's scripts carry, for pages that state none elsewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from newsscrape.metadata.claims import Claim
from newsscrape.metadata.dates import parse_when
from newsscrape.metadata.precedence import VOTES
from newsscrape.octets import Octets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsscrape.metadata.claims import Claims

__all__ = ["is_dated", "read_state"]

_PUBLISHED: Final = re.compile(
    rb"""ubli(?:sh|cation)\w{0,16}\\{0,4}["']?\s{0,4}[:=]\s{0,4}\\{0,4}["']?"""
    rb"""((?:19|20)\d\d-[01]\d-[0-3]\d[\d:T.Z+ -]{0,20}|1\d{9}(?:\d{3})?(?=[\s,}"'\\]))"""
)
r"""publishedAt: "2024-01-02T10:00:00Z" · \"first_publication_date\":1704186000 · datePublished of broken JSON-LD."""
_BEGINS: Final = b"ubli"
_NOT: Final = (b"un", b"Un")
"""What stands before "publishedAt" in the day on which an article is taken off."""
_MAX_HTML: Final = 3_000_000
"""Bytes; those of real pages have 200,000."""
_MAX_DATES: Final = 200
_KNOWN: Final = 0.5
"""Votes of a source from which on nothing is looked for in scripts."""


def is_dated(claims: Claims) -> bool:
    """Whether the page states a day of publication where such days are right."""
    votes = VOTES["published"]
    return any(votes.get(claim.source, 0.0) > _KNOWN for claim in claims.of("published"))


def read_state(html: bytes) -> Claim | None:
    """The day of publication that scripts state, if all of them state the same.

    Lists of other articles are the reason for the same: where several days are named, none can be told from
    another. Linear in the size of the page.
    """
    first: Claim | None = None
    for k, found in enumerate(_stated(html)):
        start = found.start()
        when = None if html[max(0, start - 3) : start - 1] in _NOT else parse_when(found[1].decode())
        if when is None:
            continue
        if first is None:
            first, day = Claim("published", when, "state", found[0].decode()), when.value.date()
        elif when.value.date() != day or k > _MAX_DATES:
            return None
    return first


def _stated(html: bytes) -> Iterator[re.Match[bytes]]:
    """Where a day may be stated; what each begins with is looked for without a pattern, which is faster."""
    page = Octets(html)
    end = min(page.size, _MAX_HTML)
    at = page.find_four(_BEGINS, 0, end)
    while at >= 0:
        found = _PUBLISHED.match(html, at, end)
        if found:
            yield found
        at = page.find_four(_BEGINS, found.end() if found else at + len(_BEGINS), end)
