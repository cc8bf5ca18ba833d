"""Settings are shown as they would be, kept in the user's file and in the project, or taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.desks import make
from textual.widgets import Static

from annotator.config import CHOICES, load
from annotator.tui.app import AnnotatorApp
from annotator.tui.host import AppScreen
from annotator.tui.screens.annotate.screen import AnnotateScreen
from annotator.tui.widgets.line import Line


async def test_settings_are_previewed_and_kept_or_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = tmp_path / "config.toml"
    config.write_text('# mine\ntheme = "dark"\n', encoding="utf-8")
    monkeypatch.setenv("ANNOTATOR_CONFIG", str(config))
    store, key = make(tmp_path / "p.db")
    app = AnnotatorApp(store, "ana", settings=load(), article=key, start="annotate", suggest=False)
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, AnnotateScreen)

        async def shown() -> str:
            assert isinstance(screen, AppScreen)
            screen.perform("settings")
            await pilot.pause()
            return str(app.screen.query_one("#answers", Line).render())

        assert "s keep all" in await shown()
        await pilot.press("right", "down", "right")
        await pilot.pause()
        assert app.shown_theme == "dark-contrast"
        assert screen.view.display_mode == CHOICES["display"][1]
        await pilot.press("escape")
        await pilot.pause()
        assert app.shown_theme == "dark"
        assert screen.view.display_mode == "lanes"
        assert config.read_text(encoding="utf-8") == '# mine\ntheme = "dark"\n'

        await shown()
        await pilot.press("right", *["down"] * 9, "enter")
        await pilot.pause()
        await pilot.press(*"many", "enter")
        await pilot.pause()
        assert "goal makes no sense as 'many'" in " ".join(str(one.render()) for one in app.screen.query(Static))
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press(*"20 spans", "enter")
        await pilot.pause()
        await pilot.press("up", "enter")
        await pilot.pause()
        await pilot.press(*["backspace"] * 2, *"0", "enter")
        await pilot.pause()
        assert "second_look makes no sense as 0" in " ".join(str(one.render()) for one in app.screen.query(Static))
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("backspace", *"12", "enter")
        await pilot.pause()
        await pilot.press("down", "down", "down", "down", "enter")
        await pilot.pause()
        await pilot.press(*["backspace"] * 4, *"0.5", "enter")
        await pilot.pause()
        await pilot.press("s")
        await pilot.pause()
        assert isinstance(app.screen, AnnotateScreen)
        kept = '# mine\ntheme = "dark-contrast"\nsecond_look = 12\ngoal = "20 spans"\n'
        assert config.read_text(encoding="utf-8") == kept
        assert store.scheme().accept_at == 0.5
        assert screen.session.scheme.accept_at == 0.5
        assert "accept_at is 0.5 and auto_accept project. Kept in" in str(screen.facts.render())
    store.close()
