"""The projects of late: the last one first, kept where that can be written, harmless where the file is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.recent_projects import forget_project, note_project, recent_projects


def test_the_last_one_stands_first_and_none_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ANNOTATOR_CONFIG", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert recent_projects() == []
    for name in ("a.db", "b.db", "a.db"):
        note_project(Path(name))
    assert recent_projects() == [tmp_path / "a.db", tmp_path / "b.db"]
    forget_project(tmp_path / "a.db")
    assert recent_projects() == [tmp_path / "b.db"]
    for number in range(50):
        note_project(Path(f"{number}.db"))
    assert len(recent_projects()) == 30


@pytest.mark.parametrize("text", ["", "{}", "[1, null]", "[" * 100_000, "\xff"])
def test_what_makes_no_sense_is_nothing(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNOTATOR_CONFIG", str(tmp_path / "config.toml"))
    (tmp_path / "recent.json").write_bytes(text.encode("latin-1"))
    assert recent_projects() == []
    note_project(Path("/a.db"))
    assert recent_projects() == [Path("/a.db")]


def test_where_nothing_can_be_written_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNOTATOR_CONFIG", "/proc/nobody/config.toml")
    note_project(Path("/a.db"))
    assert recent_projects() == []
