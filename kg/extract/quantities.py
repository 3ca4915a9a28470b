"""Quantities: numbers with a unit, with the bounds that 余, 近, 约, 以上 give them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from spacy.tokens import Doc

from kg.extract.document_state import covered
from kg.extract.lexicon import Lexicons, alternatives
from kg.extract.numerals import SCALES, parse_number, parse_pair
from kg.gazetteer.divisions import Divisions
from kg.gazetteer.matcher import Matcher
from kg.model import EntityType, Mention, Quantity

_ABOVE = frozenset({"超过", "逾", "超", "至少", "不少于", "突破", "破", "满"})
_BELOW = frozenset({"近", "不足", "不到", "不超过", "至多", "将近"})
_ABOUT = frozenset({"约", "大约", "约为"})
_BARE_SCALE = frozenset({"上", "超过", "超", "过", "近", "逾", "破", "突破"})
"""What makes an amount of a scale alone: 上万人, 近万名."""
_NUMERALS = frozenset("一二两三四五六七八九十百千万双")
_SCALES = frozenset("百千")
_PICTURES = ("图片", "照片", "附图")
_HALF = Decimal("0.5")
_HUNDREDTH = Decimal("0.01")
_FIGURES = r"(?<![\d,])\d[\d,]{0,17}(?:[.·]\d{1,9})?"
_CALENDAR_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_PLAIN = frozenset({"人", "名", "个", "位", "次", "米", "元", "岁", "户", "处", "公里"})
"""Units that count even where what follows makes a word with them: 1人为俄公民."""
_SAME_UNITS = {"元人民币": "元", "人口": "人"}
_SPANS = frozenset({"天", "年", "次", "场", "个月"})
_PLANNED = re.compile("规划|计划|行动计划|攻坚|后(?!期|续|备|勤|方)|前(?!期|线|沿|方)")
_WORDS_WITH_FILLED = "布装挤坐站住写贴挂摆圆充塞堆放铺落插盖爬沾"
"""布满一百三十八个弹孔 says no more than the number."""
_LONGER = {"小时": ("分钟", 60), "年": ("个月", 12)}
"""Units that go on in a smaller one, and how many of that they are: 1小时53分钟."""
_HALVED = frozenset({"年", "天", "小时", "公里", "亩"})
_AND_A_HALF = re.compile("半(?![数夜空岛径天生])")
_IMAGE = re.compile("[一事众物能紫古里火大雄]|水千山")
"""What follows 万 in words that count nothing: 十万火急, 百万雄师."""
_ONE_DAY = re.compile("，|[早晚]上|[上中下]午|清晨|深夜|傍晚")
_POINTING = frozenset("这那的每某有头同")
_ORDINAL = frozenset("第")
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]{1,80}")
_BENEFICIARY = re.compile(
    r"(?:为|给|向|对(?!象))(?P<whom>[^，。；为给向]{2,20}?)"
    r"(?:发放|提供|捐赠|捐款|捐|送去|送上|悬挂|落实|开展|进行)"
)


class QuantityFinder:
    """Sets `doc._.quantities`: amounts that say something of the world, not ordinals or dates."""

    def __init__(self, lexicons: Lexicons, divisions: Divisions) -> None:
        self._divisions: Matcher[None] = Matcher(
            (name, None)
            for name, found in divisions.names()
            if name[0] in _NUMERALS and any(name == division.name for division in found)
        )
        units = lexicons["units"]
        self._leading = alternatives(units.terms(role="noun-stop"))
        roles = ("unit", "figure-unit", "money", "measure")
        named = {term for role in roles for term in units.terms(role=role)} - {"人", "群"}
        unit = rf"{alternatives(named)}|群(?!众)|人(?![民员类士])"
        self._after_figures = set(units.terms(role="figure-unit"))
        self._measures = {*units.terms(role="money"), *units.terms(role="measure")}
        self._skip = re.compile(alternatives(units.terms(role="not-a-quantity")))
        measure = alternatives(self._measures)
        number = (
            rf"(?P<number>{_FIGURES}"
            r"|[一二两三四五六七八九十百千][〇零一二两三四五六七八九十百千]*(?:万[一二三四五六七八九](?=[〇零一二三四五六七八九十百千])[〇零一二三四五六七八九十百千]+)?"
            rf"(?:点[〇零一二三四五六七八九]+(?=[万亿元%级]|{measure}))?"
            rf"|零点[〇零一二三四五六七八九]+(?=[万亿元%]|{measure})"
            r"|[数几][十百千万亿]|上(?=[百千万亿])|(?:超过|超|过|近|逾|突破|破)(?=[万亿]))"
        )
        scale = r"(?P<scale>万亿|千万|百万|[百千万亿])?"
        filled = f"(?<![{_WORDS_WITH_FILLED}])满"
        qualifier = f"(?:{alternatives({*_ABOVE, *_BELOW, *_ABOUT} - {'满'})}|{filled})"
        self._pattern = re.compile(
            rf"(?P<before>{qualifier})?(?:(?P<low>{_FIGURES})(?P<low_scale>[万亿])?(?:—+|-|－|~|～|至|到))?(?P<minus>零下|(?<![\dA-Za-z])[-－](?=\d))?{number}(?P<more>[余多]|来(?=[户人个名亩里斤岁天年次]))?{scale}(?P<more2>[余多])?"
            rf"(?P<unit>(?:{unit})(?:（[套次处座个卷册幅枚份双月件台张]）)?)?(?P<more3>[余多](?![震额下数]))?(?P<after>以上|以下|左右|上下)?"
        )
        self._percent = re.compile(
            rf"(?P<before>{qualifier})?(?:百分之(?P<han>[一二三四五六七八九十百]+(?:点[〇零一二三四五六七八九]+)?)"
            rf"|(?:(?P<low>{_FIGURES})%?(?:—+|-|－|~|～|至))?(?P<digits>{_FIGURES})(?:%|个百分点)"
            r"|(?P<parts>[二三四五六七八九十百]{1,3})分之(?P<share>[一二三四五六七八九十]{1,3})"
            r"|(?<![一二三四五六七八九十])(?P<tenths>[一二三四五六七八九])成(?![群功立为员本绩就长型果品年熟]))(?P<after>以上|以下|左右)?"
        )

    def __call__(self, doc: Doc) -> Doc:
        text = doc._.text
        taken = covered(doc, "times", "documents")
        for start, end, _ in self._divisions.find(text):
            taken[start:end] = [True] * (end - start)  # 七里河区, 九江市
        found: list[Mention] = []
        for match in self._percent.finditer(text):
            if not any(taken[match.start() : match.end()]):
                self._add(found, doc, match, self._percentage(match), taken)
        for match in self._pattern.finditer(text):
            if any(taken[match.start() : match.end()]) or not self._plausible(doc, match):
                continue
            quantity = self._quantity(match)
            if quantity is not None:
                self._add(found, doc, match, quantity, taken)
        found.sort(key=lambda mention: mention.start)
        doc._.quantities = _compounded(found, text)
        return doc

    def _plausible(self, doc: Doc, match: re.Match[str]) -> bool:
        text = match.string
        if match["low"] and match["low"].startswith("0"):
            return False
        number, unit, scale = match["number"], match["unit"], match["scale"]
        before = text[match.start() - 1] if match.start() else ""
        after = text[match.end() : match.end() + 1]
        if before in _ORDINAL or before.isdigit() or (before and before in ".-〔第届"):
            return False
        if self._skip.match(text, match.start()) or before in ("“", "‘"):
            return False  # “三项”创建 names a campaign
        if (
            unit
            and unit not in _PLAIN
            and doc._.words.common.get(match.end("unit") - 1, 0) > match.end("unit")
        ):
            return False  # 731部队, 20周年: the unit begins another word
        if (unit or "").endswith("年") and text.startswith("前", match.end()):
            return False  # 二十多年前
        if unit == "天" and number == "一" and _ONE_DAY.match(text, match.end()):
            return False  # 一天，他来到村里
        if unit in _SPANS and _PLANNED.match(text, match.end()):
            return False  # 五年规划, 三天后
        if unit in ("周", "年") and text.startswith(
            "周年", match.end() - 1 if unit == "周" else match.end()
        ):
            return False
        if unit in _SPANS and before in _POINTING and number in ("一", "两", "几"):
            return False  # 这两天, 新的一年
        if unit == "次" and text.startswith(("全会", "会议", "全体会议"), match.end()):
            return False  # 五次全会
        if after == "代" and (unit or "").endswith("年"):
            return False
        if text.endswith(_PICTURES, 0, match.start()):
            return False
        if unit == "年" and _CALENDAR_YEAR.fullmatch(number) and not match["more"]:
            return False  # of a date that is none: 2019年2月30日
        if unit == "团" and (before in "师旅军" or len(number) > 2):
            return False  # 115师686团
        if number[0].isascii():
            return bool(unit) or (
                scale in ("万", "亿", "千万", "百万", "万亿") and not after.isdigit()
            )
        if number[0] in "几数" and before == "十":
            return False  # of 十几亿 the last part
        if (before == "前" and unit == "名") or (unit == "期" and number in _NUMERALS):
            return False  # 前八名, 地铁二期: a rank and a part
        if number == "上" and not doc._.words.begins[match.start("number")]:
            return False  # 战线上亿万
        large = scale in ("万", "亿") or number[-1] in "万亿"
        if not unit and large and number not in (*_SCALES, "十", "一", "上"):
            han = _HAN_RUN.match(text, match.end())
            return han is not None and not _IMAGE.match(text, match.end())  # 五千多万群众
        if unit in self._after_figures and len(number) == 1 and not scale:
            return False  # 七道江, 一组
        if number in _BARE_SCALE:
            return bool(unit and scale)
        if number in _SCALES and unit in self._measures and not (match["before"] or match["more"]):
            return False  # 千米级, 百元店
        if number == "一" and unit is not None and not scale and unit not in self._measures:
            return False  # 一名
        return bool(unit) and (not before or before not in "十百千万周统专")

    def _quantity(self, match: re.Match[str]) -> Quantity | None:
        raw = match["number"]
        pair = None if raw[0].isascii() else parse_pair(raw)
        if raw[0] in "数几" or raw in _BARE_SCALE:
            value: Decimal | None = Decimal(SCALES.get(raw[1:], 1))
        else:
            value = pair[1] if pair else parse_number(raw)
        if value is None:
            return None
        if match["scale"]:
            value *= SCALES[match["scale"]]
        low: Decimal | None = parse_number(match["low"]) if match["low"] else value
        scale = match["low_scale"] or match["scale"]
        if pair:  # 三四百人
            low = pair[0]
        if low is not None and (match["low"] or pair) and scale:
            low *= SCALES[scale]
        if match["minus"]:
            low = value = -value
        high: Decimal | None = value
        some = match["more"] == "来"  # 二百来户
        approximate = (
            pair is not None
            or some
            or match["before"] in _ABOUT
            or match["after"] in ("左右", "上下")
        )
        if (
            (match["more"] and not some)
            or match["more2"]
            or match["more3"]
            or match["after"] == "以上"
            or match["before"] in _ABOVE
            or raw[0] in "数几"
            or raw in _BARE_SCALE - {"近"}
        ):
            high = None
        elif match["before"] in _BELOW or match["after"] == "以下" or raw == "近":
            low = None
        unit = match["unit"]
        if unit and unit.startswith("个多"):  # 6个多月, 1个多小时: more than that
            unit, high = "个月" if unit == "个多月" else unit[2:], None
        elif unit and unit.startswith("个半"):  # 一个半月, 2个半小时
            unit = "个月" if unit == "个半月" else unit[2:]
            low, high = (None if bound is None else bound + _HALF for bound in (low, high))
        elif unit and len(unit) > 2 and unit[0] == "个":
            unit = unit[1:]  # 个基点, 个小时
        elif unit in _SAME_UNITS:
            unit = _SAME_UNITS[unit]
        return Quantity(
            text=match[0], minimum=low, maximum=high, unit=unit, approximate=approximate
        )

    @staticmethod
    def _percentage(match: re.Match[str]) -> Quantity:
        value = (
            parse_number(match["han"])
            if match["han"]
            else parse_number(match["digits"])
            if match["digits"]
            else (parse_number(match["tenths"]) or Decimal(0)) * 10
        )
        exact = True
        if match["parts"]:  # 三分之一
            share, parts = parse_number(match["share"]), parse_number(match["parts"])
            whole = Decimal(100) * (share or 0) / (parts or 1)
            value = whole.quantize(_HUNDREDTH) if whole % 1 else whole.quantize(Decimal(1))
            exact = value == whole
        low, high = parse_number(match["low"]) if match["low"] else value, value
        if match["after"] == "以上" or match["before"] in _ABOVE:
            high = None
        elif match["before"] in _BELOW or match["after"] == "以下":
            low = None
        return Quantity(
            text=match[0],
            minimum=low,
            maximum=high,
            unit="%",
            approximate=not exact or match["before"] in _ABOUT or match["after"] == "左右",
        )

    def _add(
        self,
        found: list[Mention],
        doc: Doc,
        match: re.Match[str],
        quantity: Quantity,
        taken: list[bool],
    ) -> None:
        text = match.string
        start, end = match.span()
        taken[start:end] = [True] * (end - start)
        sentence = next((s for s in doc._.sentences if s[0] <= start < s[1]), (0, len(text)))
        beneficiary = _BENEFICIARY.search(text, sentence[0], start)
        period = next(
            (
                m.text
                for m in reversed(doc._.times)
                if sentence[0] <= m.start < start
                and m.time
                and m.time.rule in ("years-since", "recent", "range")
            ),
            None,
        )
        whom = beneficiary["whom"].removesuffix("的") if beneficiary else None
        found.append(
            Mention(
                type=EntityType.QUANTITY,
                start=start,
                end=end,
                text=match[0],
                name=match[0],
                quantity=Quantity(
                    text=match[0],
                    minimum=quantity.minimum,
                    maximum=quantity.maximum,
                    unit=quantity.unit,
                    approximate=quantity.approximate,
                    what=self._counted(text, start, end),
                    for_=self._without_amount(whom),
                    period=period,
                ),
                confidence=0.95,
                rule="quantity.number-unit",
            )
        )

    def _counted(self, text: str, start: int, end: int) -> str | None:
        after = _HAN_RUN.match(text, end)
        if after:
            noun = re.split(self._leading, after[0])[0]
            if 1 < len(noun) <= 20:
                return noun
        before = _HAN_RUN.findall(text[max(start - 16, 0) : start])
        if before and text[start - 1] not in "，。；、：“”（":
            noun = re.split(self._leading, before[-1])[-1]
            if 1 < len(noun) <= 12:
                return noun
        return None

    def _without_amount(self, whom: str | None) -> str | None:
        return self._pattern.sub("", whom).strip() or None if whom and len(whom) > 1 else None


def _compounded(found: list[Mention], text: str) -> list[Mention]:
    """1小时53分钟 and 两年半 are one amount each."""
    result: list[Mention] = []
    for mention in found:
        before = result[-1] if result else None
        joined = _joined(before, mention, text) if before else None
        if joined:
            result[-1] = joined
            continue
        result.append(mention)
        amount = mention.quantity
        if amount and amount.unit in _HALVED and _AND_A_HALF.match(text, mention.end):
            longer = _with(amount, lambda value: value + _HALF, amount.unit)
            result[-1] = _reaching(mention, mention.end + 1, text, longer)
    return result


def _joined(before: Mention, mention: Mention, text: str) -> Mention | None:
    """The two as one amount in the smaller unit, None where they are two."""
    one, other = before.quantity, mention.quantity
    if before.end != mention.start or one is None or other is None or other.minimum is None:
        return None
    smaller, times = _LONGER.get(one.unit or "", ("", 1))
    if other.unit != smaller or one.minimum != one.maximum or other.minimum != other.maximum:
        return None
    added = other.minimum
    longer = _with(one, lambda value: value * times + added, smaller)
    return _reaching(before, mention.end, text, longer)


def _with(amount: Quantity, change: Callable[[Decimal], Decimal], unit: str | None) -> Quantity:
    """The amount with its bounds changed."""
    low, high = amount.minimum, amount.maximum
    return replace(
        amount,
        minimum=None if low is None else change(low),
        maximum=None if high is None else change(high),
        unit=unit,
    )


def _reaching(mention: Mention, end: int, text: str, amount: Quantity) -> Mention:
    """The mention of an amount, made longer."""
    words = text[mention.start : end]
    return replace(mention, end=end, text=words, name=words, quantity=replace(amount, text=words))
