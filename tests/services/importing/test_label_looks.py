"""The labels of a doccano project beside its examples: their names, keys and colours are taken, and that is said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.blank import blank

from annotator.domain.article import article_key
from annotator.services.importing.add import AddOptions, AddReport, add
from annotator.storage.store import Store

TEXT = "Ada met Bo."
CONFIG = [
    {
        "id": 7,
        "text": "PER",
        "prefix_key": None,
        "suffix_key": "x",
        "background_color": "#FF8800",
        "text_color": "#fff",
    },
    {"id": 9, "text": "QUAY", "prefix_key": "ctrl", "suffix_key": "x", "background_color": "red"},
    {"id": 11, "text": "SHIP", "prefix_key": None, "suffix_key": None, "background_color": "#00ff00"},
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with blank(tmp_path / "news.db") as opened:
        yield opened


def put(store: Store, folder: Path, record: dict[str, Any], config: Any = CONFIG, whole: bool = False) -> AddReport:
    (folder / "in").mkdir()
    path = folder / "in" / "admin.jsonl"
    path.write_text(json.dumps({"text": TEXT, **record}) + "\n", encoding="utf-8")
    (folder / "in" / "label_config.json").write_text(json.dumps(config), encoding="utf-8")
    return add(store, [str(path.parent if whole else path)], AddOptions(as_name="cy"))


@pytest.mark.parametrize("whole", [False, True])
def test_keys_and_colours_of_new_labels_are_those_of_the_project(whole: bool, store: Store, tmp_path: Path) -> None:
    report = put(store, tmp_path, {"label": [[0, 3, "PER"], [8, 10, "QUAY"]], "Comments": []}, whole=whole)
    looks = {label.name: (label.key, label.colour) for label in store.scheme().labels if label.name in report.labels}
    assert looks["PER"] == ("X", "#ff8800")
    assert looks["QUAY"][0] not in ("", "X")
    assert looks["QUAY"][1] != "red"
    assert not report.refused
    assert sum("Keys and colours of its labels were taken from label_config.json" in one for one in report.notices) == 1
    assert "Labels that no article has were not made: 'SHIP'." in report.notices


def test_labels_that_are_there_keep_their_looks(store: Store, tmp_path: Path) -> None:
    label = store.scheme().active()[0]
    config = [{"id": 1, "text": label.name, "suffix_key": "q", "background_color": "#112233"}]
    put(store, tmp_path, {"label": [[0, 3, label.name]], "Comments": []}, config)
    assert store.scheme().active()[0] == label


@pytest.mark.parametrize(
    "record",
    [
        {"annotations": [{"label": 7, "start_offset": 0, "end_offset": 3, "user": 1}]},
        {"entities": [{"start": 0, "end": 3, "label": 7}]},
    ],
)
def test_numbers_of_labels_have_their_names(record: dict[str, Any], store: Store, tmp_path: Path) -> None:
    report = put(store, tmp_path, record)
    assert report.labels == ["PER"]
    assert not any("numbers, not names" in one for one in report.notices)


@pytest.mark.parametrize("config", [[], {}, [{"text": "PER"}], "x", [1], [*CONFIG, {"text": 3}]])
def test_what_is_no_list_of_labels_says_nothing(config: Any, store: Store, tmp_path: Path) -> None:
    report = put(store, tmp_path, {"label": [[0, 3, "PER"]], "Comments": []}, config)
    assert not report.refused
    assert not any("label_config" in one for one in report.notices)
    assert store.layer(article_key(TEXT), "cy").layer.spans
