"""A backup is whole while others work, is checked, and never takes the place of what is not meant."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from support.projects import at_work, project

from annotator.errors import NotAProject, ProjectBusy, WrongUsage
from annotator.services.project.doctor import check_up
from annotator.storage.maintenance.backup import backup, rescue
from annotator.storage.store import Store


def content(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def test_it_has_what_is_only_in_the_log_and_waits_for_no_writer(tmp_path: Path) -> None:
    store, key = project(tmp_path / "p.db")
    at_work(store, key).accept()
    store.path.chmod(0o600)
    with closing(sqlite3.connect(store.path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM spans")
        assert backup(store, tmp_path / "b.db") == 2
        writer.execute("ROLLBACK")
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith("p.db")) == ["b.db"]
    assert stat.S_IMODE((tmp_path / "b.db").stat().st_mode) == 0o600
    with Store.open(tmp_path / "b.db") as copy:
        assert check_up(copy).sound
        assert len(copy.layer(key, "ana").layer.held) == 1
    store.close()
    assert content(tmp_path / "p.db") == content(tmp_path / "b.db")


def test_what_is_there_stays_unless_it_is_a_project_and_that_is_wished(tmp_path: Path) -> None:
    store, key = project(tmp_path / "p.db")
    other = tmp_path / "other.db"
    Store.create(other).close()
    before = other.read_bytes()
    with pytest.raises(WrongUsage, match="is there already: name another file"):
        backup(store, other)
    with pytest.raises(WrongUsage, match="is the project itself"):
        backup(store, tmp_path / "p.db", force=True)
    letter = tmp_path / "letter.txt"
    letter.write_text("dear")
    with pytest.raises(NotAProject):
        backup(store, letter, force=True)
    with Store.open(other), pytest.raises(ProjectBusy, match="open in another program"):
        backup(store, other, force=True)
    assert (other.read_bytes(), letter.read_text()) == (before, "dear")
    at_work(store, key).accept()
    assert backup(store, other, force=True) == 2
    with pytest.raises(ProjectBusy, match="cannot be written"):
        backup(store, tmp_path / "nowhere" / "x.db")
    assert not list(tmp_path.glob(".*"))
    store.close()


def test_a_damaged_project_gives_no_copy(tmp_path: Path) -> None:
    store, _ = project(tmp_path / "p.db")
    store.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    data = bytearray((tmp_path / "p.db").read_bytes())
    data[5 * 4096 : 6 * 4096] = b"\xff" * 4096
    (tmp_path / "p.db").write_bytes(data)
    with Store.open(tmp_path / "p.db") as damaged, pytest.raises(NotAProject):
        backup(damaged, tmp_path / "b.db")
    assert not (tmp_path / "b.db").exists()


def test_what_a_connection_still_has_is_rescued_beside_what_is_gone(tmp_path: Path) -> None:
    store, key = project(tmp_path / "p.db")
    at_work(store, key).accept()
    for _ in range(2):
        store.path.unlink(missing_ok=True)
        copy = rescue(store)
        assert copy
        with Store.open(copy) as saved:
            assert len(saved.layer(key, "ana").layer.held) == 1
    assert sorted(path.name for path in tmp_path.glob("*rescued*.db")) == ["p.rescued-1.db", "p.rescued-2.db"]
    store.close()
