"""What a verb said when it was done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from annotator.domain.sanitise import visible
from annotator.tui.lines.parts import BACK, AnswerKeys
from annotator.tui.screens.common.dialogs import Dialog


class Report(Dialog[None]):
    """Its lines, to scroll."""

    ANSWERS: ClassVar[AnswerKeys] = (("↑ ↓", "scroll"), BACK)
    AUTO_FOCUS = "VerticalScroll"

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        super().__init__(title)
        self._lines = lines

    def content(self) -> ComposeResult:
        """The lines."""
        with VerticalScroll():
            yield Static("\n".join(map(visible, self._lines)) or "It said nothing.", markup=False)
