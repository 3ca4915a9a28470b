"""The vocabulary as files for any static host: its documentation, and the ontology in RDF formats.

FOLDER/index.html          what each term means, in Chinese and English
FOLDER/ontology.ttl …      the ontology, its alignments and its shapes, each in Turtle, N-Triples,
                           JSON-LD and RDF/XML
FOLDER/0.1.0/…             the same under the version, to which owl:versionIRI points
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from types import MappingProxyType

import pyoxigraph as ox
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from rdflib import SH, VANN

from kg.graph.vocabulary import KG, KG_SHAPE, PREFIXES
from kg.publish.vocabulary import FILES, local, read_vocabulary, short

TEMPLATES = Path(__file__).parent / "templates"
"""The templates: `terms.html.j2` is what this page and the served one have in common."""

FORMATS = MappingProxyType(
    {
        "ttl": ox.RdfFormat.TURTLE,
        "nt": ox.RdfFormat.N_TRIPLES,
        "jsonld": ox.RdfFormat.JSON_LD,
        "rdf": ox.RdfFormat.RDF_XML,
    }
)
"""The formats of the files, by suffix."""

WORDS = MappingProxyType(
    {
        "class": {"zh": "类", "en": "Classes"},
        "property": {"zh": "属性", "en": "Properties"},
        "other": {"zh": "其他", "en": "Others"},
        "hierarchy": {"zh": "类的层次", "en": "Hierarchy of classes"},
        "example": {"zh": "例", "en": "Example"},
        "broader": {"zh": "上位", "en": "Broader"},
        "narrower": {"zh": "下位", "en": "Narrower"},
        "domain": {"zh": "定义域", "en": "Domain"},
        "range": {"zh": "值域", "en": "Range"},
        "disjoint": {"zh": "互斥", "en": "Disjoint with"},
        "aligned": {"zh": "对应", "en": "Counterparts"},
        "version": {"zh": "版本", "en": "Version"},
        "prior": {"zh": "前一版本", "en": "Prior version"},
        "namespace": {"zh": "命名空间", "en": "Namespace"},
        "creator": {"zh": "作者", "en": "Creators"},
        "licence": {"zh": "许可", "en": "Licence"},
        "files": {"zh": "文件", "en": "Files"},
        "ontology": {"zh": "本体", "en": "Ontology"},
        "alignments": {"zh": "对应关系", "en": "Alignments"},
        "shapes": {"zh": "形状约束", "en": "Shapes"},
    }
)
"""The words of both pages."""

_ENVIRONMENT = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters.update(short=short, local=local)


def write_vocabulary(ontology: Path, folder: Path) -> None:
    """Write the pages and files of the vocabulary of the `ontology` folder into `folder`.

    The same ontology gives the same bytes.
    """
    vocabulary = read_vocabulary(ontology)
    page = _ENVIRONMENT.get_template("vocabulary.html.j2").render(
        vocabulary=vocabulary, words=WORDS, link=_link, files=FILES, suffixes=list(FORMATS)
    )
    for place in (folder, folder / vocabulary.version):
        place.mkdir(parents=True, exist_ok=True)
        (place / "index.html").write_text(page, encoding="utf-8")
        for name in FILES:
            for suffix, form in FORMATS.items():
                (place / f"{name}.{suffix}").write_bytes(serialize(ontology, name, form))


def serialize(ontology: Path, name: str, form: ox.RdfFormat) -> bytes:
    """A file of the ontology (a key of FILES) in a format; Turtle as it is written, with its comments."""
    path = ontology / FILES[name]
    if form == ox.RdfFormat.TURTLE:
        return path.read_bytes()
    prefixes = {
        **PREFIXES,
        "kg-shape": str(KG_SHAPE),
        "sh": str(SH),
        "vann": str(VANN),
    }
    triples = _numbered(quad.triple for quad in ox.parse(path=path))
    return ox.serialize(triples, format=form, prefixes=prefixes) or b""


def _numbered(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """The triples with their blank nodes named in the order of the file: a parser names them anew."""
    names: dict[ox.BlankNode, ox.BlankNode] = {}
    for triple in triples:
        subject, value = (
            names.setdefault(node, ox.BlankNode(f"b{len(names)}"))
            if isinstance(node, ox.BlankNode)
            else node
            for node in (triple.subject, triple.object)
        )
        assert not isinstance(subject, ox.Literal)
        yield ox.Triple(subject, triple.predicate, value)


def _link(iri: str) -> str:
    """Where a term is described: on the page if it is ours."""
    return f"#{iri.removeprefix(KG)}" if iri.startswith(KG) else iri
