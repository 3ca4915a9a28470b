"""What a name or a query is compared by: tokens, pinyin, initials.

Both scripts meet in simplified characters, and letters in lower case without marks. A token is one
Chinese character, one run of letters or one run of digits.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from opencc import OpenCC

TOKEN = re.compile(
    r"[㐀-䶿一-鿿〇\U00020000-\U000323AF]|[a-z]+|\d+|(?:(?![a-z㐀-䶿一-鿿〇])[^\W\d_])+"
)
"""A token of folded text."""


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


def fold(text: str) -> str:
    """The text without what a searcher does not mean: width, case, script, marks.

    >>> fold("ＡＫ47 雙擁，Lǚliáng")
    'ak47 双拥,luliang'
    """
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).lower())
    bare = "".join(char for char in plain if unicodedata.category(char) != "Mn")
    simplified: str = _simplifier().convert(bare)
    return simplified


def tokens(folded: str) -> list[str]:
    """The tokens of folded text.

    >>> tokens("2019年12号gdp 白山")
    ['2019', '年', '12', '号', 'gdp', '白', '山']
    """
    return TOKEN.findall(folded)
