"""The verb of releases."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from support.commands import Run, document


def test_a_tag_is_written_as_a_folder(run: Run, decided: str, tmp_path: Path) -> None:
    assert "There are none: `annotator tag NAME` sets one" in run("release", "v1.0", code=2).stderr
    run("tag", "v1.0")
    said = run("release", "v1.0").stdout.splitlines()
    assert said[1] == "Reviewed: 0; all said the same: 0; one alone: 1."
    assert said[-2] == "Names in it: ana. `--anonymous` writes pseudonyms."
    assert said[-1].endswith("releases/annotator-v1.0: 12 files.")
    assert "is not empty" in run("release", "v1.0", code=2).stderr
    assert "read but not written" in run("release", "v1.0", "-o", "x", "--format", "feed", code=2).stderr
    found = document(run("release", "v1.0", "-o", "out", "--anonymous", "--format", "conll", "--json"))
    assert (found["articles"], found["single"], found["names"], found["lost"]["jsonl"]) == (1, 1, [], {})
    assert "gold/conll" in " ".join(found["files"])
    line = json.loads(next((tmp_path / "out" / "data").glob("*.jsonl")).read_text(encoding="utf-8"))
    assert (line["key"], line["layer"]) == (decided, "A1")
    assert run("-p", "out/annotator.db", "doctor").stdout.endswith("The project is sound.\n")


def test_what_changed_since_a_tag_is_in_it(run: Run, decided: str, tmp_path: Path) -> None:
    run("tag", "v1.0")
    run("add", "-", input=json.dumps({"text": "Lena sings.", "_annotator_id": "ana", "spans": []}))
    run("tag", "v1.1")
    assert run("release", "v1.1", "-o", "out", "--split", "50/50").stdout.endswith(", changes since v1.0.\n")
    assert "Only in v1.1: 1 article" in (tmp_path / "out" / "CHANGES.md").read_text(encoding="utf-8")


def test_the_sides_are_told_in_their_order(run: Run, tmp_path: Path) -> None:
    rows = ({"text": f"Text {one} of {'abc' * one}.", "_annotator_id": "ana", "spans": []} for one in range(40))
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    run("add", "in.jsonl")
    run("tag", "v1.0")
    for seed in "123":
        said = run("release", "v1.0", "-o", f"out{seed}", "--split", "40/30/30", "--seed", seed).stdout
        assert re.search(r"\(train \d+, dev \d+, test \d+\)", said)


LATER = """
import datetime, time
_time, _ns, _fields = time.time, time.time_ns, time.gmtime
time.time, time.time_ns = lambda: _time() + 4e7, lambda: _ns() + 4 * 10**16
time.gmtime = lambda seconds=None: _fields(time.time() if seconds is None else seconds)
class Moment(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)
datetime.datetime = Moment
"""


def test_it_is_the_same_on_another_day_and_in_another_place(run: Run, decided: str, tmp_path: Path) -> None:
    run("tag", "v1.0")
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "sitecustomize.py").write_text(LATER, encoding="utf-8")
    asked = ["-p", str(tmp_path / "annotator.db"), "release", "v1.0", "--format", "docbin", "-o", "out"]
    run(*asked)
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(tmp_path / "later"), *sys.path]),
        "TZ": "Asia/Tokyo",
    }
    command = [sys.executable, "-W", "ignore", "-m", "annotator", *asked]
    said = subprocess.run(command, cwd=tmp_path / "later", env=environment, check=True, capture_output=True, text=True)
    assert "Reviewed: 0" in said.stdout
    one, other = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (tmp_path / "out", tmp_path / "later" / "out")
    )
    assert one == other
