"""Join the TOML files of this folder into compiled.json: ``python -m newsscrape.lexicon.compile``."""

import json
import tomllib
from pathlib import Path

FOLDER = Path(__file__).parent
TARGET = FOLDER / "compiled.json"


def compiled() -> str:
    """Give the text that ``compiled.json`` must have."""
    tables = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.toml")}
    agencies, names, stopwords = (tables.pop(name) for name in ("agencies", "names", "stopwords"))
    for table in tables.values():
        table.pop("missing", None)
    languages = dict(sorted(tables.items()))
    data = {"agencies": agencies, "names": names, "stopwords": stopwords, "languages": languages}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def main() -> None:
    """Write ``compiled.json``."""
    TARGET.write_text(compiled(), encoding="utf-8")


if __name__ == "__main__":
    main()
