"""How the explorer draws large networks: python bench/explorer.py [--nodes 2000 20000]

Makes a graph of that many entities with twice as many links (some are linked much more than others,
as in texts), serves it, and opens the overview of all of them in headless Chromium without a GPU.
Told are the seconds that the server takes for the view (the first time, and again), the seconds from
opening the page to a picture that does not change any more, and the frames a second while the mouse
drags the picture about.
"""

from __future__ import annotations

import argparse
import random
import shutil
import socket
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
import uvicorn
from playwright.sync_api import Page, sync_playwright
from rdflib import DCTERMS, RDF, SKOS, VOID, XSD
from rdflib.term import URIRef

from kg.build import build
from kg.graph.folder import store_of
from kg.graph.store import Store
from kg.graph.vocabulary import KG, PROPERTIES, SEM
from kg.serve import Limits, application
from kg.settings import Settings

BASE = Settings().base_iri
TYPES = {
    "place": KG.Place,
    "organization": KG.Organization,
    "site": KG.Site,
    "person": KG.Person,
    "event": KG.Event,
    "honour": KG.Honour,
    "document": KG.Document,
}
ARTICLE = 60
"""Entities that one article names first."""


def node(iri: str | URIRef) -> ox.NamedNode:
    return ox.NamedNode(str(iri))


def quads(count: int) -> Iterator[ox.Quad]:
    """Entities with names, events with years, and links as articles say them."""
    chance = random.Random(7)
    dataset, metadata = node(f"{BASE}dataset"), node(f"{BASE}graph/metadata")
    yield ox.Quad(dataset, node(RDF.type), node(VOID.Dataset), metadata)
    yield ox.Quad(dataset, node(VOID.uriSpace), ox.Literal(f"{BASE}id/"), metadata)
    yield ox.Quad(dataset, node(DCTERMS.title), ox.Literal("bench", language="en"), metadata)
    kinds = list(TYPES)
    entities = []
    for number in range(count):
        kind = kinds[min(int(chance.expovariate(0.5)), len(kinds) - 1)]
        entity = node(f"{BASE}id/{kind}/{number:012x}")
        graph = node(f"{BASE}graph/article/{number // ARTICLE}/1")
        entities.append(entity)
        yield ox.Quad(entity, node(RDF.type), node(TYPES[kind]), graph)
        label = ox.Literal(f"{kind} {number}", language="zh")
        yield ox.Quad(entity, node(SKOS.prefLabel), label, graph)
        if kind == "event":
            year, span = chance.randint(1921, 2025), node(f"{BASE}id/time/{number:012x}")
            yield ox.Quad(entity, node(SEM.hasTime), span, graph)
            for bound, day in ((KG.earliest, f"{year}-01-01"), (KG.latest, f"{year}-12-31")):
                yield ox.Quad(span, node(bound), ox.Literal(day, datatype=node(XSD.date)), graph)
    properties = sorted(set(PROPERTIES.values()) - {SEM.hasTime, KG.statedTime, KG.statisticOf})
    ends: list[ox.NamedNode] = []
    for number in range(2 * count):
        source = entities[number % count]
        often = ends and chance.random() < 0.6
        target = chance.choice(ends) if often else chance.choice(entities)
        if source != target:
            ends += [source, target]
            graph = node(f"{BASE}graph/article/{number % count // ARTICLE}/1")
            yield ox.Quad(source, node(chance.choice(properties)), target, graph)


@contextmanager
def served(count: int) -> Iterator[str]:
    """The address of a server with such a graph."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        out = Path(folder)
        build([], out)
        with Store.open_for_writing(store_of(out)) as store:
            store.load(quads(count))
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        app = application(out, limits=Limits(seconds=60))
        server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join()


def seconds(url: str) -> float:
    began = time.perf_counter()
    urllib.request.urlopen(url).read()
    return time.perf_counter() - began


def frames(page: Page, *, last: float = 6.0) -> tuple[float, float]:
    """Frames a second while the picture is dragged about, and milliseconds of the page's own
    processor time that one frame takes, which other programs on the machine change little."""
    metrics = page.context.new_cdp_session(page)
    metrics.send("Performance.enable", {"timeDomain": "threadTicks"})

    def busy() -> float:
        found = metrics.send("Performance.getMetrics")["metrics"]
        return float(next(one["value"] for one in found if one["name"] == "TaskDuration"))

    box = page.locator("#canvas").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.evaluate("() => { window.drawn = 0; explorer.cy.on('render', () => { drawn += 1; }); }")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 20, y)
    page.wait_for_timeout(1500)  # the picture that is dragged about is made once
    page.evaluate("() => { drawn = 0; }")
    before = busy()
    began = time.perf_counter()
    step = 0
    while (passed := time.perf_counter() - began) < last:
        step += 1
        page.mouse.move(x + 150 * ((step % 60) / 30 - 1), y + step % 40 - 20)
    drawn: int = page.evaluate("() => drawn")
    cost = busy() - before
    page.mouse.up()
    return drawn / passed, 1000 * cost / max(drawn, 1)


def measure(count: int) -> str:
    with served(count) as address, sync_playwright() as playwright:
        view = f"{address}/api/network?limit={count}"
        first, again = seconds(view), seconds(view)
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        began = time.perf_counter()
        page.goto(f"{address}/explore?limit={count}")
        page.wait_for_function(
            "() => document.body.dataset.ready === 'true'", timeout=300_000, polling=50
        )
        stable = time.perf_counter() - began
        shown = page.evaluate("() => explorer.cy.nodes().length")
        speed, cost = frames(page)
        browser.close()
    return f"| {shown:,} | {first:.1f} | {again:.2f} | {stable:.1f} | {speed:.0f} | {cost:.1f} |"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--nodes", type=int, nargs="+", default=[300, 2000, 20000])
    print(
        "| nodes | server, first s | server, again s | page to stable s | frames/s panning | CPU ms a frame |"
    )
    print("| --- | --- | --- | --- | --- | --- |")
    for nodes in parser.parse_args().nodes:
        print(measure(nodes), flush=True)
