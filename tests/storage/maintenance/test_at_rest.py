"""A project that rests is whole in its one file: a plain copy has all of it, and nobody waited for that."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from support.projects import at_work, project

from annotator.errors import ProjectGone
from annotator.services.project.doctor import check_up
from annotator.storage.maintenance.at_rest import LOOKS, AtRest, into_file
from annotator.storage.store import Store


def decisions_in_copy(path: Path) -> int:
    """How many decisions are in a copy of the file alone, which has to be sound."""
    copy = path.with_name("copy.db")
    shutil.copy(path, copy)
    with Store.open(copy) as store:
        assert check_up(store).sound
        count = decisions_in(store)
    copy.unlink()
    return count


def decisions_in(store: Store) -> int:
    (count,) = store.conn.execute("SELECT count(*) FROM decisions").fetchone()
    return int(count)


def rested(rest: AtRest) -> None:
    """Look until the log was brought into the file, if it ever is."""
    for _ in range(LOOKS + 1):
        rest.look()
        if rest._thread:
            rest._thread.join()


def test_a_copy_of_the_file_alone_is_whole_once_the_project_has_rested(tmp_path: Path) -> None:
    store, key = project(tmp_path / "p.db")
    session = at_work(store, key)
    session.accept()
    session.reject()
    assert decisions_in_copy(store.path) == 0
    rest = AtRest(store)
    rest.look()
    session.accept()
    for _ in range(LOOKS - 1):
        rest.look()
    assert decisions_in_copy(store.path) == 0, "it was at rest before it had rested"
    rested(rest)
    assert decisions_in_copy(store.path) == decisions_in(store) >= 3
    thread = rest._thread
    rested(rest)
    assert rest._thread is thread, "what is whole already is not brought in again"
    session.undo()
    rested(rest)
    assert decisions_in_copy(store.path) >= 4
    store.close()


def test_neither_a_writer_nor_a_reader_is_waited_for_and_later_it_works(tmp_path: Path) -> None:
    store, key = project(tmp_path / "p.db")
    at_work(store, key).accept()
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM decisions").fetchall()
        at_work(store, key).accept()
        assert not into_file(store.path)
        other.execute("COMMIT")
        other.execute("BEGIN IMMEDIATE")
        assert into_file(store.path)
        other.execute("ROLLBACK")
    assert decisions_in_copy(store.path) == decisions_in(store) > 1
    store.close()


def test_what_other_programs_write_is_brought_in_too(tmp_path: Path) -> None:
    store, key = project(tmp_path / "p.db")
    rest = AtRest(store)
    rested(rest)
    with Store.open(store.path) as other:
        at_work(other, key).accept()
        assert decisions_in_copy(store.path) == 0
        rested(rest)
        assert decisions_in_copy(store.path) == decisions_in(store) > 0
    store.close()


def test_one_who_leaves_while_another_stays_leaves_it_whole(tmp_path: Path) -> None:
    store, key = project(tmp_path / "p.db")
    other = Store.open(store.path)
    at_work(other, key).accept()
    other.close()
    assert decisions_in_copy(store.path) == decisions_in(store) > 0
    store.close()


def test_nothing_is_made_where_the_file_is_gone(tmp_path: Path) -> None:
    store, _ = project(tmp_path / "p.db")
    rest = AtRest(store)
    rested(rest)
    store.path.unlink()
    with pytest.raises(ProjectGone):
        rest.look()
    assert not into_file(store.path)
    assert not store.path.exists()
    store.close()


WRITES = """
import sys
from pathlib import Path
from support.projects import at_work
from annotator.storage.maintenance.at_rest import into_file
from annotator.storage.store import Store
store = Store.open(Path(sys.argv[1]))
session = at_work(store, sys.argv[2])
session.accept()
print(1, flush=True)
while True:
    session.undo()
    session.undo(redo=True)
    into_file(store.path)
"""


def test_a_kill_while_the_log_is_brought_in_loses_nothing(tmp_path: Path) -> None:
    store, key = project(tmp_path / "p.db")
    store.close()
    tests = str(Path(__file__).parents[2])
    for _ in range(8):
        command = [sys.executable, "-c", WRITES, str(tmp_path / "p.db"), key]
        env = {**os.environ, "PYTHONPATH": tests}
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=env) as process:
            assert process.stdout
            assert process.stdout.readline() == b"1\n"
            with closing(sqlite3.connect(tmp_path / "p.db")) as looking:
                looking.execute("SELECT count(*) FROM decisions").fetchone()
            process.send_signal(signal.SIGKILL)
        with Store.open(tmp_path / "p.db") as again:
            assert check_up(again).sound
