"""Completion in the shell, a verb or format misspelt, and the formats in the help of `export`."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support.commands import Run

from annotator import plugins
from annotator.storage.store import Store

Complete = Callable[..., list[str]]
_ESCAPED = str.maketrans({sign: f"\\{sign}" for sign in "$( )"})
_SOURCED = """
source "$1"
COMP_WORDS=("${@:2}")
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_annotator_completion annotator
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture
def complete(tmp_path: Path, run: Run) -> Complete:
    """Completes a line as bash does, which has sourced our script; the program is that of this interpreter."""
    script = tmp_path / "completion.bash"
    script.write_text(run("completion", "bash").stdout.replace(" $1)", f" {sys.executable} -m annotator)"))

    def completed(*words: str) -> list[str]:
        bash = shutil.which("bash") or pytest.skip("no bash here")
        command = [bash, "--norc", "-c", _SOURCED, "bash", str(script), "annotator", *words]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert not done.stderr
        return done.stdout.splitlines() if done.stdout.strip() else []

    return completed


def test_bash_completes_verbs_options_and_formats(complete: Complete) -> None:
    assert complete("ex") == ["export"]
    assert complete("export", "web") == ["webanno_tsv", "webannotation"]
    assert complete("export", "--sta") == ["--status"]
    assert complete("suggest", "--engine", "") == ["local", "ray"]
    assert complete("labels", "ar") == ["archive"]


def test_bash_completes_what_the_project_has_and_nothing_without_one(complete: Complete, decided: str) -> None:
    with Store.open(Path("annotator.db")) as store, store.write():
        store.conn.execute("UPDATE layers SET layer = '$(touch x) y'")
    assert complete("label", "--article", decided[:4]) == [decided]
    assert complete("agree", "a") == ["ana"]
    assert complete("export", "--layer", "") == ["$(touch x) y".translate(_ESCAPED), "all", "gold"]
    assert not Path("x").exists()
    assert "PERSON" in complete("labels", "rename", "P")
    assert complete("-p", "none.db", "labels", "rename", "P") == []


@pytest.mark.usefixtures("decided")
def test_bash_completes_a_name_of_several_words_as_one(complete: Complete, run: Run) -> None:
    run("find", "Storm", "--save", "Storm: who, what?")
    run("find", "Storm", "--save", "Größe der Städte")
    assert complete("lists", "show", "St") == ["Storm:\\ who,\\ what\\?"]
    assert complete("lists", "show", "Storm:\\ w") == ["Storm:\\ who,\\ what\\?"]
    assert complete("lists", "show", '"Storm: w') == ["Storm: who, what?"]
    assert complete("label", "--list", "'Grö") == ["Größe der Städte"]
    assert complete("lists", "drop", "Grö") == ["Größe\\ der\\ Städte"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_a_script_that_asks_us(run: Run, shell: str) -> None:
    assert f"_ANNOTATOR_COMPLETE={shell}_complete" in run("completion", shell).stdout


@pytest.mark.parametrize(
    ("args", "meant"),
    [
        (["lable"], "label"),
        (["exprot"], "export"),
        (["export", "JSONL"], "jsonl"),
        (["export", "labelstudio"], "label_studio"),
        (["export", "conll", "--set", "tag=iob1"], "tags"),
        (["agree", "--measure", "kapa"], "kappa"),
        (["labels", "archive", "PERSN"], "PERSON"),
    ],
)
@pytest.mark.usefixtures("decided")
def test_a_slip_is_answered_with_what_was_meant(run: Run, args: list[str], meant: str) -> None:
    said = run(*args, code=2)
    assert f"Did you mean {meant}?" in said.stderr


def test_what_is_like_nothing_gets_no_guess(run: Run) -> None:
    assert "Did you mean" not in run("qqq", code=2).stderr


def test_the_help_of_export_lists_the_formats_and_their_settings(run: Run) -> None:
    listed = run("export", "--help").stdout.split("Formats and what")[1]
    for name in plugins.names("formats"):
        assert (f"\n  {name} " in listed) == hasattr(plugins.load("formats", name), "write")
    assert "[tags=iob2|iob1|bioes|biluo]" in listed
