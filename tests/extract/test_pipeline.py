"""The shape of the pipeline."""

from __future__ import annotations

import pytest
from spacy.language import Language

from kg.extract import pipeline
from kg.extract.pipeline import COMPONENTS, ComponentEntry, build_pipeline


def test_all_components_run_in_order(nlp: Language) -> None:
    assert nlp.pipe_names == list(COMPONENTS)
    analysis = nlp.analyze_pipes(keys=["assigns", "requires"])
    assert analysis is not None
    assert analysis["problems"] == {name: [] for name in COMPONENTS}


def test_an_order_that_lacks_something_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    alone: dict[str, ComponentEntry] = {"sites": COMPONENTS["sites"]}
    monkeypatch.setattr(pipeline, "COMPONENTS", alone)
    with pytest.raises(ValueError, match=r"sites requires .*places"):
        build_pipeline()
