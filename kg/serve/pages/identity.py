"""What an entity may be the same as: what is undecided, what was merged into it, what was kept apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph.vocabulary import KG
from kg.serve.pages.things import VALUES, Thing, things
from kg.serve.reading import Reader, Row, node, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Another thing, the reasons in words by language (none for a mere namesake), the score, and who
    judged it when a person did."""

    other: Thing
    why: dict[str, str]
    score: str = ""
    who: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The matches of an entity by what was decided."""

    undecided: tuple[Match, ...]
    merged: tuple[Match, ...]
    different: tuple[Match, ...]


async def identity(ask: Reader, entity: Thing) -> Identity:
    """What resolution and people say of the entity; namesakes that nobody compared are undecided."""
    x = node(entity.iri)
    rows = await ask.rows(f"""SELECT DISTINCT ?other ?outcome ?score ?who ?day ?why WHERE {{
  {{ ?found kg:compares {x} , ?other ; kg:outcome ?outcome FILTER(?other != {x}) }}
  UNION {{ ?other dcterms:isReplacedBy {x} ; kg:mergedBecause ?found . ?found kg:outcome ?outcome }}
  OPTIONAL {{ ?found kg:score ?score }} OPTIONAL {{ ?found rdfs:comment ?why }}
  OPTIONAL {{ ?found dc:creator ?who }} OPTIONAL {{ ?found dc:date ?day }}
}} LIMIT 500""")
    namesakes = await _namesakes(ask, entity)
    known = await things(ask, {row["other"].value for row in rows} | namesakes)
    # A person's judgement comes last, and so outranks the comparison of the same pair.
    decided: dict[str, tuple[str, Match]] = {}
    for row in sorted(rows, key=lambda r: (text(r, "who") != "", text(r, "who"), text(r, "day"))):
        other = row["other"].value
        outcome, before = decided.get(other, ("", None))
        decided[other] = (text(row, "outcome"), _match(row, known[other], before, outcome))
    for other in sorted(namesakes - set(decided)):
        if known[other].type not in VALUES | {"Conferral", "Thing"}:
            decided[other] = (str(KG.Undecided), Match(other=known[other], why={}))
    return Identity(
        undecided=_of(decided.values(), KG.Undecided),
        merged=_of(decided.values(), KG.Same),
        different=_of(decided.values(), KG.Different),
    )


def _match(row: Row, other: Thing, before: Match | None, outcome: str) -> Match:
    """The match of a row; rows of one comparison differ by the language of the reasons."""
    why = row.get("why")
    words = {why.language or "zh": why.value} if isinstance(why, ox.Literal) else {}
    same = before is not None and outcome == text(row, "outcome") and before.who == text(row, "who")
    return Match(
        other=other,
        why={**before.why, **words} if before is not None and same else words,
        score=text(row, "score"),
        who=text(row, "who"),
        day=text(row, "day"),
    )


def _of(decided: Iterable[tuple[str, Match]], outcome: object) -> tuple[Match, ...]:
    found = (match for said, match in decided if said == str(outcome))
    return tuple(sorted(found, key=lambda m: (-float(m.score or 0), m.other.label, m.other.iri)))


async def _namesakes(ask: Reader, entity: Thing) -> set[str]:
    if entity.type in VALUES | {"Conferral", "Thing"}:
        return set()
    names = " ".join(
        str(ox.Literal(name, language="zh")) for name in (entity.label, *entity.aliases)
    )
    # VALUES stands in each branch: before UNION, Virtuoso finds nothing.
    named = " UNION ".join(
        f"{{ VALUES ?name {{ {names} }} ?other {term} ?name }}"
        for term in ("skos:prefLabel", "skos:altLabel")
    )
    rows = await ask.rows(
        f"SELECT DISTINCT ?other WHERE {{ {named} FILTER(?other != {node(entity.iri)}) }} LIMIT 30"
    )
    return {row["other"].value for row in rows}
