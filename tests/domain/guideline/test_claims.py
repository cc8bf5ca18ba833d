"""What a guideline says of the relations, attributes, entities and bases of a task."""

from __future__ import annotations

from annotator.domain.claims.scheme import AttributeType, Base, ClaimScheme, EntityRules, RelationType
from annotator.domain.guideline.claims import entries_of

SCHEME = ClaimScheme(
    (
        RelationType("head_of", "H", ("PERSON",), ("ORG", "GPE"), between="entities", implies=("member_of",)),
        RelationType("member_of", "", description="Belongs to it.\n"),
    ),
    (AttributeType("quoted", default=False),),
    EntityRules(("PERSON",)),
    (Base("newsroom"),),
)


def test_what_each_is_for_is_its_description_or_what_the_scheme_says_of_it() -> None:
    head_of, member_of = entries_of(SCHEME, "ties")
    said = "From PERSON to ORG or GPE, between entities. With it holds member_of."
    assert (head_of.name, head_of.key, head_of.description, head_of.notes) == ("head_of", "H", said, "")
    assert (member_of.description, member_of.notes) == (
        "Belongs to it.", "From any label to any label, between mentions.",
    )  # fmt: skip


def test_each_task_has_its_own() -> None:
    assert [one.description for one in entries_of(SCHEME, "facts")] == [
        "Of spans: yes or no. Where nobody decides: no."
    ]
    assert [one.description for one in entries_of(SCHEME, "same")] == [
        "Spans of PERSON that mean the same are mentions of one."
    ]
    assert [one.name for one in entries_of(SCHEME, "who")] == ["newsroom"]
    assert entries_of(SCHEME, "names") == [] == entries_of(ClaimScheme(), "same")
