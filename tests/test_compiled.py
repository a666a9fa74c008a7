"""Modules with a `.pxd` beside them are compiled where there is a compiler; documents must not depend on it."""

import gc
import json
import subprocess
import sys
from pathlib import Path

import pytest

import newsscrape
from newsscrape.dom import parse
from newsscrape.label.decode import Label
from newsscrape.segment import segment

PACKAGE = Path(newsscrape.__file__).parent
FIXTURES = Path(__file__).parents[1] / "fixtures"
COMPILED = sorted(PACKAGE.rglob("*.so")) + sorted(PACKAGE.rglob("*.pyd"))
if not COMPILED:
    pytest.skip("nothing is compiled here", allow_module_level=True)

INTERPRETED = """
import json, sys
from importlib.machinery import FileFinder, SourceFileLoader
from pathlib import Path

package, fixtures = sys.argv[1:]

def sources_only(path):
    if not path.startswith(package):
        raise ImportError
    return FileFinder(path, (SourceFileLoader, [".py"]))

sys.path_hooks.insert(0, sources_only)
sys.path_importer_cache.clear()
import newsscrape, newsscrape.segment
assert newsscrape.segment.__file__.endswith(".py")
pages = sorted(Path(fixtures).glob("*/page.html"))
print(json.dumps({page.parent.name: newsscrape.extract(page.read_bytes()).to_json() for page in pages}))
"""


@pytest.mark.parametrize("path", COMPILED, ids=lambda path: path.name.split(".")[0])
def test_compiled_module_is_not_older_than_its_source(path: Path) -> None:
    name = path.name.split(".")[0]
    typed = path.with_name(f"{name}.pxd").is_file()
    sources = [path.with_name(name + suffix) for suffix in ((".py", ".pxd") if typed else (".pyx",))]
    assert all(source.is_file() for source in sources), f"{path.name} is left over: make clean"
    newest = max(source.stat().st_mtime for source in sources)
    assert path.stat().st_mtime >= newest, f"{path.name} is older than its source: make setup"


def test_interpreted_modules_give_the_same_documents() -> None:
    command = [sys.executable, "-c", INTERPRETED, str(PACKAGE), str(FIXTURES)]
    interpreted = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    assert len(interpreted) >= 30
    compiled = {
        slug: newsscrape.extract((FIXTURES / slug / "page.html").read_bytes()).to_json() for slug in interpreted
    }
    assert compiled == interpreted


def test_what_a_page_has_hundreds_of_is_read_only_and_nothing_to_the_garbage_collector() -> None:
    cut = segment(parse('<h1>Ferry</h1><p>The <a href="/f">ferry</a> sailed.</p><img src="a.jpg">'))
    block, picture = cut.segments[1], cut.pictures[0]
    (mark,) = block.spans
    label = Label("body", 0.9, 0.9)
    for found, name in ((block, "text"), (mark, "url"), (picture, "index"), (label, "name")):
        assert not gc.is_tracked(found)
        with pytest.raises(AttributeError):
            setattr(found, name, getattr(found, name))
