from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.default_scheme import DEFAULT_SCHEME
from annotator.domain.disagreement.voting import AGREEMENT, FLOOR, Speaks, voted, votes
from annotator.domain.scheme import Label, Scheme
from annotator.domain.span import Span
from annotator.domain.suggestion import Hiding, Suggestion, joined

A, B, C = "spacy:a-1.0", "spacy:b-1.0", "trained:c-1"
HERE = Span(10, 20, "ORG")
LABELS = frozenset({"ORG", "PERSON"})
BOTH: Speaks = {A: LABELS, B: LABELS}
ALL: Speaks = {**BOTH, C: LABELS}
SPANS = st.builds(
    lambda a, n, label: Span(a, a + n, label), st.integers(0, 20), st.integers(1, 6), st.sampled_from(sorted(LABELS))
)
SCORES = st.sampled_from([0.05, 0.2, 0.4, 0.5, 0.7, 0.9, 1.0])
SAID = st.builds(Suggestion, SPANS, st.sampled_from([A, B, C]), SCORES)
LISTED = st.builds(Suggestion, SPANS, st.sampled_from(["patterns", "zeroshot:z"]), st.sampled_from([None, 0.3]))
ANSWERS = st.lists(SAID | LISTED, max_size=14, unique_by=lambda one: (one.span, one.source))
SCHEMES = st.sampled_from([replace(DEFAULT_SCHEME, overlap=way) for way in ("none", "nested", "any")])


def vote(*said: Suggestion, speaks: Speaks = BOTH, scheme: Scheme = DEFAULT_SCHEME) -> dict[Span, Suggestion]:
    return {one.span: one for one in voted(said, speaks, scheme)}


def scored(score: float, *said: Suggestion) -> bool:
    return vote(*said)[HERE].score == pytest.approx(score, abs=1e-3)


def test_recognisers_vote_and_nothing_else() -> None:
    assert [votes(one) for one in (A, C, "patterns", "zeroshot:z", "memory", "import", "near:spacy:a")] == [
        True, True, False, False, False, False, False,
    ]  # fmt: skip


def test_the_same_span_and_label_is_surer_than_alone_and_names_both() -> None:
    found = vote(Suggestion(HERE, A, 0.6), Suggestion(HERE, B, 0.6))[HERE]
    assert (found.sources, found.outvoted) == ((A, B), False)
    assert scored(0.669, Suggestion(HERE, A, 0.6), Suggestion(HERE, B, 0.6))  # logit .405 + .3
    assert scored(0.403, Suggestion(HERE, A, 0.6))  # logit .405 - .8


def test_the_surer_of_two_leads() -> None:
    assert vote(Suggestion(HERE, A, 0.3), Suggestion(HERE, B, 0.6))[HERE].sources == (B, A)


@pytest.mark.parametrize("other", [Span(10, 22, "ORG"), Span(8, 12, "ORG"), Span(10, 20, "PERSON")])
def test_of_other_borders_or_labels_the_surer_one_stays_and_both_are_less_sure(other: Span) -> None:
    found = vote(Suggestion(HERE, A, 0.7), Suggestion(other, B, 0.6))
    assert [found[span].outvoted for span in (HERE, other)] == [False, True]
    assert (found[HERE].score or 0) < 0.7
    assert (found[other].score or 0) < 0.6


def test_equals_beat_nobody() -> None:
    found = vote(Suggestion(HERE, A, 0.7), Suggestion(HERE.labelled("PERSON"), B, 0.7))
    assert not any(one.outvoted for one in found.values())


def test_what_one_says_alone_is_folded_below_a_score() -> None:
    assert vote(Suggestion(HERE, A, 0.5))[HERE].outvoted
    assert not vote(Suggestion(HERE, A, 0.6))[HERE].outvoted
    assert not vote(Suggestion(HERE, A, 0.3), Suggestion(HERE, B, 0.3))[HERE].outvoted


def test_two_of_three_are_not_outvoted_however_unsure() -> None:
    said = (Suggestion(HERE, A, 0.2), Suggestion(HERE, B, 0.2), Suggestion(HERE.labelled("PERSON"), C, 0.9))
    assert not vote(*said, speaks=ALL)[HERE].outvoted


def test_patterns_neither_vote_nor_are_outvoted() -> None:
    pattern, weak = Suggestion(HERE, "patterns"), Suggestion(HERE, A, 0.1)
    assert vote(pattern, Suggestion(Span(10, 22, "ORG"), A, 0.9))[HERE] == pattern
    assert not vote(pattern, weak)[HERE].outvoted
    assert vote(weak)[HERE].outvoted


def test_a_model_of_other_labels_says_nothing_by_its_silence() -> None:
    weak = Suggestion(HERE, A, 0.3)
    assert vote(weak, speaks={A: LABELS, B: frozenset({"DRUG", "GENE", "ORGAN"})})[HERE] == weak
    assert vote(weak, speaks={A: LABELS, B: frozenset()})[HERE].outvoted
    assert vote(weak, speaks={A: LABELS, B: frozenset({"PERSON"})})[HERE].outvoted


def test_where_spans_may_nest_the_larger_and_the_smaller_both_stay() -> None:
    said = (Suggestion(HERE, A, 0.7), Suggestion(Span(10, 15, "PERSON"), B, 0.6))
    nested = replace(DEFAULT_SCHEME, overlap="nested")
    assert [vote(*said, scheme=nested)[one.span] for one in said] == [*said]


def test_what_is_hidden_or_cannot_be_given_has_no_vote_and_is_not_silence() -> None:
    said = [Suggestion(HERE, A, 0.5), Suggestion(HERE, B, 0.4)]
    hides = Hiding(set(), {B: {"ORG": 0.45}})
    assert voted(said, BOTH, DEFAULT_SCHEME, hides) == [said[0]]
    put_away = Scheme((Label("ORG"), Label("PERSON", archived=True)))
    rivals = [Suggestion(HERE, A, 0.5), Suggestion(HERE.labelled("PERSON"), B, 0.9)]
    assert voted(rivals, BOTH, put_away) == rivals


@given(ANSWERS, SCHEMES, st.randoms(use_true_random=False))
def test_the_order_of_answers_makes_no_difference(said: list[Suggestion], scheme: Scheme, random: st.randoms) -> None:  # type: ignore[valid-type]
    shuffled = list(said)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert {one.span: (one.score, set(one.sources), one.outvoted) for one in voted(said, ALL, scheme)} == {
        one.span: (one.score, set(one.sources), one.outvoted) for one in voted(shuffled, ALL, scheme)
    }


@given(ANSWERS, SCHEMES)
def test_voters_are_equal(said: list[Suggestion], scheme: Scheme) -> None:
    for names in permutations((A, B, C)):
        new = dict(zip((A, B, C), names, strict=True))
        renamed = [replace(one, source=new.get(one.source, one.source)) for one in said]
        assert [(one.span, one.score, one.outvoted) for one in voted(renamed, ALL, scheme)] == [
            (one.span, one.score, one.outvoted) for one in voted(said, ALL, scheme)
        ]


@given(ANSWERS, SCHEMES)
def test_one_voter_alone_is_left_as_it_is(said: list[Suggestion], scheme: Scheme) -> None:
    mine = [one for one in said if one.source in (A, "patterns", "zeroshot:z")]
    assert voted(mine, {A: LABELS}, scheme) == joined(mine)
    assert voted(mine, {A: LABELS, B: frozenset({"X"})}, scheme) == joined(mine)


@given(ANSWERS, SCHEMES)
def test_nothing_is_lost_and_every_place_keeps_its_best(said: list[Suggestion], scheme: Scheme) -> None:
    found = voted(said, ALL, scheme)
    assert {(one.span, source) for one in found for source in one.sources} == {(one.span, one.source) for one in said}
    for one in found:
        if one.outvoted and (one.score or 0) >= FLOOR:
            assert any(
                not other.outvoted and other.span.overlaps(one.span) and (other.score or 0) > (one.score or 0)
                for other in found
            )


@given(st.lists(SCORES, min_size=2, max_size=2))
def test_agreement_stays_near_what_they_say(scores: list[float]) -> None:
    score = vote(*(Suggestion(HERE, source, one) for source, one in zip((A, B), scores, strict=True)))[HERE].score
    assert score is not None
    assert min(scores) - 1e-3 <= score <= max(scores) + AGREEMENT / 4
