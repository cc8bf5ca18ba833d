"""What looks like spans or labels, in further ways, is read or told and never passed over."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from support.reading import articles, put

from annotator.errors import InputError
from annotator.formats import csv, jsonl, label_studio, text
from annotator.formats.base import Notice, Read, ReadOptions, SetAside
from annotator.formats.common.detect import detect

TEXT = "Ada Brook met Lin Ode."


def read(folder: Path, record: dict[str, Any], **options: Any) -> list[Read]:
    return list(jsonl.read(put(folder, "a.jsonl", json.dumps({"text": TEXT, **record})), ReadOptions(**options)))


def names(found: list[Read]) -> list[str]:
    return [one.name for one in found if isinstance(one, SetAside)]


@pytest.mark.parametrize(
    "value", [{"PER": [[0, 9]], "ORG": [[14, 21]]}, [[{"start": 0, "end": 9, "tag": "PER"}]], [[[0, 9, "PER"]]]]
)
def test_places_by_label_and_lists_in_lists_are_told(value: Any, tmp_path: Path) -> None:
    assert names(read(tmp_path, {"found": value})) == ['entries under "found"']


def test_places_by_label_are_read_where_they_are_named(tmp_path: Path) -> None:
    (one,) = articles(iter(read(tmp_path, {"found": {"PER": [[0, 9], [14, 21]]}}, spans_key="found")))
    assert [span.label for span in one.layers[""].spans] == ["PER", "PER"]


@pytest.mark.parametrize("value", [0, False, 0.0])
def test_what_is_said_of_a_span_is_kept_though_it_is_nothing_or_false(value: Any, tmp_path: Path) -> None:
    (one,) = articles(iter(read(tmp_path, {"spans": [{"start": 0, "end": 9, "label": "PER", "correct": value}]})))
    assert [claim["value"] for claim in one.article.meta["attributes"]] == [value]


def test_labels_of_which_nothing_is_said_are_none(tmp_path: Path) -> None:
    (one,) = articles(iter(read(tmp_path, {"cats": {"A": None, "B": 1}, "label": " "})))
    assert one.layers[""].cats == {"B": True}


def test_places_from_one_to_the_last_character_are_recognised(tmp_path: Path) -> None:
    spans = [{"start": 1, "end": 9, "label": "PER", "text": "Ada Brook"}]
    found = read(tmp_path, {"spans": spans})
    assert [span.start for one in articles(iter(found)) for span in one.layers[""].spans] == [0]
    assert any("from 1, to the last" in one.text for one in found if isinstance(one, Notice))


def test_types_that_a_model_was_asked_for_are_no_labels(tmp_path: Path) -> None:
    record = {"tokenized_text": ["Ada", "met"], "ner": [[0, 0, "PER"]], "label": ["PER", "LOC"], "negative": ["X"]}
    (one,) = articles(jsonl.read(put(tmp_path, "a.jsonl", json.dumps(record)), ReadOptions()))
    assert (one.layers[""].cats, one.article.meta) == ({}, {})


def test_a_table_of_markdown_is_markdown(tmp_path: Path) -> None:
    table = b"| text | label |\n|---|:---:|\n| Ada sang | PER |\n"
    assert detect(tmp_path / "a.md", table) == "markdown"
    assert detect(tmp_path / "a.csv", b"text|label\nAda|PER\n") == "csv"


def test_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    (found,) = csv.read(put(tmp_path, "a.csv", "text,label,label\nAda sang,A,B\n"), ReadOptions())
    assert isinstance(found, InputError)
    assert "'label'" in found.reason


def test_labels_of_fasttext_are_taken_or_told(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", "__label__sport __label__news Ada sang.\n__label__news Bo ran.\nCy slept.\n")
    found = articles(text.read(path, ReadOptions(lines=True)))
    assert [one.article.text for one in found] == ["Ada sang.", "Bo ran.", "Cy slept."]
    assert [[*layer.cats] for one in found for layer in one.layers.values()] == [["sport", "news"], ["news"]]
    assert any("fastText" in one.text for one in text.read(path, ReadOptions()) if isinstance(one, Notice))


def test_tags_behind_words_are_told(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", "Ada/B-PER sang/O in Oslo/B-LOC .\n")
    assert any("Ada/B-PER" in one.text for one in text.read(path, ReadOptions()) if isinstance(one, Notice))
    assert not [
        one
        for one in text.read(put(tmp_path, "b.txt", "1/2, and/or A/B-tests.\n"), ReadOptions())
        if isinstance(one, Notice)
    ]


def test_results_about_a_picture_do_not_choose_the_text(tmp_path: Path) -> None:
    result = {"type": "rectanglelabels", "to_name": "image", "value": {"x": 1, "rectanglelabels": ["Car"]}}
    task = {"data": {"text": TEXT, "image": "x.png"}, "annotations": [{"completed_by": 1, "result": [result]}]}
    (one,) = articles(label_studio.read(put(tmp_path, "a.json", json.dumps([task])), ReadOptions()))
    assert (one.article.text, dict(one.layers)) == (TEXT, {})
    assert one.article.meta["answers"][0]["type"] == "rectanglelabels"


VERDICTS = [{"answer": "reject"}, {"status": "rejected"}, {"correct": False}, {"accepted": False}]


@pytest.mark.parametrize("verdict", VERDICTS)
def test_a_span_that_calls_itself_wrong_is_refused(verdict: dict[str, Any], tmp_path: Path) -> None:
    wrong = {"start": 0, "end": 9, "label": "PER", **verdict}
    right = {"start": 14, "end": 21, "label": "PER", "answer": "accept", "status": "approved", "correct": True}
    found = read(tmp_path, {"spans": [wrong, right], "_annotator_id": "ana"})
    (one,) = articles(iter(found))
    layer = one.layers["ana"]
    assert ([span.start for span in layer.spans], [span.start for span in layer.rejected]) == ([14], [0])
    assert any("taken as refused" in said.text for said in found if isinstance(said, Notice))


@pytest.mark.parametrize(("name", "cell"), [("accepted", "FALSE"), ("is_correct", "0"), ("Correct", "no")])
def test_a_row_whose_span_is_called_wrong_is_refused(name: str, cell: str, tmp_path: Path) -> None:
    rows = f"text,start,end,label,{name}\n{TEXT},0,9,PER,{cell}\n{TEXT},14,21,PER,true\n"
    found = list(csv.read(put(tmp_path, "a.csv", rows), ReadOptions()))
    (one,) = articles(iter(found))
    assert ([span.start for span in one.layers[""].spans], [span.start for span in one.layers[""].rejected]) == (
        [14],
        [0],
    )
    assert any("taken as refused" in name for name in names(found))


def test_answers_in_words_are_no_labels_in_tables_either(tmp_path: Path) -> None:
    rows = "text,label\nAda sang a song.,She sang beautifully last night in Oslo.\nBo ran.,He ran to the harbour.\n"
    found = list(csv.read(put(tmp_path, "a.csv", rows), ReadOptions()))
    assert [one.article.meta["answers"] for one in articles(iter(found))] == [
        ["She sang beautifully last night in Oslo."], ["He ran to the harbour."],
    ]  # fmt: skip
    assert not any(one.layers for one in articles(iter(found)))
    assert names(found) == ["written answers"]
