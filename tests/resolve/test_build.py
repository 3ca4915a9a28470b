"""Resolution in a build: what the graph says of merges, open pairs and judgements."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from kg.build import build
from kg.graph.articles import read_articles
from kg.graph.folder import build_of
from kg.graph.store import Store
from kg.graph.validate import validate
from kg.publish.dump import write_dump
from kg.publish.formats import FORMATS
from kg.resolve.judgements import Decision, append
from kg.settings import Settings
from tests.ceremony import CEREMONY, TEXTS


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("resolve") / "articles.jsonl"
    path.write_text(
        "".join(
            json.dumps({"id": id_, "date": day, "source": id_, "text": text}, ensure_ascii=False)
            + "\n"
            for id_, (day, text) in TEXTS.items()
        ),
        "utf-8",
    )
    return path


@pytest.fixture(scope="module")
def out(articles: Path) -> Path:
    folder = articles.parent / "out"
    build([articles], folder)
    return folder


def rows(out: Path, sparql: str) -> list[list[str]]:
    with Store.of(out) as store:
        solutions = store.query(sparql)
        assert not isinstance(solutions, bool)
        return [[term.value for term in solution] for solution in solutions]  # type: ignore[union-attr]


def test_the_ceremony_is_one_node_named_by_both_articles(out: Path) -> None:
    found = rows(
        out,
        f"""SELECT ?event (COUNT(DISTINCT ?version) AS ?n) WHERE {{
              ?event skos:prefLabel "{CEREMONY}"@zh . ?mention kg:mentionOf ?event ;
              prov:wasDerivedFrom/oa:hasSource ?version }} GROUP BY ?event""",
    )
    assert [n for _, n in found] == ["2"]


def test_the_replaced_iri_points_to_it_and_says_why(out: Path) -> None:
    found = rows(
        out,
        """SELECT ?label ?score ?why WHERE { GRAPH ?g {
             ?old dcterms:isReplacedBy ?new ; kg:mergedBecause ?comparison .
             ?comparison kg:outcome kg:Same ; kg:score ?score ; rdfs:comment ?why }
             FILTER(STRENDS(STR(?g), "graph/resolution") && LANG(?why) = "en")
             ?new skos:prefLabel ?label }""",
    )
    assert {label for label, _, _ in found} == {CEREMONY}
    assert all(float(score) >= 0.8 for _, score, _ in found)
    assert "on the same day: 2020-10-20 (+0.35)" in found[0][2]


def test_the_open_pair_is_in_the_graph_with_both_iris(out: Path) -> None:
    found = rows(
        out,
        """SELECT DISTINCT ?left ?right ?label WHERE {
             ?c a kg:Comparison ; kg:outcome kg:Undecided ; kg:compares ?left , ?right .
             ?left skos:prefLabel ?label FILTER(STR(?left) < STR(?right)) }""",
    )
    assert [label for _, _, label in found] == ["王建国"]


def test_the_graph_is_valid_and_equal_input_gives_equal_bytes(
    out: Path, articles: Path, tmp_path: Path
) -> None:
    build([articles], tmp_path / "again")
    dumps: list[bytes] = []
    for folder in (out, tmp_path / "again"):
        with Store.of(folder) as store:
            report = validate(store, read_articles(folder), Settings().ontology)
            assert report.ok, str(report)
            path = tmp_path / f"{len(dumps)}{FORMATS['nquads'].suffix}"
            write_dump(store.quads(), path)
            dumps.append(path.read_bytes())
    assert dumps[0] == dumps[1]
    assert {path.name for path in out.iterdir()} == {".lock", "build-000001"}
    left = {path.name for path in build_of(out).iterdir()}
    assert left - {"state.sqlite3-wal", "state.sqlite3-shm"} == {"state.sqlite3", "store-000001"}


def test_a_judgement_is_in_the_graph_and_decides(out: Path, articles: Path, tmp_path: Path) -> None:
    ((left, right),) = rows(
        out,
        """SELECT DISTINCT ?left ?right WHERE { ?c kg:outcome kg:Undecided ; kg:compares ?left , ?right
             FILTER(STR(?left) < STR(?right)) }""",
    )
    base = f"{Settings().base_iri}id/"
    path = tmp_path / "judgements.tsv"
    keys = left.removeprefix(base), right.removeprefix(base)
    append(path, *keys, Decision.SAME, "某编辑", date(2026, 1, 31), "是同一人")
    report = build([articles], tmp_path / "out", settings=Settings(judgements=path))
    assert report.undecided == 0
    assert rows(
        tmp_path / "out",
        """SELECT ?who ?why WHERE { GRAPH ?g { ?j a kg:Judgement ; kg:outcome kg:Same ;
             dc:creator ?who ; rdfs:comment ?why } FILTER(STRENDS(STR(?g), "graph/judgements")) }""",
    ) == [["某编辑", "是同一人"]]
    assert (
        len(
            rows(
                tmp_path / "out",
                "SELECT DISTINCT ?p { ?p a kg:Person ; skos:prefLabel '王建国'@zh }",
            )
        )
        == 1
    )
