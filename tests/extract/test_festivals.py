"""Festivals have a day where it is said or near, and the days off that the State Council set."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from kg.model import Extraction

Read = Callable[..., Extraction]


@pytest.mark.parametrize(
    ("published", "text", "words", "earliest", "latest"),
    [
        ("2025-05-31", "丰富端午假期生活。", "端午假期", "2025-05-31", "2025-06-02"),
        ("2024-05-03", "“五一”假期，游客不断。", "“五一”假期", "2024-05-01", "2024-05-05"),
        ("2024-03-03", "今年春节期间走访。", "今年春节期间", "2024-02-10", "2024-02-17"),
        ("2024-01-02", "元旦假期，车站忙碌。", "元旦假期", "2023-12-30", "2024-01-01"),
        # Before the first notice that is known: the day itself.
        ("1998-10-03", "国庆节假期出游。", "国庆节假期", "1998-10-01", "1998-10-01"),
        ("1998-01-09", "新年期间，演出很多。", "新年期间", "1998-01-01", "1998-01-01"),
        ("1998-01-23", "随着新年的钟声诞生。", "新年", "1998-01-01", "1998-01-01"),
        # What comes is the next one.
        ("2026-02-03", "新春佳节即将来临。", "新春佳节", "2026-02-17", "2026-02-17"),
        ("1998-01-15", "春节前发放优抚金。", "春节前", None, "1998-01-27"),
        ("2019-04-11", "今年清明节前寻亲。", "今年清明节前", "2019-01-01", "2019-04-04"),
        ("1998-01-16", "春节前夕走访。", "春节前夕", None, None),
        ("2026-04-05", "两年前的清明节，冒雨祭扫。", "两年前的清明节", "2024-04-04", "2024-04-04"),
        ("2017-09-30", "2014年9月30日是首个烈士纪念日。", "烈士纪念日", "2014-09-30", "2014-09-30"),
        ("2025-08-28", "将9月30日设立为烈士纪念日。", "烈士纪念日", None, None),
    ],
)
def test_festivals(
    read_sentence: Read,
    published: str,
    text: str,
    words: str,
    earliest: str | None,
    latest: str | None,
) -> None:
    extraction = read_sentence(text, published=date.fromisoformat(published))
    found = {m.text: m.time for m in extraction.mentions if m.time}
    assert (found[words].earliest, found[words].latest) == (
        earliest and date.fromisoformat(earliest),
        latest and date.fromisoformat(latest),
    )


def test_the_rule_tells_days_off_from_the_day(read_sentence: Read) -> None:
    rules = {
        day: [m.rule for m in read_sentence("国庆假期。", published=day).mentions if m.time]
        for day in (date(1998, 10, 3), date(2022, 10, 3))
    }
    assert rules == {date(1998, 10, 3): ["time.festival"], date(2022, 10, 3): ["time.holiday"]}


@pytest.mark.parametrize("text", ["发表新年贺词。", "新年伊始，传来喜讯。", "尽快公布新年度政策。"])
def test_no_new_year(read_sentence: Read, text: str) -> None:
    times = [m.text for m in read_sentence(text, published=date(2024, 1, 3)).mentions if m.time]
    assert times == []
