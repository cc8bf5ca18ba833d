"""Suggestions are stored by the million: a transaction counts its own together, when it ends."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable

_ADD = "INSERT INTO suggestion_counts VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET number = number + excluded.number"


class StoredSuggestions:
    """The suggestions that the transaction at hand has stored and not counted yet."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self._numbers: Counter[tuple[int, str, int]] = Counter()
        self._some_away: bool | None = None

    def add(self, article: int, source: int, labels: Iterable[str]) -> None:
        """Note more of a source (its row id) in an article (likewise), by their labels."""
        if self._some_away is None:
            some = self._conn.execute("SELECT EXISTS (SELECT 1 FROM articles WHERE archived + 0 = 1)")
            self._some_away = bool(some.fetchone()[0])
        away = 0
        if self._some_away:
            (away,) = self._conn.execute("SELECT archived FROM articles WHERE id = ?", (article,)).fetchone()
        for label, number in Counter(labels).items():
            self._numbers[source, label, away] += number

    def count(self) -> None:
        """Count them, as the last thing that the transaction does."""
        if self._numbers:
            self._conn.executemany(_ADD, ((*key, number) for key, number in self._numbers.items()))
        self.forget()

    def forget(self) -> None:
        """Forget them: the transaction is over."""
        self._numbers.clear()
        self._some_away = None
