"""Two schemes become one: what clashes, what travels, which rule holds."""

from __future__ import annotations

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


def test_the_rule_that_forbids_less_holds() -> None:
    assert joined(scheme(overlap="none"), scheme(overlap="nested")).overlap == "nested"
    assert joined(scheme(overlap="any"), scheme(overlap="nested")).overlap == "any"
