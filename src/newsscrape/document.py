"""The document: everything newsscrape says of a page, as frozen values.

One ordered tuple of blocks is the only store of text; headline, lead, body, captions and the like are
views of it. Absent is None or (), never guessed.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Final, Literal

from newsscrape import chunk, codec
from newsscrape.block import Block
from newsscrape.errors import DocumentFormatError
from newsscrape.frozen import quickly_made

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from newsscrape.block import Role

__all__ = [
    "ARTICLE_STATUSES", "BODY_ROLES", "SCHEMA_VERSION", "STATUSES", "Document", "Image", "Outcome",
    "Provenance", "SourceKind", "SourceLine", "Status", "When",
]  # fmt: skip

SCHEMA_VERSION: Final = 1

Status = Literal[
    "article", "live_blog", "paywalled", "consent_wall", "bot_challenge", "js_shell", "index_page",
    "not_article", "empty",
]  # fmt: skip
STATUSES: Final[tuple[Status, ...]] = Status.__args__  # type: ignore[attr-defined]
ARTICLE_STATUSES: Final[frozenset[str]] = frozenset({"article", "live_blog", "paywalled"})
BODY_ROLES: Final[frozenset[str]] = frozenset(
    {"paragraph", "subheading", "quote", "list_item", "table", "code", "live_entry", "correction", "factbox"}
)
_CREDIT_BORDER: Final = re.compile(r"(?<!\s)\s+\|\s+|;\s+")
"""Between two credits in one line: "picture alliance | Jane Doe", "Photos by A; illustration by B"."""
SourceKind = Literal["agency", "publication", "photo", "material", "data"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What kind of page this is, and why we think so."""

    status: Status
    evidence: tuple[str, ...] = ()
    """One short sentence per reason, strongest first."""


@quickly_made
@dataclass(frozen=True, slots=True)
class When:
    """A point in time as a page states it."""

    value: datetime
    """Naive where the zone is unknown; midnight where the precision is a day."""
    raw: str
    """The text it was read from."""
    precision: Literal["day", "minute", "second"] = "second"
    tz: Literal["explicit", "inferred", "unknown"] = "explicit"
    """explicit: stated beside the time; inferred: from elsewhere on the page; unknown: value is naive."""


@quickly_made
@dataclass(frozen=True, slots=True)
class Image:
    """One image of the article."""

    id: str
    """"i0": position among the document's images; captions and credits name it as their parent."""
    url: str | None = None
    """Absolute where the page's URL is known; the largest candidate of srcset, lazy attributes resolved."""
    alt: str | None = None
    caption: str | None = None
    credit: str | None = None
    width: int | None = None
    """CSS pixels as stated by the page; None if unstated."""
    height: int | None = None
    is_main: bool = False
    """The article's opening image (stands before the body, or is the page's og:image)."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line that says where the article's text or information came from."""

    text: str
    """As printed: "Quelle: dpa"."""
    names: tuple[str, ...] = ()
    """The sources named, without labels: ("dpa",)."""
    kind: SourceKind = "publication"
    block_id: str | None = None
    """The block it stands in, or ends."""

    @property
    def name(self) -> str | None:
        """The first name, or None if no name could be told."""
        return self.names[0] if self.names else None


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a document came from and what made it."""

    fetched_at: datetime | None = None
    status: int | None = None
    """HTTP status."""
    sha256: str | None = None
    """Hex digest of the page's bytes (UTF-8 for text)."""
    record_id: str | None = None
    newsscrape: str = ""
    """Version of newsscrape."""
    model: str = ""
    """Version of the role model's weights."""


@dataclass(frozen=True, slots=True)
class Document:
    """A news page, taken apart."""

    outcome: Outcome
    url: str | None = None
    """Final URL after redirects."""
    requested_url: str | None = None
    canonical_url: str | None = None
    """rel=canonical, og:url or JSON-LD, absolute; None if the page states none."""
    type: str | None = None
    """schema.org type as stated: "NewsArticle"."""
    language: str | None = None
    """BCP 47 tag ("de", "de-CH"): declared, else detected; None if neither."""
    blocks: tuple[Block, ...] = ()
    """The article's blocks in page order, boilerplate left out."""
    images: tuple[Image, ...] = ()
    authors: tuple[str, ...] = ()
    """Clean names in order."""
    byline_raw: str | None = None
    """The byline as printed or stated."""
    publisher: str | None = None
    sources: tuple[SourceLine, ...] = ()
    dateline: str | None = None
    """Place (and agency) that opens the text: "BERLIN (dpa)"; also kept in the paragraph."""
    published: When | None = None
    modified: When | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    description: str | None = None
    """The page's own summary from its metadata; never mixed with the lead."""
    is_free: bool | None = None
    """schema.org isAccessibleForFree and the like; None = unknown."""
    warnings: tuple[str, ...] = ()
    provenance: Provenance = field(default_factory=Provenance)
    confidence: float = 0.0
    """0–1: the agreement (F1, in characters) with a careful reader's choice of text that is to be expected."""
    schema_version: int = SCHEMA_VERSION

    @property
    def is_article(self) -> bool:
        """Whether one article's content is here (paywalled and live blog included)."""
        return self.outcome.status in ARTICLE_STATUSES

    @property
    def headline(self) -> str | None:
        """The headline as printed; None if there is none."""
        return self._first("headline")

    @property
    def kicker(self) -> str | None:
        """The overline printed with the headline."""
        return self._first("kicker")

    @property
    def lead(self) -> str | None:
        """The standfirst that stands apart from the body; its paragraphs joined by a line break."""
        return "\n".join(b.text for b in self.blocks if b.role == "lead") or None

    @property
    def body(self) -> tuple[Block, ...]:
        """Paragraphs, subheadings, list items, quotes, tables in order; no lead, captions, widgets."""
        return tuple(b for b in self.blocks if b.role in BODY_ROLES)

    @property
    def captions(self) -> tuple[str, ...]:
        """Image captions in page order, each text once."""
        return tuple(dict.fromkeys(b.text for b in self.blocks if b.role == "caption"))

    @property
    def credits(self) -> tuple[str, ...]:
        """Image credits in page order, as printed, each once; "dpa | Jane Doe" and "A; B" are two."""
        lines = (b.text for b in self.blocks if b.role == "credit")
        parts = (part.strip() for line in lines for part in _CREDIT_BORDER.split(line))
        return tuple(dict.fromkeys(filter(None, parts)))

    @property
    def text(self) -> str:
        """Lead and body as plain text, blocks apart by an empty line."""
        lead = [b.text for b in self.blocks if b.role == "lead"]
        return "\n\n".join([*lead, *(b.text for b in self.body)])

    def chunks(
        self, max_tokens: int = 500, *, count: Callable[[str], int] = chunk.estimate_tokens
    ) -> tuple[chunk.Chunk, ...]:
        """`text` in stretches of at most `max_tokens`, cut at block borders, each with its heading path.

        A longer block is cut between sentences. `count` says how many tokens a text has; the default is an
        estimate (`newsscrape.chunk.estimate_tokens`). Raises ValueError for a limit below 1.
        """
        blocks = [*(b for b in self.blocks if b.role == "lead"), *self.body]
        return tuple(chunk.chunks(blocks, title=self.headline, max_tokens=max_tokens, count=count))

    def confidence_of(self, role: Role) -> float | None:
        """The share of a role's blocks, 0–1, that is to be expected right: their mean confidence; None without any."""
        told = [b.confidence for b in self.blocks if b.role == role]
        return sum(told) / len(told) if told else None

    def to_dict(self) -> dict[str, object]:
        """As JSON-ready values; `from_dict` gives back an equal Document."""
        plain: dict[str, object] = codec.to_plain(self)
        return plain

    def to_json(self, *, indent: int | None = None) -> str:
        """`to_dict` as JSON text, non-ASCII kept."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    @classmethod
    def from_dict(cls, data: Mapping[str, object]) -> Document:
        """The Document that `to_dict` was called on. Raises DocumentFormatError."""
        document = codec.from_plain(cls, data)
        if document.schema_version != SCHEMA_VERSION:
            raise DocumentFormatError(f"schema version {document.schema_version}, expected {SCHEMA_VERSION}")
        return document

    def _first(self, role: str) -> str | None:
        return next((b.text for b in self.blocks if b.role == role), None)
