"""A process of our own: how it is started, spoken with over its pipes, and what it said last.

A message is one line of JSON. The process ends when its standard input closes, as it does when the program
that started it ends in whatever way.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import IO, Any

from annotator.errors import ModelError
from annotator.safe_path import environment

ONE_CORE = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}
"""What keeps libraries from taking more than one core, in the environment of a process."""
_LONGEST = 200
_LINE = 4096


def start_process(
    module: str, arguments: Sequence[str], around: Mapping[str, str] = MappingProxyType({})
) -> subprocess.Popen[bytes]:
    """Start a module of this package, with more `around` it in its environment.

    It imports nothing from the working folder (see `safe_path`).
    """
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module; no shell
        [sys.executable, "-P", "-m", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        env={**ONE_CORE, **environment(), **around},
    )


class LastWords:
    """Listens to a process's standard error, if any, so that it never waits for a reader; only the end is kept."""

    def __init__(self, pipe: IO[bytes] | None) -> None:
        self._said: deque[bytes] = deque(maxlen=1)
        self._thread = threading.Thread(target=self._listen, args=(pipe,), daemon=True, name="last-words")
        self._thread.start()

    def _listen(self, pipe: IO[bytes] | None) -> None:
        while pipe and (line := pipe.readline(_LINE)):
            if line.strip():
                self._said.append(line)

    def of_the_dead(self) -> str:
        """The last line that an ended process has said, or "": of an uncaught error, its kind and its reason."""
        self._thread.join(1)
        return "".join(line.decode(errors="replace").strip()[:_LONGEST] for line in self._said)


def messages(pipe: IO[bytes] | None) -> Iterator[dict[str, Any]]:
    """The messages that come through a pipe, until it closes; raises `ModelError` for what is no message."""
    for line in pipe or ():
        try:
            yield json.loads(line)
        except ValueError as error:
            raise ModelError("The process that holds the model said something that makes no sense.") from error


def end_with(listen: Callable[[], object]) -> None:
    """In the process itself: listen to standard input in a thread, and end at once, in mid-work, when that returns."""

    def run() -> None:
        try:
            listen()
        finally:
            os._exit(1)

    threading.Thread(target=run, daemon=True, name="end-with-stdin").start()


def quiet_output() -> IO[bytes]:
    """In the process itself: the standard output it had; from here on, what libraries print goes nowhere."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return out


def speaker() -> Callable[[dict[str, Any]], None]:
    """In the process itself: what sends a message through `quiet_output`."""
    out = quiet_output()

    def send(message: dict[str, Any]) -> None:
        out.write(json.dumps(message).encode() + b"\n")
        out.flush()

    return send
