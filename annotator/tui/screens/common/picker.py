"""The label picker: type to filter, `enter` to take; for schemes with more labels than keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.fuzzy import Matcher
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from annotator.domain.sanitise import visible
from annotator.domain.scheme import Label
from annotator.tui.lines.parts import fit
from annotator.tui.screens.common.text_prompt import Prompt

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


class LabelPicker(Prompt[str]):
    """Gives the name of a label."""

    def __init__(self, labels: Sequence[Label], colours: Mapping[str, str]) -> None:
        super().__init__("Which label?", "type to filter")
        self._labels, self._colours = labels, colours
        self._typed: str | None = None
        self._fitting: list[Label] = []
        self._options = OptionList(compact=True)
        self.typed()

    def content(self) -> ComposeResult:
        """A line to type in, and the labels that fit."""
        yield self.line
        yield self._options

    def _lines(self) -> list[Option]:
        width = max((len(label.name) for label in self._labels), default=0)
        rows = []
        for label in self._fitting:
            colour = self._colours.get(label.name, "$text")
            line = Content.assemble(
                (f" {label.key or ' '} ", f"bold $background on {colour}"),
                (f" {visible(label.name):<{width}}  ", f"bold {colour}"),
                (fit(visible(label.description), WIDTH - width), "$text-muted"),
            )
            rows.append(Option(line, id=label.name))
        return rows

    def typed(self) -> None:
        """Filter, and highlight the best."""
        if self.line.value != self._typed:
            self._typed = self.line.value
            self._fitting = ranked(self._labels, self._typed)
            self._options.clear_options().add_options(self._lines())
            self._options.highlighted = 0 if self._fitting else None

    def turn(self, way: int) -> None:
        """Highlight another label."""
        at = self._options.highlighted
        if at is not None:
            self._options.highlighted = (at + way) % len(self._fitting)

    def answer(self) -> None:
        """Take the highlighted label."""
        if self._options.highlighted is not None:
            self.dismiss(self._fitting[self._options.highlighted].name)

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Take a label with the mouse."""
        self.dismiss(message.option.id)
