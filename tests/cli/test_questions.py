"""Questions on the command line: places of spans, lists of articles, what is exported."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.commands import Run, document
from support.corpus import corpus

from annotator.services.project.articles import put_away

ONE = {"ana": "[Navy|ORG] and Navy", "ben": "[Navy|PERSON] and [Navy|ORG]"}
TWO = {"ana": "[Ada|PERSON] of the [Navy|ORG]"}


@pytest.fixture
def keys(tmp_path: Path) -> list[str]:
    store, keys = corpus(tmp_path / "annotator.db", ONE, TWO, {"ana": "Nothing here"})
    with store.write():
        store.add_suggestions(keys[2], "spacy:sm-1", [(0, 7, "ORG", 0.3)])
    store.close()
    return keys


def places(run: Run, *args: str) -> list[int]:
    return [one["start"] for one in document(run("--as", "ana", "find", *args, "--json"))]


@pytest.mark.usefixtures("keys")
def test_find_takes_a_question_as_its_string_or_beside_it(run: Run, tmp_path: Path) -> None:
    assert places(run, "label:ORG") == [0, 9, 11]
    assert places(run, "label:ORG by:ben") == [9]
    assert places(run, "-label:ORG") == [0]
    assert places(run, "--where", "-label:ORG") == [0]
    assert places(run, "label:ORG Navy -label:PERSON") == [9, 11]
    assert places(run, "Navy", "--where", "by:ben label:PERSON") == [0]
    assert places(run, "--where", "state:undecided score:<.5") == [0]
    assert places(run, "--regex", "N.v", "--where", "label:ORG") == []
    assert places(run, "--regex", "N.vy", "--where", "label:ORG by:ana") == [0, 11]
    assert places(run, "navy", "--any-case", "--where", "label:ORG by:ana") == [0, 11]
    assert places(run, "by:ben", "--label", "ORG", "--layer", "ben") == [9]
    (tmp_path / "names.jsonl").write_text('{"label": "PERSON", "pattern": "Ada"}\n', encoding="utf-8")
    assert places(run, "--patterns", str(tmp_path / "names.jsonl")) == [0]
    assert places(run, "--patterns", str(tmp_path / "names.jsonl"), "--where", "-label:PERSON") == []


@pytest.mark.usefixtures("keys")
def test_what_a_question_finds_is_set_right(run: Run) -> None:
    found = document(run("--as", "ana", "find", "Navy", "--where", "label:PERSON by:ben", "--set", "GPE", "--json"))
    assert found["changed"] == 1
    found = document(run("--as", "ana", "find", "label:GPE by:ana", "--set", "ORG", "--where", "GPE", "--json"))
    assert found["changed"] == 1


@pytest.mark.usefixtures("keys")
def test_what_was_imported_and_changed_since_is_found_as_it_was_changed(run: Run) -> None:
    assert places(run, "decided:relabelled") == places(run, "decided:resized") == []
    run("--as", "ana", "find", "by:ana label:ORG Navy", "--set", "PERSON")
    run("--as", "ana", "find", "Ada of", "--set", "ORG", "--replace")
    assert places(run, "decided:relabelled") == [0, 11]
    assert places(run, "decided:added") == [0]
    assert places(run, "decided:imported") == [0, 9]
    assert places(run, "decided:imported by:ana") == []
    assert places(run, "decided:imported,relabelled by:ana") == [0, 11]
    assert places(run, "-decided:relabelled") == [9, 0]
    run("--as", "ana", "find", "decided:relabelled", "--none")
    assert places(run, "decided:relabelled") == []


@pytest.mark.usefixtures("keys")
def test_a_question_that_makes_no_sense_is_refused_with_what_is_meant(run: Run) -> None:
    for args, why in (
        (("lable:ORG",), "At 1: lable: is nothing that can be asked. Did you mean label:ORG?"),
        (("label:ORGG",), "At 7: there is no 'ORGG'. Did you mean ORG?"),
        (("label:ORG", "--any-case"), "the question has none"),
        (("Navy", "--where", "text:Army"), "No place has two strings"),
        (("Navy", "--where", "Army"), "label:ORG"),
        (("--patterns", "none.jsonl"), "none.jsonl: There is no such file."),
        (("Navy", "--patterns", "none.jsonl"), "Say one"),
        (("--inconsistent", "--where", "label:ORG"), "Say one"),
    ):
        assert why in run("find", *args, code=2).stderr
    assert run("find", "label:ORG when:>2200").stderr == "No article has that.\n"
    said = run("find", "http://navy.example").stderr
    assert said == "No article has that. http: is no field of a question: it was looked for as it stands.\n"


def test_articles_are_listed_as_asked(run: Run, keys: list[str], tmp_path: Path) -> None:
    def listed(*args: str) -> list[str]:
        return [one["key"] for one in document(run("--as", "ana", "articles", "list", *args, "--json"))]

    assert listed("--where", "label:PERSON by:ana") == [keys[1]]
    assert listed("--where", "text:Navy") == keys[:2]
    assert "There are none of these." in run("articles", "list", "--where", "when:>2200").stderr
    assert "Did you mean label:x?" in run("articles", "list", "--where", "lable:x", code=2).stderr
    assert "asks nothing" in run("articles", "list", "--where", " ", code=2).stderr
    from annotator.storage.store import Store

    with Store.open(tmp_path / "annotator.db") as store:
        put_away(store, keys[:1])
    assert listed("--where", "text:Navy") == [keys[1]]
    assert listed("--where", "text:Navy", "--archived") == [keys[0]]
    assert listed("--where", "archived:yes text:Navy") == [keys[0]]


def test_articles_are_exported_as_asked(run: Run, keys: list[str]) -> None:
    rows = run("--as", "ana", "export", "-o", "-", "--where", "label:PERSON by:ana").stdout.splitlines()
    assert [json.loads(row)["meta"]["key"] for row in rows] == [keys[1]]
    said = run("--as", "ana", "export", "-o", "-", "--where", "lang:xx", code=1).stderr
    assert "No article is finished and as asked" in said
