"""Dates and amounts in words, exactly as vague as they are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial

import pytest

from kg.extract.lexicon import Lexicons
from kg.gazetteer import Gazetteer
from kg.serve.happenings import KINDS
from kg.serve.pages.words import amount_words, date_words, kind_words
from kg.serve.texts import load, say
from kg.settings import Settings

ZH, EN = (partial(say, load(), language) for language in ("zh", "en"))


@pytest.mark.parametrize(
    ("earliest", "latest", "zh", "en"),
    [
        ("2020-10-20", "2020-10-20", "2020年10月20日", "20 October 2020"),
        ("2020-02-01", "2020-02-29", "2020年2月", "February 2020"),
        ("2020-01-01", "2020-12-31", "2020年", "2020"),
        ("1937-01-01", "1945-12-31", "1937年至1945年", "1937 to 1945"),
        ("2020-07-01", "2020-08-31", "2020年7月至2020年8月", "July 2020 to August 2020"),
        ("2016-07-29", "2020-10-20", "2016年7月29日至2020年10月20日", "29 July 2016 to 20 October 2020"),
        ("2012-11-08", None, "2012年11月8日或更晚", "8 November 2012 or later"),
        (None, "1949-10-01", "1949年10月1日或更早", "1 October 1949 or earlier"),
        (None, None, "", ""),
    ],
)  # fmt: skip
def test_dates(earliest: str | None, latest: str | None, zh: str, en: str) -> None:
    bounds = [date.fromisoformat(day) if day else None for day in (earliest, latest)]
    assert (date_words(ZH, *bounds), date_words(EN, *bounds)) == (zh, en)


@pytest.mark.parametrize(
    ("minimum", "maximum", "approximate", "zh", "en"),
    [
        ("3000", None, False, "至少 3,000 名", "at least 3,000 名"),
        (None, "5000", False, "至多 5,000 名", "at most 5,000 名"),
        ("200", "200", True, "约 200 名", "about 200 名"),
        ("28.78", "28.78", False, "28.78 名", "28.78 名"),
        ("10", "20", False, "10 至 20 名", "10 to 20 名"),
        (None, None, True, "", ""),
    ],
)
def test_amounts(
    minimum: str | None, maximum: str | None, approximate: bool, zh: str, en: str
) -> None:
    least, most = (Decimal(figure) if figure else None for figure in (minimum, maximum))
    words = [amount_words(s, least, most, "名", approximate=approximate) for s in (ZH, EN)]
    assert words == [zh, en]


def test_every_kind_of_the_data_has_words_and_each_of_events_can_be_chosen() -> None:
    settings = Settings()
    lexicons, gazetteer = Lexicons(settings.lexicons), Gazetteer.load(settings.gazetteer)
    kinds = {row["kind"] for name in ("event_heads", "event_names") for row in lexicons[name].rows}
    kinds |= {event.kind for event in gazetteer.events}
    kinds -= {"weak", "quoted", ""}  # which make an activity
    assert kinds <= {*KINDS}
    kinds |= {*KINDS} | {site.kind for site in gazetteer.sites}
    assert {kind for kind in kinds if f"kind.{kind}" not in load()} == set()


def test_a_kind_that_an_editor_added_is_shown_as_the_lexicon_has_it() -> None:
    assert (kind_words(ZH, "disaster"), kind_words(ZH, "regatta")) == ("灾害", "regatta")
