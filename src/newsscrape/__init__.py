"""Turn a news web page into a clean, typed document, and say why.

    import newsscrape as ns

    doc = ns.extract(html, url="https://…")   # bytes or str in, Document out: no network, no clock
    doc = ns.scrape("https://…")              # fetch, then extract

Every public name is imported when it is first used, so `import newsscrape` costs next to nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from newsscrape.block import Anchor as Anchor
    from newsscrape.block import Block as Block
    from newsscrape.block import Span as Span
    from newsscrape.chunk import Chunk as Chunk
    from newsscrape.document import Document as Document
    from newsscrape.document import Image as Image
    from newsscrape.document import Outcome as Outcome
    from newsscrape.document import Provenance as Provenance
    from newsscrape.document import SourceLine as SourceLine
    from newsscrape.document import When as When
    from newsscrape.errors import *  # noqa: F403
    from newsscrape.explain import Explanation as Explanation
    from newsscrape.explain import explain as explain
    from newsscrape.extract import extract as extract
    from newsscrape.fetch import FetchPolicy as FetchPolicy
    from newsscrape.fetch import RetryPolicy as RetryPolicy
    from newsscrape.locate import Located as Located
    from newsscrape.locate import locate as locate
    from newsscrape.page import Page as Page
    from newsscrape.render import render as render
    from newsscrape.render import render_many as render_many
    from newsscrape.scraper import AsyncScraper as AsyncScraper
    from newsscrape.scraper import Result as Result
    from newsscrape.scraper import Scraper as Scraper
    from newsscrape.scraper import scrape as scrape
    from newsscrape.store import Failure as Failure
    from newsscrape.store import Store as Store

__version__ = "0.1.0"

_PUBLIC: Final[dict[str, tuple[str, ...]]] = {
    "block": ("Anchor", "Block", "Span"),
    "chunk": ("Chunk",),
    "document": ("Document", "Image", "Outcome", "Provenance", "SourceLine", "When"),
    "errors": (
        "BlockedAddress", "BlockedScheme", "BodyTooLarge", "CacheError", "ConnectError", "DNSError", "DeadlineExceeded",
        "DecodeError", "DocumentFormatError", "DocumentTooComplex", "EmptyDocument", "ExtractError",
        "ExtractionTimeout", "FetchError", "FixtureError", "HTTPStatusError", "InvalidURL",
        "NewsScrapeError", "NotHTML", "ProtocolError", "RateLimited", "ReadTimeout", "RobotsDisallowed", "StoreError",
        "TLSError", "TooManyRedirects", "TruncatedBody",
    ),
    "explain": ("Explanation", "explain"),
    "extract": ("extract",),
    "fetch": ("FetchPolicy", "RetryPolicy"),
    "locate": ("Located", "locate"),
    "page": ("Page",),
    "render": ("render", "render_many"),
    "store": ("Failure", "Store"),
    "scraper": ("AsyncScraper", "Result", "Scraper", "scrape"),
}  # fmt: skip
_HOME: Final = {name: module for module, names in _PUBLIC.items() for name in names}

__all__ = sorted([*_HOME, "__version__"])  # noqa: PLE0605


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _Package(ModuleType):
    """Keeps `newsscrape.extract` the function: importing the module of that name would overwrite it."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (isinstance(value, ModuleType) and name in _HOME):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
