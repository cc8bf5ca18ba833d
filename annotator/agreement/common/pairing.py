"""Rows paired with columns at the least cost, each with one at most: the sparse assignment problem.

Jonker and Volgenant (1987), "A shortest augmenting path algorithm for dense and sparse linear assignment problems".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush
from typing import Generic, TypeVar

_Cost = TypeVar("_Cost", int, float)


def least_cost(rows: Sequence[Mapping[int, _Cost]], alone: _Cost) -> _Cost:
    """The least sum of costs in all ways to pair rows with columns; exact where costs are whole numbers.

    `rows` has for each row the columns that it may take, with the cost, not negative; a row without a column costs
    `alone`.
    """
    pairing = _Pairing(rows, alone)
    for row in range(len(rows)):
        pairing.place(row)
    column_of = pairing.column_of
    return sum(mine[column_of[row]] if row in column_of else alone for row, mine in enumerate(rows))


class _Pairing(Generic[_Cost]):
    """Rows that were placed, each with its column or alone, and what columns are worth to those who want them."""

    def __init__(self, rows: Sequence[Mapping[int, _Cost]], alone: _Cost) -> None:
        self.column_of: dict[int, int] = {}
        self._rows: Sequence[Mapping[int, _Cost]] = rows
        self._alone: _Cost = alone
        self._row_of: dict[int, int] = {}
        self._worth: dict[int, _Cost] = {}

    def place(self, row: int) -> None:
        """Place one more row by the shortest path: others may have to take other columns, or stand alone."""
        distance: dict[int, _Cost] = {}
        before: dict[int, int] = {}
        reached: dict[int, _Cost] = {}
        queue: list[tuple[_Cost, int]] = []
        base: _Cost = 0
        here, best_alone, standing_alone = row, self._alone, row
        while True:
            if self._alone - base < best_alone:
                best_alone, standing_alone = self._alone - base, here
            for column, cost in self._rows[here].items():
                far = cost + self._worth.get(column, 0) - base
                if far < distance.get(column, best_alone) and column not in reached:
                    distance[column], before[column] = far, here
                    heappush(queue, (far, column))
            while queue and queue[0][0] > distance[queue[0][1]]:
                heappop(queue)
            if not queue or best_alone <= queue[0][0]:
                self._settle(reached, best_alone)
                self._move(self.column_of.pop(standing_alone, None), before)
                return
            far, column = heappop(queue)
            if column not in self._row_of:
                self._settle(reached, far)
                self._move(column, before)
                return
            reached[column] = far
            here = self._row_of[column]
            base = self._rows[here][column] + self._worth.get(column, 0) - far

    def _settle(self, reached: Mapping[int, _Cost], end: _Cost) -> None:
        for column, far in reached.items():
            self._worth[column] = self._worth.get(column, 0) + end - far

    def _move(self, column: int | None, before: Mapping[int, int]) -> None:
        """Give columns on, from the free one (or the one given up) back to the row that began."""
        while column is not None:
            row = before[column]
            given_up = self.column_of.get(row)
            self.column_of[row], self._row_of[column] = column, row
            column = given_up
