"""A key that fails outside the queues of Textual: the app ends and gives the terminal back; decisions stay."""

from __future__ import annotations

import sys
import termios
from pathlib import Path

from support.news import NEWS, QUIET, news_project
from support.pty import Terminal

from annotator.storage.store import Store

BROKEN = """
import sys
from annotator.tui.screens.annotate.decision_keys import Verdicts
from annotator.__main__ import main
def broken(self): raise RuntimeError("this key is broken")
Verdicts.action_reject = broken
sys.argv[0] = "annotator"
main()
"""


def test_a_key_that_fails_ends_the_app_and_gives_the_terminal_back(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    (key,) = news_project(path, NEWS[:1])
    command = [sys.executable, "-c", BROKEN, "-p", str(path), "--as", "ana", "label"]
    with Terminal(command, cwd=tmp_path, env=QUIET) as terminal:
        before = termios.tcgetattr(terminal._master)
        terminal.wait_for("▸")
        terminal.press("space")
        terminal.wait_for("✓ 1 ")
        terminal.press("x")
        terminal.wait_for("this key is broken")
        assert terminal.wait() == 1
        assert termios.tcgetattr(terminal._master) == before
        assert b"\x1b[?1049l" in terminal.raw
    with Store.open(path) as store:
        assert len(store.layer(key, "ana").layer.held) == 1
