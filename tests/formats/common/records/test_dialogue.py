"""Dialogues are texts of one turn a line, lists of articles are not; what stands beside articles is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from support.reading import articles, put

from annotator.formats import jsonl
from annotator.formats.base import ReadOptions, SetAside

SAID = ["Hello Bo.", "Hello Ada."]


@pytest.mark.parametrize(
    ("by", "said"), [("role", "content"), ("from", "value"), ("author", "text"), ("speaker", "utterance")]
)
@pytest.mark.parametrize("key", ["messages", "dialogue", "conversations", "turns"])
def test_turns_with_speakers_are_one_text(key: str, by: str, said: str, tmp_path: Path) -> None:
    record = {key: [{by: who, said: words} for who, words in zip("ab", SAID, strict=True)], "id": 3}
    for name, text in (("a.jsonl", json.dumps(record)), ("b.json", json.dumps([record]))):
        (one,) = articles(jsonl.read(put(tmp_path, name, text), ReadOptions()))
        assert one.article.text == "a: Hello Bo.\nb: Hello Ada."
        assert one.article.meta == {key: record[key], "id": 3}


@pytest.mark.parametrize("more", [{"title": "A", "date": "2026"}, {"id": 1, "type": "message"}])
def test_articles_with_authors_are_no_turns(more: dict[str, Any], tmp_path: Path) -> None:
    whole = {"license": "CC BY", "version": 1, "messages": [{"author": "Ada", "text": words, **more} for words in SAID]}
    found = list(jsonl.read(put(tmp_path, "a.json", json.dumps(whole)), ReadOptions()))
    assert [one.article.text for one in articles(iter(found))] == SAID
    assert [str(one) for one in found if isinstance(one, SetAside)] == [
        "values beside the records (license) 1: left out."
    ]


def test_a_region_of_the_minimal_export_has_its_place_in_the_text(tmp_path: Path) -> None:
    region = {"start": "1", "end": "1", "startOffset": 6, "endOffset": 9, "text": "Ada", "paragraphlabels": ["PER"]}
    turns = [{"author": who, "text": words} for who, words in zip("ab", SAID, strict=True)]
    record = {"dialogue": turns, "id": 1, "label": [region], "annotator": 1, "annotation_id": 2}
    (one,) = articles(jsonl.read(put(tmp_path, "a.json", json.dumps([record])), ReadOptions()))
    assert [span.quote(one.article.text) for span in one.layers["user-1"].spans] == ["Ada"]


def test_a_rating_alone_makes_no_layer(tmp_path: Path) -> None:
    record = {"text": SAID[0], "id": 1, "rating": 4, "annotator": 1, "annotation_id": 2}
    (one,) = articles(jsonl.read(put(tmp_path, "a.json", json.dumps([record])), ReadOptions()))
    assert (dict(one.layers), one.article.meta["rating"]) == ({}, 4)
