"""Fixtures: folders of page.html, meta.json and expected.json; add, run, record, compare."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from newsscrape.errors import FixtureError
from newsscrape.extract import decode, extract_page
from newsscrape.minimise import Effort, minimise
from newsscrape.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsscrape.document import Document
    from newsscrape.minimise import Minimised

__all__ = [
    "FIELDS", "Fixture", "add", "check", "difference", "find", "load", "observed", "record", "slug_of",
]  # fmt: skip

FIELDS: Final = (
    "outcome", "headline", "kicker", "lead", "body", "captions", "credits", "sources", "authors", "published",
    "modified", "section", "tags", "publisher", "language", "canonical_url", "is_free", "images",
)  # fmt: skip
"""What a fixture states; each is compared on its own."""
_SLUG: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_NO_SLUG: Final = re.compile(r"[^a-z0-9]+")
_META_CHARSET: Final = re.compile(r"""(<meta\b[^>]*?charset\s*=\s*["']?)[\w.:-]+""", re.IGNORECASE)


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
            raise FixtureError(
                f"{self.slug}: no readable expected.json; review the page's result and run: "
                f"newsscrape fixture record {self.slug} --root {self.folder.parent}",
                cause=error,
            ) from error


def load(folder: Path) -> Fixture:
    """The fixture in a folder. Raises FixtureError for one without page or meta."""
    try:
        url = str(json.loads((folder / "meta.json").read_text("utf-8"))["url"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FixtureError(f"{folder.name}: no readable meta.json with a url", cause=error) from error
    if not (folder / "page.html").is_file():
        raise FixtureError(f"{folder.name}: no page.html")
    return Fixture(folder.name, folder, url)


def find(root: Path) -> Iterator[Fixture]:
    """Fixtures below a folder, by name. Raises FixtureError for one without page or meta."""
    for folder in sorted(p for p in root.iterdir() if p.is_dir()):
        yield load(folder)


def slug_of(url: str) -> str:
    """A folder name from a URL: host and last words of the path, "news-example-harbour-vote"."""
    parts = urlsplit(url)
    words = _NO_SLUG.sub("-", parts.path.rstrip("/").rpartition("/")[2].rpartition(".")[0].lower()).strip("-")
    words = words or _NO_SLUG.sub("-", parts.path.rstrip("/").rpartition("/")[2].lower()).strip("-")
    host = _NO_SLUG.sub("-", (parts.hostname or "").removeprefix("www.").lower()).strip("-")
    return "-".join(filter(None, (host, words)))[:60].strip("-") or "page"


def add(page: Page, root: Path, slug: str, *, effort: Effort = "markup", seconds: float = 20.0) -> Minimised:
    """Save a page as a new fixture with what is extracted now as its expectation, which a human then reviews.

    The page is made smaller as `newsscrape.minimise` says, for at most `seconds`; it is stored as UTF-8.
    Raises FixtureError for a slug that is no folder name or is taken, and for a page without a URL.
    """
    if page.url is None:
        raise FixtureError(f"{slug}: a fixture needs the URL its page was found at", url=page.url)
    if not _SLUG.fullmatch(slug):
        raise FixtureError(f"{slug!r}: a slug is lower-case letters, digits and hyphens", url=page.url)
    folder, url = root / slug, page.url
    if folder.exists():
        raise FixtureError(f"{slug}: {folder} exists already", url=page.url)
    text = _META_CHARSET.sub(r"\1utf-8", decode(page).text)
    wanted = _view(extract_page(Page(text.encode(), url)))
    small = minimise(text, lambda html: _view(extract_page(Page(html.encode(), url))) == wanted, effort, seconds)
    folder.mkdir(parents=True)
    (folder / "page.html").write_bytes(small.html.encode())
    (folder / "meta.json").write_text(json.dumps({"url": url}, ensure_ascii=False) + "\n", "utf-8")
    record(Fixture(slug, folder, url))
    return small


def observed(fixture: Fixture) -> dict[str, Any]:
    """What is extracted from a fixture's page now, as JSON values."""
    return _view(extract_page(Page(fixture.html, fixture.url)))


def record(fixture: Fixture) -> bool:
    """Write what is extracted now as the expectation; whether that changed the file."""
    path = fixture.folder / "expected.json"
    text = json.dumps(observed(fixture), ensure_ascii=False, indent=1) + "\n"
    if path.is_file() and path.read_text("utf-8") == text:
        return False
    path.write_text(text, "utf-8")
    return True


def check(fixture: Fixture, field: str, found: object) -> str:
    """What is wrong with a field, as a readable text; empty where it is as expected."""
    try:
        expected = fixture.expected
    except FixtureError as error:
        return f"{field}: {error}"
    if field not in expected:
        return f"{field}: nothing is expected; run: newsscrape fixture record {fixture.slug}"
    return difference(field, expected[field], found)


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
