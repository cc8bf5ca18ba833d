"""Claims of a layer in every format: what is written comes back, and all else is reported by its kind."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.tokens import DocBin
from support.formats import FORMATS, READERS, WRITERS, read_back, written

from annotator.domain.article import Article
from annotator.domain.claims.said import claims_made
from annotator.domain.claims.scheme import AttributeType, Base, ClaimScheme, EntityRules, RelationType
from annotator.domain.claims.standing import Standing
from annotator.domain.claims.values import Attribute, Claim, Link, Relation, Value
from annotator.domain.document import CLAIMS, Document, Incoming
from annotator.domain.layer import Held
from annotator.domain.scheme import Label, Scheme
from annotator.domain.span import Span
from annotator.formats.base import ReadOptions, WriteOptions
from annotator.formats.common.claims.forms import (
    REFUSED,
    attribute_in,
    attributes_in,
    link_in,
    mentions_in,
    relation_in,
)

TEXT = "Ada Lund met Bo in Rome. She left."
ADA, BO, ROME, SHE = Span(0, 8, "PER"), Span(13, 15, "PER"), Span(19, 23, "LOC"), Span(25, 28, "PER")
MET, SAW = Relation(ADA, "met", BO), Relation(BO, "near", ROME)
SCHEME = Scheme(
    (Label("PER", "P"), Label("LOC", "L")),
    overlap="any",
    claims=ClaimScheme(
        (RelationType("met", "M", ("PER",), ("PER",)), RelationType("near", "N", directed=False)),
        (
            AttributeType("mention", "span", (), "choice", ("name", "pronoun"), "name"), AttributeType("quoted"),
            AttributeType("tense", "relation", (), "choice", ("past", "present")),
            AttributeType("age", kind="number"), AttributeType("note", kind="text"),
        ),
        EntityRules(), (Base("wiki"),),
    ),
)  # fmt: skip
OPTIONS = WriteOptions(SCHEME)
HOW = Standing("d1", "ana", "2026-01-01T00:00:00.000Z")
ALL: tuple[Claim, ...] = (
    MET, SAW, Attribute(MET, "tense", "past"), Attribute(SHE, "mention", "pronoun"), Attribute(ADA, "quoted", True),
    Attribute(BO, "quoted", False), Attribute(ADA, "age", "41"), Attribute(BO, "note", "a man"),
    Link(ADA, "wiki", "Q7", "Ada Lund"),
)  # fmt: skip
KINDS = {"relations": "relation", "entities": "entity", "links": "link", "attributes": "attribute"}


def document(claims: Iterable[Claim] = ALL, entities: Iterable[Iterable[Span]] = ((ADA, SHE),)) -> Document:
    members = {span: replace(HOW, entity=f"e{nth}") for nth, one in enumerate(entities) for span in one}
    spans = [Held(span, by="ana", at=HOW.at) for span in (ADA, BO, ROME, SHE)]
    made = claims_made(dict.fromkeys(claims, HOW), members, {})
    return Document(Article.of(TEXT), "ana", "finished", spans, project="p", at=HOW.at, claims=made)


def said(incoming: Incoming) -> dict[str, set[Any]]:
    """What an article claims, by kind, each once; relations without a direction with their ends in order."""
    found: dict[str, set[Any]] = {kind: set() for kind in CLAIMS}
    meta: Mapping[str, Any] = incoming.article.meta
    for form in meta.get("relations", ()):
        if REFUSED not in form and (relation := relation_in(form)):
            found["relations"].add(relation)
            values: Mapping[str, Value] = attributes_in(form)
            found["attributes"] |= {(relation, name, str(value).lower()) for name, value in values.items()}
    for form in meta.get("entities", ()):
        found["entities"].add(frozenset(mentions_in(form)))
    found["links"] = {(one.span, one.entry) for form in meta.get("links", ()) if (one := link_in(form))}
    for form in meta.get("attributes", ()):
        if attribute := attribute_in(form):
            found["attributes"].add((attribute.of, attribute.name, str(attribute.value).lower()))
    return found


DEFAULTS = {(one, "mention", "name") for one in (ADA, BO, ROME)}
"""What holds because nobody decided otherwise; a line of ours says that of it, so that it comes back as no decision."""
WANTED: dict[str, set[Any]] = {
    "relations": {MET, SAW},
    "entities": {frozenset({ADA, SHE})},
    "links": {(ADA, "Q7")},
    "attributes": {
        (MET, "tense", "past"), (SHE, "mention", "pronoun"), (ADA, "quoted", "true"), (BO, "quoted", "false"),
        (ADA, "age", "41"), (BO, "note", "a man"),
        *DEFAULTS,
    },
}  # fmt: skip


@pytest.mark.parametrize("name", WRITERS)
def test_what_is_claimed_is_in_the_file_or_in_the_report(name: str, tmp_path: Path) -> None:
    out, lost = written(name, [document()], tmp_path, OPTIONS)
    kinds = {one.loss for one in lost}
    assert all(one.kind == one.loss for one in lost if one.loss in KINDS.values())
    if name in READERS:
        return
    found: dict[str, set[Any]] = {kind: set() for kind in CLAIMS}
    if hasattr(FORMATS[name], "read"):
        (found,) = (said(one) for ones in read_back(name, out).values() for one in ones)
    for kind, loss in KINDS.items():
        missing = {one for one in WANTED[kind] - found[kind] if one not in DEFAULTS or name != "jsonl"}
        assert loss in kinds or not missing, kind


def test_nothing_claimed_loses_nothing(tmp_path: Path) -> None:
    for name in WRITERS:
        plain = replace(OPTIONS, scheme=replace(SCHEME, claims=ClaimScheme()))
        (tmp_path / name).mkdir()
        _, lost = written(name, [document((), ())], tmp_path / name, plain)
        assert not {one.loss for one in lost} & {*KINDS.values()}


def test_brat_is_told_what_may_stand_where(tmp_path: Path) -> None:
    out, _ = written("brat", [document()], tmp_path, OPTIONS)
    assert (out / "annotation.conf").read_text(encoding="utf-8").splitlines() == [
        "[entities]", "PER", "LOC", "",
        "[relations]", "met Arg1:PER, Arg2:PER", "near Arg1:<ENTITY>, Arg2:<ENTITY>, <REL-TYPE>:symmetric",
        "Alias Arg1:<ENTITY>, Arg2:<ENTITY>, <REL-TYPE>:symmetric-transitive", "",
        "[events]", "",
        "[attributes]", "mention Arg:<ENTITY>, Value:name|pronoun", "quoted Arg:<ENTITY>, Value:False",
        "tense Arg:<RELATION>, Value:past|present", "age Arg:<ENTITY>, Value:41", "note Arg:<ENTITY>",
    ]  # fmt: skip
    (ann,) = out.glob("*.ann")
    assert "*\tAlias T1 T4" in ann.read_text(encoding="utf-8").splitlines()


def test_label_studio_has_a_control_for_all_that_is_claimed(tmp_path: Path) -> None:
    out, _ = written("label_studio", [document()], tmp_path, replace(OPTIONS, settings={"clusters": "same"}))
    (task,) = json.loads(out.read_text(encoding="utf-8"))
    del task["data"]["article_meta"]
    out.write_text(json.dumps([task]), encoding="utf-8")
    ((back,),) = read_back("label_studio", out).values()
    found, wanted = said(back), dict(WANTED)
    wanted["attributes"] = wanted["attributes"] - {(MET, "tense", "past")}
    assert found == wanted
    results = task["annotations"][0]["result"]
    config = (tmp_path / "out.config.xml").read_text(encoding="utf-8")
    for name in {one["from_name"] for one in results if "from_name" in one}:
        assert f'name="{name}"' in config
    for label in {label for one in results if one["type"] == "relation" for label in one["labels"]}:
        assert f'<Relation value="{label}"/>' in config
    sorts = {(one["from_name"], one["type"]) for one in results if one["type"] != "relation"}
    assert sorts == {
        ("label", "labels"), ("mention", "choices"), ("quoted", "choices"), ("age", "number"), ("note", "textarea"),
        ("link:wiki", "textarea"),
    }  # fmt: skip


def test_prodigy_has_entities_as_relations(tmp_path: Path) -> None:
    out, _ = written("prodigy", [document()], tmp_path, OPTIONS)
    task = json.loads(out.read_text(encoding="utf-8"))
    pairs = [(one["head"], one["child"]) for one in task["relations"] if one["label"] == "COREF"]
    assert pairs == [(7, 1)]
    task["meta"] = {}
    out.write_text(json.dumps(task), encoding="utf-8")
    ((back,),) = read_back("prodigy", out).values()
    assert said(back)["entities"] == WANTED["entities"]
    assert said(back)["relations"] == WANTED["relations"]


def test_spacy_has_clusters_and_entries(tmp_path: Path) -> None:
    written("docbin", [document()], tmp_path, OPTIONS)
    (doc,) = DocBin().from_disk(tmp_path / "out" / "train.spacy").get_docs(spacy.blank("en").vocab)
    assert [span.text for span in doc.spans["coref_clusters_1"]] == ["Ada Lund", "She"]
    assert {ent.text: ent.kb_id_ for ent in doc.ents} == {"Ada Lund": "Q7", "Bo": "", "Rome": "", "She": "Q7"}
    doc.user_data = {}
    DocBin(docs=[doc]).to_disk(tmp_path / "foreign.spacy")
    reads = [
        one for one in FORMATS["docbin"].read(tmp_path / "foreign.spacy", ReadOptions()) if isinstance(one, Incoming)
    ]
    assert [said(one)["entities"] for one in reads] == [WANTED["entities"]]


@pytest.mark.parametrize("form", ["json", "xmi"])
def test_a_later_article_may_claim_what_none_before_did(form: str, tmp_path: Path) -> None:
    first = replace(document((), ()), article=Article.of(f"{TEXT} Twice."))
    other = replace(document(), article=Article.of(f"{TEXT} Again."))
    out, lost = written("uima", [first, other, document()], tmp_path, replace(OPTIONS, settings={"form": form}))
    gone = [one for one in lost if one.loss in KINDS.values()]
    assert {one.what for one in gone} == {
        "Its relations (1) are written without: direction.",
        "Its links (1) were left out, or are not written as they are.",
    }
    found = read_back("uima", out)
    for one in (other, document()):
        (back,) = found[one.article.key]
        assert said(back) == {**WANTED, "relations": {MET, SAW}}
