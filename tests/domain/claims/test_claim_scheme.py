"""What may be claimed: as TOML and JSON, through the history of a scheme, under renamed labels, out of two schemes."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.claims.differences import told_claims
from annotator.domain.claims.scheme import (
    AttributeType,
    Base,
    ClaimScheme,
    EntityRules,
    RelationType,
)
from annotator.domain.history.changes import changes
from annotator.domain.history.fold import FoldedScheme
from annotator.domain.scheme import Label, Scheme
from annotator.domain.scheme_form import from_form, to_form
from annotator.errors import NoSuchLabel, SchemeError
from annotator.services.project.merge_schemes import SchemeClash, joined
from annotator.services.project.scheme_file import dump

LABELS = ("PERSON", "ORG", "GPE")
NAMED = tuple(Label(name, colour="blue") for name in LABELS)
TOML = """
[[label]]
name = "PERSON"
[[label]]
name = "ORG"
[[label]]
name = "GPE"

[[relation]]
name = "head_of"
key = "H"
head = ["PERSON"]
tail = ["ORG", "GPE"]
between = "entities"
implies = ["member_of"]
description = "Leads it now."
from = ["ORG-AFF"]

[[relation]]
name = "member_of"

[[relation]]
name = "opposes"
directed = false

[[attribute]]
name = "mention"
on = ["PERSON", "ORG"]
values = ["name", "nominal", "pronoun"]
default = "name"
required = true

[[attribute]]
name = "quoted"

[[attribute]]
name = "since"
of = "relation"
on = ["head_of"]
type = "number"

[entities]
labels = ["PERSON", "ORG"]
accept = "names"

[[base]]
name = "newsroom"
labels = { PERSON = ["person"], GPE = ["country", "city"] }
url = "https://kb.example/{}"
"""
SCHEME = from_form(tomllib.loads(TOML))

some_labels = st.lists(st.sampled_from(LABELS), max_size=2, unique=True).map(tuple)
relations = st.builds(
    RelationType, st.sampled_from(["r", "s", "t"]), st.sampled_from(["", "R", "S"]), some_labels, some_labels,
    st.booleans(), st.sampled_from(["mentions", "entities"]), description=st.sampled_from(["", "text"]),
    inverse=st.sampled_from(["", "r"]),
)  # fmt: skip
choices = st.builds(
    AttributeType, st.just("choice"), st.sampled_from(["span", "entity"]), some_labels, st.just("choice"),
    st.just(("a", "b")), st.sampled_from(["", "a"]), st.booleans(),
)  # fmt: skip
flags = st.builds(AttributeType, st.just("flag"), kind=st.sampled_from(["flag", "text"]), required=st.booleans())


def distinct(found: list[RelationType]) -> bool:
    keys = [one.key for one in found if one.key]
    names = {one.name for one in found}
    named = names.issuperset(filter(None, (one.inverse for one in found)))
    return named and len(names) == len(found) and len(set(keys)) == len(keys)


claim_schemes = st.builds(
    ClaimScheme,
    st.lists(relations, max_size=3).filter(distinct).map(tuple),
    st.tuples(choices, flags) | st.just(()),
    st.none() | st.builds(EntityRules, some_labels, st.sampled_from(["off", "names"]), st.booleans()),
    st.builds(lambda labels: (Base("b", dict.fromkeys(labels, ("x",))),), some_labels) | st.just(()),
)
schemes = claim_schemes.map(lambda claims: Scheme(NAMED, claims=claims))


@given(schemes)
def test_a_scheme_is_the_same_after_json_and_toml(scheme: Scheme) -> None:
    assert from_form(json.loads(json.dumps(to_form(scheme)))) == scheme
    there = from_form(tomllib.loads(dump(scheme)))
    assert there.claims == scheme.claims


@given(schemes, schemes)
def test_the_history_makes_what_was_wanted(before: Scheme, after: Scheme) -> None:
    folded = FoldedScheme()
    folded.begin(before)
    found = changes(folded, after)
    again = FoldedScheme()
    again.begin(before)
    for change in found:
        again.apply(change)
    assert folded.scheme() == again.scheme() == after
    assert bool(found) == (before != after)


def test_every_field_of_the_file_is_read() -> None:
    claims = SCHEME.claims
    assert claims.relation("head_of") == RelationType(
        "head_of", "H", ("PERSON",), ("ORG", "GPE"), True, "entities", ("member_of",), "Leads it now.", ("ORG-AFF",)
    )
    assert claims.relation_meant("ORG-AFF") == claims.relation_by_key("H")
    assert [relation.key for relation in claims.relations] == ["H", "M", "O"]
    assert claims.attribute("since") == AttributeType("since", "relation", ("head_of",), "number")
    assert claims.attribute("quoted") == AttributeType("quoted")
    assert claims.entities == EntityRules(("PERSON", "ORG"), "names")
    assert claims.tasks() == ("names", "same", "who", "ties", "facts")
    assert not Scheme(()).claims
    assert Scheme(()).claims.tasks() == ("names",)


def test_a_label_that_is_renamed_merged_or_gone_is_so_in_relations() -> None:
    renamed = SCHEME.renamed("ORG", "COMPANY").claims
    assert renamed.relations[0].tail == ("COMPANY", "GPE")
    assert renamed.attributes[0].on == ("PERSON", "COMPANY")
    merged = SCHEME.renamed("GPE", "ORG").claims
    assert merged.relations[0].tail == ("ORG",)
    assert merged.bases[0].labels == {"PERSON": ("person",), "ORG": ("country", "city")}
    folded = FoldedScheme()
    folded.begin(SCHEME)
    changes(folded, replace(SCHEME, labels=SCHEME.labels[:2], claims=SCHEME.claims.among(("PERSON", "ORG"))))
    assert folded.scheme().claims.relations[0].tail == ("ORG",)


def test_what_a_relation_implies_is_followed_through_circles() -> None:
    claims = ClaimScheme((
        RelationType("a", implies=("b",)), RelationType("b", implies=("c",)), RelationType("c", implies=("a", "d")),
        RelationType("d"),
    ))  # fmt: skip
    assert set(claims.following("a")) == {("b", False), ("c", False), ("d", False)}
    assert claims.following("d") == ()


def test_an_inverse_holds_the_other_way_round_whichever_of_the_two_names_it() -> None:
    claims = ClaimScheme((
        RelationType("capital_of", implies=("part_of",)), RelationType("part_of", inverse="has_part"),
        RelationType("has_part"), RelationType("spouse", inverse="spouse"),
    ))  # fmt: skip
    assert claims.following("has_part") == (("part_of", True),)
    assert set(claims.following("capital_of")) == {("part_of", False), ("has_part", True)}
    assert claims.following("spouse") == (("spouse", True),)


@pytest.mark.parametrize(
    ("toml", "why"),
    [
        ('[[relation]]\nname = "r"\nhead = ["PERSN"]', "names 'PERSN', which is no label of the scheme. Did you mean"),
        ('[[relation]]\nname = "r"\nimplies = ["x"]', "names 'x', which is no relation of the scheme."),
        ('[[relation]]\nname = "r"\ninverse = "x"', "names 'x', which is no relation of the scheme."),
        ('[[relation]]\nname = "r"\n[[relation]]\nname = "r"', "The relation 'r' is there twice."),
        ('[[relation]]\nname = " "', "Each relation needs a name."),
        ('[[relation]]\nname = "r"\nkey = "é"', "The hot key of relation 'r' is A-Z or 0-9, not 'é'."),
        ('[[relation]]\nname = "r"\nkey = "R"\n[[relation]]\nname = "s"\nkey = "R"', "The hot key 'R' is r's already."),
        ('[[relation]]\nname = "r"\nbetween = "x"', "between of relation 'r' is one of mentions, entities, not 'x'."),
        ('[[relation]]\nname = "r"\nhaed = []', "relation has no 'haed'. It has: name, key, head"),
        ('[[relation]]\nname = "r"\nhead = "PERSON"', "head of relation 'r' is a list of names."),
        ("[[relation]]\nname = 3", "name of relation 3 makes no sense: 3."),
        ('[[attribute]]\nname = "a"\nvalues = ["x"]\ndefault = "y"', "The default of attribute 'a' is none of its"),
        ('[[attribute]]\nname = "a"\ntype = "choice"', "The attribute 'a' has values where it is a choice, and only"),
        ('[[attribute]]\nname = "a"\nof = "relation"\non = ["PERSON"]', "names 'PERSON', which is no relation"),
        ('[entities]\naccept = "all"', "accept of [entities] is one of off, names, not 'all'."),
        ("[[entities]]", "entities is a table: [entities]."),
        ('[[base]]\nname = "b"\nlabels = { X = ["y"] }', "The base 'b' names 'X', which is no label of the scheme."),
        ("relation = 3", "relation is a list of tables: [[relation]]."),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_named(toml: str, why: str) -> None:
    labels = TOML[: TOML.index("[[relation]]")]
    with pytest.raises(SchemeError) as error:
        from_form(tomllib.loads(toml.replace("[", labels + "[", 1) if toml.startswith("[") else toml + labels))
    assert why in str(error.value)


def test_changes_are_told() -> None:
    other = ClaimScheme(
        (replace(SCHEME.claims.relations[0], directed=False), RelationType("owns")), SCHEME.claims.attributes
    )
    assert list(told_claims(SCHEME.claims, other)) == [
        "New relations: owns.",
        "Other relations than before: head_of.",
        "No longer relations; what has them keeps them: member_of, opposes.",
        "No longer bases; what has them keeps them: newsroom.",
        "Spans are no mentions of entities any more.",
    ]


def test_two_schemes_are_joined_or_clash() -> None:
    labels = tuple(map(Label, LABELS))
    ours = Scheme(labels, claims=ClaimScheme((RelationType("r", "R"), RelationType("s", head=("ORG",)))))
    theirs = Scheme(labels, claims=ClaimScheme((RelationType("r", "X"), RelationType("t", "R")), (), EntityRules()))
    both = joined(ours, theirs).claims
    assert [(one.name, one.key) for one in both.relations] == [("r", "R"), ("s", ""), ("t", "")]
    assert both.entities == EntityRules()
    other = replace(theirs, claims=ClaimScheme((RelationType("s", head=("GPE",)),)))
    with pytest.raises(SchemeClash, match="The relation 's' is defined differently here and there"):
        joined(ours, other)
    assert joined(ours, other, prefer="ours").claims.relations[1].head == ("ORG",)
    assert joined(ours, other, prefer="theirs").claims.relations[1].head == ("GPE",)


def test_a_relation_or_an_attribute_taken_for_a_label_is_told_from_one() -> None:
    scheme = Scheme(NAMED, claims=ClaimScheme((RelationType("head_of"),), (AttributeType("quoted"),)))
    for name, said in (
        ("head_of", "'head_of' is a relation"),
        ("quoted", "find 'attribute:quoted'"),
        ("x", "has no label"),
    ):
        with pytest.raises(NoSuchLabel, match=said):
            scheme.known(name)
