"""Records of other tools: what each says comes in as what it is there, or is counted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from support.reading import articles, put

from annotator.errors import InputError
from annotator.formats import jsonl, label_studio
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
