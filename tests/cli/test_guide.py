"""The labels have a history and their guideline is a book, from the command line."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from support.commands import Run, document
from support.teams import act

from annotator.domain.decisions import GOLD, Added, Approved
from annotator.domain.span import Span
from annotator.storage.store import Store


def test_what_is_done_to_labels_is_told_compared_and_taken_back(run: Run, decided: str) -> None:
    run("--as", "lea", "labels", "rename", "GPE", "PLACE", "--why", "It is called so.")
    run("--as", "lea", "labels", "set", "PLACE", "--description", "Places.", "--minor")
    run("--as", "lea", "labels", "split", "ORG", "--into", "ORG,TEAM", "--dry-run")
    rows = document(run("labels", "log", "--json"))
    assert [(row["version"], row["by"], row["kind"], row["minor"]) for row in rows] == [
        ("g1", "", "began", False), ("g2", "lea", "renamed", False), ("g2", "lea", "changed", True),
    ]  # fmt: skip
    assert rows[1]["why"] == "It is called so."
    lines = run("labels", "log").stdout.splitlines()
    assert lines[1].endswith("g2  lea  GPE became PLACE.  because: It is called so.")
    (told,) = document(run("guide", "log", "--json"))
    assert (told["version"], told["label"]) == ("g2", "PLACE")
    assert told["lines"] == ["  definition", "- Countries, regions and cities that have a government.", "+ Places."]
    log = run("log").stdout.splitlines()
    assert log[-2:] == lines[1:]
    assert "became PLACE" not in run("log", "--article", decided).stdout
    assert run("--as", "lea", "log", "--last", "1").stdout.splitlines() == lines[2:]
    assert [row["action"] for row in document(run("log", "--json"))][-2:] == ["scheme", "scheme"]
    assert "GPE became PLACE." in run("labels", "diff", "g1", "g2").stdout
    assert "g1 and g1 are the same." in run("labels", "diff", "g1", "g1").stdout
    assert "The guideline of g1 and g1 is the same" in run("guide", "diff", "g1", "g1").stdout
    assert "no version 'g9'" in run("labels", "diff", "g1", "g9", code=2).stderr
    assert "is taken back" in run("labels", "undo").stdout
    run("labels", "undo")
    assert "There is no change of the labels to undo." in run("labels", "undo", code=1).stderr
    assert "GPE" in run("labels").stdout


def test_a_guideline_is_told_and_compared_line_by_line(run: Run, decided: str, tmp_path: Path) -> None:
    assert "Nothing was changed of the guideline" in run("guide", "log").stdout
    page = tmp_path / "org.md"
    page.write_text("Bodies.\n\n## include\n\nteams\nbands\n", encoding="utf-8")
    run("--as", "lea", "guide", "edit", "ORG", "--file", str(page), "--why", "the pilot")
    page.write_text(f"Bodies.\n\n## include\n\nteams\nclubs\n\n## examples\n\n- {decided}:0-3\n", encoding="utf-8")
    run("guide", "edit", "ORG", "--file", str(page))
    run("labels", "rename", "GPE", "PLACE")
    head, *lines = run("guide", "log").stdout.splitlines()
    assert head.endswith("g2  lea  ORG.  because: the pilot")
    assert lines[:6] == [
        "    definition",
        "  - Companies, agencies, institutions, parties, teams.",
        "  + Bodies.",
        "    include",
        "  + teams",
        "  + bands",
    ]
    assert lines[7:11] == ["    include", "  - bands", "  + clubs", "    examples"]
    assert lines[11].startswith("  + [")
    assert "PLACE" not in "".join(lines)
    compared = run("guide", "diff", "g2", "g4").stdout.splitlines()
    assert compared[0].startswith("ORG. It has ")
    assert compared[1:4] == ["    include", "  - bands", "  + clubs"]
    (row,) = document(run("guide", "diff", "g2", "g4", "--json"))
    assert row["kind"] == "changed"


def test_a_guideline_is_read_and_written(
    run: Run, decided: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "org.md").write_text("Bodies.\n\n## include\n\nparties\n", encoding="utf-8")
    run("guide", "edit", "ORG", "--file", "org.md", "--why", "asked for")
    assert "Nothing was changed." in run("guide", "edit", "ORG", "--file", "org.md").stdout
    assert run("guide", "show", "ORG").stdout == "## ORG (key O)\n\nBodies.\n\n### include\n\nparties\n"
    assert "version g2" in run("guide").stdout
    run("guide", "-o", "book.md")
    assert (tmp_path / "book.md").read_text(encoding="utf-8") == run("guide").stdout
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nsed -i s/Bodies/Entities/ "$1"\n')
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    monkeypatch.delenv("VISUAL", raising=False)
    assert "ORG has another guideline." in run("guide", "edit", "ORG").stdout
    assert "Entities." in run("guide", "show", "ORG").stdout
    meanwhile = f"'{sys.executable}' -m annotator -p annotator.db labels set ORG --notes Ask."
    editor.write_text(f'#!/bin/sh\n{meanwhile} && echo Mine. > "$1"\n')
    assert "Somebody else has changed it meanwhile" in run("guide", "edit", "ORG").stderr
    assert run("guide", "show", "ORG").stdout == "## ORG (key O)\n\nMine.\n"
    for nothing in ("true", "truncate -s 0"):
        monkeypatch.setenv("EDITOR", nothing)
        assert "Nothing was changed." in run("guide", "edit", "ORG").stdout
    monkeypatch.setenv("EDITOR", "false")
    assert "Editing failed" in run("guide", "edit", "ORG", code=1).stderr
    run("guide", "show", "NIX", code=2)


def test_examples_are_checked_against_gold(run: Run, decided: str, tmp_path: Path) -> None:
    assert "No example is a place" in run("guide", "test").stderr
    run("labels", "set", "PERSON", "--example", f"{decided}:0-8", "--example", "Bo")
    assert "1 without gold yet" in run("guide", "test").stdout
    with Store.open(tmp_path / "annotator.db") as store:
        act(store, decided, GOLD, Added(Span(0, 8, "ORG")), Approved())
    result = run("guide", "test", code=1)
    assert f"PERSON “Ana Ruiz” {decided}:0-8 is otherwise in gold: ORG 0-8." in result.stdout
    assert "1 example of places: 0 so in gold, 1 not." in result.stdout
    (row,) = json.loads(run("guide", "test", "--json", code=1).stdout)
    assert (row["label"], row["state"], row["gold"], row["wrong"]) == ("PERSON", "otherwise", ["ORG 0-8"], True)


def test_what_must_be_seen_again_is_listed(run: Run, decided: str) -> None:
    assert run("recheck", "PERSON", "--dry-run").stdout.endswith(" to see, 0 seen.\n")
    run("labels", "set", "PERSON", "--description", "Humans.")
    lines = run("recheck", "PERSON", "--layer", "all", "--dry-run").stdout.splitlines()
    assert lines[0].startswith("g2: description of PERSON: “Humans.”")
    assert f"{decided[:8]}" in lines[1]
    found = document(run("recheck", "PERSON", "--since", "g1", "--layer", "all", "--json"))
    assert found["list"] == "recheck PERSON"
    assert (found["spans"], found["articles"], found["seen"]) == (len(lines) - 2, 1, 0)
    assert document(run("recheck", "PERSON", "--since", "g2", "--json"))["spans"] == 0
    assert "no label 'NIX'" in run("recheck", "NIX", code=2).stderr
    run("recheck", "PERSON", "--layer", "nobody", code=2)


def test_a_page_that_is_no_text_and_an_out_that_would_do_nothing(run: Run, decided: str, tmp_path: Path) -> None:
    assert decided
    (tmp_path / "bad.md").write_bytes(b"a\xff\xfe")
    assert "bad.md: it is no UTF-8 at byte 1." in run("guide", "edit", "ORG", "--file", "bad.md", code=1).stderr
    assert "writes the whole guideline" in run("guide", "-o", "x.md", "show", "ORG", code=2).stderr
    assert not (tmp_path / "x.md").exists()


def test_what_was_written_is_kept_where_it_cannot_be_taken(
    run: Run, decided: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert decided
    before = run("guide", "show", "ORG").stdout
    editor = tmp_path / "editor"
    monkeypatch.setenv("EDITOR", str(editor))
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for script, why in ((r"printf 'a\377' > $1", "it is no UTF-8 at byte 1."), ("printf a > $1; false", "failed")):
        editor.write_text(f"#!/bin/sh\n{script}\n")
        editor.chmod(0o755)
        said = run("guide", "edit", "ORG", code=1).stderr
        assert why in said
        (kept,) = tmp_path.glob("guideline-*.md")
        assert f"What you wrote is kept in {kept}." in said
        assert kept.read_bytes().startswith(b"a")
        kept.unlink()
    assert run("guide", "show", "ORG").stdout == before


def test_no_editor_is_waited_for_where_nobody_could_use_it(
    run: Run, decided: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert decided
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    assert "`--file PAGE.md` takes the page from a file." in run("guide", "edit", "ORG", code=2).stderr


def test_a_page_may_begin_with_a_byte_order_mark(run: Run, decided: str, tmp_path: Path) -> None:
    assert decided
    (tmp_path / "org.md").write_text("Bodies.", encoding="utf-8-sig")
    run("guide", "edit", "ORG", "--file", "org.md")
    assert run("guide", "show", "ORG").stdout == "## ORG (key O)\n\nBodies.\n"


def test_lists_are_made_told_and_taken_away(run: Run, decided: str) -> None:
    assert "There is no list" in run("lists").stdout
    assert "On the list “recheck PERSON”: 1 new, 1 to see in all." in run("recheck", "PERSON").stdout
    assert "0 new, 1 to see" in run("recheck", "PERSON").stdout
    assert "On the list “mine”" in run("recheck", "PERSON", "--to", "ana", "--save", "mine").stdout
    assert "On the list “found”" in run("find", "Ana", "--save", "found").stdout
    rows = document(run("lists", "list", "--json"))
    assert [row["list"] for row in rows] == ["recheck PERSON", "mine", "found"]
    assert rows[0]["layers"] == {"ana": {"places": 1, "seen": 0}}
    assert "ana 0/1" in run("lists").stdout
    (place,) = document(run("lists", "show", "mine", "--open", "--json"))
    assert (place["article"], place["label"], place["state"]) == (decided, "PERSON", "open")
    assert "“mine” is gone: 1 place, 1 of them not seen." in run("lists", "drop", "mine").stdout
    assert "Did you mean found?" in run("lists", "show", "foun", code=2).stderr
    run("recheck", code=2)
    run("recheck", "PERSON", "--layer", "ana", "--to", "ana", code=2)
    run("recheck", "PERSON", "--to", "nobody", code=2)
    run("recheck", "--suggested", "NIX", code=2)
    run("find", "Ana", "--save", "x", "--set", "ORG", code=2)


def test_what_has_a_label_that_is_split_is_on_a_list(run: Run, decided: str) -> None:
    assert "split into" in run("labels", "split", "PERSON", "--into", "PERSON,HERO", "--dry-run").stdout
    assert "no list" in run("lists").stdout
    said = run("labels", "split", "PERSON", "--into", "PERSON,HERO").stdout
    assert "On the list “recheck PERSON”: 1 new, 1 to see in all." in said
    assert "ana: 1 to see with `annotator --as ana recheck`." in said
    (made,) = document(run("lists", "list", "--json"))
    assert made["about"]["into"] == ["PERSON", "HERO"]
    assert "On the list" not in run("labels", "split", "MONEY", "--into", "MONEY,COINS").stdout


def test_a_list_is_gone_through_only_where_it_is_there(run: Run, decided: str) -> None:
    assert decided
    run("label", "--list", "x", "--article", decided, code=2)
    run("review", "--list", "x", "--article", decided, code=2)
    run("recheck", "PERSON", "--list", "x", code=2)
    run("recheck", "--since", "g2", code=2)


def test_the_guideline_beside_a_data_set_is_no_article(run: Run, decided: str, tmp_path: Path) -> None:
    run("export", "huggingface", "--layer", "ana", "--article", decided, "-o", "set")
    assert "## ORG" in (tmp_path / "set" / "GUIDELINES.md").read_text(encoding="utf-8")
    assert "1 added, 0 known already, 0 refused." in run("-p", "other.db", "add", "set").stdout
