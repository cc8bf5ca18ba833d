"""The board of a team that works for two weeks, by a clock of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from support.team_weeks import Clock, Weeks, articles, clock, weekdays
from support.teams import act, project

from annotator.domain.decisions import Finished
from annotator.services.project.assign import assign, hand_out
from annotator.services.team.board.board import Board, board
from annotator.services.team.board.words import sentences
from annotator.services.team.people import add_people
from annotator.storage.queries.people.workload import pool, workloads
from annotator.storage.store import Store

TEAM = ("ana", "ben", "cem", "dea", "eli")
MONDAY = date(2026, 3, 2)


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    with clock(monkeypatch) as found:
        yield found


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with project(tmp_path / "p.db") as store:
        add_people(store, ["rosa"], "reviewer")
        yield store


def boards(store: Store, team: Weeks, *, then: Callable[[int], None] = lambda _day: None) -> list[Board]:
    """The board on the evening of each day until all is labelled and reviewed; `then` is called after each."""
    found: list[Board] = []
    while not found or found[-1].left or found[-1].approved < found[-1].to_review:
        day = MONDAY + timedelta(days=len(found))
        team.work(day)
        found.append(board(store, day, "lea"))
        then(len(found))
    return found


def days_off(found: list[Board], at_work: Callable[[date], bool] = weekdays) -> tuple[int, int]:
    """How many days at work the forecast of half time is from the end, and how many there were."""
    last = found[-1].today
    said = found[len(found) // 2 - 1].reviewed.day
    assert said is not None
    between = [min(said, last) + timedelta(days=number) for number in range(abs((said - last).days))]
    return sum(map(at_work, between)), sum(at_work(one.today) for one in found)


@pytest.mark.parametrize("seed", range(1, 4))
def test_the_forecast_of_half_time_is_near_the_end(store: Store, now: Clock, seed: int) -> None:
    articles(store, 300)
    assign(store, TEAM, overlap=0.2, per_article=2, seed=seed, dealer="lea")
    team = Weeks(store, now, dict(zip(TEAM, (21, 24, 26, 22, 28), strict=True)), _office_hours, seed=seed)
    found = boards(store, team)
    off, of = days_off(found)
    assert off <= 0.1 * of
    assert found[-1].approved == 300
    assert all(one.gold and one.gold.f1.value and one.gold.f1.value > 0.8 for one in found[-1].people)


def _office_hours(_name: str, day: date) -> float:
    return 3.0 if weekdays(day) else 0.0


def test_a_team_that_knows_no_weekend(store: Store, now: Clock) -> None:
    articles(store, 210)
    assign(store, TEAM[:3], dealer="lea")
    team = Weeks(store, now, dict.fromkeys(TEAM[:3], 30.0), lambda _name, _day: 3.0)
    found = boards(store, team)
    off, of = days_off(found, lambda _day: True)
    assert (off <= 0.1 * of, found[-1].labelled.free) == (True, [])


def test_somebody_leaves_and_theirs_are_dealt_anew(store: Store, now: Clock) -> None:
    articles(store, 320)
    assign(store, TEAM[:4], dealer="lea")

    def hours(name: str, day: date) -> float:
        return 0.0 if name == "dea" and day > MONDAY + timedelta(days=2) else _office_hours(name, day)

    def deal_anew(days: int) -> None:
        if days == 12:
            assign(store, TEAM[:3], again=True, dealer="lea")

    found = boards(store, Weeks(store, now, dict.fromkeys(TEAM[:4], 27.0), hours, returned=0.0), then=deal_anew)
    before, after = found[10], found[12]
    assert (before.labelled.unknown, before.labelled.all.day) == (["dea"], None)
    told = list(sentences(before))
    assert told[0].startswith("Labelled: no day, not everybody has a pace (")
    assert told[1].startswith("dea has finished nothing lately: ")
    assert told[2].startswith("The others are done by")
    assert after.labelled.unknown == []
    assert after.labelled.all.day is not None
    assert abs((after.labelled.all.day - found[-1].today).days) <= 3


def test_what_is_dealt_to_nobody_is_told_apart(store: Store) -> None:
    keys = articles(store, 12)
    assert workloads(store, ["ana"])["ana"].undealt == 0
    hand_out(store, keys[:3], ["ana"])
    found = workloads(store, ["ana", "ben"])
    assert (found["ana"].given, found["ana"].undealt, found["ana"].dealt.given) == (12, 9, 3)
    assert (found["ben"].given, found["ben"].undealt) == (9, 9)
    act(store, keys[5], "ana", Finished())
    told = board(store, MONDAY)
    assert (told.undealt, told.to_review) == (9, 4)
    assert [(one.name, one.given, one.done, one.left) for one in told.people] == [("ana", 4, 1, 3)]


def test_what_is_shared_is_counted_by_what_is_needed(store: Store) -> None:
    keys = articles(store, 4)
    assign(store, (), per_article=2, dealer="lea")
    act(store, keys[0], "ana", Finished())
    found = pool(store)
    assert (found.articles, found.needed, found.done) == (4, 7, {"ana": 1})
    assert board(store, MONDAY).left == 7
