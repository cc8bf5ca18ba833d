"""A verb of the command line at work for the app, in a process of its own, which writes the project as any other does.

A thread only listens. What it says is the verb's own words, line by line; how far it is comes as `annotator.progress`
has it. A verb that is stopped is interrupted as by `ctrl+c`, which leaves a sound project.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from annotator.progress import ASKED, progress_in
from annotator.safe_path import environment

_NICENESS = 10
_MOST = 2_000
"""So many lines are kept of what it says; how many more there were is told."""


class VerbProcess:
    """`annotator WORDS` on a project, for an annotator; `about` says what it does, as in "Suggesting"."""

    def __init__(self, project: Path, annotator: str, words: Sequence[str], about: str) -> None:
        self.about = about
        self.done, self.of = 0, 0
        self.stopped = False
        self._lines: list[str] = []
        self._more = 0
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module; no shell
            [sys.executable, "-P", "-m", "annotator", "--project", str(project), *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env={**environment(), ASKED: "lines", "ANNOTATOR_NAME": annotator, "PYTHONIOENCODING": "utf-8"},
        )
        with suppress(OSError, AttributeError):
            os.setpriority(os.PRIO_PROCESS, self._process.pid, _NICENESS)
        self._listener = threading.Thread(target=self._listen, daemon=True, name="verb")
        self._listener.start()

    def _listen(self) -> None:
        for raw in self._process.stdout or ():
            line = raw.decode(errors="replace").rstrip("\n")
            if progress := progress_in(line):
                self.done, self.of = progress
            elif len(self._lines) < _MOST:
                self._lines.append(line)
            else:
                self._more += 1

    @property
    def share(self) -> float | None:
        """How much of it is done, from 0 to 1; None where that is not known."""
        return min(self.done / self.of, 1.0) if self.of else None

    @property
    def code(self) -> int | None:
        """Its exit code; None as long as it is at work."""
        return None if self._listener.is_alive() else self._process.poll()

    @property
    def lines(self) -> list[str]:
        """What it has said."""
        return [*self._lines, *([f"… and {self._more:,} lines more"] if self._more else [])]

    def stop(self) -> None:
        """Have it end; what it has written stays."""
        self.stopped = True
        with suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGINT)
