"""What somebody did in a stretch of time: time at work, decisions, spans, articles, words.

*Time at work* is what passed before each decision, of a longer pause no more than the first minutes (see
`services.annotating.stored_cursor.IDLE_MS`); it is what the pace of a layer is made of, too. What was imported was done
by no hand, and what was undone took time but counts for nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from annotator.domain.decisions import id_from
from annotator.domain.text.moments import day_decided, midnight
from annotator.domain.tokens import own_tokens
from annotator.storage.store import ELSEWHERE, Store

_DECIDES = frozenset(("accepted", "rejected", "added", "removed", "relabelled", "resized", "ruled", "confirmed"))
"""The actions that are decisions about spans; others follow from them."""


class _Row(NamedTuple):
    step: str
    article: int
    layer: str
    at: str
    action: str
    note: str | None
    elapsed_ms: int
    bulk: int


@dataclass(frozen=True, slots=True)
class Work:
    """What somebody did.

    `spans` are those that they decided then and that hold now; `by_hand` and `in_bulk` are decisions about spans, one
    by one and many by one key; `articles` are those they decided in, `finished` those they finished or approved, with
    so many `words` (tokens with a letter or digit); `seconds` are time at work.
    """

    spans: int = 0
    by_hand: int = 0
    in_bulk: int = 0
    articles: int = 0
    finished: int = 0
    words: int = 0
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class DayOfWork:
    """One day (of the local clock) in short: articles finished, decisions about spans, seconds at work."""

    day: date
    finished: int = 0
    decisions: int = 0
    seconds: int = 0


def work_since(store: Store, by: str, number: int) -> Work:
    """What somebody did after the decision of that number."""
    return _work(store, by, _rows(store, by, "seq > ?", number))


def work_on(store: Store, by: str, day: date) -> Work:
    """What somebody did on a day of the local clock."""
    return _work(store, by, _between(store, by, day, day))


def days_of_work(store: Store, by: str, last: date, count: int) -> list[DayOfWork]:
    """The `count` days up to `last`, each in short, in order."""
    first = last - timedelta(days=count - 1)
    by_day: dict[date, list[_Row]] = {first + timedelta(days=number): [] for number in range(count)}
    for row in _between(store, by, first, last):
        by_day[day_decided(row.at)].append(row)
    return [_day_of_work(day, rows) for day, rows in by_day.items()]


def _day_of_work(day: date, rows: Sequence[_Row]) -> DayOfWork:
    done = _done(rows)
    decisions = sum(row.action in _DECIDES for row in done)
    return DayOfWork(day, len(_finished(done)), decisions, sum(row.elapsed_ms for row in rows) // 1000)


def _between(store: Store, by: str, first: date, last: date) -> list[_Row]:
    """The decisions of the local days from `first` to `last`; their ids are in order of time."""
    midnights = map(midnight, (first, last + timedelta(days=1)))
    return _rows(store, by, "decisions.id >= ? AND decisions.id < ?", *map(id_from, midnights))


def _rows(store: Store, by: str, where: str, *values: object) -> list[_Row]:
    rows = store.conn.execute(
        "SELECT step, article, layer, at, action, note, elapsed_ms, bulk FROM decisions "
        f"WHERE {where} AND by = ? AND origin != '{ELSEWHERE}' AND action != 'imported' ORDER BY id",
        (*values, by),
    )
    return [_Row(*row) for row in rows]


def _done(rows: Sequence[_Row]) -> list[_Row]:
    """Those that were not undone among them; undoing itself is left out."""
    undone: set[str | None] = set()
    for row in rows:
        if row.action == "undone":
            undone.add(row.note)
        elif row.action == "redone":
            undone.discard(row.note)
    return [row for row in rows if row.step not in undone and row.action not in ("undone", "redone")]


def _finished(done: Iterable[_Row]) -> set[int]:
    return {row.article for row in done if row.action in ("finished", "approved")}


def _work(store: Store, by: str, rows: Sequence[_Row]) -> Work:
    done = _done(rows)
    decided = [bool(row.bulk) for row in done if row.action in _DECIDES]
    finished = _finished(done)
    return Work(
        spans=_spans(store, by, rows),
        by_hand=decided.count(False),
        in_bulk=decided.count(True),
        articles=len({row.article for row in done}),
        finished=len(finished),
        words=sum(_words(text) for text in _texts(store, finished)),
        seconds=sum(row.elapsed_ms for row in rows) // 1000,
    )


def _spans(store: Store, by: str, rows: Sequence[_Row]) -> int:
    """How many spans hold that somebody decided between the first and the last of these decisions."""
    if not rows:
        return 0
    times = [row.at for row in rows]
    (count,) = store.conn.execute(
        "SELECT count(*) FROM (SELECT json_extract(value, '$[0]') AS one, json_extract(value, '$[1]') AS name "
        "FROM json_each(?)) CROSS JOIN spans ON article = one AND layer = name "
        "WHERE state = 'held' AND decided != 'imported' AND by = ? AND at BETWEEN ? AND ?",
        (json.dumps(list({(row.article, row.layer) for row in rows})), by, min(times), max(times)),
    ).fetchone()
    return int(count)


def _texts(store: Store, articles: Iterable[int]) -> Iterable[str]:
    for article in articles:
        yield store.conn.execute("SELECT text FROM texts WHERE article = ?", (article,)).fetchone()[0]


def _words(text: str) -> int:
    return sum(any(map(str.isalnum, word)) for word in own_tokens(text)[2])
