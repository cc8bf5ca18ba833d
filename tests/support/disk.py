"""Disks that fail when they are told to, for programs that tests start.

`InjectedDisk` preloads a library (`disk_errors.c`, which is compiled here) and knows every `Fault`; `LimitedDisk` needs
no compiler: nothing can be written into a file (`EFBIG`), by a limit that the system itself keeps.
"""

from __future__ import annotations

import mmap
import resource
import shutil
import struct
import subprocess
import sys
from collections.abc import Mapping
from enum import IntEnum
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Protocol

_COMPILER = next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)
CAN_INJECT = sys.platform == "linux" and _COMPILER is not None
CAN_LIMIT = hasattr(resource, "prlimit")
WHY_NOT = "Errors of a disk are injected by a library that a C compiler makes, on Linux."
_ORDER = struct.Struct("3i")


class Fault(IntEnum):
    """What fails: writing for want of room, writing, writing after the first half, bringing to the disk, reading."""

    NO_ROOM = 1
    NO_WRITE = 2
    HALF = 3
    NO_SYNC = 4
    NO_READ = 5


WRITING = [fault for fault in Fault if fault != Fault.NO_READ]


class Disk(Protocol):
    """What keeps the files of a program that runs as process `pid`."""

    env: Mapping[str, str]

    def fail(self, pid: int, fault: Fault, after: int = 0) -> None:
        """Let it fail from now on, when so many calls have gone well."""

    def mend(self, pid: int) -> None:
        """Let it work again."""


@cache
def _library() -> Path:
    library = Path(mkdtemp(prefix="annotator-tests-")) / "disk_errors.so"
    source = Path(__file__).with_name("disk_errors.c")
    assert _COMPILER
    subprocess.run([_COMPILER, "-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl"], check=True)
    return library


class InjectedDisk:
    """A disk of which the files below a folder fail; several programs may share it."""

    def __init__(self, folder: Path, order: Path) -> None:
        order.write_bytes(_ORDER.pack(0, 0, 0))
        with order.open("r+b") as file:
            self._order = mmap.mmap(file.fileno(), _ORDER.size)
        self.env: Mapping[str, str] = {
            "LD_PRELOAD": str(_library()),
            "DISK_BELOW": str(folder.resolve()),
            "DISK_ORDER": str(order),
        }

    def fail(self, pid: int, fault: Fault, after: int = 0) -> None:
        """Let it fail from now on, when so many calls have gone well."""
        self._order[:] = _ORDER.pack(0, after, 0)
        self._order[:] = _ORDER.pack(fault, after, 0)

    def mend(self, pid: int) -> None:
        """Let it work again."""
        self._order[:4] = bytes(4)

    @property
    def left(self) -> int:
        """How many more calls go well."""
        return int(_ORDER.unpack(self._order[:])[1])

    @property
    def failed(self) -> int:
        """How many calls have failed since it was told to."""
        return int(_ORDER.unpack(self._order[:])[2])


class LimitedDisk:
    """A disk on which nothing can be written to a program's files."""

    env: Mapping[str, str] = {}

    def fail(self, pid: int, fault: Fault, after: int = 0) -> None:
        """Let no file have a byte more than none, whatever the fault."""
        self._limit(pid, 0)

    def mend(self, pid: int) -> None:
        """Let it work again."""
        self._limit(pid, resource.RLIM_INFINITY)

    def _limit(self, pid: int, size: int) -> None:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
