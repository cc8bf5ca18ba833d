"""What files of other tools say of spans becomes claims of the layers it comes with, or stays, and is told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.claims.scheme import AttributeType, Base, ClaimScheme, EntityRules, RelationType
from annotator.domain.claims.values import Attribute, Link, Relation
from annotator.domain.decisions import Claimed, Refused, Withdrawn
from annotator.domain.layer import Layer
from annotator.domain.span import Span
from annotator.services.exporting.export import ExportOptions, export
from annotator.services.importing.add import AddOptions, add
from annotator.storage.maintenance.scheme import save_scheme

from .test_claims_round_trip import CLAIMS, EVERY, KEY, ONE, SCHEME, TEXT, THREE, TWO, do, layer_of, project, put

OPEN = replace(SCHEME, claims=ClaimScheme())
HEAD_OF = Relation(ONE, "head_of", TWO)
BRAT = """T1\tA 0 2\tab
T2\tA 2 4\tcd
T3\tB 4 6\tef
R1\thead_of Arg1:T1 Arg2:T2
A1\tQuoted T1
A2\tTense R1 past
A3\tMention T2 name
*\tAlias T1 T3
N1\tReference T1 wiki:Q5\tThe first
E1\tB:T3 Who:T1
"""


def line(who: str = "ana", at: int = 1_790_000_000, **more: Any) -> str:
    spans = [{"id": nth, "start": one.start, "end": one.end, "label": one.label} for nth, one in enumerate((ONE, TWO))]
    record = {"text": TEXT, "spans": spans, "_timestamp": at, "answer": "accept", **more}
    return json.dumps(record | ({"_annotator_id": who} if who else {})) + "\n"


def relations(*labels: str, back: bool = False) -> dict[str, Any]:
    ends = (1, 0) if back else (0, 1)
    return {"relations": [{"from_id": ends[0], "to_id": ends[1], "type": label} for label in labels]}


def brat(folder: Path) -> str:
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "a.ann").write_text(BRAT, encoding="utf-8")
    return str(folder / "a.ann")


@pytest.mark.parametrize("who", ["ana", "gold"])
def test_an_open_scheme_takes_all_that_comes_along(who: str, tmp_path: Path) -> None:
    with project(tmp_path / "p.db", scheme=OPEN) as store:
        report = add(store, [brat(tmp_path)], AddOptions(as_name=who))
        layer = layer_of(store, who)
        assert layer.claims.keys() == {
            HEAD_OF, Attribute(ONE, "Quoted", True), Attribute(HEAD_OF, "Tense", "past"),
            Attribute(TWO, "Mention", "name"), Link(ONE, "wiki", "Q5"),
        }  # fmt: skip
        assert next(one.name for one in layer.claims if isinstance(one, Link)) == "The first"
        assert [*layer.members] == [ONE, THREE]
        assert report.claims.kinds() == {"relations": 1, "entities": 1, "links": 1, "attributes": 2}
        assert {name: one.count for name, one in report.set_aside.items()} == {"arguments of events": 1, "events": 1}
        claims = store.scheme().claims
        assert [one.name for one in claims.relations] == ["head_of"]
        assert claims.attribute("Tense") == AttributeType("Tense", "relation", kind="choice", values=("past",))
        assert claims.attribute("Quoted") == AttributeType("Quoted")
        assert claims.entities == EntityRules()
        assert claims.bases == (Base("wiki"),)
        assert report.claims.news[0] == "New relations: head_of."
        meta = store.article(KEY).meta
        assert [one["label"] for one in meta["relations"]] == ["Who"]
        assert meta.keys() == {"relations", "attributes"} | (meta.keys() & {"id"})


def test_what_nobody_is_named_for_is_suggested_and_that_is_said(tmp_path: Path) -> None:
    with project(tmp_path / "p.db", scheme=OPEN) as store:
        report = add(store, [brat(tmp_path)], AddOptions())
        assert [one.name for one in store.scheme().claims.relations] == ["head_of"]
        marks = {
            kind: [one.get("suggested") for one in store.article(KEY).meta[kind]] for kind in ("relations", "links")
        }
        assert marks == {"relations": [True, None], "links": [True]}
        (told,) = (one for one in report.notices if one.startswith("Suggested: "))
        assert told.startswith("Suggested: 1 relation, 1 entity, 1 link, 2 attributes: the tasks (`;`) ask about them")
        assert report.claims.kinds() == {}
        assert report.as_json()["claims_suggested"] == {"relations": 1, "entities": 1, "links": 1, "attributes": 2}
        assert report.set_aside.keys() == {"events", "arguments of events"}
        add(store, [brat(tmp_path)], AddOptions())
        assert len(store.article(KEY).meta["relations"]) == 2


def test_what_is_refused_or_so_by_default_is_not_suggested(tmp_path: Path) -> None:
    claims = {"relations": [{"head": [0, 2, "A"], "label": "owns", "tail": [2, 4, "A"], "refused": True}]}
    claims["attributes"] = [{"span": [0, 2, "A"], "name": "kind", "value": "name"}]
    with project(tmp_path / "p.db") as store:
        report = put(store, tmp_path, line("", meta=claims))
        assert report.claims.suggested() == {}
        assert "suggested" not in store.article(KEY).meta["relations"][0]


def test_what_was_nobodys_before_is_whose_it_is_said_to_be_now(tmp_path: Path) -> None:
    with project(tmp_path / "p.db", scheme=OPEN) as store:
        add(store, [brat(tmp_path)], AddOptions())
        add(store, [brat(tmp_path)], AddOptions(as_name="gold"))
        assert HEAD_OF in layer_of(store, "gold").claims
        assert {kind: len(store.article(KEY).meta.get(kind, ())) for kind in ("relations", "entities", "links")} == {
            "relations": 1, "entities": 0, "links": 0
        }  # fmt: skip


@pytest.mark.parametrize("options", [{}, {"known_labels": True}])
def test_a_closed_scheme_takes_what_it_has(options: Mapping[str, Any], tmp_path: Path) -> None:
    claims = ClaimScheme((RelationType("head_of", "H", from_=("leads",)),))
    closed = replace(SCHEME, claims=claims, closed=not options)
    with project(tmp_path / "p.db", scheme=closed) as store:
        report = put(store, tmp_path, line(**relations("leads", "owns")), **options)
        assert layer_of(store).claims.keys() == {HEAD_OF}
        assert [one["label"] for one in store.article(KEY).meta["relations"]] == ["owns"]
        assert "Kept in meta alone: 1 relation: no such relation in the scheme ('owns')." in report.notices
        assert store.scheme().claims == claims


def test_ends_that_the_scheme_does_not_allow_and_spans_that_are_not_there_are_told(tmp_path: Path) -> None:
    claims = ClaimScheme((RelationType("head_of", head=("C",)), RelationType("near", directed=False)))
    with project(tmp_path / "p.db", scheme=replace(SCHEME, claims=claims)) as store:
        elsewhere = {"head": [4, 6, "B"], "label": "near", "tail": [0, 2, "A"], "by": "ana"}
        text = line(**relations("head_of", "near", back=True), meta={"relations": [elsewhere]})
        report = put(store, tmp_path, text)
        assert layer_of(store).claims.keys() == {Relation(ONE, "near", TWO)}
        said = [one for one in report.notices if one.startswith("Kept")]
        assert said == [
            "Kept in meta alone: 1 relation: not allowed between such spans ('head_of').",
            "Kept in meta alone: 1 relation: not on spans of the layer.",
        ]


def test_a_value_that_holds_by_default_is_counted_apart(tmp_path: Path) -> None:
    kind = AttributeType("Mention", kind="choice", values=("name", "noun"), default="name")
    with project(tmp_path / "p.db", scheme=replace(SCHEME, claims=ClaimScheme(attributes=(kind,)))) as store:
        (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
        (tmp_path / "a.ann").write_text("T1\tA 0 2\tab\nT2\tA 2 4\tcd\nA1\tMention T1 name\nA2\tMention T2 noun\n")
        report = add(store, [str(tmp_path / "a.ann")], AddOptions(as_name="ana"))
        assert layer_of(store).claims.keys() == {Attribute(TWO, "Mention", "noun")}
        assert report.claims.told() == "1 attribute, 1 attribute as by default"


def test_each_annotator_has_their_own(tmp_path: Path) -> None:
    with project(tmp_path / "p.db", scheme=OPEN) as store:
        text = line("ana", **relations("head_of")) + line("ben", **relations("head_of", "owns"))
        for _ in range(2):
            put(store, tmp_path, text)
            assert layer_of(store, "ana").claims.keys() == {HEAD_OF}
            assert layer_of(store, "ben").claims.keys() == {HEAD_OF, replace(HEAD_OF, label="owns")}
        assert sum(isinstance(one.event, Claimed) for one in store.decisions(KEY, "ben")) == 2


def test_the_newest_word_takes_back_what_it_leaves_out_and_an_older_one_adds_nothing_decided(tmp_path: Path) -> None:
    with project(tmp_path / "p.db", scheme=OPEN) as store:
        put(store, tmp_path, line(**relations("head_of")))
        put(store, tmp_path, line(at=1_790_000_100, **relations("owns")))
        assert layer_of(store).claims.keys() == {replace(HEAD_OF, label="owns")}
        put(store, tmp_path, line(at=1_790_000_200))
        assert layer_of(store).claims.keys() == {replace(HEAD_OF, label="owns")}
        do(store, Withdrawn(replace(HEAD_OF, label="owns")))
        put(store, tmp_path, line(at=1_790_000_100, **relations("owns")))
        assert not layer_of(store).claims


def test_what_a_claim_does_not_hold_stays_and_leaves_with_it_once(tmp_path: Path) -> None:
    noted = {"head": [0, 2, "A"], "label": "head_of", "tail": [2, 4, "A"], "by": "ana", "note": "sure"}
    with project(tmp_path / "p.db", scheme=OPEN) as store:
        put(store, tmp_path, line(meta={"relations": [noted]}))
        assert layer_of(store).claims.keys() == {HEAD_OF}
        assert store.article(KEY).meta["relations"] == [{**noted, "taken": True}]
        for format_, name in (("brat", "brat"), ("prodigy", "out.jsonl")):
            report = export(store, ExportOptions(format_, tmp_path / name, layer="ana"))
            assert [one.loss for one in report.lost if one.loss == "relation"] == []
        (out,) = (tmp_path / "brat").glob("*.ann")
        assert [row for row in out.read_text().splitlines() if row[0] == "R"] == ["R1\thead_of Arg1:T1 Arg2:T2"]
        do(store, Withdrawn(HEAD_OF))
        export(store, ExportOptions("brat", tmp_path / "again", layer="ana"))
        (out,) = (tmp_path / "again").glob("*.ann")
        assert "head_of" not in out.read_text()


def test_values_that_are_many_make_a_text_and_identifiers_no_attribute(tmp_path: Path) -> None:
    with project(tmp_path / "p.db", scheme=OPEN) as store:
        texts = [f"ab{nth:03}" for nth in range(40)]
        rows = [
            {"text": text, "_annotator_id": "ana", "spans": [{
                "start": 0, "end": 2, "label": "A", "kind": f"k{nth}", "wikidata": f"Q{nth}", "nth": nth, "on": nth < 9,
            }]}
            for nth, text in enumerate(texts)
        ]  # fmt: skip
        report = put(store, tmp_path, "".join(json.dumps(row) + "\n" for row in rows))
        attributes = {one.name: one.kind for one in store.scheme().claims.attributes}
        assert attributes == {"kind": "text", "nth": "number", "on": "flag"}
        assert report.claims.kinds() == {"attributes": 120}
        assert report.set_aside["attributes"].count == 40


def test_refused_claims_come_with_the_word_of_their_project(tmp_path: Path) -> None:
    with project(tmp_path / "here.db", Refused(HEAD_OF, "memory", 0.5)) as store:
        export(store, ExportOptions("jsonl", tmp_path / "out.jsonl", layer="ana", rejected=True))
    with project(tmp_path / "there.db") as store:
        report = add(store, [str(tmp_path / "out.jsonl")], AddOptions(as_name="cy"))
        assert report.claims.told() == "1 relation refused"
        layer: Any = layer_of(store, "cy")
        assert [*layer.refusals] == [HEAD_OF]
        assert not layer.claims


def test_a_label_that_has_another_name_here_has_it_in_claims(tmp_path: Path) -> None:
    with project(tmp_path / "p.db", scheme=OPEN) as store:
        save_scheme(store, store.scheme().with_change("B", from_=("A",)).archive("A"))
        put(store, tmp_path, line(**relations("head_of")))
        (claim,) = layer_of(store).claims
        assert claim == Relation(Span(0, 2, claim.spans[0].label), "head_of", Span(2, 4, claim.spans[0].label))


def test_what_uima_and_webanno_write_comes_back_as_claims(tmp_path: Path) -> None:
    base = Base("wiki", url="https://wiki.example/{}")
    claims = replace(CLAIMS, bases=(base,))
    scheme = replace(SCHEME, claims=claims)
    entries = [event for event in EVERY if not isinstance(getattr(event, "claim", None), Link)]
    with project(tmp_path / "here.db", *entries, Claimed(Link(ONE, "wiki", "Q1")), scheme=scheme) as store:
        here = layer_of(store)
        for name in ("uima", "webanno_tsv", "brat", "label_studio"):
            report = export(store, ExportOptions(name, tmp_path / name, layer="ana"))
            assert not {one.loss for one in report.lost} & {"relation", "link", "attribute"}, name
    for name in ("uima", "webanno_tsv", "brat", "label_studio"):
        with project(tmp_path / f"{name}.db", scheme=scheme) as store:
            add(store, [str(tmp_path / name)], AddOptions(as_name="ana"))
            there = layer_of(store)
            assert there.claims.keys() == here.claims.keys(), name
            assert groups(there) >= groups(here) if name != "brat" else groups(there) <= groups(here)


def groups(layer: Layer) -> set[frozenset[Span]]:
    found: dict[str, set[Span]] = {}
    for span, how in layer.members.items():
        found.setdefault(how.entity, set()).add(span)
    return {frozenset(one) for one in found.values()}


def test_a_flag_takes_no_other_value_in_the_file_that_brings_it(tmp_path: Path) -> None:
    brat(tmp_path)
    (tmp_path / "a.ann").write_text(BRAT + "A4\tQuoted T2 perhaps\n", encoding="utf-8")
    with project(tmp_path / "p.db", scheme=OPEN) as store:
        report = add(store, [str(tmp_path / "a.ann")], AddOptions(as_name="ana"))
        assert store.scheme().claims.attribute("Quoted") == AttributeType("Quoted")
        assert "Kept in meta alone: 1 attribute: no such value in the scheme ('Quoted perhaps')." in report.notices
