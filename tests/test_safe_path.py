"""A hostile working folder: modules called like those that the program imports lie beside the articles; none is run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from support.news import QUIET
from support.pty import Terminal

from annotator import safe_path
from annotator.storage.store import Store
from annotator.suggest.common.installed import default_model

PROGRAM = str(Path(sys.executable).with_name("annotator"))
MODEL = default_model() or "none"
NAMES = [
    "annotator", "spacy", "thinc", "numpy", "torch", "cupy", "tensorflow", "fast_gliner", "json", "random", "array",
    "orjson", "click", "sqlite3", "sqlite_utils", "textual", "statistics", "queue", "tempfile", "sitecustomize",
]  # fmt: skip
BEFORE_US = {"annotator", "sitecustomize"}
"""What Python itself imports from the working folder before a line of ours is run, where it was told to look there."""
PEOPLE = ("Maria Lopez", "John Smith", "Anna Schmidt", "Peter Jones", "Laura Rossi", "James Brown")


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A folder of articles with modules, a model and a plug-in in it that say that they were run."""
    lines = "import pathlib\npathlib.Path(__file__).with_name('RUN-' + __name__).touch()\n"
    for name in NAMES:
        (tmp_path / f"{name}.py").write_text(lines)
    for name in (MODEL, f"{MODEL}-9.9.dist-info"):
        (tmp_path / name).mkdir()
    (tmp_path / MODEL / "__init__.py").write_text(f"open({str(tmp_path / 'RUN-model')!r}, 'w')")
    about = tmp_path / f"{MODEL}-9.9.dist-info"
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {MODEL}\nVersion: 9.9\n")
    (about / "entry_points.txt").write_text("[spacy_factories]\nner = random:x\n[annotator.formats]\nevil = random\n")
    rows = [
        {"text": f"{name} said on Monday that London waits.", "annotations": {"ana": [_person(name)]}}
        for name in PEOPLE
    ]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return tmp_path


def _person(name: str) -> dict[str, object]:
    return {"start": 0, "end": len(name), "label": "PERSON"}


def run(
    folder: Path, *arguments: str, program: Sequence[str] = (PROGRAM,), code: int = 0, path: str | None = None
) -> str:
    env = {**os.environ, **QUIET, **({} if path is None else {"PYTHONPATH": path})}
    ran = subprocess.run([*program, *arguments], cwd=folder, env=env, check=False, capture_output=True, text=True)
    assert ran.returncode == code, ran.stderr
    return ran.stdout


def was_run(folder: Path) -> set[str]:
    return {path.name.removeprefix("RUN-") for path in folder.rglob("RUN-*")}


def test_no_verb_runs_what_lies_in_the_working_folder(hostile: Path) -> None:
    run(hostile, "add", "a.jsonl")
    assert json.loads(run(hostile, "suggest", "--json"))["suggestions"] > 0
    run(hostile, "simulate", "a.jsonl")
    assert "better at nothing" in run(hostile, "train", "--as", "ana", "--epochs", "1", code=1)
    run(hostile, "demo", "--no-open", "--keep", "demo.db")
    run(hostile, "suggest", "-p", "demo.db", "--jobs", "2")
    run(hostile, "export", "docbin", "--as", "ana", "--out", "x.spacy")
    assert was_run(hostile) == set()


def test_the_app_runs_nothing_there_and_its_suggestions_come(hostile: Path) -> None:
    run(hostile, "add", "a.jsonl")
    with Terminal([PROGRAM, "--as", "ben", "label"], cwd=hostile, env=QUIET) as terminal:
        terminal.wait_for("▸ Maria Lopez  PERSON")
        terminal.press("q", "q")
        assert terminal.wait() == 0
    with Store.open(hostile / "annotator.db") as store:
        assert store.conn.execute("SELECT count(*) FROM suggestions").fetchone()[0] > 0
    assert was_run(hostile) == set()


@pytest.mark.parametrize("python_path", [None, os.pathsep, ".", os.pathsep.join((".", "/nowhere", ""))])
def test_neither_python_m_nor_a_loose_python_path_leads_there(hostile: Path, python_path: str | None) -> None:
    for name in BEFORE_US:
        (hostile / f"{name}.py").unlink()
    program = (sys.executable, "-m", "annotator")
    run(hostile, "add", "a.jsonl", program=program, path=python_path)
    assert json.loads(run(hostile, "suggest", "--json", program=program, path=python_path))["suggestions"] > 0
    assert was_run(hostile) == set()


def test_a_folder_that_the_user_has_named_in_full_stays_on_the_path(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    library = str(Path(os.__file__).parent)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", str(tmp_path), "/bin", library, str(tmp_path)])
    monkeypatch.setenv("PYTHONPATH", ".")
    safe_path.leave_out_working_folder()
    assert sys.path == ["/bin", library, str(tmp_path)]
    assert "PYTHONPATH" not in safe_path.environment()
    named = str(tmp_path)
    monkeypatch.setattr(sys, "path", ["", named, library])
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(("", "lib", named)))
    safe_path.leave_out_working_folder()
    assert sys.path == [named, library]
    assert safe_path.environment()["PYTHONPATH"] == named
