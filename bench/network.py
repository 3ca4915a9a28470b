"""From graph to network page: python -m bench.network [--nodes 100 2000 20000]

Seconds of processor time, for a graph with our shapes (bench/synthetic.py) in the embedded store: to
ask the statements with their evidence, to make them a networkx graph and keep the best connected
nodes, to lay them out and write the page. The exponent says how the page's cost grows with its nodes.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import pyoxigraph as ox

from bench.growth import exponent
from bench.synthetic import demo_copier
from kg.graph.store import Store
from kg.network.build import capped, edges, network
from kg.network.page import render

_TRIPLES_A_NODE = 70
"""A node of the network for so many triples, about: the graph must have enough nodes."""


def measure(folder: Path, sizes: list[int]) -> None:
    file = folder / "graph.nq"
    with file.open("wb") as out:
        demo_copier(folder).write(max(sizes) * _TRIPLES_A_NODE, out)
    with Store.create(folder / "store") as store:
        store.load(ox.parse(path=file, format=ox.RdfFormat.N_QUADS))
        store.merge()
        clock = time.process_time
        begun = clock()
        found = list(edges(store))
        asked = clock() - begun
    begun = clock()
    whole = network(found)
    made = clock() - begun
    print(
        f"{len(found):,} statements asked in {asked:.1f} s, a graph of {whole.number_of_nodes():,} "
        f"nodes made of them in {made:.1f} s\n"
    )
    print("| nodes | edges | choose s | lay out and write s | page MB |\n|" + " ---: |" * 5)
    costs: list[float] = []
    shown: list[int] = []
    for size in sizes:
        begun = clock()
        part = capped(whole, size)
        chosen = clock() - begun
        page = render(part, title="bench")
        costs.append(clock() - begun - chosen)
        shown.append(part.number_of_nodes())
        megabytes = len(page.encode()) / 2**20
        print(
            f"| {part.number_of_nodes():,} | {part.number_of_edges():,} | {chosen:.2f} "
            f"| {costs[-1]:.2f} | {megabytes:.1f} |",
            flush=True,
        )
    if len(set(shown)) > 1:
        print(f"\nexponent of the page: {exponent(shown, costs):.2f}")


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--nodes", type=int, nargs="+", default=[100, 2000, 20_000])
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), sorted(given.nodes))


if __name__ == "__main__":
    main()
