"""Keeps documents by URL in one SQLite file, and knows what was done and what failed.

Each page is one transaction in write-ahead mode: a process that is killed loses at most the pages it was
working on, and none is there twice.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self
from urllib.parse import urldefrag

from newsscrape.document import Document
from newsscrape.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsscrape.errors import NewsScrapeError

__all__ = ["Failure", "Store"]

APPLICATION_ID: Final = 0x6E777363
"""Marks the file as ours: "nwsc"."""
VERSION: Final = 1
BUSY_SECONDS: Final = 30.0
"""How long to wait for another process that writes."""
_SCHEMA: Final = f"""
BEGIN IMMEDIATE;
CREATE TABLE pages (
    url TEXT PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('done', 'failed')),
    document TEXT,
    error TEXT,
    message TEXT,
    tries INTEGER NOT NULL DEFAULT 1,
    updated TEXT NOT NULL
);
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {VERSION};
COMMIT;
"""
_WRITE: Final = """
INSERT INTO pages (url, state, document, error, message, updated)
VALUES (?, ?, ?, ?, ?, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
ON CONFLICT (url) DO UPDATE SET state = excluded.state, document = excluded.document, error = excluded.error,
    message = excluded.message, updated = excluded.updated, tries = tries + 1
"""


@dataclass(frozen=True, slots=True)
class Failure:
    """A page that could not be had or worked on, as of its last try."""

    url: str
    error: str
    """Name of the error's class: "HTTPStatusError"."""
    message: str
    tries: int


def _key(url: str) -> str:
    """A page's key: its address without the fragment."""
    url = url.strip()
    return _clean(urldefrag(url)[0] if "#" in url else url)


def _clean(text: str) -> str:
    """Text that can be stored: lone surrogates as their escapes."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


class Store:
    """The store of one file; a context manager, safe to share between threads and processes."""

    def __init__(self, path: str | Path) -> None:
        """Opens the file, or makes it. Raises StoreError if it is damaged, or something else."""
        self.path = Path(path)
        self._lock = threading.RLock()
        with self._errors():
            self._db = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
            try:
                self._prepare()
            except BaseException:
                self._db.close()
                raise

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file; twice is once."""
        with self._lock:
            self._db.close()

    def is_done(self, url: str) -> bool:
        """Whether the page's document is here; False for a page that failed."""
        with self._errors():
            row = self._db.execute("SELECT state = 'done' FROM pages WHERE url = ?", (_key(url),)).fetchone()
        return bool(row and row[0])

    def save(self, url: str, document: Document) -> None:
        """Keep the document of a page, under the URL that was asked for."""
        text = _clean(document.to_json())
        self._write(url, "done", text, None, None)

    def fail(self, url: str, error: NewsScrapeError) -> None:
        """Note that a page failed; a document that is already here stays."""
        if not self.is_done(url):
            self._write(url, "failed", None, type(error).__name__, _clean(str(error)))

    def get(self, url: str) -> Document | None:
        """The document of a page, None if it is not here."""
        with self._errors():
            row = self._db.execute("SELECT document FROM pages WHERE url = ?", (_key(url),)).fetchone()
        return Document.from_dict(json.loads(row[0])) if row and row[0] else None

    def documents(self) -> Iterator[Document]:
        """All documents in the order they first came, read one by one."""
        for row in self._rows("SELECT rowid, document FROM pages WHERE state = 'done' AND rowid > ?"):
            yield Document.from_dict(json.loads(str(row[1])))

    def failures(self) -> Iterator[Failure]:
        """All pages that failed and were not had since."""
        for row in self._rows(
            "SELECT rowid, url, error, message, tries FROM pages WHERE state = 'failed' AND rowid > ?"
        ):
            yield Failure(str(row[1]), str(row[2]), str(row[3]), int(str(row[4])))

    def counts(self) -> tuple[int, int]:
        """Pages done and pages failed."""
        with self._errors():
            rows = dict(self._db.execute("SELECT state, count(*) FROM pages GROUP BY state").fetchall())
        return rows.get("done", 0), rows.get("failed", 0)

    def _prepare(self) -> None:
        (mark,) = self._db.execute("PRAGMA application_id").fetchone()
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if not mark and not version and not self._db.execute("SELECT 1 FROM sqlite_master").fetchone():
            self._create()
        elif mark != APPLICATION_ID:
            raise StoreError(f"{self.path} is not a store of newsscrape")
        elif version != VERSION:
            raise StoreError(f"{self.path} is a store of version {version}, expected {VERSION}")
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")

    def _create(self) -> None:
        try:
            self._db.executescript(_SCHEMA)
        except sqlite3.OperationalError:
            self._db.rollback()
            # Another process was first; what it made is checked when it is used.
            if self._db.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
                raise

    def _write(self, *row: str | None) -> None:
        with self._errors():
            self._db.execute(_WRITE, (_key(row[0] or ""), *row[1:]))

    def _rows(self, query: str) -> Iterator[tuple[object, ...]]:
        """Rows in small pieces, so that no read stands open while others write."""
        last = 0
        while True:
            with self._errors():
                rows = self._db.execute(f"{query} ORDER BY rowid LIMIT 100", (last,)).fetchall()
            if not rows:
                return
            yield from rows
            last = rows[-1][0]

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """One thread at a time; whatever SQLite raises becomes ours."""
        try:
            with self._lock:
                yield
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"{self.path}: {error}", cause=error) from error
