"""A label to be changed: its key, colour, place and guideline, each a line to type in."""

from __future__ import annotations

from collections.abc import Callable
from typing import NotRequired, TypedDict

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from annotator.domain.sanitise import visible
from annotator.domain.scheme import COLOURS, Label, is_colour
from annotator.tui.screens.common.text_prompt import Prompt
from annotator.tui.style.palette import palette_of
from annotator.tui.widgets.text_line import TextLine

_HINTS = {
    "key": "A-Z or 0-9; empty: none",
    "colour": f"#rrggbb, {', '.join(COLOURS)}",
    "guideline": "what it is for",
    "before": "the label it stands before; empty: last",
}
_KEYS = "↑ ↓ choose a line · enter keeps it · esc goes back"


class Changes(TypedDict):
    """What a label is to be; `before` where it is to stand in another place."""

    key: str
    colour: str
    description: str
    before: NotRequired[str]


class LabelForm(Prompt[None]):
    """Asks what a label is to be; `behind` is the one it stands before. `keep` gives why that cannot be, or ""."""

    def __init__(self, label: Label, behind: str, keep: Callable[[Changes], str]) -> None:
        super().__init__(f"Label {label.name}", _HINTS["key"])
        self._label, self._behind, self._keep = label, behind, keep
        self._fields = {"key": self.line} | {name: TextLine(placeholder=_HINTS[name]) for name in (*_HINTS,)[1:]}
        values = (label.key, label.colour, label.description, behind)
        for field, value in zip(self._fields.values(), values, strict=True):
            field.value = value
        self._shown, self._said = Static(), Static(_KEYS, markup=False, classes="muted")

    def content(self) -> ComposeResult:
        """How the label looks, the lines, the keys."""
        yield self._shown
        for name, field in self._fields.items():
            yield Horizontal(Static(name, markup=False), field, classes="field")
        yield self._said

    def on_mount(self) -> None:
        """Show how it looks."""
        self.typed()

    def typed(self) -> None:
        """Show how it looks with the key and the colour that are written."""
        said, key = self._fields["colour"].value.strip(), self._fields["key"].value.strip().upper()
        palette = palette_of(self.app.theme, dark=self.app.current_theme.dark)
        colour = palette.label(said if is_colour(said) else self._label.colour)
        chip, name = (f" {visible(key) or '·'} ", f"bold $background on {colour}"), visible(self._label.name)
        self._shown.update(Content.assemble(chip, (f" {name} ", colour)))

    def receive_key(self, event: events.Key) -> bool:
        """Go to another line with `tab`, too."""
        if event.key in ("tab", "shift+tab"):
            self.turn(1 if event.key == "tab" else -1)
            return True
        return super().receive_key(event)

    def turn(self, way: int) -> None:
        """Go to the next line, or the one before."""
        lines = list(self._fields.values())
        self.set_focus(lines[(lines.index(self.line) + way) % len(lines)])

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Type into the line that has the focus."""
        if isinstance(event.widget, TextLine):
            self.line = event.widget

    def answer(self) -> None:
        """Keep it, or say why that cannot be."""
        key, colour, description, before = (field.value.strip() for field in self._fields.values())
        changes = Changes(key=key, colour=colour, description=description)
        if before != self._behind:
            changes["before"] = before
        if said := self._keep(changes):
            self._said.update(Content.styled(visible(said), "$warning"))
        else:
            self.dismiss()
