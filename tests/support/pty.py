"""A small terminal for tests: a program in a pty, a reader thread, and a screen drawn by pyte.

`Terminal` starts a command and answers the few questions that a program asks its terminal.
`press` sends keys by name, `wait_for` waits until the screen shows something, `raw` is every byte
that the program wrote. `controls` and `residue` take such bytes apart: into control sequences, and
into what is left; `cells` draws them. `tests/bench` measures with the same class.
"""

from __future__ import annotations

import fcntl
import os
import re
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

import pyte

ANNOTATOR = (sys.executable, "-m", "annotator")

KEYS = {
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F",
    "pgup": "\x1b[5~", "pgdn": "\x1b[6~", "enter": "\r", "tab": "\t", "shift+tab": "\x1b[Z", "backspace": "\x7f",
    "esc": "\x1b", "space": " ", "shift+up": "\x1b[1;2A", "shift+down": "\x1b[1;2B", "shift+right": "\x1b[1;2C",
    "shift+left": "\x1b[1;2D", "ctrl+right": "\x1b[1;5C", "ctrl+left": "\x1b[1;5D", "ctrl+home": "\x1b[1;5H",
    "ctrl+end": "\x1b[1;5F", "alt+right": "\x1b[1;3C", "alt+left": "\x1b[1;3D", "ctrl+c": "\x03", "ctrl+p": "\x10",
    "ctrl+q": "\x11",
}  # fmt: skip

LISTENS = b"\x1b[?1000h"
"""What the app says to its terminal when it begins to read keys; those typed before have waited."""

_QUESTION = re.compile(rb"\x1b\[(?:(?P<da1>0?c)|\?(?P<mode>\d+)\$p|(?P<place>6n))")
_GROUND = b"\x1b]11;?\x07"
_SYNCHRONISED = b"2026"
_CONTROL = re.compile(
    r"\x1b(?:\[([<-?]?)[0-9;:]*([ -/]*[@-~])|(\]\d*|[PX^_]).*?(?:\x07|\x1b\\)|([ -/]*[0-~]))", re.DOTALL
)

_OURS = {"COLUMNS", "LINES", "NO_COLOR", "ANNOTATOR_PROJECT", "ANNOTATOR_NAME", "ANNOTATOR_CONFIG"}
"""What is said about the terminal or the user that runs the tests, and not about this one."""

Cell = tuple[object, ...]
Sign = str | Callable[["Terminal"], object]


def _as_its_terminal() -> None:
    """Make standard input what sends signals, as at `ctrl+c`, and hear them: a shell's background does not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Terminal:
    """A command in a terminal of `cols` x `rows`, which answers `background` when asked for it; use it in a `with`."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        cols: int = 100,
        rows: int = 30,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
        background: bytes = b"",
    ) -> None:
        self._background = background
        self._screen = pyte.Screen(cols, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._raw = bytearray()
        self._news = threading.Condition()
        self._master, slave = os.openpty()
        self._size(cols, rows)
        around = {name: value for name, value in os.environ.items() if name not in _OURS}
        plain = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
        self.process = subprocess.Popen(
            list(command),
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=cwd,
            env={**around, **plain, **(env or {})},
            start_new_session=True,
            preexec_fn=_as_its_terminal,  # noqa: PLW1509 - one system call; no lock is taken
        )
        os.close(slave)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _size(self, cols: int, rows: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))

    def _read(self) -> None:
        asked = b""
        while True:
            try:
                chunk = os.read(self._master, 65536)
            except OSError:
                chunk = b""
            with self._news:
                self._raw += chunk
                self._stream.feed(chunk)
                self._news.notify_all()
            if not chunk:
                return
            if self._background and _GROUND in chunk:
                os.write(self._master, self._background)
            asked += chunk
            end = 0
            for question in _QUESTION.finditer(asked):
                self._answer(question)
                end = question.end()
            asked = asked[max(end, len(asked) - 16) :]

    def _answer(self, question: re.Match[bytes]) -> None:
        if question["da1"]:
            answer = b"\x1b[?62;22c"
        elif question["mode"]:
            answer = b"\x1b[?%b;%d$y" % (question["mode"], 2 if question["mode"] == _SYNCHRONISED else 0)
        else:
            answer = b"\x1b[%d;%dR" % (self._screen.cursor.y + 1, self._screen.cursor.x + 1)
        with suppress(OSError):
            os.write(self._master, answer)

    # -- what is seen

    @property
    def raw(self) -> bytes:
        """Every byte that the program has written so far."""
        with self._news:
            return bytes(self._raw)

    @property
    def lines(self) -> list[str]:
        """The rows of the screen, without the blanks at their ends."""
        with self._news:
            return self._lines()

    def _lines(self) -> list[str]:
        rows = (self._screen.buffer[row] for row in range(self._screen.lines))
        return ["".join(row[column].data for column in range(self._screen.columns)).rstrip() for row in rows]

    @property
    def text(self) -> str:
        """The whole screen as one text."""
        return "\n".join(self.lines)

    def wait_for(self, sign: Sign, timeout: float = 30) -> None:
        """Wait until the screen shows a text, or a function of this terminal is true; fails with the screen."""
        seen = sign if callable(sign) else lambda terminal: sign in terminal.text
        deadline = time.monotonic() + timeout
        while not seen(self):
            left = deadline - time.monotonic()
            gone = self.process.poll() is not None and not self._reader.is_alive()
            if left <= 0 or (gone and not seen(self)):
                how = f"the program ended with {self.process.returncode}" if gone else f"not within {timeout} s"
                raise AssertionError(f"{sign!r} was not seen ({how}):\n{self.text}")
            with self._news:
                self._news.wait(min(left, 0.05))

    # -- what is done

    def press(self, *keys: str) -> None:
        """Send keys: a name of `KEYS`, or the characters themselves."""
        for key in keys:
            os.write(self._master, KEYS.get(key, key).encode())

    def resize(self, cols: int, rows: int) -> None:
        """Give the terminal another size, and tell the program."""
        with self._news:
            self._screen.resize(rows, cols)
            self._size(cols, rows)
        self.process.send_signal(signal.SIGWINCH)

    def kill(self) -> None:
        """`kill -9`: the program and all it started are gone at once, as when the power is cut."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def wait(self, timeout: float = 30) -> int:
        """Wait until the program has ended; gives its exit code."""
        code = self.process.wait(timeout)
        self._reader.join(timeout)
        return code

    def close(self) -> None:
        """End the program and let the terminal go."""
        self.kill()
        self._reader.join(10)
        os.close(self._master)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def controls(raw: bytes) -> set[str]:
    """The kinds of control sequences in an output: of CSI the private sign and the final letters, of OSC the number."""
    found = _CONTROL.finditer(raw.decode(errors="replace"))
    return {f"CSI{one[1]}{one[2]}" if one[2] else f"ESC{one[3] or one[4]}" for one in found}


def residue(raw: bytes) -> str:
    """What an output holds besides control sequences: what a reader sees, and every control code that slipped in."""
    return _CONTROL.sub("", raw.decode(errors="replace"))


def cells(raw: bytes, cols: int, rows: int) -> list[list[Cell]]:
    """What a terminal shows after these bytes, cell by cell; the colour of a blank is the one behind it."""
    screen = pyte.Screen(cols, rows)
    pyte.ByteStream(screen).feed(raw)
    return [
        [
            (cell.data, cell.fg if cell.data.strip() else "", cell.bg, cell.bold, cell.italics, cell.strikethrough)
            for cell in (screen.buffer[y][x] for x in range(cols))
        ]
        for y in range(rows)
    ]
