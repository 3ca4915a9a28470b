"""Names as they are compared: without quote marks, title marks and blanks."""

from __future__ import annotations

import re
import unicodedata

from kg.model import EntityType, Mention

_SHORTENED = (
    ("中国共产党", "中共"),
    ("中国人民志愿军", "志愿军"),
    ("中国人民解放军", "解放军"),
    ("中国工农红军", "红军"),
    ("抗日联军", "抗联"),
)
"""What names say in full or in short: 在韩中国人民志愿军烈士遗骸安葬仪式."""
_OF_THE_PARTY = re.compile("^党的(?=[一二三四五六七八九十]{1,3}(?:大|届))")
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_DECIMAL = re.compile("[〇零一二三四五六七八九]+点[〇零一二三四五六七八九]+")
_ADORNING = re.compile("大型|盛大|隆重")
_SAID_AGAIN = re.compile("[（(][^）)]*[）)]")
_MARKS = frozenset("“”‘’\"'「」『』《》〈〉")


def comparable(name: str) -> str:
    """A name for comparison.

    >>> comparable("“四保 临江”纪念馆")
    '四保临江纪念馆'
    """
    folded = unicodedata.normalize("NFKC", name)
    return "".join(c for c in folded if not c.isspace() and c not in _MARKS)


def folded(mention: Mention, name: str | None = None) -> str:
    """The name under which mentions in one article are one: comparable, and of an event without
    words that only adorn it (大型), of a time without what says it again: 今天（12月13日）."""
    name = name or mention.name
    if mention.type is EntityType.EVENT:
        return _ADORNING.sub("", comparable(name)) or comparable(name)
    if mention.type is EntityType.TIME:
        return comparable(_SAID_AGAIN.sub("", name)) or comparable(name)
    return comparable(name)


def shortened(name: str) -> str:
    """A comparable name with the short forms of the armies and the party, and decimals in figures.

    >>> shortened("里氏六点二级地震"), shortened("东北抗日联军纪念馆")
    ('里氏6.2级地震', '东北抗联纪念馆')
    >>> shortened("党的二十届三中全会"), shortened("中国共产党二十届三中全会")
    ('中共二十届三中全会', '中共二十届三中全会')
    """
    name = _OF_THE_PARTY.sub("中共", name)
    for full, short in _SHORTENED:
        name = name.replace(full, short)
    return _DECIMAL.sub(lambda m: m[0].translate(_DIGITS).replace("点", "."), name)
