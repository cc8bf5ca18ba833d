"""What claims take in keys, on a small article of which every key can be counted by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from support.claiming import (
    CLAIMS,
    HPA,
    HPA_AGAIN,
    LABELS,
    LUND,
    PORT,
    SOL,
    SPANS,
    TEXT,
    TOWN,
    TOWN_AGAIN,
    UHW,
    UNION,
)

from annotator.domain.article import Article
from annotator.domain.claims.said import claims_made
from annotator.domain.claims.scheme import Base, EntityRules, RelationType
from annotator.domain.claims.standing import Standing
from annotator.domain.claims.values import Claim, Link, Relation
from annotator.domain.scheme import Scheme
from annotator.domain.span import Span
from annotator.services.bases.add import AddOptions, add
from annotator.services.simulating.claims.price import Truth, figures, price

HOW = Standing("1", "gold", "")
ENTITIES = ((TOWN, TOWN_AGAIN), (UNION, UHW), (PORT, HPA, HPA_AGAIN))
SCHEME = Scheme(LABELS, claims=replace(CLAIMS, attributes=()))


def truth(*claims: Claim, entities: Sequence[Sequence[Span]] = ENTITIES, text: str = TEXT) -> Truth:
    members = {span: replace(HOW, entity=str(name)) for name, spans in enumerate(entities) for span in spans}
    return Truth(Article.of(text), sorted(SPANS), claims_made(dict.fromkeys(claims, HOW), members, {}))


def test_mentions_take_a_key_each_where_they_are_proposed() -> None:
    found = price([truth()], SCHEME)["same"]
    assert (found.items, found.keys, found.taken) == (7, 4, 4)


def test_identical_names_take_none_where_they_join_by_themselves() -> None:
    scheme = replace(SCHEME, claims=replace(SCHEME.claims, entities=EntityRules(accept="names")))
    found = price([truth()], scheme)["same"]
    assert (found.keys, found.by_itself) == (2, 2)


def test_what_is_not_the_same_takes_a_key_and_what_nobody_proposes_takes_four() -> None:
    apart = price([truth(entities=((TOWN,), (TOWN_AGAIN,)))], SCHEME)["same"]
    assert (apart.items, apart.keys, apart.refused) == (0, 4, 4)
    strange = price([truth(entities=((LUND, SOL), *ENTITIES))], SCHEME)["same"]
    assert (strange.keys, strange.made) == (8, 1)


def test_a_relation_takes_a_label_and_a_letter_and_one_key_to_its_head() -> None:
    relations = (Relation(LUND, "head_of", PORT), Relation(LUND, "member_of", PORT), Relation(UNION, "opposes", PORT))
    found = price([truth(*relations)], SCHEME)["ties"]
    assert (found.items, found.keys, found.made) == (3, 6, 2)


def test_a_relation_between_mentions_is_drawn_once_and_at_these_mentions() -> None:
    near = RelationType("near", "N", head=("ORG",))
    scheme = replace(SCHEME, claims=replace(SCHEME.claims, relations=(*SCHEME.claims.relations, near)))
    found = price([truth(Relation(HPA, "near", TOWN_AGAIN), Relation(HPA_AGAIN, "near", UHW))], scheme)["ties"]
    assert (found.items, found.keys, found.made) == (2, 6, 2)


def test_relations_of_earlier_articles_are_proposed() -> None:
    first = truth(Relation(LUND, "head_of", PORT))
    again = truth(Relation(LUND, "head_of", PORT), text=f"{TEXT} Again.")
    found = price([first, again], SCHEME)["ties"]
    assert (found.taken, found.made, found.keys) == (1, 1, 5)


def test_links_take_a_key_where_the_base_has_them(tmp_path: Path) -> None:
    entries = tmp_path / "entries.jsonl"
    entries.write_text('{"id": "Q1", "name": "Halvik"}\n{"id": "Q2", "name": "Tor Lund"}\n', encoding="utf-8")
    add(tmp_path / "p.db", "base", [str(entries)], AddOptions())
    scheme = Scheme(LABELS, claims=replace(SCHEME.claims, bases=(Base("base"),)))
    links = (Link(TOWN, "base", "Q1"), Link(LUND, "base", "Q2"))
    found = price([truth(*links)], scheme, tmp_path)["who"]
    assert (found.items, found.taken, found.keys) == (5, 2, 5)


@pytest.mark.parametrize("name", ["same", "ties"])
def test_figures_are_numbers(name: str) -> None:
    found = figures(price([truth(Relation(LUND, "head_of", PORT))], SCHEME))[name]
    assert found["keys_per_item"] == found["keys"] / found["items"]
