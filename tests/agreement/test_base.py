"""What every measure builds on: the label of a token, and the interval of a figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from support.figures import layers

from annotator.agreement.base import interval, token_labels
from annotator.domain.span import Span
from annotator.domain.tokens import whitespace_tokens


@given(layers)
def test_a_token_has_the_label_of_the_shortest_span_that_touches_it(layer: list[Span]) -> None:
    tokens = whitespace_tokens("ab cde f  ghij\nk lmnopq r stu")
    for token, label in zip(tokens, token_labels(layer, tokens), strict=True):
        touching = [one for one in layer if one.start < token[1] and token[0] < one.end]
        best = min(touching, key=lambda one: (len(one), one), default=None)
        assert label == (best and best.label)


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
