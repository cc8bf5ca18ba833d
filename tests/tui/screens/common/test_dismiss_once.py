"""A dialog that is answered twice, as by two clicks in one packet, is left once."""

from __future__ import annotations

from pathlib import Path

from support.news import NEWS, news_project

from annotator.storage.store import Store
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate.screen import AnnotateScreen
from annotator.tui.screens.common.dismiss_once import DismissOnce
from annotator.tui.screens.labels.picker import LabelPicker
from annotator.tui.screens.palette import Palette


async def test_what_is_left_twice_leaves_the_screen_below(tmp_path: Path) -> None:
    news_project(tmp_path / "p.db", NEWS[:1])
    with Store.open(tmp_path / "p.db") as store:
        app = AnnotatorApp(store, "ana", start="annotate", suggest=False)
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            for key, kind in (("enter", LabelPicker), ("f", DismissOnce), ("ctrl+p", Palette)):
                await pilot.press(key)
                await pilot.pause()
                dialog = app.screen
                assert isinstance(dialog, kind)
                dialog.dismiss()
                dialog.dismiss()
                await pilot.pause()
                assert isinstance(app.screen, AnnotateScreen)
