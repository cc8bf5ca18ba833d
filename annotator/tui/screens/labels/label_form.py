"""A label to be changed: its key, colour, place and guideline, each a line to type in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NotRequired, TypedDict

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from annotator.domain.sanitise import visible
from annotator.domain.scheme import COLOURS, Label, is_colour
from annotator.tui.screens.common.form import Form
from annotator.tui.style.worn import palette_in

_HINTS = {
    "key": "A-Z or 0-9; empty: none",
    "colour": f"#rrggbb, {', '.join(COLOURS)}",
    "guideline": "what it is for",
    "examples": "one | another one",
    "before": "the label it stands before; empty: last",
}


_BETWEEN = " | "


class Changes(TypedDict):
    """What a label is to be; `before` where it is to stand in another place."""

    key: str
    colour: str
    description: str
    examples: Sequence[str]
    before: NotRequired[str]


class LabelForm(Form[None]):
    """Asks what a label is to be; `behind` is the one it stands before. `keep` gives why that cannot be, or ""."""

    def __init__(self, label: Label, behind: str, keep: Callable[[Changes], str]) -> None:
        now = (label.key, label.colour, label.description, _BETWEEN.join(label.examples), behind)
        values = dict(zip(_HINTS, now, strict=True))
        super().__init__(f"Label {label.name}", _HINTS, values)
        self._label, self._behind, self._keep = label, behind, keep
        self._shown = Static()

    def content(self) -> ComposeResult:
        """How the label looks, the lines, and why it cannot be so."""
        yield self._shown
        yield from super().content()

    def on_mount(self) -> None:
        """Show how it looks."""
        self.typed()

    def typed(self) -> None:
        """Show how it looks with the key and the colour that are written."""
        said, key = self.values["colour"], self.values["key"].upper()
        palette = palette_in(self.app)
        colour = palette.label(said if is_colour(said) else self._label.colour)
        chip, name = (f" {visible(key) or '·'} ", f"bold $background on {colour}"), visible(self._label.name)
        self._shown.update(Content.assemble(chip, (f" {name} ", colour)))

    def answer(self) -> None:
        """Keep it, or say why that cannot be."""
        key, colour, description, examples, before = self.values.values()
        each = [one for part in examples.split(_BETWEEN.strip()) if (one := part.strip())]
        changes = Changes(key=key, colour=colour, description=description, examples=each)
        if before != self._behind:
            changes["before"] = before
        if said := self._keep(changes):
            self.said.update(Content.styled(visible(said), "$warning"))
        else:
            self.dismiss()
