"""What sources mean, where a project that is open lies among the files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from support.blank import blank

from annotator.errors import InputError
from annotator.services.importing.add import AddOptions, add
from annotator.services.importing.sources.inputs import opened


def test_a_project_may_lie_in_the_folder_that_is_added_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its files are not read: that would let go of the locks on them, and another program would take its log away."""
    (tmp_path / "a.txt").write_text("First.")
    monkeypatch.chdir(tmp_path)
    with blank(Path("p.db")) as store:
        report = add(store, ["."], AddOptions())
        assert report.added == 1
        assert report.notices == [".: 3 files that no format knows were passed over: p.db, p.db-shm, p.db-wal"]
        subprocess.run([sys.executable, "-m", "annotator", "-p", "p.db", "articles"], check=True, capture_output=True)
        (tmp_path / "b.txt").write_text("Second.")
        assert add(store, ["."], AddOptions()).added == 1


@pytest.mark.parametrize("name", ["p.db", "p.db-wal", "p.db-shm"])
def test_a_database_that_is_in_use_is_refused_with_what_to_do_instead(tmp_path: Path, name: str) -> None:
    with blank(tmp_path / "p.db") as store:
        store.scheme()
        with opened([str(tmp_path / name)], "", None) as found:
            (error,) = found
    assert isinstance(error, InputError)
    assert "annotator merge" in error.reason
