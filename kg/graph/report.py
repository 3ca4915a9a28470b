"""What validation found, for machines and for readers."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyoxigraph as ox
from rdflib import DC, DCTERMS, RDF, RDFS, SH

from kg.graph.vocabulary import KG_SHAPE, OA, PREFIXES
from kg.shacl.triples import Node, Term
from kg.text.printable import printable

LIMIT = 20
"""How many findings of one kind a report shows, unless told otherwise; it counts them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong in a graph.

    `check` is the name of a shape in `ontology/shapes.ttl` or of a check in `kg.graph.validate`,
    and `component` the constraint of the shape, by the local name that SHACL gives it. `focus` is the
    node at fault, `path` the property and `value` what is wrong about it, and `quote` the words it
    rests on.
    """

    check: str
    component: str | None
    graph: str
    focus: Node
    path: Node | None
    value: Term | None
    article: str | None
    quote: str | None
    message_zh: str
    message_en: str
    path_triples: tuple[ox.Triple, ...] = ()

    def __str__(self) -> str:
        lines = [f"  node     {_text(self.focus)}"]
        if self.value is not None:
            lines.append(f"  value    {_text(self.value)}")
        for name in ("article", "quote"):
            if (text := getattr(self, name)) is not None:
                lines.append(f"  {name:8} {printable(text)}")
        return "\n".join(lines)

    def record(self) -> dict[str, Any]:
        """The finding as JSON has it."""
        return {
            "check": self.check,
            "component": self.component,
            "graph": self.graph,
            "focus": _value(self.focus),
            "path": self.path.value if isinstance(self.path, ox.NamedNode) else None,
            "value": None if self.value is None else _value(self.value),
            "article": self.article,
            "quote": self.quote,
            "message_zh": self.message_zh,
            "message_en": self.message_en,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was found, how much of it, and how much was looked at: a report on nothing proves nothing.

    `findings` are some of each kind, `counts` says how many there are of each.
    """

    findings: tuple[Finding, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    graphs: int
    quotes: int

    @property
    def ok(self) -> bool:
        return not self.counts

    def to_json(self) -> str:
        """The report as a JSON object, with `ok` beside the fields."""
        record = {
            "ok": self.ok,
            "graphs": self.graphs,
            "quotes": self.quotes,
            "counts": self.counts,
            "findings": [finding.record() for finding in self.findings],
        }
        return json.dumps(record, ensure_ascii=False, indent=2)

    def to_turtle(self) -> str:
        """The report as a SHACL validation report (https://www.w3.org/TR/shacl/#validation-report).

        Checks that are no shapes have IRIs beside those of the shapes. Beyond SHACL, a result has the
        graph as dcterms:source, the article as dc:source and the words it rests on as oa:exact.
        """
        data = ox.serialize(
            self._triples(),
            format=ox.RdfFormat.TURTLE,
            prefixes={**PREFIXES, "sh": str(SH), "kg-shape": str(KG_SHAPE)},
        )
        return (data or b"").decode()

    def _triples(self) -> Iterator[ox.Triple]:
        node = ox.BlankNode("report")
        yield from _say(
            node,
            (RDF.type, ox.NamedNode(SH.ValidationReport)),
            (SH.conforms, ox.Literal(self.ok)),
            (RDFS.comment, ox.Literal(self._summary(), language="en")),
        )
        for number, finding in enumerate(self.findings):
            result = ox.BlankNode(f"result{number}")
            shape = ox.NamedNode(KG_SHAPE[finding.check])
            component = SH[finding.component] if finding.component else shape.value
            yield from _say(
                node,
                (SH.result, result),
            )
            yield from _say(
                result,
                (RDF.type, ox.NamedNode(SH.ValidationResult)),
                (SH.resultSeverity, ox.NamedNode(SH.Violation)),
                (SH.sourceShape, shape),
                (SH.sourceConstraintComponent, ox.NamedNode(component)),
                (SH.focusNode, finding.focus),
                (SH.resultPath, finding.path),
                (SH.value, finding.value),
                (SH.resultMessage, ox.Literal(finding.message_zh, language="zh")),
                (SH.resultMessage, ox.Literal(finding.message_en, language="en")),
                (DCTERMS.source, ox.NamedNode(finding.graph)),
                (DC.source, None if finding.article is None else ox.Literal(finding.article)),
                (OA.exact, None if finding.quote is None else ox.Literal(finding.quote)),
            )
            yield from finding.path_triples

    def __str__(self) -> str:
        lines = []
        for check, count in self.counts.items():
            shown = [finding for finding in self.findings if finding.check == check]
            lines.append(f"{check}: {count}")
            said = None
            for finding in shown:
                if (messages := (finding.message_zh, finding.message_en)) != said:
                    lines += (f"  {printable(text)}" for text in messages)
                    said = messages
                lines.append(str(finding))
            if count > len(shown):
                lines.append(f"  … 另有 {count - len(shown)} 处 and {count - len(shown)} more")
        return "\n".join([*lines, self._summary()])

    def _summary(self) -> str:
        return (
            f"{sum(self.counts.values())} findings in {self.graphs} graphs; "
            f"{self.quotes} quotes read again in their articles"
        )


def joined(reports: Iterable[Report], limit: int = LIMIT) -> Report:
    """What reports on different graphs come to together."""
    findings: tuple[Finding, ...] = ()
    counts: Counter[str] = Counter()
    graphs = quotes = 0
    for report in reports:
        graphs += report.graphs
        quotes += report.quotes
        if not report.ok:
            findings, _ = first_of_each((*findings, *report.findings), limit)
            counts.update(report.counts)
    return Report(
        findings=findings, counts=dict(sorted(counts.items())), graphs=graphs, quotes=quotes
    )


def first_of_each(
    findings: Iterable[Finding], limit: int
) -> tuple[tuple[Finding, ...], dict[str, int]]:
    """The first `limit` findings of each kind, sorted, and how many there are of each."""
    counts: Counter[str] = Counter()
    shown = []
    for finding in findings:
        counts[finding.check] += 1
        if counts[finding.check] <= limit:
            shown.append(finding)
    shown.sort(key=lambda f: (f.check, f.graph, str(f.focus), str(f.value), str(f.component)))
    return tuple(shown), dict(sorted(counts.items()))


def _say(subject: Node, *pairs: tuple[str, Term | None]) -> Iterator[ox.Triple]:
    for predicate, value in pairs:
        if value is not None:
            yield ox.Triple(subject, ox.NamedNode(predicate), value)


def _value(term: Term) -> str:
    return f"_:{term.value}" if isinstance(term, ox.BlankNode) else term.value


def _text(term: Term) -> str:
    return printable(_value(term))
