"""`ctrl+z` gives the shell its terminal, and `fg` brings the app back as it was."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

import pytest
from support.news import NEWS, QUIET, news_project
from support.pty import ANNOTATOR, LISTENS, Terminal

from annotator.storage.store import Store

LEFT = b"\x1b[?1049l"


def listens(terminal: Terminal, times: int) -> bool:
    """Whether the app has begun to read keys so often: it says so twice each time."""
    return terminal.raw.count(LISTENS) == 2 * times


def left(terminal: Terminal, times: int) -> bool:
    """Whether it has given the terminal back so often."""
    return terminal.raw.count(LEFT) == times


@pytest.mark.skipif(not shutil.which("sh"), reason="needs a shell")
def test_the_shell_has_the_terminal_until_it_goes_on_with_the_app(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    (key,) = news_project(path, NEWS[:1])
    config = tmp_path / "c.toml"
    config.write_text("memory = false\n")
    env = {"ANNOTATOR_CONFIG": str(config), "ENV": "", "PS1": "ready> "}
    with Terminal(["sh", "-i"], cwd=tmp_path, env=env) as terminal:
        terminal.wait_for("ready>")
        terminal.press(f"{' '.join(ANNOTATOR)} -p {path} --as ana label\r")
        for times in (1, 2):
            terminal.wait_for(partial(listens, times=times))
            terminal.wait_for(f"✓ {times - 1} ")
            terminal.press("space", "\x1a")
            terminal.wait_for(partial(left, times=times))
            terminal.wait_for("Stopped")
            terminal.press(f"echo the answer is $(({times} + 41))\r")
            terminal.wait_for(f"the answer is {times + 41}")
            terminal.press("fg\r")
        terminal.wait_for(partial(listens, times=3))
        terminal.wait_for("✓ 2 ")
        terminal.press("ctrl+q")
        terminal.wait_for(lambda now: now.raw.endswith(b"ready> "))
        terminal.press("echo left with $?\r")
        terminal.wait_for("left with 0")
        terminal.press("exit\r")
        assert terminal.wait() == 0
    with Store.open(path) as store:
        assert len(store.layer(key, "ana").layer.held) == 2


def test_where_no_shell_waits_the_app_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    news_project(path, NEWS[:1])
    with Terminal([*ANNOTATOR, "-p", str(path), "--as", "ana", "label"], cwd=tmp_path, env=QUIET) as terminal:
        terminal.wait_for(lambda now: LISTENS in now.raw)
        terminal.press("\x1a")
        terminal.wait_for("No shell waits")
        terminal.press("space")
        terminal.wait_for("✓ 1 ")
