"""With what a graph was made: a change with anything else would give what no full build gives."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from kg import __version__
from kg.errors import StoreError
from kg.settings import Settings

_LIBRARIES = (
    "onnxruntime",
    "opencc",
    "pyahocorasick",
    "pyoxigraph",
    "pypinyin",
    "rapidfuzz",
    "rjieba",
    "spacy",
)
_CODE = ("text", "gazetteer", "extract", "link", "resolve", "graph", "search", "state")
"""The parts of this package that decide what is in a graph."""
_PACKAGE = Path(__file__).parent.parent


def fingerprint(settings: Settings) -> dict[str, str]:
    """What decides, beside the articles and the judgements of people, what is in a graph.

    Of files and code a hash. The figures of accuracy are not in it: each change describes them anew.
    """
    code = [_PACKAGE / "model.py", *(f for n in _CODE for f in (_PACKAGE / n).rglob("*.py"))]
    return {
        "package version": __version__,
        "code of the package": _hash(_PACKAGE, code),
        "base IRI": settings.base_iri,
        "superseded versions": "kept" if settings.keep_superseded else "dropped",
        "gazetteer": _hash(settings.gazetteer),
        "lexicons": _hash(settings.lexicons),
        "names model": _hash(settings.names_model),
        **{f"library {name}": version(name) for name in _LIBRARIES},
    }


def remember(db: sqlite3.Connection, made_with: dict[str, str]) -> None:
    """Keep the fingerprint in the state."""
    db.execute(
        "INSERT OR REPLACE INTO settings VALUES ('fingerprint', ?)",
        (json.dumps(made_with, ensure_ascii=False),),
    )


def require(db: sqlite3.Connection, now: dict[str, str], out: Path) -> None:
    """Raises StoreError where the graph was made with something else, and says what differs."""
    before = recalled(db)
    other = sorted(n for n in before.keys() | now.keys() if before.get(n) != now.get(n))
    if other:
        raise StoreError(
            f"{out} was made with other data or settings ({', '.join(other)}): what was read then "
            f"does not go with what would be read now. Build again with kg build."
        )


def recalled(db: sqlite3.Connection) -> dict[str, str]:
    """The fingerprint of the state; empty where there is none."""
    row = db.execute("SELECT value FROM settings WHERE name = 'fingerprint'").fetchone()
    return dict(json.loads(row[0])) if row else {}


def _hash(folder: Path, files: Iterable[Path] | None = None) -> str:
    found = files if files is not None else (p for p in folder.rglob("*") if p.is_file())
    digest = hashlib.sha256()
    for path in sorted(found):
        digest.update(f"{path.relative_to(folder)}\x1f".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]
