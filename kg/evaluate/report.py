"""The figures as tables, and as the section of a page that a rerun replaces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from kg import __version__
from kg.errors import KgError
from kg.evaluate.evaluation import Evaluation
from kg.evaluate.figures import Agreement, Figures
from kg.evaluate.linking import Linking
from kg.evaluate.resolution import ClusterScores, Resolution
from kg.evaluate.score import Score

_BEGIN, _END = "<!-- figures: begin -->", "<!-- figures: end -->"
_HEAD = ("", "gold", "found", "P", "R", "F1", "lenient P", "R", "F1", "values right")
_LINKING_HEAD = ("", "gold", "found", "right", "of found", "of all")
_RESOLUTION_HEAD = (
    *("", "clusters", "members", "found", "pairs P", "R", "F1", "B³ P", "R", "F1"),
    *("all: pairs R", "B³ R"),
)


def table(figures: Figures) -> str:
    """Figures of one set of articles for a terminal, columns aligned.

    Scores of each type of entity, of all entities, and of relations; then mentions taken from
    boilerplate.
    """
    lines = _aligned([_HEAD, *_rows(figures)])
    return "\n".join([*lines, f"{figures.boilerplate} mentions from boilerplate"])


def linking_table(linking: Linking) -> str:
    """Scores of linking for a terminal: how many were found, and how many of these linked right."""
    return "\n".join(_aligned([_LINKING_HEAD, *_linking_rows(linking)]))


def resolution_table(resolution: Resolution) -> str:
    """Scores of resolution across articles for a terminal, of each type and of all."""
    return "\n".join(_aligned([_RESOLUTION_HEAD, *_resolution_rows(resolution)]))


def names_table(scores: Mapping[str, Score]) -> str:
    """Scores of the names model for a terminal."""
    return "\n".join(f"{name:4} {score}" for name, score in _with_all(scores))


def to_record(evaluation: Evaluation, day: date) -> dict[str, Any]:
    """All figures for JSON, with the date and the version that they are of."""
    return {
        "date": day.isoformat(),
        "version": __version__,
        "articles": {name: of_file.to_record() for name, of_file in evaluation.articles.items()},
        "names": {
            name: {
                label: {"precision": s.precision, "recall": s.recall, "f1": s.f1}
                for label, s in _with_all(scores)
            }
            for name, scores in evaluation.names.items()
        },
        "linking": {name: linking.to_record() for name, linking in evaluation.linking.items()},
        "resolution": {
            name: resolution.to_record() for name, resolution in evaluation.resolution.items()
        },
    }


def markdown(evaluation: Evaluation, day: date) -> str:
    """All figures as tables in Markdown, under the date and the version that they are of."""
    lines = [f"Measured on {day.isoformat()} with version {__version__}.", ""]
    for name, figures in evaluation.articles.items():
        lines += [f"### {name}: {figures.articles} articles", ""]
        lines += [
            *_markdown(_HEAD, _rows(figures)),
            "",
            f"Mentions taken from boilerplate: {figures.boilerplate}.",
            "",
        ]
    for name, scores in evaluation.names.items():
        lines += [f"### {name}: spans of the names model", ""]
        rows = (
            (label, *(f"{100 * share:.2f}" for share in (s.precision, s.recall, s.f1)))
            for label, s in _with_all(scores)
        )
        lines += [*_markdown(("", "P", "R", "F1"), rows), ""]
    for name, linking in evaluation.linking.items():
        lines += [f"### {name}: linking", ""]
        lines += [*_markdown(_LINKING_HEAD, _linking_rows(linking)), ""]
    for name, resolution in evaluation.resolution.items():
        lines += [f"### {name}: what several of {resolution.articles} articles name", ""]
        lines += [*_markdown(_RESOLUTION_HEAD, _resolution_rows(resolution)), ""]
    return "\n".join(lines).rstrip() + "\n"


def replace_section(path: Path, section: str) -> None:
    """Put the section between the marks of a page; what a person wrote around it stays.

    Raises `KgError` where the page or its marks are missing.
    """
    page = path.read_text(encoding="utf-8") if path.is_file() else ""
    if page.count(_BEGIN) != 1 or page.count(_END) != 1 or page.index(_END) < page.index(_BEGIN):
        raise KgError(f"{path}: write the lines {_BEGIN} and {_END} where the figures shall stand")
    before, after = page.split(_BEGIN)[0], page.split(_END)[1]
    path.write_text(f"{before}{_BEGIN}\n\n{section}\n{_END}{after}", encoding="utf-8")


def _rows(figures: Figures) -> Iterator[tuple[str, ...]]:
    for name, agreement in figures.types.items():
        yield _row(name, agreement)
    yield _row("all entities", figures.entities)
    yield _row("relations", figures.relations)


def _row(name: str, agreement: Agreement) -> tuple[str, ...]:
    strict, lenient = agreement.strict, agreement.lenient
    share = agreement.values_share
    return (
        name,
        str(strict.annotated),
        str(strict.found),
        *(f"{x:.3f}" for s in (strict, lenient) for x in (s.precision, s.recall, s.f1)),
        "" if share is None else f"{agreement.values_right}/{agreement.valued} = {share:.3f}",
    )


def _linking_rows(linking: Linking) -> Iterator[tuple[str, ...]]:
    for name, score in (
        ("codes of places", linking.places),
        ("names of organizations", linking.organizations),
    ):
        shares = (score.precision, score.recall)
        yield (
            name,
            *(str(count) for count in (score.annotated, score.found, score.right)),
            *(f"{share:.3f}" if score.annotated else "" for share in shares),
        )


def _resolution_rows(resolution: Resolution) -> Iterator[tuple[str, ...]]:
    for name, agreement in resolution.types.items():
        yield _resolution_row(name, agreement)
    yield _resolution_row("all", resolution.overall)


def _resolution_row(name: str, scores: ClusterScores) -> tuple[str, ...]:
    pairs, b_cubed, of_all = scores.pairs, scores.b_cubed, scores.all_pairs
    return (
        name,
        *(str(n) for n in (scores.clusters, scores.members, scores.members_found)),
        f"{pairs.precision:.3f}" if pairs.found else "",
        f"{pairs.recall:.3f}" if pairs.annotated else "",
        f"{pairs.f1:.3f}" if pairs.found or pairs.annotated else "",
        *(
            f"{share:.3f}" if scores.members_found else ""
            for share in (b_cubed.precision, b_cubed.recall, b_cubed.f1)
        ),
        f"{of_all.recall:.3f}" if of_all.annotated else "",
        f"{scores.all_b_cubed.recall:.3f}",
    )


def _with_all(scores: Mapping[str, Score]) -> list[tuple[str, Score]]:
    return [*scores.items(), ("all", sum(scores.values(), Score()))]


def _aligned(rows: list[tuple[str, ...]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _markdown(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield _line(head)
    yield _line(("---",) + ("--:",) * (len(head) - 1))
    yield from map(_line, rows)


def _line(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"
