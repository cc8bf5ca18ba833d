"""What the two screens of the lens have in common: a list that fills while one reads, its lines and its way about."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from math import inf
from typing import Literal

from textual import getters
from textual.app import ComposeResult
from textual.content import Content

from annotator import services
from annotator.errors import AnnotatorError
from annotator.services.finding.asked import Sought
from annotator.storage.store import Store
from annotator.tui import screens
from annotator.tui.host import AppScreen
from annotator.tui.lines.figures import title_line
from annotator.tui.lines.message import told_above
from annotator.tui.lines.parts import footer
from annotator.tui.screens.lens.ask_prompt import AskPrompt
from annotator.tui.screens.lens.kept_lines import KeptLines
from annotator.tui.style.worn import label_colours
from annotator.tui.widgets.line import Line
from annotator.tui.widgets.row_list import RowList

_SLICE, _PAUSE = 0.008, 0.01  # seconds that reading takes in one go, and that keys are given after it


class LensList(AppScreen):
    """A list of the lens over one layer; it is read in slices, between which keys are answered."""

    CSS_PATH = "lens.tcss"
    AUTO_FOCUS = ""

    rows = getters.query_one("#rows", RowList)

    def __init__(self, store: Store, user: str, layer: str, *, blind: bool) -> None:
        super().__init__()
        self.store, self.user, self.whose, self.blind = store, user, layer, blind
        self.reading = False
        self.beside: Sequence[object] = ()
        """Who carries out keys beside the screen."""
        self.kept = KeptLines()
        self._told: tuple[str, str] = ("", "")

    @property
    def parts(self) -> Sequence[object]:
        """Who carries out the keys."""
        return (self, *self.beside, self.app)

    def compose(self) -> ComposeResult:
        """Top line, list, facts, footer."""
        yield Line(id="top")
        yield RowList(id="rows")
        yield from self.below()
        yield Line(id="facts")
        yield Line(id="keys")

    def below(self) -> ComposeResult:
        """What stands below the list."""
        yield from ()

    # -- reading

    @abstractmethod
    def read(self, seconds: float) -> bool:
        """Go on reading for about so long; whether there is more."""

    @abstractmethod
    def about(self) -> str:
        """What the top line says."""

    @abstractmethod
    def facts(self) -> str:
        """What is said of the list where there is no message."""

    @abstractmethod
    def show_rows(self, row: int) -> None:
        """Show the list as it is, with the cursor on a row."""

    def show_cursor(self) -> None:
        """Show more of the row under the cursor."""

    def has_read(self) -> None:
        """All is read now."""

    def begin(self) -> None:
        """Read from the beginning."""
        self.reading = True
        self._read_on()

    def read_all(self) -> None:
        """Read to the end, for what is about all there is; nothing happens where all is read."""
        if self.reading:
            self._read(inf)

    def _read_on(self) -> None:
        if self.is_attached and self.reading:
            self._read(_SLICE)
            if self.reading:
                self.set_timer(_PAUSE, self._read_on)

    def _read(self, seconds: float) -> None:
        try:
            self.reading = self.read(seconds)
        except AnnotatorError as error:
            self.reading = False
            self.say(str(error), "$warning")
        if not self.reading:
            self.has_read()
        self.renew()

    # -- what is shown

    def on_resize(self) -> None:
        """Fit to the width."""
        self.renew()

    def colours(self) -> Mapping[str, str]:
        """The colour of each label, by name."""
        return label_colours(self.app, self.store.scheme())

    def renew(self) -> None:
        """Show what there is now; the cursor stays on its row."""
        self.show_rows(self.rows.cursor or 0)
        self._renew_lines()

    def say(self, message: str, style: str = "$accent") -> None:
        """Say a word on the line of facts, until the next key."""
        self._told = message, style
        self._renew_lines()

    def _renew_lines(self) -> None:
        width = self.app.size.width
        self.query_one("#top", Line).show(title_line(self.store.path.name, self.about(), width))
        told = self._told if self._told[0] else (self.facts(), "$text-muted")
        above, below = told_above(footer(self.acting, lambda key: self.applies(key.verb), width), told, width)
        self.query_one("#facts", Line).show(above)
        self.query_one("#keys", Line).show(below)
        self.show_cursor()

    def heard(self) -> None:
        """What was said is read."""
        self._told = "", ""

    # -- keys

    def action_go(self, rows: int) -> None:
        """Go so many rows down, or up."""
        self.heard()
        self.rows.point((self.rows.cursor or 0) + rows)
        self._renew_lines()

    def action_page(self, way: int) -> None:
        """Go a page down, or up."""
        self.action_go(way * max(self.rows.size.height - 2, 1))

    def action_edge(self, which: Literal["first", "last"]) -> None:
        """Go to the first row, or the last."""
        self.action_go((0 if which == "first" else self.rows.rows) - (self.rows.cursor or 0))

    def action_guideline(self) -> None:
        """Read what every label is for."""
        labels = services.with_examples_told(self.store, self.store.scheme().labels)
        self.app.push_screen(screens.Guideline(labels, self.colours()))

    def action_back(self) -> None:
        """Back to where one came from."""
        self.app.leave()

    def ask(self, then: Callable[[Sought], None], typed: str = "") -> None:
        """Ask for a string to look for, or a question."""

        def found(what: Sought | None) -> None:
            if what:
                then(what)

        self.app.push_screen(AskPrompt(self.store, self.user, typed), found)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Put the cursor on the row that was clicked."""
        self.action_go(message.row - (self.rows.cursor or 0))


def empty(text: str) -> Content:
    """A line of a list in which there is nothing."""
    return Content.styled(f"  {text}", "$text-muted")
