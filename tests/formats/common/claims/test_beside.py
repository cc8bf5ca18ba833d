"""What was changed in the tool that a file was written for: deleted claims are gone, others' claims are theirs."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.any_claims import again, of
from support.formats import FORMATS, written

from annotator.domain.article import Article
from annotator.domain.claims.said import claims_made
from annotator.domain.claims.scheme import AttributeType, Base, ClaimScheme, EntityRules, RelationType
from annotator.domain.claims.standing import Standing
from annotator.domain.claims.values import Attribute, Claim, Link, Relation
from annotator.domain.document import Document, Incoming
from annotator.domain.layer import Held
from annotator.domain.scheme import Label, Scheme
from annotator.domain.span import Span
from annotator.domain.tokens import OWN, OwnTokens
from annotator.formats.base import ReadOptions, SetAside, WriteOptions

TEXT = "Ada met Bo in Rome."
ADA, BO, ROME = Span(0, 3, "PER"), Span(8, 10, "PER"), Span(14, 18, "PER")
MET, NEAR = Relation(ADA, "met", BO), Relation(BO, "same", ROME)
SCHEME = Scheme(
    (Label("PER", "P"),),
    claims=ClaimScheme(
        (RelationType("met"), RelationType("same", directed=False), RelationType("COREF")),
        (AttributeType("age", kind="number"), AttributeType("tense", "relation", kind="text")),
        EntityRules(), (Base("wiki"),),
    ),
)  # fmt: skip
CLAIMS: tuple[Claim, ...] = (
    MET,
    NEAR,
    Attribute(MET, "tense", "past"),
    Attribute(ADA, "age", "-7.50"),
    Link(ADA, "wiki", "Q7"),
)
Change = Callable[[dict[str, Any]], None]


def document(*claims: Claim, layer: str = "ana") -> Document:
    how = Standing("d1", layer, "2026-01-01T00:00:00.000Z")
    members = {ADA: "e1", ROME: "e1", BO: "e2"} if claims else {}
    made = claims_made(dict.fromkeys(claims, how), {one: replace(how, entity=e) for one, e in members.items()}, {})
    held = [Held(one, by=layer, at=how.at) for one in (ADA, BO, ROME)]
    return Document(Article.of(TEXT), layer, "finished", held, tokens=list(OwnTokens(TEXT)), tokenizer=OWN, claims=made)


def changed(name: str, documents: list[Document], folder: Path, change: Change) -> tuple[Incoming, dict[str, int]]:
    """What is read of documents after the tool's `change` of the first record, and how many of what were left out."""
    out, _ = written(name, documents, folder, WriteOptions(SCHEME, settings={"clusters": "same"}))
    text = out.read_text(encoding="utf-8")
    records = json.loads(text) if name == "label_studio" else list(map(json.loads, text.splitlines()))
    change(records[0])
    out.write_text(json.dumps(records) if name == "label_studio" else json.dumps(records[0]), encoding="utf-8")
    reads = list(FORMATS[name].read(out, ReadOptions()))
    (found,) = (one for one in reads if isinstance(one, Incoming))
    return found, {one.name: one.count for one in reads if isinstance(one, SetAside) and not one.kept}


def nothing(record: dict[str, Any]) -> None:
    assert record


def no_relations(record: dict[str, Any]) -> None:
    if "annotations" in record:
        result = record["annotations"][0]["result"]
        result[:] = [one for one in result if one["type"] != "relation"]
    else:
        record["relations"] = []


@pytest.mark.parametrize("name", ["label_studio", "prodigy", "doccano"])
def test_what_was_not_touched_is_as_it_was(name: str, tmp_path: Path) -> None:
    found, gone = changed(name, [document(*CLAIMS)], tmp_path, nothing)
    assert again(found, SCHEME) == of(document(*CLAIMS))
    assert not gone


@pytest.mark.parametrize(
    ("name", "relations", "entities"),
    [("label_studio", {NEAR}, {frozenset({BO})}), ("prodigy", set(), {frozenset({BO})}), ("doccano", set(), None)],
)
def test_what_was_deleted_is_gone(
    name: str, relations: set[Relation], entities: set[frozenset[Span]] | None, tmp_path: Path
) -> None:
    found, gone = changed(name, [document(*CLAIMS)], tmp_path, no_relations)
    back = again(found, SCHEME)
    assert back["relations"] == relations
    assert back["entities"] == (of(document(*CLAIMS))["entities"] if entities is None else entities)
    assert back["links"] == of(document(*CLAIMS))["links"]
    assert gone["relations that were deleted in the other tool"] == 2 - len(relations)


def test_what_is_said_of_a_region_may_change(tmp_path: Path) -> None:
    def change(task: dict[str, Any]) -> None:
        result = task["annotations"][0]["result"]
        for one in result:
            if one.get("from_name") == "age":
                one["value"]["number"] = 8
        result[:] = [one for one in result if not str(one.get("from_name")).startswith("link:")]

    found, gone = changed("label_studio", [document(*CLAIMS)], tmp_path, change)
    back = again(found, SCHEME)
    assert Attribute(ADA, "age", "8") in back["attributes"]
    assert Attribute(ADA, "age", "-7.50") not in back["attributes"]
    assert not back["links"]
    assert sum(gone.values()) == 2


def test_what_one_claims_another_may_claim_too(tmp_path: Path) -> None:
    def change(task: dict[str, Any]) -> None:
        ana, bo = (one["result"] for one in task["annotations"])
        ids = {region["value"]["start"]: region["id"] for region in bo if region["type"] == "labels"}
        bo.append({"type": "relation", "from_id": ids[0], "to_id": ids[8], "direction": "right", "labels": ["met"]})
        ana[:] = [one for one in ana if one["type"] != "relation"]

    found, _ = changed("label_studio", [document(*CLAIMS), document(layer="bo")], tmp_path, change)
    assert [one["by"] for one in found.article.meta["relations"] if one["label"] == "met"] == ["bo"]


def test_a_number_is_one_that_can_be_compared() -> None:
    age = AttributeType("age", kind="number")
    assert [value for value in ("7", "-0.5", "nan", "1e999", "-inf", "x") if age.takes(value)] == ["7", "-0.5"]
