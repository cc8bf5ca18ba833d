"""Krippendorff's alpha: published examples, another implementation, the formula of unitizing word by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask
from support.figures import rounded

from annotator.agreement import alpha, kappa

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
