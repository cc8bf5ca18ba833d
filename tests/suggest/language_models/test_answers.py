"""Answers of language models are read wherever their JSON stands, and what is no list of spans is said."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.language_models.answers import Unreadable, read, schema_for
from annotator.suggest.language_models.quotes import Quoted

SPANS = {"spans": [{"quote": "Ana", "label": "PERSON", "occurrence": 2}]}
JSON = json.dumps(SPANS)


@pytest.mark.parametrize(
    "answer",
    [
        JSON,
        f"```json\n{JSON}\n```",
        f"Sure! [I think] {{this}} is it:\n{JSON}\nAnything else?",
        json.dumps(SPANS["spans"]),
    ],
)
def test_json_is_found_in_words(answer: str) -> None:
    assert read(answer) == ([Quoted("Ana", "PERSON", 2)], 0)


def test_an_occurrence_may_be_left_out_and_nonsense_is_counted() -> None:
    spans = [{"quote": "A", "label": " B "}, {"quote": "A", "label": "B", "occurrence": "first"}, {"quote": ""}, 3]
    assert read(json.dumps({"spans": spans})) == ([Quoted("A", "B"), Quoted("A", "B")], 2)
    assert read('{"spans": []}') == ([], 0)


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ("", "nothing"),
        ("I cannot help with that.", "“I cannot help with that.”"),
        ('{"spans": "none"}', '“{"spans": "none"}”'),
        ('{"spans": [{"quote": "An', '“{"spans": [{"quote": "An”'),
        ("x" * 80, f"“{'x' * 60}…”"),
        ("[" * 100_000, f"“{'[' * 60}…”"),
    ],
)
def test_what_is_no_list_of_spans_is_shown(answer: str, shown: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(answer)
    assert str(refused.value) == shown


@given(st.recursive(st.none() | st.text() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(
    st.sampled_from(["spans", "quote", "label", "occurrence"]), inner)))  # fmt: skip
def test_any_json_is_read_or_refused(found: Any) -> None:
    try:
        quotes, _ = read(json.dumps(found))
    except Unreadable:
        return
    assert all(one.quote.strip() and one.label for one in quotes)


def test_the_schema_names_the_labels() -> None:
    span = schema_for(["A", "B"])["properties"]["spans"]["items"]
    assert span["properties"]["label"]["enum"] == ["A", "B"]
    assert span["required"] == list(span["properties"])
