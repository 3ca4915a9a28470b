"""`kg evaluate` and `kg train-names`: how well it reads, and the model that it reads names with."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from kg.errors import KgError
from kg.settings import Settings


def evaluate(
    gold: Annotated[
        list[Path] | None,
        typer.Argument(help="Annotated articles (.jsonl), as docs/accuracy.md says."),
    ] = None,
    texts: Annotated[
        Path | None,
        typer.Option(
            help="Folder of the texts that they name [else the nearest above that has them]."
        ),
    ] = None,
    names: Annotated[
        list[Path] | None,
        typer.Option(help="Sentences with spans of names (.jsonl): score the names model on them."),
    ] = None,
    model: Annotated[
        Path | None, typer.Option(help="Folder of the names model to score [the one that ships].")
    ] = None,
    links: Annotated[
        Path | None,
        typer.Option(help="Codes of places, full names of bodies (.tsv): score what is linked."),
    ] = None,
    resolution: Annotated[
        list[Path] | None,
        typer.Option(help="Clusters of what several articles name (.jsonl): score what merges."),
    ] = None,
    list_errors: Annotated[
        bool, typer.Option("--errors", help="List the errors by kind, with their sentences.")
    ] = False,
    as_json: Annotated[
        Path | None, typer.Option("--json", help="Write all figures here, for machines.")
    ] = None,
    page: Annotated[
        Path | None,
        typer.Option("--markdown", help="Replace the figures between the marks of this page."),
    ] = None,
    day: Annotated[
        datetime | None,
        typer.Option("--date", help="Date to state [today].", formats=["%Y-%m-%d"]),
    ] = None,
) -> None:
    """Score what is extracted, linked and resolved against what people annotated.

    Example: kg evaluate gold.jsonl --errors
    """
    from datetime import UTC

    from kg.evaluate.evaluation import evaluate as run
    from kg.evaluate.mistakes import listing
    from kg.evaluate.report import (
        linking_table,
        markdown,
        names_table,
        replace_section,
        resolution_table,
        table,
        to_record,
    )

    if not gold and not names and not resolution:
        raise KgError(
            "There is nothing to evaluate: name annotated articles, --names FILE, or"
            " --resolution FILE."
        )
    result = run(gold or [], names or [], texts, model, links, resolution or [])
    for name, figures in result.articles.items():
        typer.echo(f"{name}: {figures.articles} articles\n{table(figures)}\n")
    for name, scores in result.names.items():
        typer.echo(f"{name}: names\n{names_table(scores)}\n")
    for name, linking in result.linking.items():
        typer.echo(f"{name}: linking\n{linking_table(linking)}\n")
    for name, resolved in result.resolution.items():
        typer.echo(f"{name}: {resolved.articles} articles\n{resolution_table(resolved)}\n")
    if list_errors:
        for line in listing(result.mistakes):
            typer.echo(line)
        for linking in result.linking.values():
            for wrong in linking.mistakes:
                typer.echo(f"wrong link: {wrong}")
        for resolved in result.resolution.values():
            for line in resolved.mistakes:
                typer.echo(line)
    date = (day or datetime.now(UTC)).date()
    if as_json:
        content = json.dumps(to_record(result, date), ensure_ascii=False, indent=1)
        as_json.write_text(f"{content}\n", encoding="utf-8")
    if page:
        replace_section(page, markdown(result, date))


def train_names(
    corpora: Annotated[
        Path, typer.Argument(help="The folder that the configuration's paths start from.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder of the model.")],
    config: Annotated[
        Path | None, typer.Option(help="Settings of the run [those of the model that ships].")
    ] = None,
) -> None:
    """Train the names model anew; about an hour on two cores. The log is OUT/training.log too.

    Needs what reading does not: pip install 'shuangyong-kg[train]'.

    Example: kg train-names corpora -o fresh && kg evaluate --names msra_test.jsonl --model fresh
    """
    import logging
    import shutil

    try:
        from kg.training.names.train import train
    except ModuleNotFoundError as error:
        raise KgError(
            f"Training needs {error.name}: pip install 'shuangyong-kg[train]'."
        ) from error
    from kg.training.names.config import Config

    path = config or Settings().names_model / "config.toml"
    settings = Config.read(path)
    out.mkdir(parents=True, exist_ok=True)
    handlers: list[logging.Handler] = [
        logging.StreamHandler(),
        logging.FileHandler(out / "training.log", "w", "utf-8"),
    ]
    logger = logging.getLogger("kg")
    logger.setLevel(logging.INFO)
    for handler in handlers:
        handler.setFormatter(logging.Formatter("%(message)s"))
        logger.addHandler(handler)
    train(settings, corpora, out)
    if path.resolve() != (out / "config.toml").resolve():
        shutil.copyfile(path, out / "config.toml")
