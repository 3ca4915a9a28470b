"""Fetch the vendored scripts again: `python tools/vendor.py FOLDER...` (needs npm and the network).

Each folder has a lock.json, file name to package, version, path within the package, SHA-256 and
licence. To update a library, change its version there and run this: it packs each package with
`npm pack`, copies the files, and writes their new hashes. Review the difference before committing.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path


def refresh(folder: Path) -> None:
    """Copy every file of the lock anew. Raises where a package lacks a file or cannot be had."""
    lock_file = folder / "lock.json"
    lock = json.loads(lock_file.read_text(encoding="utf-8"))
    packed: dict[str, Path] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for name, entry in lock.items():
            package = f"{entry['package']}@{entry['version']}"
            if package not in packed:
                packed[package] = _pack(package, Path(scratch))
            with tarfile.open(packed[package]) as archive:
                member = archive.extractfile(f"package/{entry['path']}")
                if member is None:
                    raise FileNotFoundError(f"{package} has no file {entry['path']}")
                data = _without_source_map(member.read())
            (folder / name).write_bytes(data)
            entry["sha256"] = hashlib.sha256(data).hexdigest()
    lock_file.write_text(json.dumps(lock, indent=2) + "\n", encoding="utf-8")


def _pack(package: str, scratch: Path) -> Path:
    done = subprocess.run(
        ["npm", "pack", "--silent", package],
        cwd=scratch,
        check=True,
        capture_output=True,
        text=True,
    )
    return scratch / done.stdout.strip().splitlines()[-1]


def _without_source_map(data: bytes) -> bytes:
    """Without the line that names a source map: the map is not shipped, and browsers ask for it."""
    lines = data.splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith((b"//# source", b"/*# source")))


if __name__ == "__main__":
    if not sys.argv[1:]:
        sys.exit("usage: python tools/vendor.py FOLDER...")
    for argument in sys.argv[1:]:
        refresh(Path(argument))
