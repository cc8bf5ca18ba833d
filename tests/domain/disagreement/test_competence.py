"""Competence by Dawid and Skene: measured where the truth is known, estimated where it is not."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from annotator.domain.disagreement.competence import Ballot, competences

FIGURES = {"ana": (0.95, 0.05), "ben": (0.9, 0.1), "cem": (0.85, 0.15), "dim": (0.5, 0.45)}


def cast(number: int, *, known: bool) -> Counter[Ballot]:
    """Ballots on spans of which a third are right, by annotators of known figures."""
    chance, found = random.Random(7), Counter[Ballot]()  # noqa: S311 - no secret
    for _ in range(number):
        right = chance.random() < 1 / 3
        held = frozenset(who for who, (yes, no) in FIGURES.items() if chance.random() < (yes if right else no))
        found[Ballot(held, frozenset(FIGURES) - held, right if known else None)] += 1
    return found


@pytest.mark.parametrize("known", [True, False])
def test_the_figures_that_made_the_ballots_are_found(known: bool) -> None:
    found = competences(cast(3000, known=known))
    for who, (yes, no) in FIGURES.items():
        assert abs(found[who].found - yes) < 0.05
        assert abs(found[who].taken - no) < 0.05
    assert found["ana"].weight > found["ben"].weight > found["cem"].weight > 4 * found["dim"].weight


def test_who_holds_wrong_spans_as_likely_as_right_ones_weighs_nothing() -> None:
    right, wrong = (
        Ballot(frozenset("a"), frozenset("b"), right=True),
        Ballot(frozenset("b"), frozenset("a"), right=False),
    )
    found = competences({right: 8, wrong: 8})
    assert (found["a"].found, found["a"].taken) == (10 / 11, 1 / 11)
    assert found["b"].weight == 0
    assert competences({}) == {}


def test_the_order_of_ballots_makes_no_difference() -> None:
    ballots = cast(300, known=False)
    backwards = dict(reversed(ballots.items()))
    for who, one in competences(ballots).items():
        assert one.found == pytest.approx(competences(backwards)[who].found)
