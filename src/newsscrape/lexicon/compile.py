"""Join the TOML files of this folder into compiled.json: ``python -m newsscrape.lexicon.compile``."""

import json
import tomllib
from pathlib import Path

FOLDER = Path(__file__).parent
TARGET = FOLDER / "compiled.json"


def compiled() -> str:
    """Give the text that ``compiled.json`` must have."""
    tables = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.toml")}
    agencies = tables.pop("agencies")
    for table in tables.values():
        table.pop("missing", None)
    data = {"agencies": agencies, "languages": dict(sorted(tables.items()))}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def main() -> None:
    """Write ``compiled.json``."""
    TARGET.write_text(compiled(), encoding="utf-8")


if __name__ == "__main__":
    main()
