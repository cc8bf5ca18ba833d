"""A line for the path of a file or folder, which `tab` completes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from annotator.domain.sanitise import visible
from annotator.home import expanded
from annotator.tui.lines.parts import BACK, AnswerKeys, common_beginning, fit
from annotator.tui.screens.common.text_prompt import Prompt

_SHOWN = 8
"""So many of the names that fit stand below the line."""
_MOST = 5_000  # names of a folder that are looked at


def completions(typed: str) -> list[str]:
    """What a path that begins so can go on to, in order; folders end with a slash. Hidden files only behind a dot."""
    folder, name = os.path.split(typed)
    found = []
    with suppress(OSError, ValueError), os.scandir(expanded(folder or ".")) as entries:
        for _, entry in zip(range(_MOST), entries, strict=False):
            if entry.name.startswith(name) and (name.startswith(".") or not entry.name.startswith(".")):
                found.append(os.path.join(folder, entry.name) + ("/" if entry.is_dir() else ""))  # noqa: PTH118 - as typed
    return sorted(found)


class PathPrompt(Prompt[str]):
    """Gives what was typed, a path or a pattern or an address."""

    ANSWERS: ClassVar[AnswerKeys] = (("tab", "complete"), ("enter", "add"), BACK)

    def __init__(self, title: str, placeholder: str) -> None:
        super().__init__(title, placeholder)
        self._names = Static(markup=False)

    def content(self) -> ComposeResult:
        """The line, and the names that fit."""
        yield self.line
        yield self._names

    def on_mount(self) -> None:
        """Show what there is."""
        self.typed()

    def typed(self) -> None:
        """Show the names that fit."""
        self._show(completions(self.line.value))

    def _show(self, found: Sequence[str]) -> None:
        names = [fit(visible(one), 56) for one in found[:_SHOWN]]
        more = [f"… {len(found) - _SHOWN:,} more"] if len(found) > _SHOWN else []
        self._names.update("\n".join(["", *names, *more, ""]))

    def receive_key(self, event: events.Key) -> bool:
        """Complete with `tab`, as far as all that fit go together."""
        if event.key != "tab":
            return super().receive_key(event)
        found = completions(self.line.value)
        if found:
            self.line.value = common_beginning(found[0], found[-1])
            self.line.cursor_position = len(self.line.value)
        self._show(found)
        return True

    def answer(self) -> None:
        """Give it, if there is any."""
        if self.line.value.strip():
            self.dismiss(self.line.value)
