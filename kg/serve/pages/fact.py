"""The page of one statement: the fact, its sentence, and how it was read. Its address can be cited."""

from __future__ import annotations

from datetime import date

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kg.serve.pages import frame
from kg.serve.pages.facts import SENTENCE, papers, pieces, sentence
from kg.serve.pages.things import things
from kg.serve.reading import node, reader


async def page(request: Request, iri: str) -> Response:
    """The page. Raises HTTPException (404) where the graph has no such statement."""
    rows = await reader(request).rows(
        f"SELECT ?statement ?subject ?predicate ?object ?confidence ?version ?start ?end ?quote "
        f"?prefix ?suffix ?rule ?office ?title ?issued ?extractor WHERE {{ "
        f"VALUES ?statement {{ {node(iri)} }} ?statement rdf:subject ?subject ; "
        f"rdf:predicate ?predicate ; rdf:object ?object . {SENTENCE} "
        f"OPTIONAL {{ ?statement prov:wasGeneratedBy/prov:wasAssociatedWith ?extractor }} }} LIMIT 1"
    )
    if not rows:
        raise HTTPException(404, f"The graph has no statement {iri}.")
    checks = await reader(request).rows(
        f"SELECT DISTINCT ?verdict ?why WHERE {{ ?check kg:checkedStatement {node(iri)} ; "
        f"kg:verdict ?verdict ; rdfs:comment ?why "
        f"FILTER(LANG(?why) = '{frame.language(request)}') }} LIMIT 20"
    )
    row = rows[0]
    ends = (row["subject"].value, row["object"].value)
    known = await things(
        reader(request), (end for end in ends if end.startswith(("http:", "https:"))), times=True
    )
    return frame.page(
        request,
        "fact.html.j2",
        iri=iri,
        subject=known[ends[0]],
        predicate=row["predicate"].value,
        object=known.get(ends[1], ends[1]),
        sentence=sentence(row, await papers(reader(request), rows)),
        checks=checks,
        extractor=row["extractor"].value if "extractor" in row else "",
        pieces=pieces,
        today=date.today(),
    )
