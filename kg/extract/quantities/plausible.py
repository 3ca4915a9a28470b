"""Which numbers with a unit are amounts, and no names, ranks, dates or figures of speech."""

from __future__ import annotations

import re

from kg.extract.quantities.patterns import BARE_SCALE
from kg.extract.words import Words

_SCALES = frozenset("百千")
_NUMERALS = frozenset("一二两三四五六七八九十百千万双")
_PICTURES = ("图片", "照片", "附图")
_CALENDAR_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_PLAIN = frozenset(
    {"人", "名", "个", "位", "次", "米", "元", "岁", "户", "处", "公里", "天", "吨", "亩", "倍"}
)
"""Units that count even where what follows makes a word with them: 1人为俄公民, 近200天将."""
_SPANS = frozenset({"天", "年", "次", "场", "个月", "周", "星期", "个星期"})
_RANKED = frozenset({"名", "次", "批", "届", "期", "轮", "任"})
"""前八名, 前六次: ranks, and those before."""
_BEFORE_RANKS = re.compile("(?<![此之以目])前$")
_PLANNED = re.compile("规划|计划|行动计划|攻坚|一度|后(?!期|续|备|勤|方)|[以之]?前(?!期|线|沿|方)")
_IMAGE = re.compile("[一事众物能紫古里火大雄富]|水千山|农奴")
"""What follows 万 in words that count nothing: 十万火急, 百万雄师."""
_ONE_DAY = re.compile("，|[早晚]上|[上中下]午|清晨|深夜|傍晚")
_POINTING = frozenset("这那的每某有头同前后上下")
_ORDINAL = re.compile(
    r"(?:第[\d一二三四五六七八九十]{0,3}个?|第[\d一二三四五六七八九十]{1,3}(?:、[\d一二三四五六七八九十]{1,3}){0,5}、)$"
)
"""第, 第二个十年, 第一、二、三次."""
_FIGURE_OF_SPEECH = re.compile("(?:又是?|最后|成百|成千|[的年日]复)$")
"""又是一年, 最后一公里, 成百上千."""
_SUCH_A_YEAR = re.compile("(?:的|关键|开局|收官|丰收|难忘|平凡|攻坚|重要)$")
_NAMED_AFTER_MILES = frozenset("河屯桥沟庄铺店坪湾亭镇村街坡岔庙墩弄洋")
"""三里河, 十里铺."""
_AROUND = re.compile("[后内岁多]|时间|以来|左右")
"""四周后, but 四周 is all around."""
_QUOTED = re.compile("[^”’，。；\n]{0,12}[”’]")
"""“三项”创建 names a campaign; “48岁，工作快30年了” is speech."""
_LETTERED = frozenset({"次", "座", "级", "路", "型"})
"""K1524次 is a train."""
_HAN_NEXT = re.compile("[\u4e00-\u9fff]")


class Plausible:
    """Judges matches of `patterns.amounts`."""

    def __init__(
        self,
        skip: re.Pattern[str],
        counted: re.Pattern[str],
        after_figures: set[str],
        measures: set[str],
    ) -> None:
        self._skip = skip
        self._counted = counted
        self._after_figures = after_figures
        self._measures = measures

    def __call__(self, match: re.Match[str], words: Words) -> bool:
        """Whether the match is an amount."""
        text, start, unit = match.string, match.start(), match["unit"]
        if self._in_a_name(match) or (unit and self._other_word(match, words, unit)):
            return False
        if match["low"] and match["low"].startswith("0") and "." not in match["low"]:
            return False
        if text.endswith(_PICTURES, 0, start):
            return False
        if unit and not self._of_time(match, unit):
            return False
        if match["number"][0].isascii():
            return self._figures(match, words)
        return self._numerals(match, words)

    def _in_a_name(self, match: re.Match[str]) -> bool:
        """Part of a longer number or name, a rank, or a figure of speech."""
        text, start, unit = match.string, match.start(), match["unit"]
        before = text[start - 1 : start]
        if before and (before.isdigit() or before in ".-〔届"):
            return True
        if before in "“‘" and before and _QUOTED.match(text, match.end()):
            return True
        if before.isascii() and before.isalpha() and (not unit or unit in _LETTERED):
            return True
        return bool(
            self._skip.match(text, start)
            or _ORDINAL.search(text, max(start - 24, 0), start)
            or (unit in _RANKED and _BEFORE_RANKS.search(text, max(start - 2, 0), start))
            or _FIGURE_OF_SPEECH.search(text, max(start - 2, 0), start)
        )

    @staticmethod
    def _other_word(match: re.Match[str], words: Words, unit: str) -> bool:
        """731部队, 20周年: the unit begins another word."""
        text, end, number = match.string, match.end(), match["number"]
        if unit not in _PLAIN and words.common.get(match.end("unit") - 1, 0) > match.end("unit"):
            return True
        if unit == "次" and text.startswith(("全会", "会议", "全体会议"), end):
            return True  # 五次全会
        if unit == "团" and (
            text[match.start() - 1 : match.start()] in tuple("师旅军") or len(number) > 2
        ):
            return True  # 115师686团
        if unit == "里" and text[end : end + 1] in _NAMED_AFTER_MILES:
            return not number[0].isascii()
        if unit == "分":
            return not text.endswith("小时", 0, match.start())
        return (
            unit == "周" and number == "四" and not match["after"] and not _AROUND.match(text, end)
        )

    @staticmethod
    def _of_time(match: re.Match[str], unit: str) -> bool:
        """Whether a length of time is one, and no point in time: 二十多年前, 一天，他来到村里."""
        text, start, end, number = match.string, match.start(), match.end(), match["number"]
        before, after = text[start - 1 : start], text[end : end + 1]
        if unit.endswith("年") and after in ("前", "代", "级", "金"):
            return False
        if unit == "天" and number == "一" and _ONE_DAY.match(text, end):
            return False
        if unit in _SPANS and _PLANNED.match(text, end):
            return False  # 五年规划, 三天后
        if unit in ("周", "年") and text.startswith("周年", end - 1 if unit == "周" else end):
            return False
        if unit in _SPANS and before in _POINTING and number in ("一", "两", "几"):
            return False  # 这两天, 新的一年
        if unit != "年":
            return True
        if _CALENDAR_YEAR.fullmatch(number) and not match["more"]:
            return False  # of a date that is none: 2019年2月30日
        such = number == "一" and _SUCH_A_YEAR.search(text, max(start - 2, 0), start)
        return not (such and after in ("", *"，。；！"))

    def _figures(self, match: re.Match[str], words: Words) -> bool:
        """Figures count with a unit, a scale, or before what is counted without one."""
        if match["unit"]:
            return True
        text, end = match.string, match.end()
        after = text[end : end + 1]
        if match["scale"]:
            return match["scale"] in ("万", "亿", "千万", "百万", "万亿") and not after.isdigit()
        if len(match["number"]) > 1 and self._counted.match(text, end):
            return True  # 100官兵
        return bool(match["before"] or match["more"]) and _is_noun(match, words)

    def _numerals(self, match: re.Match[str], words: Words) -> bool:
        text, start, end = match.string, match.start(), match.end()
        number, unit, scale = match["number"], match["unit"], match["scale"]
        before = text[start - 1 : start]
        if number[0] in "几数" and before == "十":
            return False  # of 十几亿 the last part
        if unit == "期" and number in _NUMERALS:
            return False  # 地铁二期
        if number == "上" and not words.begins[match.start("number")]:
            return False  # 战线上亿万
        large = scale in ("万", "亿") or number[-1] in "万亿"
        if not unit and large and number not in (*_SCALES, "十", "一", "上", "万"):
            return bool(_HAN_NEXT.match(text, end)) and not _IMAGE.match(text, end)  # 五千多万群众
        if unit in self._after_figures and len(number) == 1 and not scale:
            return False  # 七道江, 一组
        if not unit and (match["more"] or match["more2"]) and (large or number[-1] in "百千万"):
            return _is_noun(match, words) or not _HAN_NEXT.match(text, end)  # 歼敌千余。
        if not unit and scale and (number == "上" or (number == "百" and scale == "万")):
            return _is_noun(match, words) and not _IMAGE.match(text, end)  # 上千居民, 百万游客
        if number in BARE_SCALE:
            return bool(unit and scale)
        vague = match["before"] or match["more"] or (scale and (number == "百" or unit == "元"))
        if number in _SCALES and unit in self._measures and unit != "亩" and not vague:
            return False  # 千米级, 百元店
        more = unit is not None and unit.startswith(("个多", "个半"))
        if number == "一" and unit and not scale and unit not in self._measures and not more:
            return False  # 一名
        return bool(unit) and (not before or before not in "十百千万周统专")


def _is_noun(match: re.Match[str], words: Words) -> bool:
    """Whether a noun of two characters or more follows, which is counted: 约5000兵力."""
    end = match.end()
    return words.nominal.get(end, 0) - end > 1
