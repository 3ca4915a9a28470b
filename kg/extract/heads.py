"""Names that end in a known head (…纪念馆, …表彰大会, …领导小组): find the head, then its left edge.

Chinese names of this kind have no mark where they begin. Going left from the head, a name ends at
punctuation, at a boundary word (在, 举办, 参观, …: data/lexicons/boundaries.tsv), or where another
mention stands that cannot be part of it. A quotation inside a name is passed whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.extract.lexicon import alternatives

_STOP = frozenset("，。；：！？、,.;:!?（）()《》/|\n\t ·—…")
_OPENING = {"”": "“", "’": "‘", "」": "「"}


class HeadFinder:
    """Finds names by their heads.

    `heads` are the last words, `boundaries` the words that cannot be part of a name; `longest` is
    the greatest length of what stands before the head.
    """

    def __init__(
        self, heads: Iterable[str], boundaries: Iterable[str], *, longest: int = 20
    ) -> None:
        self._heads = re.compile(alternatives(heads))
        self._boundaries: dict[str, list[str]] = {}
        for word in sorted(set(boundaries), key=len, reverse=True):
            self._boundaries.setdefault(word[-1], []).append(word)
        self._longest = longest

    def find(self, text: str, blocked: list[bool]) -> Iterator[tuple[int, int, str]]:
        """Yield (start, end, head) of each name; characters marked in `blocked` are never inside."""
        position = 0
        while match := self._heads.search(text, position):
            position = match.end()
            if any(blocked[match.start() : match.end()]):
                continue
            start = self.left_edge(text, match.start(), blocked)
            yield start, match.end(), match[0]

    def left_edge(self, text: str, head: int, blocked: list[bool]) -> int:
        """Where a name begins whose head, or known last part, begins at `head`."""
        edge = head
        while edge > 0 and head - edge < self._longest:
            char = text[edge - 1]
            if char in _OPENING:
                opening = text.rfind(_OPENING[char], max(edge - 30, 0), edge - 1)
                if opening < 0 or "\n" in text[opening:edge]:
                    break
                edge = opening
                continue
            if char in _STOP or char in "“‘「" or blocked[edge - 1]:
                break
            ending = self._boundaries.get(char, ())
            word = next((w for w in ending if text.endswith(w, 0, edge)), None)
            if word is not None and not _inside_word(text, edge, word):
                break
            edge -= 1
        return edge


def _inside_word(text: str, edge: int, word: str) -> bool:
    """A boundary that is part of a usual longer word is none: 和平, 中共, 根据地, 第十一批."""
    ordinal = word[0] == "一" and text[edge - len(word) - 1 : edge - len(word)] in (
        "十",
        "百",
        "第",
    )
    return (
        ordinal
        or text[edge - len(word) : edge + 1] in _WORDS
        or (len(word) == 1 and text[edge - 2 : edge] in _WORDS)
    )


_WORDS = frozenset(
    {
        "和平",
        "同志",
        "对外",
        "在线",
        "为民",
        "向阳",
        "到会",
        "与会",
        "和谐",
        "对口",
        "在韩",
        "在职",
        "为国",
        "同盟",
        "对抗",
        "的士",
        "将军",
        "在乡",
        "了解",
        "由来",
        "所有",
        "会师",
        "根据地",
        "中原",
        "平原",
        "高原",
        "太原",
        "草原",
        "公有",
        "国有",
        "共有",
        "高等",
        "平等",
        "就业",
        "经典",
        "经济",
        "经验",
        "对话",
        "对抗赛",
        "成就",
        "代表大",
        "中共",
        "国共",
        "公共",
    }
)
