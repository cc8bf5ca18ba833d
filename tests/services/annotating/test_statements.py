"""What a key asks of the database: so many statements, whatever the article."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support.news import news_project

from annotator.services.annotating.session import AnnotationSession
from annotator.storage.migrations import TRIGGERS
from annotator.storage.store import Store


@pytest.fixture
def session(tmp_path: Path) -> AnnotationSession:
    """A session in which two decisions are made: what is looked up only once is known.

    Its project has no triggers: SQLite tells of one by the statement that sets it off, once more, so that one of ours
    which is done twice could not be told from it.
    """
    (key, *_) = news_project(tmp_path / "news.db")
    store = Store.open(tmp_path / "news.db")
    for name in TRIGGERS:
        store.conn.execute(f"DROP TRIGGER {name}")
    made = AnnotationSession(store, key, "ana")
    made.load()
    made.resume()
    made.accept()
    made.accept()
    return made


def statements(session: AnnotationSession, key: Callable[[], object]) -> list[str]:
    """The statements that a key leads to, one that is done twice in a row twice."""
    found: list[str] = []
    session.store.conn.set_trace_callback(found.append)
    key()
    session.store.conn.set_trace_callback(None)
    return found


def test_a_decision_asks_little_and_writes_in_one_transaction(session: AnnotationSession) -> None:
    verbs = [statement.split()[0] for statement in statements(session, session.accept)]
    begin, end = verbs.index("BEGIN"), verbs.index("COMMIT")
    assert verbs[:begin] == ["SELECT"]
    assert sorted(verbs[begin + 1 : end]) == [*["INSERT"] * 5, "PRAGMA", *["SELECT"] * 4, "UPDATE"]
    assert verbs[end + 1 :] == []


def test_a_statement_that_is_done_twice_in_a_row_is_seen(session: AnnotationSession) -> None:
    def twice() -> None:
        for _ in range(2):
            session.store.conn.execute("UPDATE articles SET title = title")

    assert len(statements(session, twice)) == 2


def test_a_move_asks_for_nothing(session: AnnotationSession) -> None:
    for key in (session.next_undecided, session.next_span, lambda: session.move(session.cursor + 1)):
        assert statements(session, key) == []
