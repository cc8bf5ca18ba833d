"""The verb of bases."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from support.claiming import CLAIMS, LUND, SOL, UHW, UNION, decided, made
from support.commands import Run, document

from annotator.domain.claims.scheme import Base, ClaimScheme
from annotator.domain.claims.values import Claim, Link, Same
from annotator.domain.decisions import Claimed

PEOPLE = (
    '{"id": "K1", "name": "Union of Harbour Workers", "aliases": ["UHW"], "about": "trade union", "kind": "union"}\n'
    '{"id": "K2", "name": "\\u001b[31mRed", "x": 1}\n'
)


def test_a_base_is_added_listed_asked_and_removed(run: Run, tmp_path: Path) -> None:
    Path("people.jsonl").write_text(PEOPLE)
    assert "There is no base here" in run("kb", "list").stdout
    assert run("kb").stdout == run("kb", "list").stdout
    added = run("kb", "add", "people.jsonl", "--base", "newsroom")
    assert added.stdout == "2 added, 0 updated, 0 refused.\nnewsroom.kb: 2 entries with 3 names.\n"
    assert added.stderr == "set aside: 1 value of 'x'\n"
    assert run("kb", "list").stdout.splitlines()[1].split()[:3] == ["newsroom", "2", "3"]
    (found,) = document(run("kb", "show", "newsroom", "uhw", "--json"))
    assert (found["id"], found["why"]) == ("K1", "another name of it")
    shown = run("kb", "show", "newsroom", "harb work", "--kind", "union").stdout
    assert "Union of Harbour Workers" in shown and "kind union" in shown
    assert "\x1b" not in run("kb", "show", "newsroom", "red").stdout
    assert (
        run("kb", "show", "newsroom", "zz").stdout == "No entry of newsroom has that in its names or its description.\n"
    )
    assert document(run("kb", "list", "--json"))[0]["entries"] == 2
    assert "2 entries" in run("kb", "remove", "newsroom").stdout
    assert not Path("newsroom.kb").exists()


def test_refusals_are_said_with_file_and_line_and_end_with_one(run: Run) -> None:
    Path("people.jsonl").write_text(PEOPLE + "{\n" * 30)
    added = run("kb", "add", "people.jsonl", "--base", "newsroom", code=1)
    assert added.stderr.splitlines()[0].startswith("refused: people.jsonl:3: This is not JSON")
    assert "refused: 10 more lines" in added.stderr
    assert added.stdout.startswith("2 added, 0 updated, 30 refused.")
    report = document(run("kb", "add", "people.jsonl", "--base", "newsroom", "--json", code=1))
    assert (report["updated"], report["refused"], report["refusals"][0]["line"]) == (2, 30, 3)


def test_a_wrong_name_is_answered_with_those_there_are(run: Run) -> None:
    Path("people.jsonl").write_text(PEOPLE)
    run("kb", "add", "people.jsonl", "--base", "newsroom")
    assert "Did you mean newsroom" in run("kb", "show", "newsrom", "x", code=2).stderr
    assert "no name of a base" in run("kb", "show", "../newsroom", "x", code=2).stderr
    assert "no such file" in run("kb", "add", "none", "--base", "newsroom", code=2).stderr
    assert "--base" in run("kb", "add", "people.jsonl", code=2).stderr


def test_a_base_that_the_project_names_and_that_is_missing_is_named(run: Run, tmp_path: Path) -> None:
    store, key = made(tmp_path / "annotator.db", ClaimScheme(bases=(Base("newsroom"), Base("wiki"), Base("../x"))))
    with store:
        decided(store, key, map(Claimed, [Link(UNION, "newsroom", "K1", "Union"), Link(LUND, "gone", "")]))
    Path("people.jsonl").write_text(PEOPLE)
    run("kb", "add", "people.jsonl", "--base", "wiki")
    listed = run("kb", "list")
    assert [line.split()[0] for line in listed.stdout.splitlines()] == ["base", "wiki"]
    newsroom, strange, gone = listed.stderr.splitlines()
    assert newsroom == (
        "The base newsroom is not here: `annotator kb add FILE... --base newsroom` makes it, or lay newsroom.kb beside "
        "the project. 1 entry that articles are linked to keeps its name."
    )
    assert "'../x' is no name of a base" in strange
    assert gone.endswith("or lay gone.kb beside the project.")
    found = document(run("kb", "list", "--json"))
    assert [(one["name"], bool(one["problem"])) for one in found] == [
        ("wiki", False), ("newsroom", True), ("../x", True), ("gone", True),
    ]  # fmt: skip
    Path("wiki.kb").unlink()
    assert run("kb", "list").stdout == ""


def test_entries_of_ones_own_are_told_and_go_into_the_base(run: Run, tmp_path: Path) -> None:
    Path("people.jsonl").write_text(PEOPLE)
    run("kb", "add", "people.jsonl", "--base", "newsroom")
    store, key = made(tmp_path / "annotator.db")
    claims: list[Claim] = [
        Link(UNION, "newsroom", "own-union", "Union of Workers"), Link(LUND, "newsroom", "K1", "?"), Same(UHW, UNION),
        Link(SOL, "newsroom", ""), Link(SOL, "b", "x"),
    ]  # fmt: skip
    with store:
        decided(store, key, map(Claimed, claims))
    assert "Union of Workers  own-union  ORG" in run("kb", "own", "newsroom").stdout
    written = run("kb", "own", "newsroom", "--json").stdout
    (found,) = json.loads(written)
    assert found["aliases"] == ["UHW", "Union of Harbour Workers"]
    assert run("kb", "add", "-", "--base", "newsroom", input=written).stdout.startswith("1 added")
    assert document(run("kb", "show", "newsroom", "uhw", "--json"))[0]["id"] == "own-union"
    assert run("kb", "own", "newsroom").stdout == "Every entry of newsroom that articles are linked to is in it.\n"
    assert [one["id"] for one in document(run("kb", "own", "b", "--json"))] == ["x"]
    assert "no name of a base" in run("kb", "own", "../x", code=2).stderr


def test_languages_are_asked_for_in_their_order(run: Run) -> None:
    labels = {"en": "Munich", "de": "München", "it": "Monaco"}
    Path("x.json").write_text(json.dumps({"id": "Q1726", "labels": labels}))
    run("kb", "add", "x.json", "--base", "w", "--lang", "it", "--lang", "de")
    (found,) = document(run("kb", "show", "w", "münchen", "--json"))
    assert (found["name"], found["aliases"]) == ("Monaco", ["München"])
    assert document(run("kb", "show", "w", "munich", "--json")) == []


def test_the_project_says_where_bases_lie(run: Run, tmp_path: Path) -> None:
    Path("people.jsonl").write_text(PEOPLE)
    Path("sub").mkdir()
    run("-p", "sub/p.db", "kb", "add", "people.jsonl", "--base", "b")
    assert [path.name for path in Path("sub").iterdir()] == ["b.kb"]


def test_whoever_gets_a_project_is_told_which_bases_it_needs(run: Run, tmp_path: Path) -> None:
    Path("people.jsonl").write_text(PEOPLE)
    for folder in ("away", "share"):
        Path(folder).mkdir()
    store, _ = made(tmp_path / "annotator.db", replace(CLAIMS, bases=(Base("newsroom"), Base("none"))))
    store.close()
    assert "newsroom.kb" not in run("handout", "ana", "-o", "away/ana.db", "--force").stdout
    run("kb", "add", "people.jsonl", "--base", "newsroom")
    assert "linked to newsroom.kb, in no package" in run("handout", "ana", "-o", "away/ana.db", "--force").stdout
    assert "newsroom.kb" not in run("handout", "ana").stdout
    assert document(run("handout", "ana", "-o", "away/ana.db", "--force", "--json"))["bases"] == ["newsroom"]
    assert "send it along" in run("sync", "init", str(tmp_path / "share"), "--as", "lea").stdout
    joined = run("-p", "away/mine.db", "--as", "ana", "sync", "join", str(tmp_path / "share")).stdout
    assert "linked to newsroom.kb, none.kb: ask who leads for them" in joined
