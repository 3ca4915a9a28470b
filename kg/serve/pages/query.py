"""The query page: named queries with a form for what they ask, and an editor for SPARQL."""

from __future__ import annotations

import re

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kg.errors import QueryError
from kg.graph.vocabulary import CLASSES, FACTS, PREFIXES
from kg.publish.vocabulary import terms
from kg.query.named import NamedQuery
from kg.query.parameters import TYPES
from kg.serve.pages import frame
from kg.serve.pages.scripted import scripted
from kg.serve.reading import reader
from kg.settings import Settings

_PREFIXED = re.compile(r"(?<![\w:<])([a-z]+):([A-Za-z]\w*)")


async def query(request: Request) -> Response:
    """The page; its script asks the endpoint."""
    return scripted(
        request,
        "query.html.j2",
        texts="query.",
        prefixes=dict(PREFIXES),
        base=reader(request).base,
        queries=[_described(each, frame.language(request)) for each in _queries(request).values()],
    )


async def vocabulary(request: Request) -> Response:
    """Classes and properties to complete: our own, and those that the named queries use."""
    own = terms(Settings().ontology)
    classes = {str(iri) for iri in CLASSES.values()}
    classes |= {iri for iri, term in own.items() if term.kind == "class"}
    properties = {str(iri) for iri in FACTS}
    properties |= {iri for iri, term in own.items() if term.kind == "property"}
    for each in _queries(request).values():
        for prefix, name in _PREFIXED.findall(each.sparql):
            if prefix in PREFIXES and name[0].islower():
                properties.add(PREFIXES[prefix] + name)
    chosen = frame.language(request)
    return JSONResponse(
        {
            "classes": sorted(classes),
            "properties": sorted(properties),
            "labels": {iri: term.label.get(chosen, "") for iri, term in own.items()},
        }
    )


async def bound(request: Request) -> Response:
    """The SPARQL of a named query, its parameters filled in as terms.

    Raises HTTPException 404 for an unknown name, 400 for a value that is not of its type.
    """
    name = request.path_params["name"]
    named = _queries(request).get(name)
    if named is None:
        raise HTTPException(404, f"There is no query {name!r}.")
    known = {parameter.name for parameter in named.parameters}
    given = {key: value for key, value in request.query_params.items() if key in known and value}
    try:
        return JSONResponse({"sparql": named.bind(**given).strip()})
    except QueryError as error:
        raise HTTPException(400, str(error)) from error


def _queries(request: Request) -> dict[str, NamedQuery]:
    found: dict[str, NamedQuery] = request.app.state.queries
    return found


def _described(query: NamedQuery, language: str) -> dict[str, object]:
    return {
        "name": query.name,
        "summary": query.summary[language],
        "description": query.description,
        "parameters": [
            {
                "name": each.name,
                "type": each.type,
                "description": each.description,
                "expects": TYPES[each.type].expects,
                "value": each.default or each.example or "",
            }
            for each in query.parameters
        ],
    }


routes = [
    Route("/query", query),
    Route("/api/vocabulary", vocabulary),
    Route("/api/queries/{name}", bound),
]
