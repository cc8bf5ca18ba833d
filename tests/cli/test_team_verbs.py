"""The verbs of a team: take in another project, deal out work, measure agreement."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.commands import Run, document
from support.projects import at_work

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
    assert "ben, ana" in said
    assert said.split("\n", 1)[0].split() == (
        ["pair", "articles", "spans", "F1", "exact", "95", "%", "partial", "unlabelled", "kappa", "marked"]
    )
    assert "\n  alpha over tokens: " in said
    assert "LOC and nothing: 1" in said
    only = run("agree", "--measure", "kappa").stdout
    assert only.split("\n", 1)[0].split() == ["pair", "articles", "spans", "kappa", "95", "%", "marked"]
    assert "alpha over" not in only
    assert "everybody finished" not in only
    assert run("agree", "--csv").stdout.startswith("of,a,b,")
    assert "There is no layer 'nix' in annotator.db. There are: ana, ben." in run("agree", "nix", code=2).stderr


def test_assign_without_names_shares(run: Run, decided: str) -> None:
    assert run("assign").stdout.startswith(
        "1 article shared by whoever comes. `annotator assign --to NAME,NAME --again`"
    )
    assert "is shared already" in run("assign", "--to", "ben").stdout
    assert "1 article dealt out" in run("assign", "--to", "ben", "--again").stdout


def test_assign_deals_out_what_nobody_was_given(run: Run, decided: str) -> None:
    report = document(run("assign", "--to", "ben, cem", "--per-article", "2", "--json"))
    assert report == {"articles": 1, "overlapping": 1, "assigned": {"ben": 1, "cem": 1}, "shared": 0}
    said = run("assign", "--to", "ben").stdout
    assert said.startswith("Nothing was left to deal out: every article was given to somebody or is shared already.")
    for share in ("120%", "x", "-1", "2"):
        assert "say a share" in run("assign", "--to", "ben,cem", "--overlap", share, code=2).stderr
    assert "not blank" in run("assign", "--to", "ben,", code=2).stderr
