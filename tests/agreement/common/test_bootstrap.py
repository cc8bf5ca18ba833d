"""Intervals: the same every time, around their figure, and those of sums as those that a figure is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.figures import claims, layers

from annotator.agreement.base import Claims, Compared, JointFigure, PairFigure, Sums
from annotator.agreement.common.bootstrap import interval, interval_of_sums
from annotator.agreement.common.measures import load_measures
from annotator.domain.span import Span
from annotator.domain.tokens import whitespace_tokens

TEXT = "ab cde f  ghij\nk lmnopq r stu v wxyz abc"
TOKENS = whitespace_tokens(TEXT)
articles = st.lists(st.tuples(layers, layers, st.tuples(claims, claims), st.integers(0, 3)), min_size=2, max_size=6)
Drawn = list[tuple[list[Span], list[Span], tuple[Claims, Claims], int]]
PAIRS: list[PairFigure[Any]] = [one for one in load_measures().pair if one.sums]


def compared(drawn: Drawn) -> list[Compared]:
    return [
        Compared(str(number), "", len(TEXT), TOKENS, {"ana": a, "ben": b}, claims={"ana": ours, "ben": theirs})
        for number, (a, b, (ours, theirs), _) in enumerate(drawn)
    ]


def sampled(sums: Sums, often: Sequence[int]) -> float | None:
    """The figure of a sample in which each article is so often."""
    totals = {name: np.array([np.dot(column, often)]) for name, column in sums.columns.items()}
    with np.errstate(all="ignore"):
        value = float(np.asarray(sums.value(totals)).ravel()[0]) if totals else float("nan")
    return value if np.isfinite(value) else None


@pytest.mark.parametrize("figure", PAIRS, ids=[one.name for one in PAIRS])
@given(drawn=articles)
def test_a_figure_follows_from_its_sums_in_every_sample(figure: PairFigure[Any], drawn: Drawn) -> None:
    assert figure.sums is not None
    counts, often = [figure.count(one, "ana", "ben") for one in compared(drawn)], [times for *_, times in drawn]
    found = figure.value([(one, times) for one, times in zip(counts, often, strict=True) if times])
    assert sampled(figure.sums(counts), often) == pytest.approx(found.value)


@pytest.mark.parametrize("figure", load_measures().joint, ids=lambda one: one.name)
@given(drawn=articles)
def test_joint_figures_follow_from_theirs(figure: JointFigure, drawn: Drawn) -> None:
    found, by_label = figure.value(compared(drawn), ("ana", "ben"))
    for one in (found, *by_label.values()):
        if one.value is not None and one.sums:
            assert sampled(one.sums(), [1] * len(drawn)) == pytest.approx(one.value)


def test_both_ways_to_an_interval_give_the_same() -> None:
    parts = [(number % 3, 3) for number in range(40)]

    def mean(drawn: Sequence[tuple[tuple[int, int], int]]) -> float:
        return sum(times * one for (one, _), times in drawn) / sum(times * of for (_, of), times in drawn)

    sums = Sums({"one": [one for one, _ in parts], "of": [3] * 40}, lambda totals: totals["one"] / totals["of"])
    assert interval_of_sums(sums) == pytest.approx(interval(parts, mean))
    assert interval_of_sums(sums, seed=-1) is not None


def test_what_only_one_article_adds_to_has_no_interval() -> None:
    assert interval_of_sums(Sums({"n": [1, 0, 0]}, lambda totals: totals["n"] / totals["n"])) is None
    assert interval_of_sums(Sums({}, lambda _: 0)) is None


def test_many_articles_are_drawn_in_parts() -> None:
    sums = Sums({"one": [0, 1] * 15_000, "n": [1] * 30_000}, lambda of: of["one"] / of["n"])
    found = interval_of_sums(sums)
    assert found is not None
    assert 0.49 < found[0] < 0.5 < found[1] < 0.51


def test_an_interval_holds_the_figure_and_is_the_same_every_time() -> None:
    parts = [0.0, 1.0] * 20

    def mean(drawn: Sequence[tuple[float, int]]) -> float:
        return sum(part * times for part, times in drawn) / sum(times for _, times in drawn)

    found = interval(parts, mean)
    assert found is not None
    low, high = found
    assert 0.3 < low < 0.5 < high < 0.7
    assert interval(parts, mean) == (low, high)
    assert interval(parts[:1], mean) is None
    assert interval(parts, lambda _: None) is None


def test_an_interval_computes_a_figure_once_for_each_sample_that_differs() -> None:
    asked: list[list[tuple[int, int]]] = []

    def mean(drawn: Sequence[tuple[int, int]]) -> float:
        asked.append(list(drawn))
        return sum(value * times for value, times in drawn) / 3

    assert interval([0, 3, 9], mean) == (0.0, 9.0)
    assert len(asked) == 10  # ways to draw three of three with replacement
    assert all(sum(times for _, times in drawn) == 3 for drawn in asked)


@given(st.lists(st.integers(0, 3), min_size=2, max_size=30), st.integers(1, 3))
def test_parts_that_are_alike_count_together_and_whatever_cannot_be_compared_alone(parts: list[int], seed: int) -> None:
    def mean(drawn: Sequence[tuple[Any, int]], value: Callable[[Any], int] = int) -> float:
        return sum(value(part) * times for part, times in drawn) / sum(times for _, times in drawn)

    whole = interval(parts, mean, seed=seed)
    counters, lists = [Counter({"a": part}) for part in parts], [[part] for part in parts]
    assert whole == interval(counters, lambda drawn: mean(drawn, lambda part: part["a"]), seed=seed)
    assert whole == interval(lists, lambda drawn: mean(drawn, lambda part: part[0]), seed=seed)
