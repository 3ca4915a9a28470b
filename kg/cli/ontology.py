"""`kg ontology`: the vocabulary as files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.settings import Settings


def ontology(
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder to write to.")] = Path(
        "vocabulary"
    ),
) -> None:
    """Write the vocabulary for a static host: its documentation, and the ontology, its alignments and
    its shapes in RDF, under their current and their versioned addresses.

    Example: kg ontology -o site/ontology
    """
    from kg.publish.vocabulary_page import write_vocabulary

    write_vocabulary(Settings().ontology, out)
