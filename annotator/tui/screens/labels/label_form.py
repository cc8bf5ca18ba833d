"""A label to be changed: its key, colour, place and guideline, each a line to type in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypedDict, cast

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
    "include": "what has it, too",
    "exclude": "what has it not",
    "examples": "one | another one",
    "notes": "anything else that is to be known",
    "before": "the label it stands before; empty: last",
}
_FIELDS = {"guideline": "description"}
_BETWEEN = " | "


class Changes(TypedDict, total=False):
    """What of a label is to be something else; `before` where it is to stand in another place."""

    key: str
    colour: str
    description: str
    include: str
    exclude: str
    examples: Sequence[str]
    notes: str
    before: str


class LabelForm(Form[None]):
    """Asks what a label is to be; `behind` is the one it stands before. `keep` gives why that cannot be, or ""."""

    def __init__(self, label: Label, behind: str, keep: Callable[[Changes], str]) -> None:
        guideline = (label.description, label.include, label.exclude, _BETWEEN.join(label.examples), label.notes)
        values = dict(zip(_HINTS, (label.key, label.colour, *guideline, behind), strict=True))
        super().__init__(f"Label {label.name}", _HINTS, values)
        self._label, self._was, self._keep = label, self.values, keep
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
        changed = {_FIELDS.get(name, name): text for name, text in self.values.items() if text != self._was[name]}
        changes = cast("Changes", changed)
        if "examples" in changed:
            parts = changed["examples"].split(_BETWEEN.strip())
            changes["examples"] = [one for part in parts if (one := part.strip())]
        if changes and (said := self._keep(changes)):
            self.said.update(Content.styled(visible(said), "$warning"))
        else:
            self.dismiss()
