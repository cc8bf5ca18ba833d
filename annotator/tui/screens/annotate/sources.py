"""The sources of suggestions: what each was worth so far, switched on and off, folded below a score."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from annotator.domain.sanitise import visible
from annotator.services.suggesting.source_settings import (
    SourceFigures,
    keep_shown,
    move_thresholds,
    source_figures,
    toggle,
)
from annotator.storage.source_settings import SourceSetting
from annotator.storage.store import Store
from annotator.suggest.common.precision import Precision
from annotator.tui.lines.parts import BACK, AnswerKeys, fit
from annotator.tui.screens.common.dialogs import Dialog

_NAME = 31
_FOLDED = "Folded: by itself, at so many keys beside adding by hand; space keeps it shown."


class Sources(Dialog[None]):
    """A line a source, and one for each of its labels, and what is `said`; `changed` is called after every switch."""

    ANSWERS: ClassVar[AnswerKeys] = (("space", "on or off"), ("+ -", "fold away what scores lower"), BACK)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "switch", "on/off"),
        Binding("plus,equals_sign", "threshold(1)", "fold more"),
        Binding("minus", "threshold(-1)", "fold less"),
    ]

    def __init__(self, store: Store, changed: Callable[[], None], said: str = "") -> None:
        super().__init__("Sources of suggestions")
        self._store, self._changed, self._said = store, changed, said
        self._rows: list[tuple[SourceSetting, str]] = []

    def content(self) -> ComposeResult:
        """The lines, and what their figures mean."""
        yield OptionList(*self._options(), compact=True)
        if self._said:
            yield Static(f"\n{visible(self._said)}", markup=False)
        yield Static("\nPrecision: taken as it was, with the 95 % interval.", markup=False, classes="muted")
        if any(setting.folded for setting, _ in self._rows):
            yield Static(_FOLDED, markup=False, classes="muted")

    def _options(self) -> list[Option]:
        self._rows = []
        options = []
        for source in source_figures(self._store):
            setting = source.setting
            for label in sorted({*source.worths, *setting.thresholds, *setting.folded, *setting.kept, ""}):
                self._rows.append((setting, label))
                options.append(Option(_line(source, label)))
        return options

    def _renew(self) -> None:
        options = self.query_one(OptionList)
        at = options.highlighted
        options.clear_options().add_options(self._options())
        options.highlighted = at
        self._changed()

    def action_switch(self) -> None:
        """Switch the source of the line, or keep its label shown, where that has folded itself."""
        at = self.query_one(OptionList).highlighted
        if at is not None:
            setting, label = self._rows[at]
            if label in setting.folded | setting.kept:
                keep_shown(self._store, setting, label)
            else:
                toggle(self._store, setting)
            self._renew()

    def action_threshold(self, steps: int) -> None:
        """Move the threshold of the line; on a source's own line, those of all its labels."""
        at = self.query_one(OptionList).highlighted
        if at is None:
            return
        setting, label = self._rows[at]
        labels = [label] if label else [one for row, one in self._rows if row.source == setting.source and one]
        move_thresholds(self._store, setting, labels, steps)
        self._renew()


def _line(source: SourceFigures, label: str) -> Content:
    setting = source.setting
    found = source.worths.get(label)
    name, style = f"     {visible(label)}", "$text-muted"
    if not label:
        name = f" {'○' if setting.off else '●'} {visible(setting.source)}"
        style = "strike $text-muted" if setting.off else "bold"
    threshold = setting.thresholds.get(label)
    folded = f"  folded below {threshold:.2f}" if threshold else ""
    if label in setting.folded:
        folded += f"  folded: {source.saved.get(label, 0):,}"
    elif label in setting.kept:
        folded += "  kept shown"
    return Content.assemble(
        (f"{fit(name, _NAME - 1):<{_NAME}}", style), (_figure(found), "$text"), (folded, "$warning")
    )


def _figure(found: Precision | None) -> str:
    if found is None or found.precision is None:
        return "nothing decided one by one yet"
    return f"{found.precision:4.0%} of {found.decided:<5} {found.low:.0%}–{found.high:.0%}"
