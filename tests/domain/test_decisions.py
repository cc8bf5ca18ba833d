from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import FrozenInstanceError
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import get_args
from uuid import RFC_4122, UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.decisions import (
    ACTIONS,
    Action,
    Added,
    Confirmed,
    Event,
    Flagged,
    Rejected,
    Removed,
    Restored,
    Superseded,
    decide,
    new_id,
    time_of,
)
from annotator.domain.span import Span

SPAN = Span(0, 1, "A")


def test_ids_grow_strictly_even_within_a_millisecond() -> None:
    made = [new_id() for _ in range(20_000)]
    assert all(one < other for one, other in pairwise(made))


def test_ids_grow_even_when_the_clock_is_set_back(monkeypatch: pytest.MonkeyPatch) -> None:
    before = new_id()
    monkeypatch.setattr(time, "time_ns", lambda: 0)
    assert new_id() > before


@given(st.integers(0, 2**46), st.integers(0, 2**12 - 1), st.integers(0, 2**62 - 1))
def test_ids_that_follow_another_sort_after_it(ahead: int, counter: int, rest: int) -> None:
    clock = type(new_id)()
    millis = time.time_ns() // 1_000_000 + ahead - 2**45
    other = str(UUID(int=max(millis, 0) << 80 | 7 << 76 | counter << 64 | 2 << 62 | rest))
    clock.follow(other)
    assert other < clock() < clock()


@pytest.mark.parametrize("strange", ["", "x", str(UUID(int=2**128 - 1)), "ffffffff-ffff-7fff-bfff-ffffffffffff"])
def test_an_id_that_no_clock_can_have_made_is_not_followed(strange: str) -> None:
    clock = type(new_id)()
    clock.follow(strange)
    assert abs(datetime.fromisoformat(time_of(clock())) - datetime.now(UTC)) < timedelta(minutes=1)


def test_an_id_is_a_version_7_uuid_of_now() -> None:
    before = datetime.now(UTC) - timedelta(milliseconds=1)
    made = new_id()
    after = datetime.now(UTC) + timedelta(seconds=10)
    uuid = UUID(made)
    assert (str(uuid), uuid.version, uuid.variant) == (made, 7, RFC_4122)
    assert before <= datetime.fromisoformat(time_of(made)) <= after


@given(st.integers(0, 4_000_000_000_000), st.integers(0, 2**74 - 1))
def test_the_time_of_an_id_is_its_first_48_bits_to_the_millisecond(millis: int, rest: int) -> None:
    value = f"{millis << 80 | 7 << 76 | rest:032x}"
    wanted = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=millis)
    assert datetime.fromisoformat(time_of(str(UUID(value)))) == wanted
    assert len(time_of(str(UUID(value)))) == len("2026-01-01T00:00:00.000Z")


@given(st.lists(st.sampled_from([Added(SPAN), Removed(SPAN), Flagged(on=True)]), max_size=5))
def test_one_step_shares_an_id_and_counts_its_time_once(events: list[Event]) -> None:
    decisions = decide(events, layer="ana", by="bo", elapsed_ms=70, bulk=True)
    assert [decision.event for decision in decisions] == events
    assert {decision.step for decision in decisions} == {decision.id for decision in decisions[:1]}
    assert sum(decision.elapsed_ms for decision in decisions) == (70 if events else 0)
    for decision in decisions:
        assert (decision.layer, decision.by, decision.bulk, decision.at) == ("ana", "bo", True, time_of(decision.id))


def test_a_step_can_be_continued_under_its_name() -> None:
    (first,) = decide([Added(SPAN)], layer="ana", by="ana")
    (more,) = decide([Flagged(on=True)], layer="ana", by="ana", step=first.step)
    assert more.step == first.step != more.id


def test_every_event_has_a_word_of_its_own() -> None:
    assert set(ACTIONS) == set(get_args(Event))
    assert sorted(ACTIONS.values()) == sorted(get_args(Action))
    (decision,) = decide([Removed(SPAN)], layer="ana", by="ana")
    assert decision.action == "removed"


@pytest.mark.parametrize(
    ("one", "other"), [(Added, Removed), (Removed, Restored), (Restored, Confirmed), (Rejected, Superseded)]
)
def test_events_of_one_shape_are_not_each_other(one: Callable[[Span], Event], other: Callable[[Span], Event]) -> None:
    made = one(SPAN)
    assert made == one(SPAN) != other(SPAN)
    assert repr(made).startswith(f"{type(made).__name__}(span=Span(")
    with pytest.raises(FrozenInstanceError):
        made.span = SPAN  # type: ignore[union-attr, misc]
