"""How a project is opened: on a medium that cannot be written, as a copy by other tools, with things in it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from support.news import QUIET
from support.projects import at_work, project

from annotator.errors import NotAProject, ProjectBusy
from annotator.services.project.doctor import check_up
from annotator.services.project.merge import merge
from annotator.storage.migrations import VERSION
from annotator.storage.store import Store

# -- a medium that cannot be written


@pytest.fixture(params=["whole", "with a log"])
def medium(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """A project on a file system that is mounted to be read only."""
    store, key = project(tmp_path / "p.db")
    at_work(store, key).finish("accept")
    at_work(store, key, "ben").finish("reject")
    there = tmp_path / "medium"
    there.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "tmpfs", there], check=False, capture_output=True).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        if request.param == "whole":
            store.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            shutil.copy(f"{store.path}-wal", there / "p.db-wal")
        shutil.copy(store.path, there / "p.db")
        store.close()
        subprocess.run(["mount", "-o", "remount,ro", there], check=True)
        yield there / "p.db"
    finally:
        subprocess.run(["umount", "-l", there], check=True)


@pytest.mark.parametrize(
    "verb",
    [
        ("stats",), ("log",), ("doctor",), ("articles", "list"), ("labels", "list"), ("agree",), ("stats", "--json"),
        ("export", "jsonl", "--out", "x.jsonl"), ("labels", "save", "s.toml"), ("backup", "b.db"),
    ],
)  # fmt: skip
def test_a_project_on_a_medium_that_cannot_be_written_is_read_by_every_verb_that_reads(
    medium: Path, tmp_path: Path, verb: tuple[str, ...]
) -> None:
    command = [sys.executable, "-m", "annotator", "-p", str(medium), "--as", "ana", *verb]
    ran = subprocess.run(
        command, check=False, capture_output=True, text=True, cwd=tmp_path, env={**os.environ, **QUIET}
    )
    assert (ran.returncode, ran.stderr) == (0, ""), ran.stderr


def test_it_can_be_merged_and_what_would_change_it_is_refused_in_a_sentence(medium: Path, tmp_path: Path) -> None:
    with Store.create(tmp_path / "ours.db") as ours:
        assert merge(ours, medium).as_json()["decisions"] > 2
    with Store.open(medium) as theirs:
        assert check_up(theirs).sound
        assert theirs.conn.execute("SELECT count(*) FROM decisions").fetchone()[0] > 2
        with pytest.raises(ProjectBusy, match="cannot be written"), theirs.write():
            pass


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are none here")
def test_what_is_no_ordinary_file_is_no_project_and_nobody_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p.db")
    for opening in (Store.open, Store.create):
        with pytest.raises(NotAProject, match="no ordinary file"):
            opening(tmp_path / "p.db")


# -- copies by other tools


def test_a_copy_that_sqlite_has_made_gets_its_log_back(tmp_path: Path) -> None:
    store, key = project(tmp_path / "p.db")
    at_work(store, key).accept()
    store.conn.execute("VACUUM INTO ?", (str(tmp_path / "copy.db"),))
    store.close()
    with closing(sqlite3.connect(tmp_path / "copy.db")) as reader:
        assert reader.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM decisions").fetchall()
        with Store.open(tmp_path / "copy.db") as busy:
            assert busy.conn.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        reader.execute("COMMIT")
        with Store.open(tmp_path / "copy.db") as copy:
            assert copy.conn.execute("PRAGMA journal_mode").fetchone() == ("wal",)
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM decisions").fetchall()
            at_work(copy, key).accept()
            reader.execute("COMMIT")
        assert len(Store.open(tmp_path / "copy.db").layer(key, "ana").layer.held) == 2


def test_the_copy_before_a_migration_is_for_the_same_eyes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, _ = project(tmp_path / "p.db")
    store.conn.execute("PRAGMA user_version = 0")
    store.conn.execute("DROP TABLE _sqlite_migrations")
    store.close()
    store.path.chmod(0o600)
    with pytest.raises(sqlite3.OperationalError):  # its tables are there already
        Store.open(store.path)
    copy = tmp_path / f"p.db.before-{VERSION}"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


# -- what a file that comes from somebody else may hold

GHOST = (
    "CREATE TRIGGER ghost AFTER INSERT ON decisions BEGIN "
    'INSERT INTO "decisions" SELECT * FROM decisions; END'
)  # fmt: skip
HOSTILE = {
    "a view for a table": (
        "PRAGMA writable_schema = ON",
        "ALTER TABLE sources RENAME TO gone",
        "CREATE VIEW sources AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS id FROM n",
    ),
    "a virtual table": ("ALTER TABLE sources RENAME TO gone", "CREATE VIRTUAL TABLE sources USING fts5 (id, name)"),
    "a ghost": (GHOST,),
    "a ghost in disguise": (
        "CREATE VIEW v AS SELECT 1 AS x",
        "CREATE TRIGGER g INSTEAD OF INSERT ON v BEGIN DELETE/* */FROM\n[spans]; END",
    ),
    "a trigger of ours that does something else": (
        "DROP TRIGGER texts_stay",
        "CREATE TRIGGER texts_stay AFTER UPDATE ON texts BEGIN SELECT 1; END",
    ),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_schema_is_refused_at_once_and_named(tmp_path: Path, what: str) -> None:
    store, _ = project(tmp_path / "p.db")
    store.close()
    with closing(sqlite3.connect(tmp_path / "p.db")) as hand:
        for statement in HOSTILE[what]:
            hand.execute(statement)
        hand.commit()
    with pytest.raises(NotAProject, match=r"p\.db was left as it is: (what should be tables|triggers in it)"):
        Store.open(tmp_path / "p.db")
    with Store.create(tmp_path / "ours.db") as ours, pytest.raises(NotAProject, match=r"p\.db was left as it is"):
        merge(ours, tmp_path / "p.db")


def test_tables_views_and_triggers_of_ones_own_beside_ours_are_nobodys_business(tmp_path: Path) -> None:
    store, key = project(tmp_path / "p.db")
    for statement in (
        "CREATE VIRTUAL TABLE found USING fts5 (title)",
        "CREATE TRIGGER found_new AFTER INSERT ON articles BEGIN INSERT INTO found VALUES (new.title); END",
        "CREATE VIEW mine AS SELECT * FROM decisions",
    ):
        store.conn.execute(statement)
    store.close()
    with Store.open(tmp_path / "p.db") as again:
        at_work(again, key).accept()
        assert check_up(again).sound
