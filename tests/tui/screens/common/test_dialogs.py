"""Dialogs are boxes of one look, wherever their files lie."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support.desks import make
from textual.widgets import OptionList

from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate.sources import Sources
from annotator.tui.screens.common.dialogs import Dialog, Sure
from annotator.tui.screens.palette import Palette
from annotator.tui.screens.project.forms import AssignForm
from annotator.tui.screens.review.return_dialog import Return
from annotator.tui.widgets.line import Line

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
        assert box.region.width == (88 if isinstance(dialog, Sources) else 64)
        assert box.styles.border_top[0] == "round"
        keys = dialog.query_one("#answers", Line)
        assert keys.region.bottom == app.size.height
        assert keys.render().plain.rstrip().endswith("esc back")
        await pilot.press("escape")
        assert app.screen is not dialog
    store.close()


async def test_the_palette_has_a_line_an_action_in_the_order_of_the_keys(tmp_path: Path) -> None:
    store, _ = make(tmp_path / "p.db")
    app = AnnotatorApp(store, "ana", start="annotate", suggest=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+p")
        await pilot.pause()
        assert isinstance(app.screen, Palette)
        options = app.screen.query_one(OptionList)
        shown = [str(option.prompt) for option in options.options[:2]]
        assert shown[0].split(maxsplit=1) == ["space", "Accept the suggestion and go to the next undecided one"]
        assert shown[1].startswith("x ")
        assert not any("\n" in line for line in shown)
    store.close()


async def test_a_blank_stands_between_the_name_of_a_line_and_what_is_in_it(tmp_path: Path) -> None:
    store, _ = make(tmp_path / "p.db")
    app = AnnotatorApp(store, "ana", suggest=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        form = AssignForm(["ana"])
        app.push_screen(form)
        await pilot.pause()
        names = form.query(".field > Static")
        assert len(names) == len(form.fields)
        assert all(one.size.width > len(name) for one, name in zip(names, form.fields, strict=True))
