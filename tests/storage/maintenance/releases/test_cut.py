"""A project cut at a tag holds what there was, whatever was done since, and has the same bytes each time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.teams import act, finish, project, put

from annotator.domain.decisions import GOLD, Added, Approved, Commented, Finished, Reopened
from annotator.domain.document import Document
from annotator.domain.span import Span
from annotator.services.exporting.tags import set_tag
from annotator.services.project.doctor import check_up
from annotator.services.project.labels import adding, carry_out, changing, merging, renaming
from annotator.services.project.merge import merge
from annotator.storage.maintenance.releases.called import Called
from annotator.storage.maintenance.releases.cut import cut, everybody
from annotator.storage.maintenance.scheme_history import history, version_in_force
from annotator.storage.queries.documents import Wanted, documents
from annotator.storage.queries.tagged.documents import documents_at
from annotator.storage.store import Store
from annotator.storage.tags.tags import Tag, tags

EVERY = Wanted("all", "", done=False, rejected=True)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with project(tmp_path / "news.db") as store:
        keys = [put(store, f"Wort{number} in Rome.") for number in range(4)]
        carry_out(store, adding(store, "SHIP"), by="rosa", why="asked by ben")
        finish(store, keys[0], {"ana": [Span(0, 5, "PER")], "ben": [Span(9, 13, "LOC")]})
        act(store, keys[0], GOLD, Added(Span(9, 13, "LOC")), Approved())
        act(store, keys[0], "ana", Commented("Ask Ben."))
        finish(store, keys[1], {"ana": [Span(0, 5, "SHIP")]})
        carry_out(store, renaming(store, "SHIP", "VESSEL"), by="rosa")
        carry_out(store, changing(store, "PER", description="People. Ben knows."), by="rosa")
        finish(store, keys[2], {"ana": []})
        with store.write() as conn:
            conn.execute("UPDATE articles SET archived = 1 WHERE key = ?", (keys[2],))
            store.set_meta(keys[1], {"note": "checked by Ben", "of": ["ben"], "n": 1})
        yield store
        assert check_up(store).sound


def go_on(store: Store, folder: Path) -> None:
    keys = [key for (key,) in store.conn.execute("SELECT key FROM articles ORDER BY added, key")]
    act(store, keys[1], "ana", Reopened(), Added(Span(9, 13, "LOC")), Finished())
    finish(store, put(store, "Later, in Oslo."), {"cem": [Span(10, 14, "LOC")]})
    with store.write() as conn:
        store.set_meta(keys[1], {"note": "later"})
        conn.execute("UPDATE articles SET archived = archived = 0, title = 'later'")
    carry_out(store, merging(store, ["PER"], "ORG"), by="rosa")
    with Store.create(folder / "other.db") as other:
        carry_out(other, adding(other, "OTHER"), by="zoe")
    merge(store, folder / "other.db")


def told(found: Iterator[Document | None]) -> list[object]:
    return [
        (one.article, one.layer, one.status, list(one.spans), list(one.rejected), dict(one.cats), list(one.tokens),
         one.at, list(one.comments))
        for one in found
        if one
    ]  # fmt: skip


def made(store: Store, tag: Tag, folder: Path, name: str) -> bytes:
    (folder / name).mkdir()
    assert cut(store, tag, folder / name / "news.db").articles == 3
    return (folder / name / "news.db").read_bytes()


def test_it_is_what_there_was_and_the_same_each_time(store: Store, tmp_path: Path) -> None:
    tag = set_tag(store, "v1", by="rosa")
    version, acts = version_in_force(store), [one.id for one in history(store)]
    first = made(store, tag, tmp_path, "first")
    go_on(store, tmp_path)
    assert made(store, tag, tmp_path, "second") == first
    assert b"ater" not in first
    with Store.open(tmp_path / "first" / "news.db") as there:
        assert check_up(there).problems == []
        assert there.scheme() == tag.scheme()
        assert (version_in_force(there), [one.id for one in history(there)]) == (version, acts)
        assert told(documents(there, EVERY)) == told(documents_at(store, tag, EVERY))
        (again,) = [one for one in documents_at(there, set_tag(there, "v2", by="x"), Wanted("gold")) if one]
        assert again.layer == GOLD
        assert (there.uuid, there.conn.execute("PRAGMA freelist_count").fetchone()) == (store.uuid, (0,))
    assert not list((tmp_path / "first").glob("*.made*"))


def test_opening_it_does_not_change_it(store: Store, tmp_path: Path) -> None:
    first = made(store, set_tag(store, "v1", by="rosa"), tmp_path, "first")
    with Store.open(tmp_path / "first" / "news.db") as there:
        assert check_up(there).sound
    assert (tmp_path / "first" / "news.db").read_bytes() == first


def test_it_is_merged_as_what_is_known_already(store: Store, tmp_path: Path) -> None:
    cut(store, set_tag(store, "v1", by="rosa"), tmp_path / "cut.db")
    report = merge(store, tmp_path / "cut.db")
    assert (report.absorbed.decisions, report.absorbed.added) == (0, 0)


def test_people_are_called_as_is_said_in_columns_and_in_words(store: Store, tmp_path: Path) -> None:
    tag = set_tag(store, "v1", by="rosa", note="by Ben and Rosa")
    assert everybody(store) == ["ana", "ben", "rosa"]
    names = {"ana": "A1", "ben": "A2", "rosa": "R1", GOLD: GOLD, "": ""}

    def words(_: str, text: str) -> str:
        return text.replace("Ben", "A2").replace("ben", "A2").replace("Rosa", "R1")

    cut(store, tag, tmp_path / "cut.db", Called(names.__getitem__, words))
    held = (tmp_path / "cut.db").read_bytes()
    assert not [name for name in (b"ana", b"ben", b"Ben", b"rosa", b"Rosa") if name in held]
    with Store.open(tmp_path / "cut.db") as there:
        assert check_up(there).problems == []
        key = next(one.article.key for one in documents(there, Wanted("A2")) if one)
        assert there.layers_of(key) == ["A1", "A2", GOLD]
        assert there.scheme().known("PER").description == "People. A2 knows."
        assert [dict(one.article.meta) for one in documents(there, Wanted("A1")) if one and one.article.meta] == [
            {"n": 1, "note": "checked by A2", "of": ["A2"]}
        ]


def test_its_time_is_that_of_the_tag(store: Store, tmp_path: Path) -> None:
    tag = set_tag(store, "v1", by="rosa")
    with store.write() as conn:
        conn.execute("UPDATE tags SET at = '2001-02-03T04:05:06.000Z'")
    held = made(store, tags(store)[0], tmp_path, "first")
    assert tag.at.encode() not in held
    assert f"{datetime.now(UTC):%Y-%m-%d %H}".encode() not in held
