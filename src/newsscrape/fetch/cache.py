"""The HTTP cache: whole, checked answers in one SQLite file."""

from __future__ import annotations

import json
import sqlite3
import threading
import zlib
from datetime import datetime
from pathlib import Path
from typing import Final

from newsscrape.errors import CacheError
from newsscrape.fetch.steps import Answer

__all__ = ["Cache", "clear_cache"]

APPLICATION_ID: Final = 0x4E_53_48_43
"""Marks a file as ours, "NSHC", so that no other database is written to or cleared."""
BUSY: Final = 5.0
"""Seconds to wait for another process that writes."""
SCHEMA: Final = """CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY, url TEXT NOT NULL, status INTEGER NOT NULL, headers TEXT NOT NULL,
    at TEXT NOT NULL, body BLOB NOT NULL) WITHOUT ROWID"""


def _connect(path: Path) -> sqlite3.Connection:
    """Open a cache file. Raises CacheError for one that cannot be opened or is not a cache."""
    try:
        database = sqlite3.connect(path, timeout=BUSY, check_same_thread=False, isolation_level=None)
    except (sqlite3.Error, OSError) as error:
        raise CacheError(f"{path}: {error}", cause=error) from error
    try:
        (ours,) = database.execute("PRAGMA application_id").fetchone()
        (tables,) = database.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if ours != APPLICATION_ID:
            if ours or tables:
                raise CacheError(f"{path} is a database, but not an HTTP cache")
            database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        database.execute(SCHEMA)
    except sqlite3.Error as error:
        database.close()
        raise CacheError(f"{path}: {error}", cause=error) from error
    except CacheError:
        database.close()
        raise
    return database


class Cache:
    """Answers by key; safe to share between threads and, as SQLite is, between processes.

    A file that cannot be read or written later on is a miss, never an error: fetching goes on without it.
    """

    def __init__(self, path: str | Path) -> None:
        self._database = _connect(Path(path))
        self._lock = threading.Lock()

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._database.close()

    def get(self, key: str) -> Answer | None:
        """The answer kept under a key, or None."""
        query = "SELECT status, headers, at, body FROM answers WHERE key = ?"
        try:
            with self._lock:
                row = self._database.execute(query, (key,)).fetchone()
            if row is None:
                return None
            headers = tuple((str(name), str(value)) for name, value in json.loads(row[1]))
            return Answer(row[0], headers, zlib.decompress(row[3]), datetime.fromisoformat(row[2]), from_cache=True)
        except (sqlite3.Error, zlib.error, ValueError, TypeError):
            return None

    def put(self, key: str, url: str, answer: Answer) -> None:
        """Keep an answer, in place of the one before."""
        row = (
            key,
            url,
            answer.status,
            json.dumps(answer.headers),
            answer.at.isoformat(),
            zlib.compress(answer.body, 1),
        )
        try:
            with self._lock:
                self._database.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?)", row)
        except sqlite3.Error:
            return


def clear_cache(path: str | Path) -> int:
    """Empty a cache file and give its space back; the number of answers it held. Raises CacheError."""
    if not Path(path).is_file():
        raise CacheError(f"{path}: no such file")
    database = _connect(Path(path))
    try:
        count = int(database.execute("DELETE FROM answers").rowcount)
        database.execute("VACUUM")
    except sqlite3.Error as error:
        raise CacheError(f"{path}: {error}", cause=error) from error
    finally:
        database.close()
    return count
