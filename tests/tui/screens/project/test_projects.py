"""Another project is opened from inside; one that is gone, or is none, is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.desks import make
from textual.widgets import Static

from annotator.recent_projects import note_project, recent_projects
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.library.screen import LibraryScreen
from annotator.tui.screens.project.projects import Projects


async def test_a_project_of_late_or_any_file_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNOTATOR_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.chdir(tmp_path)
    store, _ = make(tmp_path / "p.db")
    other, _ = make(tmp_path / "other.db")
    other.close()
    (tmp_path / "text.txt").write_text("No project.", encoding="utf-8")
    for name in ("other.db", "gone.db", "p.db"):
        note_project(tmp_path / name)
    app = AnnotatorApp(store, "ana", suggest=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, LibraryScreen)

        def said() -> str:
            return " ".join(str(one.render()) for one in app.screen.query(Static))

        screen.perform("other_projects")
        await pilot.pause()
        assert isinstance(app.screen, Projects)
        await pilot.press("enter")
        await pilot.pause()
        assert "There is no project at" in said()
        await pilot.press("x")
        assert recent_projects() == [tmp_path / "p.db", tmp_path / "other.db"]
        await pilot.press("o")
        await pilot.pause()
        await pilot.press(*"te", "tab", "enter")
        await pilot.pause()
        assert "is not an annotator project" in said()
        await pilot.press("enter")
        await pilot.pause()
    assert app.following == tmp_path / "other.db"
    store.close()
