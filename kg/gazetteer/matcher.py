"""Find all names of a list in a text at once (Aho and Corasick, 1975), the longest at each place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

import ahocorasick

T = TypeVar("T")


class Matcher(Generic[T]):
    """Matches names, each with the values given for it.

    >>> Matcher([("白山", 1), ("白山市", 2), ("白山市", 3)]).find("在白山市委")
    [(1, 4, (2, 3))]
    """

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        table: dict[str, list[T]] = {}
        for name, value in entries:
            if name:
                table.setdefault(name, []).append(value)
        self._automaton = ahocorasick.Automaton()
        for name, values in table.items():
            self._automaton.add_word(name, (len(name), tuple(values)))
        self._empty = not table
        if table:
            self._automaton.make_automaton()

    def find(self, text: str) -> list[tuple[int, int, tuple[T, ...]]]:
        """Start, end and values of the names in a text: leftmost, then longest, never overlapping."""
        if self._empty:
            return []
        return [
            (last - length + 1, last + 1, values)
            for last, (length, values) in self._automaton.iter_long(text)
        ]
