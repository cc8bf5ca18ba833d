"""The file of a base: whole or not there, asked in the order of its priors, never trusted."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest

from annotator.domain.linking.entry import Alias
from annotator.domain.linking.said import Said, SaidAlias
from annotator.errors import BaseError
from annotator.storage.bases.base_file import BaseFile
from annotator.storage.bases.build import build
from annotator.storage.bases.draft import Draft, Taken

PEOPLE = (
    Said("1", "Ana Ruiz", "a poet", "person", 5.0, (Alias("Ruiz"),)),
    Said("2", "Bo Ruiz", "a painter", "person", 9.0, (Alias("Ruiz"), Alias("B. R."))),
    Said("3", "Ruiz", "a town of poets", "place", None),
)


def made(folder: Path, said: Sequence[Said | SaidAlias], old: Path | None = None) -> tuple[Path, Taken]:
    work = folder / f"work{len([*folder.iterdir()])}"
    work.mkdir()
    draft = Draft(work)
    if old:
        with BaseFile.open(old) as base:
            draft.begin_with(base.rows())
    for one in said:
        draft.say(one)
    taken = draft.settle()
    build(draft, work / "new.kb", lambda _done, _of: None)
    return work / "new.kb", taken


@pytest.fixture
def people(tmp_path: Path) -> Path:
    return made(tmp_path, PEOPLE)[0]


def test_names_come_with_the_likelier_entry_first_and_no_more_than_are_asked_for(people: Path) -> None:
    with BaseFile.open(people) as base:
        assert (base.entries, base.names) == (3, 6)
        assert [(one.entry.key, one.own) for one in base.named("RUIZ", 9)] == [("2", False), ("1", False), ("3", True)]
        assert [one.entry.key for one in base.named("ruiz", 1)] == ["2"]
        assert base.named("Ruiz Bo", 9) == []
        assert base.get("3") and not base.get("4")


def test_words_are_looked_for_in_names_and_if_asked_in_descriptions(people: Path) -> None:
    with BaseFile.open(people) as base:
        assert [one.key for one in base.typed("rui", 9)] == ["2", "1", "3"]
        assert base.typed("poet", 9) == []
        assert [one.key for one in base.typed("poet", 9, described=True)] == ["1", "3"]
        assert [one.key for one in base.typed("ru poet", 9, described=True)] == ["1", "3"]
        assert [one.key for one in base.with_words(["ruiz", "ana"], 9)] == ["1"]
        assert base.with_words([], 9) == []
        for nothing in ("", " ", "?!", '"', "* OR", "names : x", "\0", "\ud800"[:0], "NEAR(a b)"):
            assert base.typed(nothing, 9) == []


def test_what_is_said_again_replaces_field_by_field_and_the_rest_stays(tmp_path: Path, people: Path) -> None:
    more: list[Said | SaidAlias] = [
        Said("1", about="a poet of Rome"),
        Said("4", "Cem"),
        Said("4", "Cem K."),
        SaidAlias("Cemo", (("4", 0.5), ("5", 1))),
    ]
    again, taken = made(tmp_path, more, people)
    assert (taken.added, taken.updated, taken.again, taken.strays, taken.stray) == (1, 1, 1, 1, "5")
    with BaseFile.open(again) as base:
        ana, cem = base.get("1"), base.get("4")
        assert ana and (ana.name, ana.about, ana.prior, ana.aliases) == (
            "Ana Ruiz",
            "a poet of Rome",
            5.0,
            (Alias("Ruiz"),),
        )
        assert cem and (cem.name, cem.aliases) == ("Cem K.", (Alias("Cemo", 0.5),))
        assert [one.prior for one in base.named("Cemo", 9)] == [0.5]


def test_an_entry_without_a_name_goes_by_its_likeliest_other_name_or_its_key(tmp_path: Path) -> None:
    said: list[Said | SaidAlias] = [
        Said("1"),
        Said("2"),
        SaidAlias("two", (("2", 0.1),)),
        SaidAlias("deux", (("2", 0.2),)),
    ]
    path, taken = made(tmp_path, said)
    assert taken.nameless == 2
    with BaseFile.open(path) as base:
        assert [one.name for key in "12" if (one := base.get(key))] == ["1", "deux"]


def test_a_base_is_the_same_whatever_the_order_in_which_it_was_said(tmp_path: Path) -> None:
    one, other = made(tmp_path, PEOPLE)[0], made(tmp_path, PEOPLE[::-1])[0]
    with BaseFile.open(one) as base, BaseFile.open(other) as again:
        assert [*base.rows()] == [*again.rows()]


@pytest.mark.parametrize("data", [b"", b"SQLite format 3\0", b"x" * 4_096])
def test_what_is_no_base_is_told_and_left(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.kb").write_bytes(data)
    with pytest.raises(BaseError, match="not a base"):
        BaseFile.open(tmp_path / "x.kb")


@pytest.mark.parametrize("change", [
    "CREATE TRIGGER t AFTER INSERT ON entries BEGIN DELETE FROM entries; END", "CREATE VIEW v AS SELECT 1",
    "CREATE TABLE more (x)", "DROP TABLE counts", "DROP TABLE names; CREATE VIEW names AS SELECT 1",
    "DROP INDEX entries_by_key", "PRAGMA user_version = 99", "DELETE FROM counts",
])  # fmt: skip
def test_a_base_with_other_tables_or_code_in_it_is_not_opened(people: Path, change: str) -> None:
    with sqlite3.connect(people) as connection:
        connection.executescript(change)
    connection.close()
    with pytest.raises(BaseError):
        BaseFile.open(people)


@pytest.mark.parametrize("value", ["'nonsense'", "'{}'", "'[7]'", "'[[]]'", "x'ff'", f"'{'[' * 9_999}'", "''"])
def test_values_that_make_no_sense_are_told_as_damage(people: Path, value: str) -> None:
    with sqlite3.connect(people) as connection:
        connection.execute(f"UPDATE entries SET aliases = {value}")  # noqa: S608 - our own values
    connection.close()
    with BaseFile.open(people) as base, pytest.raises(BaseError, match="damaged"):
        base.named("ruiz", 9)


def test_bytes_that_are_changed_are_told_or_change_what_is_found(tmp_path: Path, people: Path) -> None:
    data = people.read_bytes()
    for at in range(100, len(data), 97):
        broken = tmp_path / "broken.kb"
        broken.write_bytes(data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :])
        try:
            with BaseFile.open(broken) as base:
                base.named("ruiz", 9)
                base.typed("poet", 9)
                base.get("1")
        except BaseError:
            pass


def test_a_base_that_is_replaced_is_read_as_it_was_by_whoever_has_it_open(tmp_path: Path, people: Path) -> None:
    other = made(tmp_path, [Said("9", "Other")])[0]
    with BaseFile.open(people) as base:
        shutil.move(other, people)
        assert [one.entry.key for one in base.named("ruiz", 9)] == ["2", "1", "3"]
    with BaseFile.open(people) as base:
        assert base.entries == 1
