"""Literals are in the form that Oxigraph keeps."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph import terms

NODE = ox.NamedNode("https://example.org/a")

literals = st.one_of(
    st.text().map(terms.zh),
    st.text().map(terms.string),
    st.integers(-(2**60), 2**60).map(terms.integer),
    st.decimals(-(10**15), 10**15, places=6).map(terms.decimal),
    st.floats(0, 1).map(terms.confidence),
    st.booleans().map(terms.boolean),
    st.dates().map(terms.day),
    st.integers(1, 9999).map(terms.year),
    st.datetimes(timezones=st.just(UTC)).map(terms.instant),
)


@given(literals)
def test_a_literal_survives_store_and_file(literal: ox.Literal) -> None:
    store = ox.Store()
    store.add(ox.Quad(NODE, NODE, literal))
    copy = ox.Store()
    copy.load(store.dump(format=ox.RdfFormat.N_QUADS), ox.RdfFormat.N_QUADS)
    assert [quad.object for quad in copy] == [literal]


@pytest.mark.parametrize(
    ("value", "text"),
    [("3000", "3000"), ("0.90", "0.9"), ("1E+4", "10000"), ("-0.00", "0"), ("1E-7", "0.0000001")],
)
def test_decimals_have_one_form(value: str, text: str) -> None:
    assert terms.decimal(Decimal(value)).value == text


def test_a_confidence_is_not_given_to_the_last_bit() -> None:
    assert terms.confidence(0.1 + 0.2).value == "0.3"


def test_a_day_and_a_moment() -> None:
    assert terms.day(date(2020, 10, 20)).value == "2020-10-20"
    beijing = timezone(timedelta(hours=8))
    moment = datetime(2020, 10, 20, 8, 30, 15, 999, tzinfo=beijing)
    assert terms.instant(moment).value == "2020-10-20T00:30:15Z"


def test_a_moment_without_its_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        terms.instant(datetime(2020, 10, 20))
