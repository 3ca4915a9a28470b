"""Times are as vague as the text says them, no more and no less."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.times.bounds import bounds
from kg.model import Extraction

Read = Callable[..., Extraction]


@pytest.mark.parametrize(
    ("text", "words", "earliest", "latest"),
    [
        ("2020年12月30日召开。", "2020年12月30日", "2020-12-30", "2020-12-30"),
        ("2020年2月召开。", "2020年2月", "2020-02-01", "2020-02-29"),
        ("去年，全省投入增加。", "去年", "2020-01-01", "2020-12-31"),
        ("四年来，发放补助金。", "四年来", "2017-01-01", "2020-12-31"),
        ("1938年至1945年间作战。", "1938年至1945年间", "1938-01-01", "1945-12-31"),
        ("举办建军92周年文艺晚会。", "建军92周年", "2019-08-01", "2019-08-01"),
        ("纪念建国70周年。", "建国70周年", "2019-10-01", "2019-10-01"),
        ("庆祝中国共产党成立100周年。", "中国共产党成立100周年", "2021-07-01", "2021-07-01"),
        ("喜迎青山县建县60周年。", "青山县建县60周年", "2021-01-01", "2021-12-31"),
        ("几年来成绩很大。", "几年来", None, "2021-03-12"),
        ("纪念抗战胜利75周年。", "抗战胜利75周年", "2020-01-01", "2020-12-31"),
        ("春节前夕走访慰问。", "春节前夕", None, None),
        ("1月10日，白山市召开会议。", "1月10日", "2021-01-10", "2021-01-10"),
        ("上世纪80年代建成。", "上世纪80年代", "1980-01-01", "1989-12-31"),
        ("党的十八大以来，成效明显。", "党的十八大以来", "2012-11-08", "2021-03-12"),
        ("1941年底被困。", "1941年底", "1941-12-01", "1941-12-31"),
        ("上世纪30年代末爆发。", "上世纪30年代末", "1937-01-01", "1939-12-31"),
        ("40年代初参加革命。", "40年代初", "1940-01-01", "1943-12-31"),
        ("民国26年7月7日开战。", "民国26年7月7日", "1937-07-07", "1937-07-07"),
        ("抗战期间转战各地。", "抗战期间", "1937-01-01", "1945-12-31"),
        ("“十三五”时期成绩很大。", "“十三五”时期", "2016-01-01", "2020-12-31"),
        ("本月召开会议。", "本月", "2021-03-01", "2021-03-31"),
        ("上个月召开会议。", "上个月", "2021-02-01", "2021-02-28"),
        ("明天上午举行。", "明天上午", "2021-03-13", "2021-03-13"),
        ("90年前建立根据地。", "90年前", "1931-01-01", "1931-12-31"),
        ("今年暑期持续升温。", "今年暑期", "2021-07-01", "2021-08-31"),
        ("今年年底撤离。", "今年年底", "2021-12-01", "2021-12-31"),
        ("去年三季度增长。", "去年三季度", "2020-07-01", "2020-09-30"),
        ("环比5—6月增长。", "5—6月", "2021-05-01", "2021-06-30"),
        ("2019—2020年完成。", "2019—2020年", "2019-01-01", "2020-12-31"),
        ("6个多月来，秋毫无犯。", "6个多月来", "2020-09-01", "2021-03-12"),
        ("去年春节慰问部队。", "去年春节", "2020-01-25", "2020-01-25"),
        ("抗战初期进驻。", "抗战初期", "1937-01-01", "1938-12-31"),
    ],
)
def test_times(
    read_sentence: Read, text: str, words: str, earliest: str | None, latest: str | None
) -> None:
    found = [m.time for m in read_sentence(text).mentions if m.time]
    assert [(t.text, t.earliest, t.latest) for t in found] == [
        (words, earliest and date.fromisoformat(earliest), latest and date.fromisoformat(latest))
    ]


def test_words_for_a_day_count_from_the_date_before(read_sentence: Read) -> None:
    text = "1998年8月1日，部队出发。当日到达，次日返回，同年底撤离。"
    found = [(m.text, m.time.earliest) for m in read_sentence(text).mentions if m.time]
    assert found == [
        ("1998年8月1日", date(1998, 8, 1)),
        ("当日", date(1998, 8, 1)),
        ("次日", date(1998, 8, 2)),
        ("同年底", date(1998, 12, 1)),
    ]


def test_a_bare_day_is_of_the_month_of_the_news(read_sentence: Read) -> None:
    text = "今年1月移交了设施。\n10日，庆祝新中国成立75周年的晚会举行。11日闭幕。"
    found = [(m.text, m.time.earliest) for m in read_sentence(text).mentions if m.time]
    assert found[1] == ("10日", date(2021, 3, 10))
    assert found[-1] == ("11日", date(2021, 3, 11))


def test_the_anniversary_that_is_today(read_sentence: Read) -> None:
    times = [m.time for m in read_sentence("今天是日本宣布无条件投降75周年的日子。").mentions]
    found = [(t.text, t.earliest) for t in times if t]
    assert found[-1] == ("日本宣布无条件投降75周年", date(2021, 3, 12))


def test_a_bare_day_of_a_narrative_is_of_the_month_told(read_sentence: Read) -> None:
    found = [m.time for m in read_sentence("1938年3月14日开战，16日失守。").mentions if m.time]
    assert [t.earliest for t in found] == [date(1938, 3, 14), date(1938, 3, 16)]


def test_a_lunar_festival_near_publication_has_its_day(read_sentence: Read) -> None:
    extraction = read_sentence("春节，领导走访慰问。", published=date(1998, 1, 27))
    assert [m.time.earliest for m in extraction.mentions if m.time] == [date(1998, 1, 28)]


@pytest.mark.parametrize("text", ["13月32日", "2020年13月1日", "2019年2月30日"])
def test_impossible_dates_are_not_invented(read_sentence: Read, text: str) -> None:
    dates = [m.time for m in read_sentence(f"他于{text}到达。").mentions if m.time]
    assert all(t.earliest is None or t.earliest != t.latest for t in dates)


@given(st.integers(1, 9999), st.integers(1, 12), st.integers(1, 31))
def test_bounds_hold_a_real_day_or_nothing(year: int, month: int, day: int) -> None:
    try:
        expected = date(year, month, day)
    except ValueError:
        assert bounds(year, month, day) is None
    else:
        assert bounds(year, month, day) == (expected, expected, expected.isoformat())


def test_today_in_a_paper_is_the_day_of_its_dateline(read_sentence: Read) -> None:
    text = "新华社北京1月23日电 晚会今晚举行。19时30分，大幕拉开。"
    found = [m.time for m in read_sentence(text, published=date(1998, 1, 24)).mentions if m.time]
    assert {t.earliest for t in found} == {date(1998, 1, 23)}


def test_in_january_only_a_review_looks_back_on_full_years(read_sentence: Read) -> None:
    def first(text: str) -> tuple[date | None, date | None]:
        times = [
            m.time for m in read_sentence(text, published=date(1998, 1, 13)).mentions if m.time
        ]
        return times[0].earliest, times[0].latest

    assert first("4年来，成绩很大。") == (date(1994, 1, 1), date(1998, 1, 13))
    assert first("4年来，成绩很大，1997年尤其突出。") == (date(1994, 1, 1), date(1997, 12, 31))


@pytest.mark.parametrize(
    ("text", "words", "earliest", "latest"),
    [
        ("半年多来，工作顺利。", "半年多来", "2024-02-01", "2024-08-05"),
        ("“十四五”以来，投入加大。", "“十四五”以来", "2021-01-01", "2024-08-05"),
        ("新中国成立75年来，成就巨大。", "新中国成立75年来", "1949-10-01", "2024-08-05"),
        ("上半年，全市安置了人员。", "上半年", "2024-01-01", "2024-06-30"),
        ("本世纪初，公园建成。", "本世纪初", "2001-01-01", "2010-12-31"),
        ("建于20世纪末。", "20世纪末", "1991-01-01", "2000-12-31"),
        ("1930年代，部队来到这里。", "1930年代", "1930-01-01", "1939-12-31"),
        ("始建于清光绪三十年。", "清光绪三十年", "1904-01-01", "1904-12-31"),
        ("将于今年年底前完成。", "今年年底前", None, "2024-12-31"),
        ("2015年春节前夕，领导考察。", "2015年春节前夕", "2015-01-01", "2015-02-18"),
        ("最近一周，天气炎热。", "最近一周", "2024-07-29", "2024-08-05"),
        ("抗战初期，部队进驻。", "抗战初期", "1937-01-01", "1938-12-31"),
        ("下午3点，仪式开始。", "下午3点", "2024-08-05", "2024-08-05"),
        ("下午3时20分许，仪式开始。", "下午3时20分许", "2024-08-05", "2024-08-05"),
        ("改革开放以来，面貌一新。", "改革开放以来", "1978-01-01", "2024-08-05"),
        ("改革开放40多年来，面貌一新。", "改革开放40多年来", "1978-01-01", "2024-08-05"),
        ("上世纪五六十年代建成。", "上世纪五六十年代", "1950-01-01", "1969-12-31"),
        ("民国初年，匪患不断。", "民国初年", "1912-01-01", "1920-12-31"),
        ("土地革命战争时期的旧址。", "土地革命战争时期", "1927-01-01", "1937-12-31"),
        ("10多年来，投入很大。", "10多年来", None, "2024-08-05"),
        ("今年前8个月，接待游客。", "今年前8个月", "2024-01-01", "2024-08-31"),
        ("前三季度完成投资。", "前三季度", "2024-01-01", "2024-09-30"),
        ("今年秋季学期起免除。", "今年秋季学期", "2024-09-01", None),
        ("2020年年底建成。", "2020年年底", "2020-12-01", "2020-12-31"),
        ("二00九年被批准。", "二00九年", "2009-01-01", "2009-12-31"),
        ("八一期间，慰问部队。", "八一期间", "2024-08-01", "2024-08-01"),
    ],
)
def test_spans_of_a_review(
    read_sentence: Read, text: str, words: str, earliest: str | None, latest: str | None
) -> None:
    times = [m.time for m in read_sentence(text, published=date(2024, 8, 5)).mentions if m.time]
    assert [(t.text, t.earliest, t.latest) for t in times] == [
        (words, earliest and date.fromisoformat(earliest), latest and date.fromisoformat(latest))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("农历三月初三，举行大典。", date(2024, 4, 11)),
        ("1938年2月3日，农历正月初四，日军登陆。", date(1938, 2, 3)),
        ("腊月廿三，官兵入村。", None),
        ("去年除夕，指导员看望老人。", date(2023, 1, 21)),
        ("1985年大年初二，他上报材料。", date(1985, 2, 21)),
        ("闰二月初一开工。", None),
    ],
)
def test_days_of_the_lunar_calendar(read_sentence: Read, text: str, expected: date | None) -> None:
    times = [m.time for m in read_sentence(text, published=date(2024, 12, 5)).mentions if m.time]
    assert [t.earliest for t in times if t.rule == "lunar"] == [expected]


@pytest.mark.parametrize(
    ("published", "text", "earliest", "latest"),
    [
        (date(2022, 10, 3), "国庆假期，红旗招展。", date(2022, 10, 1), date(2022, 10, 7)),
        (date(2023, 9, 21), "中秋、国庆假期免费。", date(2023, 9, 29), date(2023, 10, 6)),
        (date(2023, 9, 28), "中秋国庆双节临近。", date(2023, 9, 29), date(2023, 10, 1)),
        (date(2025, 12, 25), "加强元旦春节期间工作。", date(2026, 1, 1), None),
        (date(2024, 2, 8), "每年春节走访慰问。", None, None),
    ],
)
def test_holidays(
    read_sentence: Read, published: date, text: str, earliest: date | None, latest: date | None
) -> None:
    times = [m.time for m in read_sentence(text, published=published).mentions if m.time]
    assert [(t.earliest, t.latest) for t in times] == [(earliest, latest)]


@pytest.mark.parametrize(
    "text",
    [
        "了解当年村民与日寇浴血抗争的事迹。",
        "珍惜今天来之不易的幸福生活。",
        "让“一日游两国”成为现实。",
        "韩国庆尚北道出现强降雨。",
        "“五四”运动爆发。",
    ],
)
def test_words_that_tell_no_time(read_sentence: Read, text: str) -> None:
    assert [m.text for m in read_sentence(text).mentions if m.time] == []


def test_the_last_hours_end_on_the_day_that_is_told(read_sentence: Read) -> None:
    text = "俄罗斯国防部2024年8月1日称，过去24小时击退进攻。"
    times = [m.time for m in read_sentence(text, published=date(2024, 8, 2)).mentions if m.time]
    assert [(t.earliest, t.latest) for t in times][1:] == [(date(2024, 7, 31), date(2024, 8, 1))]


def test_years_since_the_anniversary_that_is_told(read_sentence: Read) -> None:
    text = "今年是中国共产党成立100周年。100年来，党团结带领人民奋斗。"
    times = [m.time for m in read_sentence(text, published=date(2021, 6, 6)).mentions if m.time]
    assert (times[-1].earliest, times[-1].latest) == (date(1921, 7, 1), date(2021, 6, 6))


def test_the_past_year_in_january_is_the_calendar_year_before(read_sentence: Read) -> None:
    extraction = read_sentence("过去的一年，成绩很大。", published=date(1998, 1, 22))
    times = [m.time for m in extraction.mentions if m.time]
    assert [(t.earliest, t.latest) for t in times] == [(date(1997, 1, 1), date(1997, 12, 31))]
