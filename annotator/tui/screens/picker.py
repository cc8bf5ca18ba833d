"""The label picker: type to filter, `enter` to take; for schemes with more labels than keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.fuzzy import Matcher
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from annotator.domain.scheme import Label
from annotator.tui.lines import fit
from annotator.tui.screens.dialogs import Dialog
from annotator.tui.visible import visible

WIDTH = 49
"""How many cells a label's name and description share."""


def ranked(labels: Sequence[Label], typed: str) -> list[Label]:
    """The labels that fit what was typed, the best first; a hot key typed alone comes first of all."""
    typed = typed.strip()
    if not typed:
        return list(labels)
    matcher = Matcher(typed)
    scored = [(label.key == typed.upper(), matcher.match(label.name), label) for label in labels]
    fitting = [row for row in scored if row[0] or row[1] > 0]
    return [label for *_, label in sorted(fitting, key=lambda row: (row[0], row[1]), reverse=True)]


class LabelPicker(Dialog[str]):
    """Gives the name of a label."""

    def __init__(self, labels: Sequence[Label], colours: Mapping[str, str]) -> None:
        super().__init__("Which label?")
        self._labels, self._colours = labels, colours

    def content(self) -> ComposeResult:
        """A line to type in, and the labels that fit."""
        yield Input(placeholder="type to filter")
        yield OptionList(*self._options(""), compact=True)

    def _options(self, typed: str) -> list[Option]:
        width = max((len(label.name) for label in self._labels), default=0)
        rows = []
        for label in ranked(self._labels, typed):
            colour = self._colours.get(label.name, "$text")
            line = Content.assemble(
                (f" {label.key or ' '} ", f"bold $background on {colour}"),
                (f" {visible(label.name):<{width}}  ", f"bold {colour}"),
                (fit(visible(label.description), WIDTH - width), "$text-muted"),
            )
            rows.append(Option(line, id=label.name))
        return rows

    def on_input_changed(self, message: Input.Changed) -> None:
        """Filter."""
        options = self.query_one(OptionList)
        options.clear_options().add_options(self._options(message.value))
        options.highlighted = 0 if options.option_count else None

    def on_mount(self) -> None:
        """Highlight the first label; the keys go to the line."""
        self.query_one(OptionList).highlighted = 0
        self.query_one(Input).focus()

    def on_key(self, event: events.Key) -> None:
        """Up and down move in the list while one types."""
        options = self.query_one(OptionList)
        if event.key == "down":
            options.action_cursor_down()
        elif event.key == "up":
            options.action_cursor_up()
        else:
            return
        event.stop()
        event.prevent_default()

    def on_input_submitted(self) -> None:
        """Take the highlighted label."""
        highlighted = self.query_one(OptionList).highlighted_option
        if highlighted:
            self.dismiss(highlighted.id)

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Take a label with the mouse."""
        self.dismiss(message.option.id)
