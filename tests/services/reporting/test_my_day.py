"""A day against its goal, and the days before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from support.moments import act_at
from support.teams import project, put

from annotator.domain.decisions import Added, Finished
from annotator.domain.span import Span
from annotator.errors import WrongUsage
from annotator.services.reporting.my_day import DAYS, clock, day_of, in_short, my_day
from annotator.services.reporting.statistics import statistics
from annotator.storage.store import Store

TEXT = "Ada met Bob at Acme in Oslo ."
TODAY = date(2026, 3, 5)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with project(tmp_path / "p.db") as opened:
        for number in range(4):
            put(opened, f"{TEXT} {number}")
        yield opened


def work(store: Store, number: int, day: date, seconds: int) -> None:
    key = [row[0] for row in store.conn.execute("SELECT key FROM articles ORDER BY added")][number]
    noon = datetime(day.year, day.month, day.day, 12).astimezone()
    act_at(store, key, "ana", noon, Added(Span(0, 3, "PER")), Finished(), seconds=seconds)


def test_a_day_its_goal_and_how_long_the_rest_will_take(store: Store) -> None:
    work(store, 0, TODAY - timedelta(days=DAYS), 60)  # too long ago for the pace
    work(store, 1, TODAY - timedelta(days=1), 1200)
    work(store, 2, TODAY, 600)
    found = my_day(store, "ana", TODAY, "8 spans")
    assert found.goal
    assert (found.goal.done, found.goal.share) == (1, 0.125)
    assert [one.finished for one in found.days] == [*[0] * (DAYS - 2), 1, 1]
    assert found.pace == pytest.approx(4)
    assert (found.left, found.hours_left) == (1, pytest.approx(0.25))
    assert found.as_json()["days"][-1] == {"day": "2026-03-05", "finished": 1, "decisions": 1, "seconds": 600}


def test_the_lead_is_told_the_same_time_at_work(store: Store) -> None:
    work(store, 0, TODAY, 600)
    work(store, 1, TODAY, 1200)
    found, day = statistics(store), my_day(store, "ana", TODAY)
    assert found.pace("ana") == day.pace == 4
    assert found.hours_left("ana") == day.hours_left == 0.5
    assert found.as_json()["people"]["ana"]["hours_left"] == 0.5


@pytest.mark.parametrize(("goal", "done"), [("2 articles", 1), ("100 words", 8), ("", None)])
def test_goals(store: Store, goal: str, done: int | None) -> None:
    work(store, 0, TODAY, 60)
    found = my_day(store, "ana", TODAY, goal)
    assert (found.goal.done if found.goal else None) == done


def test_somebody_who_has_done_nothing(store: Store) -> None:
    found = my_day(store, "ben", TODAY)
    assert (found.pace, found.hours_left, found.left, found.work.seconds) == (None, None, 4, 0)


def test_what_is_no_day_is_refused() -> None:
    assert day_of("2026-03-05") == TODAY
    assert day_of("today") - day_of("yesterday") == timedelta(days=1)
    for words, reason in (("monday", "'monday' is no day"), ("0001-01-01", "Nobody"), ("9999-12-31", "Nobody")):
        with pytest.raises(WrongUsage, match=reason):
            day_of(words)


@pytest.mark.parametrize(("seconds", "said"), [(0, "0:00"), (160, "2:40"), (3760, "1:02:40")])
def test_times(seconds: int, said: str) -> None:
    assert clock(seconds) == said


@pytest.mark.parametrize(("hours", "said"), [(0.02, "1 min"), (1.4, "84 min"), (2.5, "2.5 h")])
def test_forecasts(hours: float, said: str) -> None:
    assert in_short(hours) == said
