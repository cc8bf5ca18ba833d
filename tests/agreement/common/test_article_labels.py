from __future__ import annotations

from collections import Counter
from collections.abc import Hashable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement.alpha import nominal
from annotator.agreement.base import Chosen, Compared, Figure
from annotator.agreement.common.article_labels import ALPHA, F1, KAPPA, Answers, label_agreement, label_figures
from annotator.agreement.kappa import cohen

ANSWERS: st.SearchStrategy[Chosen] = st.sampled_from([(), ("GLAD",), ("SAD",)])


def articles(*pairs: tuple[dict[str, Chosen], dict[str, Chosen]]) -> list[Compared]:
    return [Compared(str(n), "", 0, (), {}, {"ana": one, "ben": other}) for n, (one, other) in enumerate(pairs)]


def answered(pairs: list[tuple[Chosen, Chosen]], questions: int = 1) -> list[Answers]:
    return [Counter((f"tone {number}", *pair) for number in range(questions)) for pair in pairs]


@given(st.lists(st.tuples(ANSWERS, ANSWERS), min_size=1))
def test_of_one_question_they_are_cohens_and_krippendorffs_own(pairs: list[tuple[Chosen, Chosen]]) -> None:
    counted: Counter[tuple[Hashable, Hashable]] = Counter(pairs)
    found = label_figures(answered(pairs))
    assert found[KAPPA].value == pytest.approx(cohen(counted).value)
    assert found[ALPHA].value == pytest.approx(nominal(counted).value)
    assert {one.n for one in found.values()} == {len(pairs)}


@given(st.lists(st.tuples(ANSWERS, ANSWERS), min_size=1), st.integers(2, 5))
def test_a_question_asked_several_times_over_changes_no_kappa(pairs: list[tuple[Chosen, Chosen]], times: int) -> None:
    once, often = label_figures(answered(pairs)), label_figures(answered(pairs, times))
    assert often[KAPPA].value == pytest.approx(once[KAPPA].value)
    assert often[F1].value == pytest.approx(once[F1].value)


def test_the_f1_of_labels_counts_what_was_set() -> None:
    pairs: list[tuple[Chosen, Chosen]] = [(("GLAD",), ("GLAD",)), (("GLAD",), ()), ((), ("SAD",)), ((), ())]
    assert label_figures(answered(pairs))[F1].value == 2 * 1 / 4
    assert "neither set a label" in label_figures(answered([((), ())]))[F1].reason


def test_who_did_not_answer_did_not_say_no() -> None:
    said = articles(
        ({"tone": ("GLAD",)}, {"tone": ("GLAD",)}), ({"tone": ("SAD",)}, {}), ({"tone": ()}, {"tone": ("SAD",)})
    )
    found, by_label = label_agreement(said, "ana", "ben")
    assert {one.n for one in found.values()} == {2}
    assert {label: mine[KAPPA].n for label, mine in by_label.items()} == {"GLAD": 2, "SAD": 2}


def test_without_an_answer_of_both_there_is_no_figure() -> None:
    found, by_label = label_agreement(articles(({"SPORT": ("SPORT",)}, {})), "ana", "ben")
    assert set(found.values()) == {Figure(None, 0, "no question about an article was answered by both")}
    assert by_label == {}
