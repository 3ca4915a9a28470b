"""Numbers in the order of a rank, with room between them for what comes later.

A table keeps its rows in order by a column `slot`. A new row takes a number between those of its
neighbours. Where none is left, the slots of the rows around are spread anew, of few rows if that gives
room, of more if not: seldom, so that a row costs little however many there are.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

GAP = 1 << 20
"""Between two rows that are added one after the other."""
_ROOM = 1 << 10
"""Between two rows, at least, when slots are spread anew."""
_FEW = 16

Moved = Callable[[dict[int, int], dict[int, int]], None]
"""Told of rows that get another slot: number and slot of each, before and after."""


class Order:
    """The order of a table's rows by some columns, kept in its column `slot`."""

    def __init__(
        self, db: sqlite3.Connection, table: str, columns: tuple[str, ...], moved: Moved
    ) -> None:
        self._db = db
        self._table = table
        self._columns = columns
        self._moved = moved

    def slot(self, *rank: object) -> int:
        """A slot for a new row, whose rank no row has yet."""
        before = self._beside(rank, "<", "DESC")
        after = self._beside(rank, ">", "ASC")
        if before is None:
            return 0 if after is None else after - GAP
        if after is None:
            return before + GAP
        if after - before < 2:
            self._spread(before)
            return self.slot(*rank)
        return (before + after) // 2

    def _beside(self, rank: tuple[object, ...], than: str, direction: str) -> int | None:
        columns = ", ".join(self._columns)
        order = ", ".join(f"{column} {direction}" for column in self._columns)
        row = self._db.execute(
            f"SELECT slot FROM {self._table} WHERE ({columns}) {than} "
            f"({', '.join('?' * len(rank))}) ORDER BY {order} LIMIT 1",
            rank,
        ).fetchone()
        return int(row[0]) if row else None

    def _spread(self, around: int) -> None:
        """Give the rows around a slot other slots, evenly between the outermost two of them."""
        few = _FEW
        while True:
            before = self._rows("<=", "DESC", around, few)
            after = self._rows(">", "ASC", around, few)
            rows = [*reversed(before), *after]
            whole = len(before) < few and len(after) < few
            step = GAP if whole else (rows[-1][1] - rows[0][1]) // (len(rows) - 1)
            if step >= _ROOM:
                break
            few *= 4
        spread = {number: rows[0][1] + step * n for n, (number, _) in enumerate(rows)}
        sql = f"UPDATE {self._table} SET slot = ? WHERE number = ?"
        self._db.executemany(sql, ((None, number) for number in spread))
        self._db.executemany(sql, ((slot, number) for number, slot in spread.items()))
        self._moved(dict(rows), spread)

    def _rows(self, than: str, direction: str, around: int, few: int) -> list[tuple[int, int]]:
        return self._db.execute(
            f"SELECT number, slot FROM {self._table} WHERE slot {than} ? "
            f"ORDER BY slot {direction} LIMIT ?",
            (around, few),
        ).fetchall()
