"""The picture in the docs: `python tests/browser/picture.py docs/images/explain.png` draws it anew."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from chromium import appear, chromium

import newsscrape as ns
from newsscrape.report import render

PAGE = Path(__file__).resolve().parents[2] / "fixtures" / "arc-en" / "page.html"
"""An invented page."""


def main(target: Path) -> None:
    """Write the picture: a caption selected, whose role two rules spoke for."""
    report = render(ns.explain(PAGE.read_bytes(), url="https://news.example/arc-en"))
    with TemporaryDirectory() as folder, chromium() as driver:
        path = Path(folder) / "report.html"
        path.write_text(report, "utf-8")
        appear(driver, 1280, "light", height=800, scale=1.5)
        driver.get(path.as_uri())
        driver.find_element("css selector", ".block[data-role=caption]").click()
        target.parent.mkdir(parents=True, exist_ok=True)
        driver.save_screenshot(str(target))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
