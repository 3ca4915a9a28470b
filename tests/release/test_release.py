"""A release is whole, tells the truth of its files, and needs no server."""

from __future__ import annotations

import functools
import hashlib
import json
import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import jsonschema
import pyoxigraph as ox
import pytest
import yaml
from playwright.sync_api import Browser
from rdflib import DCTERMS, RDF, BNode, Graph, Literal, Namespace, URIRef

from kg.build import build
from kg.errors import KgError
from kg.publish.files import reading
from kg.release import Wish, release

DCAT = Namespace("http://www.w3.org/ns/dcat#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
DQV = Namespace("http://www.w3.org/ns/dqv#")
DATASET = "https://w3id.org/shuangyong-kg/dataset"
SCHEMA = Path(__file__).parent / "cff-1.2.0.schema.json"
HOSTILE = '<script>alert(1)</script> [x](javascript:alert(2)) "\u202e'
FIRST = {
    "id": "news/开会 1",
    "title": "双拥工作会议",
    "date": "2021-03-12",
    "licence": "CC0-1.0",
    "text": "2021年3月12日，通化市召开双拥工作会议。通化市获得全国双拥模范城四连冠。",
}
SECOND = {
    "id": "second",
    "title": HOSTILE,
    "date": "2021-05-01",
    "text": "2021年5月1日，白山市召开双拥工作会议。白山市军民<b>共建</b>，捐款30余万元。",
}


def built(folder: Path, *articles: dict[str, str]) -> Path:
    path = folder / "articles.jsonl"
    folder.mkdir()
    text = "".join(json.dumps(article, ensure_ascii=False) + "\n" for article in articles)
    path.write_text(text, encoding="utf-8")
    assert build([path], folder / "out").rejections == ()
    return folder / "out"


def released(graph: Path, folder: Path, wish: Wish) -> Path:
    """A release, made in a thread of its own: the loop of a browser runs in that of the tests."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(release, graph, folder, wish).result()


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("graphs") / "second", FIRST, SECOND)


@pytest.fixture(scope="module")
def releases(graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two releases: of one article, and of two with all that one can wish for."""
    folder = tmp_path_factory.mktemp("releases") / "here"
    released(built(graph.parents[1] / "first", FIRST), folder, Wish(version="0.9.0"))
    released(graph, folder, wish())
    return folder


def wish() -> Wish:
    return Wish(
        version="0.10.0",
        issued=datetime(2026, 11, 25, tzinfo=UTC),
        licence="CC-BY-4.0",
        authors=("某研究组", "Somebody"),
        pages=True,
        parquet=True,
    )


@pytest.fixture(scope="module")
def newest(releases: Path) -> Path:
    return releases / "0.10.0"


def test_the_folder_appears_whole_and_with_nothing_beside_it(releases: Path, newest: Path) -> None:
    assert {path.name for path in releases.iterdir()} == {"0.9.0", "0.10.0"}
    assert not list(newest.rglob(".*"))
    names = {path.name for path in newest.iterdir()}
    assert names >= {
        "CHANGELOG.en.md", "CHANGELOG.zh.md", "CITATION.cff", "SHA256SUMS", "changelog.html",
        "dataset.ttl", "delta", "dumps", "flat", "index.html", "index.en.html", "pages", "vocabulary",
    }  # fmt: skip
    assert len(list((newest / "dumps").iterdir())) == 5


def test_every_file_has_its_checksum(newest: Path) -> None:
    lines = (newest / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = {name: sum_ for sum_, _, name in (line.partition("  ") for line in lines)}
    files = [path for path in newest.rglob("*") if path.is_file()]
    assert len(sums) == len(files) - 1
    for name, expected in sums.items():
        assert hashlib.sha256((newest / name).read_bytes()).hexdigest() == expected


def test_a_release_is_never_overwritten(graph: Path, releases: Path) -> None:
    before = (releases / "0.9.0" / "SHA256SUMS").read_bytes()
    with pytest.raises(KgError, match="a release never changes"):
        released(graph, releases, Wish(version="0.9.0"))
    assert (releases / "0.9.0" / "SHA256SUMS").read_bytes() == before


def test_a_release_that_fails_leaves_nothing(graph: Path, tmp_path: Path) -> None:
    broken = tmp_path / "previous.nq"
    broken.write_text("nonsense", encoding="utf-8")
    with pytest.raises(KgError, match="is not N-Quads"):
        released(graph, tmp_path / "releases", Wish(version="1.0.0", previous=broken))
    assert not list((tmp_path / "releases").iterdir())


@pytest.mark.parametrize("version", ["1.0", "v1.0.0", "../1.0.0", "latest", ""])
def test_a_version_is_three_numbers(version: str, graph: Path, tmp_path: Path) -> None:
    with pytest.raises(KgError, match="is no version"):
        released(graph, tmp_path, Wish(version=version))


def test_the_same_graph_gives_the_same_bytes(
    graph: Path, releases: Path, newest: Path, tmp_path: Path
) -> None:
    again = released(graph, tmp_path, replace(wish(), previous=releases / "0.9.0"))
    assert (again / "SHA256SUMS").read_bytes() == (newest / "SHA256SUMS").read_bytes()


def test_the_delta_leads_from_the_release_before(releases: Path, newest: Path) -> None:
    def quads(path: Path) -> set[ox.Quad]:
        with reading(path) as file:
            return set(ox.parse(file.read(), ox.RdfFormat.N_QUADS))

    dump = "dumps/shuangyong-kg.nq.gz"
    before, after = quads(releases / "0.9.0" / dump), quads(newest / dump)
    added = quads(newest / "delta" / "added.nq.gz")
    removed = quads(newest / "delta" / "removed.nq.gz")
    assert (before - removed) | added == after
    assert not (added & before)
    assert removed <= before
    assert not (releases / "0.9.0" / "delta").exists()


def described(folder: Path) -> Graph:
    return Graph().parse(folder / "dataset.ttl", publicID="https://host.test/release/dataset.ttl")


def test_the_description_tells_the_truth_of_every_file(newest: Path) -> None:
    graph = described(newest)
    assert not [term for triple in graph for term in triple if isinstance(term, BNode)]
    subject = URIRef(f"{DATASET}/0.10.0")
    distributions = list(graph.objects(subject, DCAT.distribution))
    offered = [p for name in ("dumps", "flat", "delta") for p in (newest / name).iterdir()]
    assert len(distributions) == len(offered) >= 20
    for distribution in distributions:
        (address,) = graph.objects(distribution, DCAT.downloadURL)
        path = newest / str(address).removeprefix("https://host.test/release/")
        (size,) = graph.objects(distribution, DCAT.byteSize)
        (checksum,) = graph.objects(distribution, SPDX.checksum)
        (value,) = graph.objects(checksum, SPDX.checksumValue)
        (media,) = graph.objects(distribution, DCAT.mediaType)
        assert int(str(size)) == path.stat().st_size
        assert str(value).lower() == hashlib.sha256(path.read_bytes()).hexdigest()
        assert str(media).startswith("https://www.iana.org/assignments/media-types/")
        packed = list(graph.objects(distribution, DCAT.compressFormat))
        assert len(packed) == (path.suffix == ".gz")


def test_the_description_says_what_the_release_is(newest: Path) -> None:
    graph = described(newest)
    subject = URIRef(f"{DATASET}/0.10.0")
    assert graph.value(subject, DCAT.version) == Literal("0.10.0")
    assert graph.value(subject, DCAT.previousVersion) == URIRef(f"{DATASET}/0.9.0")
    assert graph.value(subject, DCTERMS.license) == URIRef("https://spdx.org/licenses/CC-BY-4.0")
    assert str(graph.value(subject, DCTERMS.issued)) == "2026-11-25T00:00:00+00:00"
    assert set(map(str, graph.objects(subject, DCTERMS.rights))) == {
        "CC0-1.0: 1 article versions",
        "no licence stated: 1 article versions",
    }
    assert (None, RDF.type, DQV.QualityMeasurement) in graph
    assert (URIRef(DATASET), URIRef("http://rdfs.org/ns/void#triples"), None) in graph


def test_with_a_base_url_addresses_are_absolute(graph: Path, tmp_path: Path) -> None:
    folder = released(graph, tmp_path, Wish(version="1.0.0", base_url="https://a.test/r"))
    addresses = set(map(str, described(folder).objects(None, DCAT.downloadURL)))
    assert "https://a.test/r/dumps/shuangyong-kg.nq.gz" in addresses
    assert yaml.safe_load((folder / "CITATION.cff").read_text())["url"] == "https://a.test/r/"


def test_citations_are_valid(releases: Path, newest: Path) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    own = Path(__file__).parents[2] / "CITATION.cff"
    for path in (own, newest / "CITATION.cff", releases / "0.9.0" / "CITATION.cff"):
        entry = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        jsonschema.validate(entry, schema)
    entry = yaml.safe_load((newest / "CITATION.cff").read_text(encoding="utf-8"))
    assert entry["version"] == "0.10.0"
    assert entry["authors"] == [{"name": "某研究组"}, {"name": "Somebody"}]


def test_the_changelog_tells_what_changed_and_runs_nothing(newest: Path) -> None:
    chinese = (newest / "CHANGELOG.zh.md").read_text(encoding="utf-8")
    assert "新增：" in chinese
    assert "白山市" in chinese
    english = (newest / "CHANGELOG.en.md").read_text(encoding="utf-8")
    for text in (chinese, english):
        assert "\\<script\\>" in text
        assert re.search(r"(?<!\\)<", text) is None
        assert "](javascript" not in text.replace("\\](", "")
        assert "\u202e" not in text
    for name in ("changelog.html", "changelog.en.html"):
        page = (newest / name).read_text(encoding="utf-8")
        assert "白山市" in page
        assert "<script" not in page
        assert "\u202e" not in page


class Links(HTMLParser):
    """The addresses, ids and forbidden things of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: set[str] = set()
        self.policy = ""
        self.tags: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        found = {name: value or "" for name, value in attrs}
        self.ids.add(found.get("id", ""))
        assert not [name for name in found if name.startswith("on") or name == "style"]
        if tag == "meta" and found.get("http-equiv") == "Content-Security-Policy":
            self.policy = found["content"]
        if tag == "a":
            self.links.append(found.get("href", ""))
        elif "href" in found and found.get("rel") != "canonical":
            self.loads.append(found["href"])
        if "src" in found:
            self.loads.append(found["src"])


def test_pages_lead_only_to_what_is_there(newest: Path) -> None:
    pages = {path: Links(path.read_text(encoding="utf-8")) for path in newest.rglob("*.html")}
    assert len(pages) > 70
    for path, page in pages.items():
        assert page.policy.startswith("default-src 'none'; style-src 'self'; img-src 'self' data:;")
        assert not page.tags & {"script", "form", "iframe", "object", "style", "base"}
        for link in [*page.links, *page.loads]:
            parts = urlsplit(link)
            if parts.scheme:
                assert link not in page.loads
                assert parts.scheme in ("http", "https")
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            assert target.is_file(), (path, link)
            if parts.fragment and target.suffix == ".html":
                assert unquote(parts.fragment) in pages[target].ids, (path, link)


def test_facts_lead_to_their_sentence_and_articles_have_pages(newest: Path) -> None:
    (page,) = (newest / "pages" / "place").glob("220500.html")
    text = page.read_text(encoding="utf-8")
    assert "<mark>通化市</mark>获得<mark>全国双拥模范城</mark>" in text
    assert "../statement/" in text
    assert "../article/" in text
    assert "0.10.0 版" in text  # cited by version, not by the day on which it was looked at
    statements = list((newest / "pages" / "statement").glob("*.en.html"))
    assert len(statements) >= 5


@pytest.fixture
def host(newest: Path) -> Iterator[str]:
    """Any static host."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(newest)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_browser_shows_it_from_a_host_and_from_the_disk(
    width: int, browser: Browser, host: str, newest: Path
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844})
    page = context.new_page()
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on(
        "request",
        lambda r: None if r.url.startswith((host, "file://")) else troubles.append(r.url),
    )
    for start in (host, newest.as_uri()):
        page.goto(f"{start}/index.html")
        assert page.locator("html").get_attribute("lang") == "zh-Hans"
        page.get_by_role("link", name="English").click()
        assert page.locator("h1").inner_text() == "Shuangyong Knowledge Graph 0.10.0"
        styled = page.locator("header.site").evaluate("e => getComputedStyle(e).display")
        assert styled == "flex"
        page.get_by_role("link", name="Pages", exact=True).click()
        page.get_by_role("link", name="Place", exact=True).click()
        page.get_by_role("link", name="通化市", exact=True).first.click()
        assert page.locator("h1").inner_text() == "通化市"
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width
        page.get_by_role("link", name="中文").click()
        assert page.locator("html").get_attribute("lang") == "zh-Hans"
        page.locator("header.site a.brand").click()
        assert "0.10.0" in page.locator("h1").inner_text()
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    context.close()
    assert troubles == []
