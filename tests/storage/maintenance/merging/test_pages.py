"""Whatever is another row in a copy stands on a page that the comparison names; nearly nothing else does."""

from __future__ import annotations

import shutil
import sqlite3
import struct
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.teams import finish, project, put

from annotator.domain.span import Span
from annotator.storage.maintenance.merging.file_format import PagedFile, Unreadable
from annotator.storage.maintenance.merging.pages import TABLES, compare, rows_apart
from annotator.storage.queries.assignments import give
from annotator.storage.queries.counts import put_away
from annotator.storage.store import Store

ARTICLES = 300
LONG = "A long text of many words that no page holds. " * 400

Change = Callable[[Store, int], object]


def suggest(store: Store, number: int) -> None:
    with store.write():
        store.add_suggestions(key_of(store, number), "other", [(0, 3, "PER" * (1 + 500 * (number % 3 == 0)), 0.5)])


def dealt(store: Store, number: int) -> None:
    with store.write():
        give(store, [(key_of(store, number), "ana")], shared=[key_of(store, number + 1)])


CHANGES: list[Change] = [
    lambda store, number: put(store, f"{LONG}{number}" if number % 2 else f"Short {number}."),
    lambda store, number: finish(store, key_of(store, number), {f"p{number}": [Span(0, 3, "PER")]}),
    lambda store, number: put_away(store, [key_of(store, number)], archived=True),
    suggest,
    dealt,
]


def key_of(store: Store, number: int) -> str:
    return str(store.conn.execute("SELECT key FROM articles WHERE id = ?", (1 + number % ARTICLES,)).fetchone()[0])


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pages") / "start.db"
    with project(path) as store:
        for number in range(ARTICLES):
            key = put(store, f"{LONG}{number}" if number % 10 == 0 else f"News {number}. " * 20)
            if number % 5 == 0:
                finish(store, key, {"ana": [Span(0, 4, "PER")]})
    return path


def roots(path: Path) -> dict[str, int]:
    with sqlite3.connect(path) as conn:
        rows = conn.execute("SELECT name, rootpage FROM sqlite_master WHERE rootpage > 0")
        return {**dict(rows), "sqlite_master": 1}


def compared(ours: Path, theirs: Path) -> dict[str, list[int]] | None:
    return rows_apart(ours, theirs, roots(ours), roots(theirs))


def new_rows(ours: Path, theirs: Path, table: str) -> set[int]:
    """The keys of rows of a table of theirs that ours has not just so."""
    with sqlite3.connect(theirs) as conn:
        conn.execute("ATTACH ? AS ours", (str(ours),))
        query = f"SELECT * FROM main.{table} EXCEPT SELECT * FROM ours.{table}"  # noqa: S608 - names of ours
        return {row[0] for row in conn.execute(query)}


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.tuples(st.sampled_from(CHANGES), st.integers(0, 10_000)), max_size=6, unique=True), st.integers(0, 2)
)
def test_every_row_that_is_another_one_is_named(
    start: Path, tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[Change, int]], here: int
) -> None:
    folder = tmp_path_factory.mktemp("copy")
    ours, theirs = (Path(shutil.copy(start, folder / name)) for name in ("ours.db", "theirs.db"))
    for path, some in ((ours, changes[:here]), (theirs, changes)):
        with Store.open(path) as store:
            for change, number in some:
                change(store, number)
    found = compared(ours, theirs)
    assert found is not None
    for table in TABLES:
        assert new_rows(ours, theirs, table) <= set(found.get(table, ())), table
    assert sum(map(len, found.values())) <= 150 * (len(changes) + 1)


def test_the_same_file_has_nothing_else(start: Path) -> None:
    assert compared(start, start) == {}


def test_files_that_have_little_in_common_are_not_compared(start: Path, tmp_path: Path) -> None:
    with project(tmp_path / "other.db") as store:
        for number in range(2 * ARTICLES):
            put(store, f"Other news {number}. " * 60)
    assert compared(start, tmp_path / "other.db") is None


def test_a_row_that_differs_only_where_it_goes_on_is_named(start: Path, tmp_path: Path) -> None:
    theirs = Path(shutil.copy(start, tmp_path / "theirs.db"))
    body = bytearray(theirs.read_bytes())
    first = next(at for at in range(0, len(body), 4096) if body[at] == 0 and b"no page holds" in body[at : at + 4096])
    body[body.index(b"no page holds", first)] ^= 32
    theirs.write_bytes(body)
    found = compared(start, theirs)
    assert found is not None
    assert len(found["texts"]) + len(found["articles"]) == 1


@pytest.mark.parametrize("place", ["a page that leads to others", "pages that are cut off"])
def test_what_does_not_fit_together_is_not_compared(start: Path, tmp_path: Path, place: str) -> None:
    theirs = Path(shutil.copy(start, tmp_path / "theirs.db"))
    body = bytearray(theirs.read_bytes())
    if place == "a page that leads to others":
        at = 4096 * (roots(theirs)["texts"] - 1)
        assert body[at] == 5
        body[at + 11] ^= 64
    else:
        del body[-4096 * 5 :]
    theirs.write_bytes(body)
    assert rows_apart(start, theirs, roots(start), roots(start)) is None


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.integers(0, 2**20), st.integers(0, 40), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_file_that_was_tampered_with_is_compared_or_not_and_that_in_the_end(
    start: Path, bytes_: list[tuple[int, int, int]]
) -> None:
    body = bytearray(start.read_bytes())
    inner = [at for at in range(4096, len(body), 4096) if body[at] in (2, 5)]
    for page, offset, value in bytes_:
        at = inner[page % len(inner)] if page % 2 else page * 4096 % len(body)
        body[at + offset] = value
    with start.open("rb") as ours, suppress(Unreadable, LookupError, struct.error):
        found = compare(PagedFile(ours), PagedFile(BytesIO(body)), roots(start), roots(start))
        assert {*found} <= {*TABLES}
