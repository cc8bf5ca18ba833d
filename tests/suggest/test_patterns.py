import json
from pathlib import Path
from typing import Any

import pytest

from annotator.errors import InputError, ModelError
from annotator.suggest import patterns as patterns_module
from annotator.suggest.base import never
from annotator.suggest.common.pattern_file import read_patterns
from annotator.suggest.patterns import open as open_patterns

TEXT = "Acme Corp met ACME.\n\nRoute 66 and acme corp, flight BA123; sub-Acme."


def written(path: Path, *rows: Any) -> str:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return str(path)


def found(spec: str, text: str = TEXT) -> list[tuple[str, str]]:
    (answer,) = open_patterns(spec).suggest([text], never)
    assert answer.source == f"patterns:{Path(spec).name}"
    return [(text[start:end], label) for start, end, label, _ in answer.spans]


def test_strings_regexes_and_token_patterns_of_a_jsonl_file(tmp_path: Path) -> None:
    spec = written(
        tmp_path / "p.jsonl",
        {"label": "ORG", "pattern": "Acme Corp"},
        {"label": "FLIGHT", "regex": r"\bBA\d+"},
        {"label": "ROAD", "pattern": [{"LOWER": "route"}, {"IS_DIGIT": True}], "id": "road"},
    )
    assert found(spec) == [("Acme Corp", "ORG"), ("Route 66", "ROAD"), ("BA123", "FLIGHT")]


@pytest.mark.parametrize("name", ["p.jsonl", "p.csv", "p.txt"])
def test_a_file_without_any_pattern_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("\n\n", encoding="utf-8")
    with pytest.raises(InputError, match=rf"{name}: There is no pattern in it"):
        open_patterns(str(tmp_path / name))


def test_a_gazetteer_takes_its_label_from_a_tab_or_the_files_name(tmp_path: Path) -> None:
    path = tmp_path / "ORG.txt"
    path.write_text("# companies\n\nACME\nRoute 66\tROAD\n", encoding="utf-8")
    assert found(str(path)) == [("ACME", "ORG"), ("Route 66", "ROAD")]


def test_strings_stand_on_token_edges_and_outside_compounds(tmp_path: Path) -> None:
    spec = written(tmp_path / "p.jsonl", {"label": "ORG", "pattern": "Acme"}, {"label": "ORG", "pattern": "Rout"})
    assert found(spec) == [("Acme", "ORG")]


WRAPPED = "Acme Corp and Acme\n  Corp, Acme\u00a0Corp, Ac\u00adme Corp again.\n\nAcme\n\nCorp. Route\n66\n"


def test_patterns_of_every_kind_go_across_wraps_and_hidden_characters(tmp_path: Path) -> None:
    same = ["Acme Corp", "Acme\n  Corp", "Acme\u00a0Corp", "Ac\u00adme Corp"]
    rows: list[dict[str, Any]] = [
        {"pattern": "Acme Corp"}, {"pattern": "Acme\u00a0Corp"}, {"regex": "Acme Corp"},
        {"pattern": [{"LOWER": "acme"}, {"LOWER": "corp"}]},
    ]  # fmt: skip
    for row in rows:
        spec = written(tmp_path / "p.jsonl", row | {"label": "ORG"})
        assert [quote for quote, _ in found(spec, WRAPPED)] == same, row


def test_an_expression_about_lines_finds_lines(tmp_path: Path) -> None:
    spec = written(
        tmp_path / "p.jsonl", {"label": "LINE", "regex": "(?m)^Route.*$"}, {"label": "GAP", "regex": "\u00a0"}
    )
    assert found(spec, WRAPPED) == [("\u00a0", "GAP")]
    assert found(spec, "By Ana\nRoute 66\nand more") == [("Route 66", "LINE")]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "The line is no JSON."),
        ("[" * 100_000, "The line is no JSON."),
        ("[]", "needs a"),
        ('{"label": "ORG"}', "needs a"),
        ('{"label": "", "pattern": "x"}', "needs a"),
        ('{"label": "ORG", "regex": "("}', "regular expression is broken"),
        ('{"label": "ORG", "pattern": ["x"]}', "token pattern is an object"),
        ('{"label": "ORG", "pattern": [{"POS": "NOUN"}]}', "needs a tagger"),
        ('{"label": "ORG", "pattern": [{"LOWR": "acme"}]}', "'LOWR' is nothing that a token has: LOWER?"),
        ('{"label": "ORG", "pattern": [{"lower": "The War"}]}', "'The War' is not one token"),
        ('{"label": "ORG", "pattern": [{"lower": "War"}]}', "'War' matches nothing"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text(f'{{"label": "ORG", "pattern": "x"}}\n\n{line}\n', encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_patterns(path)
    assert str(caught.value).startswith(f"{path}:3: ")
    assert reason in str(caught.value)


def test_a_token_pattern_that_spacy_does_not_know_is_refused(tmp_path: Path) -> None:
    spec = written(tmp_path / "p.jsonl", {"label": "ORG", "pattern": [{"IS_DIGIT": [3]}]})
    with pytest.raises(InputError, match=r"p\.jsonl:1: .* none that spaCy knows"):
        open_patterns(spec)


def test_a_file_that_is_not_there_or_not_utf8_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no such file"):
        read_patterns(tmp_path / "none.jsonl")
    (tmp_path / "x.txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="not UTF-8"):
        read_patterns(tmp_path / "x.txt")


def test_a_gazetteer_is_found_where_words_have_no_spaces(tmp_path: Path) -> None:
    path = tmp_path / "LOC.txt"
    path.write_text("東京\n", encoding="utf-8")
    assert found(str(path), "昨日東京へ行った。") == [("東京", "LOC")]


@pytest.mark.parametrize(
    "endless",
    [
        {"label": "X", "regex": "(a+)+$"},
        {"label": "X", "pattern": [{"TEXT": {"REGEX": "(a+)+$"}}]},
    ],
)
def test_an_expression_without_end_is_left_out_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, endless: Any
) -> None:
    monkeypatch.setattr(patterns_module, "_PATIENCE", 0.05)
    spec = written(tmp_path / "p.jsonl", {"label": "ORG", "pattern": "Acme"}, endless)
    suggester, text = open_patterns(spec), f"Acme {'a' * 60}b"
    with pytest.raises(ModelError, match=r"took more than 0\.05 seconds over one article"):
        list(suggester.suggest([text], never))
    (answer,) = suggester.suggest([text], never)
    assert list(answer.spans) == [(0, 4, "ORG", None)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("list.json", '[{"label": "ORG", "pattern": "ACME"},\n {"label": "ROAD", "pattern": "Route 66"}]'),
        ("list.jsonl", '[\n{"label": "ORG", "pattern": "ACME"},\n{"label": "ROAD", "pattern": "Route 66"},\n]\n'),
        ("pretty.json", '{\n  "label": "ORG",\n  "pattern": "ACME"\n}\n{"label": "ROAD", "pattern": "Route 66"}'),
        ("nameless", '\ufeff{"label": "ORG", "pattern": "ACME"}\r\n{"label": "ROAD", "pattern": "Route 66"}\r\n'),
        ("list.csv", "ACME,ORG\nRoute 66,ROAD\n"),
        ("de.csv", '\ufeff"ACME";ORG\r\nRoute 66;ROAD\r\n'),
        ("named.csv", "id,Label,Term\n1,ORG,ACME\n2,ROAD,Route 66\n"),
    ],
)
def test_patterns_are_found_in_lists_and_tables(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8", newline="")
    assert found(str(tmp_path / name)) == [("ACME", "ORG"), ("Route 66", "ROAD")]


def test_a_table_of_one_column_is_labelled_by_the_files_name(tmp_path: Path) -> None:
    (tmp_path / "ORG.csv").write_text("name\nACME\n", encoding="utf-16")
    assert found(str(tmp_path / "ORG.csv")) == [("ACME", "ORG")]


def test_a_line_of_json_goes_on_over_a_line_separator(tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text('{"label": "ORG", "pattern": "Acme\u2028Corp"}\n{"label": "X", "pattern": 1}', encoding="utf-8")
    with pytest.raises(InputError, match=r"p\.jsonl:2: "):
        read_patterns(path)


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("p.csv", "ACME,ORG\nRoute 66;ROAD\n", "2: The row has one column"),
        ("p.csv", "ACME,ORG\n,ROAD\n", "2: A row needs a string and a label"),
        ("p.csv", 'ACME,ORG\n"Route 66,ROAD\n', "2: The row is no row"),
        ("p.json", '[{"label": "ORG", "pattern": "ACME"},\n\n {"label": "ROAD"}]', "3: A pattern needs"),
        ("p.json", '[{"label": "ORG", "pattern": "ACME"},\n', "1: The list that begins the file has no end"),
    ],
)
def test_a_broken_list_or_table_is_refused_with_its_line(tmp_path: Path, name: str, content: str, place: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=f"{name}:{place}"):
        read_patterns(tmp_path / name)
