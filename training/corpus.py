"""The annotated pages: where they are, how to read them, and their own scorer."""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import json
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "newsbench"


def _load_scorer() -> Any:
    spec = importlib.util.spec_from_file_location("newsbench_score", CORPUS / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["newsbench_score"] = module
    spec.loader.exec_module(module)
    return module


scorer = _load_scorer()
tokens, bag_f1, unlabelled = scorer.tokens, scorer.bag_f1, scorer.unlabelled


def records() -> list[dict[str, Any]]:
    with open(CORPUS / "gold.jsonl", encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def page(record: dict[str, Any]) -> bytes:
    return gzip.decompress((CORPUS / record["page"]).read_bytes())


def site(record: dict[str, Any]) -> str:
    """Pages of one site share a group: the host's last two labels, else the page file."""
    host = (urlsplit(record["url"]).hostname or "").removeprefix("www.")
    parts = host.split(".")
    short = len(parts) > 2 and len(parts[-2]) <= 3
    return ".".join(parts[-3 if short else -2 :]) or record["page"]


def fold(record: dict[str, Any], folds: int) -> int:
    """A site's fold, the same on every machine."""
    return int(hashlib.sha256(site(record).encode()).hexdigest(), 16) % folds
