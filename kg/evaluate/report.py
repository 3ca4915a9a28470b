"""The figures as tables, and as the section of a page that a rerun replaces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from kg import __version__
from kg.errors import KgError
from kg.evaluate.evaluation import Evaluation
from kg.evaluate.figures import Agreement, Figures
from kg.evaluate.score import Score

_BEGIN, _END = "<!-- figures: begin -->", "<!-- figures: end -->"
_HEAD = ("", "gold", "found", "P", "R", "F1", "lenient P", "R", "F1", "values right")


def table(figures: Figures) -> str:
    """Figures of one set of articles for a terminal, columns aligned.

    Scores of each type of entity, of all entities, and of relations; then mentions taken from
    boilerplate.
    """
    rows = [_HEAD, *_rows(figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    lines = [
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    return "\n".join([*lines, f"{figures.boilerplate} mentions from boilerplate"])


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
    }


def markdown(evaluation: Evaluation, day: date) -> str:
    """All figures as tables in Markdown, under the date and the version that they are of."""
    lines = [f"Measured on {day.isoformat()} with version {__version__}.", ""]
    for name, figures in evaluation.articles.items():
        lines += [f"### {name}: {figures.articles} articles", ""]
        lines += [_line(_HEAD), _line(("---",) + ("--:",) * (len(_HEAD) - 1))]
        lines += [_line(row) for row in _rows(figures)]
        lines += ["", f"Mentions taken from boilerplate: {figures.boilerplate}.", ""]
    for name, scores in evaluation.names.items():
        lines += [f"### {name}: spans of the names model", ""]
        lines += [_line(("", "P", "R", "F1")), _line(("---", "--:", "--:", "--:"))]
        for label, score in _with_all(scores):
            shares = (score.precision, score.recall, score.f1)
            lines.append(_line((label, *(f"{100 * share:.2f}" for share in shares))))
        lines.append("")
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


def _with_all(scores: Mapping[str, Score]) -> list[tuple[str, Score]]:
    return [*scores.items(), ("all", sum(scores.values(), Score()))]


def _line(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"
