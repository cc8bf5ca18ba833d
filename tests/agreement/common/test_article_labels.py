from __future__ import annotations

from collections import Counter
from collections.abc import Hashable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement.alpha import nominal
from annotator.agreement.base import Chosen, Compared, Figure
from annotator.agreement.common.article_labels import label_agreement, pooled_alpha, pooled_kappa
from annotator.agreement.kappa import cohen

ANSWERS: st.SearchStrategy[Chosen] = st.sampled_from([(), ("GLAD",), ("SAD",)])


def articles(*pairs: tuple[dict[str, Chosen], dict[str, Chosen]]) -> list[Compared]:
    return [Compared(str(n), "", 0, (), {}, {"ana": one, "ben": other}) for n, (one, other) in enumerate(pairs)]


@given(st.lists(st.tuples(ANSWERS, ANSWERS), min_size=1))
def test_of_one_question_they_are_cohens_and_krippendorffs_own(pairs: list[tuple[Chosen, Chosen]]) -> None:
    counted: Counter[tuple[Hashable, Hashable]] = Counter(pairs)
    assert pooled_kappa([counted]).value == pytest.approx(cohen(counted).value)
    assert pooled_alpha([counted]).value == pytest.approx(nominal(counted).value)
    assert pooled_kappa([counted]).n == pooled_alpha([counted]).n == len(pairs)


@given(st.lists(st.tuples(ANSWERS, ANSWERS), min_size=1), st.integers(2, 5))
def test_a_question_asked_several_times_over_changes_no_kappa(pairs: list[tuple[Chosen, Chosen]], times: int) -> None:
    counted: Counter[tuple[Hashable, Hashable]] = Counter(pairs)
    assert pooled_kappa([counted] * times).value == pytest.approx(pooled_kappa([counted]).value)


def test_who_did_not_answer_did_not_say_no() -> None:
    said = articles(
        ({"tone": ("GLAD",)}, {"tone": ("GLAD",)}), ({"tone": ("SAD",)}, {}), ({"tone": ()}, {"tone": ("SAD",)})
    )
    found, rows = label_agreement(said, "ana", "ben")
    assert {one.n for one in found.values()} == {2}
    assert [(row["label"], row["n"]) for row in rows] == [("GLAD", 2), ("SAD", 2)]


def test_without_an_answer_of_both_there_is_no_figure() -> None:
    found, rows = label_agreement(articles(({"SPORT": ("SPORT",)}, {})), "ana", "ben")
    assert (set(found.values()), rows) == ({Figure(None, 0, "no question about an article was answered by both")}, [])
