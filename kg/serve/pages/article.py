"""An article: its text with what it mentions, and the facts of each sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from rdflib import DC, DCTERMS, SDO
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.graph.articles import find_article
from kg.graph.vocabulary import KG
from kg.model import Article, Span
from kg.serve.pages import frame
from kg.serve.pages.facts import SENTENCE, Sentence, papers, sentence
from kg.serve.pages.things import Thing, things
from kg.serve.reading import Reader, Row, node, reader, text
from kg.settings import ShownText
from kg.text.sentences import sentences

MOST = 5000
"""How many statements, and how many mentions, of an article are shown at most."""

_PLACE = re.compile(r"(\d{1,9})-(\d{1,9})", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One statement of the article: subject, predicate, object, and the words that say it."""

    subject: Thing
    predicate: str
    object: Thing | str
    sentence: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text that is all one: of what thing it is a mention, and whether it is the place
    that the reader was sent to (`first`: where that place begins)."""

    text: str
    thing: Thing | None = None
    sought: bool = False
    first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence of the article and the facts that begin in it; `number` counts from 1."""

    number: int
    pieces: tuple[Piece, ...]
    said: tuple[Said, ...]

    @property
    def stated(self) -> list[Said]:
        """What it says itself."""
        return [one for one in self.said if not one.subject.implied]

    @property
    def implied(self) -> list[Said]:
        """What only follows from it, such as the earlier of five times running."""
        return [one for one in self.said if one.subject.implied]


Paragraph = tuple[Line, ...]


async def newest(request: Request, iri: str) -> Response:
    """The version of an article that is in force; of several the newest by date of publication."""
    rows = await reader(request).rows(
        f"SELECT DISTINCT ?version ?issued WHERE {{ ?version dcterms:isVersionOf {node(iri)} "
        f"OPTIONAL {{ ?version dcterms:issued ?issued }} "
        f"FILTER NOT EXISTS {{ ?version dcterms:isReplacedBy ?newer }} }} LIMIT 1000"
    )
    if not rows:
        raise HTTPException(404, f"The graph has no article {iri}.")
    last = max(rows, key=lambda row: (text(row, "issued"), text(row, "version")))
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{frame.link(request, last['version'].value)}{query}", 303)


async def page(request: Request, iri: str) -> Response:
    """The page of one version. Raises HTTPException (404) where the graph has none."""
    ask = reader(request)
    described = await ask.rows(
        f"SELECT DISTINCT ?says ?what WHERE {{ {node(iri)} ?says ?what }} LIMIT 500"
    )
    work = next(
        (r["what"].value for r in described if r["says"].value == str(DCTERMS.isVersionOf)), None
    )
    if work is None:
        raise HTTPException(404, f"The graph has no article {iri}.")
    named = await ask.rows(
        f"SELECT DISTINCT ?id ?version WHERE {{ {node(work)} dcterms:identifier ?id "
        f"OPTIONAL {{ ?version dcterms:isVersionOf {node(work)} }} }} LIMIT 100"
    )
    graph: Path | None = request.app.state.graph
    version = text({r["says"].value: r["what"] for r in described}, str(SDO.version))
    article = None
    if graph is not None:
        article = await run_in_threadpool(find_article, graph, named[0]["id"].value, version)
    said, mentions = await _read(ask, iri)
    shown: ShownText = request.app.state.shown_text
    whole = article is not None and shown.whole(article.licence)
    sought = _sought(request.query_params.get("at"))
    if article is None:
        paragraphs: list[Paragraph] = _quotes(said)
    else:
        paragraphs = lines(article, said, mentions, sought, whole=whole)
    facts = {
        name: [r["what"].value for r in described if r["says"].value == str(term)]
        for name, term in (
            ("title", DCTERMS.title),
            ("issued", DCTERMS.issued),
            ("sources", DC.source),
            ("url", SDO.url),
            ("licence", DC.rights),
            ("reprint_of", KG.reprintOf),
            ("replaced_by", DCTERMS.isReplacedBy),
        )
    }
    reprints = await ask.rows(
        f"SELECT DISTINCT ?version ?title ?issued WHERE {{ ?version kg:reprintOf {node(iri)} "
        f"OPTIONAL {{ ?version dcterms:title ?title }} OPTIONAL {{ ?version dcterms:issued ?issued }} "
        f"}} ORDER BY ?issued ?version LIMIT 100"
    )
    return frame.page(
        request,
        "article.html.j2",
        iri=iri,
        about=facts,
        title=(facts["title"] or [named[0]["id"].value])[0],
        paragraphs=paragraphs,
        whole=whole,
        statements=len(said),
        present={thing.type for _, thing in mentions},
        reprints=reprints,
        printed=await papers(ask, reprints),
        versions=sorted({text(row, "version") for row in named} - {iri, ""}),
    )


def lines(
    article: Article,
    said: Sequence[Said],
    mentions: Sequence[tuple[Span, Thing]],
    sought: Span | None,
    *,
    whole: bool,
) -> list[Paragraph]:
    """The paragraphs of the article's body in sentences; only those with facts unless `whole`."""
    kept = _apart(mentions)
    paragraphs: list[Paragraph] = []
    number = 0
    for start, end in _paragraphs(article):
        paragraph = []
        for from_, to in sentences(article.text[start:end]):
            span = (start + from_, start + to)
            own = tuple(s for s in said if span[0] <= s.sentence.start < span[1])
            touched = any(s.sentence.start < span[1] and s.sentence.end > span[0] for s in said)
            if not article.text[span[0] : span[1]].strip() or not (whole or touched):
                continue
            number += 1
            paragraph.append(
                Line(
                    number=number, pieces=tuple(_pieces(article.text, span, kept, sought)), said=own
                )
            )
        if paragraph:
            paragraphs.append(tuple(paragraph))
    return paragraphs


def _paragraphs(article: Article) -> Iterable[Span]:
    for start, end in article.body:
        at = start
        for part in article.text[start:end].splitlines(keepends=True):
            yield at, at + len(part)
            at += len(part)


def _apart(mentions: Sequence[tuple[Span, Thing]]) -> list[tuple[Span, Thing]]:
    """Mentions none of which overlaps another: the longer of two that begin together."""
    kept: list[tuple[Span, Thing]] = []
    for span, thing in sorted(mentions, key=lambda m: (m[0][0], -m[0][1], m[1].iri)):
        if not kept or span[0] >= kept[-1][0][1]:
            kept.append((span, thing))
    return kept


def _pieces(
    whole: str, span: Span, mentions: Sequence[tuple[Span, Thing]], sought: Span | None
) -> Iterable[Piece]:
    start, end = span
    inside = [(s, t) for s, t in mentions if s[0] < end and s[1] > start]
    cuts = {start, end}
    for a, b in [*(s for s, _ in inside), *([sought] if sought else [])]:
        cuts |= {cut for cut in (a, b) if start < cut < end}
    ordered = sorted(cuts)
    for a, b in pairwise(ordered):
        yield Piece(
            text=whole[a:b],
            thing=next((t for s, t in inside if s[0] <= a < s[1]), None),
            sought=bool(sought and sought[0] <= a < sought[1]),
            first=bool(sought and (a == sought[0])),
        )


def _quotes(said: Sequence[Said]) -> list[Paragraph]:
    """The quoted sentences alone, for an article whose text is not at hand."""
    quotes: dict[tuple[int, int], list[Said]] = {}
    for one in said:
        quotes.setdefault((one.sentence.start, one.sentence.end), []).append(one)
    return [
        (Line(number=n, pieces=(Piece(text=same[0].sentence.quote),), said=tuple(same)),)
        for n, (_, same) in enumerate(sorted(quotes.items()), start=1)
    ]


async def _read(ask: Reader, iri: str) -> tuple[list[Said], list[tuple[Span, Thing]]]:
    """The statements and the mentions of an article version, in the order of the text."""
    graph = node(iri.replace("/id/article/", "/graph/article/", 1))
    rows = await ask.rows(
        f"SELECT * WHERE {{ GRAPH {graph} {{ ?statement rdf:subject ?subject ; "
        f"rdf:predicate ?predicate ; rdf:object ?object . {SENTENCE} }} }} LIMIT {MOST}"
    )
    named = await ask.rows(
        f"SELECT ?thing ?start ?end WHERE {{ GRAPH {graph} {{ ?mention kg:mentionOf ?thing ; "
        f"prov:wasDerivedFrom ?evidence . ?evidence oa:hasSelector ?position . "
        f"?position oa:start ?start ; oa:end ?end }} }} LIMIT {MOST}"
    )
    wanted = {r[n].value for r in rows for n in ("subject", "object") if _is_iri(r, n)}
    known = await things(ask, wanted | {r["thing"].value for r in named}, times=True)
    said = [
        Said(
            subject=known[row["subject"].value],
            predicate=row["predicate"].value,
            object=known.get(row["object"].value, row["object"].value),
            sentence=sentence(row, {}),
        )
        for row in rows
    ]
    said.sort(key=lambda s: (s.sentence.start, s.sentence.end, s.sentence.statement))
    mentions = [
        ((int(r["start"].value), int(r["end"].value)), known[r["thing"].value]) for r in named
    ]
    return said, mentions


def _is_iri(row: Row, name: str) -> bool:
    return str(row[name]).startswith("<")


def _sought(place: str | None) -> Span | None:
    found = _PLACE.fullmatch(place or "")
    return (int(found[1]), int(found[2])) if found else None
