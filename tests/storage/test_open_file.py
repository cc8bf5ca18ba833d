"""A project's file that is moved, deleted, replaced or cut off is noticed before anything counts as kept."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from support.projects import TEXT, at_work, project

from annotator.domain.article import Article
from annotator.errors import ProjectGone
from annotator.storage.store import Store


def _delete(path: Path) -> None:
    path.unlink()


def _delete_all(path: Path) -> None:
    for name in ("", "-wal", "-shm"):
        Path(f"{path}{name}").unlink()


def _move(path: Path) -> None:
    path.rename(path.with_name("moved.db"))


def _replace(path: Path) -> None:
    Path(shutil.copy(path, path.with_name("older.db"))).replace(path)


def _empty(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(0)


def _cut(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(3 * 4096)


def _delete_log(path: Path) -> None:
    Path(f"{path}-wal").unlink()


LOSSES = [_delete, _delete_all, _move, _replace, _empty, _cut, _delete_log]


@pytest.mark.parametrize("lose", LOSSES)
def test_nothing_is_told_as_kept_in_a_file_that_is_gone(tmp_path: Path, lose: Callable[[Path], None]) -> None:
    store, key = project(tmp_path / "p.db")
    session = at_work(store, key)
    session.accept()
    store.conn.execute("PRAGMA wal_checkpoint(PASSIVE)")
    lose(store.path)
    held = dict(session.layer.held)
    with pytest.raises(ProjectGone, match="moved, deleted or replaced"):
        session.accept()
    assert session.layer.held == held
    store.close()


def test_a_link_and_another_working_folder_are_no_loss(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    store, _ = project(Path("real.db"))
    store.close()
    Path("link.db").symlink_to("real.db")
    with Store.open(Path("link.db")) as store:
        monkeypatch.chdir("/")
        with store.write():
            store.add_article(Article.of("Other text."), "2026-01-01T00:00:00.000Z")
    with Store.open(tmp_path / "real.db") as store:
        assert store.has_article(Article.of("Other text.").key)


def test_a_project_that_another_program_has_vacuumed_is_no_loss(tmp_path: Path) -> None:
    store, key = project(tmp_path / "p.db")
    with store.write():
        for number in range(500):
            store.add_article(Article.of(f"{TEXT} {number}" * 50), "2026-01-01T00:00:00.000Z")
    store.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.file.check()
    before = store.path.stat().st_size
    with closing(sqlite3.connect(store.path)) as other:
        other.execute("DELETE FROM texts WHERE article > 1")
        other.commit()
        other.execute("VACUUM")
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert store.path.stat().st_size < before
    store.file.check()
    at_work(store, key).accept()
    store.close()


def test_a_project_without_a_log_beside_it_is_watched_too(tmp_path: Path) -> None:
    store, key = project(tmp_path / "p.db")
    store.conn.execute("PRAGMA journal_mode = DELETE")
    store.close()
    with closing(sqlite3.connect(tmp_path / "p.db")) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM decisions").fetchall()
        again = Store.open(tmp_path / "p.db")
        reader.execute("COMMIT")
    with again:
        assert again.conn.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        session = at_work(again, key)
        session.accept()
        _move(again.path)
        with pytest.raises(ProjectGone):
            session.accept()
