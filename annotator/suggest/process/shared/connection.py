"""A worker's end of a line to the broker, with the face of a process of its own."""

from __future__ import annotations

import json
import socket
from collections.abc import Sequence
from contextlib import suppress
from io import BytesIO
from typing import IO


class SharedProcess:
    """What `subprocess.Popen` is to a worker: pipes to speak through, and an end.

    Raises `OSError` where no broker answers.
    """

    pid = None

    def __init__(self, path: str, specs: Sequence[str]) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.connect(path)
        self.stdin: IO[bytes] = self._socket.makefile("wb")
        self.stdout: IO[bytes] = self._socket.makefile("rb")
        self.stderr: IO[bytes] = BytesIO()
        self._ended: int | None = None
        self.stdin.write(json.dumps({"specs": list(specs)}).encode() + b"\n")
        self.stdin.flush()

    def poll(self) -> int | None:
        """None while the line is up."""
        return self._ended

    def kill(self) -> None:
        """Hang up; the models stay with the others."""
        self._ended = 0
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def wait(self) -> int:
        """There is nothing to wait for."""
        return 0
