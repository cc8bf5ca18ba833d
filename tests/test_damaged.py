"""Bytes of a project changed at random: no traceback, and one that the doctor calls sound exports what it held."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from support.news import news_project
from support.projects import at_work

from annotator.errors import AnnotatorError
from annotator.services.exporting.export import ExportOptions, export
from annotator.services.project.doctor import check_up
from annotator.storage.connection import sentences
from annotator.storage.store import Store


def project(path: Path) -> bytes:
    """The bytes of a project in which somebody has worked."""
    keys = news_project(path)
    with Store.open(path) as store:
        for key in keys:
            session = at_work(store, key)
            for number in range(6):
                if session.focus:
                    session.reject() if number % 3 == 2 else session.accept()
            session.comment("Is that so?")
        store.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.read_bytes()


def changed(data: bytes, chance: random.Random) -> bytes:
    """The same with some bytes flipped, a page in the place of another one, a stretch of nothing, or the end cut."""
    damaged, page = bytearray(data), 4096
    match chance.randrange(4):
        case 0:
            for _ in range(chance.choice((1, 8, 64))):
                damaged[chance.randrange(100, len(damaged))] ^= 1 << chance.randrange(8)
        case 1:
            one, other = (page * chance.randrange(1, len(damaged) // page) for _ in range(2))
            damaged[one : one + page] = data[other : other + page]
        case 2:
            at, size = chance.randrange(100, len(damaged)), chance.choice((16, page))
            damaged[at : at + size] = bytes(len(damaged[at : at + size]))
        case _:
            del damaged[chance.randrange(page, len(damaged)) :]
    return bytes(damaged)


def exported(path: Path) -> list[object]:
    """Texts, spans and states as they are exported; [] where they cannot be. Anything but a sentence fails.

    Titles, comments and the like are left out: no decision and no key vouches for them.
    """
    out = path.with_suffix(".jsonl")
    try:
        with Store.open(path) as store, sentences(path):
            export(store, ExportOptions(out=out, layer="all", status="any"))
            rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()] if out.exists() else []
    except AnnotatorError:
        return []
    spans = ("start", "end", "label", "source", "decided", "by")
    return [
        (
            row["text"],
            [[one[name] for name in spans] for one in row["spans"]],
            row["meta"]["layer"],
            row["meta"]["status"],
        )
        for row in rows
    ]


def sound(path: Path) -> bool:
    """Whether the doctor finds nothing; a file that cannot be opened is not sound."""
    try:
        with Store.open(path, strange=True) as store, sentences(path):
            return check_up(store).sound
    except AnnotatorError:
        return False


def damaged_at_random(folder: Path, times: int, seed: int) -> tuple[int, int]:
    """How many damaged projects the doctor told of, and how many of them still exported what they had held."""
    chance, told, whole = random.Random(seed), 0, 0  # noqa: S311 - damage is drawn, no secrets
    data = project(folder / "p.db")
    expected = exported(folder / "p.db")
    assert expected
    for number in range(times):
        path = folder / f"damaged-{number}" / "p.db"
        path.parent.mkdir()
        path.write_bytes(changed(data, chance))
        found, same = sound(path), exported(path) == expected
        assert same or not found, f"damage {number}: called sound, and another export"
        told, whole = told + (not found), whole + same
    return told, whole


def test_no_damaged_project_is_called_sound_that_holds_something_else(tmp_path: Path) -> None:
    damaged_at_random(tmp_path, 25, 1)


@pytest.mark.slow
def test_none_of_four_hundred_damaged_projects_is_called_sound(tmp_path: Path) -> None:
    told, whole = damaged_at_random(tmp_path, 400, 2)
    print(f"400 damaged projects: the doctor told of {told}; {whole} export what they held")
    assert told > 200
