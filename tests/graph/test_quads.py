"""The golden article against the graph that is expected of it, `golden.trig`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph
from rdflib.compare import graph_diff, isomorphic, to_isomorphic

from kg import __version__
from kg.graph.iris import Iris
from kg.graph.provenance import EXTRACTOR
from kg.graph.quads import article_quads
from kg.model import Article, Entity, EntityType, LinkedArticle, Predicate
from kg.publish.dump import serialize
from kg.publish.formats import FORMATS

GOLDEN = Path(__file__).parent / "golden.trig"


def expected_quads() -> list[ox.Quad]:
    """The file has version 0.0.0 of the extractor, so that a release does not change it."""
    text = GOLDEN.read_text(encoding="utf-8")
    current = text.replace(f"{EXTRACTOR}/0.0.0>", f"{EXTRACTOR}/{__version__}>")
    return list(ox.parse(current, ox.RdfFormat.TRIG))


def union(quads: list[ox.Quad]) -> Graph:
    turtle = serialize(quads, FORMATS["turtle"])
    return Graph().parse(data=turtle, format="turtle")


def test_the_golden_article_gives_the_golden_graph(golden: LinkedArticle, iris: Iris) -> None:
    graph = union(list(article_quads(golden, iris)))
    expected = union(expected_quads())

    if not isomorphic(graph, expected):
        _, missing, extra = graph_diff(to_isomorphic(expected), to_isomorphic(graph))
        pytest.fail(
            f"missing:\n{missing.serialize(format='turtle')}\n"
            f"not expected:\n{extra.serialize(format='turtle')}"
        )


def test_all_quads_stand_in_the_graph_of_the_article_version(
    golden: LinkedArticle, iris: Iris
) -> None:
    graphs = {quad.graph_name for quad in article_quads(golden, iris)}
    assert graphs == {iris.article_graph(golden.article)}
    assert iris.article_graph(golden.article).value == (
        f"https://example.org/graph/article/news%2F1/{golden.article.version}"
    )


def test_each_quad_comes_once_and_none_has_a_blank_node(golden: LinkedArticle, iris: Iris) -> None:
    quads = list(article_quads(golden, iris))
    assert len(quads) == len(set(quads))
    assert not [q for q in quads if isinstance(q.subject, ox.BlankNode)]
    assert not [q for q in quads if isinstance(q.object, ox.BlankNode)]


def test_literals_survive_the_store_unchanged(golden: LinkedArticle, iris: Iris) -> None:
    quads = set(article_quads(golden, iris))
    store = ox.Store()
    store.extend(quads)
    assert set(store) == quads


def test_rdflib_reads_every_quad(golden: LinkedArticle, iris: Iris) -> None:
    quads = list(article_quads(golden, iris))
    dataset = Dataset()
    dataset.parse(data=serialize(quads, FORMATS["nquads"]), format="nquads")
    assert len(list(dataset.quads())) == len(quads)


def test_hostile_text_stays_a_literal(article: Article, iris: Iris) -> None:
    hostile = '"> <script>alert(1)</script> } ; DROP ALL \\u003e \n'
    name = Entity(key="person/1", type=EntityType.PERSON, name=hostile)
    told = replace(article, title=hostile, url="javascript:alert(' ')", source=hostile)
    linked = LinkedArticle(article=told, entities=(name,), statements=())

    quads = list(article_quads(linked, iris))
    data = serialize(quads, FORMATS["nquads"])
    assert set(ox.parse(data, ox.RdfFormat.N_QUADS)) == set(quads)
    held = [q for q in quads if isinstance(q.object, ox.Literal) and q.object.value == hostile]
    assert len(held) == 3


def test_a_statement_about_an_unknown_entity_is_refused(golden: LinkedArticle, iris: Iris) -> None:
    orphan = replace(golden, entities=golden.entities[1:])
    with pytest.raises(ValueError, match="'place/220600', which is not among its entities"):
        list(article_quads(orphan, iris))


def test_a_relation_without_a_property_is_refused(golden: LinkedArticle, iris: Iris) -> None:
    odd = replace(golden.statements[0], subject="person/222222222222", predicate=Predicate.ISSUER)
    with pytest.raises(ValueError, match="No RDF property for issuer of a Person"):
        list(article_quads(replace(golden, statements=(odd,)), iris))


def test_an_undeclared_subtype_is_refused(golden: LinkedArticle, iris: Iris) -> None:
    body = replace(golden.entities[1], subtype="Club")
    with pytest.raises(ValueError, match=r"Unknown subtype 'Club' .* Known: Company, Garrison"):
        list(article_quads(replace(golden, entities=(body, *golden.entities)), iris))
