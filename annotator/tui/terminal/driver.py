"""Textual's driver on our terminal: the app's own loop reads and writes, a page that is shown is kept.

Textual reads keys in a thread, passes them on to the loop, and writes in another thread: each must be woken
before a key is seen, and a machine whose cores are busy takes its time. Where the terminal shows the first
page already, its screen is taken over as it is.
"""

from __future__ import annotations

import os
import select
import signal
import threading
from collections.abc import Callable, Sequence
from contextvars import copy_context
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import events
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message
from textual.messages import TerminalSupportsSynchronizedOutput

from annotator.tui.style.background import ANSWER as BACKGROUND
from annotator.tui.terminal.columns import pinned
from annotator.tui.terminal.early_terminal import ALTERNATE, BEGIN, END
from annotator.tui.terminal.errors_to_app import failing
from annotator.tui.terminal.keyboard import Keyboard
from annotator.tui.terminal.paste_guard import Piece, pieced

if TYPE_CHECKING:
    from io import TextIOWrapper

    from annotator.tui.terminal.key_queue import KeyQueueApp

_AT_ONCE = 4096  # bytes of what is typed that are looked at in one go
_LOOK = 0.1  # seconds
_QUESTION, _ANSWER = "$p", b"$y"  # what the terminal can do: Textual asks when it starts
_ANSWERED = 1.0  # seconds after which who has not answered will not


def _answered(typed: bytes) -> int:
    return typed.count(_ANSWER) + typed.count(BACKGROUND.encode())


class TerminalDriver(LinuxDriver):
    """Takes the terminal over as it is, and gives it back as it was found.

    The alternate screen is not entered, which would clear it, where a page is shown on it. Who was halted and goes on
    (SIGSTOP, SIGCONT) is started anew: it must not read its keys twice over.
    """

    if TYPE_CHECKING:
        _app: KeyQueueApp
        _file: TextIOWrapper

    _entered = _started = _synchronised = _listens = _in_loop = False

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._context = copy_context()
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(number, self._end_on_signal)

    def start_application_mode(self) -> None:
        """Take the terminal over; enter the screen anew after the app was suspended or halted."""
        if self._started:
            self.stop_application_mode()
        self._started, self._owed = True, 0
        self._loop.call_later(_ANSWERED, self._forgive)
        early = self._app.early
        self._entered = early is not None and early.showing
        self._listen()
        super().start_application_mode()  # type: ignore[no-untyped-call]  # textual's
        self.close()  # the thread that would write
        if early and early.owes:
            self._owed, early.owes = self._owed + 1, False
        if early and (found := early.hand_over()):
            self.attrs_before = found
        self._app.terminal, self._app.halt = self._write_frame, self._halt

    def stop_application_mode(self) -> None:
        """Give the terminal back, and let no thread of this time go on in the next."""
        self._deaf()
        self._app.terminal = None
        self._hear_out()
        super().stop_application_mode()
        self._started = False

    def _end_on_signal(self, number: int, _frame: object) -> None:
        """End as at `ctrl+q`; where that waits for a terminal that is stuck, end at once when told again."""
        signal.signal(number, signal.SIG_DFL)
        self._soon(lambda: self._app.exit(return_code=128 + number))

    def _sigtstp_application(self, *_: object) -> None:
        self._soon(super()._sigtstp_application)

    def _sigcont_application(self, *_: object) -> None:
        self._soon(super()._sigcont_application)

    def _halt(self) -> bool:
        """Halt, and whoever was started as one job with us, so that its shell takes the terminal."""
        if os.getpgrp() == os.getsid(0):
            return False
        self.suspend_application_mode()
        os.kill(0, signal.SIGSTOP)
        return True

    def _soon(self, work: Callable[[], None]) -> None:
        """Do in the loop what a signal, or a thread, asks for: it may have come in the midst of a start or a write."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(work, context=self._context)

    # -- what is typed

    def _listen(self) -> None:
        """Have the loop read what is typed; where it takes no such file (macOS: `/dev/tty`), a thread tells it when."""
        self._keyboard, self._listens, self._in_loop = Keyboard(self._loop, self._pass_on), True, True
        early = self._app.early
        if early and early.typed:
            typed, early.typed = early.typed, b""
            self._loop.call_soon(self._keyboard.hear, typed)
        try:
            self._loop.add_reader(self.fileno, self._read)
        except OSError:
            self._in_loop = False

    def _deaf(self) -> None:
        self._listens = False
        self._loop.remove_reader(self.fileno)

    def run_input_thread(self) -> None:
        """Tell the loop that something was typed, if it does not notice itself."""
        while self._listens and not self._in_loop and not self.exit_event.is_set():
            if select.select((self.fileno,), (), (), _LOOK)[0]:
                done = threading.Event()
                self._soon(partial(self._read_for, done))
                while not done.wait(_LOOK) and not self.exit_event.is_set():
                    pass

    def _read_for(self, thread: threading.Event) -> None:
        self._read()
        thread.set()

    def _read(self) -> None:
        try:
            typed = os.read(self.fileno, _AT_ONCE)
        except BlockingIOError:
            return
        except OSError:  # the terminal is gone, which others notice
            typed = b""
        if typed:
            self._owed -= _answered(typed)
            self._keyboard.hear(typed)
        else:
            self._deaf()

    def _hear_out(self) -> None:
        """Let the terminal answer what it was asked at the start a moment ago: later a shell would get it as typed."""
        while self._owed > 0 and select.select((self.fileno,), (), (), _LOOK)[0]:
            try:
                typed = os.read(self.fileno, _AT_ONCE)
            except OSError:
                typed = b""
            self._owed -= _answered(typed) if typed else self._owed

    def _pass_on(self, messages: Sequence[Message]) -> None:
        with failing(self._app):
            for message in pieced(messages):
                self.process_message(message)

    def process_message(self, message: Message) -> None:
        """Give the app what is typed where it waits for it; everything else goes by its queue."""
        if isinstance(message, TerminalSupportsSynchronizedOutput):
            self._synchronised = True
        if isinstance(message, events.Key | events.Paste | Piece) and self._app.listens:
            self._app.typed(message)
        else:
            super().process_message(message)

    def send_message(self, message: Message) -> None:
        """Put a message into the app's queue now, so that nothing that is typed behind it overtakes it."""
        self._app.post_message(message)

    def _forgive(self) -> None:
        self._owed = 0

    # -- what is shown

    def _write_frame(self, frame: str) -> None:
        self.write(f"{BEGIN}{frame}{END}" if self._synchronised else frame)

    def write(self, data: str) -> None:
        """Write all of it now, but do not enter a screen where one is."""
        if self._entered and data == ALTERNATE:
            self._entered = False
            return
        file = self._file
        self._owed += data.endswith(_QUESTION)
        rest = pinned(data).encode(file.encoding, "backslashreplace")
        while rest:
            try:
                rest = rest[os.write(file.fileno(), rest) :]
            except BlockingIOError:  # whoever shares the terminal with us does not want to wait for it
                select.select((), (file,), ())
            except OSError:  # the terminal is gone, which others notice
                return
