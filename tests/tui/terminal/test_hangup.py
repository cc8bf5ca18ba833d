"""A terminal that goes away without a signal takes the app with it; what was decided is there."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from support.news import NEWS, QUIET, news_project
from support.pty import ANNOTATOR, LISTENS, Terminal

from annotator.services.project.doctor import check_up
from annotator.storage.store import Store


@contextmanager
def unread(path: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The app with one decision, in a terminal that nobody reads from then on: its process, and the keyboard."""
    key = news_project(path, NEWS[:1])[0]
    ours, theirs = os.openpty()
    command = [*ANNOTATOR, "-p", str(path), "--as", "ana", "label"]
    config = str(path.with_name("config.toml"))
    environment = {**os.environ, "ANNOTATOR_CONFIG": config, "TERM": "xterm-256color"}
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True, env=environment
    ) as app:
        os.close(theirs)
        try:
            seen = b""
            while LISTENS not in seen:
                assert select.select([ours], [], [], 60)[0], f"it never listened, but wrote {seen!r}"
                seen += os.read(ours, 65536)
            os.write(ours, b" ")
            for _ in range(600):
                if select.select([ours], [], [], 0.05)[0]:  # one that waits for its terminal looks at no key
                    os.read(ours, 65536)
                with Store.open(path) as store:
                    if store.layer(key, "ana").layer.held:
                        break
            yield app, ours
        finally:
            app.kill()  # one that is stuck in its terminal would be waited for without end
    with Store.open(path) as store:
        assert store.layer(key, "ana").layer.held
        assert check_up(store).sound


def test_the_app_ends_when_its_terminal_is_gone(tmp_path: Path) -> None:
    with unread(tmp_path / "p.db") as (app, keyboard):
        os.close(keyboard)
        assert app.wait(60) != 0


def test_whoever_is_stuck_in_a_terminal_that_stands_still_ends_when_told_twice(tmp_path: Path) -> None:
    with unread(tmp_path / "p.db") as (app, keyboard):
        for _ in range(300):
            os.write(keyboard, b"o")  # paints the page anew
            time.sleep(0.004)
        time.sleep(1)
        app.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        assert app.poll() is None
        app.send_signal(signal.SIGTERM)
        assert app.wait(60) == -signal.SIGTERM
        os.close(keyboard)


def listens_again(listened: int, terminal: Terminal) -> bool:
    """Whether the app has said once more that it reads keys."""
    return terminal.raw.count(LISTENS) > listened


def accepts(terminal: Terminal) -> bool:
    """Whether `space` does its work; what is typed while the app starts anew is thrown away."""
    terminal.press("space")
    time.sleep(0.3)
    return "✓ 0" not in terminal.text


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="threads are counted in /proc")
def test_who_was_halted_goes_on_with_the_same_screen_and_one_reader_of_keys(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    key = news_project(path, NEWS[:1])[0]
    with Terminal([*ANNOTATOR, "-p", str(path), "--as", "ana", "label"], cwd=tmp_path, env=QUIET) as terminal:
        terminal.wait_for(lambda now: LISTENS in now.raw)
        terminal.wait_for("73+1")  # what is known of the article's strings has come, too
        shown, threads = terminal.text, Path(f"/proc/{terminal.process.pid}/task")
        before = len(list(threads.iterdir()))
        for _ in range(3):
            listened = terminal.raw.count(LISTENS)
            terminal.process.send_signal(signal.SIGSTOP)
            terminal.process.send_signal(signal.SIGCONT)
            terminal.wait_for(partial(listens_again, listened))
            terminal.wait_for(lambda now: now.text == shown)
        for _ in range(30):  # one in the midst of what another asks for
            terminal.process.send_signal(signal.SIGCONT)
            terminal.press("right")
        terminal.wait_for(accepts)
        # what asks for suggestions may have begun meanwhile; what ends may take a moment
        terminal.wait_for(lambda _: len(list(threads.iterdir())) <= before + 1)
    with Store.open(path) as store:
        assert store.layer(key, "ana").layer.held


@pytest.mark.parametrize(
    ("sign", "told"),
    [
        ("▸", signal.SIGTERM),
        ("▸", signal.SIGINT),
        ("✓ 1", signal.SIGTERM),
        ("✓ 1", signal.SIGINT),
        ("✓ 1", signal.SIGHUP),
    ],
    ids=["on the first page", "interrupted there", "in the app", "interrupted there too", "as by one who hangs up"],
)
def test_who_is_told_to_end_gives_the_terminal_back(tmp_path: Path, sign: str, told: int) -> None:
    path = tmp_path / "p.db"
    news_project(path, NEWS[:1])
    with Terminal([*ANNOTATOR, "-p", str(path), "--as", "ana", "label"], cwd=tmp_path, env=QUIET) as terminal:
        before = termios.tcgetattr(terminal._master)
        if sign != "▸":
            terminal.wait_for(lambda now: LISTENS in now.raw)
            terminal.press("space")
        terminal.wait_for(sign)
        terminal.process.send_signal(told)
        assert terminal.wait() == 128 + told
        assert termios.tcgetattr(terminal._master) == before
        assert terminal.raw.rindex(b"\x1b[?1049l") > terminal.raw.rindex(b"\x1b[?1049h")
        assert "Traceback" not in terminal.text


TOLD_IN_THE_MIDST_OF_WORK = """
import os, signal, sys
from functools import partial
from annotator.__main__ import main
from annotator.tui.app import AnnotatorApp

AnnotatorApp.on_ready = lambda app: app.set_interval(
    0.1, partial(os.kill, os.getpid(), signal.SIGTERM), repeat=1
)
sys.argv[0] = "annotator"
main()
"""


def test_who_is_told_to_end_in_the_midst_of_work_gives_the_terminal_back_too(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    news_project(path, NEWS[:1])
    command = [sys.executable, "-c", TOLD_IN_THE_MIDST_OF_WORK, "-p", str(path), "--as", "ana", "label"]
    with Terminal(command, cwd=tmp_path, env=QUIET) as terminal:
        before = termios.tcgetattr(terminal._master)
        assert terminal.wait() == 128 + signal.SIGTERM
        assert termios.tcgetattr(terminal._master) == before
        assert terminal.raw.rindex(b"\x1b[?1049l") > terminal.raw.rindex(b"\x1b[?1049h")
