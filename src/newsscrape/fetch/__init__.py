"""Fetching pages: one core without I/O, a blocking and an asyncio shell."""

from newsscrape.fetch.cache import clear_cache
from newsscrape.fetch.client import AsyncFetcher, Fetcher, fetch
from newsscrape.fetch.policy import FetchPolicy, RetryPolicy

__all__ = ["AsyncFetcher", "FetchPolicy", "Fetcher", "RetryPolicy", "clear_cache", "fetch"]
