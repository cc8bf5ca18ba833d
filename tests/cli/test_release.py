"""The verb of releases."""

from __future__ import annotations

import json
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
