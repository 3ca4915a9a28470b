"""Names that end in a known head (…纪念馆, …表彰大会, …领导小组): find the head, then its left edge.

Chinese names of this kind have no mark where they begin. Going left from the head, a name ends at
punctuation, at a boundary word (在, 举办, 参观, …: data/lexicons/boundaries.tsv), or where another
mention stands that cannot be part of it. A boundary word counts only where words of the dictionary
begin and end: 都 in 首都 is none. A quotation inside a name is passed whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.extract.lexicon import alternatives
from kg.extract.words import Words

_STOP = frozenset("，。；：！？、,.;:!?（）()《》/|丨\n\t ·—…-–")
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

    def find(self, text: str, words: Words, blocked: list[bool]) -> Iterator[tuple[int, int, str]]:
        """Yield (start, end, head) of each name; characters marked in `blocked` are never inside."""
        position = 0
        while match := self._heads.search(text, position):
            position = match.end()
            if any(blocked[match.start() : match.end()]):
                continue
            start = self.left_edge(text, words, match.start(), blocked)
            while (longer := self._heads.match(text, match.end())) and not any(
                blocked[longer.start() : longer.end()]
            ):
                match = longer  # 百货大楼股份有限公司
            position = match.end()
            yield start, match.end(), match[0]

    def left_edge(self, text: str, words: Words, head: int, blocked: list[bool]) -> int:
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
            if blocked[edge - 1] or char in "“‘「":
                break
            if char in _STOP and not _hyphen(text, edge - 1):
                break
            ending = self._boundaries.get(char, ())
            word = next((w for w in ending if text.endswith(w, 0, edge)), None)
            if word is not None and _is_word(text, words, edge - len(word), edge):
                break
            edge -= 1
        return edge


def _hyphen(text: str, at: int) -> bool:
    """中国—东盟博览会: a single dash joins what stands around it."""
    around = text[max(at - 1, 0) : at] + text[at + 1 : at + 2]
    return text[at] == "—" and len(around) == 2 and all("\u4e00" <= c <= "\u9fff" for c in around)


def _is_word(text: str, words: Words, start: int, end: int) -> bool:
    """Whether a boundary is made of whole words, or begins or ends a longer one: 举行 counts in 举行仪式
    and 积极参与 too, which the dictionary has as one word, but 都 not in 首都, nor 一次 in 第一次."""
    begins, ends = bool(words.begins[start]), bool(words.begins[end])
    if end - start == 1:
        return begins and ends
    ordinal = text[start] == "一" and text[start - 1 : start] in ("第", "十", "百")
    return (begins or ends) and not ordinal
