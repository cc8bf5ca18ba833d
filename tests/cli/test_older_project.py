"""A project of an older version is brought up to date, and that is said."""

from __future__ import annotations

from pathlib import Path

from support.commands import Run
from support.schemas import FOLDER, restore

from annotator.storage.migrations import VERSION


def test_it_is_said_that_an_older_project_is_brought_up_to_date(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "old.db"
    restore((FOLDER / f"v{VERSION - 1}.sql").read_text(encoding="utf-8"), path)
    assert f"old.db.before-{VERSION}" in run("-p", str(path), "stats").stderr
    assert not run("-p", str(path), "stats").stderr
