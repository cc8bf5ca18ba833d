"""Two schemes become one: what clashes, what travels, which rule holds."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from support.teams import label

from annotator.domain.scheme import Label, Scheme
from annotator.services.project.merge_schemes import SchemeClash, joined


def scheme(*labels: Label, **rules: Any) -> Scheme:
    return Scheme(labels, **rules)


def test_only_meaning_clashes() -> None:
    ours = scheme(Label("PER", "P", "red", "people"), Label("LOC", "L"))
    theirs = scheme(Label("PER", "X", "blue", ""), Label("NEW", "L", "green", archived=True), Label("ORG", "P"))
    found = joined(ours, theirs)
    assert found.label("PER") == ours.label("PER")
    assert label(found, "ORG").key == "O"
    assert label(found, "NEW").archived
    with pytest.raises(SchemeClash, match="kind"):
        joined(ours, scheme(Label("PER", kind="article")))


def test_renames_travel_both_ways() -> None:
    old = scheme(Label("PERSON", "P"), Label("LOC", "L"))
    new = old.renamed("PERSON", "PER")
    for one, other in ((old, new), (new, old)):
        found = joined(one, other)
        assert found.names() == ("PER", "LOC") or found.names() == ("LOC", "PER")
        assert found.current("PERSON") == "PER"
    elsewhere = old.renamed("PERSON", "HUMAN")
    with pytest.raises(SchemeClash, match="became"):
        joined(new, elsewhere)
    assert joined(new, elsewhere, prefer="ours").current("PERSON") == "PER"
    assert joined(new, elsewhere, prefer="theirs").current("PERSON") == "HUMAN"


def rewritten(scheme: Scheme, text: str) -> Scheme:
    """The scheme after its first label got another guideline."""
    changed = replace(scheme, labels=(replace(scheme.labels[0], description=text), *scheme.labels[1:]))
    return changed.remembering(scheme)


def test_a_guideline_that_the_other_side_had_before_is_no_clash() -> None:
    first = scheme(Label("DATE", "D", description="Days."))
    second = rewritten(first, "Days and years.")
    third = rewritten(second, "Days, years, centuries.")
    for ours, theirs in permutations((first, second, third), 2):
        found = label(joined(ours, theirs), "DATE")
        later = max(ours, theirs, key=lambda one: len(one.labels[0].former))
        assert (found.description, found.former) == (later.labels[0].description, later.labels[0].former)
    with pytest.raises(SchemeClash, match="means"):
        joined(second, rewritten(first, "Years alone."))


def test_a_guideline_that_came_back_or_was_taken_away_is_the_newer_one() -> None:
    first = scheme(Label("DATE", "D", description="Days."))
    second = rewritten(first, "Years.")
    for last in ("Days.", ""):
        third = rewritten(second, last)
        for ours, theirs in ((second, third), (third, second)):
            assert label(joined(ours, theirs), "DATE").description == last
            assert label(joined(ours, theirs, prefer="ours"), "DATE").description == last


def test_what_was_settled_once_is_settled() -> None:
    first = scheme(Label("DATE", "D", description="Days."))
    one, other = rewritten(first, "Years."), rewritten(first, "Centuries.")
    settled = joined(one, other, prefer="ours")
    assert label(settled, "DATE").description == "Years."
    for ours, theirs in ((settled, other), (other, settled)):
        assert label(joined(ours, theirs), "DATE").description == "Years."
    assert label(joined(settled, other, prefer="theirs"), "DATE").description == "Centuries."


def test_a_label_that_was_put_away_stays_so_whatever_copy_is_merged() -> None:
    first = scheme(Label("PER", "P"), Label("LOC", "L"))
    away = first.archive("LOC").remembering(first)
    back = replace(away, labels=first.labels).remembering(away)
    for ours, theirs in permutations((first, away, back), 2):
        later = max(ours, theirs, key=lambda one: one.labels[1].switched)
        assert label(joined(ours, theirs), "LOC").archived == later.labels[1].archived


def test_a_renamed_label_keeps_its_key_colour_and_place() -> None:
    old = scheme(Label("PER", "P", "red"), Label("LOC", "L", "blue", "Places."), Label("ORG", "O"))
    new = old.renamed("LOC", "PLACE")
    for ours, theirs in ((old, new), (new, old)):
        assert joined(ours, theirs).labels == new.labels
    twice = new.renamed("PLACE", "SPOT")
    assert joined(old, twice).labels == twice.labels
    assert joined(old, twice).aliases == twice.aliases
    assert joined(old, new, renames={"PLACE": "ORG"}).names() == ("PER", "LOC", "ORG")


def test_the_rule_that_forbids_less_holds() -> None:
    assert joined(scheme(overlap="none"), scheme(overlap="nested")).overlap == "nested"
    assert joined(scheme(overlap="any"), scheme(overlap="nested")).overlap == "any"
