"""The `kg` command: thin, one function a command. Only here is anything printed or the process ended."""

from __future__ import annotations

import sys

import typer

from kg.cli.build import add, build, remove, update
from kg.cli.distribute import distribute
from kg.cli.evaluate import evaluate, train_names
from kg.cli.extract import extract
from kg.cli.network import network
from kg.cli.ontology import ontology
from kg.cli.publish import diff, dump, flat
from kg.cli.push import push
from kg.cli.query import query
from kg.cli.release import release
from kg.cli.review import explain, review
from kg.cli.serve import serve
from kg.cli.shared import errors
from kg.cli.validate import validate
from kg.errors import KgError

app = typer.Typer(
    name="kg",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Turn Chinese news on 双拥 work and red history into a knowledge graph in which every fact "
    "leads back to its sentence.",
)

for command in (
    build,
    add,
    update,
    remove,
    distribute,
    extract,
    evaluate,
    train_names,
    validate,
    query,
    explain,
    review,
    network,
    dump,
    flat,
    diff,
    release,
    ontology,
    push,
    serve,
):
    app.command()(command)


def main() -> None:
    """Entry point: errors of the package become one line on standard error and exit code 1."""
    try:
        app()
    except KgError as error:
        errors.print(f"kg: {error}", markup=False, soft_wrap=True)
        sys.exit(1)
