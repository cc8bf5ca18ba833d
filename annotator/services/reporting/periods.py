"""The stretches that figures are told apart by: weeks and months of the local clock, rounds of work."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Literal

from annotator.domain.text.moments import local_day
from annotator.storage.store import Store
from annotator.storage.team.rounds import round_of_articles, rounds

By = Literal["week", "month", "round"]
NONE = ""
"""The period of articles that were dealt in no round, or of which no date is known."""


class Periods:
    """Which period an article belongs to, by when it was finished or by the round it was dealt in.

    The name of a week is its Monday, as `2026-11-23`, that of a month is `2026-11`, that of a round its own.
    """

    def __init__(self, store: Store, by: By) -> None:
        self.by = by
        self._rounds = round_of_articles(store.conn) if by == "round" else {}
        names = [one.name for one in rounds(store.conn)] if by == "round" else []
        self._place = {name: place for place, name in enumerate(names)}
        self._dated: Callable[[date], str] = _month if by == "month" else _week

    def of(self, key: str, at: str) -> str:
        """The period of an article (its key) that was finished at a time (UTC, ISO 8601)."""
        if self.by == "round":
            return self._rounds.get(key, NONE)
        day = local_day(at)
        return self._dated(day) if day else NONE

    def in_order(self, names: Iterable[str]) -> list[str]:
        """The periods of these names, each once, the first one first, and what is of none last."""
        return sorted(set(names), key=lambda name: (not name, self._place.get(name, 0), name))

    @staticmethod
    def title_of(by: By, name: str) -> str:
        """A period in words: `week from 2026-11-23`, `month 2026-11`, `round pilot`, `in no round`, `undated`."""
        if not name:
            return "in no round" if by == "round" else "undated"
        return f"week from {name}" if by == "week" else f"{by} {name}"


def _week(day: date) -> str:
    return (day - timedelta(days=day.weekday())).isoformat()


def _month(day: date) -> str:
    return day.isoformat()[:7]
