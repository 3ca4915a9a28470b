"""Fixtures shared by all tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright
from spacy.language import Language

from kg.build import build
from kg.extract import build_pipeline, extract
from kg.gazetteer import Gazetteer
from kg.model import Article, Extraction
from kg.settings import Settings
from tests import demo, stores
from tests.stores import RemoteStore

# A shared machine is slow now and then; no test here is about time.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ROOT = Path(__file__).parent.parent
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="session")
def nlp() -> Language:
    return build_pipeline()


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.load(Settings().gazetteer)


@pytest.fixture(scope="session")
def read_sentence(nlp: Language) -> Callable[..., Extraction]:
    """Extraction of one text, as of a publication date (2021-03-12 unless told)."""

    def run(
        text: str, published: date | None = date(2021, 3, 12), title: str | None = None
    ) -> Extraction:
        article = Article(
            id="test", text=text, body=((0, len(text)),), published=published, title=title
        )
        return next(extract([article], nlp))

    return run


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of corpora and gold sets, which does not ship; tests that need it skip without."""
    folder = Path(os.environ.get("KG_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"no corpora at {folder} (set KG_SHARED)")
    return folder


@pytest.fixture(scope="session")
def demo_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a build of the demo articles, only to be read."""
    out = tmp_path_factory.mktemp("demo") / "out"
    build(demo.ARTICLES, out)
    return out


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium; tests of pages skip where it is not installed."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("chromium is not installed (apt-get install chromium)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(_FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RemoteStore]:
    """Debian's Virtuoso, running; tests that need it skip where it is not installed."""
    with stores.virtuoso(tmp_path_factory.mktemp("virtuoso")) as store:
        yield store


@pytest.fixture(scope="session")
def oxigraph_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RemoteStore]:
    """Oxigraph's server, running."""
    with stores.oxigraph_server(tmp_path_factory.mktemp("oxigraph")) as store:
        yield store


@pytest.fixture(params=["oxigraph_server", "virtuoso"])
def remote_store(request: pytest.FixtureRequest) -> RemoteStore:
    """Each of the stores in turn."""
    store: RemoteStore = request.getfixturevalue(request.param)
    return store
