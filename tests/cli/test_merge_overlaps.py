"""A merge that brings spans side by side that the scheme does not allow says so, as a package does."""

from __future__ import annotations

import shutil
from pathlib import Path

from support.commands import Run, document
from support.teams import finish, project, put

from annotator.domain.span import Span
from annotator.storage.maintenance.backup import backup
from annotator.storage.store import Store


def test_spans_of_two_copies_that_overlap_are_told(run: Run, tmp_path: Path) -> None:
    with project(tmp_path / "annotator.db") as store:
        key = put(store, "Ada met Bob at Acme in Oslo .")
        backup(store, tmp_path / "copy.db")
        finish(store, key, {"ana": [Span(0, 7, "PER")]})
    with Store.open(tmp_path / "copy.db") as copy:
        finish(copy, key, {"ana": [Span(4, 11, "PER")]})
    shutil.copy(tmp_path / "annotator.db", tmp_path / "second.db")
    assert f"2 spans in 1 article overlap as the scheme does not allow, made in two copies: {key[:12]}" in (
        run("merge", "copy.db").stdout
    )
    said = document(run("-p", "second.db", "merge", "copy.db", "--json"))
    assert said["overlapping"] == [{"article": key, "layer": "ana", "spans": 2}]
    again = document(run("merge", "copy.db", "--json"))
    assert (again["overlapping"], again["unfit"]) == ([], [])
