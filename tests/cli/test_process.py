"""The program as a process: a broken pipe is quiet, Ctrl-C leaves a sound project, a traceback only with --debug."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.storage.store import Store

PROGRAM = [sys.executable, "-m", "annotator"]


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ANNOTATOR_PROJECT", raising=False)


def test_a_broken_pipe_is_quiet(tmp_path: Path) -> None:
    Store.create(tmp_path / "annotator.db").close()
    with subprocess.Popen([*PROGRAM, "keys", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as ran:
        assert ran.stdout
        assert ran.stderr
        ran.stdout.close()
        assert ran.stderr.read() == b""
    assert ran.returncode == 1


def test_labels_are_changed_though_nobody_reads_what_is_said(tmp_path: Path) -> None:
    Store.create(tmp_path / "annotator.db").close()
    (tmp_path / "scheme.toml").write_text('[[label]]\nname = "SHIP"\n', encoding="utf-8")
    with subprocess.Popen([*PROGRAM, "labels", "load", "scheme.toml"], stdout=subprocess.PIPE) as ran:
        assert ran.stdout
        ran.stdout.close()
    with Store.open(tmp_path / "annotator.db") as store:
        assert [label.name for label in store.scheme().active()] == ["SHIP"]


@pytest.mark.parametrize("out", ["-", "/dev/stdout", "/dev/fd/1"])
@pytest.mark.parametrize("as_json", [[], ["--json"]])
def test_an_export_to_standard_output_has_nothing_else_there(out: str, as_json: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ana left.", encoding="utf-8")
    subprocess.run([*PROGRAM, "add", "a.txt"], check=True, capture_output=True)
    export = [*PROGRAM, "export", "-o", out, "--status", "any", *as_json]
    piped = subprocess.run(export, capture_output=True, text=True, check=True)
    assert json.loads(piped.stdout)["text"] == "Ana left."
    assert "article" in piped.stderr
    with (tmp_path / "file").open("w") as file:
        subprocess.run(export, stdout=file, stderr=subprocess.PIPE, check=True)
    assert (tmp_path / "file").read_text() == piped.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "annotator.db", "file"]


def test_what_stands_beside_a_file_is_said_to_be_left_out_of_a_stream(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ana left.", encoding="utf-8")
    subprocess.run([*PROGRAM, "add", "a.txt", "--format", "text"], check=True, capture_output=True)
    export = [*PROGRAM, "export", "conll", "-o", "-", "--status", "any"]
    ran = subprocess.run([*export, "--strict"], capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert "Left out, as only one file fits there: export.conll.articles.jsonl." in ran.stderr
    assert "Nothing was lost" not in ran.stderr
    export[export.index("conll")] = "brat"
    folder = subprocess.run(export, capture_output=True, text=True, check=False)
    assert (folder.returncode, folder.stdout) == (2, "")
    assert "cannot take a folder of files" in folder.stderr


def test_ctrl_c_says_so_and_leaves_a_sound_project() -> None:
    subprocess.run([*PROGRAM, "labels", "add", "SHIP"], check=True, capture_output=True)
    with subprocess.Popen(
        [*PROGRAM, "add", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - a shell's background ignores it
    ) as ran:
        assert ran.stdin
        ran.stdin.write("More than a pipe holds: once it is gone, the program is reading. " * 5_000)
        ran.stdin.flush()
        ran.send_signal(signal.SIGINT)
        out, said = ran.communicate()
    assert (ran.returncode, out, said.strip()) == (1, "", "Stopped. What was done so far is kept.")
    checked = subprocess.run([*PROGRAM, "doctor"], capture_output=True, text=True, check=True)
    assert checked.stdout.splitlines()[-1] == "The project is sound."  # after what there is to note of this SQLite


def test_a_traceback_only_with_debug() -> None:
    plain = subprocess.run([*PROGRAM, "labels", "load", "nix.toml"], capture_output=True, text=True, check=False)
    assert (plain.returncode, plain.stderr) == (2, "nix.toml: There is no such file.\n")
    told = subprocess.run(
        [*PROGRAM, "labels", "load", "nix.toml", "--debug"], capture_output=True, text=True, check=False
    )
    assert told.returncode == 2
    assert "Traceback" in told.stderr


def test_an_export_that_is_refused_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Storm hits Bergen", encoding="utf-8")
    subprocess.run([*PROGRAM, "add", "a.txt"], check=True, capture_output=True)
    refused = [*PROGRAM, "export", "conll", "--status", "any", "--set", "tags=nix"]
    ran = subprocess.run(refused, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1), ran.stderr


def test_text_that_the_terminal_cannot_show_is_escaped(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Čapek in Łódź 😀", encoding="utf-8")
    narrow = os.environ | {"PYTHONIOENCODING": "ascii"}
    subprocess.run([*PROGRAM, "add", "a.txt"], env=narrow, check=True, capture_output=True)
    listed = subprocess.run([*PROGRAM, "articles"], env=narrow, check=True, capture_output=True, text=True)
    assert "\\u010capek in \\u0141\\xf3d\\u017a" in listed.stdout


def test_names_that_are_no_text_are_refused() -> None:
    for args in (("stats", "--as"), ("labels", "add"), ("articles", "archive")):
        ran = subprocess.run([*PROGRAM, *args, b"\xff"], capture_output=True, text=True, check=False)
        assert ran.returncode in (1, 2)
        assert "Traceback" not in ran.stderr
        assert "unforeseen" not in ran.stderr


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    ran = subprocess.run([*PROGRAM, "labels", "add", "SHIP"], capture_output=True, text=True, check=False)
    tmp_path.chmod(0o700)
    assert ran.returncode == 1
    assert "cannot be written" in ran.stderr
