"""Agreement as it was: at a tag, week by week, month by month, round by round."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from support.moments import act_at
from support.teams import act, finish, project, put

from annotator.domain.decisions import GOLD, Added, Approved, Finished, Relabelled, Removed, Reopened, Returned
from annotator.domain.span import Span
from annotator.errors import AnnotatorError, WrongUsage
from annotator.services.exporting.tags import set_tag
from annotator.services.project.labels import carry_out, merging
from annotator.services.reporting.agreement import agree
from annotator.services.reporting.agreement_csv import as_csv
from annotator.services.reporting.by_period import agree_by
from annotator.storage.store import Store

TEXT = "Ada met Bob at Acme ."
ADA, BOB, ACME = Span(0, 3, "PER"), Span(8, 11, "PER"), Span(15, 19, "ORG")
MONDAY = datetime(2026, 3, 2, 12).astimezone()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with project(tmp_path / "team.db") as opened:
        yield opened


def finished(store: Store, key: str, who: str, days: int, *spans: Span) -> None:
    act_at(store, key, who, MONDAY + timedelta(days=days), *map(Added, spans), Finished())


def figures(store: Store, **asked: str | bool) -> dict[str, object]:
    """A report without what says which moment it is of, and without what was left out."""
    found = agree(store, **asked)  # type: ignore[arg-type]
    pairs = [{name: value for name, value in pair.items() if name != "left_out"} for pair in found["pairs"]]
    return {**found, "pairs": pairs, "at": "", "first": False}


def test_at_a_tag_figures_are_what_they_were_whatever_is_done_later(store: Store) -> None:
    first, second, third = (put(store, f"{TEXT} {number}") for number in range(3))
    finish(store, first, {"ana": [ADA, BOB, ACME], "ben": [ADA, ACME.labelled("LOC")]})
    finish(store, second, {"ana": [ADA], "ben": [ADA]})
    finish(store, third, {"ana": [ADA], "ben": [BOB]})
    act(store, third, "ben", Returned("Look again."))
    set_tag(store, "v1", by="rosa")
    before = figures(store)
    assert figures(store, at="v1") == before
    assert agree(store, at="v1")["pairs"][0]["left_out"] == {"returned": 1}
    act(store, first, "ana", Reopened(), Removed(BOB), Finished())
    act(store, second, "ben", Reopened(), Relabelled(ADA, "ORG"))
    act(store, third, "ben", Added(ADA), Finished())
    carry_out(store, merging(store, ["LOC"], "ORG"), by="rosa")
    finish(store, put(store, "Later."), {"ana": [], "ben": [], "cid": []})
    assert figures(store) != before
    assert figures(store, at="v1") == before
    assert {cell["b"] for cell in agree(store, at="v1")["pairs"][0]["confusion"]} == {"LOC", "PER", None}
    with pytest.raises(AnnotatorError, match="cid has finished no article"):
        agree(store, ["cid"], at="v1")


def test_a_tag_is_one_moment(store: Store) -> None:
    with pytest.raises(WrongUsage, match="no tag 'v9'"):
        agree(store, at="v9")
    with pytest.raises(WrongUsage, match="say --at or --first"):
        agree(store, at="v1", first=True)
    with pytest.raises(WrongUsage, match="say --at or --by"):
        agree_by(store, by="week", at="v1")


def test_an_article_counts_in_the_period_in_which_the_last_of_them_finished_it(store: Store) -> None:
    keys = [put(store, f"{TEXT} {number}") for number in range(3)]
    for key, days in zip(keys, (0, 1, 40), strict=True):
        finished(store, key, "ana", days, ADA, BOB)
    for key, days in zip(keys, (0, 8, 41), strict=True):
        finished(store, key, "ben", days, ADA)
    act_at(store, keys[0], GOLD, MONDAY + timedelta(days=60), Added(ADA), Approved())
    weeks = agree_by(store, by="week")
    assert [(one["period"], one["title"]) for one in weeks["periods"]] == [
        ("2026-03-02", "week from 2026-03-02"), ("2026-03-09", "week from 2026-03-09"),
        ("2026-04-06", "week from 2026-04-06"),
    ]  # fmt: skip
    assert [one["period"] for one in agree_by(store, by="month")["periods"]] == ["2026-03", "2026-04"]
    assert {one["pairs"][0]["f1_exact"] for one in weeks["periods"]} == {2 / 3}
    assert [one["title"] for one in agree_by(store, by="round")["periods"]] == ["in no round"]
    rows = list(csv.DictReader(io.StringIO(as_csv(weeks))))
    assert [row["period"] for row in rows if (row["of"], row["b"], row["figure"]) == ("pair", "ben", "f1_exact")] == [
        "2026-03-02", "2026-03-09", "2026-04-06",
    ]  # fmt: skip


def test_as_first_finished_the_period_stays_and_what_is_left_out_is_counted(store: Store) -> None:
    keys = [put(store, f"{TEXT} {number}") for number in range(2)]
    for key in keys:
        for who in ("ana", "ben"):
            finished(store, key, who, 0, ADA)
    act(store, keys[0], "ben", Returned("Look again."))
    act_at(store, keys[1], "ben", MONDAY + timedelta(days=7), Reopened(), Finished())
    first, now = agree_by(store, by="week", first=True), agree_by(store, by="week")
    assert [(one["period"], one["articles"]) for one in first["periods"]] == [("2026-03-02", 2)]
    assert [(one["period"], one["articles"]) for one in now["periods"]] == [("2026-03-09", 1)]
    assert (first["left_out"], now["left_out"]) == ({}, {"returned": 1})
