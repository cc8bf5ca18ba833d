"""Records of other tools: what each says comes in as what it is there, or is counted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from support.reading import articles, put

from annotator.errors import InputError
from annotator.formats import jsonl, label_studio, prodigy
from annotator.formats.base import Notice, ReadOptions

TEXT = "Ada Brook met Lin Ode."


@pytest.mark.parametrize("cats", [["GREET"], "GREET", {"GREET": 1.0}])
def test_labels_of_an_article_stand_in_any_of_the_ways_of_others(cats: Any, tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl", json.dumps({"text": TEXT, "entities": [[0, 9, "PER"]], "cats": cats}))
    (layer,) = articles(jsonl.read(path, ReadOptions()))[0].layers.values()
    assert ([span.label for span in layer.spans], layer.cats) == (["PER"], {"GREET": True})


@pytest.mark.parametrize("cats", [[1], 3, [["GREET", 1.0]]])
def test_labels_of_an_article_that_are_none_are_refused(cats: Any, tmp_path: Path) -> None:
    (found,) = jsonl.read(put(tmp_path, "a.jsonl", json.dumps({"text": TEXT, "cats": cats})), ReadOptions())
    assert isinstance(found, InputError)
    assert "cats" in found.reason


def test_numbers_of_labels_of_an_article_are_told(tmp_path: Path) -> None:
    record = {"id": 1, "text": TEXT, "annotations": [{"label": 2, "user": 1}], "meta": {}}
    found = list(jsonl.read(put(tmp_path, "a.jsonl", json.dumps(record)), ReadOptions()))
    assert articles(iter(found))[0].layers["user-1"].cats == {"2": True}
    assert any("numbers, not names" in one.text for one in found if isinstance(one, Notice))


def test_the_parts_of_a_data_set_are_all_read(tmp_path: Path) -> None:
    parts = {"train": [{"text": TEXT}], "test": [{"text": "Lin left."}, {"text": "Ode left.", "split": "dev"}]}
    found = articles(jsonl.read(put(tmp_path, "a.json", json.dumps(parts)), ReadOptions()))
    assert [(one.article.text, one.article.meta["split"]) for one in found] == [
        (TEXT, "train"), ("Lin left.", "test"), ("Ode left.", "dev"),
    ]  # fmt: skip


def test_comments_on_an_annotation_are_comments(tmp_path: Path) -> None:
    task = {"data": {"text": TEXT}, "annotations": [{"completed_by": 1, "result": [], "comments": [{"text": "Sure?"}]}]}
    (one,) = articles(label_studio.read(put(tmp_path, "a.json", json.dumps([task])), ReadOptions()))
    assert [comment.text for comment in one.layers["user-1"].comments] == ["Sure?"]


def test_fewer_tags_than_words_are_refused(tmp_path: Path) -> None:
    record = {"tokens": ["Ada", "Brook", "left"], "ner_tags": ["B-PER", "I-PER"]}
    (found,) = jsonl.read(put(tmp_path, "a.jsonl", json.dumps(record)), ReadOptions())
    assert isinstance(found, InputError)
    assert found.reason == "It has 2 tags for 3 words."


def test_a_number_with_its_name_beside_it_is_that_label(tmp_path: Path) -> None:
    record = {"text": TEXT, "label": 3, "label_text": "sport"}
    (found,) = articles(jsonl.read(put(tmp_path, "a.jsonl", json.dumps(record)), ReadOptions()))
    assert found.layers[""].cats == {"sport": True}


def test_rows_of_a_server_of_data_sets_have_the_names_of_their_classes(tmp_path: Path) -> None:
    classes = {"names": ["neg", "pos"], "_type": "ClassLabel"}
    tags = {"feature": {"names": ["O", "B-PER"], "_type": "ClassLabel"}, "_type": "Sequence"}
    features = [{"name": "text", "type": {"dtype": "string"}}, {"name": "label", "type": classes}]
    of_tokens = [{"name": "tokens", "type": {"dtype": "string"}}, {"name": "ner_tags", "type": tags}]
    rows = {"features": features, "rows": [{"row_idx": 0, "row": {"text": TEXT, "label": 1}}]}
    (found,) = articles(jsonl.read(put(tmp_path, "a.json", json.dumps(rows)), ReadOptions()))
    assert found.layers[""].cats == {"pos": True}
    rows = {"features": of_tokens, "rows": [{"row": {"tokens": ["Ada", "left"], "ner_tags": [1, 0]}}]}
    (found,) = articles(jsonl.read(put(tmp_path, "b.json", json.dumps(rows)), ReadOptions()))
    assert [span.label for span in found.layers[""].spans] == ["PER"]


def test_words_of_an_answer_are_no_label_and_none_is_no_answer(tmp_path: Path) -> None:
    said = {"topic": ["A"], "why": "Because it says so.", "span": None}
    responses = {
        question: [{"value": value, "user_id": "u", "status": "submitted"}] for question, value in said.items()
    }
    record = {"id": "1", "fields": {"text": TEXT}, "responses": responses}
    (found,) = articles(jsonl.read(put(tmp_path, "a.jsonl", json.dumps(record)), ReadOptions()))
    layer = found.layers["u"]
    assert layer.cats == {"A": True}
    assert [comment.text for comment in layer.comments] == ["why: Because it says so."]


def test_a_label_of_a_configuration_says_how_it_names_numbers(tmp_path: Path) -> None:
    record = [{"id": 2, "text": "PER", "background_color": "#209CEE"}]
    (found,) = jsonl.read(put(tmp_path, "label_config.json", json.dumps(record)), ReadOptions())
    assert "`--map 2=PER`" in str(found)


SPAN = {"start": 0, "end": 9, "label": "PER"}
NESTED = {"entities": [SPAN], "labels": ["SPORT"]}


@pytest.mark.parametrize(
    ("said", "cats"),
    [
        ({"spans": json.dumps([SPAN])}, {}),
        ({"entities": {"PER": [{"indices": [0, 9]}]}}, {}),
        ({"annotations": NESTED}, {"SPORT": True}),
        ({"annotations": {"entities": [[0, 9, "PER"]], "cats": {"SPORT": 0.0}}}, {"SPORT": False}),
        ({"spans": [SPAN], "labels": {"SPORT": 0.9, "NEWS": 0.1}}, {"SPORT": True, "NEWS": False}),
    ],
)
def test_spans_and_labels_in_further_ways(said: Any, cats: Any, tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl", json.dumps({"text": TEXT, **said}))
    (found,) = articles(jsonl.read(path, ReadOptions()))
    assert {*found.layers} == {""}
    layer = found.layers[""]
    assert ([(span.start, span.end, span.label) for span in layer.spans], layer.cats) == ([(0, 9, "PER")], cats)


def test_a_span_by_its_tokens_stands_where_they_do(tmp_path: Path) -> None:
    tokens = [{"text": "Ada", "start": 0, "end": 3, "id": 0}, {"text": "Brook", "start": 4, "end": 9, "id": 1}]
    spans = [{"token_start": 0, "token_end": 1, "label": "PER"}]
    task = {"text": TEXT, "tokens": tokens, "spans": spans, "answer": "accept", "_view_id": "ner_manual"}
    (found,) = articles(prodigy.read(put(tmp_path, "a.jsonl", json.dumps(task)), ReadOptions()))
    assert [(span.start, span.end) for span in found.layers[""].spans] == [(0, 9)]


def test_an_option_whose_id_is_a_number_is_called_what_is_shown_of_it(tmp_path: Path) -> None:
    options = [{"id": 0, "text": "Neg"}, {"id": 1, "text": "Pos"}, {"id": "N", "text": "None of them"}]
    task = {"text": TEXT, "options": options, "accept": [1], "answer": "accept", "_view_id": "choice"}
    (found,) = articles(prodigy.read(put(tmp_path, "a.jsonl", json.dumps(task)), ReadOptions()))
    assert found.layers[""].cats == {"Neg": False, "Pos": True, "N": False}
