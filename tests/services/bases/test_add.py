"""Entries of files into a base beside a project: as a whole, or as it was."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import pytest

from annotator.errors import BaseError, NoSuchBase, NoSuchFile, WrongUsage
from annotator.services.bases import add as adding
from annotator.services.bases.add import TOLD, AddOptions, AddReport, add
from annotator.services.bases.beside import Listed, listed, names, opened, path_of, remove
from annotator.storage.bases.base_file import BaseFile
from annotator.storage.bases.build import build

LINES = "".join(f'{{"id": "{at}", "name": "Name {at % 50}", "prior": {at}}}\n' for at in range(20_000))


def put(folder: Path, text: str | bytes, *, name: str = "people", file: str = "x.jsonl") -> AddReport:
    (folder / file).write_bytes(text if isinstance(text, bytes) else text.encode())
    return add(folder / "annotator.db", name, [str(folder / file)], AddOptions())


def test_a_base_is_made_updated_told_and_taken_away(tmp_path: Path) -> None:
    project = tmp_path / "annotator.db"
    report = put(tmp_path, '{"id": "1", "name": "Ana"}\n{"id": "2", "name": "Bo"}\n')
    assert (report.added, report.updated, report.entries, report.names) == (2, 0, 2, 2)
    report = put(tmp_path, "id,name\n2,Bob\n3,Cem\n")
    assert (report.added, report.updated, report.entries) == (1, 1, 3)
    assert [(one.name, one.entries, one.problem) for one in listed(project)] == [("people", 3, "")]
    with opened(project, "people") as base:
        assert [one.entry.key for one in base.named("BOB", 9)] == ["2"]
    assert remove(project, "people").entries == 3
    assert names(project) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.jsonl"]


def test_refusals_are_kept_up_to_a_number_and_all_are_counted(tmp_path: Path) -> None:
    report = put(tmp_path, "{}\n" * (TOLD + 5) + '{"id": "1"}\n')
    assert (report.refused, len(report.refusals), report.added, report.nameless) == (TOLD + 5, TOLD, 1, 1)
    assert (report.refusals[3].line, report.refusals[3].file) == (4, str(tmp_path / "x.jsonl"))


def test_where_no_entry_is_taken_the_base_is_as_it_was(tmp_path: Path) -> None:
    report = put(tmp_path, "nonsense")
    assert (report.refused, report.entries) == (1, 0)
    assert not path_of(tmp_path / "annotator.db", "people").exists()
    put(tmp_path, '{"id": "1"}')
    before = (tmp_path / "people.kb").read_bytes()
    put(tmp_path, "{}")
    assert (tmp_path / "people.kb").read_bytes() == before


def test_a_file_that_is_not_there_is_told_before_anything_is_done(tmp_path: Path) -> None:
    with pytest.raises(NoSuchFile):
        add(tmp_path / "annotator.db", "people", [str(tmp_path / "none")], AddOptions())
    with pytest.raises(WrongUsage, match="no encoding"):
        add(tmp_path / "annotator.db", "people", [str(tmp_path)], AddOptions(encoding="x"))
    assert [*tmp_path.iterdir()] == []


def test_standard_input_is_read(tmp_path: Path) -> None:
    report = add(tmp_path / "annotator.db", "people", ["-"], AddOptions(), stdin=BytesIO(b"id,name\n1,Ana\n"))
    assert report.added == 1


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "../x", "/x", ".x", "x.", "a b", "a\nb", "x" * 65, "-x", "a\0"])
def test_a_base_has_a_plain_name_and_lies_beside_the_project(tmp_path: Path, name: str) -> None:
    for ask in (path_of, opened, remove):
        with pytest.raises(WrongUsage):
            ask(tmp_path / "annotator.db", name)
    assert path_of(tmp_path / "annotator.db", "wiki-data_2.0é") == tmp_path / "wiki-data_2.0é.kb"


def test_a_name_that_is_not_there_is_answered_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(NoSuchBase, match="There is none yet"):
        opened(tmp_path / "annotator.db", "peple")
    put(tmp_path, '{"id": "1"}')
    with pytest.raises(NoSuchBase, match="Did you mean people"):
        opened(tmp_path / "annotator.db", "peple")


def test_what_is_called_like_a_base_and_is_none_is_told_and_neither_written_nor_taken_away(tmp_path: Path) -> None:
    (tmp_path / "other.kb").write_text("mine")
    assert listed(tmp_path / "annotator.db") == [
        Listed("other", 0, problem=listed(tmp_path / "annotator.db")[0].problem)
    ]
    for work in (
        lambda: remove(tmp_path / "annotator.db", "other"),
        lambda: put(tmp_path, '{"id": "1"}', name="other"),
    ):
        with pytest.raises(BaseError, match="not a base"):
            work()
    assert (tmp_path / "other.kb").read_text() == "mine"


def test_a_damaged_base_can_be_taken_away(tmp_path: Path) -> None:
    put(tmp_path, LINES)
    data = (tmp_path / "people.kb").read_bytes()
    (tmp_path / "people.kb").write_bytes(data[:5_000])
    assert remove(tmp_path / "annotator.db", "people").problem
    assert names(tmp_path / "annotator.db") == []


def test_two_at_once_never_lose_what_one_has_put_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:

    def other_first(*args: object) -> object:
        monkeypatch.setattr(adding, "build", build)
        put(tmp_path, '{"id": "9"}', file="other.jsonl")
        return build(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(adding, "build", other_first)
    with pytest.raises(BaseError, match="another program"):
        put(tmp_path, '{"id": "1"}')
    with BaseFile.open(tmp_path / "people.kb") as base:
        assert base.get("9") and not base.get("1")


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="a folder that cannot be written, for who is no root")
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text('{"id": "1"}')
    tmp_path.chmod(0o500)
    with pytest.raises(BaseError, match="cannot be written"):
        add(tmp_path / "annotator.db", "people", [str(tmp_path / "x.jsonl")], AddOptions())
    tmp_path.chmod(0o700)


def command(folder: Path) -> list[str]:
    return [
        sys.executable,
        "-m",
        "annotator",
        "-p",
        str(folder / "p.db"),
        "kb",
        "add",
        str(folder / "new.jsonl"),
        "--base",
        "b",
    ]


def killed(folder: Path, kills: int, seed: int) -> int:
    """Kill so many runs at any moment; fails unless the base is each time as it was. Gives how many were cut short."""
    (folder / "old.jsonl").write_text(LINES)
    (folder / "new.jsonl").write_text(LINES.replace('"Name', '"New').replace('"id": "', '"id": "n'))
    add(folder / "p.db", "b", [str(folder / "old.jsonl")], AddOptions())
    before, chance, cut = (folder / "b.kb").read_bytes(), random.Random(seed), 0  # noqa: S311 - moments, no secret
    for _ in range(kills):
        process = subprocess.Popen(command(folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(chance.uniform(0.3, 3.0))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            cut += 1
            with BaseFile.open(folder / "b.kb") as base:
                assert base.entries in (20_000, 40_000)
        if base_is_new := (folder / "b.kb").read_bytes() != before:
            assert base_is_new
            with BaseFile.open(folder / "b.kb") as base:
                assert base.entries == 40_000
            (folder / "b.kb").write_bytes(before)
    return cut


def finished(folder: Path) -> None:
    """Run it to its end: what killed runs left is taken away."""
    for left in folder.glob(".b.kb-*"):
        os.utime(left, (0, 0))
    subprocess.run(command(folder), check=True, stdout=subprocess.DEVNULL)
    with BaseFile.open(folder / "b.kb") as base:
        assert base.entries == 40_000
    assert sorted(path.name for path in folder.iterdir()) == ["b.kb", "new.jsonl", "old.jsonl"]


def test_an_add_that_is_killed_leaves_the_base_as_it_was(tmp_path: Path) -> None:
    killed(tmp_path, 2, round(time.time()))
    finished(tmp_path)


@pytest.mark.slow
def test_thirty_kills_of_an_add(tmp_path: Path) -> None:
    cut = killed(tmp_path, 30, 3)
    print(f"kb add: {cut} of 30 runs were cut short")
    assert cut
    finished(tmp_path)
