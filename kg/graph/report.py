"""What validation found, for machines and for readers."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong in a graph.

    `check` is the name of a shape in `ontology/shapes.ttl` or of a check in `kg.graph.validate`,
    `focus` the node at fault, `value` what is wrong about it, and `quote` the words it rests on.
    """

    check: str
    graph: str
    focus: str
    value: str | None
    article: str | None
    quote: str | None
    message_zh: str
    message_en: str

    def __str__(self) -> str:
        lines = [f"{self.check}: {self.message_zh} {self.message_en}", f"  node     {self.focus}"]
        for name in ("value", "article", "quote"):
            if (text := getattr(self, name)) is not None:
                lines.append(f"  {name:8} {text}")
        return "\n".join(lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The findings, and how much was looked at: a report on nothing proves nothing."""

    findings: tuple[Finding, ...]
    graphs: int
    quotes: int

    @property
    def ok(self) -> bool:
        return not self.findings

    def to_json(self) -> str:
        """The report as a JSON object, with `ok` beside the fields."""
        return json.dumps({"ok": self.ok, **asdict(self)}, ensure_ascii=False, indent=2)

    def __str__(self) -> str:
        summary = (
            f"{len(self.findings)} findings in {self.graphs} graphs; "
            f"{self.quotes} quotes read again in their articles"
        )
        return "\n".join([*map(str, self.findings), summary])
