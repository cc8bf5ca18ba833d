"""Gamma: pairs against all ways to pair, values by hand, what chance gives."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.figures import layers

from annotator.agreement.common.bootstrap import interval_of_sums
from annotator.agreement.common.pairing import least_cost
from annotator.agreement.gamma import between, disorder, gamma
from annotator.domain.span import Span

few = layers.map(lambda spans: spans[:5])
costs = st.lists(st.dictionaries(st.integers(0, 4), st.integers(0, 9).map(lambda n: n / 4), max_size=5), max_size=5)


def by_trying(ours: Sequence[Span], theirs: Sequence[Span]) -> float:
    """The least disorder of all ways to pair."""
    if not ours:
        return float(len(theirs))
    first, rest = ours[0], ours[1:]
    ways = [1 + by_trying(rest, theirs)]
    for place, other in enumerate(theirs):
        ways.append(between(first, other) + by_trying(rest, [*theirs[:place], *theirs[place + 1 :]]))
    return min(ways)


@given(few, few)
def test_the_best_pairs_are_the_best_of_all_ways(ours: list[Span], theirs: list[Span]) -> None:
    assert disorder(ours, theirs) == pytest.approx(by_trying(ours, theirs))
    assert disorder(ours, theirs) == pytest.approx(disorder(theirs, ours))


def cheapest(rows: Sequence[dict[int, float]], alone: float) -> float:
    if not rows:
        return 0.0
    ways = [alone + cheapest(rows[1:], alone)]
    for column, cost in rows[0].items():
        others = [{other: price for other, price in row.items() if other != column} for row in rows[1:]]
        ways.append(cost + cheapest(others, alone))
    return min(ways)


@given(costs, st.sampled_from([0.5, 1.0, 2.0]))
def test_rows_are_paired_at_the_least_cost(rows: list[dict[int, float]], alone: float) -> None:
    assert least_cost(rows, alone) == pytest.approx(cheapest(rows, alone))


def test_disorders_by_hand() -> None:
    one, quarters = Span(0, 20, "A"), [Span(start, start + 5, "A") for start in range(0, 20, 5)]
    assert between(one, quarters[0]) == pytest.approx((15 / 25) ** 2)
    assert disorder([one], quarters) == pytest.approx(0.36 + 3)
    assert between(Span(15, 36, "2"), Span(15, 45, "2")) == pytest.approx((9 / 51) ** 2)
    assert disorder([Span(0, 7, "1")], [Span(0, 7, "2")]) == 1
    assert disorder([Span(0, 2, "1")], [Span(50, 52, "1")]) == 2


def test_who_says_the_same_has_one_and_who_is_turned_round_none() -> None:
    spans = [Span(start, start + 6, "AB"[start // 7 % 2]) for start in (3, 40, 61, 120, 150, 190, 260, 333, 410, 480)]
    same = gamma([(500, spans, spans)] * 4)
    assert (same.value, same.n) == (1.0, 80)
    assert gamma([(500, spans, spans)] * 4) == same
    turned = [Span((span.start + 250) % 490, (span.start + 250) % 490 + 6, span.label) for span in spans]
    against = gamma([(500, spans, turned)] * 4)
    assert against.value is not None
    assert against.value < 0.2
    assert same.sums is not None
    assert interval_of_sums(same.sums()) == (1.0, 1.0)


def test_nearer_edges_are_better_and_so_is_the_same_label() -> None:
    spans = [Span(start, start + 8, "A") for start in range(10, 900, 60)]
    values = [
        gamma([(1000, spans, [Span(span.start + off, span.end + off, label) for span in spans])]).value
        for off, label in ((0, "A"), (1, "A"), (3, "A"), (0, "B"), (30, "A"))
    ]
    assert None not in values
    assert values[0] == 1.0
    assert values == sorted(values, key=lambda value: -(value or 0.0))


@pytest.mark.parametrize(("articles", "reason"), [([(10, [], [])], "nothing was marked"), ([], "nothing was marked")])
def test_what_is_undefined_says_why(articles: list[tuple[int, list[Span], list[Span]]], reason: str) -> None:
    assert gamma(articles).reason == reason


@settings(max_examples=15)
@given(st.lists(st.tuples(st.just(40), few, few), min_size=1, max_size=3))
def test_any_layers_have_a_gamma_of_one_at_most(articles: list[tuple[int, list[Span], list[Span]]]) -> None:
    figure = gamma(articles)
    assert figure.value is None or figure.value <= 1
