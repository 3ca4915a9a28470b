"""Dates as the calendar writes them, full or partial, and the words for days around today."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from kg.extract.numerals import parse_integer, parse_year
from kg.extract.times.bounds import bounds
from kg.extract.times.datelines import Datelines
from kg.extract.times.found import CLOCK, Found, PartialDate
from kg.model import TimeSpan

_YEAR = (
    r"(?:(?P<year>(?:1[5-9]|20)\d\d|[一二][〇零○0Oo一二三四五六七八九]{3})"
    r"|民国(?P<republic>[1-3]?\d|[一二三]?十?[一二三四五六七八九]?(?<!国)))年"
)
_MONTH = r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]|(?<![纪公改单])元)月(?!份?以(?!来)|革命|会议)份?"
_DAY = (
    r"(?P<day>3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]"
)
_PART = (
    r"(?:(?<=[今去前明\d]年)年(?=[初底末]))?"
    r"(?P<part>第?[一二三四]季度|初|底|末|上旬|中旬|下旬|上半[年月]|下半[年月]|春[天季]?(?![节晚运耕联夏季])"
    r"|夏[天季]?(?![令秋])|秋[天季]?(?![收冬])|冬[天季]?(?![奥训运])|暑[期假](?:期间)?|寒假(?:期间)?)?"
)
_COUNT = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3})"
_HOUR = (
    rf"(?:\d{{1,2}}|(?<=[午晨上晚夜间])[一二两三四五六七八九十]{{1,3}})(?:[时点](?:{_COUNT}分|[许半整])?|[:：]\d\d)"
    r"(?:左右|许)?"
)
_CLOCK = (
    r"(?:凌晨|拂晓|黎明|清晨|早晨|早上|上午|中午|午后|下午|傍晚|晚上|晚间|夜间|夜里|深夜|午夜|[晚夜](?![会报宴色])|晨)?"
    rf"(?:{_HOUR})?"
)
_BEGINS = r"(?=[\d一二三四五六七八九十元民今去前明同当翌次本上早晚傍])"
"""What a date begins with, and 早上, 晚上 and 傍晚, whose ends are no beginning of one: elsewhere the
parts of a date, each of which may be absent, would match nothing at every character."""
_RELATIVE = (
    r"(?P<relative>今年|去年|(?<![以之日年])前年(?!度)|(?<![说光])明年|(?<!不)同年(?![龄级代会])|当年|翌年"
    r"|次年(?![会度])|上年(?=[底末])|本月|上月|上个月"
    r"|今(?=[春夏秋冬])|(?<!春)去(?=[秋冬](?![天季奥来]))|明(?=春(?!天|节)))"
)
_DATE = re.compile(
    _BEGINS + rf"(?:{_YEAR}|{_RELATIVE})?" + rf"(?:{_MONTH}(?:{_DAY})?)?" + _PART + _CLOCK
)
_SAME_DAY = re.compile(
    r"(?P<month_word>同月|当月|本月|上月|上个月)"
    + _DAY
    + _CLOCK
    + r"|(?<![\d一二三四五六七八九十年第月如复])"
    + r"(?!一日)"
    + _DAY.replace("day", "day2").replace("[日号]", "日")
    + r"(?!前(?!往)|内)"
    + _CLOCK
)
_DAY_WORD = re.compile(
    r"(?<!美好的)(?<!美好)(?<!珍惜)(今天(?!的?来之不易)|昨天|(?<!祖国)(?<!祖国的)(?<!走向)明天(?!的(?:中国|世界|希望)|[会将]更)|前天|今日|昨日|明日|今晚|昨晚|昨夜|今晨)(（\d{1,2}月\d{1,2}日）)?"
    + _CLOCK
)
_DAY_SHIFT = {"今": 0, "昨": -1, "明": 1, "前": -2}
_THAT_DAY = re.compile(
    r"(?:当日|同日|当天|次日|翌日|(?<!每)当晚|(?<!每)当夜(?!幕)|(?<![是在为的于])同一天)" + _CLOCK
)
_THE_SAME = {"同一": "当天"}
_PART_OF_DAY = "(?:晚上?|早上?|清晨|早晨|上午|下午|傍晚|凌晨|中午|深夜)"
_CLOCK_ONLY = re.compile(
    r"(?<![\d年月日号天])(?:"
    rf"{_PART_OF_DAY}?\d{{1,2}}(?:(?:时|点)(?:\d{{1,2}}分|许|整|半)(?:左右|许)?|时(?=[，、。]))"
    rf"|{_PART_OF_DAY}{_COUNT}[时点](?:{_COUNT}分)?(?![钟名个半]))"
)
_TO = r"(?:至|到|—+|–|-|~|～)"
_ELIDED = re.compile(
    r"(?<![\d.])(?:"
    rf"(?P<year>(?:1[5-9]|20)\d\d)(?=(?:{_TO}|(?:、(?:1[5-9]|20)\d\d){{0,9}}、)(?:1[5-9]|20)\d\d年)"
    rf"|(?:(?P<year_of>(?:1[5-9]|20)\d\d)年)?(?P<month>1[0-2]|0?[1-9])(?={_TO}(?:1[0-2]|0?[1-9])月)"
    rf"|(?:(?P<year_of2>(?:1[5-9]|20)\d\d)年)?(?:(?P<month_of>1[0-2]|0?[1-9])月)?"
    rf"(?P<day>3[01]|[12]\d|0?[1-9])(?=(?:{_TO}|、)(?:3[01]|[12]\d|0?[1-9])日))"
)
"""The first part of a range that leaves its unit to the second: 5—6月, 2019—2021年."""
_ISO = re.compile(r"(?<![\d./-])((?:19|20)\d\d)([-./])(\d{1,2})\2(\d{1,2})(?![\d./-]\d|\d)")
_REIGNS = {
    "洪武": 1367,
    "永乐": 1402,
    "宣德": 1425,
    "正统": 1435,
    "景泰": 1449,
    "成化": 1464,
    "弘治": 1487,
    "正德": 1505,
    "嘉靖": 1521,
    "隆庆": 1566,
    "万历": 1572,
    "天启": 1620,
    "崇祯": 1627,
    "顺治": 1643,
    "康熙": 1661,
    "雍正": 1722,
    "乾隆": 1735,
    "嘉庆": 1795,
    "道光": 1820,
    "咸丰": 1850,
    "同治": 1861,
    "光绪": 1874,
    "宣统": 1908,
}
"""The year before the first of each reign of the Ming and the Qing."""
_REIGN = re.compile(
    rf"[明清]?(?:朝|代)?(?P<reign>{'|'.join(_REIGNS)})(?P<number>元|[一二三四五六]?十?[一二三四五六七八九]?)年"
)
_HALF = re.compile(
    r"(?=[上下第一二三四年])(?:(?<![年前第])(?<!年的)(?P<part>上半年|下半年|第?[一二三四]季度)(?=[，、]|[\u4e00-\u9fff]{2})"
    r"|(?:(?<![\u4e00-\u9fff\d])|(?<=[比较从自到至为于在截了]))年(?P<edge>[初底末])(?![一二三四五六七八九十]))"
)
_REPUBLIC = 1911
"""The year before the first of 民国."""
_EARLY = 3
"""The last month in which the end of a year that is told is that of the year before."""


def dates(text: str, _published: date | None) -> Iterator[Found]:
    """Dates with a year, a relative year, or a month; same days of a month that stands before."""
    for match in _SAME_DAY.finditer(text):
        partial = PartialDate(
            relative=match["month_word"] or "", day=parse_integer(match["day"] or match["day2"])
        )
        yield Found(match.start(), match.end(), TimeSpan(text=match[0]), 0.85, partial)
    for match in _DATE.finditer(text):
        if not _is_date(text, match):
            continue
        if match.start() and text[match.start() - 1].isdigit():
            continue
        if match["relative"] in ("今年", "去年") and text.startswith("来", match.end()):
            continue
        partial = PartialDate(
            year=_year(match["year"], match["republic"]),
            relative=match["relative"] or "",
            month=parse_integer(match["month"].replace("元", "一")) if match["month"] else None,
            day=parse_integer(match["day"]) if match["day"] else None,
            part=match["part"] or "",
        )
        yield Found(match.start(), match.end(), TimeSpan(text=match[0]), partial=partial)


def elided(text: str, _published: date | None) -> Iterator[Found]:
    """5 of 5—6月: what a range begins with, its unit said once."""
    for match in _ELIDED.finditer(text):
        year, month, day = (
            parse_integer(match[name] or match[other] or "")
            if match[name] or match[other]
            else None
            for name, other in (("year", "year_of"), ("month", "month_of"), ("day", "day"))
        )
        year = year or (parse_integer(match["year_of2"]) if match["year_of2"] else None)
        partial = PartialDate(year=year, month=month, day=day)
        yield Found(match.start(), match.end(), TimeSpan(text=match[0]), 0.85, partial)


def reigns(text: str, _published: date | None) -> Iterator[Found]:
    """光绪三十年: the year of the reign that began the year before."""
    for match in _REIGN.finditer(text):
        number = 1 if match["number"] == "元" else parse_integer(match["number"])
        limits = bounds(_REIGNS[match["reign"]] + number) if number else None
        if limits:
            earliest, latest, edtf = limits
            time = TimeSpan(text=match[0], earliest=earliest, latest=latest, edtf=edtf, rule="date")
            yield Found(match.start(), match.end(), time, 0.9)


def year_halves(text: str, published: date | None) -> Iterator[Found]:
    """上半年, 年底 by themselves: of the year of the news, or of the one before where they look back."""
    for match in _HALF.finditer(text):
        time = TimeSpan(text=match[0], anchor=published, rule="relative-year")
        if published and (limits := _half(match["part"] or match["edge"], published)):
            earliest, latest, edtf = limits
            time = replace(time, earliest=earliest, latest=latest, edtf=edtf)
        yield Found(match.start(), match.end(), time, 0.75)


def _half(part: str, published: date) -> tuple[date, date, str] | None:
    """In the first months of a year 下半年 and 年底 are of the year before, in January 年初 too."""
    limits = bounds(published.year, part=part)
    early = limits is not None and (limits[0] > published and published.month <= _EARLY)
    if early or (part == "初" and published.month == 1):
        return bounds(published.year - 1, part=part)
    return limits


def iso_dates(text: str, _published: date | None) -> Iterator[Found]:
    """Dates such as 2021-03-12, 2021/3/12 and 2021.3.12."""
    for match in _ISO.finditer(text):
        limits = bounds(int(match[1]), int(match[3]), int(match[4]))
        if limits:
            earliest, latest, edtf = limits
            time = TimeSpan(text=match[0], earliest=earliest, latest=latest, edtf=edtf, rule="date")
            yield Found(match.start(), match.end(), time)


def day_words(text: str, published: date | None) -> Iterator[Found]:
    """今天, 昨晚: counted from the day on which the text was written."""
    datelines = Datelines(text, published)
    for match in _DAY_WORD.finditer(text):
        written = datelines.before(match.start())
        if written is None:
            yield Found(match.start(), match.end(), TimeSpan(text=match[0], rule="day-word"), 0.7)
            continue
        day = written + timedelta(days=_DAY_SHIFT[match[1][0]])
        time = TimeSpan(
            text=match[0],
            earliest=day,
            latest=day,
            edtf=day.isoformat(),
            anchor=written,
            rule="day-word",
        )
        yield Found(match.start(), match.end(), time)


def that_day(text: str, _published: date | None) -> Iterator[Found]:
    """当日, 次日: counted from the last full date before."""
    for match in _THAT_DAY.finditer(text):
        partial = PartialDate(relative=_THE_SAME.get(match[0][:2], match[0][:2]))
        yield Found(match.start(), match.end(), TimeSpan(text=match[0]), 0.85, partial)


def clocks(text: str, published: date | None) -> Iterator[Found]:
    """A time of day by itself: on the day on which the text was written."""
    datelines = Datelines(text, published)
    for match in _CLOCK_ONLY.finditer(text):
        written = datelines.before(match.start())
        time = TimeSpan(
            text=match[0],
            earliest=written,
            latest=written,
            edtf=written.isoformat() if written else None,
            anchor=written,
            rule="clock",
        )
        yield Found(match.start(), match.end(), time, 0.8, PartialDate(relative=CLOCK))


def _is_date(text: str, match: re.Match[str]) -> bool:
    """Without a year, a month alone is a date only after another one; 3个月 and 每月 are none."""
    if match["year"] or match["republic"] or match["relative"]:
        return True
    if match["month"] is None:
        return False
    if (
        text[match.end() : match.end() + 1] == "的"
        and text[match.start() - 1 : match.start()] == "“"
    ):
        return False  # “五月的风”
    if match["day"] or match["part"] or text[max(match.start() - 1, 0)] in "，至到、（":
        return True
    before = text[match.start() - 1 : match.start()]
    after = text[match.end() : match.end() + 1]
    return after not in ("", "来") and before not in tuple("0123456789个几两每.、")


def _year(raw: str | None, republic: str | None) -> int | None:
    if republic:
        number = parse_integer(republic)
        return _REPUBLIC + number if number else None
    return parse_year(raw) if raw else None
