"""`kill -9` at any moment of a labelling run: nothing that was seen is lost, and one comes back to where one was."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from support.news import NEWS, QUIET, news_project
from support.painted import Seen, history, seen
from support.pty import ANNOTATOR, LISTENS, Terminal

from annotator.services.project.doctor import check_up
from annotator.storage.store import Store

KEYS = ["space"] * 6 + ["x"] * 4 + ["P", "O", "G", "[", "]", "{", "}", "u", "u", "r", "tab", "*", "!"]
RESTED = 1.5
"""After this many seconds without a key, the place is on disk too."""


def stands(terminal: Terminal) -> tuple[list[str], str]:
    """What shows where one is: the article's rows with what is marked in them, and the focus, if it is told of.

    A focus that only memory proposes is left out: it has to be learned again before it can be focused. So
    is one beside a message, which is gone after the kill.
    """
    facts = terminal.lines[-2].strip()
    return terminal.lines[1:-5], facts if facts.startswith("▸") and "memory" not in facts else ""


def killed_at_random(folder: Path, times: int, seed: int) -> int:
    """How many kills were outlived; fails at the first that lost something that was seen."""
    chance = random.Random(seed)  # noqa: S311 - keys are drawn, no secrets
    path = folder / "news.db"
    key = news_project(path, ["\n\n".join(NEWS)])[0]
    shown: Seen = (0, 0)
    where: tuple[list[str], str] | None = None
    command = [*ANNOTATOR, "--project", str(path), "--as", "ana", "label", "--article", key]
    for run in range(times):
        with Terminal(command, cwd=folder, env=QUIET) as terminal:
            terminal.wait_for(lambda now: seen(now) is not None)
            assert seen(terminal) == list(history(path, key))[-1]
            if where:
                terminal.wait_for(lambda now: where in (stands(now), (stands(now)[0], "")))  # noqa: B023 - awaited here
            terminal.wait_for(lambda now: LISTENS in now.raw)
            for _ in range(chance.randint(1, 10)):
                terminal.press(chance.choice(KEYS))
                time.sleep(chance.choice([0, 0, 0.02, 0.05]))
            if rest := run % 5 == 0:
                terminal.press("tab")
            time.sleep(RESTED if rest else chance.uniform(0, 0.15))
            shown = seen(terminal) or shown
            where = stands(terminal) if rest else None
            terminal.kill()
        assert shown in list(history(path, key)), f"kill {run}: the screen said {shown}"
        with Store.open(path) as store:
            assert check_up(store).sound
    return run + 1


def test_what_was_on_screen_is_there_after_a_kill(tmp_path: Path) -> None:
    assert killed_at_random(tmp_path, 20, 7) == 20


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_what_was_on_screen_is_there_after_many_kills(tmp_path: Path, seed: int) -> None:
    assert killed_at_random(tmp_path, 20, seed) == 20
