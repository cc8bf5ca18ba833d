"""The dashboard screen: it shows the figures of the project, at every width."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from support.teams import act, finish, project, put

from annotator.domain.decisions import Accepted, Finished, Rejected
from annotator.domain.span import Span
from annotator.services.reporting.dashboard import Dashboard, dashboard
from annotator.storage.store import Store
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.agree.screen import AgreeScreen
from annotator.tui.screens.common import counting
from annotator.tui.screens.common.counting import WAITING
from annotator.tui.screens.dashboard import DashboardScreen
from annotator.tui.screens.library.screen import LibraryScreen
from annotator.tui.widgets.line import Line

TEXT = "Ada met Bob at Acme in Oslo ."
ADA, BOB, ACME = Span(0, 3, "PER"), Span(8, 11, "PER"), Span(15, 19, "ORG")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with project(tmp_path / "p.db") as opened:
        yield opened


@pytest.mark.parametrize("width", [40, 80, 120, 200])
async def test_all_figures_are_there(store: Store, width: int) -> None:
    put(store, "Quiet .")
    key = put(store, TEXT)
    finish(store, key, {"ana": [ADA, ACME], "b\x1ben": [ADA, BOB]})
    act(store, key, "cid", Accepted(ADA, "model"), Rejected(BOB, "model"), Finished())
    app = AnnotatorApp(store, "rita", suggest=False)
    async with app.run_test(size=(width, 30)) as pilot:
        await pilot.pause()
        await pilot.press("d")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, DashboardScreen)
        shown = {name: str(screen.query_one(f"#{name}").render()) for name in ("progress", "labels", "agreement")}
        assert "50%" in shown["progress"]
        assert "b␛en" in shown["progress"]
        assert "PER" in shown["labels"]
        assert "0.50" in shown["agreement"]
        assert "50%" in str(screen.query_one("#sources").render())
        await pilot.press("m")
        assert isinstance(app.screen, AgreeScreen)
        await pilot.press("q", "q")
        assert isinstance(app.screen, LibraryScreen)


async def test_while_a_large_project_is_counted_keys_go_on_and_who_leaves_waits_for_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, came = Event(), Event()

    def slowly(of: Store) -> Dashboard:
        assert of.conn is not store.conn
        assert go_on.wait(30)
        try:
            return dashboard(of)
        finally:
            came.set()

    monkeypatch.setattr(counting, "AT_ONCE", -1)
    monkeypatch.setattr("annotator.tui.screens.dashboard.dashboard", slowly)
    finish(store, put(store, TEXT), {"ana": [ADA, ACME]})
    app = AnnotatorApp(store, "rita", suggest=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("d")
        assert str(app.screen.query_one("#progress").render()) == WAITING
        assert "3 decisions" in str(app.screen.query_one("#facts", Line).render_line(0).text)
        await pilot.press("q")
        assert isinstance(app.screen, LibraryScreen)
        go_on.set()
        assert came.wait(30)
        await pilot.press("d")
        screen = app.screen
        assert isinstance(screen, DashboardScreen)
        while screen.board is None:
            await pilot.pause(0.01)
        assert "100%" in str(screen.query_one("#progress").render())


async def test_an_empty_project_says_so(store: Store) -> None:
    app = AnnotatorApp(store, "rita", suggest=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("d")
        await pilot.pause()
        assert "Nobody has decided anything yet." in str(app.screen.query_one("#progress").render())
        assert "annotator suggest" in str(app.screen.query_one("#sources").render())
