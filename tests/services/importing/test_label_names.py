"""Labels as they are seen: what is around them is no part of them, and claims about spans follow their names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.blank import blank

from annotator.domain.article import article_key
from annotator.domain.claims.values import Relation
from annotator.domain.span import Span
from annotator.services.importing.add import AddOptions, AddReport, add
from annotator.services.importing.label_mapping import clean
from annotator.storage.store import Store

TEXT = "Ada met Bo."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with blank(tmp_path / "news.db") as opened:
        yield opened


def put(store: Store, folder: Path, name: str, text: str, **options: Any) -> AddReport:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return add(store, [str(path)], AddOptions(as_name="cy", **options))


def record(*labels: str, **more: Any) -> str:
    places = [(0, 3), (8, 10)]
    spans = [
        {"id": nth, "start": s, "end": e, "label": label}
        for nth, ((s, e), label) in enumerate(zip(places, labels, strict=False))
    ]
    return json.dumps({"text": TEXT, "entities": spans, **more}) + "\n"


def labels(store: Store) -> list[str]:
    return [span.label for span in store.layer(article_key(TEXT), "cy").layer.spans]


ODD = [" PER", "PER ", "PER\n", "\ufeffPER", "P\u200bER", "PER\u00a0", "\tPER", "PE\u00adR", "PER\u202e", "\x07PER"]


@pytest.mark.parametrize("odd", ODD)
def test_what_cannot_be_seen_of_a_label_is_no_part_of_it(odd: str, store: Store, tmp_path: Path) -> None:
    report = put(store, tmp_path, "a.jsonl", record(odd, "PER", cats={" NEWS\n": 1}))
    assert labels(store) == ["PER", "PER"]
    assert dict(store.layer(article_key(TEXT), "cy").layer.cats) == {"NEWS": True}
    assert any(f"{odd!a} as 'PER'" in one for one in report.notices)
    assert sorted(report.labels) == ["NEWS", "PER"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", f"text,start,end,label\n{TEXT},0,3, PER\n{TEXT},8,10,PER\n"),
        ("a.json", json.dumps([{"data": {"text": TEXT}, "annotations": [{"result": [
            {"id": str(at), "type": "labels", "value": {"start": at, "end": end, "labels": [label]}}
            for at, end, label in ((0, 3, "PER "), (8, 10, "PER"))
        ]}]}])),
    ],
)  # fmt: skip
def test_labels_are_cleaned_in_one_place_for_all_formats(name: str, text: str, store: Store, tmp_path: Path) -> None:
    put(store, tmp_path, name, text)
    assert labels(store) == ["PER", "PER"]


def test_a_label_that_the_scheme_has_stays_as_it_is(store: Store, tmp_path: Path) -> None:
    put(store, tmp_path, "a.jsonl", record("Tag der Arbeit", "ORTE\u0301"))
    assert labels(store) == ["Tag der Arbeit", "ORT\u00c9"]
    put(store, tmp_path, "b.jsonl", record("Tag der  Arbeit", "ORTE\u0301"))
    assert labels(store) == ["Tag der Arbeit", "ORT\u00c9"]


def test_labels_that_differ_in_capitals_are_told(store: Store, tmp_path: Path) -> None:
    said = "'PER' and 'Per' differ in capitals alone"
    report = put(store, tmp_path, "a.jsonl", record("PER", "Per"))
    assert sum(said in one for one in report.notices) == 1
    assert not any("capitals" in one for one in put(store, tmp_path, "b.jsonl", record("PER", "Per")).notices)
    assert not any("capitals" in one for one in put(store, tmp_path, "c.jsonl", record("LOC", "Per")).notices)


@pytest.mark.parametrize(("odd", "options"), [("PER ", {}), ("PERSON", {"map": {"PERSON": "PER"}})])
def test_claims_about_spans_have_the_labels_that_those_have_here(
    odd: str, options: dict[str, Any], store: Store, tmp_path: Path
) -> None:
    relation = {"from_id": 0, "to_id": 1, "type": "MET"}
    text = record(odd, odd, relations=[relation], _annotator_id="ana")
    put(store, tmp_path, "a.jsonl", text, renames={"ana": "cy"}, **options)
    assert "relations" not in store.article(article_key(TEXT)).meta
    (claim,) = store.layer(article_key(TEXT), "cy").layer.claims
    assert claim == Relation(Span(0, 3, "PER"), "MET", Span(8, 10, "PER"))


@given(st.text(min_size=1))
def test_cleaning_changes_nothing_more_the_second_time_and_leaves_a_label(name: str) -> None:
    assert clean(clean(name)) == clean(name)
    assert clean(name)


def test_signs_that_join_letters_stay() -> None:
    assert clean("\u0645\u06cc\u200c\u062e\u0648\u0631\u062f") == "\u0645\u06cc\u200c\u062e\u0648\u0631\u062f"


def test_labels_that_were_read_in_a_wrong_encoding_are_counted_and_told(store: Store, tmp_path: Path) -> None:
    report = put(store, tmp_path, "a.jsonl", record("SociÃ©tÃ©", "Société", cats={"Mï¿½nchen": 1, "M\ufffdn": 1}))
    (said,) = [one for one in report.notices if "wrong encoding" in one]
    assert said.startswith("3 labels were read in a wrong encoding where the file was made: 'SociÃ©tÃ©' ('Société'?), ")
    assert labels(store) == ["SociÃ©tÃ©", "Société"]
    assert not [one for one in put(store, tmp_path, "a.jsonl", record("SociÃ©tÃ©")).notices if "wrong encoding" in one]
