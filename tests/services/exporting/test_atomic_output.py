"""A folder that is exported into again: old files of ours go, those of others stay, and a cut is healed."""

from __future__ import annotations

import io
import json
import os
import stat
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from annotator.errors import AnnotatorError, WrongUsage
from annotator.services.exporting.atomic_output import replacing, written


def put(target: Path, *names: str, text: str = "new") -> None:
    with replacing(target) as new:
        for name in names:
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            (new / name).write_text(text)


def names(folder: Path) -> list[str]:
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in found if not name.startswith("."))


def test_what_an_earlier_export_left_is_taken_away_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "corpus"
    put(target, "a", "b", "deep/c", "changed", text="old")
    (target / "mine").write_text("not yours")
    (target / "changed").write_text("by hand")
    put(target, "a", "d")
    assert names(target) == ["a", "changed", "d", "mine"]
    assert not (target / "deep").exists()
    assert [(target / name).read_text() for name in ("a", "changed", "mine")] == ["new", "by hand", "not yours"]
    assert written(target) == [target / "a", target / "d"]
    assert [path.name for path in tmp_path.iterdir()] == ["corpus"]


def test_a_folder_that_no_export_made_keeps_its_files(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus/mine").write_text("not yours")
    put(tmp_path / "corpus", "a")
    assert names(tmp_path / "corpus") == ["a", "mine"]


@pytest.mark.parametrize("cut", range(1, 6))
def test_an_export_that_was_cut_short_leaves_nothing_behind_after_the_next(
    cut: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "corpus"
    put(target, "a", "b", text="old")
    whole, count = Path.replace, 0

    def dying(path: Path, to: Path) -> Path:
        nonlocal count
        count += 1
        if count == cut:
            raise OSError(5, "Input/output error")
        return whole(path, to)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", dying)
        with pytest.raises(AnnotatorError, match=r"cannot be written: Input/output error\.$"):
            put(target, "a", "c", "d")
    put(target, "a", "e")
    assert names(target) == ["a", "e"]


@pytest.mark.parametrize(
    "listed", ["{", "[1]", '{"a": 7}', '{"../outside": [[7, 7]]}', '{"": [[7, 7]], "a\\u0000": [[1, 2]]}']
)
def test_a_list_that_makes_no_sense_takes_nothing_away(listed: str, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text("not yours")
    stat = outside.stat()
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus/a").write_text("not yours")
    stamped = listed.replace("7, 7", f"{stat.st_size}, {stat.st_mtime_ns}")
    (tmp_path / "corpus/.annotator-export").write_text(stamped)
    put(tmp_path / "corpus", "b")
    assert names(tmp_path / "corpus") == ["a", "b"]
    assert outside.read_text() == "not yours"
    assert list(json.loads((tmp_path / "corpus/.annotator-export").read_text())) == ["b"]


def test_a_link_is_followed_and_a_file_keeps_its_mode(tmp_path: Path) -> None:
    real = tmp_path / "far" / "real.jsonl"
    real.parent.mkdir()
    real.write_text("old")
    real.chmod(0o640)
    link = tmp_path / "link.jsonl"
    link.symlink_to("far/real.jsonl")
    with replacing(link) as new:
        new.write_text("new")
        new.with_name(f"{new.name}.beside").write_text("beside")
    assert link.is_symlink()
    assert real.read_text() == "new"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert sorted(path.name for path in real.parent.iterdir()) == ["real.jsonl", "real.jsonl.beside"]


def test_a_link_to_nothing_yet_makes_the_file_it_names(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "later.txt")
    with replacing(link) as new:
        new.write_text("new")
    assert (link.is_symlink(), (tmp_path / "later.txt").read_text()) == (True, "new")


def test_a_link_to_a_folder_is_followed_and_a_link_in_it_leads_nowhere_outside(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "one.txt").write_text("old")
    (tmp_path / "real" / "a").symlink_to(tmp_path / "one.txt")
    link = tmp_path / "link"
    link.symlink_to("real")
    put(link, "a", "b")
    assert link.is_symlink()
    assert not (tmp_path / "real" / "a").is_symlink()
    assert (tmp_path / "one.txt").read_text() == "old"
    assert written(link) == [link / "a", link / "b"]


def test_links_in_a_ring_are_refused(tmp_path: Path) -> None:
    for one, other in (("a", "b"), ("b", "a")):
        (tmp_path / one).symlink_to(other)
    with pytest.raises(AnnotatorError, match="cannot be written"), replacing(tmp_path / "a") as new:
        new.write_text("new")


def test_a_file_that_may_not_be_written_is_left_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_text("old")
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    with pytest.raises(AnnotatorError, match=r"Permission denied\. It is as it was"), replacing(tmp_path / "a") as new:
        new.write_text("new")
    assert (tmp_path / "a").read_text() == "old"


def test_a_pipe_is_written_into(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[str] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_text()))
    reader.start()
    with replacing(pipe, suffix=".txt") as new:
        assert new.suffix == ".txt"
        new.write_text("new")
    reader.join(10)
    assert (got, stat.S_ISFIFO(pipe.stat().st_mode)) == (["new"], True)
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]


def test_what_streams_flows_through_a_pipe_at_once_and_says_where_it_was_cut(tmp_path: Path) -> None:
    for_reading, for_writing = os.pipe()
    with os.fdopen(for_writing, "wb") as pipe, pytest.raises(AnnotatorError) as caught:  # noqa: SIM117 - in this order
        with replacing(pipe, suffix=".txt", streams=True) as new, new.open("w") as file:
            new.with_name("beside").write_text("beside")
            file.write("first")
            file.flush()
            assert os.read(for_reading, 9) == b"first"
            raise AnnotatorError("It is damaged.")
    assert str(caught.value) == "It is damaged. What was written before that is not all."
    assert os.read(for_reading, 9) == b""
    os.close(for_reading)


def test_a_file_is_written_into_when_all_is_there_though_it_could_stream(tmp_path: Path) -> None:
    with (tmp_path / "a").open("w+b") as file:
        file.write(b"old")
        with suppress(AnnotatorError), replacing(file, streams=True) as new:
            new.write_text("new")
            raise AnnotatorError("It is damaged.")
        assert (tmp_path / "a").read_bytes() == b"old"


def test_an_open_descriptor_is_written_into_even_where_it_is_a_file(tmp_path: Path) -> None:
    with (tmp_path / "a").open("w+b") as file:
        with replacing(Path(f"/dev/fd/{file.fileno()}")) as new:
            new.write_text("new")
        assert file.read() == b"new"


def test_a_stream_takes_one_file_and_no_folder() -> None:
    out = io.BytesIO()
    with replacing(out, suffix=".txt") as new:
        new.write_text("new")
        new.with_name("beside").write_text("beside")
    assert out.getvalue() == b"new"
    with pytest.raises(WrongUsage, match="cannot take a folder"), replacing(out) as new:
        new.mkdir()
    assert out.getvalue() == b"new"


def test_a_device_without_room_is_said() -> None:
    full = Path("/dev/full")
    with pytest.raises(AnnotatorError, match=r"/dev/full cannot be written: No space left"), replacing(full) as new:
        new.write_text("new")


@pytest.mark.parametrize("cut", range(1, 8))
def test_wherever_it_is_cut_no_new_file_stands_beside_an_old_one(
    cut: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "corpus"
    put(target, "train", "dev", "test", text="old")
    whole, count = Path.replace, 0

    def dying(path: Path, to: Path) -> Path:
        nonlocal count
        count += 1
        if count == cut:
            raise OSError(5, "Input/output error")
        return whole(path, to)

    with monkeypatch.context() as patch, suppress(AnnotatorError):
        patch.setattr(Path, "replace", dying)
        put(target, "train", "dev", "test")
    assert len({(target / name).read_text() for name in names(target)}) <= 1
