"""Labels for the article as a whole: the hot key, a number or `space` switches one, `enter` is done.

Where none was switched yet, `enter` switches the one under the cursor first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from annotator.domain.sanitise import visible
from annotator.domain.scheme import Scheme
from annotator.tui.lines.parts import BACK, AnswerKeys
from annotator.tui.screens.common.dialogs import Dialog


class ArticleLabels(Dialog[None]):
    """Shows which labels hold, as `cats` tells, and calls `toggle` with a name; every switch is kept at once."""

    ANSWERS: ClassVar[AnswerKeys] = (("space", "or a label’s key switches it"), ("enter", "done"), BACK)

    def __init__(self, scheme: Scheme, cats: Callable[[], Mapping[str, bool]], toggle: Callable[[str], None]) -> None:
        super().__init__("This article is …")
        self._labels, self._cats, self._toggle = scheme.active("article"), cats, toggle
        self._only = {name: group.name for group in scheme.groups if group.choice == "one" for name in group.labels}
        free = iter([digit for digit in "123456789" if all(label.key != digit for label in self._labels)])
        self._switched = False
        self._keys = {label.name: label.key or next(free, "") for label in self._labels}

    def content(self) -> ComposeResult:
        """The labels with their state."""
        yield OptionList(*self._options(), compact=True)

    def _options(self) -> list[Option]:
        rows, cats = [], self._cats()
        width = max((cell_len(visible(label.name)) for label in self._labels), default=0) if self._only else 0
        for label in self._labels:
            on = cats.get(label.name, False)
            line = Content.assemble(
                (" ● " if on else " ○ ", "$success" if on else "$text-muted"),
                (f"{self._keys[label.name] or ' '}  ", "bold $accent"),
                (set_cell_size(visible(label.name), max(width, cell_len(visible(label.name)))), "bold" if on else ""),
                (f"  one of {visible(self._only[label.name])}" if label.name in self._only else "", "$accent"),
                (f"  {visible(label.description)}", "$text-muted"),
            )
            rows.append(Option(line, id=label.name))
        return rows

    def _switch(self, name: str) -> None:
        self._toggle(name)
        self._switched = True
        options = self.query_one(OptionList)
        options.clear_options().add_options(self._options())
        options.highlighted = options.get_option_index(name)

    def on_key(self, event: events.Key) -> None:
        """Switch a label by its key or number, or with `space` the one under the cursor; `enter` is done."""
        at = self.query_one(OptionList).highlighted if event.key in ("space", "enter") else None
        named = (name for name, key in self._keys.items() if key and key == event.character)
        found = next(named, None) if at is None else self._labels[at].name
        if found is None:
            return
        event.stop()
        if event.key != "enter" or not self._switched:
            self._switch(found)
        if event.key == "enter":
            self.dismiss(None)

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Switch with the mouse."""
        self._switch(str(message.option.id))
