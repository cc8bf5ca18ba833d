"""Suggestions are stored by the million: a transaction counts its own together, when it ends."""

from __future__ import annotations

import sqlite3
from collections import Counter

_ADD = "INSERT INTO suggestion_counts VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET number = number + excluded.number"


class StoredSuggestions:
    """The suggestions that the transaction at hand has stored and not counted yet."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self._numbers: Counter[tuple[int, int]] = Counter()
        self._some_away: bool | None = None

    def add(self, article: int, source: int, number: int) -> None:
        """Note so many more of a source (its row id) in an article (likewise)."""
        if self._some_away is None:
            some = self._conn.execute("SELECT EXISTS (SELECT 1 FROM articles WHERE archived + 0 = 1)")
            self._some_away = bool(some.fetchone()[0])
        away = 0
        if self._some_away:
            (away,) = self._conn.execute("SELECT archived FROM articles WHERE id = ?", (article,)).fetchone()
        self._numbers[source, away] += number

    def count(self) -> None:
        """Count them, as the last thing that the transaction does."""
        if self._numbers:
            self._conn.executemany(_ADD, ((*key, number) for key, number in self._numbers.items()))
        self.forget()

    def forget(self) -> None:
        """Forget them: the transaction is over."""
        self._numbers.clear()
        self._some_away = None
