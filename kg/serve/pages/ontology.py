"""The vocabulary in words, and the files of ontology/ in RDF, each at the address of its IRI.

`/ontology`, `/alignments` and `/shapes` are the current version; `/ontology/0.1.0` and so on is one
version, which is served while it is the current one.
"""

from __future__ import annotations

from functools import cache, partial

from pyoxigraph import RdfFormat
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kg.publish.vocabulary import FILES, Vocabulary, read_vocabulary
from kg.publish.vocabulary_page import WORDS, serialize
from kg.serve.pages import frame
from kg.serve.pages.media import DATA, HTML, OFFERS, wanted
from kg.settings import Settings


async def vocabulary(request: Request, name: str) -> Response:
    """The page, or one of the files (a key of FILES) in the format that is wanted."""
    version, current = request.path_params.get("version"), _vocabulary().version
    if version not in {None, current}:
        raise HTTPException(404, f"Here is version {current} of the vocabulary and no other.")
    here = request.url.path
    media = wanted(request)
    headers = {
        "Content-Location": f"{here}?format={OFFERS[media][0]}",
        "Link": ", ".join(
            f'<{here}?format={names[0]}>; rel="alternate"; type="{kind}"'
            for kind, names in DATA.items()
        ),
        "Vary": "Accept, Accept-Language, Cookie",
    }
    if media != HTML:
        headers["Access-Control-Allow-Origin"] = "*"
        return Response(_file(name, media), media_type=media, headers=headers)
    if name != "ontology":  # its page tells of the alignments too
        return RedirectResponse(f"{frame.root(request)}/ontology", 303)
    return frame.page(
        request,
        "ontology.html.j2",
        headers=headers,
        vocabulary=_vocabulary(),
        words=WORDS,
        files=list(FILES),
        formats=[names[0] for names in DATA.values()],
    )


routes = [
    Route(f"/{name}{version}", partial(vocabulary, name=name))
    for name in FILES
    for version in ("", "/{version}")
]


@cache
def _vocabulary() -> Vocabulary:
    """The vocabulary, read once."""
    return read_vocabulary(Settings().ontology)


@cache
def _file(name: str, media: str) -> bytes:
    form = RdfFormat.from_media_type(media)
    assert form is not None
    return serialize(Settings().ontology, name, form)
