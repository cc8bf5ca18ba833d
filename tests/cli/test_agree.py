"""`annotator agree`: by period, at a tag, the drift of a person, what it says where there are no spans."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from support.commands import Run, document
from support.moments import act_at
from support.teams import project, put

from annotator.cli.common.agreement.cells import between, number
from annotator.domain.decisions import GOLD, Added, Approved, Event, Finished, Noted
from annotator.domain.span import Span
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.store import Store

TEXT = "Ada met Bob at Acme ."
ADA, BOB = Span(0, 3, "PER"), Span(8, 11, "PER")
MONDAY = datetime(2026, 3, 2, 12).astimezone()
Made = Callable[[str], None]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """Lets ben be as good as gold for a week, and miss what is not Ada in the next one."""

    def act(store: Store, key: str, who: str, days: int, *events: Event) -> None:
        act_at(store, key, who, MONDAY + timedelta(days=days), *events)

    def make(others: str) -> None:
        with project(tmp_path / "annotator.db") as store:
            for number in range(12):
                key, week = put(store, f"{TEXT} {number}"), 7 * (number >= 6)
                for who in others.split():
                    act(store, key, who, week, Added(ADA), Added(BOB), Finished())
                act(store, key, "ben", week, Added(ADA), *([] if week else [Added(BOB)]), Finished())
                act(store, key, GOLD, 9, Added(ADA), Added(BOB), Approved())

    return make


def test_two_annotators_by_week_are_one_table_of_weeks(run: Run, made: Made) -> None:
    made("ana")
    said = run("agree", "ana", "ben", "--by", "week").stdout.splitlines()
    assert [line.split()[:2] for line in said] == [["week", "from"], ["2026-03-02", "6"], ["2026-03-09", "6"]]
    assert [one["pairs"][0]["f1_exact"] for one in document(run("agree", "ana", "ben", "--by", "week", "--json"))[
        "periods"
    ]] == [1.0, 2 / 3]  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(run("agree", "--by", "month", "--csv").stdout)))
    assert {row["period"] for row in rows} == {"2026-03"}


def test_several_annotators_by_week_are_a_table_a_week(run: Run, made: Made) -> None:
    made("ana cid")
    said = run("agree", "--by", "week", "--first").stdout
    assert said.startswith("As first finished")
    assert "Week from 2026-03-02: 6 articles." in said
    assert "\nWeek from 2026-03-09: 6 articles." in said
    assert said.count("All on 6 articles that everybody finished") == 2
    assert "In no round: 12 articles." in run("agree", "--by", "round").stdout


def test_at_a_tag_it_says_so_and_takes_no_period(run: Run, made: Made) -> None:
    made("ana")
    run("tag", "v1")
    said = run("agree", "ana", "ben", "--at", "v1").stdout
    assert said.startswith("As it was at v1, under the labels of that time: 2 annotators on 12 articles.\n")
    assert document(run("agree", "ana", "ben", "--at", "v1", "--json"))["at"] == "v1"
    assert "say --at or --by" in run("agree", "--at", "v1", "--by", "week", code=2).stderr
    assert "There is no tag 'v2'" in run("agree", "--at", "v2", code=2).stderr


def test_gold_is_no_annotator_and_nothing_is_less_than_none(run: Run, made: Made) -> None:
    made("ana")
    assert run("agree").stdout.startswith("2 annotators and gold on 12 articles that two or more of them")
    assert run("agree", "ben", "gold").stdout.startswith("1 annotator and gold on 12 articles that both of them")
    run("tag", "v1")
    assert "of that time: 2 annotators and gold on 12 articles." in run("agree", "--at", "v1").stdout
    assert (number(-0.0001), between((-0.001, 0.5)), between((-0.03, -0.02))) == ("0.000", "0.00–0.50", "-0.03–-0.02")


def test_the_drift_of_a_person_tells_who_fell(run: Run, made: Made) -> None:
    made("ana")
    said = run("agree", "--drift", "ben").stdout
    assert "With gold:" in said
    assert "With the others:" in said
    assert [line.split() for line in said.splitlines() if line.startswith("ben  ")][1] == [
        "ben", "2026-03-09", "6", "18", "0.667", "0.67–0.67",
    ]  # fmt: skip
    assert "ben fell: with gold 0.667 (0.67–0.67), before 1.000 (1.00–1.00)." in said
    assert document(run("agree", "--drift", "ben", "--json"))["ben"]["gold"]["fell"] is True
    rows = list(csv.DictReader(io.StringIO(run("agree", "--drift", "--csv", "--by", "month").stdout)))
    assert [(row["annotator"], row["against"], row["period"]) for row in rows] == [
        (who, against, "2026-03") for who in ("ana", "ben") for against in ("gold", "others")
    ]
    assert "leave out --first" in run("agree", "--drift", "--first", code=2).stderr


def test_where_only_articles_have_labels_nothing_is_undefined(run: Run, tmp_path: Path) -> None:
    with project(tmp_path / "annotator.db") as store:
        save_scheme(store, store.scheme().with_label("SPORT", kind="article"))
        for number in range(4):
            key = put(store, f"{TEXT} {number}")
            for who, on in (("ana", number % 2 == 0), ("ben", number < 2), ("cid", number % 2 == 0)):
                act_at(store, key, who, MONDAY, Noted("SPORT", on=on), Finished())
    said = run("agree").stdout
    assert "undefined" not in said
    assert "Nobody marked a span there" in said
    lines = [line.split() for line in said.splitlines() if line.startswith("ana, cid")]
    assert lines[0][2:7] == ["all", "4", "1.000", "1.00–1.00", "1.000"]
    rows = json.loads(run("agree", "ana", "ben", "--json").stdout)["pairs"][0]["cats_by_label"]
    assert [(row["label"], row["cats_f1"], row["intervals"]["cats_f1"] is not None) for row in rows] == [
        ("SPORT", 0.5, True)
    ]
