"""Columns of labels of the article: taken when they are named, taken apart where they are joined, told otherwise."""

from __future__ import annotations

import io
import json
import shlex
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from support.reading import articles, put

from annotator.cli._main import annotator
from annotator.errors import InputError
from annotator.formats import csv, doccano, jsonl, parquet, prodigy
from annotator.formats.base import Notice, Read, ReadOptions, SetAside

TEXTS = ("Ada sang in Oslo.", "Bo ran in Rome.", "Cy ran off.")


def of_table(folder: Path, name: str, cells: list[str], rows: list[str] | None = None, **options: Any) -> list[Read]:
    lines = [f"text;{name}", *(f"{text};{cell}" for text, cell in zip(rows or TEXTS, cells, strict=False))]
    return list(csv.read(put(folder, "a.csv", "\n".join(lines) + "\n"), ReadOptions(**options)))


def of_records(format_: Any, folder: Path, records: list[dict[str, Any]], **options: Any) -> list[Read]:
    records = [{"text": text, **record} for text, record in zip(TEXTS, records, strict=False)]
    if format_ is parquet:
        out = io.BytesIO()
        pq.write_table(pa.Table.from_pylist(records), out)
        return list(parquet.read(put(folder, "a.parquet", out.getvalue()), ReadOptions(**options)))
    return list(format_.read(put(folder, "a.jsonl", "\n".join(map(json.dumps, records))), ReadOptions(**options)))


def cats(found: list[Read]) -> list[dict[str, bool]]:
    return [dict(layer.cats) for one in articles(iter(found)) for layer in one.layers.values()]


def said(found: list[Read]) -> str:
    return " ".join([str(one) for one in found if isinstance(one, SetAside)] + [
        one.text for one in found if isinstance(one, Notice)
    ])  # fmt: skip


@pytest.mark.parametrize(
    "name", ["category", "Category", "news_category", "section", "topics", "Ressort", "rubrique", "类别"]
)
def test_a_column_that_is_called_as_labels_are_is_told_and_taken_when_it_is_named(name: str, tmp_path: Path) -> None:
    found = of_table(tmp_path, name, ["sport", "news", "sport"])
    assert cats(found) == []
    assert f'values of "{name}" 3: kept in meta' in said(found)
    assert f"`--cats {shlex.quote(name)}` takes" in said(found)
    taken = of_table(tmp_path, name, ["sport", "news", ""], cats_keys=[name])
    assert cats(taken) == [{"sport": True}, {"news": True}]
    assert said(taken) == ""
    assert all(name not in one.article.meta for one in articles(iter(taken)))


@pytest.mark.parametrize("format_", [jsonl, doccano, prodigy, parquet])
def test_records_of_all_formats_are_asked_for_the_keys_that_are_named(format_: Any, tmp_path: Path) -> None:
    found = of_records(format_, tmp_path, [{"section": "A"}, {"section": "B|C"}], cats_keys=["section"])
    assert cats(found) == [{"A": True}, {"B": True, "C": True}]


def test_a_key_may_lie_within_another_one(tmp_path: Path) -> None:
    found = of_records(jsonl, tmp_path, [{"meta": {"topic": ["A", "B"], "x": 1}}], cats_keys=["meta.topic"])
    assert cats(found) == [{"A": True, "B": True}]
    assert articles(iter(found))[0].article.meta == {"x": 1}


@pytest.mark.parametrize(
    ("on", "off"), [("1", "0"), ("True", "False"), ("1.0", "0.0"), ("WAHR", "FALSCH"), ("yes", "no")]
)
def test_columns_of_one_label_each_say_whether_it_holds(on: str, off: str, tmp_path: Path) -> None:
    cells = [f"{on};{off}", f"{off};{off}"]
    found = of_table(tmp_path, "toxic;insult", cells)
    assert 'values of "toxic" and 1 further column 4' in said(found)
    assert "--cats toxic --cats insult" in said(found)
    for keys in (["toxic", "insult"], ["toxic, insult"]):
        taken = of_table(tmp_path, "toxic;insult", cells, cats_keys=keys)
        assert cats(taken) == [{"toxic": True, "insult": False}, {"toxic": False, "insult": False}]


def test_a_column_that_names_nothing_is_told(tmp_path: Path) -> None:
    assert "`--cats toxc` names nothing" in said(of_table(tmp_path, "toxic", ["1", "0"], cats_keys=["toxc"]))


@pytest.mark.parametrize("name", ["author", "source", "date", "id", "split", "language", "license"])
def test_what_repeats_itself_and_is_no_label_is_not_told(name: str, tmp_path: Path) -> None:
    rows = [f"Ada sang {number} songs." for number in range(20)]
    assert said(of_table(tmp_path, name, ["a", "b"] * 10, rows)) == ""


def test_few_words_again_and_again_look_like_labels(tmp_path: Path) -> None:
    rows = [f"Ada sang {number} songs." for number in range(20)]
    assert "--cats kind" in said(of_table(tmp_path, "kind", ["a", "b"] * 10, rows))
    assert said(of_table(tmp_path, "kind", [f"a{number}" for number in range(20)], rows)) == ""
    assert said(of_table(tmp_path, "kind", ["2024", "2025"] * 10, rows)) == ""


@pytest.mark.parametrize(
    ("cells", "labels", "sentence"),
    [
        (["A|B", "B", "A"], [["A", "B"], ["B"], ["A"]], 'joined by "|"'),
        (["A | B", "C"], [["A", "B"], ["C"]], 'joined by "|"'),
        (["A, B", "B", "A"], [["A", "B"], ["B"], ["A"]], 'joined by ","'),
        (["Arts, Culture", "Weather"], [["Arts, Culture"], ["Weather"]], "`--set split=,` takes them apart"),
        (["[A", "B"], [["[A"], ["B"]], ""),
        (["A/B", "B"], [["A/B"], ["B"]], ""),
    ],
)
def test_labels_that_are_joined_are_taken_apart(
    cells: list[str], labels: list[list[str]], sentence: str, tmp_path: Path
) -> None:
    found = of_table(tmp_path, "label", cells)
    if cells[0] == "[A":
        assert isinstance(found[0], InputError)
        return
    assert [list(one) for one in cats(found)] == labels
    assert sentence in said(found)
    kept = of_table(tmp_path, "label", cells, settings={"split": "none"})
    assert [list(one) for one in cats(kept)] == [[cell] for cell in cells]
    assert said(kept) == ""


def test_what_joins_labels_may_be_said(tmp_path: Path) -> None:
    found = of_table(tmp_path, "label", ["Arts / Culture", "Weather"], settings={"split": "/"})
    assert cats(found) == [{"Arts": True, "Culture": True}, {"Weather": True}]


@pytest.mark.parametrize("cell", ["['A', 'B']", "['A' 'B']", '"[""A"", ""B""]"'])
@pytest.mark.parametrize("name", ["label", "labels"])
def test_a_cell_may_be_a_list_of_labels(name: str, cell: str, tmp_path: Path) -> None:
    assert cats(of_table(tmp_path, name, [cell, "[]"])) == [{"A": True, "B": True}, {}]


@pytest.mark.parametrize("tags", ["B-PER O O O", "B-PER,O,O,O", "['B-PER', 'O', 'O', 'O']", "['B-PER' 'O' 'O' 'O']"])
@pytest.mark.parametrize("name", ["labels", "Tag", "word_labels"])
def test_tags_of_the_words_of_a_text_are_spans(name: str, tags: str, tmp_path: Path) -> None:
    (first, second, third, *_) = of_table(tmp_path, name, [tags, "O O O O", "O O"])
    assert [span.label for one in articles(iter([first])) for span in one.layers[""].spans] == ["PER"]
    assert [one.layers[""].spans for one in articles(iter([second]))] == [[]]
    assert isinstance(third, InputError)
    assert third.reason.startswith("It has 2 tags")


def test_a_label_that_looks_like_a_tag_is_a_label(tmp_path: Path) -> None:
    assert cats(of_table(tmp_path, "label", ["S-Bahn", "U-Bahn", "S-Bahn"])) == [
        {"S-Bahn": True}, {"U-Bahn": True}, {"S-Bahn": True},
    ]  # fmt: skip


@pytest.mark.parametrize("tags", ["['B-PER', 'O']", "['B-PER' 'O']", '"[""B-PER"", ""O""]"'])
def test_a_table_may_have_a_list_of_words_in_each_row(tags: str, tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", f"id;tokens;ner_tags\n1;['Ada' 'sang'];{tags}\n")
    (one,) = articles(csv.read(path, ReadOptions()))
    assert (one.article.text, [span.label for span in one.layers[""].spans]) == ("Ada sang", ["PER"])


@pytest.mark.parametrize("key", ["label", "labels", "cats"])
def test_labels_with_scores_are_labels_of_the_article(key: str, tmp_path: Path) -> None:
    scored = [{"label": "A", "score": 0.9}, {"label": "B", "score": 0.1}]
    assert cats(of_records(jsonl, tmp_path, [{key: scored}])) == [{"A": True, "B": False}]
    assert cats(of_records(jsonl, tmp_path, [{key: scored[0]}])) == [{"A": True}]


def test_labels_with_scores_elsewhere_are_told(tmp_path: Path) -> None:
    found = of_records(jsonl, tmp_path, [{"predictions": [{"label": "A", "score": 0.9}]}])
    assert 'labels of the article with scores under "predictions" 1' in said(found)


def test_a_table_of_spans_has_labels_of_the_article_too(tmp_path: Path) -> None:
    rows = "text;start;end;label;category\nAda sang.;0;3;PER;sport\nAda sang.;4;8;V;sport\n"
    path = put(tmp_path, "a.csv", rows)
    assert "--cats category" in said(list(csv.read(path, ReadOptions())))
    (one,) = articles(csv.read(path, ReadOptions(cats_keys=["category"])))
    assert ([span.label for span in one.layers[""].spans], one.layers[""].cats) == (["PER", "V"], {"sport": True})
    assert one.article.meta == {}


def test_what_has_no_columns_is_not_asked_for_any(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", TEXTS[0])
    done = CliRunner().invoke(annotator, ["-p", str(tmp_path / "p.db"), "add", str(path), "--cats", "category"])
    assert "none of this is" in done.output
    assert done.exit_code != 0


@pytest.mark.parametrize(
    "value",
    [
        {"topic": "A", "tone": "B"}, [{"name": "A"}, {"name": "B"}], [{"id": 1, "label": "A"}, {"id": 2, "label": "B"}],
        [{"label": "A", "confidence": 0.9}, {"label": "B", "confidence": 0.8}],
    ],
)  # fmt: skip
def test_labels_that_are_objects_or_stand_by_group_are_labels(value: Any, tmp_path: Path) -> None:
    assert cats(of_records(jsonl, tmp_path, [{"labels": value}])) == [{"A": True, "B": True}]


@pytest.mark.parametrize("name", ["is_spam", "has_names", "target"])
def test_a_column_that_asks_of_one_label_is_told(name: str, tmp_path: Path) -> None:
    found = of_table(tmp_path, name, ["1", "0"])
    assert f'values of "{name}" 2' in said(found)
    assert said(of_table(tmp_path, "edited", ["1", "0"])) == ""


def test_numbers_in_a_table_have_the_names_of_its_card(tmp_path: Path) -> None:
    names = "\n".join(f"          '{number}': {name}" for number, name in enumerate(("sad", "glad")))
    feature = f"  - name: label\n    dtype:\n      class_label:\n        names:\n{names}"
    put(tmp_path, "README.md", f"---\ndataset_info:\n  features:\n{feature}\n---\n")
    assert cats(of_table(tmp_path, "label", ["1", "0", "7"])) == [{"glad": True}, {"sad": True}, {"7": True}]


def test_the_column_of_texts_may_be_named_beside_that_of_labels(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", "Class Index,Title,Description\n3,Ada sings,She sang in Oslo.\n")
    (one,) = articles(csv.read(path, ReadOptions(text_key="Description", cats_keys=["Class Index"])))
    assert (one.article.text, one.layers[""].cats) == ("She sang in Oslo.", {"3": True})
