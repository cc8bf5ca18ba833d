"""A terminal of the server with the app at it, and what must be said to a browser that comes to it later."""

from __future__ import annotations

import asyncio
import fcntl
import os
import re
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping, Sequence
from contextlib import suppress

from annotator.safe_path import environment

_PIECE = 65_536
_MODE = re.compile(rb"\x1b\[\?([\d;]+)([hl])")
_LONGEST_MODE = 32
LEAST, MOST = (12, 6), (500, 300)
"""The sizes (columns, rows) that a browser may ask for."""


class Terminal:
    """A pseudo-terminal with a process in a session of its own. Raises `OSError` where none can be had."""

    def __init__(self, words: Sequence[str], size: tuple[int, int], around: Mapping[str, str]) -> None:
        self._main, other = os.openpty()
        self.closed = False
        """Whether it was hung up: its file may have become somebody else's, so nothing is written any more."""
        try:
            self.resize(*size)
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module; no shell
                [sys.executable, "-P", "-m", "annotator.serve.at_terminal", *words],
                stdin=other,
                stdout=other,
                stderr=other,
                start_new_session=True,
                close_fds=True,
                env={**environment(), "TERM": "xterm-256color", "COLORTERM": "truecolor", **around},
            )
        except OSError:
            os.close(self._main)
            raise
        finally:
            os.close(other)
        os.set_blocking(self._main, False)
        self._modes: dict[bytes, bytes] = {}
        self._tail = b""
        self._to_write = bytearray()

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid

    @property
    def modes(self) -> bytes:
        """What sets a terminal that was just opened to the modes in force: other screen, mouse, pastes."""
        return b"".join(b"\x1b[?%s%s" % item for item in self._modes.items())

    def resize(self, width: int, height: int) -> None:
        """Give it a size in columns and rows, as far as that is one; the process is told."""
        if self.closed:
            return
        columns = min(max(width, LEAST[0]), MOST[0])
        rows = min(max(height, LEAST[1]), MOST[1])
        self.size = columns, rows
        fcntl.ioctl(self._main, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    async def read(self) -> bytes:
        """What the process has written, waiting for it; empty once it has ended."""
        await _ready(self._main)
        try:
            data = os.read(self._main, _PIECE)
        except BlockingIOError:
            return await self.read()
        except OSError:  # nobody has the other end any more
            return b""
        seen = self._tail + data
        for found in _MODE.finditer(seen):
            for mode in found[1].split(b";"):
                self._modes[mode] = found[2]
        self._tail = seen[-_LONGEST_MODE:]
        return data

    def write(self, data: bytes) -> None:
        """Type something; what the process does not take yet waits."""
        if self.closed:
            return
        waits = bool(self._to_write)
        self._to_write += data
        if not waits:
            self._write()

    def _write(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            written = os.write(self._main, self._to_write)
        except BlockingIOError:
            written = 0
        except OSError:  # it has ended
            self._to_write.clear()
            written = 0
        del self._to_write[:written]
        if self._to_write:
            loop.add_writer(self._main, self._write)
        else:
            loop.remove_writer(self._main)

    def close(self) -> None:
        """Hang up, as a terminal that is closed does; the app keeps everything and ends."""
        self.closed = True
        loop = asyncio.get_running_loop()
        loop.remove_reader(self._main)
        loop.remove_writer(self._main)
        os.close(self._main)

    async def ended(self, patience: float = 10.0) -> None:
        """Wait for the process to end; one that does not is killed."""
        waited = 0.0
        while self._process.poll() is None and waited < patience:
            await asyncio.sleep(0.05)
            waited += 0.05
        if self._process.poll() is None:
            with suppress(OSError):
                os.killpg(self._process.pid, signal.SIGKILL)
            await asyncio.to_thread(self._process.wait)


async def _ready(file: int) -> None:
    """Wait until a file can be read."""
    loop = asyncio.get_running_loop()
    came = asyncio.Event()
    loop.add_reader(file, came.set)
    try:
        await came.wait()
    finally:
        loop.remove_reader(file)
