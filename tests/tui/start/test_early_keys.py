"""What is typed while the program starts is kept, an interrupt is kept or ends it, whatever moment it comes in."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from support.news import NEWS, QUIET, news_project
from support.pty import ANNOTATOR, LISTENS, Terminal

from annotator.storage.store import Store

ASKED = "Do you want to quit?"
MOMENTS: dict[str, Callable[[Terminal], object]] = {
    "as soon as the page is there": lambda now: "▸" in now.text,
    "as soon as the app listens": lambda now: LISTENS in now.raw,
}


def start(path: Path, *verb: str) -> Terminal:
    """The app on one article, starting."""
    news_project(path, NEWS[:1])
    return Terminal([*ANNOTATOR, "-p", str(path), "--as", "ana", *verb], cwd=path.parent, env=QUIET)


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
@pytest.mark.parametrize("times", [range(2), pytest.param(range(25), marks=pytest.mark.slow)], ids=["few", "many"])
def test_keys_around_an_interrupt_are_kept_and_so_is_the_interrupt(
    tmp_path: Path, moment: Callable[[Terminal], object], times: range
) -> None:
    for number in times:
        with start(tmp_path / f"{number}.db", "label") as terminal:
            terminal.wait_for(moment)
            terminal.press(" ", "x", "ctrl+c", " ")
            terminal.wait_for(ASKED)
            terminal.wait_for("✓ 2 ")
            terminal.wait_for("✗ 1 ")


@pytest.mark.parametrize("verb", [("label",), ()], ids=["an article", "the library"])
@pytest.mark.parametrize("times", [range(3), pytest.param(range(40), marks=pytest.mark.slow)], ids=["few", "many"])
def test_an_interrupt_at_any_moment_ends_the_program_or_is_kept(
    tmp_path: Path, verb: tuple[str, ...], times: range
) -> None:
    rnd = random.Random(7)  # noqa: S311 - nothing here is secret
    for number in times:
        with start(tmp_path / f"{number}.db", *verb) as terminal:
            time.sleep(rnd.random() * 0.6)
            terminal.press("ctrl+c")
            terminal.wait_for(lambda now: now.process.poll() is not None or ASKED in now.text)


@pytest.mark.parametrize("delay", [0.0, 0.1, 0.2, 0.3])
def test_enter_is_enter_at_any_moment_of_the_start(tmp_path: Path, delay: float) -> None:
    path = tmp_path / "p.db"
    with start(path, "label") as terminal:
        time.sleep(delay)
        terminal.press("enter", *"event", "enter")
        terminal.wait_for("✓ 1 ")
    with Store.open(path) as store:
        ((key, _),) = store.conn.execute("SELECT key, id FROM articles").fetchall()
        assert [span.label for span in store.layer(key, "ana").layer.spans] == ["EVENT"]
