"""CITATION.cff: how to cite a release (Citation File Format 1.2.0, https://citation-file-format.github.io/)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import yaml


def citation(
    version: str,
    authors: Sequence[str],
    *,
    issued: date | None = None,
    licence: str = "",
    url: str = "",
) -> str:
    """The text of the file. `licence` is an identifier of SPDX, `url` where the release is."""
    entry: dict[str, Any] = {
        "cff-version": "1.2.0",
        "type": "dataset",
        "message": "If you use these data, please cite them as below.",
        "title": "双拥知识图谱 (Shuangyong Knowledge Graph)",
        "abstract": "A knowledge graph of Chinese news on 双拥 work and red history, in which every "
        "fact leads back to the sentence that says it.",
        "authors": [{"name": name} for name in authors],
        "keywords": ["knowledge graph", "RDF", "information extraction", "双拥", "红色文化"],
        "version": version,
    }
    if issued:
        entry["date-released"] = issued
    if licence:
        entry["license"] = licence
    if url:
        entry["url"] = url
    return yaml.safe_dump(entry, allow_unicode=True, sort_keys=False, width=100)
