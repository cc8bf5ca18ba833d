"""Alpha over spans: a published example, the formula word by word, articles laid end to end."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.figures import layers, rounded

from annotator.agreement.common import unitizing
from annotator.agreement.common.unitizing import tallies, units_of
from annotator.domain.span import Span

Sections = list[tuple[int, int, int]]


def alphas(length: int, given_layers: list[list[Span]]) -> dict[str, unitizing.Tally]:
    return {one.label: one for one in tallies([(length, [units_of(layer) for layer in given_layers])])}


def test_what_is_undefined_says_why() -> None:
    assert unitizing.alpha([]).reason == "nothing was marked"
    assert unitizing.unitizing(100, [[Span(0, 1, "PER")]]) == {}
    assert unitizing.unitizing(0, [[], []]) == {}


def test_the_unitizing_example_of_krippendorff_2004() -> None:
    """Two observers of a continuum from 150 to 450; the paper prints .7286 and .8591 from rounded steps."""
    c1, c2 = [(75, 145), (220, 250)], [(70, 150), (205, 225), (250, 270)]
    k = [(30, 90), (150, 200)]
    layers = [[Span(*at, "c") for at in c] + [Span(*at, "k") for at in k] for c in (c1, c2)]
    found = unitizing.unitizing(300, layers)
    of = alphas(300, layers)
    assert round(found["c"].observed, 4) == 0.0144
    assert round(found["c"].expected, 4) == 0.0532
    assert (found["k"].observed, round(found["k"].expected, 4)) == (0, 0.0490)
    assert rounded(unitizing.alpha([of["c"]])) == 0.7286
    assert unitizing.alpha([of["k"]]).value == 1.0
    assert rounded(unitizing.alpha(list(of.values()))) == pytest.approx(0.8591, abs=0.0005)


@given(st.lists(layers, min_size=2, max_size=3))
def test_unitizing_is_the_formula_word_by_word(given_layers: list[list[Span]]) -> None:
    found = unitizing.unitizing(40, given_layers)
    for label in {one.label for layer in given_layers for one in layer}:
        sections = [_sections(layer, label, 40) for layer in given_layers]
        assert found[label].observed == pytest.approx(_observed(sections, 40))
        assert found[label].expected == pytest.approx(_expected(sections, 40))


def _sections(layer: list[Span], label: str, length: int) -> Sections:
    """Units (1) and gaps (0) as begin, length, kind."""
    units: list[list[int]] = []
    for one in sorted(one for one in layer if one.label == label):
        if units and one.start < units[-1][1]:
            units[-1][1] = max(units[-1][1], one.end)
        else:
            units.append([one.start, one.end])
    found: Sections = []
    at = 0
    for start, end in units:
        found += [(at, start - at, 0)] * (start > at) + [(start, end - start, 1)]
        at = end
    return found + [(at, length - at, 0)] * (length > at)


def _observed(layers: Sequence[Sections], length: int) -> float:
    total = 0
    for i, ours in enumerate(layers):
        for j, theirs in enumerate(layers):
            for b1, l1, v1 in ours if i != j else ():
                for b2, l2, v2 in theirs:
                    if v1 and v2 and -l1 < b1 - b2 < l2:
                        total += (b1 - b2) ** 2 + (b1 + l1 - b2 - l2) ** 2
                    elif v1 and not v2 and l2 - l1 >= b1 - b2 >= 0:
                        total += l1**2
                    elif v2 and not v1 and l2 - l1 <= b1 - b2 <= 0:
                        total += l2**2
    return total / (len(layers) * (len(layers) - 1) * length**2)


def _expected(layers: Sequence[Sections], length: int) -> float:
    every = [section for layer in layers for section in layer]
    units = [one for _, one, kind in every if kind]
    total = 0.0
    for one in units:
        total += (len(units) - 1) / 3 * (2 * one**3 - 3 * one**2 + one)
        total += one**2 * sum(gap - one + 1 for _, gap, kind in every if not kind and gap >= one)
    whole = len(layers) * length
    return 2 / length * total / (whole * (whole - 1) - sum(one * (one - 1) for one in units))


@given(st.lists(st.tuples(st.integers(1, 30), layers, layers), min_size=1, max_size=5))
def test_articles_laid_end_to_end_are_one_continuum(articles: list[tuple[int, list[Span], list[Span]]]) -> None:
    laid: tuple[list[Span], list[Span]] = ([], [])
    apart, at = [], 0
    for more, *sides in articles:
        length = max([more, *(span.end for side in sides for span in side)])
        apart.append((length, [units_of(side) for side in sides]))
        for whole, side in zip(laid, sides, strict=True):
            whole.extend(Span(at + span.start, at + span.end, span.label) for span in side)
        at += length
    found, one = tallies(apart), tallies([(at, [units_of(side) for side in laid])])
    assert [tally.label for tally in found] == [tally.label for tally in one]
    assert unitizing.alpha(found).value == pytest.approx(unitizing.alpha(one).value)
    for mine, same in zip(found, one, strict=True):
        assert unitizing.alpha([mine]).value == pytest.approx(unitizing.alpha([same]).value)
