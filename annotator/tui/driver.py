"""Textual's driver on our terminal: where it shows the first page already, the screen is taken over as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.drivers.linux_driver import LinuxDriver

from annotator.tui.early_terminal import ALTERNATE

if TYPE_CHECKING:
    from annotator.tui.app import AnnotatorApp


class TakingOver(LinuxDriver):
    """Does not enter the alternate screen, which would clear it, where a page is shown on it.

    Who was halted and goes on (SIGSTOP, SIGCONT) is started anew: it must not read its keys twice over.
    """

    if TYPE_CHECKING:
        _app: AnnotatorApp

    _entered = _started = False

    def start_application_mode(self) -> None:
        """Take the terminal over; enter the screen anew after the app was suspended or halted."""
        if self._started:
            self.stop_application_mode()
        self._started = True
        early = self._app.early
        self._entered = early is not None and early.showing
        super().start_application_mode()  # type: ignore[no-untyped-call]  # textual's
        if early and early.showing:
            self.attrs_before = early.hand_over()

    def stop_application_mode(self) -> None:
        """Give the terminal back, and let no thread of this time go on in the next."""
        super().stop_application_mode()
        self.close()
        self._started = False

    def write(self, data: str) -> None:
        """Write, but do not enter a screen where one is."""
        if self._entered and data == ALTERNATE:
            self._entered = False
        else:
            super().write(data)
