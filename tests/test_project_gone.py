"""The project under an open app: gone, full, busy. Nothing is shown as kept that is not, and the app says so."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from support.news import NEWS, news_project
from support.pty import ANNOTATOR, LISTENS, Terminal

from annotator.services.project.doctor import check_up
from annotator.storage.store import Store

GONE = "The project is gone"


@contextmanager
def labelling(path: Path) -> Iterator[tuple[Terminal, str]]:
    """The app at the first of two articles, ready for keys."""
    key = news_project(path, NEWS[:2])[0]
    command = [*ANNOTATOR, "-p", str(path), "--as", "ana", "label", "--article", key]
    config = path.with_suffix(".toml")
    config.write_text("memory = false\n")
    with Terminal(command, cwd=path.parent, env={"ANNOTATOR_CONFIG": str(config)}) as terminal:
        terminal.wait_for(lambda now: LISTENS in now.raw)
        terminal.wait_for("○")
        yield terminal, key


def held(terminal: Terminal) -> int:
    counts = re.search(r"✓ (\d+) ", terminal.text)
    return int(counts[1]) if counts else 0


def stored(path: Path, key: str) -> int:
    with Store.open(path) as store:
        assert check_up(store).sound
        return len(store.layer(key, "ana").layer.held)


def accept(terminal: Terminal, times: int) -> None:
    for _ in range(times):
        before = held(terminal)
        terminal.press("space")
        terminal.wait_for(lambda now: held(now) > before)  # noqa: B023 - awaited here


def _delete(path: Path) -> None:
    for name in ("", "-wal", "-shm"):
        Path(f"{path}{name}").unlink()


def _move(path: Path) -> None:
    path.rename(path.with_name("moved.db"))


def _replace(path: Path) -> None:
    Path(shutil.copy(path, path.with_name("older.db"))).replace(path)


def _empty(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(0)


@pytest.mark.parametrize("lose", [_delete, _move, _replace, _empty])
@pytest.mark.parametrize("key", ["", "space"])
def test_the_app_says_that_its_project_is_gone_and_ends_with_1(
    tmp_path: Path, lose: Callable[[Path], None], key: str
) -> None:
    path = tmp_path / "p.db"
    with labelling(path) as (terminal, article):
        accept(terminal, 3)
        if lose is _empty:
            terminal.wait_for(lambda _: decisions(path) == 3)  # until then the app still reads
        lose(path)
        terminal.press(*filter(None, [key]))
        terminal.wait_for(GONE)
        terminal.wait_for("enter esc q leave")
        assert held(terminal) in (0, 3)
        terminal.press("space", "P", "x")
        rescued = "merge" in terminal.text.split(GONE)[1]
        terminal.press("q")
        assert terminal.wait() == 1
    assert rescued == (lose is not _empty)
    if rescued:
        assert stored(tmp_path / "p.rescued-1.db", article) == 3
    if lose is _move:
        assert stored(tmp_path / "moved.db", article) == 3


def test_a_plain_copy_of_the_file_is_whole_while_the_app_rests(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    with labelling(path) as (terminal, key):
        accept(terminal, 3)
        with closing(sqlite3.connect(path)) as looking:
            log = Path(f"{path}-wal")
            assert log.stat().st_size
            terminal.wait_for(lambda _: decisions(path) == 3)
            assert looking.execute("SELECT count(*) FROM decisions").fetchone() == (3,)
        terminal.kill()
    copy = Path(shutil.copy(path, tmp_path / "copy.db"))
    assert stored(copy, key) == 3


def decisions(path: Path) -> int:
    """How many decisions are in a copy of the file alone."""
    copy = path.with_name("alone.db")
    shutil.copy(path, copy)
    with closing(sqlite3.connect(copy)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM decisions").fetchone()
    copy.unlink()
    return int(count)


def test_a_project_that_is_locked_for_long_neither_ends_the_app_nor_freezes_it(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    with labelling(path) as (terminal, key):
        accept(terminal, 1)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            terminal.press("tab")
            terminal.wait_for("locked by another program")
            terminal.press("?")
            terminal.wait_for("Keys")
            terminal.press("esc")
            terminal.wait_for(lambda now: "Keys" not in now.text)
            terminal.press("x")
            terminal.wait_for("locked by another program")
            assert held(terminal) == 1
            other.execute("ROLLBACK")
        accept(terminal, 1)
        terminal.press("q", "q")
        assert terminal.wait() == 0
    assert stored(path, key) == 2
