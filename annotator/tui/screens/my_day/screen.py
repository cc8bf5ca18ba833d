"""My day: what one has done today, against one's goal; counted anew each time it is shown."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.theme import Theme
from textual.widgets import Static

from annotator.services.reporting.my_day import MyDay, day_of, my_day
from annotator.storage.store import Store
from annotator.tui.host import AppScreen
from annotator.tui.keys.bindings import bindings
from annotator.tui.keys.table import Scope
from annotator.tui.lines.figures import title_line
from annotator.tui.lines.parts import facts_line, footer
from annotator.tui.screens.my_day.lines import day_lines
from annotator.tui.widgets.line import Line

_MARGIN = 4
_NO_GOAL = 'goal = "20 articles" in the settings sets a goal; stats --day: other days'
_GOAL = "annotator stats --day: other days"


class MyDayScreen(AppScreen):
    """One page of figures about one person."""

    CSS_PATH = "my_day.tcss"
    SCOPE: ClassVar[Scope] = "my_day"
    BINDINGS = bindings("my_day")
    AUTO_FOCUS = "#board"

    def __init__(self, store: Store, annotator: str) -> None:
        super().__init__()
        self.store, self.annotator = store, annotator
        self.found: MyDay | None = None

    def compose(self) -> ComposeResult:
        """Top line, figures, facts, footer."""
        yield Line(id="top")
        with VerticalScroll(id="board"):
            yield Static(markup=False, id="day")
        yield Line(id="facts")
        yield Line(id="keys")

    def on_mount(self) -> None:
        """Hear of other themes."""
        self.app.theme_changed_signal.subscribe(self, self.wear)

    def on_screen_resume(self) -> None:
        """Count."""
        self.found = my_day(self.store, self.annotator, day_of("today"), self.app.settings.goal)
        self._renew()

    def on_resize(self) -> None:
        """Fit to the width."""
        self._renew()

    def wear(self, _theme: Theme) -> None:
        """Take the colours of another theme."""
        self._renew()

    def _renew(self) -> None:
        found, width = self.found, self.app.size.width
        if found is None:
            return  # it is counted when the screen is shown
        self.query_one("#day", Static).update(day_lines(found, self.app.keys_typed, width - 2 * _MARGIN))
        self.query_one("#top", Line).show(
            title_line(self.store.path.name, f"{self.annotator} · my day, {found.day}", width)
        )
        said = _GOAL if found.goal else _NO_GOAL
        self.query_one("#facts", Line).show(facts_line([(said, "$text-muted")], width))
        self.query_one("#keys", Line).show(footer(self.acting, lambda _key: True, width))

    def action_back(self) -> None:
        """Back to where one came from."""
        self.app.leave()
