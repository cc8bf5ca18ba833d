"""Votes on conflicts: spans with enough votes hold; ties, quotas and weights."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.disagreement.conflicts import Conflict, align, majority
from annotator.domain.disagreement.votes import NO_VOTES, TIE, Outcome, Quota, vote
from annotator.domain.scheme import Group
from annotator.domain.span import Span

ORG, LOC, LONG = Span(0, 4, "ORG"), Span(0, 4, "LOC"), Span(0, 9, "ORG")


def flat(one: Span, other: Span) -> bool:
    return not one.overlaps(other)


def voted(versions: dict[str, list[Span]], quota: str, *, break_ties: bool = True, **weights: float) -> Outcome:
    (conflict,) = align(versions).conflicts
    return vote(conflict, Quota.of(quota), flat, weights or None, break_ties=break_ties)


@pytest.mark.parametrize(
    ("text", "share", "number"),
    [
        ("2/3", Fraction(2, 3), 0), (" 60 % ", Fraction(3, 5), 0), ("66.6%", Fraction("0.666"), 0),
        ("3", None, 3), ("3 votes", None, 3), ("1 vote", None, 1),
    ],
)  # fmt: skip
def test_what_is_asked(text: str, share: Fraction | None, number: int) -> None:
    quota = Quota.of(text)
    assert (quota.share, quota.number) == (share, number)


@pytest.mark.parametrize(
    "text", ["", "0", "0/3", "3/0", "4/3", "101 %", "0%", "two", "-1", "1/2/3", "²", "0 votes", "3votes"]
)
def test_what_no_vote_could_have_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no share or number of votes"):
        Quota.of(text)


def test_a_span_with_the_votes_holds_and_so_does_nothing() -> None:
    assert voted({"a": [ORG], "b": [ORG], "c": [LOC]}, "2/3") == Outcome((ORG,), 2, 3)
    assert voted({"a": [ORG], "b": [], "c": []}, "2/3") == Outcome((), 2, 3)
    assert voted({"a": [ORG], "b": [LOC], "c": []}, "2/3") == Outcome(None, 1, 3, left=NO_VOTES)
    assert voted({"a": [ORG], "b": [ORG], "c": [LOC]}, "3").left == NO_VOTES


def test_of_as_many_votes_the_longer_holds_then_the_first_ones() -> None:
    assert voted({"a": [ORG], "b": [LONG]}, "1/2") == Outcome((LONG,), 1, 2, tied=True)
    assert voted({"b": [ORG], "a": [LOC]}, "1/2") == Outcome((LOC,), 1, 2, tied=True)
    assert voted({"b": [ORG], "a": [LOC]}, "1/2", break_ties=False) == Outcome(None, 1, 2, left=TIE)


def test_a_span_against_as_many_who_have_none_is_a_tie() -> None:
    assert voted({"a": [ORG], "b": []}, "1/2") == Outcome((ORG,), 1, 2, tied=True)
    assert voted({"a": [ORG], "b": []}, "1/2", break_ties=False).left == TIE
    assert not voted({"a": [ORG], "b": [ORG], "c": []}, "1/2").tied


def test_weights_count_instead_of_heads() -> None:
    versions = {"a": [ORG], "b": [LOC], "c": [LOC]}
    assert voted(versions, "2/3", a=3, b=0.5, c=0.5).version == (ORG,)
    assert voted(versions, "2/3", a=3).version == (ORG,)
    assert voted(versions, "1/2", d=1).left == NO_VOTES


def test_questions_about_the_article_as_a_whole() -> None:
    said = {"a": {"SPORT": True}, "b": {"SPORT": True}, "c": {"NEWS": True}}
    layers: dict[str, list[Span]] = {who: [] for who in said}
    (conflict,) = align(layers, said, [Group("topic", "one", ("NEWS", "SPORT"))]).labels.conflicts
    assert vote(conflict, Quota.of("2/3"), flat).version == (("SPORT", True),)
    assert vote(conflict, Quota.of("3"), flat).left == NO_VOTES
    two = align({"a": [], "b": []}, {"a": {"SPORT": True}, "b": {}}).labels.conflicts[0]
    assert vote(two, Quota.of("1/2"), flat, break_ties=False).left == TIE
    assert vote(two, Quota.of("1/2"), flat).tied


SPANS = st.lists(
    st.builds(lambda start, size, label: Span(start, start + size, label), st.integers(0, 8), st.integers(1, 4),
              st.sampled_from(["A", "B"])),
    max_size=4,
)  # fmt: skip


@given(
    st.dictionaries(st.sampled_from("abcde"), SPANS, min_size=2), st.sampled_from(["1/5", "1/2", "2/3", "2", "100 %"])
)
def test_whatever_holds_has_the_votes_and_stands_side_by_side(said: dict[str, list[Span]], words: str) -> None:
    quota = Quota.of(words)
    for conflict in align(said).conflicts:
        found = vote(conflict, quota, flat)
        if found.version is None:
            assert found.left == NO_VOTES
            continue
        spans = [one for one in found.version if isinstance(one, Span)]
        for span in spans:
            holders = [who for who, version in conflict.versions if span in version]
            assert quota.met(len(holders), len(conflict.versions))
        assert all(flat(one, other) for one, other in combinations(spans, 2))
        assert not spans or not found.tied or vote(conflict, quota, flat, break_ties=False).version is None
        check_majority(conflict, found)


def check_majority(conflict: Conflict, found: Outcome) -> None:
    """Of single spans, what more than half hold is what a vote of more than half makes."""
    most = majority(conflict)
    half = vote(conflict, Quota.of("51 %"), flat)
    if most is not None and all(len(version) <= 1 for _, version in conflict.versions):
        assert half.version == most
