"""Claims against the record: does it bear out the 四连冠 or the 第十次 of an article?

Each check is a node in a graph of its own. It names the statement that claims, the rows of the
record that it was compared with, and the verdict, so that a reader sees both sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad, Triple
from rdflib import RDF, RDFS, SKOS, URIRef

from kg.extract.numerals import parse_integer
from kg.gazetteer.honour_claims import Claim, Finding, Verdict, check
from kg.gazetteer.honour_record import HonourRecord, Kind
from kg.graph.conferrals import Award, Bounds, split_awards
from kg.graph.honours import row_node
from kg.graph.iris import Iris
from kg.graph.statements import statement_node
from kg.graph.terms import about, english, integer, string, zh
from kg.graph.vocabulary import KG
from kg.model import Entity, EntityType, LinkedArticle

VERDICTS: dict[Verdict, URIRef] = {
    Verdict.CONSISTENT: KG.Consistent,
    Verdict.INCONSISTENT: KG.Inconsistent,
    Verdict.NOT_KNOWN: KG.NotKnown,
}
_NUMBER = r"([\d一二两三四五六七八九十]{1,3})"
_RUN = re.compile(
    rf"{_NUMBER}连冠|(?:连续|蝉联|连获)[^，。；]{{0,4}}?第?{_NUMBER}[次届度]"
    rf"|第?{_NUMBER}[次届度](?:连续|蝉联)"
)
_TOTAL = re.compile(rf"(?<!年)第?{_NUMBER}[次届度]")  # but not 四年一度
_SINCE = re.compile(r"[自从]$"), re.compile(r"起|首次|第一次|首获|首批|后")
"""What stands before or after a time that is not that of the last conferral."""
_CODE = re.compile(r"\d{6}")


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim of an article with its statement, and what the record says of it."""

    claim: Claim
    statement: NamedNode
    receiver: Entity
    finding: Finding


def check_claims(linked: LinkedArticle, record: HonourRecord, iris: Iris) -> Iterator[Checked]:
    """Compare what an article says of honours that the record has, place by place.

    What the record has from the article itself, or from its sources, is left out.
    """
    awards, _ = split_awards(linked)
    for award in awards:
        claim = _claim(award, linked, record)
        if claim is not None:
            said = award.said[0]
            statement = statement_node(
                iris.entity(award.receiver.key),
                KG.receivedHonour,
                iris.entity(award.honour.key),
                said,
                linked.article,
                iris,
            )
            yield Checked(claim, statement, award.receiver, check(claim, record))


def claim_quads(checked: Iterable[Checked], iris: Iris) -> Iterator[Quad]:
    """The checks, in the order given."""
    for one in checked:
        for triple in _check_triples(one, iris):
            yield Quad(triple.subject, triple.predicate, triple.object, iris.claims_graph)


def _check_triples(one: Checked, iris: Iris) -> Iterator[Triple]:
    node = iris.claim_check(one.statement)
    claim, finding = one.claim, one.finding
    words = f"连续{claim.count}次" if claim.kind == "run" else f"共{claim.count}次"
    yield from about(
        node,
        (RDF.type, KG.ClaimCheck),
        (SKOS.prefLabel, zh(f"{one.receiver.label}{words}获{claim.honour.name}")),
        (KG.checkedStatement, one.statement),
        (KG.claimedCount, integer(claim.count)),
        (KG.claimedKind, string(claim.kind)),
        (KG.verdict, VERDICTS[finding.verdict]),
        (RDFS.comment, zh(finding.why_zh)),
        (RDFS.comment, english(finding.why_en)),
    )
    for row in finding.rows:
        yield from about(node, (KG.checkedAgainst, row_node(row, iris)))


def _claim(award: Award, linked: LinkedArticle, record: HonourRecord) -> Claim | None:
    """The claim of an award: an honour of the record, a place with a code, and one number."""
    honour = record.honour(award.honour.label) or record.honour(award.honour.name)
    code = award.receiver.code or ""
    if (
        honour is None
        or award.receiver.type is not EntityType.PLACE
        or not _CODE.fullmatch(code)
        or not record.cycles(honour)
    ):
        return None
    evidence = award.said[0].evidence
    counts = {
        mention.count
        for mention in award.honour.mentions
        if mention.count and evidence.start <= mention.start and mention.end <= evidence.end
    }
    if len(counts) != 1:
        return None
    count = counts.pop()
    kind = _kind(count, _sentence(linked.article.text, evidence.start, evidence.end))
    if kind is None:
        return None
    earliest, latest = _last_time(award, linked)
    return Claim(
        honour=honour,
        code=code,
        kind=kind,
        count=count,
        earliest=earliest,
        latest=latest,
        sources=frozenset({linked.article.url or "", *linked.article.sources}),
    )


def _last_time(award: Award, linked: LinkedArticle) -> Bounds:
    """When the text says that the last conferral was; else no first day, and that of the article."""
    undated = (None, linked.article.published)
    if not award.times:
        return undated
    bounds, said = award.times[-1]
    text = linked.article.text
    keys = {statement.object for statement in said}
    before, after = _SINCE
    since = any(
        before.search(text, max(mention.start - 1, 0), mention.start)
        or after.match(text, mention.end)
        for entity in linked.entities
        if entity.key in keys and entity.time and entity.time.rule == "date"
        for mention in entity.mentions
        if any(s.evidence.start <= mention.start < s.evidence.end for s in said)
    )
    return undated if since or bounds[1] is None else bounds


def _kind(count: int, text: str) -> Kind | None:
    """Whether the text counts a run or a total; None where the number is not said of a time."""
    kinds: tuple[tuple[re.Pattern[str], Kind], ...] = ((_RUN, "run"), (_TOTAL, "total"))
    for pattern, kind in kinds:
        for match in pattern.finditer(text):
            number = next(group for group in match.groups() if group)
            if parse_integer(number) == count:
                return kind
    return None


def _sentence(text: str, start: int, end: int) -> str:
    """The evidence up to the end of its sentence: the number may stand behind it."""
    stop = re.compile(r"[。！？\n]").search(text, end - 1)
    return text[start : stop.end() if stop else len(text)]
