"""Weeks of a team, simulated: people label in sessions, a reviewer reviews, and a clock tells when."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from heapq import heappop, heappush
from types import SimpleNamespace

import pytest
from support.teams import put

from annotator.domain import decisions
from annotator.domain.text.moments import midnight
from annotator.services.annotating.session import AnnotationSession
from annotator.services.reviewing.session import ReviewSession
from annotator.storage.queries.queue import next_article
from annotator.storage.queries.review_queue import statuses, waiting
from annotator.storage.store import Store

WORDS = ("Orlow", "Mira", "Ellison", "Norland", "Lena", "Fischer", "Rain", "Bridge")
MORNING = 9
REVIEWER = "rosa"


@dataclass(slots=True)
class Clock:
    """A clock that goes when it is told to; seconds are those since 1970."""

    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


@contextmanager
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    """Decisions are made at the time of a clock, in this block."""
    made, now = decisions.new_id, Clock()
    before = made._last
    made._last = 0
    with monkeypatch.context() as patch:
        patch.setattr(decisions, "time", SimpleNamespace(time_ns=lambda: int(now.seconds * 1e9)))
        yield now
    made._last = before


def articles(store: Store, number: int) -> list[str]:
    """Articles of a few words, with names in them; gives their keys."""
    draw = random.Random(number)  # noqa: S311 - the same texts each time
    return [put(store, f"Number {one}: {' '.join(draw.choices(WORDS, k=12))}.") for one in range(number)]


@dataclass(slots=True)
class Weeks:
    """A team at work: the `minutes` that an article takes each person on average, the `hours` they work on a day.

    `returned` is the share of articles that the reviewer gives back once; `wrong` how often somebody gives another
    label than most.
    """

    store: Store
    clock: Clock
    minutes: Mapping[str, float]
    hours: Callable[[str, date], float]
    seed: int = 1
    returned: float = 0.03
    wrong: float = 0.1
    draw: random.Random = field(init=False)
    gave_back: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.draw = random.Random(self.seed)  # noqa: S311 - the same weeks each time

    def work(self, day: date) -> bool:
        """Let everybody work for a day, and the reviewer behind them; gives whether anything is left."""
        morning = midnight(day).timestamp() + MORNING * 3600
        ends = {name: morning + self.hours(name, day) * 3600 * self.draw.uniform(0.75, 1.25) for name in self.minutes}
        coming: list[tuple[float, str, str]] = []
        for name in self.minutes:
            self._begin(coming, name, morning, ends[name])
        while coming:
            self.clock.seconds, name, key = heappop(coming)
            self._label(name, key)
            self._begin(coming, name, self.clock.seconds, ends[name])
        self.clock.seconds = morning + 8 * 3600
        if self.hours(REVIEWER, day):
            self._review()
        return any(self._mine(name) for name in self.minutes)

    def _begin(self, coming: list[tuple[float, str, str]], name: str, now: float, end: float) -> None:
        """Let somebody begin an article, if there is one and time: it is finished later on."""
        if now < end and (key := self._mine(name)):
            seconds = self.minutes[name] * 60 * self.draw.lognormvariate(-0.1, 0.45)
            heappush(coming, (now + seconds, name, key))

    def _mine(self, name: str) -> str | None:
        """The next article that was dealt to somebody."""
        key = next_article(self.store, name)
        given = "SELECT 1 FROM assignments JOIN articles ON id = article WHERE key = ? AND annotator = ?"
        return key if key and self.store.conn.execute(given, (key, name)).fetchone() else None

    def _label(self, name: str, key: str) -> None:
        watch = Clock()
        session = AnnotationSession(self.store, key, name, clock=watch)
        places = [(session.text.index(word), word) for word in WORDS if word in session.text]
        for start, word in places if session.layer.status == "open" else ():
            watch.seconds += self.minutes[name] * 60 / len(places)
            session.select(start, start + len(word) - 1)
            session.label("ORG" if self.draw.random() < self.wrong else "PER")
        session.finish()

    def _review(self) -> None:
        """Review what waits: give some back once, take what the first one says of the others."""
        for one in waiting(self.store, least=1):
            session = ReviewSession(self.store, one.key, REVIEWER)
            name = min(statuses(self.store, one.key).keys() & self.minutes.keys())
            if self.draw.random() < self.returned and (one.key, name) not in self.gave_back:
                self.gave_back.add((one.key, name))
                session.give_back(name, "please look again")
                continue
            while session.open:
                session.take(1)
            if one.key in {other.key for other in waiting(self.store, least=1)}:
                session.approve()


def weekdays(day: date) -> bool:
    """Whether it is a day from Monday to Friday."""
    return day.weekday() < 5
