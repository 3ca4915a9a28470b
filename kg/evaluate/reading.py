"""Run the whole way of an article, from its file to its linked record, on annotated texts."""

from __future__ import annotations

import lzma
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from kg.corpus.boilerplate import Boilerplate
from kg.corpus.formats import Failure
from kg.corpus.read import read_data
from kg.errors import KgError
from kg.evaluate.annotations import Annotation, annotation_of, normalise
from kg.extract import build_pipeline, extract
from kg.gazetteer import Gazetteer
from kg.link import link
from kg.link.records import record
from kg.model import Article, LinkedArticle
from kg.resolve import Judgements, Profiles, resolve
from kg.resolve.canonical import canonical
from kg.settings import Settings


def read_articles(annotations: Sequence[Annotation], texts: Path) -> Iterator[Article]:
    """The annotated articles as the product reads their files, in the order of the annotations.

    A file of one text is the article, whatever its name; in a JSONL file it is found by its id. A
    file may lie there packed as `.xz`. The date of publication is the annotated one. Raises `KgError`
    where a text is missing.
    """
    read_files: dict[str, dict[str, Article]] = {}
    for annotation in annotations:
        if annotation.file not in read_files:
            read_files[annotation.file] = _read_file(texts / annotation.file)
        articles = read_files[annotation.file]
        if annotation.file.endswith(".jsonl"):
            article = articles.get(annotation.id)
        else:
            article = next(iter(articles.values()), None)
        if article is None:
            raise KgError(f"{texts / annotation.file}: there is no article {annotation.id!r} in it")
        yield replace(article, id=annotation.id, published=annotation.published)


def find_texts(annotations: Sequence[Annotation], gold: Path, texts: Path | None = None) -> Path:
    """The folder below which the files lie that an annotation file names: `texts`, or else the nearest
    above the annotation file. A file may lie there packed as `.xz`.

    Raises `KgError` where there is none.
    """
    files = {annotation.file for annotation in annotations}
    for folder in (*([texts] if texts else []), *gold.resolve().parents):
        if all((folder / f).is_file() or (folder / f"{f}.xz").is_file() for f in files):
            return folder
    if texts is None:
        raise KgError(f"{gold}: the texts that it names lie in no folder above it; give --texts")
    raise KgError(
        f"{gold}: the texts that it names lie neither in {texts} nor in a folder above it"
    )


def linked_articles(articles: Iterable[Article]) -> Iterator[LinkedArticle]:
    """Each article as the product reads and links it."""
    return link(extract(articles, build_pipeline()), Gazetteer.load(Settings().gazetteer))


def resolved_articles(articles: Iterable[LinkedArticle]) -> Iterator[LinkedArticle]:
    """The articles under the keys that stand for what they share, as the machine alone decides."""
    linked = list(articles)
    profiles = Profiles()
    for one in linked:
        profiles.add(one)
    resolution = resolve(profiles, Judgements(), Gazetteer.load(Settings().gazetteer))
    return (canonical(one, resolution) for one in linked)


def extracted(articles: Iterable[Article]) -> Iterator[tuple[Article, Annotation]]:
    """Each article with what the product finds in it."""
    for linked in linked_articles(articles):
        yield linked.article, _annotation(linked)


def _read_file(path: Path) -> dict[str, Article]:
    boilerplate = Boilerplate.load(Settings().lexicons / "boilerplate.tsv")
    articles: dict[str, Article] = {}
    for item in read_data(path, _bytes(path), boilerplate):
        if isinstance(item, Failure):
            raise KgError(f"cannot evaluate: {path}, line {item.line}: {item.reason}")
        articles.setdefault(item.id, item)
    return articles


def _bytes(path: Path) -> bytes:
    packed = path.with_name(f"{path.name}.xz")
    try:
        if packed.exists() and not path.exists():
            return lzma.decompress(packed.read_bytes())
        return path.read_bytes()
    except (OSError, lzma.LZMAError) as error:
        raise KgError(f"cannot evaluate: {path}: {error}") from error


def _annotation(linked: LinkedArticle) -> Annotation:
    found = annotation_of(record(linked))
    names = {entity.key: normalise(entity.name) for entity in linked.entities}
    return replace(
        found,
        entities=tuple(
            replace(compared, rules=tuple(dict.fromkeys(m.rule for m in entity.mentions)))
            for compared, entity in zip(found.entities, linked.entities, strict=True)
        ),
        origins={
            (names[s.subject], s.predicate.value, names[s.object]): (s.rule, s.evidence.quote)
            for s in linked.statements
        },
    )
