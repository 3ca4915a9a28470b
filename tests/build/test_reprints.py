"""One text under several names: its facts count once, and every source is there."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.build import BuildReport, add, build, remove
from kg.graph.store import Store

TEXT = "10月20日，双拥模范城命名表彰大会在白山市举行。在白山市，退役军人王建国说，很受鼓舞。"


def write(folder: Path, id_: str, day: str, source: str, text: str = TEXT) -> Path:
    path = folder / f"{id_}.md"
    path.write_text(f"---\ntitle: 新闻\ndate: {day}\nsource: {source}\n---\n{text}\n", "utf-8")
    return path


def reprints(out: Path) -> list[tuple[str, str]]:
    """Ids of reprints and of their originals."""
    with Store.of(out) as store:
        rows = store.query(
            "SELECT ?one ?other { ?version kg:reprintOf ?first . ?version dcterms:isVersionOf/"
            "dcterms:identifier ?one . ?first dcterms:isVersionOf/dcterms:identifier ?other } ORDER BY ?one"
        )
        assert isinstance(rows, ox.QuerySolutions)
        return [(row["one"].value, row["other"].value) for row in rows]


def said(report: BuildReport) -> tuple[int, int, int]:
    return report.statements, report.mentions, report.entities


def test_facts_of_a_reprint_count_once(tmp_path: Path) -> None:
    out = tmp_path / "out"
    alone = build([write(tmp_path, "b", "2020-10-22", "某报")], out)
    later = write(tmp_path, "a", "2020-10-23", "另一报", f"本报讯 {TEXT}")
    both = add([later], out)
    assert (both.articles, said(both)) == (2, said(alone))
    assert reprints(out) == [("a", "b")]
    with Store.of(out) as store:
        found = store.query("SELECT ?source { ?v a kg:ArticleVersion ; dc:source ?source }")
        assert isinstance(found, ox.QuerySolutions)
        assert sorted(row["source"].value for row in found) == ["另一报", "某报"]


def test_a_reprint_is_read_when_its_original_goes(tmp_path: Path) -> None:
    out = tmp_path / "out"
    paths = [
        write(tmp_path, id_, day, id_) for id_, day in (("a", "2020-10-23"), ("b", "2020-10-22"))
    ]
    build(paths, out)
    report = remove(["b"], out)
    assert (report.articles, reprints(out)) == (1, [])
    assert report.statements > 0


def test_an_earlier_print_becomes_the_original(tmp_path: Path) -> None:
    out = tmp_path / "out"
    build([write(tmp_path, "a", "2020-10-23", "某报")], out)
    add([write(tmp_path, "b", "2020-10-22", "某报")], out)
    assert reprints(out) == [("a", "b")]
