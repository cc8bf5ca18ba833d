"""The forecast, from numbers alone: weekends, somebody who leaves, a new deal, and what nobody knows."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from annotator.services.team.board.forecast import (
    NOBODY,
    NOT_ALL,
    NOT_BEGUN,
    NOTHING_LATELY,
    Days,
    forecast,
    weekdays,
)

MONDAY = date(2026, 3, 2)


def at(number: int) -> date:
    """So many days after the first Monday."""
    return MONDAY + timedelta(days=number)


def on(numbers: list[int]) -> Days:
    """What was finished day by day from the first Monday on."""
    return {at(number): finished for number, finished in enumerate(numbers)}


WEEK = [4, 4, 4, 4, 4, 0, 0]


def test_an_even_pace_goes_on() -> None:
    found = forecast({"ana": 12}, {"ana": on([4, 4])}, at(2))
    assert (found.people["ana"].pace, found.people["ana"].day) == (4.0, at(4))
    assert (found.all.left, found.all.day, found.all.why, found.unknown) == (12, at(4), "", [])


def test_weekends_are_free_where_they_were_or_nothing_is_known_of_them() -> None:
    assert forecast({"ana": 12}, {"ana": on([4, 4])}, at(3)).all.day == at(7)
    assert forecast({"ana": 12}, {"ana": on(WEEK)}, at(7)).free == ["Saturday", "Sunday"]
    assert forecast({"ana": 40}, {"ana": on(WEEK)}, at(7)).all.day == at(18)
    every_day = forecast({"ana": 40}, {"ana": on([4] * 7)}, at(7))
    assert (every_day.all.day, every_day.free) == (at(16), [])


def test_a_week_that_ends_on_thursday_is_learned() -> None:
    days = [0, 0, 0, 0, 0, 0, 4, 4, 4, 4, 4, 0, 0] + [4, 4, 4, 4, 4, 0, 0] * 3
    assert forecast({"ana": 20}, {"ana": on(days)}, at(len(days))).all.day in (at(len(days) + 4), at(len(days) + 5))


def test_one_free_monday_is_a_holiday_and_a_pause_tells_nothing() -> None:
    assert weekdays([at(number) for number in (1, 2, 3, 4)], at(5))[0] == 1.0
    assert weekdays([at(0), at(1), at(14), at(15)], at(16)) == (1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0)


def test_today_counts_for_what_is_still_to_come_of_it() -> None:
    history = {"ana": on([4, 4, 4])}
    assert forecast({"ana": 1}, history, at(2)).all.day == at(3)  # the four of today are done
    assert forecast({"ana": 2}, {"ana": on([4, 4, 2])}, at(2)).all.day == at(2)
    assert forecast({"ana": 6}, {"ana": on([2])}, at(0)).people["ana"].pace == 2.0


def test_whoever_has_done_nothing_has_no_day_and_neither_have_all() -> None:
    found = forecast({"ana": 8, "cem": 17}, {"ana": on([4, 4])}, at(2))
    assert (found.people["cem"].day, found.people["cem"].why) == (None, NOT_BEGUN)
    assert (found.all.day, found.all.why, found.unknown, found.people["ana"].day) == (None, NOT_ALL, ["cem"], at(3))


def test_whoever_was_done_with_something_long_ago_has_begun() -> None:
    assert forecast({"cem": 17}, {}, at(2), begun={"cem"}).people["cem"].why == NOTHING_LATELY


def test_the_pace_of_all_is_that_of_those_who_have_something_left() -> None:
    history = {"ana": on([4, 4]), "ben": on([2, 2]), "cem": on([1, 1])}
    found = forecast({"ana": 8, "ben": 0, "cem": 4}, history, at(2))
    assert (found.all.pace, found.last) == (5.0, "cem")
    assert forecast({"ana": 8, "ben": 4}, history, at(2)).last == ""
    assert forecast({"ana": 8, "ben": 0}, history, at(2)).last == ""


def test_somebody_who_left_has_no_day_until_their_articles_are_dealt_anew() -> None:
    history = {"ana": on(WEEK + WEEK), "ben": on([4, 4, 4])}
    assert forecast({"ana": 8, "ben": 8}, history, at(7)).all.day is not None  # two days are no sign
    left = forecast({"ana": 8, "ben": 8}, history, at(14))
    assert (left.people["ben"].why, left.all.day) == (NOTHING_LATELY, None)
    assert forecast({"ana": 16, "ben": 0}, history, at(14)).all.day == at(17)


def test_whoever_comes_once_a_week_is_not_gone() -> None:
    history = {"ana": on(WEEK * 4), "ben": {at(number): 5 for number in (0, 7, 14, 21)}}
    found = forecast({"ana": 4, "ben": 10}, history, at(27))
    assert found.people["ben"].pace is not None
    assert 1.0 < found.people["ben"].pace < 1.5


def test_nothing_for_weeks_is_no_pace_whoever_else_worked() -> None:
    assert forecast({"ana": 4}, {"ana": on(WEEK)}, at(30)).people["ana"].why == NOTHING_LATELY


def test_what_is_shared_is_done_by_whoever_has_time() -> None:
    history = {"ana": on([4] * 5), "ben": on([2] * 5)}
    found = forecast({"ana": 4, "ben": 10}, history, at(7), shared=12)
    assert (found.people["ana"].day, found.people["ben"].day, found.all.day) == (at(7), at(11), at(10) + timedelta(1))
    assert found.all.left == 26
    nobody = forecast({"ana": 0}, {}, at(7), shared=3)
    assert (nobody.all.day, nobody.all.why) == (None, NOBODY)


def test_nothing_left_is_done_today() -> None:
    assert forecast({"ana": 0}, {}, at(3)).all.day == at(3)
    assert forecast({}, {}, at(3)).all.day == at(3)


@given(
    st.dictionaries(st.sampled_from("abcd"), st.lists(st.integers(0, 9), max_size=20), min_size=1),
    st.dictionaries(st.sampled_from("abcd"), st.integers(0, 200), min_size=1),
    st.integers(0, 40),
    st.integers(0, 30),
)
def test_whatever_was_done_a_day_is_told_or_why_there_is_none(
    history: dict[str, list[int]], left: dict[str, int], today: int, shared: int
) -> None:
    finished = {name: on(numbers) for name, numbers in history.items()}
    found = forecast(left, finished, at(today), shared=shared)
    for name, one in found.people.items():
        assert one.left == left[name]
        assert (one.day is None) == bool(one.why)
        assert one.day is None or one.day >= at(today)
        assert one.day == at(today) or left[name]
    assert (found.all.day is None) == bool(found.all.why)
    if found.all.day:
        assert all(one.day and one.day <= found.all.day for one in found.people.values())
    more = forecast({name: number + 5 for name, number in left.items()}, finished, at(today), shared=shared)
    assert more.all.day is None or (found.all.day is not None and more.all.day >= found.all.day)
