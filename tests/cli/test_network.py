"""Where a project lies on a network file system, one is told, and what to do instead."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.commands import Run

from annotator.services import file_system


def test_it_is_told_once_where_a_project_is_made_and_by_doctor(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"22 1 0:40 / {tmp_path} rw - nfs4 server:/home rw\n")
    monkeypatch.setattr(file_system, "_MOUNTS", mounts)
    (tmp_path / "a.txt").write_text("Ana went to Rome.")
    told = "lies on a network file system (nfs4)"
    assert told in run("add", "a.txt").stderr
    assert told not in run("stats").stderr
    doctor = run("doctor")
    assert told in doctor.stderr
    assert "`annotator sync`" in doctor.stderr
