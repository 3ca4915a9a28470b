"""What types and properties are called in both languages, and the colours of types."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

LABELS: dict[str, Any] = json.loads(
    (Path(__file__).parent / "labels.json").read_text(encoding="utf-8")
)
"""`types` by local name of their class, `properties` by local name; each with zh and en."""
