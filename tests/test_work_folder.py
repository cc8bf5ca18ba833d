"""Folders for work go with the work, and those that a killed program has left go with the next one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from annotator.work_folder import work_folder

pytestmark = pytest.mark.skipif(os.name == "nt", reason="folders cannot be locked there")
HOLDS = """
import sys
from pathlib import Path
from annotator.work_folder import work_folder
with work_folder(".out[x]-", Path(sys.argv[1])) as folder:
    (folder / "half").write_text("half of it")
    print(folder, flush=True)
    sys.stdin.read()
"""


def holding(parent: Path) -> tuple[subprocess.Popen[str], Path]:
    """Another program at work in a folder, which has been at it for hours."""
    pipe = subprocess.PIPE
    program = subprocess.Popen([sys.executable, "-c", HOLDS, str(parent)], stdin=pipe, stdout=pipe, text=True)
    assert program.stdout
    folder = Path(program.stdout.readline().strip())
    os.utime(folder, (0, 0))
    return program, folder


def test_what_a_killed_program_left_is_taken_away_and_what_is_in_use_stays(tmp_path: Path) -> None:
    alive, kept = holding(tmp_path)
    dead, left = holding(tmp_path)
    dead.send_signal(signal.SIGKILL)
    dead.wait()
    young = tmp_path / ".out[x]-12345678"
    young.mkdir()
    mine = tmp_path / ".out[x]-notes"
    mine.mkdir()
    os.utime(mine, (0, 0))
    outside = tmp_path / "outside"
    outside.mkdir()
    os.utime(outside, (0, 0))
    (tmp_path / ".out[x]-abcdefgh").symlink_to(outside)
    with work_folder(".out[x]-", tmp_path) as ours:
        assert not left.exists()
        assert all(path.is_dir() for path in (kept, young, mine, outside, ours))
    assert not ours.exists()
    assert (kept / "half").read_text() == "half of it"
    alive.communicate("")
    assert not kept.exists()


def test_a_folder_goes_where_the_work_fails(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), work_folder("x-", tmp_path):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_a_guarded_folder_goes_at_once_where_the_program_is_killed(tmp_path: Path) -> None:
    pipe = subprocess.PIPE
    code = HOLDS.replace("Path(sys.argv[1]))", "Path(sys.argv[1]), guarded=True)")
    program = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdin=pipe, stdout=pipe, text=True)
    assert program.stdout
    folder = Path(program.stdout.readline().strip())
    assert (folder / "half").exists()
    program.send_signal(signal.SIGKILL)
    program.wait()
    while folder.exists():
        time.sleep(0.05)


def test_a_guarded_folder_goes_with_the_work_and_its_guard_too(tmp_path: Path) -> None:
    with work_folder(".x-", tmp_path, guarded=True) as folder:
        (folder / "made").mkdir()
        (folder / "made").rename(tmp_path / "kept")
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
