"""The verbs of rounds."""

from __future__ import annotations

import json
from pathlib import Path

from support.commands import Run, document

TEXTS = ["Rain fell on Orlow.", "Lena Fischer sings.", "Mira Ellison left Norland.", "A bridge is old."]


def test_a_round_is_dealt_listed_and_shown(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text("\n".join(json.dumps({"text": text}) for text in TEXTS))
    gold = {"text": "Bo went to Rome.", "spans": [{"start": 11, "end": 15, "label": "GPE"}]}
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold))
    run("add", "in.jsonl")
    assert run("round").stdout.startswith("There is no round yet")
    said = run("round", "new", "pilot", "--articles", "2", "--to", "ana,ben", "--per-article", "2", "--as", "lea",
               "--gold", "gold.jsonl", "--hidden", "50%").stdout  # fmt: skip
    assert said == (
        "pilot: 2 articles dealt out, 2 of them to several.\n  ana: 3\n  ben: 3\n"
        "Hidden among them, for everybody: 1 article with known answers.\n"
    )
    listed = run("round", "list").stdout
    assert listed.split("\n")[1].split()[:1] + listed.split("\n")[1].split()[2:5] == ["pilot", "3", "6", "0"]
    shown = run("round", "show", "pilot", "--as", "lea").stdout
    assert "Nobody has finished what another one has." in shown
    assert "Of 1 article with known answers none is finished yet." in shown
    assert "There is no round 'nix'" in run("agree", "--round", "nix", code=2).stderr
    assert "Agreement needs two annotators" in run("agree", "--round", "pilot", code=1).stderr
    assert "known answers" not in run("round", "show", "pilot", "--as", "ana").stdout
    assert "hidden" not in run("round", "list", "--json", "--as", "ana").stdout
    assert document(run("round", "list", "--json", "--as", "lea"))[0]["hidden"] == 1
    rest = document(run("round", "new", "rest", "--articles", "9", "--to", "ana,ben", "--json"))
    assert (rest["articles"], rest["missing"], rest["hidden"]) == (2, 7, 0)
    idle = ("round", "new", "x", "--articles", "1", "--to", "ana", "--limit", "50%")
    assert "--limit is about hidden gold" in run(*idle, code=2).stderr
    assert "is a round 'rest' already" in run("round", "new", "rest", "--articles", "1", "--to", "ana", code=2).stderr
    assert "Nothing is left" in run("round", "new", "more", "--articles", "1", "--to", "ana", code=2).stderr
    assert "Rounds that are new here: pilot, rest." in run("-p", "copy.db", "merge", "annotator.db").stdout
    assert document(run("stats", "--json"))["people"]["ana"]["role"] == "annotator"
