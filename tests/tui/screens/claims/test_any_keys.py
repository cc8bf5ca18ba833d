"""Any keys in any order, at every task: nothing fails, what is drawn is what is now, and what is held is folded."""

from __future__ import annotations

import random
from pathlib import Path
from string import ascii_uppercase
from typing import get_args

import pytest
from support.claiming import HPA, LUND, PORT, TEXT, TOWN, UHW, UNION, decided, made

from annotator.domain.claims.scheme import Task
from annotator.domain.claims.values import Relation, Same
from annotator.domain.decisions import Claimed
from annotator.services.claiming.tasks import TASKS
from annotator.storage.maintenance.doctor import examine
from annotator.tui.app import AnnotatorApp
from annotator.tui.keys.table import in_scope
from annotator.tui.screens.annotate.screen import AnnotateScreen
from annotator.tui.screens.claims.screen import ClaimsScreen

_NOT = {"claims_notes", "claims_finish", "claims_go_to"}
"""What leads away from the article."""


def drawn(screen: ClaimsScreen, *, anew: bool = False) -> list[str]:
    """The lines of the article's window as they are on the screen."""
    if anew:
        screen.touch(0, len(screen.session.text))
        screen.view.paint()
    return [strip.text for strip in screen.view.strips]


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("task", [task for task in get_args(Task) if task in TASKS])
@pytest.mark.parametrize("text", [TEXT, "Rain falls.\n\nNobody minded."], ids=["spans", "bare"])
async def test_any_keys_do_no_harm(task: Task, text: str, seed: int, tmp_path: Path) -> None:
    store, key = made(tmp_path / "p.db", text=text)
    if text == TEXT:
        before = (Same(HPA, PORT), Same(UHW, UNION), Relation(LUND, "head_of", PORT))
        decided(store, key, [Claimed(claim) for claim in before])
    keys = [name for one in in_scope("claims") if one.id not in _NOT and not one.hot for name in one.names]
    chance = random.Random(seed)  # noqa: S311 - no secret
    app = AnnotatorApp(store, "ana", start="annotate", suggest=False, task=task)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for _ in range(80):
            if isinstance(app.screen, AnnotateScreen):
                await pilot.press("semicolon")
            await pilot.press(chance.choice([*keys, *ascii_uppercase, *"123abcde", "space", "space"]))
            if isinstance(app.screen, ClaimsScreen):
                assert drawn(app.screen) == drawn(app.screen, anew=True)
        assert app.failure is None
    assert not list(examine(store))
    store.close()


async def test_the_lanes_of_the_first_focus_go_out_behind_it(tmp_path: Path) -> None:
    store, key = made(tmp_path / "p.db")
    decided(store, key, [Claimed(Relation(TOWN, "opposes", HPA))])
    app = AnnotatorApp(store, "ana", start="annotate", suggest=False, task="ties")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, ClaimsScreen) and app.screen.session.focus == TOWN
        await pilot.press("j")
        assert drawn(app.screen) == drawn(app.screen, anew=True)
    store.close()
