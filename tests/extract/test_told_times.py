"""A date that leaves something out takes it from what the text has told, or from the news."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from kg.model import Extraction

Read = Callable[..., Extraction]


@pytest.mark.parametrize(
    ("published", "text", "words", "earliest", "latest"),
    [
        # The month is told right before, though it lies ahead.
        ("2023-08-25", "将于9月16日—19日举行。", "9月16日—19日", "2023-09-16", "2023-09-19"),
        ("2024-09-30", "9月28日至3日演出。", "9月28日至3日", "2024-09-28", "2024-10-03"),
        # A year of old is that of the park, not of the news.
        ("2024-08-05", "公园建于1985年。7月28日开放。", "7月28日", "2024-07-28", "2024-07-28"),
        ("2024-08-05", "公园建于1985年。28日，开放。", "28日", "2024-07-28", "2024-07-28"),
        # A story goes on in its year.
        ("2025-08-07", "1945年8月6日投弹。8月9日再投。", "8月9日", "1945-08-09", "1945-08-09"),
        ("1998-01-13", "1938年2月3日登陆。\n2月12日反击。", "2月12日", "1938-02-12", "1938-02-12"),
        ("1998-01-07", "1959年国庆临近。9月26日出油。", "9月26日", "1959-09-26", "1959-09-26"),
        # What is foretold lies ahead.
        ("2025-04-28", "1日到3日，全省将有大雨。", "1日到3日", "2025-05-01", "2025-05-03"),
        ("2023-05-05", "2022年发射。飞船将在六月份撤离。", "六月份", "2023-06-01", "2023-06-30"),
        # A time of day is of the day told in the paragraph.
        ("1998-01-26", "1997年8月6日查封。下午4时到场。", "下午4时", "1997-08-06", "1997-08-06"),
        # 当日 is the last day, not the last year.
        ("2024-08-22", "21日到达。今年建交75年。当日座谈。", "当日", "2024-08-21", "2024-08-21"),
        ("2024-08-22", "21日到达，省里同一天表示欢迎。", "同一天", "2024-08-21", "2024-08-21"),
        ("1998-01-13", "武警官兵于当晚7时赶到。", "当晚7时", None, None),
        ("2015-10-01", "一年前的9月30日首次公祭。", "一年前的9月30日", "2014-09-30", "2014-09-30"),
        # Years since one that is told are complete where they are reviewed in January.
        ("1998-01-14", "1982年上岛，15年来售票。", "15年来", "1982-01-01", "1997-12-31"),
        ("1998-01-14", "一年来，各部队开展共建。", "一年来", "1997-01-01", "1997-12-31"),
    ],
)
def test_what_a_date_leaves_out(
    read_sentence: Read,
    published: str,
    text: str,
    words: str,
    earliest: str | None,
    latest: str | None,
) -> None:
    extraction = read_sentence(text, published=date.fromisoformat(published))
    found = {m.text: m.time for m in extraction.mentions if m.time}
    assert words in found
    assert (found[words].earliest, found[words].latest) == (
        earliest and date.fromisoformat(earliest),
        latest and date.fromisoformat(latest),
    )


@pytest.mark.parametrize(
    ("published", "text", "words", "earliest", "latest"),
    [
        ("2024-02-20", "近三年投入增加。", "近三年", "2021-01-01", "2023-12-31"),
        ("1998-01-11", "4年间，驻军支援建设。", "4年间", "1994-01-01", "1998-01-11"),
        ("2023-03-05", "过去五年成绩很大。", "过去五年", "2018-01-01", "2022-12-31"),
        ("2026-05-27", "前4个月，投资增长。", "前4个月", "2026-01-01", "2026-04-30"),
        ("1998-01-19", "存款比年初增长。", "年初", "1997-01-01", "1997-01-31"),
        ("1998-01-20", "到本世纪末解决温饱。", "本世纪末", None, "2000-12-31"),
        ("2024-05-05", "去冬共走访三次。", "去冬", "2023-11-01", "2023-12-31"),
        ("2024-05-05", "今夏降雨偏多。", "今夏", "2024-06-01", "2024-08-31"),
        ("2024-05-05", "始建于明万历三十年。", "明万历三十年", "1602-01-01", "1602-12-31"),
        ("2024-05-05", "2024.5.6发布。", "2024.5.6", "2024-05-06", "2024-05-06"),
        (
            "1998-01-06",
            "1月5日上午九时三十分开会。",
            "1月5日上午九时三十分",
            "1998-01-05",
            "1998-01-05",
        ),
        ("1998-01-27", "“文化大革命”期间受迫害。", "“文化大革命”期间", "1966-01-01", "1976-12-31"),
        ("2024-07-31", "“十三五”末建成。", "“十三五”末", "2020-01-01", "2020-12-31"),
        ("2012-03-03", "2012—2015年完成。", "2012—2015年", "2012-01-01", "2015-12-31"),
    ],
)
def test_spans_by_their_words(
    read_sentence: Read,
    published: str,
    text: str,
    words: str,
    earliest: str | None,
    latest: str | None,
) -> None:
    extraction = read_sentence(text, published=date.fromisoformat(published))
    times = [m.time for m in extraction.mentions if m.time]
    assert [(t.text, t.earliest, t.latest) for t in times] == [
        (words, earliest and date.fromisoformat(earliest), latest and date.fromisoformat(latest))
    ]


def test_each_year_of_a_list_is_one(read_sentence: Read) -> None:
    text = "1993年、1994年、1997年、2000年和2004年五次获评，1995、1996年未参评。"
    found = [m.time.earliest for m in read_sentence(text).mentions if m.time]
    assert [day.year for day in found if day] == [1993, 1994, 1997, 2000, 2004, 1995, 1996]


@pytest.mark.parametrize(
    ("published", "text", "words", "earliest", "latest"),
    [
        (
            "2026-07-17",
            "纪念《中朝友好合作互助条约》签订65周年。",
            "《中朝友好合作互助条约》签订65周年",
            "2026-01-01",
            "2026-12-31",
        ),
        ("2024-09-30", "共庆新中国75周年华诞。", "新中国75周年", "2024-01-01", "2024-12-31"),
        ("2024-08-22", "以两国建交75周年为契机。", "两国建交75周年", "2024-01-01", "2024-12-31"),
        (
            "1998-01-08",
            "在皖南事变发生57周年之际。",
            "皖南事变发生57周年",
            "1998-01-01",
            "1998-12-31",
        ),
        ("2025-10-22", "长征胜利89周年纪念日。", "长征胜利89周年", "2025-10-22", "2025-10-22"),
        (
            "2025-04-04",
            "1958年2月23日，也就是将军牺牲18周年之际，安葬。",
            "将军牺牲18周年",
            "1958-02-23",
            "1958-02-23",
        ),
        ("2026-04-05", "1986年，为纪念会师50周年建塔。", "会师50周年", "1986-01-01", "1986-12-31"),
    ],
)
def test_anniversaries(
    read_sentence: Read, published: str, text: str, words: str, earliest: str, latest: str
) -> None:
    extraction = read_sentence(text, published=date.fromisoformat(published))
    found = {m.text: m.time for m in extraction.mentions if m.time}
    assert (found[words].earliest, found[words].latest) == (
        date.fromisoformat(earliest),
        date.fromisoformat(latest),
    )


@pytest.mark.parametrize(
    "text",
    [
        "适合不同年龄层的人。",
        "祝愿祖国明天更加繁荣昌盛。",
        "每当夜幕降临，村里热闹起来。",
        "纪念十月革命节。",
        "雕塑“五月的风”落成。",
        "召开“九月会议”。",
        "五十多个春去秋来。",
    ],
)
def test_words_that_hold_a_time_and_tell_none(read_sentence: Read, text: str) -> None:
    assert [m.text for m in read_sentence(text).mentions if m.time] == []
