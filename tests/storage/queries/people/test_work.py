"""What somebody did on a day, or since some decision: in time, decisions, spans, articles and words."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.moments import act_at
from support.teams import project, put

from annotator.domain.decisions import Accepted, Added, Finished, Imported, Rejected, Undone, id_from, new_id, time_of
from annotator.domain.span import Span
from annotator.domain.text.moments import day_decided
from annotator.storage.queries.people.work import DayOfWork, Work, days_of_work, work_on, work_since
from annotator.storage.store import Store

TEXT = "Ada met Bob at Acme in Oslo ."
ADA, BOB, ACME, OSLO = Span(0, 3, "PER"), Span(8, 11, "PER"), Span(15, 19, "ORG"), Span(23, 27, "LOC")
DAY = date(2026, 3, 5)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with project(tmp_path / "p.db") as opened:
        yield opened


def noon(days: int = 0) -> datetime:
    return datetime(2026, 3, 5, 12).astimezone() + timedelta(days=days)


def test_a_day_in_figures(store: Store) -> None:
    key, other = put(store, TEXT), put(store, f"{TEXT} 2")
    act_at(store, key, "ana", noon(-1), Added(OSLO), seconds=1000)
    act_at(store, key, "ana", noon(), Added(ADA), seconds=10)
    wrong = act_at(store, key, "ana", noon(), Added(BOB), seconds=20)
    act_at(store, key, "ana", noon(), Undone(wrong), seconds=1)
    act_at(store, key, "ana", noon(), Accepted(ACME, "m"), Rejected(BOB, "m"), seconds=5, bulk=True)
    act_at(store, key, "ana", noon(), Finished(), seconds=2)
    act_at(store, other, "ana", noon(), Imported(ADA), Finished())
    act_at(store, other, "ben", noon(), Added(ADA), seconds=100)
    assert work_on(store, "ana", DAY) == Work(2, 1, 2, 2, 2, words=15, seconds=38)
    assert work_on(store, "ana", DAY - timedelta(days=1)) == Work(1, 1, 0, 1, 0, 0, 1000)
    assert work_on(store, "cid", DAY) == Work()


def test_days_are_those_of_the_local_clock(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "XXX-13:45")
    time.tzset()
    try:
        key = put(store, TEXT)
        for hour in (9, 10, 11):  # 22:55, 23:55, 0:55
            span = (ADA, BOB, ACME)[hour - 9]
            act_at(store, key, "ana", datetime(2026, 3, 4, hour, 10, tzinfo=UTC), Added(span), seconds=60)
        day_decided.__globals__["_day_of"].cache_clear()
        days = days_of_work(store, "ana", DAY, 3)
        assert days == [
            DayOfWork(DAY - timedelta(days=2)),
            DayOfWork(DAY - timedelta(days=1), 0, 2, 120),
            DayOfWork(DAY, 0, 1, 60),
        ]
        assert work_on(store, "ana", DAY).spans == 1
    finally:
        monkeypatch.undo()
        time.tzset()
        day_decided.__globals__["_day_of"].cache_clear()


def test_since_a_decision_counts_the_same(store: Store) -> None:
    key = put(store, TEXT)
    act_at(store, key, "ana", noon(), Added(ADA), seconds=10)
    before = store.last_decision
    act_at(store, key, "ana", noon() + timedelta(seconds=1), Added(BOB), Finished(), seconds=10)
    assert work_since(store, "ana", before) == Work(1, 1, 0, 1, 1, 7, 10)
    assert work_since(store, "ana", 0) == work_on(store, "ana", DAY) == Work(2, 2, 0, 1, 1, 7, 20)


@given(st.integers(0, 1 << 40))
def test_ids_are_told_apart_by_the_moment_they_were_made_at(millis: int) -> None:
    moment = datetime.fromtimestamp(millis / 1000, UTC)
    made = new_id()
    assert (id_from(moment) <= made) == (moment <= datetime.fromisoformat(time_of(made)))
