"""Tables as spreadsheets and other tools write them."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.formats import read_back, written
from support.samples import sample_documents

from annotator.domain.document import Incoming
from annotator.errors import InputError
from annotator.formats import csv
from annotator.formats.base import Notice, Read, ReadOptions, SetAside
from annotator.formats.common.detect import HEAD, detect
from annotator.formats.common.tables import rows, shape_of

HEADS = [
    ("id,text\n1,a\n", ",", ("id", "text")),
    ("id;Text;LABEL\n1;a;b\n", ";", ("id", "text", "label")),
    ("\ufeffid\ttext\n", "\t", ("id", "text")),
    ("sep=|\nid|text\n", "|", ("id", "text")),
    ("id,headline,body\n", ",", ("id", "title", "body")),
    ("'a,b';text\n", ";", ("'a,b'", "text")),
]


@pytest.mark.parametrize(("head", "delimiter", "names"), HEADS)
def test_the_sign_between_cells_is_the_one_that_makes_a_column_of_texts(
    head: str, delimiter: str, names: tuple[str, ...]
) -> None:
    shape = shape_of(head, ("text", "label"))
    assert shape is not None
    assert (shape.delimiter, shape.names) == (delimiter, names)


@pytest.mark.parametrize("head", ["", "a,b,c\n", "textile,other\n", '"unclosed'])
def test_a_first_row_without_a_column_of_texts_has_no_shape(head: str) -> None:
    assert shape_of(head) is None


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), min_size=1), min_size=1, max_size=5))
def test_a_cell_is_as_it_stood_whatever_is_in_it(texts: list[str]) -> None:
    body = "".join('1;"' + text.replace('"', '""') + '"\n' for text in texts)
    shape = shape_of("id;text\n")
    assert shape is not None
    assert [
        row["text"] for _, row in rows(StringIO("id;text\n" + body, newline=""), shape) if isinstance(row, dict)
    ] == texts


def test_a_row_that_is_none_costs_that_row_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('id,text\n1,one\n2,"bad "quote" here"\n3,three\n4,five,5,6\n5,six\n')
    found = list(csv.read(path, ReadOptions()))
    assert [one.article.text for one in found if isinstance(one, Incoming)] == ["one", "three", "six"]
    assert [one.line for one in found if isinstance(one, InputError)] == [3, 5]


def test_a_first_row_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('text,"la"bel"\none,A\n')
    (refused,) = csv.read(path, ReadOptions())
    assert isinstance(refused, InputError)
    assert refused.line == 1


def test_cells_of_others_are_left_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text,label\n'Tis so,A\n'-5 degrees',B\n=SUM(A1),C\n")
    texts = [one.article.text for one in csv.read(path, ReadOptions()) if isinstance(one, Incoming)]
    assert texts == ["'Tis so", "'-5 degrees'", "=SUM(A1)"]


def test_another_column_that_is_taken_for_the_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,headline,body\n1,Port strike,Ada met Lin.\n")
    notice, one = csv.read(path, ReadOptions())
    assert isinstance(notice, Notice)
    assert "'body'" in notice.text
    assert isinstance(one, Incoming)
    assert (one.article.text, one.article.title) == ("Ada met Lin.", "Port strike")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("backwards", [False, True])
def test_our_own_table_is_read_back_after_a_spreadsheet_saved_it(
    delimiter: str, encoding: str, backwards: bool, tmp_path: Path
) -> None:
    import csv as plain

    out, _ = written("csv", list(sample_documents()), tmp_path)
    table = list(plain.reader(StringIO(out.read_text(encoding="utf-8"), newline="")))
    order = list(range(len(table[0])))[::-1] if backwards else list(range(len(table[0])))
    body = table[:1] + (table[:0:-1] if backwards else table[1:])
    saved = tmp_path / "saved" / "out.csv"
    saved.parent.mkdir()
    with saved.open("w", encoding=encoding, newline="") as file:
        plain.writer(file, delimiter=delimiter).writerows([[row[at] for at in order] for row in body])
    assert detect(saved, saved.read_bytes()[:HEAD]) == "csv"
    want, got = read_back("csv", out), read_back("csv", saved)
    assert want.keys() == got.keys()
    for key, (one,) in want.items():
        assert got[key][0].article == one.article
        for name, layer in one.layers.items():
            assert sorted(got[key][0].layers[name].spans) == sorted(layer.spans)
            assert got[key][0].layers[name].cats == layer.cats


def test_a_row_that_is_too_long_is_counted_right() -> None:
    shape = shape_of("text\n")
    assert shape is not None
    ((_, refused),) = rows(StringIO("text\nOslo, Norsund\n"), shape)
    assert str(refused).endswith("The row has 2 cells; the table has 1 column.")


def read(tmp_path: Path, content: str, options: ReadOptions | None = None) -> list[Read]:
    """What is read of a table."""
    path = tmp_path / "a.csv"
    path.write_text(content)
    assert detect(path, path.read_bytes()[:HEAD]) == "csv"
    return list(csv.read(path, options or ReadOptions()))


def test_a_table_without_a_known_column_of_texts_is_asked_for_it(tmp_path: Path) -> None:
    content = "headline,article_body\nPort strike,Ada met Lin.\n"
    (refused,) = read(tmp_path, content)
    assert isinstance(refused, InputError)
    assert "`--text NAME` says which one it is: 'headline', 'article_body'?" in refused.reason
    (one,) = read(tmp_path, content, ReadOptions(text_key="article_body"))
    assert isinstance(one, Incoming)
    assert (one.article.text, one.article.title) == ("Ada met Lin.", "Port strike")


@pytest.mark.parametrize("column", ["annotator", "Worker ID", "annotator_id"])
def test_who_labelled_a_text_is_told_by_its_column(column: str, tmp_path: Path) -> None:
    found = read(tmp_path, f",text,{column},label\n7,Lin left.,ana,SPORT\n8,Lin left.,,NEWS\n")
    layers = [(one.layers, one.article.meta) for one in found if isinstance(one, Incoming)]
    assert [{name: dict(layer.cats) for name, layer in some.items()} for some, _ in layers] == [
        {"ana": {"SPORT": True}}, {"": {"NEWS": True}},
    ]  # fmt: skip
    assert [dict(meta) for _, meta in layers] == [{"": "7"}, {"": "8"}]


@pytest.mark.parametrize("label", ["NaN", "nan", "<NA>"])
def test_a_cell_of_pandas_without_a_value_is_no_label(label: str, tmp_path: Path) -> None:
    one, aside = read(tmp_path, f"text,label\nLin left.,{label}\n")
    assert isinstance(one, Incoming)
    assert not one.layers
    assert isinstance(aside, SetAside)


def test_a_row_that_quotes_its_span_labels_that_and_not_the_article(tmp_path: Path) -> None:
    found = read(tmp_path, "text,entity,type,annotator\nAda met Lin.,Lin,PER,ana\n")
    (layer,) = (one.layers["ana"] for one in found if isinstance(one, Incoming))
    assert [(span.start, span.end, span.label) for span in layer.spans] == [(8, 11, "PER")]
    assert not layer.cats


def test_answers_to_the_spans_of_a_table_mean_what_they_do_elsewhere(tmp_path: Path) -> None:
    rows = "".join(f"Ada met Lin.,{row}\n" for row in ("0,3,PER,accept", "8,11,ORG,reject", "4,7,PER,ignore"))
    one, aside = read(tmp_path, f"text,start,end,label,answer\n{rows}")
    assert isinstance(one, Incoming)
    layer = one.layers[""]
    assert [[span.start for span in some] for some in (layer.spans, layer.rejected)] == [[0], [8]]
    assert layer.unfinished
    assert isinstance(aside, SetAside)
    assert aside.count == 1


def test_numbers_of_labels_in_a_table_are_told(tmp_path: Path) -> None:
    found = read(tmp_path, "text,label\nLin left.,1\n")
    assert any("numbers, not names" in one.text for one in found if isinstance(one, Notice))
