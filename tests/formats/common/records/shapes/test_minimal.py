"""Label Studio's minimal JSON: which of the texts of a record are choices, which are data, which were typed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.document import Incoming
from annotator.formats import jsonl
from annotator.formats.base import Notice, ReadOptions, SetAside
from annotator.formats.common.records.taxonomy import TOLD

SPANS = [{"start": 0, "end": 3, "text": "Ada", "labels": ["PER"]}]
WHO = {"annotator": 1, "annotation_id": 4, "created_at": "2026-01-02T03:04:05Z", "lead_time": 2.5}


def read(tmp_path: Path, record: dict[str, Any]) -> tuple[list[str], dict[str, Any], dict[str, int], list[str]]:
    """The article labels, what is kept in `meta`, what was set aside, and the sentences."""
    path = tmp_path / "min.json"
    path.write_text(json.dumps([record]), encoding="utf-8")
    found = list(jsonl.read(path, ReadOptions()))
    (one,) = [each for each in found if isinstance(each, Incoming)]
    (layer,) = one.layers.values()
    assert [(span.start, span.end) for span in layer.spans] == [(0, 3)]
    aside = {each.name: each.count for each in found if isinstance(each, SetAside)}
    return list(layer.cats), dict(one.article.meta), aside, [each.text for each in found if isinstance(each, Notice)]


@pytest.mark.parametrize("control", ["topic", "is it news?", "label2"])
def test_one_choice_is_a_label_of_the_article(control: str, tmp_path: Path) -> None:
    record = {"text": "Ada won.", "desk": "Sport", "id": 1, "names": SPANS, control: "Local news", **WHO}
    cats, meta, aside, said = read(tmp_path, record)
    assert (cats, aside) == (["Local news"], {})
    assert meta["desk"] == "Sport"
    assert any(f'"{control}" was taken for a choice' in sentence for sentence in said)


@pytest.mark.parametrize("typed", ["It is\nlong.", "word " * 40, [{"rating": 4}], ["a", "b"], [{"taxonomy": [[1]]}]])
def test_what_a_control_says_otherwise_is_kept_and_counted(typed: Any, tmp_path: Path) -> None:
    cats, meta, aside, _ = read(tmp_path, {"text": "Ada won.", "id": 1, "names": SPANS, "note": typed, **WHO})
    assert (cats, meta["note"], aside) == ([], typed, {'values of "note"': 1})


def test_what_was_chosen_in_a_taxonomy_is_a_label_by_the_way_to_it(tmp_path: Path) -> None:
    chosen = {"taxonomy": [["Sport", "Football"], ["News"]]}
    for value in (chosen, [chosen]):
        for record in ({"text": "Ada won.", "id": 1, "names": SPANS, "topic": value, **WHO},
                       {**WHO, "id": 1, "text": "Ada won.", "topic": value, "names": SPANS}):  # fmt: skip
            cats, meta, aside, said = read(tmp_path, record)
            assert (cats, aside) == (["Sport/Football", "News"], {})
            assert "topic" not in meta
            assert TOLD in said


def test_in_another_order_what_may_be_a_choice_is_counted(tmp_path: Path) -> None:
    record = {**WHO, "id": 1, "body": "Ada won in the last minute.", "names": SPANS, "topic": "Sport", "desk": "North"}
    cats, meta, aside, _ = read(tmp_path, record)
    assert (cats, aside) == ([], {'values of "topic"': 1, 'values of "desk"': 1})
    assert (meta["topic"], meta["desk"]) == ("Sport", "North")
