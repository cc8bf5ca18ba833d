"""PostgreSQL itself sees to it who may write and read what."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.shares import postgres

from annotator.sync.share import ShareError, open_share
from annotator.sync.shares import postgres as module

pytestmark = pytest.mark.acceptance
RIGHTS = (Path(module.__file__).parent / "postgres_rights.sql").read_text(encoding="utf-8")


@pytest.fixture
def url() -> Iterator[str]:
    """A share with rights: olga owns it, ana and ben annotate, rosa reviews."""
    with postgres() as found:
        import psycopg

        share = open_share(found)
        share.put_new("team/about", b"{}")
        with psycopg.connect(found, autocommit=True) as connection:
            said: Any = RIGHTS
            connection.execute(said)
            for login, role in (("olga", "owner"), ("ana", "annotator"), ("ben", "annotator"), ("rosa", "reviewer")):
                create: Any = f"CREATE ROLE {login} LOGIN IN ROLE annotator_team"
                connection.execute(create)
                connection.execute("INSERT INTO annotator_people VALUES (%s, %s, %s)", (login, role, login))
        yield found


def as_(url: str, login: str) -> Any:
    return open_share(url.replace("postgres@", f"{login}@"))


def test_nobody_speaks_for_others_or_sees_what_they_may_not(url: str) -> None:
    olga, ana, ben, rosa = (as_(url, name) for name in ("olga", "ana", "ben", "rosa"))
    assert olga.put_new("a/olga-1/1", b"articles")
    assert olga.put_new("h/olga-1/1", b"hidden")
    assert ana.put_new("d/ana/ana-1/1", b"hers")
    assert not ana.put_new("d/ana/ana-1/1", b"again")
    assert rosa.put_new("d/gold/rosa-1/1", b"gold")
    assert rosa.put_new("d/ana/rosa-1/1", b"returned")
    assert ana.put_new("p/ana/ana-1/1", b"seen")
    assert rosa.put_new("p/ana/rosa-1/1", b"to be seen")
    for share, key in ((ana, "p/ben/ana-1/1"), (ben, "p/ana/ben-1/1"), (ben, "d/ana/ben-1/1"),
                       (ana, "d/gold/ana-1/1"), (ana, "a/ana-1/1"), (ana, "r/olga-1/9"),
                       (rosa, "a/rosa-1/1"), (ana, "d/ana/rosa-1/2"), (rosa, "d/ana/ana-1/2")):  # fmt: skip
        with pytest.raises(ShareError, match="row-level security"):
            share.put_new(key, b"forged")
    assert ana.places("d", 2) == ["d/ana/ana-1", "d/ana/rosa-1"]
    assert ben.places("d", 2) == ben.places("p", 2) == []
    assert ana.places("p", 2) == ["p/ana/ana-1", "p/ana/rosa-1"]
    assert ana.keys("h/olga-1") == []
    assert ana.get("a/olga-1/1") == b"articles"
    assert rosa.places("d", 2) == ["d/ana/ana-1", "d/ana/rosa-1", "d/gold/rosa-1"]
    assert rosa.get("h/olga-1/1") == b"hidden"


def test_nothing_is_changed_or_taken_away(url: str) -> None:
    import psycopg

    as_(url, "ana").put_new("d/ana/ana-1/1", b"hers")
    with psycopg.connect(url.replace("postgres@", "ana@"), autocommit=True) as ana:
        for statement in (
            "UPDATE annotator_segments SET body = 'x'", "DELETE FROM annotator_segments",
            "INSERT INTO annotator_segments (place, name, body, by) VALUES ('d/ana/a', '2', 'x', 'ben')",
            "INSERT INTO annotator_people VALUES ('ana', 'owner', 'ana')",
        ):  # fmt: skip
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                ana.execute(statement)
