"""A project of every schema there was opens, holds what it held, and is as sound as one that is new."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.schemas import FOLDER, dump, layers, restore

from annotator.services.annotating.session import AnnotationSession
from annotator.services.project.doctor import check_up
from annotator.storage.migrations import MIGRATIONS, VERSION
from annotator.storage.store import Store

NUMBERS = range(1, VERSION + 1)


def schema(store: Store) -> set[tuple[str, str]]:
    """The tables, indexes, triggers and views of a project."""
    return set(store.conn.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))


def old(number: int, folder: Path) -> Path:
    path = folder / f"v{number}.db"
    restore((FOLDER / f"v{number}.sql").read_text(encoding="utf-8"), path)
    return path


def test_the_version_is_the_number_of_migrations(tmp_path: Path) -> None:
    with Store.create(tmp_path / "p.db") as store:
        (written,) = store.conn.execute("PRAGMA user_version").fetchone()
        (applied,) = store.conn.execute("SELECT count(*) FROM _sqlite_migrations").fetchone()
    assert VERSION == len(MIGRATIONS) == written == applied


def test_a_project_of_every_schema_is_kept() -> None:
    assert {path.stem for path in FOLDER.glob("*.sql")} == {f"v{number}" for number in NUMBERS}


@pytest.mark.parametrize("number", NUMBERS)
def test_an_older_project_holds_what_it_held(tmp_path: Path, number: int) -> None:
    path = old(number, tmp_path)
    expected = json.loads((FOLDER / f"v{number}.json").read_text(encoding="utf-8"))
    with Store.open(path) as store, Store.create(tmp_path / "new.db") as new:
        assert layers(store) == expected
        assert store.scheme().accept_at == 0.95
        assert schema(store) == schema(new)
        assert store.conn.execute("PRAGMA user_version").fetchone() == (VERSION,)
        found = check_up(store, fix=True)
        assert found.sound
        assert {problem.check for problem in found.mended} <= {"undecided"}
        assert layers(store) == expected
    assert (tmp_path / f"v{number}.db.before-{VERSION}").exists() == (number < VERSION)


@pytest.mark.parametrize("number", NUMBERS)
def test_work_goes_on_in_an_older_project(tmp_path: Path, number: int) -> None:
    with Store.open(old(number, tmp_path)) as store:
        _, key, _ = store.last_step("ben") or ("", "", "")
        session = AnnotationSession(store, key, "ben")
        session.load()
        before = session.layer.snapshot()
        session.undo()
        assert session.layer.snapshot() != before
        session.undo(redo=True)
        assert session.layer.snapshot() == before


def test_what_is_kept_can_be_kept_again(tmp_path: Path) -> None:
    path = old(VERSION, tmp_path)
    assert dump(path) == (FOLDER / f"v{VERSION}.sql").read_text(encoding="utf-8")
