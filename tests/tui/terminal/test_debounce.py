"""Work at rest: once, when it was last asked for; an error in it ends the app."""

from __future__ import annotations

import pytest
from textual.app import App

from annotator.tui.terminal.debounce import Debounce


async def test_the_work_is_done_once_however_often_it_is_asked_for() -> None:
    done: list[str] = []
    app = App[None]()
    async with app.run_test() as pilot:
        first = Debounce(app, 0.01, lambda: done.append("first"))
        for _ in range(3):
            first.ask()
        last = Debounce(app, 0.05, lambda: done.append("last"))
        last.ask()
        while "last" not in done:
            await pilot.pause(0.01)
        assert done == ["first", "last"]
        first.ask()
        last.ask()
        while len(done) < 4:
            await pilot.pause(0.01)
        assert done[2:] == ["first", "last"]


async def test_what_is_dropped_is_not_done_and_what_is_asked_for_again_waits_anew() -> None:
    done: list[str] = []
    app = App[None]()
    async with app.run_test() as pilot:
        dropped = Debounce(app, 0.01, lambda: done.append("dropped"))
        later = Debounce(app, 0.03, lambda: done.append("later"))
        dropped.ask()
        later.ask()
        dropped.drop()
        while not done:
            await pilot.pause(0.01)
        assert done == ["later"]


async def test_an_error_ends_the_app() -> None:
    def broken() -> None:
        raise KeyError("broken")

    app = App[None]()
    with pytest.raises(KeyError, match="broken"):
        async with app.run_test() as pilot:
            Debounce(app, 0.01, broken).ask()
            await pilot.pause(0.5)
