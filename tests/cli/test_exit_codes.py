"""Exit codes: 2 where the user named what is not there or said what makes no sense, 1 where the work failed."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.commands import Run

UNKNOWN = {
    ("nix",): "There is no verb 'nix'. There are: demo, add, ",
    ("export", "nix"): "The format 'nix' is not there. Those that can be written: brat, ",
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
    ("add", "a.txt", "--format", "nix"): "The format 'nix' is not there. Those that can be read: brat, ",
    ("add", "a.txt", "--format", "webannotation"): "can be written but not read. Those that can be read: brat, ",
    ("train", "--layer", "zed"): "There is no layer 'zed'",
    ("agree", "--measure", "nix"): "There is no measure 'nix'. There are: alpha, f1, kappa.",
    ("agree", "zed"): "There is no layer 'zed'",
    ("log", "--as", "zed"): "There is no annotator 'zed'",
    ("log", "--article", "zz"): "No article has a key that begins with 'zz'",
    ("label", "--article", "zz"): "",
    ("labels", "rename", "NIX", "X"): "The scheme has no label 'NIX'. It has: PERSON, ",
    ("labels", "merge", "NIX", "ORG"): "The scheme has no label 'NIX'",
    ("labels", "archive", "NIX"): "The scheme has no label 'NIX'",
    ("suggest", "--model", "nix"): "There is no spaCy pipeline 'nix'",
    ("suggest", "--model", "zeroshot:nix?PERSON"): "There is no model folder 'nix'",
    ("simulate", "a.txt", "--model", "nix"): "There is no spaCy pipeline 'nix'",
    ("train", "--model", "nix"): "There is no spaCy pipeline 'nix'",
    ("merge", "annotator.db", "--map", "NIX=X"): "The other project has no label 'NIX'",
    ("assign", "--overlap", "20%"): "An overlap needs names",
    ("assign", "--to", "gold"): "that layer is made by review",
}


@pytest.mark.parametrize("args", UNKNOWN, ids=" ".join)
def test_a_name_that_is_not_there_is_wrong_usage(run: Run, decided: str, tmp_path: Path, args: tuple[str, ...]) -> None:
    (tmp_path / "a.txt").write_text("Storm hits Bergen", encoding="utf-8")
    result = run(*args, code=2)
    assert UNKNOWN[args] in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    "line", ['theme = "pink"', 'preset = "emacs"', 'models = ["nix"]', "nix = 1", "[keymap]\nnix = 'f5'"]
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
