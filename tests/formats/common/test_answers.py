"""What answers mean: every row of the table, and that the readers go by it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.tokens import DocBin
from spacy.vocab import Vocab

from annotator.domain.article import Article
from annotator.domain.default_scheme import DEFAULT_SCHEME
from annotator.domain.document import Document, Incoming, IncomingLayer
from annotator.domain.layer import Held
from annotator.domain.span import Span
from annotator.errors import InputError
from annotator.formats import brat, docbin, doccano, jsonl, label_studio, prodigy
from annotator.formats.base import Read, ReadOptions, SetAside, WriteOptions
from annotator.formats.common.answers import ANSWERS, Meaning, meaning

BO, HOLM = Span(0, 2, "PER"), Span(10, 14, "GPE")
MARKED = {"text": "Bo won in Holm.", "spans": [{"start": 0, "end": 2, "label": "PER"}], "_annotator_id": "harbour-bo"}
TWO = {**MARKED, "spans": [*MARKED["spans"], {"start": 10, "end": 14, "label": "GPE"}]}
CHOICE = {
    "text": "Bo won.", "options": [{"id": "SPORT"}, {"id": "NEWS"}], "accept": ["NEWS"], "_annotator_id": "harbour-bo",
}  # fmt: skip
CLASS = {"text": "Bo won.", "label": "SPORT", "_annotator_id": "harbour-bo"}


@pytest.mark.parametrize(("tool", "view"), ANSWERS)
def test_an_answer_that_a_tool_does_not_give_is_refused(tool: str, view: str) -> None:
    with pytest.raises(InputError, match="no answer known of"):
        meaning(tool, view, "perhaps")


@pytest.mark.parametrize("refused", [found for rows in ANSWERS.values() for found in rows.values()])
def test_nothing_holds_that_is_not_said_to_hold(refused: Meaning) -> None:
    layer = refused.layer([BO], {"sport": True, "arts": False})
    assert (layer.spans == [BO]) == (refused.marks == "hold")
    assert (layer.cats.get("sport") is True) == (refused.marks == "hold")
    assert (layer.skipped, layer.unfinished) == (refused.state == "skipped", refused.state == "open")


def test_of_several_marks_refused_at_once_none_is_refused_alone() -> None:
    refused = meaning("prodigy", "binary", "reject")
    for several in (refused.layer([BO, HOLM], {}), refused.layer([BO], {"sport": True})):
        assert not (several.spans or several.rejected or several.cats)
    assert refused.layer([BO], {}, [HOLM]).rejected == [BO, HOLM]
    assert refused.layer([], {"sport": True, "arts": False}).cats == {"sport": False}


def only(read: Read, *, of: str | None = None) -> IncomingLayer:
    """The one layer of an article, its sequences as tuples as in layers that are written down here."""
    assert isinstance(read, Incoming)
    (name,) = read.layers
    assert of in {None, name}
    layer = read.layers[name]
    return replace(
        layer, spans=(*layer.spans,), rejected=(*layer.rejected,), cats=dict(layer.cats), comments=(*layer.comments,)
    )


def read(module: Any, path: Path, *records: dict[str, Any]) -> list[Read]:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return list(module.read(path, ReadOptions()))


PRODIGY = [
    (MARKED | {"_view_id": "ner_manual", "answer": "accept"}, IncomingLayer((BO,)), []),
    (
        TWO | {"_view_id": "spans_manual", "answer": "accept"},
        IncomingLayer(
            (
                BO,
                HOLM,
            )
        ),
        [],
    ),
    (TWO | {"_view_id": "ner_manual", "answer": "reject"}, IncomingLayer(skipped=True), [BO, HOLM]),
    (MARKED | {"_view_id": "ner_manual", "answer": "ignore"}, IncomingLayer(skipped=True), [BO]),
    (MARKED | {"_view_id": "ner", "_is_binary": True, "answer": "accept"}, IncomingLayer((BO,), unfinished=True), []),
    (MARKED | {"_view_id": "ner", "answer": "accept"}, IncomingLayer((BO,), unfinished=True), []),
    (MARKED | {"_view_id": "ner", "answer": "reject"}, IncomingLayer(rejected=(BO,), unfinished=True), []),
    (MARKED | {"answer": "reject"}, IncomingLayer(rejected=(BO,), unfinished=True), []),
    (MARKED | {"_view_id": "ner", "answer": "ignore"}, IncomingLayer(unfinished=True), [BO]),
    (MARKED | {"_view_id": "ner"}, IncomingLayer(unfinished=True), [BO]),
    (CLASS | {"_view_id": "classification", "answer": "accept"}, IncomingLayer(cats={"SPORT": True}), []),
    (CLASS | {"_view_id": "classification", "answer": "reject"}, IncomingLayer(cats={"SPORT": False}), []),
    (CLASS | {"answer": "reject"}, IncomingLayer(cats={"SPORT": False}), []),
    (CLASS | {"_view_id": "classification", "answer": "ignore"}, IncomingLayer(unfinished=True), []),
    (CHOICE | {"_view_id": "choice", "answer": "accept"}, IncomingLayer(cats={"SPORT": False, "NEWS": True}), []),
    (CHOICE | {"answer": "reject"}, IncomingLayer(cats={"NEWS": False}, unfinished=True), []),
    (CHOICE | {"_view_id": "choice", "answer": "ignore"}, IncomingLayer(skipped=True), []),
    ({"text": "Bo won.", "accept": ["NEWS"], "answer": "accept"}, IncomingLayer(cats={"NEWS": True}), []),
]


@pytest.mark.parametrize(("record", "layer", "unsaid"), PRODIGY)
def test_prodigy(record: dict[str, Any], layer: IncomingLayer, unsaid: list[Span], tmp_path: Path) -> None:
    found, *aside = read(prodigy, tmp_path / "a.jsonl", record)
    assert isinstance(found, Incoming)
    assert (only(found), [one.span for one in found.suggestions]) == (layer, unsaid)
    nothing = layer == IncomingLayer(unfinished=True) and not unsaid
    assert aside == ([SetAside("questions passed by (answer: ignore)", kept=False)] if nothing else [])


def test_an_answer_that_prodigy_does_not_give_is_refused_there_and_kept_elsewhere(tmp_path: Path) -> None:
    (error,) = read(prodigy, tmp_path / "a.jsonl", MARKED | {"answer": "perhaps"})
    assert isinstance(error, InputError)
    (found,) = read(jsonl, tmp_path / "a.jsonl", {"text": "Bo won.", "answer": ["Bo"]})
    assert isinstance(found, Incoming)
    assert found.article.meta == {"answer": ["Bo"]}


def test_a_line_of_ours_that_was_answered_elsewhere_means_that_answer(tmp_path: Path) -> None:
    meta = {"key": Article.of("Bo won in Holm.").key, "status": "finished"}
    records = [MARKED | {"meta": meta, "answer": answer} for answer in ("accept", "ignore")]
    kept, answered = read(jsonl, tmp_path / "a.jsonl", *records)
    assert only(kept) == IncomingLayer((BO,))
    assert only(answered) == IncomingLayer(skipped=True)


@pytest.mark.parametrize(
    ("confirmed", "unfinished"), [({"is_confirmed": False}, True), ({"is_confirmed": True}, False), ({}, False)]
)
def test_doccano(confirmed: dict[str, bool], unfinished: bool, tmp_path: Path) -> None:
    (found,) = read(
        doccano, tmp_path / "a.jsonl", {"text": "Bo won.", "label": [[0, 2, "PER"]], "Comments": []} | confirmed
    )
    assert only(found, of="") == IncomingLayer((BO,), unfinished=unfinished)


@pytest.mark.parametrize(
    ("answer", "skipped"), [({"was_cancelled": True}, True), ({"ground_truth": True}, False), ({}, False)]
)
def test_label_studio(answer: dict[str, bool], skipped: bool, tmp_path: Path) -> None:
    region = {"type": "labels", "value": {"start": 0, "end": 2, "text": "Bo", "labels": ["PER"]}}
    annotation = {"completed_by": "bo", "result": [region]} | answer
    (found,) = read(label_studio, tmp_path / "a.json", {"data": {"text": "Bo won."}, "annotations": [annotation]})
    assert only(found, of="bo") == IncomingLayer((BO,), skipped=skipped)


def test_brat_says_nothing_but_what_holds(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Bo won.", encoding="utf-8")
    (tmp_path / "a.ann").write_text("T1\tPER 0 2\tBo\n", encoding="utf-8")
    (found,) = brat.read(tmp_path / "a.ann", ReadOptions())
    assert only(found) == IncomingLayer((BO,))


def docs(path: Path, *documents: Document) -> list[Incoming]:
    docbin.write(documents, path, WriteOptions(DEFAULT_SCHEME, rejected=True))
    return [read for read in docbin.read(path, ReadOptions()) if isinstance(read, Incoming)]


@pytest.mark.parametrize("status", ["open", "returned", "skipped", "finished"])
def test_what_is_not_answered_is_missing_in_a_docbin_and_stays_partial(status: str, tmp_path: Path) -> None:
    document = Document(Article.of("Bo won in Holm."), "bo", status, [Held(BO)])
    (found,) = docs(tmp_path / "a.spacy", document)
    (doc,) = DocBin().from_disk(tmp_path / "a.spacy").get_docs(Vocab())
    assert {token.ent_iob for token in doc if token.i} == ({2} if status == "finished" else {0})
    layer = found.layers["bo"]
    assert (layer.spans, layer.unfinished, layer.skipped) == ([BO], status in ("open", "returned"), status == "skipped")


def test_an_article_with_article_labels_alone_says_nothing_of_entities(tmp_path: Path) -> None:
    docs(tmp_path / "a.spacy", Document(Article.of("Bo won."), "bo", "finished", cats={"SPORT": False}))
    (doc,) = DocBin().from_disk(tmp_path / "a.spacy").get_docs(Vocab())
    assert {token.ent_iob for token in doc} == {0}


@pytest.mark.parametrize(
    ("ents", "default", "groups", "cats", "layer"),
    [
        (True, "outside", [], {}, IncomingLayer((BO,))),
        (True, "missing", [], {}, IncomingLayer((BO,), unfinished=True)),
        (False, "outside", [], {}, IncomingLayer()),
        (False, "missing", [], {}, None),
        (False, "missing", ["sc"], {}, IncomingLayer((BO,))),
        (False, "missing", ["incorrect_spans"], {}, IncomingLayer(rejected=(BO,), unfinished=True)),
        (False, "missing", [], {"SPORT": 0.0}, IncomingLayer(cats={"SPORT": False})),
    ],
)
def test_docbin(  # noqa: PLR0917 - a case
    ents: bool,
    default: str,
    groups: list[str],
    cats: dict[str, float],
    layer: IncomingLayer | None,
    tmp_path: Path,
) -> None:
    doc = spacy.blank("en")("Bo won.")
    doc.set_ents([doc.char_span(0, 2, "PER")] if ents else [], default=default)
    for group in groups:
        doc.spans[group] = [doc.char_span(0, 2, "PER")]
    doc.cats = cats
    DocBin(docs=[doc]).to_disk(tmp_path / "a.spacy")
    (found,) = docbin.read(tmp_path / "a.spacy", ReadOptions())
    assert isinstance(found, Incoming)
    assert (only(found, of="") if found.layers else None) == layer
