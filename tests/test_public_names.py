import subprocess
import sys

import newsscrape
from newsscrape import errors

HEAVY = ("numpy", "httpx", "trafilatura", "rich", "dateparser", "typer", "selectolax")


def test_every_error_is_public():
    assert set(errors.__all__) <= set(newsscrape.__all__)


def test_import_loads_nothing_heavy():
    code = f"import newsscrape, sys; newsscrape.Document; print([m for m in {HEAVY!r} if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True).stdout.strip() == "[]"
    )
