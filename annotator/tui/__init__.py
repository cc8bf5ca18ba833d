"""The terminal app. What it may do without is imported when it is first needed."""

from typing import TYPE_CHECKING

from annotator.face import face

if TYPE_CHECKING:
    from annotator.tui.model_process import ModelProcess
    from annotator.tui.terminal.driver import TerminalDriver

__all__ = ["ModelProcess", "TerminalDriver"]

if not TYPE_CHECKING:  # so that mypy knows no other names than these
    __getattr__ = face(__name__, {"ModelProcess": "model_process", "TerminalDriver": "terminal.driver"})
