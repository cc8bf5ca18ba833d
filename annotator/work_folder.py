"""A folder for work in progress, which goes when the work ends, however it ends.

A program that is killed cannot clear up. So whoever works holds a lock on the folder, and whoever comes next
takes away the folders of the same kind that nobody holds.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    from fcntl import LOCK_EX, LOCK_NB, flock
except ImportError:  # a system where a folder cannot be locked, so that nothing is known to be left over
    flock = None  # type: ignore[assignment]

_GUARD = """
import os, shutil, sys, time
sys.stdin.read()
for _ in range(100):
    shutil.rmtree(sys.argv[1], ignore_errors=True)
    if not os.path.exists(sys.argv[1]):
        break
    time.sleep(0.1)
"""
"""What a guard does: once its standard input is closed, it takes a folder away, also from others that die with that."""

_YOUNG = 60.0
"""Seconds in which a folder may not be locked yet by whoever has just made it."""


@contextmanager
def work_folder(prefix: str, parent: Path | None = None, *, guarded: bool = False) -> Iterator[Path]:
    """A new folder whose name begins so, in `parent` or where temporary files go. Raises `OSError`.

    Where it is `guarded`, a small process outlives this one if that is killed, and takes the folder away at once.
    """
    parent = parent or Path(tempfile.gettempdir())
    _clear(parent, prefix)
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
    held = _locked(folder)
    guard = _guard(folder) if guarded else None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if guard and guard.stdin:
            guard.stdin.close()
            guard.wait()
        if held is not None:
            os.close(held)


def _guard(folder: Path) -> subprocess.Popen[bytes]:
    """A process that takes a folder away once nobody holds the other end of its pipe."""
    return subprocess.Popen(  # noqa: S603 - our own interpreter and words; no shell
        [sys.executable, "-I", "-S", "-c", _GUARD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _clear(parent: Path, prefix: str) -> None:
    """Take away the folders that a killed program has left."""
    if flock is None:
        return
    old = time.time() - _YOUNG
    for folder in parent.glob(f"{_literally(prefix)}????????"):
        with suppress(OSError):
            about = folder.lstat()
            if folder.is_symlink() or not folder.is_dir() or about.st_mtime > old or about.st_uid != os.getuid():
                continue
            held = _locked(folder)
            if held is not None:
                shutil.rmtree(folder, ignore_errors=True)
                os.close(held)


def _literally(prefix: str) -> str:
    """A prefix in which no sign stands for others."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in prefix)


def _locked(folder: Path) -> int | None:
    """A handle that holds a folder, or None where somebody else does."""
    if flock is None:
        return None
    handle = os.open(folder, os.O_RDONLY)
    try:
        flock(handle, LOCK_EX | LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle


def to_disk(path: Path) -> None:
    """Make sure that a file or folder is on the disk before anything depends on it. Raises `OSError`."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
