"""What the benchmarks are made of: generated articles, and copies of the demo articles' graphs."""

from __future__ import annotations

import io
from pathlib import Path

import pyoxigraph as ox

from bench.articles import Writer
from bench.synthetic import demo_copier
from kg.graph.store import Store


def test_an_article_depends_on_its_number_alone() -> None:
    articles = list(Writer().articles(200))
    assert list(Writer().articles(10, first=50)) == articles[50:60]
    assert len({article["text"] for article in articles}) == len(articles)
    assert all(200 <= len(article["text"]) <= 480 for article in articles)


def test_the_first_copies_are_the_graphs_themselves_and_later_ones_are_others(
    tmp_path: Path,
) -> None:
    copier, file = demo_copier(tmp_path), io.BytesIO()
    with Store.of(tmp_path / "demo") as store:
        own = {
            quad
            for graph in store.graphs()
            if "/graph/article/" in graph.value
            for quad in store.quads(graph)
        }
    articles = len({quad.graph_name for quad in own})
    round_ = sum(original.size for original in copier.originals)
    assert copier.write(2 * round_, file) == 2 * articles
    quads = set(ox.parse(file.getvalue(), format=ox.RdfFormat.N_QUADS))
    assert own <= quads
    graphs = {quad.graph_name for quad in quads if "/graph/article/" in str(quad.graph_name)}
    assert len(graphs) == 2 * articles
