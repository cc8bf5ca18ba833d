"""A folder that is exported into again: old files of ours go, those of others stay, and a cut is healed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.errors import AnnotatorError
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
