"""Quality and speed on a corpus in newsbench's form: ``python -m benchmarks.run [CORPUS]``.

newsscrape and the peers, each in a process of its own, take turns at the pages, so that all are measured under the same
load. Times are of the extraction call alone, milliseconds a page.
"""

import argparse
import gzip
import importlib
import importlib.util
import json
import multiprocessing
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter
from types import ModuleType
from typing import Any

CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "newsbench"
STAGES = ("decode", "parse", "segment", "read_claims", "describe", "judge", "decide", "complete", "assemble")
"""Names in newsscrape.extract's namespace that ``--stages`` times."""
TURN = 50
"""Pages that an extractor takes before it is the next one's turn, unless told otherwise."""
TIME_LIMIT = 20.0
"""Seconds a page that an extractor may take before it is killed."""
START_LIMIT = 120.0
"""Seconds that an extractor may take to be imported."""

Prediction = dict[str, Any]
Extractor = Callable[[bytes, str], Prediction]
Input = tuple[bytes, str]
"""A page and its address."""
Answer = tuple[Prediction, float]
"""A prediction, and the milliseconds it took."""
Turn = Callable[[list[Input]], list[Answer]]


@dataclass
class Run:
    """What one extractor gave for the pages."""

    predictions: dict[str, Prediction] = field(default_factory=dict)
    ms: dict[str, float] = field(default_factory=dict)

    @property
    def errors(self) -> int:
        return sum("error" in p for p in self.predictions.values())


# --- extractors ---------------------------------------------------------------------------------


def newsscrape_extractor() -> Extractor:
    from newsscrape.extract import extract

    def run(html: bytes, url: str) -> Prediction:
        return prediction(extract(html, url=url))

    return run


def prediction(doc: Any) -> Prediction:
    """Give a newsscrape document in the scorer's form."""
    return {
        "article": doc.is_article,
        "headline": doc.headline,
        "kicker": doc.kicker,
        "lead": doc.lead,
        "paragraphs": [block.text for block in doc.body],
        "captions": list(doc.captions),
        "credits": list(doc.credits),
        "sources": [line.text for line in doc.sources],
        "authors": list(doc.authors),
        "published": doc.published.value.isoformat() if doc.published else None,
        "topics": list(doc.tags),
        "confidence": doc.confidence,
    }


def trafilatura_extractor() -> Extractor:
    from trafilatura import bare_extraction

    def run(html: bytes, url: str) -> Prediction:
        doc = bare_extraction(html, url=url, with_metadata=True)
        if doc is None:
            return {}
        return {
            "headline": doc.title,
            "paragraphs": [line for line in (doc.text or "").split("\n") if line.strip()],
            "authors": [name.strip() for name in (doc.author or "").split(";") if name.strip()],
            "published": doc.date,
            "topics": list(doc.tags or ()),
        }

    return run


def readability_extractor() -> Extractor:
    from lxml import html as lxml_html
    from readability import Document as Readable

    def run(html: bytes, url: str) -> Prediction:
        readable = Readable(html, url=url)
        tree = lxml_html.fromstring(readable.summary())
        blocks = tree.xpath("//p|//h2|//h3|//h4|//li[not(.//p)]|//blockquote[not(.//p)]")
        texts = (" ".join(block.text_content().split()) for block in blocks)
        return {"headline": readable.short_title(), "paragraphs": [text for text in texts if text]}

    return run


EXTRACTORS: dict[str, tuple[str, Callable[[], Extractor]]] = {
    "newsscrape": ("newsscrape", newsscrape_extractor),
    "trafilatura": ("trafilatura", trafilatura_extractor),
    "readability": ("readability", readability_extractor),
}
"""Name → the module that must be there, and what makes the extractor."""


# --- every extractor runs in a child process ----------------------------------------------------


def _serve(name: str, pipe: Connection) -> None:
    """Answer each (html, url) of a turn with (prediction, ms), one turn after another until the pipe closes."""
    extractor = EXTRACTORS[name][1]()
    pipe.send("ready")
    while True:
        try:
            pages = pipe.recv()
        except EOFError:
            return
        for html, url in pages:
            pipe.send(timed(extractor, html, url))


def timed(extractor: Extractor, html: bytes, url: str) -> Answer:
    """Run an extractor on one page; an exception becomes {"error": …}."""
    begin = perf_counter()
    try:
        found = extractor(html, url)
    except Exception as error:  # whatever a page provokes counts as an empty page
        found = {"error": f"{type(error).__name__}: {error}"}
    return found, (perf_counter() - begin) * 1000


class Child:
    """An extractor in one child process, killed and started again on a crash or a page over time."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(self.name, theirs), daemon=True)
        self.process.start()
        theirs.close()
        if not self.pipe.poll(START_LIMIT) or self.pipe.recv() != "ready":
            raise RuntimeError(f"{self.name} did not start")

    def __call__(self, pages: list[Input]) -> list[Answer]:
        """Take a turn; a page that crashes the child or is over time is an error, the rest goes to a new child."""
        answers: list[Answer] = []
        while len(answers) < len(pages):
            begin = perf_counter()
            try:
                self.pipe.send(pages[len(answers) :])
                while len(answers) < len(pages):
                    begin = perf_counter()
                    if not self.pipe.poll(TIME_LIMIT):
                        raise TimeoutError(f"over {TIME_LIMIT:.0f} s")
                    answers.append(self.pipe.recv())
            except (EOFError, OSError) as error:
                answers.append(({"error": f"{type(error).__name__}: {error}"}, (perf_counter() - begin) * 1000))
                self.close()
                self._start()
        return answers

    def close(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


# --- stages -------------------------------------------------------------------------------------


def time_stages() -> dict[str, list[float]]:
    """Wrap the stages in newsscrape.extract's namespace; give the lists that calls fill with ms."""
    extract = importlib.import_module("newsscrape.extract")
    times: dict[str, list[float]] = {}
    for name in STAGES:
        if callable(getattr(extract, name, None)):
            times[name] = []
            setattr(extract, name, _timing(getattr(extract, name), times[name]))
        else:
            print(f"no stage {name!r} in newsscrape.extract", file=sys.stderr)
    return times


def _timing(function: Callable[..., Any], times: list[float]) -> Callable[..., Any]:
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        begin = perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            times.append((perf_counter() - begin) * 1000)

    return wrapper


# --- corpus and scores --------------------------------------------------------------------------


def load_scorer(corpus: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("newsbench_score", corpus / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(corpus / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load_gold(corpus: Path, pages: int = 0) -> list[dict[str, Any]]:
    """Give the gold records; of many, about ``pages`` evenly spread (every k-th)."""
    with (corpus / "gold.jsonl").open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return records[:: max(1, len(records) // pages)] if pages else records


def page_bytes(corpus: Path, record: dict[str, Any]) -> bytes:
    path = corpus / record["page"]
    if not path.exists():
        path = corpus / "pages" / record["page"]
    return gzip.decompress(path.read_bytes())


def score(scorer: ModuleType, gold: list[dict[str, Any]], run: Run) -> list[dict[str, Any]]:
    return [scorer.score_page(run.predictions.get(r["id"], {}), r["gold"]) for r in gold]


def extract_all(
    corpus: Path, gold: list[dict[str, Any]], extractors: dict[str, Turn], turn: int = TURN
) -> dict[str, Run]:
    """Run every extractor on every page, in turns of `turn` pages.

    In turns, because a machine's speed drifts; of several pages, because in a batch, which is what is measured,
    an extractor does not find the processor's caches full of another's code and data at every page.
    """
    runs = {name: Run() for name in extractors}
    for begin in range(0, len(gold), turn):
        records = gold[begin : begin + turn]
        pages = [(page_bytes(corpus, record), record.get("url") or "") for record in records]
        for name, extractor in extractors.items():
            for record, (found, ms) in zip(records, extractor(pages), strict=True):
                runs[name].predictions[record["id"]] = found
                runs[name].ms[record["id"]] = ms
        if sys.stderr.isatty():
            print(f"\r{begin + len(pages)}/{len(gold)}", end="", file=sys.stderr, flush=True)
    return runs


def here(extractor: Extractor) -> Turn:
    """An extractor that takes its turns in this process."""
    return lambda pages: [timed(extractor, html, url) for html, url in pages]


def write(path: Path, run: Run) -> None:
    with path.open("w", encoding="utf-8") as out:
        for ident, found in run.predictions.items():
            out.write(json.dumps({"id": ident, **found}, ensure_ascii=False, default=str) + "\n")


# --- printing -----------------------------------------------------------------------------------


def quality_table(scorer: ModuleType, gold: list[dict[str, Any]], runs: dict[str, Run]) -> Iterator[str]:
    yield f"{'':<12}" + "".join(f"{m:>9}" for m in scorer.ORDER)
    for name, run in runs.items():
        totals = scorer.totals(score(scorer, gold, run))
        cells = (f"{totals[m]:9.3f}" if m in totals else f"{'':>9}" for m in scorer.ORDER)
        yield f"{name:<12.12}" + "".join(cells)


def speed_table(runs: dict[str, Run]) -> Iterator[str]:
    first = next(iter(runs.values()))
    base = statistics.mean(first.ms.values())
    yield f"{'ms a page':<12}{'mean':>9}{'median':>9}{'ratio':>9}{'errors':>9}"
    for name, run in runs.items():
        mean, median = statistics.mean(run.ms.values()), statistics.median(run.ms.values())
        yield f"{name:<12.12}{mean:9.2f}{median:9.2f}{mean / base:9.2f}{run.errors:9}"


def stage_table(times: dict[str, list[float]], pages: int) -> Iterator[str]:
    yield f"{'stage':<12}{'mean ms':>9}{'calls':>9}"
    for name, found in times.items():
        yield f"{name:<12}{sum(found) / pages:9.3f}{len(found):9}"


def worst_pages(scorer: ModuleType, gold: list[dict[str, Any]], run: Run, measure: str, count: int) -> Iterator[str]:
    def figure(value: Any) -> float:
        return float(scorer.f1(*value)) if isinstance(value, tuple) else float(value)

    rows = zip(gold, score(scorer, gold, run), strict=True)
    found = sorted((figure(s[measure]), r["id"], r.get("url") or "") for r, s in rows if measure in s)
    yield from (f"{value:.3f} {ident} {url}" for value, ident, url in found[:count])


def choose(args: argparse.Namespace) -> dict[str, Turn]:
    """Give the extractors to run, newsscrape first."""
    if args.stages:  # which are timed in this process
        return {"newsscrape": here(newsscrape_extractor())}
    chosen: dict[str, Turn] = {}
    for name, (module, _) in EXTRACTORS.items():
        if args.no_peers and name != "newsscrape":
            continue
        if importlib.util.find_spec(module):
            chosen[name] = Child(name)
        else:
            print(f"SKIPPED: {name} is not installed", file=sys.stderr)
    return chosen


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.run", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpus", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--pages", type=int, default=0, help="about this many pages, evenly spread")
    parser.add_argument("--worst", type=int, default=0, help="list this many of newsscrape's worst pages")
    parser.add_argument("--measure", default="body", help="the measure of --worst")
    parser.add_argument("--no-peers", action="store_true", help="newsscrape alone")
    parser.add_argument(
        "--turn", type=int, default=TURN, help="pages an extractor takes before it is the next one's turn"
    )
    parser.add_argument("--stages", action="store_true", help="newsscrape's time by stage, without peers")
    default = Path(tempfile.gettempdir()) / "newsscrape-bench"
    parser.add_argument("--out", type=Path, default=default, help="folder of the predictions")
    return parser.parse_args()


def main() -> int:
    args = options()
    if not (args.corpus / "gold.jsonl").exists():
        print(f"SKIPPED: corpus not found at {args.corpus}", file=sys.stderr)
        return 1
    scorer, gold = load_scorer(args.corpus), load_gold(args.corpus, args.pages)
    chosen = choose(args)
    if not chosen:
        return 1
    times = time_stages() if args.stages else {}
    runs = extract_all(args.corpus, gold, chosen, args.turn)
    args.out.mkdir(parents=True, exist_ok=True)
    for name, run in runs.items():
        write(args.out / f"{name}.jsonl", run)
    print(f"{len(gold)} pages; predictions in {args.out}\n")
    print(*quality_table(scorer, gold, runs), "", *speed_table(runs), sep="\n")
    if times:
        print("", *stage_table(times, len(gold)), sep="\n")
    if args.worst:
        name, run = next(iter(runs.items()))
        print(
            f"\n{name}: worst by {args.measure}",
            *worst_pages(scorer, gold, run, args.measure, args.worst),
            sep="\n",
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
