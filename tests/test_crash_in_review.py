"""`kill -9` at any moment of a review: no ruling that was seen is lost, and one comes back to where one was."""

from __future__ import annotations

import random
import re
import time
from pathlib import Path

import pytest
from support.desk_runs import DESKS, pressed
from support.pty import Terminal

from annotator.services.project.doctor import check_up
from annotator.storage.store import Store

RESTED = 1.5
"""After this many seconds without a key, the place is on disk too."""


def stands(terminal: Terminal) -> str:
    """Which conflict one stands in, as the line of facts says."""
    found = re.search(r"conflict \d+ of \d+", terminal.text)
    return found[0] if found else ""


def killed_at_random(folder: Path, times: int, seed: int) -> int:
    """How many kills were outlived; fails at the first that lost a ruling, an approval or a return that was seen."""
    chance, desk = random.Random(seed), DESKS["reviewing"]  # noqa: S311 - keys are drawn, no secrets
    path = folder / "p.db"
    key, where = desk.project(path), ""
    for run in range(times):
        with desk.at_work(path, key) as terminal:
            terminal.wait_for(lambda now: where in now.text)  # noqa: B023 - awaited here
            for _ in range(chance.randint(1, 8)):
                pressed(terminal, chance.choice(desk.keys))
                time.sleep(chance.choice([0, 0, 0.02, 0.05]))
            if rest := run % 5 == 0:
                terminal.press("tab")
            time.sleep(RESTED if rest else chance.uniform(0, 0.15))
            shown, where = desk.shown(terminal), stands(terminal) if rest else ""
            approved, returned = "pproved." in terminal.text, "Returned to" in terminal.text
            terminal.kill()
        assert shown in {None, *desk.stored(path, key)}, f"kill {run}: the screen said {shown}"
        with Store.open(path) as store:
            assert check_up(store).problems == []
            actions = [one for (one,) in store.conn.execute("SELECT action FROM decisions ORDER BY seq")]
        assert not approved or "approved" in actions, f"kill {run}: the screen said that it is approved"
        assert not returned or "returned" in actions, f"kill {run}: the screen said that it is returned"
    return times


def test_what_was_ruled_on_screen_is_there_after_a_kill(tmp_path: Path) -> None:
    assert killed_at_random(tmp_path, 8, 7) == 8


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
def test_what_was_ruled_on_screen_is_there_after_many_kills(tmp_path: Path, seed: int) -> None:
    print(f"{killed_at_random(tmp_path, 20, seed)} kills in a review")
