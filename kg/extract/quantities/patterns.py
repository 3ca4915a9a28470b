"""What an amount looks like: a number, words that bound it, a unit."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.extract.lexicon import alternatives

ABOVE = frozenset({"超过", "逾", "超", "至少", "不少于", "突破", "破", "满"})
BELOW = frozenset({"近", "接近", "不足", "不到", "不超过", "至多", "将近"})
ABOUT = frozenset({"约", "大约", "约为", "大概"})
SOON = "快"
"""快10年 is not quite so long."""
BARE_SCALE = frozenset({"上", "超过", "超", "过", "近", "逾", "破", "突破"})
"""What makes an amount of a scale alone: 上万人, 近万名."""
_FIGURES = r"(?<![\d,])\d[\d,]{0,17}(?:[.·]\d{1,9})?"
_HAN = "一二两三四五六七八九十百千"
_TO = r"(?:—+|-|－|~|～|至|到)"
_WORDS_WITH_FILLED = "布装挤坐站住写贴挂摆圆充塞堆放铺落插盖爬沾"
"""布满一百三十八个弹孔 says no more than the number."""
_WORDS_WITH_SOON = "加较更尽飞赶很最凉爽轻畅勤痛明"
_FIRST = "".join(sorted({word[0] for word in {*ABOVE, *BELOW, *ABOUT, SOON, *BARE_SCALE}}))
_FIRST = rf"\d{_HAN}零数几万－{_FIRST}-"
"""What an amount may begin with: elsewhere nothing is tried."""
_PAIR = "（[套次处座个卷册幅枚份双月件台张只匹头羽辆条]）|/[套件台]"
"""What joins a second unit: 件（套）, 件/套."""


def _qualifier() -> str:
    words = alternatives({*ABOVE, *BELOW, *ABOUT} - {"满"})
    soon = rf"(?<![{_WORDS_WITH_SOON}]){SOON}(?=[\d{_HAN}]{{1,4}}(?:周?岁|年|天|个?小时|个月))"
    return rf"(?:{words}|(?<![{_WORDS_WITH_FILLED}])满|{soon})"


def amounts(units: Iterable[str], measures: Iterable[str]) -> re.Pattern[str]:
    """A number with its unit, or without: 3000余名, 3.18余万, 六十八点七万元, 3万5千."""
    measure = alternatives(set(measures))
    unit = rf"个点(?!位)|{alternatives(set(units) - {'人', '群', '个点'})}|群(?!众)|人(?![民员类士])|分(?=\d)"
    number = (
        rf"(?P<number>{_FIGURES}"
        rf"|[{_HAN}][〇零{_HAN}]*(?:万[一二三四五六七八九](?=[〇零{_HAN}])[〇零{_HAN}]+)?"
        rf"(?:点[〇零一二三四五六七八九]+(?=[万亿元%级]|{measure}))?"
        rf"|零点[〇零一二三四五六七八九]+(?=[万亿元%]|{measure})"
        rf"|[数几][十百千万亿]|上(?=[百千万亿])|(?:超过|超|过|近|逾|突破|破)(?=[万亿])"
        rf"|(?<![{_HAN}万亿\d余多数几上])万(?=[余多名]))"
    )
    low = rf"(?:(?P<low>{_FIGURES}|[{_HAN}]{{1,4}}(?=[至到—～~]+[{_HAN}]))(?P<low_scale>[万亿])?{_TO})?"
    return re.compile(
        rf"(?=[{_FIRST}])(?P<before>{_qualifier()})?{low}(?P<minus>零下|(?<![\dA-Za-z])[-－](?=\d))?{number}"
        r"(?P<more>[余多]|(?<=十)几|来(?=[户人个名亩里斤岁天年次多]))?"
        r"(?P<scale>万亿|千万|百万|[百千万亿])?"
        r"(?:(?<=\d[万亿])(?P<rest>\d{1,4})(?P<rest_scale>[百千万])?(?![\d.年月]))?"
        rf"(?P<more2>[余多])?(?P<unit>(?:{unit})(?:{_PAIR})?)?"
        r"(?P<more3>[余多](?![震额下数]))?(?P<after>以上|以下|左右|上下)?"
    )


def shares() -> re.Pattern[str]:
    """A share of a whole: 85.6%, 百分之八十五点六, 三分之一, 1/4, 九成."""
    return re.compile(
        rf"(?=[{_FIRST}])(?P<before>{_qualifier()})?"
        r"(?:百分之(?P<han>[〇零一二两三四五六七八九十百]+(?:点[〇零一二三四五六七八九]+)?)"
        rf"|(?:(?P<low>{_FIGURES})%?{_TO})?(?P<digits>{_FIGURES})(?:%|个百分点)"
        r"|(?<![几数])(?P<parts>[二三四五六七八九十百]{1,3})分之(?P<share>[一二三四五六七八九十]{1,3})"
        r"|(?<![\d/.-])(?P<share_digits>[1-9])/(?P<parts_digits>[1-9]\d?)(?![\d/.-]|决赛)"
        r"|(?<![一二三四五六七八九十])(?P<tenths>[一二三四五六七八九])成(?![群功立为员本绩就长型果品年熟]))"
        r"(?P<after>以上|以下|左右)?"
    )
