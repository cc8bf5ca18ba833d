"""The verbs about people, and names that are nearly one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import Result
from support.commands import Run, document

from annotator.cli.common import open_app


def test_people_are_listed_joined_and_found_under_their_former_name(run: Run, decided: str, tmp_path: Path) -> None:
    assert run("people", "add", "rosa ", "rosa", "--role", "reviewer").stdout == "1 reviewer: rosa.\n"
    (tmp_path / "more.jsonl").write_text(
        '{"text": "Ana is in Rome.", "spans": [{"start": 0, "end": 3, "label": "PERSON"}]}'
    )
    shutil.copy("annotator.db", "copy.db")
    said = run("add", "more.jsonl", "--as", "ANA").stderr
    assert "ANA is new here, and ana is known: `annotator people rename ANA ana` if they are one." in said
    assert "is new" not in run("add", "more.jsonl", "--as", "ANA").stderr
    assert "Anà is new here" in run("assign", "--to", "Anà", "--again").stderr
    run("people", "rename", "Anà", "ana")
    dry = run("people", "rename", "ANA", "ana", "--dry-run")
    assert "ANA becomes ana: 1 article labelled, 2 decisions, 0 articles given." in dry.stdout
    assert "two names become one, for good" in dry.stdout
    assert "Nothing was changed." in dry.stderr
    found = document(run("people", "rename", "ANA", "ana", "--json"))
    assert found == {"old": "ANA", "new": "ana", "articles": 1, "decisions": 2, "given": 0, "both": 0, "joined": True}
    rows = {row["name"]: row for row in document(run("people", "list", "--json"))}
    assert rows.keys() == {"ana", "rosa"}
    assert (rows["ana"]["aliases"], rows["ana"]["done"]) == (["ANA", "Anà"], 2)
    assert rows["rosa"]["role"] == "reviewer"
    assert run("people").stdout.split("\n")[0].split() == ["name", "role", "given", "done", "left", "pseudonym", "also"]
    assert "ANA is ana here." in run("log", "--as", "ANA").stderr
    assert document(run("doctor", "--json"))["ok"]
    run("-p", "copy.db", "add", "more.jsonl", "--as", "ANA")
    assert document(run("merge", "copy.db", "--json"))["layers"] == {"ana": 1}
    assert [row["name"] for row in document(run("people", "list", "--json"))] == ["ana", "rosa"]
    assert "rosa: lead." in run("people", "role", "rosa", "lead").stdout
    assert "There is nobody called 'nix'" in run("people", "role", "nix", "lead", code=2).stderr


def test_nobody_is_there_at_first(run: Run) -> None:
    run("labels", "add", "SHIP")
    assert run("people").stdout.startswith("Nobody yet: ")


@pytest.mark.parametrize(("answer", "who"), [("y\n", "ana"), ("n\n", "ANA")])
def test_who_opens_the_app_under_nearly_a_known_name_is_asked(
    run: Run, decided: str, monkeypatch: pytest.MonkeyPatch, answer: str, who: str
) -> None:
    opened: list[str] = []

    def stop(_: Path, name: str, **__: object) -> None:
        opened.append(name)
        raise KeyboardInterrupt

    monkeypatch.setattr(open_app, "on_terminal", lambda: True)
    monkeypatch.setattr("annotator.tui.start.run.run", stop)
    found: Result = run("label", "--as", "ANA", input=answer, code=1)
    assert "ANA is new here, and ana is known. Are you ana?" in found.stdout
    assert opened == [who]
    if who == "ANA":
        run("label", "--as", "ben", code=1)
        assert opened[-1] == "ben"


def test_a_name_has_no_comma_and_no_line_break(run: Run, decided: str) -> None:
    for name in ("ana,ben", "ana\nben", "a\tb", "\x1b[1m"):
        assert "is no name: one has no comma, line break or control code" in run("people", "add", name, code=2).stderr
        assert "is no name" in run("people", "rename", "ana", name, code=2).stderr
        assert "is no name" in run("stats", "--as", name, code=2).stderr
        assert "is no name" in run("people", "add", "dan", "--pseudonym", name, code=2).stderr
    run("people", "add", "Zoë van der Meer", "李雷")
