"""Other projects: those that were open lately, or any file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from annotator.domain.sanitise import visible
from annotator.errors import AnnotatorError
from annotator.home import expanded
from annotator.recent_projects import forget_project, recent_projects
from annotator.storage.connection import check_file
from annotator.tui.lines.parts import BACK, AnswerKeys, fit
from annotator.tui.screens.common.dialogs import Dialog
from annotator.tui.screens.project.path_prompt import PathPrompt


class _FilePrompt(PathPrompt):
    """Gives the path of a project."""

    ANSWERS: ClassVar[AnswerKeys] = (("tab", "complete"), ("enter", "open"), BACK)


class Projects(Dialog[Path]):
    """Gives the file of a project that can be opened; one that is gone is told."""

    ANSWERS: ClassVar[AnswerKeys] = (("enter", "open"), ("o", "another file"), ("x", "off the list"), BACK)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("o", "other", "other"), Binding("x", "forget", "forget")]

    def __init__(self, here: Path) -> None:
        super().__init__("Other projects")
        self._here = here.absolute()
        self._paths = self._others()
        self._options = OptionList(*self._lines(), compact=True)
        self._said = Static(markup=False)

    def content(self) -> ComposeResult:
        """The files."""
        yield self._options
        if not self._paths:
            yield Static("No other project was open yet.\n", markup=False)
        yield self._said

    def _others(self) -> Sequence[Path]:
        return [path for path in recent_projects() if path != self._here]

    def _lines(self) -> list[Option]:
        lines = []
        for path in self._paths:
            gone = "" if path.exists() else "  gone"
            where = f"  {visible(str(path.parent))}"
            lines.append(
                Option(
                    Content.assemble(
                        (f" {fit(visible(path.name), 24)}", "$text-muted" if gone else "bold"),
                        (gone, "$warning"),
                        (fit(where, 52), "$text-muted"),
                    )
                )
            )
        return lines

    def on_mount(self) -> None:
        """Begin at the last one."""
        self._options.highlighted = 0 if self._paths else None

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Open it."""
        self._open(self._paths[message.option_index])

    def action_other(self) -> None:
        """Ask for a file."""
        prompt = _FilePrompt("Open a project", "annotator.db")
        self.app.push_screen(prompt, lambda path: self._open(expanded(path.strip())) if path else None)

    def _open(self, path: Path) -> None:
        try:
            check_file(path)
        except AnnotatorError as error:
            self._said.update(Content.styled(visible(str(error)), "$warning"))
        else:
            self.dismiss(path)

    def action_forget(self) -> None:
        """Take the line off the list; the file stays."""
        at = self._options.highlighted
        if at is not None:
            forget_project(self._paths[at])
            self._paths = self._others()
            self._options.clear_options().add_options(self._lines())
            self._options.highlighted = min(at, len(self._paths) - 1) if self._paths else None
