"""`kg distribute` where something is missing."""

from __future__ import annotations

import pytest

from kg.cli.distribute import distribute as command
from kg.errors import KgError


def test_without_pyspark_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    module = sys.modules["kg.cli.distribute"]
    monkeypatch.setattr(module, "find_spec", lambda _name: None)
    with pytest.raises(KgError, match=r"pip install 'shuangyong-kg\[spark\]'"):
        command(["articles"], "out")


def test_a_property_without_a_value_is_named() -> None:
    pytest.importorskip("pyspark")
    with pytest.raises(KgError, match=r"'spark\.driver\.memory' is no Spark property"):
        command(["articles"], "out", conf=["spark.driver.memory"])
