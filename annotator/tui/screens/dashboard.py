"""The dashboard: progress and pace, labels, agreement, sources; read anew each time it is shown."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.theme import Theme
from textual.widgets import Static

from annotator.plural import counted
from annotator.services.reporting.dashboard import Dashboard, dashboard
from annotator.storage.queries.counts import totals
from annotator.storage.store import Store
from annotator.tui.host import AppScreen
from annotator.tui.keys.bindings import bindings
from annotator.tui.keys.table import Scope
from annotator.tui.lines.dashboard_lines import agreement, labels, progress, sources
from annotator.tui.lines.figures import title_line
from annotator.tui.lines.parts import facts_line, footer
from annotator.tui.screens.common.counting import WAITING, Counting
from annotator.tui.style.worn import palette_in
from annotator.tui.widgets.line import Line

WIDE = 110
"""From this width on the sections stand in two columns."""
_MARGIN = 4
_MOST = 100


class DashboardScreen(AppScreen):
    """Sections of figures; they scroll where there is no room for all."""

    CSS_PATH = "dashboard.tcss"
    SCOPE: ClassVar[Scope] = "dashboard"
    BINDINGS = bindings("dashboard")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - textual's declaration
    AUTO_FOCUS = "#board"

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.store = store
        self.board: Dashboard | None = None
        self._counting = Counting(self, store, dashboard, self._show)

    def compose(self) -> ComposeResult:
        """Top line, two columns of sections, facts, footer."""
        yield Line(id="top")
        with VerticalScroll(id="board"):
            for column in (("progress", "agreement"), ("labels", "sources")):
                with Vertical(classes="column"):
                    for section in column:
                        yield Static(markup=False, id=section)
        yield Line(id="facts")
        yield Line(id="keys")

    def on_mount(self) -> None:
        """Hear of other themes."""
        self.app.theme_changed_signal.subscribe(self, self.wear)

    def on_screen_resume(self) -> None:
        """Count anew: something may have been decided since."""
        if not self._counting.begin():
            self._renew()

    def on_screen_suspend(self) -> None:
        """Count no further: nobody sees it."""
        self._counting.end()

    def on_unmount(self) -> None:
        """The same."""
        self._counting.end()

    def _show(self, board: Dashboard) -> None:
        self.board = board
        self._renew()

    def on_resize(self) -> None:
        """Fit to the width."""
        self._renew()

    def wear(self, _theme: Theme) -> None:
        """Take the colours of another theme."""
        self._renew()

    def _renew(self) -> None:
        width = self.app.size.width
        self.query_one("#top", Line).show(title_line(self.store.path.name, "dashboard", width))
        self.query_one("#keys", Line).show(footer(self.acting, lambda _key: True, width))
        board = self.board
        numbers = (board.articles, board.suggestions, board.decisions) if board else totals(self.store)
        words = ("article", "suggestion", "decision")
        told = " · ".join(counted(number, word) for number, word in zip(numbers, words, strict=True))
        self.query_one("#facts", Line).show(facts_line([(told, "$text-muted")], width))
        if board:
            self._renew_sections(board, width)
        else:
            self.query_one("#progress", Static).update(WAITING)

    def _renew_sections(self, board: Dashboard, width: int) -> None:
        room = min((width - 1) // (2 if width >= WIDE else 1) - 2 * _MARGIN, _MOST)
        palette = palette_in(self.app)
        colours = {label.name: palette.label(label.colour) for label in self.store.scheme().labels}
        for name, content in (
            ("#progress", progress(board, room)),
            ("#agreement", agreement(board, room)),
            ("#labels", labels(board, room, colours)),
            ("#sources", sources(board, room)),
        ):
            self.query_one(name, Static).update(content)

    def action_agree(self) -> None:
        """Show how far annotators agree."""
        self.app.agree()

    def action_back(self) -> None:
        """Back to where one came from."""
        self.app.leave()
