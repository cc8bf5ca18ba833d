"""Krippendorff's alpha: published examples, another implementation, the formula of unitizing word by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask
from support.figures import layers, rounded

from annotator.agreement import alpha, kappa
from annotator.domain.span import Span

Sections = list[tuple[int, int, int]]
columns = st.integers(2, 4).flatmap(
    lambda size: st.lists(st.lists(st.sampled_from("xyz"), min_size=size, max_size=size), min_size=1, max_size=12)
)


def units(rows: Iterable[Sequence[str | None]]) -> Counter[tuple[str, ...]]:
    return Counter(tuple(value for value in row if value is not None) for row in rows)


def test_the_example_of_krippendorff_with_values_that_are_missing() -> None:
    """Four observers of twelve units; the figure that is printed is .743."""
    observers = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
    rows = [[value for value in unit if value != "."] for unit in zip(*observers, strict=True)]
    assert round(rounded(alpha.nominal(units(rows))), 3) == 0.743


@given(columns)
def test_nltk_agrees(rows: list[list[str]]) -> None:
    assume(len({value for row in rows for value in row}) > 1)
    task = AnnotationTask([(who, item, value) for item, row in enumerate(rows) for who, value in enumerate(row)])
    assert alpha.nominal(units(rows)).value == pytest.approx(task.alpha())
    pairs = Counter((row[0], row[1]) for row in rows)
    ours = kappa.cohen(pairs).value
    if ours is not None:
        assert ours == pytest.approx(task.kappa_pairwise(0, 1))


@given(columns.map(lambda rows: [[None if value == "z" else value for value in row] for row in rows]))
def test_values_that_are_missing_leave_the_pairs_that_are_there(rows: list[list[str | None]]) -> None:
    data = [(who, item, v) for item, row in enumerate(rows) for who, v in enumerate(row) if v is not None]
    kept = [one for one in data if sum(one[1] == other[1] for other in data) > 1]
    assume(len({value for *_, value in kept}) > 1)
    assert alpha.nominal(units(rows)).value == pytest.approx(AnnotationTask(kept).alpha())


def test_what_is_undefined_says_why() -> None:
    assert "no tokens" in kappa.cohen({}).reason
    assert "one and the same" in kappa.cohen({("x", "x"): 5}).reason
    assert "two annotators" in alpha.nominal({("x",): 3}).reason
    assert "all values are the same" in alpha.nominal({("x", "x"): 3}).reason
    assert alpha.joint([]).value is None
    assert alpha.unitizing(100, [[Span(0, 1, "PER")]]) == {}
    assert alpha.unitizing(0, [[], []]) == {}


def test_the_unitizing_example_of_krippendorff_2004() -> None:
    """Two observers of a continuum from 150 to 450; the paper prints .7286 and .8591 from rounded steps."""
    c1, c2 = [(75, 145), (220, 250)], [(70, 150), (205, 225), (250, 270)]
    k = [(30, 90), (150, 200)]
    layers = [[Span(*at, "c") for at in c] + [Span(*at, "k") for at in k] for c in (c1, c2)]
    found = alpha.unitizing(300, layers)
    assert round(found["c"].observed, 4) == 0.0144
    assert round(found["c"].expected, 4) == 0.0532
    assert (found["k"].observed, round(found["k"].expected, 4)) == (0, 0.0490)
    assert rounded(alpha.joint([found["c"]])) == 0.7286
    assert alpha.joint([found["k"]]).value == 1.0
    assert rounded(alpha.joint(found.values())) == pytest.approx(0.8591, abs=0.0005)


@given(st.lists(layers, min_size=2, max_size=3))
def test_unitizing_is_the_formula_word_by_word(given_layers: list[list[Span]]) -> None:
    found = alpha.unitizing(40, given_layers)
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
