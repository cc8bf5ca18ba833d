"""Claims that leave in lines of ours and come into another project: every field of them, and nothing twice."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.blank import blank
from support.claims import POOL, claim_events

from annotator.domain.article import Article
from annotator.domain.claiming.steps import holds
from annotator.domain.claims.scheme import AttributeType, Base, ClaimScheme, EntityRules, RelationType
from annotator.domain.claims.standing import Standing
from annotator.domain.claims.values import Attribute, Claim, Link, Relation, Same
from annotator.domain.decisions import GOLD, Added, Claimed, Event, Finished, Refused, Removed, Ruled, decide
from annotator.domain.layer import Layer, step_all
from annotator.domain.scheme import Label, Scheme
from annotator.errors import DecisionError
from annotator.services.exporting.export import ExportOptions, export
from annotator.services.importing.add import AddOptions, AddReport, add
from annotator.services.project.doctor import check_up
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.store import Store

TEXT = "abcdefgh"
KEY = Article.of(TEXT).key
ONE, TWO, THREE, FOUR = POOL
CLAIMS = ClaimScheme(
    (RelationType("head_of", "H"), RelationType("owns", "O")),
    (
        AttributeType("mention", "span", kind="text"), AttributeType("note", "span", kind="text"),
        AttributeType("quoted"), AttributeType("tense", "relation", kind="choice", values=("past", "present")),
        AttributeType("kind", "span", ("A",), "choice", ("name", "nominal"), "name"),
    ),
    EntityRules(),
    (Base("base"), Base("other")),
)  # fmt: skip
SCHEME = Scheme(tuple(Label(name, name) for name in "ABC"), overlap="any", claims=CLAIMS)
EVERY = (
    Claimed(Relation(ONE, "head_of", TWO), "memory", 0.5), Claimed(Same(THREE, ONE), "", None), Claimed(Same(TWO, TWO)),
    Claimed(Same(FOUR, ONE), "rules", 0.75, auto=True), Claimed(Link(ONE, "base", "Q1", "The first")),
    Claimed(Link(THREE, "other", "")), Claimed(Attribute(ONE, "quoted", True)), Claimed(Attribute(TWO, "note", "x")),
    Claimed(Attribute(Relation(ONE, "head_of", TWO), "tense", "past")), Claimed(Attribute(ONE, "kind", "nominal")),
    Refused(Relation(TWO, "owns", ONE), "memory", 0.25), Refused(Same(TWO, ONE)), Refused(Link(TWO, "base", "Q2")),
    Refused(Attribute(TWO, "mention", "y")),
)  # fmt: skip


@contextmanager
def project(path: Path, *events: Event, scheme: Scheme = SCHEME) -> Iterator[Store]:
    with blank(path) as store:
        save_scheme(store, scheme)
        if events:
            with store.write():
                store.add_article(Article.of(TEXT), "2026-01-01T00:00:00.000000Z")
            for event in (*map(Added, POOL), *events, Finished()):
                do(store, event)
        yield store


def do(store: Store, event: Event, who: str = "ana") -> None:
    state = store.layer(KEY, who)
    decisions = decide([event], layer=who, by=who)
    try:
        step_all(state.layer, decisions, store.scheme().allows)
    except DecisionError:
        return
    with store.write():
        store.append(KEY, TEXT, decisions, state.layer, revision=state.revision)


def said(layer: Layer) -> Any:
    """What a layer claims, without the ids of decisions; no refusal of what has come to hold by way of others."""
    entities: dict[str, dict[Any, Standing]] = {}
    for span, how in layer.members.items():
        entities.setdefault(how.entity, {})[span] = replace(how, id="", entity="")
    return (
        {(claim, getattr(claim, "name", "")): replace(how, id="") for claim, how in layer.claims.items()},
        sorted((sorted(one.items()) for one in entities.values()), key=str),
        {claim: replace(how, id="") for claim, how in layer.refusals.items() if not holds(layer, claim)},
    )


def layer_of(store: Store, who: str = "ana") -> Layer:
    assert not check_up(store).problems
    return store.layer(KEY, who).layer


def put(store: Store, folder: Path, text: str, name: str = "in.jsonl", **options: Any) -> AddReport:
    (folder / name).write_text(text, encoding="utf-8")
    return add(store, [str(folder / name)], AddOptions(**options))


def makes_sense(event: Event) -> bool:
    """Whether nothing is refused of a span and itself, and attributes are of spans, and texts, as the scheme says."""
    claim = event.claim if isinstance(event, Claimed | Refused) else ONE
    if isinstance(claim, Attribute) and (isinstance(claim.value, bool) or isinstance(claim.of, Relation)):
        return False
    return not isinstance(event, Refused) or len(set(event.claim.spans)) == len(event.claim.spans)


@settings(max_examples=8)
@given(st.lists(claim_events.filter(makes_sense), max_size=12))
def test_all_that_is_claimed_comes_back(tmp_path_factory: pytest.TempPathFactory, events: list[Event]) -> None:
    folder = tmp_path_factory.mktemp("p")
    with project(folder / "here.db", *EVERY, *events) as store:
        export(store, ExportOptions("jsonl", folder / "out.jsonl", layer="ana", rejected=True))
        before = said(layer_of(store))
    with project(folder / "there.db") as store:
        for _ in range(2):
            add(store, [str(folder / "out.jsonl")], AddOptions())
            assert said(layer_of(store)) == before
        count = len(store.decisions(KEY, "ana"))
        export(store, ExportOptions("jsonl", folder / "again.jsonl", layer="ana", rejected=True))
        assert (folder / "again.jsonl").read_bytes().replace(b'"there', b'"here') == (folder / "out.jsonl").read_bytes()
        add(store, [str(folder / "again.jsonl")], AddOptions())
        assert len(store.decisions(KEY, "ana")) == count


def test_what_was_ruled_elsewhere_is_said(tmp_path: Path) -> None:
    ruled: tuple[Claim, ...] = (Relation(ONE, "head_of", TWO), Same(TWO, ONE), Link(ONE, "base", "Q1"))
    ruling = Ruled(0, 4, "a conflict", (), "1", (), ruled)
    events: list[Event] = [*map(Added, POOL), ruling, Claimed(Same(FOUR, THREE))]
    with project(tmp_path / "here.db", *EVERY[:1]) as store:
        for event in events:
            do(store, event, GOLD)
        export(store, ExportOptions("jsonl", tmp_path / "out.jsonl", layer=GOLD, status="any"))
        before = layer_of(store, GOLD)
    assert before.claims[ruled[0]].ruled
    with project(tmp_path / "there.db") as store:
        report = add(store, [str(tmp_path / "out.jsonl")], AddOptions())
        assert report.notices == [
            "Ruled elsewhere, and held here as decided by whoever ruled: 1 relation, 1 entity, 1 link."
        ]
        there = layer_of(store, GOLD)
        assert set(there.claims) == set(before.claims)
        assert {one.by for one in there.claims.values()} == {one.by for one in before.claims.values()}


def test_a_line_says_what_is_claimed(tmp_path: Path) -> None:
    with project(tmp_path / "p.db", *EVERY) as store:
        export(store, ExportOptions("jsonl", tmp_path / "out.jsonl", layer="ana"))
    line = json.loads((tmp_path / "out.jsonl").read_bytes())
    first, second = line["spans"][:2]
    assert list(line)[:6] == ["text", "tokens", "spans", "relations", "entities", "cats"]
    assert {name: one["value"] for name, one in first["attributes"].items()} == {"quoted": True, "kind": "nominal"}
    assert second["attributes"]["kind"] == {"value": "name", "decided": "default"}
    assert [span.get("kb_id") for span in line["spans"]] == ["Q1", None, "Q1", "Q1"]
    (relation,) = line["relations"]
    assert (relation["label"], relation["source"], relation["score"]) == ("head_of", "memory", 0.5)
    assert relation["attributes"]["tense"]["value"] == "past"
    assert (relation["head_span"]["start"], relation["child_span"]["label"]) == (0, "A")
    assert [(one["id"], one["name"], len(one["mentions"])) for one in line["entities"]] == [
        ("e1", "ab", 3), ("e2", "cd", 1)
    ]  # fmt: skip
    assert line["entities"][0]["link"] == {"base": "base", "entry": "Q1", "name": "The first"}


def test_a_layer_without_claims_has_the_keys_it_had(tmp_path: Path) -> None:
    with project(tmp_path / "p.db", Finished(), scheme=replace(SCHEME, claims=ClaimScheme())) as store:
        export(store, ExportOptions("jsonl", tmp_path / "out.jsonl", layer="ana", rejected=True))
    line = json.loads((tmp_path / "out.jsonl").read_bytes())
    assert not {"relations", "entities", "refused"} & line.keys()
    assert not {"attributes", "links", "kb_id"} & line["spans"][0].keys()


def test_what_was_taken_back_here_is_not_claimed_again_by_the_same_file(tmp_path: Path) -> None:
    with project(tmp_path / "here.db", *EVERY) as store:
        export(store, ExportOptions("jsonl", tmp_path / "out.jsonl", layer="ana"))
    with project(tmp_path / "there.db") as store:
        add(store, [str(tmp_path / "out.jsonl")], AddOptions())
        do(store, Removed(ONE))
        before = said(layer_of(store))
        report = add(store, [str(tmp_path / "out.jsonl")], AddOptions())
        assert said(layer_of(store)) == before
        assert not report.layers
