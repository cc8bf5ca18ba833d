"""A record that is not built as its keys promise is refused by itself; the others of the file are read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.document import Incoming
from annotator.errors import InputError
from annotator.formats import doccano, label_studio, prodigy
from annotator.formats.base import ReadOptions

GOOD = {"text": "Bo won.", "data": {"text": "Bo won."}, "annotations": []}


@pytest.mark.parametrize(
    ("module", "record"),
    [
        (prodigy, {"text": "Bo.", "spans": [], "answer": "accept", "_view_id": ["ner"]}),
        (prodigy, {"text": "Bo.", "versions": [{"sessions": True}]}),
        (doccano, {"text": "Bo.", "Comments": -1}),
        (
            label_studio,
            {"data": {"text": "Bo."}, "annotations": [{"result": [{"type": ["labels"], "value": {"labels": 1}}]}]},
        ),
    ],
)
def test_a_broken_record_costs_itself_alone(module: Any, record: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f"{json.dumps(record)}\n{json.dumps(GOOD)}\n", encoding="utf-8")
    refused, good, *_ = module.read(path, ReadOptions())
    assert isinstance(refused, InputError)
    assert refused.line == 1
    assert isinstance(good, Incoming)
