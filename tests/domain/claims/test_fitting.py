"""What a scheme does not allow of what is claimed, and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from support.claiming import CLAIMS, HPA, LUND, PORT, SOL, TOWN

from annotator.domain.claims.fitting import misfit, misfits, told_misfits, unfit_told
from annotator.domain.claims.scheme import AttributeType, Base, ClaimScheme, EntityRules, RelationType
from annotator.domain.claims.values import Attribute, Claim, Link, Relation, Same

SCHEME = replace(
    CLAIMS,
    relations=(*CLAIMS.relations, RelationType("next_to", head=("PERSON",), tail=("GPE",), directed=False)),
    attributes=(*CLAIMS.attributes, AttributeType("tense", of="relation", on=("head_of",), kind="text")),
    entities=EntityRules(("ORG",)),
    bases=(Base("firms", {"ORG": ("company",)}),),
)
HEADS = Relation(LUND, "head_of", PORT)


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        (HEADS, ""),
        (Relation(PORT, "head_of", LUND), "head_of wants PERSON as head"),
        (Relation(LUND, "head_of", SOL), "head_of wants ORG or GPE as tail"),
        (Relation(LUND, "opposes", SOL), ""),
        (Relation(TOWN, "next_to", LUND), ""),
        (Relation(TOWN, "next_to", PORT), "next_to wants PERSON and GPE"),
        (Relation(LUND, "leads", PORT), "the scheme has no relation leads"),
        (Attribute(LUND, "role", "head"), ""),
        (Attribute(PORT, "role", "head"), "ORG has no role"),
        (Attribute(HEADS, "role", "head"), "head_of has no role"),
        (Attribute(HEADS, "tense", "past"), ""),
        (Attribute(LUND, "tense", "past"), "PERSON has no tense"),
        (Attribute(LUND, "mention", "name"), ""),
        (Attribute(LUND, "mention", "plural"), "mention has no value plural"),
        (Attribute(LUND, "mention", value=True), "mention has no value yes"),
        (Attribute(LUND, "quoted", "yes"), "quoted has no value yes"),
        (Attribute(LUND, "mood", "good"), "the scheme has no attribute mood"),
        (Link(PORT, "firms", "Q1"), ""),
        (Link(LUND, "firms", "Q1"), "firms has no entries for PERSON"),
        (Link(LUND, "wiki", "Q1"), "the scheme has no base wiki"),
        (Same(HPA, PORT), ""),
        (Same(LUND, PORT), "PERSON is no mention of anything"),
    ],
)
def test_why_a_claim_does_not_fit(claim: Claim, why: str) -> None:
    assert misfit(SCHEME, claim) == why


def test_a_scheme_that_says_nothing_allows_nothing() -> None:
    assert misfit(ClaimScheme(), Same(HPA, PORT)) == "the scheme has no entities"


def test_what_does_not_fit_is_told_with_counts_and_reasons() -> None:
    wrong = Relation(PORT, "head_of", LUND)
    assert told_misfits(Counter()) == unfit_told(Counter()) == ""
    assert told_misfits(misfits(SCHEME, [HEADS, wrong])) == "1 relation no longer fits: head_of wants PERSON as head."
    many = misfits(SCHEME, [wrong, wrong, Attribute(PORT, "role", "head")])
    assert unfit_told(many) == (
        "1 attribute, 2 relations no longer fit: head_of wants PERSON as head (2); ORG has no role (1). "
        "`annotator find fits:no` lists them."
    )
