"""What a build or a change read and wrote, and why it was not published."""

from __future__ import annotations

from dataclasses import dataclass

from kg.corpus import Rejection
from kg.errors import KgError
from kg.graph.report import Report
from kg.state.summary import Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport(Summary):
    """What a graph holds now, and how many articles were `added`, `replaced` by other texts, `removed`
    and `unchanged`."""

    added: int
    replaced: int
    removed: int
    unchanged: int
    rejections: tuple[Rejection, ...]


class InvalidGraph(KgError):
    """A change would put something into the graph that is not evidenced; `report` says what."""

    def __init__(self, report: Report) -> None:
        super().__init__("What was read breaks the shapes of the graph: nothing was changed.")
        self.report = report
