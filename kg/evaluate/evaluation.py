"""One run of `kg evaluate`: annotation files in, figures and mistakes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.evaluate.annotations import read_annotations
from kg.evaluate.figures import Comparison, Figures, compare, figures
from kg.evaluate.mistakes import Mistake, mistakes
from kg.evaluate.names import score_names
from kg.evaluate.reading import extracted, find_texts, read_articles
from kg.evaluate.score import Score
from kg.extract.names import NamesModel

ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """Figures of each file by its name; where there are several of articles, of all together too."""

    articles: dict[str, Figures]
    names: dict[str, dict[str, Score]]
    mistakes: tuple[Mistake, ...]


def evaluate(
    gold: Sequence[Path],
    names: Sequence[Path] = (),
    texts: Path | None = None,
    names_model: Path | None = None,
) -> Evaluation:
    """Extract from the texts that annotation files name and score what is found.

    `texts` is the folder from which the files name their texts, `names_model` that of the model
    which is scored on `names` (by default the one that ships). Raises `DataFileError` for a line
    that breaks the format, `KgError` where a text is missing.
    """
    comparisons: dict[str, list[Comparison]] = {}
    found_mistakes: list[Mistake] = []
    for path in gold:
        annotations = read_annotations(path)
        articles = read_articles(annotations, texts or find_texts(annotations, path))
        of_file = comparisons.setdefault(path.stem, [])
        for annotation, (article, found) in zip(annotations, extracted(articles), strict=True):
            of_file.append(compare(annotation, found))
            found_mistakes += mistakes(of_file[-1], article.text)
    result = {name: figures(of_file) for name, of_file in comparisons.items()}
    if len(result) > 1:
        result[ALL] = figures(c for of_file in comparisons.values() for c in of_file)
    model = NamesModel.load(names_model) if names else None
    return Evaluation(
        articles=result,
        names={path.stem: score_names(path, model) for path in names if model},
        mistakes=tuple(found_mistakes),
    )
