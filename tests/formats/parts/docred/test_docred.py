"""DocRED: what is claimed comes back, with our own keys and, between entities, without; Re-DocRED as it was."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.drawn_claims import claimed_documents, said
from support.formats import documents_of, read_back, written
from support.shared import DATA

from annotator.domain.claims.values import Relation
from annotator.domain.document import Document, Incoming
from annotator.domain.span import Span
from annotator.formats import docred
from annotator.formats.base import ReadOptions, SetAside

_OF_THE_FORMAT = ("title", "sents", "vertexSet", "labels")
REDOCRED = DATA / "claims" / "redocred_dev_40.json"


def back_and_record(document: Document, *, foreign: bool) -> tuple[Incoming, dict[str, Any]]:
    """A document written and read again; as another tool would write it, if `foreign`."""
    with tempfile.TemporaryDirectory() as folder:
        out, lost = written("docred", [document], Path(folder))
        assert not lost
        (record,) = json.loads(out.read_text(encoding="utf-8"))
        if foreign:
            out.write_text(json.dumps([{key: record[key] for key in _OF_THE_FORMAT}]), encoding="utf-8")
        reads = docred.read(out, ReadOptions())
        (back,) = (one for one in reads if not isinstance(one, SetAside))
    assert isinstance(back, Incoming)
    return back, record


@settings(max_examples=60, deadline=None)
@given(claimed_documents())
def test_all_that_is_claimed_comes_back(document: Document) -> None:
    back, _ = back_and_record(document, foreign=False)
    assert back.article.text == document.article.text
    assert sorted(back.layers["ana"].spans) == [held.span for held in document.spans]
    assert said(back) == said(document)


@settings(max_examples=60, deadline=None)
@given(claimed_documents())
def test_another_tool_finds_the_same_entities_and_relations(document: Document) -> None:
    back, record = back_and_record(document, foreign=True)
    words = [word for sentence in record["sents"] for word in sentence]
    assert words == [document.article.text[start:end] for start, end in document.tokens]

    def counted(span: Span, of: Document | Incoming) -> tuple[int, int, str]:
        (first, last) = (
            list(places).index(edge) for places, edge in zip(zip(*of.tokens, strict=True), span, strict=False)
        )
        return first, last, span.label

    entities = {frozenset(counted(span, back) for span in one) for one in said(back)["entities"]}
    wanted = {frozenset(counted(span, document) for span in one) for one in said(document)["entities"]}
    assert wanted <= entities
    assert all(len(one) == 1 for one in entities - wanted)
    of = {span: one for one in entities for span in one}

    def between(relations: set[Relation], one: Document | Incoming) -> set[Any]:
        ends = ((counted(each.head, one), each.label, counted(each.tail, one)) for each in relations)
        return {(of[head], label, of[tail]) for head, label, tail in ends if of[head] != of[tail]}

    assert between(said(back)["relations"], back) == between(said(document)["relations"], document)


@settings(max_examples=30, deadline=None)
@given(st.lists(claimed_documents(), min_size=2, max_size=3))
def test_all_documents_make_one_table(documents: list[Document]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        out, _ = written("docred", documents, Path(folder))
        table = pa.Table.from_pylist(json.loads(out.read_bytes()))
    assert [row["title"] for row in table.to_pylist()] == [one.article.title for one in documents]
    mention = table.schema.field("vertexSet").type.value_type.value_type
    assert {field.name for field in mention} == {"name", "sent_id", "pos", "type"}


GIVEN: tuple[list[int], ...] = ([0, 2], [1], [], [9])


def test_evidence_is_the_sentences_of_the_ends_unless_the_file_says_other_ones(tmp_path: Path) -> None:
    names = [[{"name": "Ada", "sent_id": nth, "pos": [0, 1], "type": "PER"}] for nth in range(3)]
    labels = [{"h": 0, "t": 2, "r": f"met{nth}", "evidence": said_of} for nth, said_of in enumerate(GIVEN)]
    record = {"title": "t", "sents": [["Ada", "sang", "."]] * 3, "vertexSet": names, "labels": labels}
    (tmp_path / "in.json").write_text(json.dumps([record]), encoding="utf-8")
    documents = documents_of(docred.read(tmp_path / "in.json", ReadOptions()))
    out, _ = written("docred", documents, tmp_path)
    (again,) = json.loads(out.read_text(encoding="utf-8"))
    assert [one["evidence"] for one in again["labels"]] == [[0, 2], [1], [], []]


@pytest.mark.skipif(not REDOCRED.exists(), reason="needs the shared data")
def test_redocred_is_written_as_it_came(tmp_path: Path) -> None:
    reads = list(docred.read(REDOCRED, ReadOptions()))
    assert [(one.name, one.count) for one in reads if isinstance(one, SetAside) and one.kept] == [
        ("relations", 1463), ("entities", 808)
    ]  # fmt: skip
    out, lost = written("docred", documents_of(reads), tmp_path)
    assert not lost
    for before, after in zip(json.loads(REDOCRED.read_bytes()), json.loads(out.read_bytes()), strict=True):
        words = [[word for word in sentence if word.strip()] for sentence in before["sents"]]
        assert (before["title"], words) == (after["title"], after["sents"])
        mentions = [(one["sent_id"], *one["pos"]) for vertex in before["vertexSet"] for one in vertex]
        other = words != before["sents"] or len(set(mentions)) < len(mentions)
        assert other or _plain(before) == _plain(after)


def _plain(record: dict[str, Any]) -> Any:
    """Entities by the places of their mentions, and relations between them."""
    every = record["vertexSet"]
    entities = [sorted({(one["sent_id"], *one["pos"], one["type"]) for one in vertex}) for vertex in every]
    said_of = ((one, sorted(set(one["evidence"]))) for one in record["labels"])
    return sorted(entities), sorted((entities[one["h"]], one["r"], entities[one["t"]], by) for one, by in said_of)


@pytest.mark.parametrize(
    "change",
    [
        {"vertexSet": None}, {"sents": 7}, {"sents": [["a", 3]]}, {"vertexSet": [[{"pos": [0, 9]}]]}, {"sents": [[]]},
        {"labels": [{"h": 0, "t": "7", "r": "P1", "evidence": []}]}, {"labels": {"head": [0], "tail": []}},
        {"labels": [{"h": 5}]}, {"labels": [{"h": 0, "t": 0, "r": "P1", "evidence": [[1]]}]}, {"title": 7},
        {"vertexSet": [[{"name": "Ada", "sent_id": 0, "pos": [0, 1], "type": " "}]]},
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_alone(change: dict[str, Any], tmp_path: Path) -> None:
    good = {
        "title": "t", "sents": [["Ada", "sang"]],
        "vertexSet": [[{"name": "Ada", "sent_id": 0, "pos": [0, 1], "type": "PER"}]],
    }  # fmt: skip
    (tmp_path / "in.json").write_text(json.dumps([good | change, good]), encoding="utf-8")
    reads = list(docred.read(tmp_path / "in.json", ReadOptions()))
    assert sum(isinstance(one, Incoming) for one in reads) == 1


def test_the_file_is_a_list_for_any_reader_of_json(tmp_path: Path) -> None:
    out, _ = written("docred", [], tmp_path)
    assert json.loads(out.read_bytes()) == []
    assert not read_back("docred", out)
