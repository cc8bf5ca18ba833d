"""The verbs of a team: take in another project, deal out work, measure agreement."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path

import pytest
from support.commands import Run, document
from support.projects import at_work

from annotator.domain.scheme_form import from_form
from annotator.storage.store import Store


def test_merge_takes_in_and_tells_of_a_clash(run: Run, decided: str) -> None:
    report = document(run("-p", "other.db", "merge", "annotator.db", "--json"))
    assert (report["added"], report["known"], report["layers"]) == (1, 0, {"ana": 1})
    run("labels", "add", "SHIP", "--description", "Vessels.")
    run("-p", "other.db", "labels", "add", "SHIP", "--description", "Crews.")
    clash = document(run("-p", "other.db", "merge", "annotator.db", "--json", code=1))
    assert [one["file"] for one in clash["refused"]] == ["annotator.db"]
    assert "'Crews.' here and 'Vessels.' there" in clash["refused"][0]["reason"]
    assert "0 added, 1 known" in run("-p", "other.db", "merge", "annotator.db", "--ours").stdout
    assert "THEIRS=OURS" in run("merge", "other.db", "--map", "x", code=2).stderr
    assert "There is no project at nix.db" in run("-p", "new.db", "merge", "nix.db", code=2).stderr
    assert not Path("new.db").exists()


def test_copies_go_on_merging_while_guidelines_and_names_change(run: Run, decided: str, tmp_path: Path) -> None:
    run("labels", "save", "scheme.toml")
    text = (tmp_path / "scheme.toml").read_text()
    shutil.copy("annotator.db", "copy.db")
    old = next(label for label in from_form(tomllib.loads(text)).labels if label.name == "DATE").description
    (tmp_path / "scheme.toml").write_text(text.replace(old, "Days and years."))
    run("labels", "load", "scheme.toml")
    run("labels", "rename", "LOC", "PLACE")
    run("labels", "archive", "LAW")
    assert "Guidelines that are ours, not theirs: DATE." in run("merge", "copy.db").stdout
    said = document(run("-p", "copy.db", "merge", "annotator.db", "--json"))
    assert said["guidelines"] == {"taken": ["DATE"], "kept": []}
    assert said["archived"] == ["LAW"]
    assert document(run("-p", "copy.db", "labels", "list", "--json")) == document(run("labels", "list", "--json"))
    assert "Guidelines" not in run("merge", "copy.db").stdout
    run("labels", "save", "again.toml")
    assert "former" not in (tmp_path / "again.toml").read_text()


def test_agree_compares_those_who_have_finished(run: Run, decided: str, tmp_path: Path) -> None:
    assert "Agreement needs two annotators" in run("agree", code=1).stderr
    with Store.open(tmp_path / "annotator.db") as store:
        ben = at_work(store, decided, "ben")
        ben.accept()
        ben.finish("reject")
    found = document(run("agree", "--json"))
    (pair,) = found["pairs"]
    assert (pair["a"], pair["b"], pair["spans_a"], pair["spans_b"]) == ("ana", "ben", 2, 1)
    assert pair["f1_exact"] == pytest.approx(2 / 3)
    said = run("agree", "ben", "ana").stdout
    head, _, pair_, figures, *rows = said.split("\n")
    assert head == "2 annotators on 1 article that both of them have finished."
    assert pair_ == "ben, ana: 1 article, spans 1/2."
    assert figures.split() == ["figure", "value", "95", "%", "n"]
    titles = ["F1 exact", "partial", "unlabelled", "kappa", "marked", "alpha over tokens", "alpha over spans"]
    assert [row[:17].strip() for row in rows[:7]] == titles
    assert "LOC and nothing: 1" in said
    only = run("agree", "--measure", "kappa").stdout
    assert "F1 exact" not in only
    assert "alpha over" not in only
    assert "everybody finished" not in only
    assert run("agree", "--csv").stdout.startswith("of,a,b,")
    assert "There is no layer 'nix' in annotator.db. There are: ana, ben." in run("agree", "nix", code=2).stderr


def test_assign_without_names_shares(run: Run, decided: str) -> None:
    assert "is not blank" in run("assign", "--to", "", code=2).stderr
    assert run("assign").stdout.startswith(
        "1 article shared by whoever comes. `annotator assign --to NAME,NAME --again`"
    )
    assert "is shared already" in run("assign", "--to", "ben").stdout
    for again in (("--dry-run",), ()):
        said = run("assign", "--to", "ben", "--again", *again).stdout
        assert said.startswith("Nothing is dealt: this is what would be.\n") == bool(again)
        assert "1 article dealt out" in said
    said = run("assign", "--to", "cem", "--again", "--dry-run").stdout
    assert said.endswith("Given before, and not begun: ben 1.\n")
    assert "--dry-run is about a deal" in run("assign", "--take-back", "--to", "ben", "--dry-run", code=2).stderr


def test_one_article_is_given_and_taken_back(run: Run, decided: str) -> None:
    run("add", "-", input="Another one.")
    other = next(row["key"] for row in document(run("articles", "list", "--json")) if row["key"] != decided)
    assert run("assign", "--article", other[:6], "--to", "ben,cem").stdout == (
        "1 article given, 1 of them to several by now.\n  ben: 1\n  cem: 1\n"
    )
    assert run("assign", "--article", other, "--to", "ben").stdout == "They have these articles already.\n"
    run("assign", "--article", decided, "--to", "ana,cem")
    said = run("assign", "--take-back", "--article", decided).stdout
    assert said == "1 article taken back.\n  cem: 1\nDone already, and not taken back: 1.\n"
    found = document(run("assign", "--take-back", "--to", "ben,cem", "--json"))
    assert found == {"taken_back": {"ben": 1, "cem": 1}, "begun": 0, "kept": 0, "unshared": 0, "free": 1}
    run("assign")
    assert "1 article shared no more." in run("assign", "--take-back", "--article", other).stdout
    shutil.copy("annotator.db", "copy.db")
    run("assign", "--to", "ben")
    assert "Articles given to: ben 1." in run("-p", "copy.db", "merge", "annotator.db").stdout
    run("assign", "--take-back", "--to", "ben")
    assert "Articles taken back from: ben 1." in run("-p", "copy.db", "merge", "annotator.db").stdout
    assert "Say to whom" in run("assign", "--article", other, code=2).stderr
    assert "Say what to take back" in run("assign", "--take-back", code=2).stderr
    assert "no annotator 'dot'" in run("assign", "--take-back", "--to", "dot", code=2).stderr
    assert "--overlap is about a deal" in run("assign", "--article", other, "--overlap", "20%", code=2).stderr


def test_a_deal_by_a_field_is_even_in_each_value(run: Run, tmp_path: Path) -> None:
    lines = [
        json.dumps({"text": f"Article {number}.", "meta": {"genre": genre} if genre else {}})
        for number, genre in enumerate(["news"] * 4 + ["blog"] * 2 + [""])
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(lines))
    run("add", "in.jsonl")
    assert "No article that is left to deal out has meta.style" in (
        run("assign", "--to", "ana,ben", "--by", "meta.style", code=2).stderr
    )
    said = run("assign", "--to", "ana,ben", "--by", "meta.genre", "--per-article", "1").stdout
    assert "Evenly by meta.genre: without meta.genre 1, blog 2, news 4." in said
    with Store.open(tmp_path / "annotator.db") as store:
        rows = store.conn.execute(
            "SELECT json_extract(meta, '$.genre'), annotator, count(*) FROM assignments JOIN articles ON id = article "
            "GROUP BY 1, 2"
        ).fetchall()
    assert [row for row in rows if row[0]] == [
        ("blog", "ana", 1), ("blog", "ben", 1), ("news", "ana", 2), ("news", "ben", 2),
    ]  # fmt: skip


def test_assign_deals_out_what_nobody_was_given(run: Run, decided: str) -> None:
    report = document(run("assign", "--to", "ben, cem", "--per-article", "2", "--json"))
    assert report == {"articles": 1, "overlapping": 1, "assigned": {"ben": 1, "cem": 1}, "shared": 0}
    said = run("assign", "--to", "ben").stdout
    assert said.startswith("Nothing was left to deal out: every article was given to somebody or is shared already.")
    for share in ("120%", "x", "-1", "2"):
        assert "say a share" in run("assign", "--to", "ben,cem", "--overlap", share, code=2).stderr
    assert "not blank" in run("assign", "--to", "ben,", code=2).stderr
