"""How somebody changes over time, week by week, month by month, round by round."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from support.moments import act_at
from support.teams import act, project, put

from annotator.domain.decisions import GOLD, Added, Approved, Finished, Removed, Reopened
from annotator.domain.span import Span
from annotator.errors import AnnotatorError, WrongUsage
from annotator.services.reporting.drift import Course, drift
from annotator.storage.store import Store
from annotator.storage.team.deals import Deal, note_deals
from annotator.storage.team.hidden import HiddenGold, hide
from annotator.storage.team.rounds import begin

TEXT = "Ada met Bob at Acme ."
ADA, BOB, ACME = Span(0, 3, "PER"), Span(8, 11, "PER"), Span(15, 19, "ORG")
SPANS = [ADA, BOB, ACME]
MONDAY = datetime(2026, 3, 2, 12).astimezone()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with project(tmp_path / "team.db") as opened:
        yield opened


def finished(store: Store, key: str, who: str, days: int, spans: list[Span]) -> None:
    act_at(store, key, who, MONDAY + timedelta(days=days), *map(Added, spans), Finished())


def team(store: Store) -> list[str]:
    """Ben is as good as gold for two weeks of six articles each, then misses two spans of three."""
    keys = [put(store, f"{TEXT} {number}") for number in range(18)]
    for number, key in enumerate(keys):
        finished(store, key, "ana", number, SPANS)
        finished(store, key, "ben", 7 * (number // 6) + number % 6, [ADA] if number >= 12 else SPANS)
        act(store, key, GOLD, *map(Added, SPANS), Approved())
    return keys


def figures(course: Course) -> list[tuple[str, int, int, float | None]]:
    return [(one.period, one.articles, one.n, one.f1) for one in course.points]


def test_a_fall_shows_in_the_week_in_which_it_was(store: Store) -> None:
    keys = team(store)
    ben = drift(store, ["ben"])["ben"]
    weeks = [("2026-03-02", 6, 36, 1.0), ("2026-03-09", 6, 36, 1.0), ("2026-03-16", 6, 24, 0.5)]
    assert figures(ben.gold) == figures(ben.others) == weeks
    assert (ben.gold.fell, ben.others.fell) == (True, True)
    assert [(one.low, one.high) for one in ben.gold.points] == [(1.0, 1.0), (1.0, 1.0), (0.5, 0.5)]
    assert ben.as_json()["gold"]["points"][2] == {
        "period": "2026-03-16", "articles": 6, "n": 24, "f1": 0.5, "low": 0.5, "high": 0.5,
    }  # fmt: skip
    act(store, keys[-1], "ben", Reopened(), *map(Added, [BOB, ACME]), Finished())
    assert drift(store)["ben"] == ben
    assert not drift(store)["ana"].gold.fell
    assert figures(drift(store, by="month")["ben"].gold) == [("2026-03", 18, 96, 84 / 96)]


def test_gold_is_that_of_now_and_hidden_gold_is_for_leads(store: Store) -> None:
    first, second = put(store, TEXT), put(store, f"{TEXT} 2")
    for key in (first, second):
        finished(store, key, "ana", 0, SPANS)
    act(store, first, GOLD, *map(Added, SPANS), Approved(), Reopened(), Removed(BOB), Approved())
    with store.write() as conn:
        hide(conn, [HiddenGold(store.article_id(second), "r", (ADA,), whole=True)], "2026-03-02T00:00:00.000Z")
    assert figures(drift(store)["ana"].gold) == [("2026-03-02", 1, 5, 0.8)]
    seen = drift(store, also_hidden=True)["ana"]
    assert figures(seen.gold) == [("2026-03-02", 2, 9, pytest.approx(6 / 9))]
    assert seen.others == Course()


def test_rounds_stand_in_their_order_and_what_was_dealt_in_none_comes_last(store: Store) -> None:
    keys = [put(store, f"{TEXT} {number}") for number in range(3)]
    for key in keys:
        finished(store, key, "ana", 0, SPANS)
        finished(store, key, "ben", 0, [ADA])
    for name, key in (("second", keys[1]), ("first", keys[0])):
        with store.write() as conn:
            made = begin(conn, name, "rosa", {})
            conn.execute("INSERT INTO assignments VALUES (?, 'ana')", (store.article_id(key),))
            note_deals(conn, [(store.article_id(key), "ana")], said=True, deal=Deal("rosa", made))
    points = drift(store, by="round")["ana"].others.points
    assert [one.period for one in points] == ["second", "first", ""]


def test_it_says_who_has_finished_nothing(store: Store) -> None:
    act(store, put(store, TEXT), "cid", Added(ADA))
    with pytest.raises(AnnotatorError, match="cid has finished no article; who has: nobody"):
        drift(store, ["cid"])
    with pytest.raises(WrongUsage, match="no layer 'dora'"):
        drift(store, ["dora"])
    assert drift(store) == {}
