"""A folder as a share: rights, links, what it leaves alone."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from annotator.sync.share import ShareError, open_share


def test_what_several_write_into_may_be_used_as_the_folder_may(tmp_path: Path) -> None:
    tmp_path.chmod(0o1777)
    open_share(str(tmp_path)).put_new("d/ana/one/1", b"x")
    modes = [stat.S_IMODE((tmp_path / folder).stat().st_mode) for folder in ("d", "d/ana", "d/ana/one")]
    assert modes[:2] == [0o1777, 0o1777]
    assert modes[2] != 0o1777


def test_without_links_a_file_is_renamed_into_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    share = open_share(str(tmp_path))
    assert share.put_new("a/one/1", b"x")
    assert not share.put_new("a/one/1", b"y")
    assert share.get("a/one/1") == b"x"
    assert share.keys("a/one") == ["1"]


def test_what_was_being_written_is_not_seen_and_files_of_others_are_left(tmp_path: Path) -> None:
    share = open_share(f"file://{tmp_path}")
    share.put_new("a/one/1", b"x")
    (tmp_path / "a" / "one" / ".aside-77").write_bytes(b"half")
    (tmp_path / ".stfolder").mkdir()
    (tmp_path / ".stfolder" / ".x").write_bytes(b"")
    assert share.keys("a/one") == ["1"]
    assert share.places("a") == ["a/one"]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    share = open_share(str(tmp_path / "away"))
    for ask in (lambda: share.keys("a/one"), lambda: share.places("a"), lambda: share.get("a/one/1")):
        with pytest.raises(ShareError, match="is not there"):
            ask()
