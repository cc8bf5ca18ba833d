"""Exit codes: 2 where the user named what is not there or said what makes no sense, 1 where the work failed."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.commands import Run

from annotator.cli.base import verbs

UNKNOWN = {
    ("zzz",): "There is no verb 'zzz'. There are: demo, add, ",
    ("export", "zzz"): "The format 'zzz' is not there. Those that can be written: brat, ",
    ("export", "feed"): "The format 'feed' can be read but not written. Those that can be written: brat, ",
    ("export", "--layer", "zed"): "There is no layer 'zed' in annotator.db. There are: ana.",
    (
        "export",
        "conll",
        "--set",
        "tag=iob1",
    ): "The format conll has no setting 'tag'. Did you mean tags? It has: columns, ",
    ("export", "conll", "--set", "tags=x"): "The setting tags of conll is iob2 or iob1 or bioes or biluo, not 'x'.",
    ("export", "--set", "tags=iob1"): "The format jsonl has no setting 'tags'. It has none.",
    ("add", "a.txt", "--format", "zzz"): "The format 'zzz' is not there. Those that can be read: bioc, ",
    ("add", "a.txt", "--format", "webannotation"): "can be written but not read. Those that can be read: bioc, ",
    ("train", "--layer", "zed"): "There is no layer 'zed'",
    ("agree", "--measure", "zzz"): "There is no measure 'zzz'. There are: alpha, attributes, coref, f1, gamma, kappa, "
    "links, relations.",
    ("agree", "zed"): "There is no layer 'zed'",
    ("log", "--as", "zed"): "There is no annotator 'zed'",
    ("log", "--article", "zz"): "No article has a key that begins with 'zz'",
    ("label", "--article", "zz"): "",
    ("labels", "rename", "NIX", "X"): "The scheme has no label 'NIX'. It has: PERSON, ",
    ("labels", "merge", "NIX", "ORG"): "The scheme has no label 'NIX'",
    ("labels", "archive", "NIX"): "The scheme has no label 'NIX'",
    ("suggest", "--model", "zzz"): "There is no spaCy pipeline 'zzz'",
    ("suggest", "--model", "zeroshot:zzz?PERSON"): "There is no model folder 'zzz'",
    ("simulate", "a.txt", "--model", "zzz"): "There is no spaCy pipeline 'zzz'",
    ("train", "--model", "zzz"): "There is no spaCy pipeline 'zzz'",
    ("merge", "annotator.db", "--map", "NIX=X"): "The other project has no label 'NIX'",
    ("assign", "--overlap", "20%"): "An overlap needs names",
    ("assign", "--to", "gold"): "that layer is made by review",
    ("articles", "archive", "zz"): "No article has a key that begins with 'zz'",
    ("backup",): "Missing argument",
    ("collect", "none.db"): "There is no project at none.db",
    ("merge", "none.db"): "There is no project at none.db",
    ("completion", "zzz"): "'zzz' is not one of",
    ("demo", "zzz"): "unexpected extra argument",
    ("doctor", "zzz"): "unexpected extra argument",
    ("formats", "zzz"): "unexpected extra argument",
    ("keys", "zzz"): "unexpected extra argument",
    ("models", "zzz"): "unexpected extra argument",
    ("stats", "--day", "zzz"): "'zzz' is no day",
    ("tag", "drop", "v9"): "There is no tag 'v9'",
    ("diff", "v9"): "There is no tag 'v9'",
    ("export", "--at", "v9"): "There is no tag 'v9'",
    ("release", "v9", "-o", "x"): "There is no tag 'v9'",
    ("people", "rename", "zed", "eva"): "There is nobody called 'zed'",
    ("handout", "zed", "-o", "zed.db"): "zed",
    ("round", "show", "zzz"): "There is no round 'zzz'",
    ("sync", "zzz"): "No such command 'zzz'",
    ("team", "zzz"): "unexpected extra argument",
    ("settle", "--by", "zzz"): "'zzz' is not one of",
    ("lists", "show", "zzz"): "There is no list 'zzz'",
    ("review", "--list", "zzz"): "",
    ("recheck", "NIX"): "The scheme has no label 'NIX'",
    ("recheck", "PERSON", "--since", "g9"): "There is no version 'g9' of the labels",
    ("guide", "diff", "g1", "g9"): "There is no version 'g9' of the labels",
    ("labels", "diff", "g9", "g1"): "There is no version 'g9' of the labels",
    ("labels", "load", "none.toml"): "none.toml: There is no such file.",
    ("find", "--label", "NIX"): "The scheme has no label 'NIX'",
    ("find", "x", "--layer", "zed"): "There is no layer 'zed'",
    ("find", "--patterns", "none.jsonl"): "none.jsonl: There is no such file.",
    ("find", "patterns:none.jsonl"): "none.jsonl: There is no such file.",
    ("find", "--regex", "("): "is no regular expression",
    ("suggest", "--patterns", "none.jsonl"): "none.jsonl: There is no such file.",
    ("simulate", "a.txt", "--patterns", "none.jsonl"): "none.jsonl: There is no such file.",
    ("simulate", "none.jsonl"): "none.jsonl: There is no such file.",
}


@pytest.mark.parametrize("args", UNKNOWN, ids=" ".join)
def test_a_name_that_is_not_there_is_wrong_usage(run: Run, decided: str, tmp_path: Path, args: tuple[str, ...]) -> None:
    (tmp_path / "a.txt").write_text("Storm hits Bergen", encoding="utf-8")
    result = run(*args, code=2)
    assert UNKNOWN[args] in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("verb", verbs())
def test_no_verb_takes_an_option_that_is_none(run: Run, verb: str) -> None:
    assert "No such option '--zzz'" in run(verb, "--zzz", code=2).stderr


def test_a_file_that_is_refused_among_others_is_1(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Storm hits Bergen", encoding="utf-8")
    assert "refused: none.txt: There is no such file." in run("add", "a.txt", "none.txt", code=1).stderr


@pytest.mark.parametrize(
    "line", ['theme = "pink"', 'preset = "emacs"', 'models = ["zzz"]', "zzz = 1", "[keymap]\nzzz = 'f5'"]
)
def test_so_are_settings_that_make_no_sense(run: Run, decided: str, tmp_path: Path, line: str) -> None:
    (tmp_path / "none.toml").write_text(line, encoding="utf-8")
    assert run("suggest" if "models" in line else "keys", code=2).stderr


def test_without_any_layer_it_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Storm hits Bergen", encoding="utf-8")
    run("add", "a.txt")
    for args in (("export", "--layer", "zed"), ("log", "--as", "zed")):
        assert "'zed' in annotator.db. Nobody has labelled anything yet." in run(*args, code=2).stderr


def test_what_was_named_rightly_and_fails_is_1(run: Run, decided: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Storm hits Bergen", encoding="utf-8")
    assert "There is no gold span in it" in run("simulate", "a.txt", code=1).stderr
    assert "The hot key 'P' is PERSON's already" in run("labels", "add", "NEW", "--key", "P", code=1).stderr
    assert "is there already" in run("labels", "add", "PERSON", code=1).stderr
