"""The label picker: type to filter, `enter` to take; for schemes with more labels than keys.

The labels that were given lately stand first, those without a hot key before the others. As long as nothing is typed,
a digit takes the label that it stands beside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.fuzzy import Matcher
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from annotator.domain.sanitise import visible
from annotator.domain.scheme import Label
from annotator.tui.lines.parts import fit
from annotator.tui.screens.common.text_prompt import Prompt

WIDTH = 46
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


def lately(labels: Sequence[Label], recent: Sequence[str]) -> list[Label]:
    """The labels with the `recent` names first, in that order but those without a hot key before the others."""
    known = {label.name: label for label in labels}
    first = sorted((known[name] for name in recent if name in known), key=lambda label: bool(label.key))
    return [*first, *(label for label in labels if label not in first)]


def digits(labels: Sequence[Label]) -> str:
    """The digits that can stand for something else than what a label is called by."""
    return "".join(digit for digit in "123456789" if not any(digit in (label.key, label.name[:1]) for label in labels))


class LabelPicker(Prompt[str]):
    """Gives the name of a label; `recent` are those given lately, the last one first."""

    def __init__(self, labels: Sequence[Label], colours: Mapping[str, str], recent: Sequence[str] = ()) -> None:
        super().__init__("Which label?", "type to filter, or a digit")
        self._labels, self._colours = lately(labels, recent), colours
        self._digits = dict(zip(digits(labels), self._labels, strict=False))
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
        beside = {} if self._typed else {label.name: digit for digit, label in self._digits.items()}
        for label in self._fitting:
            colour = self._colours.get(label.name, "$text")
            line = Content.assemble(
                (f" {beside.get(label.name, ' ')} ", "$text-muted"),
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

    def receive_key(self, event: events.Key) -> bool:
        """Take the label beside a digit, as long as nothing is typed."""
        label = self._digits.get(event.character or "") if not self.line.value else None
        if label:
            self.dismiss(label.name)
        return label is not None or super().receive_key(event)

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
