"""What the tests vendor is what its lock file says."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

VENDOR = Path(__file__).parent / "vendor"


def test_vendored_files_match_the_lock() -> None:
    lock = json.loads((VENDOR / "lock.json").read_text())
    assert {path.name for path in VENDOR.glob("*.js")} == set(lock)
    for name, entry in lock.items():
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == entry["sha256"]
        assert (VENDOR / entry["licence"].partition("(")[2].rstrip(")")).is_file()
