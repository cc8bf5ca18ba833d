"""Dialogs are boxes of one look, wherever their files lie."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support.desks import make

from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate.sources import Sources
from annotator.tui.screens.common.dialogs import Dialog, Sure
from annotator.tui.screens.review.return_dialog import Return

MADE: list[Callable[[AnnotatorApp], Dialog[str] | Dialog[None]]] = [
    lambda _app: Sure("Sure?"),
    lambda app: Sources(app.store, lambda: None),
    lambda _app: Return({"ana": "ana", "ben": "ben"}),
]


@pytest.mark.parametrize("made", MADE)
async def test_a_dialog_wears_the_sheet_of_dialogs(
    tmp_path: Path, made: Callable[[AnnotatorApp], Dialog[str] | Dialog[None]]
) -> None:
    store, _ = make(tmp_path / "p.db")
    app = AnnotatorApp(store, "ana", suggest=False)
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        dialog = made(app)
        app.push_screen(dialog)
        await pilot.pause()
        box = dialog.query_one("#box")
        assert box.region.width == (84 if isinstance(dialog, Sources) else 64)
        assert box.styles.border_top[0] == "round"
        await pilot.press("escape")
        assert app.screen is not dialog
    store.close()
