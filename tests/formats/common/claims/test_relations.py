"""Relations as tools write them that have some, by ids, tokens or regions of their own; read back by place."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.formats import read_back, written

from annotator.domain.article import Article
from annotator.domain.default_scheme import DEFAULT_SCHEME
from annotator.domain.document import Document
from annotator.domain.layer import Held
from annotator.domain.span import Span
from annotator.formats.base import WriteOptions

TEXT = "Ada met Bo in Rome."
ADA, BO, ROME = Span(0, 3, "PER"), Span(8, 10, "PER"), Span(14, 18, "LOC")
NESTED = (Span(0, 2, "PART"), Span(0, 3, "ORG"), Span(8, 18, "EVENT"), Span(9, 10, "_*|["))
NATIVE = ("prodigy", "doccano", "label_studio")


def related(*relations: tuple[Any, ...], layer: str = "ana", **more: Any) -> Document:
    claims = [{"head": list(head), "label": label, "tail": list(tail), **more} for head, label, tail in relations]
    article = Article.of(TEXT, meta={"relations": claims} if claims else {})
    return Document(article, layer, "finished", [Held(span, by=layer) for span in (ADA, BO, ROME)])


def nested(document: Document) -> Document:
    """The document with spans within tokens and within each other, too."""
    spans = sorted([*(held.span for held in document.spans), *NESTED])
    return replace(document, spans=[Held(span, by=document.layer) for span in spans])


def place(span: Span) -> tuple[int, int, str]:
    return span.start, span.end, span.label


MET, IN = (place(ADA), "met", place(BO)), (place(ADA), "in", place(ROME))


def records(name: str, documents: list[Document], tmp_path: Path) -> list[Any]:
    out, lost = written(name, documents, tmp_path)
    assert lost == []
    text = out.read_text(encoding="utf-8")
    return list(json.loads(text)) if name == "label_studio" else [json.loads(line) for line in text.splitlines()]


def test_prodigy_has_them_by_tokens(tmp_path: Path) -> None:
    (task,) = records("prodigy", [related(MET, IN)], tmp_path)
    assert task["_view_id"] == "relations"
    assert [(one["head"], one["child"], one["label"]) for one in task["relations"]] == [(0, 2, "met"), (0, 4, "in")]
    assert task["relations"][1]["child_span"] == task["spans"][2]


def test_doccano_has_them_by_numbers_of_entities(tmp_path: Path) -> None:
    other = Document(Article.of("Bo left."), "ana", "finished", [Held(Span(0, 2, "PER"))])
    plain, example = records("doccano", [other, related(MET)], tmp_path)
    assert "label" not in {*plain, *example}
    assert plain["entities"] == [{"id": 1, "start_offset": 0, "end_offset": 2, "label": "PER"}]
    assert (plain["relations"], [one["id"] for one in example["entities"]]) == ([], [1, 2, 3])
    assert example["relations"] == [{"id": 1, "from_id": 1, "to_id": 2, "type": "met"}]
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]


def test_label_studio_has_them_by_regions(tmp_path: Path) -> None:
    (task,) = records("label_studio", [related(MET, direction="bi")], tmp_path)
    *regions, relation = task["annotations"][0]["result"]
    ends = {"from_id": regions[0]["id"], "to_id": regions[1]["id"]}
    assert relation == {"type": "relation", **ends, "direction": "bi", "labels": ["met"]}


@pytest.mark.parametrize("name", NATIVE)
@pytest.mark.parametrize(
    "relation",
    [
        (place(ADA), "met", (8, 10, "ORG")),
        (place(ADA), "", place(BO)),
        ((0, 2), "met", place(BO)),
        ((0, [2], "PER"), "met", place(BO)),
    ],
)
def test_what_is_no_relation_between_spans_of_the_layer_stays_in_meta(
    name: str, relation: tuple[Any, ...], tmp_path: Path
) -> None:
    document = related(relation)
    assert '"met", "relations"' not in str(records(name, [document], tmp_path))
    ((back,),) = read_back(name, tmp_path / next(tmp_path.glob("out.json*")).name).values()
    assert back.article.meta["relations"] == document.article.meta["relations"]


@pytest.mark.parametrize("name", NATIVE)
def test_a_relation_of_somebody_else_is_not_put_into_a_layer(name: str, tmp_path: Path) -> None:
    documents = [related(MET, by="ben"), related(MET, layer="ben", by="ben")]
    found = [json.dumps(one) for one in records(name, documents, tmp_path)]
    assert sum(one.count(sign) for one in found for sign in ('"from_id"', '"head_span"')) == 1


ENDS = st.sampled_from([place(ADA), place(BO), place(ROME), (8, 10, "ORG"), (1, 2, "X")])
EVERY = ENDS | st.sampled_from([*map(place, NESTED)])
LABELS = st.sampled_from(["met", "in", "of \u00e9", "7", " x", "a|b_c", "*"])
RELATIONS = st.lists(st.tuples(ENDS, LABELS, ENDS), max_size=5, unique=True)


LAYERS: list[Any] = [
    "webanno.custom.Relation",
    "a.b.Verwandt",
    "de.x.Token",
    "x.Dependency",
    "uima.tcas.Annotation",
    "x",
    7,
]
ALONE: list[tuple[str, dict[str, str]]] = [("uima", {}), ("uima", {"form": "xmi"}), ("webanno_tsv", {})]
"""Formats without room for `meta`: what is no relation of theirs is reported."""


@pytest.mark.parametrize(("name", "setting"), ALONE)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_is_not_read_again_is_reported(
    name: str, setting: dict[str, str], data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    relations = data.draw(st.lists(st.tuples(EVERY, LABELS, EVERY), max_size=6, unique=True))
    more = data.draw(st.sampled_from([{}, {"by": "ana"}, {"by": "ben"}, *({"layer": layer} for layer in LAYERS)]))
    folder, document = tmp_path_factory.mktemp("out"), nested(related(*relations, **more))
    out, lost = written(name, [document], folder, WriteOptions(DEFAULT_SCHEME, settings=setting))
    ((back,),) = read_back(name, out).values()
    claims = document.article.meta.get("relations", [])
    found = back.article.meta.get("relations", [])
    same = [one for one in found if one in claims]
    assert len(same) == len(found) or any("written without: by" in one.what for one in lost)
    assert (len(found) == len(claims)) or any(f"({len(claims) - len(found)}) were left out" in one.what for one in lost)


@pytest.mark.parametrize(("name", "setting"), ALONE)
def test_relations_between_spans_are_read_again(name: str, setting: dict[str, str], tmp_path: Path) -> None:
    document = related(MET, IN, (place(ROME), "in", place(ROME)))
    out, lost = written(name, [document], tmp_path, WriteOptions(DEFAULT_SCHEME, settings=setting))
    ((back,),) = read_back(name, out).values()
    assert lost == []
    assert sorted(map(repr, back.article.meta["relations"])) == sorted(map(repr, document.article.meta["relations"]))


@pytest.mark.parametrize("name", NATIVE)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(relations=RELATIONS, who=st.sampled_from([{}, {"by": "ana"}, {"by": "ben"}, {"direction": "left", "why": 1}]))
def test_what_is_written_and_read_is_the_same(
    name: str, relations: list[Any], who: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder, document = tmp_path_factory.mktemp("out"), related(*relations, **who)
    out, lost = written(name, [document], folder)
    ((back,),) = read_back(name, out).values()
    assert (lost, back.article.meta.get("relations", [])) == ([], document.article.meta.get("relations", []))
