"""Fixtures: folders of page.html, meta.json and expected.json; run, record, compare."""

from __future__ import annotations

import json
from dataclasses import dataclass
from difflib import unified_diff
from typing import TYPE_CHECKING, Any, Final

from newsscrape.errors import FixtureError
from newsscrape.extract import extract

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsscrape.document import Document

__all__ = ["FIELDS", "Fixture", "difference", "find", "observed", "record"]

FIELDS: Final = (
    "outcome", "headline", "kicker", "lead", "body", "captions", "credits", "sources", "authors", "published",
    "modified", "section", "tags", "publisher", "language", "canonical_url", "is_free", "images",
)  # fmt: skip
"""What a fixture states; each is compared on its own."""


@dataclass(frozen=True, slots=True)
class Fixture:
    """One page and what is expected of it."""

    slug: str
    folder: Path
    url: str

    @property
    def html(self) -> bytes:
        """The page's bytes."""
        return (self.folder / "page.html").read_bytes()

    @property
    def expected(self) -> dict[str, Any]:
        """Field → value. Raises FixtureError where nothing was recorded."""
        try:
            return dict(json.loads((self.folder / "expected.json").read_text("utf-8")))
        except (OSError, ValueError) as error:
            raise FixtureError(f"{self.slug}: no readable expected.json", cause=error) from error


def find(root: Path) -> Iterator[Fixture]:
    """Fixtures below a folder, by name. Raises FixtureError for one without page or meta."""
    for folder in sorted(p for p in root.iterdir() if p.is_dir()):
        try:
            meta = json.loads((folder / "meta.json").read_text("utf-8"))
            url = str(meta["url"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise FixtureError(f"{folder.name}: no readable meta.json with a url", cause=error) from error
        if not (folder / "page.html").is_file():
            raise FixtureError(f"{folder.name}: no page.html")
        yield Fixture(folder.name, folder, url)


def observed(fixture: Fixture) -> dict[str, Any]:
    """What is extracted from a fixture's page now, as JSON values."""
    return _view(extract(fixture.html, url=fixture.url))


def record(fixture: Fixture) -> bool:
    """Write what is extracted now as the expectation; whether that changed the file."""
    path = fixture.folder / "expected.json"
    text = json.dumps(observed(fixture), ensure_ascii=False, indent=1) + "\n"
    if path.is_file() and path.read_text("utf-8") == text:
        return False
    path.write_text(text, "utf-8")
    return True


def difference(field: str, expected: object, found: object) -> str:
    """A readable diff of one field; empty where both agree."""
    if expected == found:
        return ""
    before, after = (json.dumps(v, ensure_ascii=False, indent=1).splitlines() for v in (expected, found))
    return "\n".join([f"{field}:", *unified_diff(before, after, "expected", "found", lineterm="")])


def _view(doc: Document) -> dict[str, Any]:
    when = {"published": doc.published, "modified": doc.modified}
    plain = {name: getattr(doc, name) for name in ("headline", "kicker", "lead", "section", "publisher", "language")}
    return {
        "outcome": doc.outcome.status,
        **plain,
        "body": [[b.role, b.text] for b in doc.body],
        "captions": list(doc.captions),
        "credits": list(doc.credits),
        "sources": [[s.text, list(s.names), s.kind] for s in doc.sources],
        "authors": list(doc.authors),
        **{name: value and value.value.isoformat() for name, value in when.items()},
        "tags": list(doc.tags),
        "canonical_url": doc.canonical_url,
        "is_free": doc.is_free,
        "images": [[i.url, i.caption, i.credit] for i in doc.images],
    }
