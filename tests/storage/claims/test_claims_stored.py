"""Claims in a project: the tables are the fold, whatever happens; they follow labels, people and copies."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.claimed_project import KEY, TEXT, asked, do, histories, project
from support.claims import POOL

from annotator.domain.claims.scheme import AttributeType
from annotator.domain.claims.values import Attribute, Link, Relation, Same
from annotator.domain.decisions import Claimed, Event, Redone, Refused, Relabelled, Undone
from annotator.domain.layer import Layer
from annotator.domain.question.reading import conditions
from annotator.domain.question.typing import completions
from annotator.domain.span import Span
from annotator.errors import QuestionError
from annotator.services.project.doctor import check_up
from annotator.services.project.labels import carry_out, merging, renaming
from annotator.services.project.merge import merge
from annotator.services.reporting.statistics import statistics
from annotator.storage.claims.laid_down import rows_of, stored_rows
from annotator.storage.maintenance.rebuild import layer_anew
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.queries.asked.known import known
from annotator.storage.queries.documents import Wanted, documents
from annotator.storage.store import Store

ONE, TWO, THREE, FOUR = POOL
EVERY = (
    Claimed(Relation(ONE, "head_of", TWO), "memory", 0.5), Claimed(Same(THREE, ONE)),
    Claimed(Same(FOUR, ONE), auto=True),
    Claimed(Link(ONE, "base", "Q1", "The first")), Claimed(Attribute(ONE, "quoted", True)),
    Claimed(Attribute(TWO, "mention", "name")), Claimed(Attribute(Relation(ONE, "head_of", TWO), "tense", "past")),
    Refused(Relation(TWO, "owns", ONE), "memory", 0.25), Refused(Same(TWO, ONE)), Refused(Link(TWO, "base", "Q2")),
)  # fmt: skip


def sound(store: Store) -> Layer:
    assert not check_up(store).problems
    layer = store.layer(KEY, "ana").layer
    assert stored_rows(store.conn, 1, "ana") == rows_of(layer, TEXT)
    return layer


@given(histories, st.lists(st.integers(0, 12), max_size=6))
def test_the_tables_are_the_fold_after_any_history(
    tmp_path_factory: pytest.TempPathFactory, steps: list[list[Event]], back: list[int]
) -> None:
    with project(tmp_path_factory.mktemp("p") / "p.db") as store:
        done = [made for made in (do(store, many) for many in steps) if made]
        for number in back:
            if number < len(done):
                do(store, [Undone(done[number])]) or do(store, [Redone(done[number])])
        layer = sound(store)
        with store.write():
            layer_anew(store, 1, "ana", store.scheme().current)
        assert stored_rows(store.conn, 1, "ana") == rows_of(layer, TEXT)


def test_everything_of_a_claim_is_stored(tmp_path: Path) -> None:
    with project(tmp_path / "p.db", *EVERY) as store:
        layer = sound(store)
        (document,) = documents(store, Wanted("ana", done=False))
        assert document
        made = document.claims
        assert {*made.relations, *made.links, *made.attributes} == layer.claims.keys()
        assert all(layer.claims[relation] == standing for relation, standing in made.relations.items())
        assert made.refused == layer.refusals
        assert [dict(one.mentions) for one in made.entities] == [dict(layer.members)]
        assert [link.name for link in made.links] == ["The first"]
        assert made.link_of()[FOUR, "base"].entry == "Q1"


def test_views_show_claims(tmp_path: Path) -> None:
    with project(tmp_path / "p.db", *EVERY) as store:
        found = {
            view: [tuple(row) for row in store.conn.execute(f"SELECT {columns} FROM {view} ORDER BY 1")]  # noqa: S608
            for view, columns in (
                ("all_relations", "state, relation, quote, other_quote"), ("entities", "name, mentions, link"),
                ("all_links", "state, base, entry, name"), ("all_attributes", "name, value, quote"),
                ("all_mentions", "quote"), ("gold_relations", "relation"),
            )
        }  # fmt: skip
    assert found == {
        "all_relations": [("held", "head_of", "ab", "cd"), ("refused", "owns", "cd", "ab")],
        "entities": [("gh", 3, "Q1")],
        "all_links": [("held", "base", "Q1", "The first"), ("refused", "base", "Q2", "")],
        "all_attributes": [("mention", '"name"', "cd"), ("quoted", "true", "ab"), ("tense", '"past"', "ab")],
        "all_mentions": [("ab",), ("ef",), ("gh",)],
        "gold_relations": [],
    }


def test_claims_follow_their_labels(tmp_path: Path) -> None:
    with project(tmp_path / "p.db", *EVERY) as store:
        carry_out(store, renaming(store, "A", "Z"))
        layer = sound(store)
        assert Relation(ONE.labelled("Z"), "head_of", TWO.labelled("Z")) in layer.claims
        assert store.scheme().claims.relations[1].head == ("Z",)
        carry_out(store, merging(store, "Z", "B"))
        layer = sound(store)
        assert Relation(ONE.labelled("B"), "head_of", TWO.labelled("B")) in layer.claims
        assert store.scheme().claims.relations[1].head == ("B",)


def test_copies_with_claims_merge_in_either_order(tmp_path: Path) -> None:
    with project(tmp_path / "a.db", *EVERY[:3]):
        pass
    shutil.copy(tmp_path / "a.db", tmp_path / "b.db")
    with Store.open(tmp_path / "a.db") as store:
        do(store, [Relabelled(ONE, "C")])
        do(store, [Claimed(Same(TWO, FOUR))])
    with Store.open(tmp_path / "b.db") as store:
        do(store, [Claimed(Link(ONE, "base", "Q9", "Nine"))])
        do(store, [Claimed(Relation(ONE, "owns", THREE))])
    stored = []
    for ours, theirs in (("a", "b"), ("b", "a")):
        shutil.copy(tmp_path / f"{ours}.db", tmp_path / "c.db")
        with Store.open(tmp_path / "c.db") as store:
            merge(store, tmp_path / f"{theirs}.db")
            layer = sound(store)
            assert Link(ONE.labelled("C"), "base", "Q9") in layer.claims
            assert Relation(ONE.labelled("C"), "owns", THREE) in layer.claims
            assert not layer.ignored
            stored.append(stored_rows(store.conn, 1, "ana"))
    assert stored[0] == stored[1]


def test_claims_that_are_not_what_the_decisions_make_are_found_and_mended(tmp_path: Path) -> None:
    with project(tmp_path / "p.db", *EVERY) as store:
        with store.write() as conn:
            conn.execute("UPDATE claims SET value = 'Q7' WHERE kind = 'link'")
            conn.execute("DELETE FROM mentions WHERE start = 4")
        found = check_up(store, fix=True)
        assert [problem.check for problem in found.mended] == ["layer", "layer"]
        sound(store)


def test_statistics_count_claims_by_layer_and_say_nothing_where_there_are_none(tmp_path: Path) -> None:
    with project(tmp_path / "p.db", *EVERY) as store:
        found = statistics(store)
        assert found.claims == {"ana": {"relations": 1, "entities": 1, "mentions": 3, "links": 1, "attributes": 3}}
        assert found.as_json()["claims"] == found.claims["ana"]
    with project(tmp_path / "q.db") as store:
        assert "claims" not in statistics(store).as_json()


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("relation:head_of", [ONE, TWO]), ("relation:owns", []), ("relation:yes", [ONE, TWO]),
        ("relation:no", [THREE, FOUR]), ("-relation:head_of", [THREE, FOUR]), ("entity:yes", [ONE, THREE, FOUR]),
        ("entity:no", [TWO]), ("link:Q1", [ONE, THREE, FOUR]), ("link:first", [ONE, THREE, FOUR]), ("link:Q2", []),
        ("link:none", []), ("link:no", [TWO]), ("attribute:quoted", [ONE]), ("attribute:quoted=yes", [ONE]),
        ("attribute:quoted=no", []), ("attribute:mention=name", [TWO]), ("attribute:tense", [ONE, TWO]),
        ("attribute:tense=past", [ONE, TWO]), ("attribute:tense=now", []),
        ("attribute:no", [THREE, FOUR]), ("relation:head_of attribute:mention", [TWO]),
        ("relation:head_of,owns label:A", [ONE, TWO]),
    ],
)  # fmt: skip
def test_spans_are_asked_for_by_what_is_claimed_of_them(tmp_path: Path, question: str, found: list[Span]) -> None:
    with project(tmp_path / "p.db", *EVERY) as store:
        assert asked(store, question) == {(span.start, span.end) for span in found}


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("attribute:central", [ONE, THREE, FOUR]), ("attribute:central=yes", [ONE, THREE, FOUR]),
        ("attribute:central=no", [TWO]), ("attribute:sort=name", [TWO, FOUR]), ("attribute:sort=pronoun", [ONE]),
        ("attribute:sort", [ONE]), ("attribute:sure=yes", [ONE, TWO, THREE]), ("attribute:sure=no", [THREE, FOUR]),
        ("attribute:sure", [THREE, FOUR]),
    ],
)  # fmt: skip
def test_what_holds_by_default_of_an_entity_or_a_relation_is_found_too(
    tmp_path: Path, question: str, found: list[Span]
) -> None:
    attributes = (
        AttributeType("central", of="entity", default=False), AttributeType("sure", of="relation", default=True),
        AttributeType("sort", on=("A", "C"), kind="choice", values=("name", "pronoun"), default="name"),
    )  # fmt: skip
    unsure = Relation(THREE, "owns", FOUR)
    said = (
        Claimed(Same(THREE, ONE)), Claimed(Same(FOUR, ONE)), Claimed(Attribute(FOUR, "central", True)),
        Claimed(Attribute(ONE, "sort", "pronoun")), Claimed(Relation(ONE, "head_of", TWO)),
        Claimed(Relation(THREE, "head_of", TWO)), Claimed(unsure), Claimed(Attribute(unsure, "sure", False)),
    )  # fmt: skip
    with project(tmp_path / "p.db", *said) as store:
        scheme = store.scheme()
        save_scheme(store, replace(scheme, claims=replace(scheme.claims, attributes=attributes)))
        assert asked(store, question) == {(span.start, span.end) for span in found}


def test_only_what_the_scheme_has_is_offered_to_be_asked(tmp_path: Path) -> None:
    with project(tmp_path / "p.db") as store:
        assert completions("rel", known(store)) == ["relation:"]
        assert completions("relation:o", known(store)) == ["relation:owns"]
        assert "entity:" in completions("", known(store))
        assert "attribute:" not in completions("", known(store))
        with pytest.raises(QuestionError, match="there is no 'head'"):
            conditions("relation:head", known(store))
    assert "relation:" not in completions("")
