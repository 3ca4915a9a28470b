"""One run of `kg evaluate`: annotation files in, figures and mistakes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KgError
from kg.evaluate.annotations import read_annotations
from kg.evaluate.clusters import read_clusters
from kg.evaluate.figures import Comparison, Figures, compare, figures
from kg.evaluate.linking import Linking, Links, read_links, score_linking
from kg.evaluate.mistakes import Mistake, mistakes
from kg.evaluate.names import score_names
from kg.evaluate.reading import (
    extracted,
    find_texts,
    linked_articles,
    read_articles,
    resolved_articles,
)
from kg.evaluate.resolution import Resolution, keys_of, score_resolution
from kg.evaluate.score import Score
from kg.extract.names import NamesModel

ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """Figures of each file by its name; where there are several of articles, of all together too.

    `linking` has those annotated sets in which a place has a code or an organization a full name.
    """

    articles: dict[str, Figures]
    names: dict[str, dict[str, Score]]
    mistakes: tuple[Mistake, ...]
    linking: dict[str, Linking]
    resolution: dict[str, Resolution]


def evaluate(
    gold: Sequence[Path],
    names: Sequence[Path] = (),
    texts: Path | None = None,
    names_model: Path | None = None,
    links: Path | None = None,
    resolution: Sequence[Path] = (),
) -> Evaluation:
    """Extract from the texts that annotation files name and score what is found.

    `texts` is the folder from which the files name their texts, `names_model` that of the model
    which is scored on `names` (by default the one that ships). `links` says what places and
    organizations shall be linked to, `resolution` has clusters of what several articles name.
    Raises `DataFileError` for a line that breaks the format, `KgError` where a text is missing.
    """
    comparisons: dict[str, list[Comparison]] = {}
    found_mistakes: list[Mistake] = []
    for path in gold:
        annotations = read_annotations(path)
        articles = read_articles(annotations, find_texts(annotations, path, texts))
        of_file = comparisons.setdefault(path.stem, [])
        for annotation, (article, found) in zip(annotations, extracted(articles), strict=True):
            of_file.append(compare(annotation, found))
            found_mistakes += mistakes(of_file[-1], article.text)
    result = {name: figures(of_file) for name, of_file in comparisons.items()}
    if len(result) > 1:
        result[ALL] = figures(c for of_file in comparisons.values() for c in of_file)
    judged = read_links(links) if links else Links()
    linking = {name: score_linking(of_file, judged) for name, of_file in comparisons.items()}
    model = NamesModel.load(names_model) if names else None
    return Evaluation(
        articles=result,
        names={path.stem: score_names(path, model) for path in names if model},
        mistakes=tuple(found_mistakes),
        linking={
            name: scores
            for name, scores in linking.items()
            if scores.places.annotated or scores.organizations.annotated
        },
        resolution={path.stem: _resolution(path, texts) for path in resolution},
    )


def _resolution(path: Path, texts: Path | None) -> Resolution:
    gold = read_clusters(path)
    articles = list(read_articles(gold.articles, find_texts(gold.articles, path, texts)))
    try:
        gold.check({article.id: article for article in articles})
    except ValueError as error:
        raise KgError(f"{path}: {error}") from error
    return score_resolution(
        gold.clusters, keys_of(gold.clusters, resolved_articles(linked_articles(articles)))
    )
