"""The versions of releases, as Semantic Versioning has them (https://semver.org/)."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from kg.errors import KgError

CITATION = "CITATION.cff"

_VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?")


def order(version: str) -> tuple[int, int, int, bool, str]:
    """What versions sort by; one with a suffix comes before the same without.

    Raises KgError for what is no version.

    >>> sorted(["0.10.0", "0.2.0", "0.10.0-rc.1"], key=order)
    ['0.2.0', '0.10.0-rc.1', '0.10.0']
    """
    found = _VERSION.fullmatch(version)
    if found is None:
        raise KgError(f"{version!r} is no version: write three numbers, such as 0.2.0.")
    return int(found[1]), int(found[2]), int(found[3]), found[4] is None, found[4] or ""


def newest_before(version: str, releases: Path) -> Path | None:
    """The folder of the release before a version, among those in a folder."""
    found = [
        path
        for path in releases.glob("[0-9]*")
        if _VERSION.fullmatch(path.name) and order(path.name) < order(version)
    ]
    return max(found, key=lambda path: order(path.name), default=None)


def version_of(folder: Path) -> str:
    """The version of a release, as it says itself; the folder's name where it does not."""
    path = folder / CITATION
    if not path.is_file():
        return folder.resolve().name
    return str(yaml.safe_load(path.read_text(encoding="utf-8"))["version"])
