"""A project on a network file system is recognised by what is mounted nearest above it."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.services import file_system
from annotator.services.file_system import network_file_system


@pytest.fixture
def mounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    here = str(tmp_path).replace(" ", "\\040")
    table = tmp_path / "mountinfo"
    table.write_text(
        "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
        f"23 22 0:40 / {here}/home rw,relatime shared:1 - nfs4 server:/home rw\n"
        f"24 23 0:41 / {here}/home/a\\040b rw - tmpfs tmpfs rw\n"
        f"25 23 0:42 / {here}/home/far rw - fuse.sshfs me@there:/ rw\n"
        "strange\n"
    )
    for name in ("home", "home/a b", "home/far", "homely"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(file_system, "_MOUNTS", table)
    return tmp_path


def test_the_nearest_mount_counts(mounts: Path) -> None:
    assert network_file_system(mounts / "p.db") == ""
    assert network_file_system(mounts / "homely" / "p.db") == ""
    assert network_file_system(mounts / "home" / "p.db") == "nfs4"
    assert network_file_system(mounts / "home" / "a b" / "p.db") == ""
    assert network_file_system(mounts / "home" / "far" / "p.db") == "fuse.sshfs"
    (mounts / "link").symlink_to(mounts / "home")
    assert network_file_system(mounts / "link" / "p.db") == "nfs4"


def test_where_nothing_is_known_nothing_is_said(mounts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_system, "_MOUNTS", mounts / "nowhere")
    assert network_file_system(mounts / "home" / "p.db") == ""
