"""The vocabulary as a folder for a static host."""

from __future__ import annotations

import re
from pathlib import Path

from rdflib import Graph
from rdflib.compare import isomorphic

from kg.publish.vocabulary import FILES, read_vocabulary
from kg.publish.vocabulary_page import write_vocabulary
from kg.settings import Settings

ONTOLOGY = Settings().ontology


def test_the_page_tells_of_every_term_in_both_languages(tmp_path: Path) -> None:
    write_vocabulary(ONTOLOGY, tmp_path)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    vocabulary = read_vocabulary(ONTOLOGY)
    assert len(vocabulary.terms) > 90
    for term in vocabulary.terms:
        assert page.count(f'id="{term.name}"') == 1
        for words in (term.label, term.definition, term.example, term.note):
            for text in words.values():
                assert text.partition('"')[0].replace("'", "&#39;") in page
    targets = set(re.findall(r'href="#(\w+)"', page))
    assert targets <= set(re.findall(r'id="(\w+)"', page))


def test_the_page_fetches_and_runs_nothing(tmp_path: Path) -> None:
    write_vocabulary(ONTOLOGY, tmp_path)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert not re.search(r"<(script|img|iframe)|src=|@import|url\(", page)


def test_each_file_is_there_in_each_format_under_both_addresses(tmp_path: Path) -> None:
    write_vocabulary(ONTOLOGY, tmp_path)
    version = read_vocabulary(ONTOLOGY).version
    formats = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdf": "xml"}
    for name, file in FILES.items():
        expected = Graph().parse(ONTOLOGY / file)
        for suffix, parser in formats.items():
            one, other = (tmp_path / f"{name}.{suffix}", tmp_path / version / f"{name}.{suffix}")
            assert one.read_bytes() == other.read_bytes()
            assert isomorphic(Graph().parse(one, format=parser), expected)


def test_the_same_ontology_gives_the_same_bytes(tmp_path: Path) -> None:
    for place in ("a", "b"):
        write_vocabulary(ONTOLOGY, tmp_path / place)
    for path in (tmp_path / "a").rglob("*"):
        if path.is_file():
            other = tmp_path / "b" / path.relative_to(tmp_path / "a")
            assert path.read_bytes() == other.read_bytes(), path.name
