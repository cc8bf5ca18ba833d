"""What the screens of agreement share."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar

from annotator.services.reporting.views import NOW, View
from annotator.storage.queries.pairs import Pair
from annotator.storage.store import Store
from annotator.tui.host import AppScreen
from annotator.tui.keys.bindings import bindings
from annotator.tui.keys.table import Scope
from annotator.tui.lines.figures import title_line
from annotator.tui.lines.parts import facts_line, footer
from annotator.tui.screens.agree.measures import Measures
from annotator.tui.screens.common.counting import Counting
from annotator.tui.widgets.line import Line


class AgreeBase(AppScreen):
    """Lines around a matrix or a list, which is counted while keys go on, and the way back."""

    CSS_PATH = "agree.tcss"
    SCOPE: ClassVar[Scope] = "agree"
    BINDINGS = bindings("agree")
    counting: Counting[Any]

    def __init__(self, store: Store, view: View = NOW) -> None:
        super().__init__()
        self.store, self.view = store, view

    @property
    def told(self) -> str:
        """The view for a title; nothing is said of now."""
        return "" if self.view == NOW else f" · {self.view.title}"

    def lines(self, what: str, facts: list[tuple[str, str]]) -> None:
        """Show what the screen is about, a line of facts, and the keys."""
        width = self.app.size.width
        self.query_one("#top", Line).show(title_line(self.store.path.name, what, width))
        self.query_one("#facts", Line).show(facts_line(facts, width))
        self.query_one("#keys", Line).show(footer(self.acting, lambda _key: True, width))

    @abstractmethod
    def compared(self) -> Pair | None:
        """The pair that the screen is at."""

    def action_measures(self) -> None:
        """Show what every measure says of the pair."""
        if pair := self.compared():
            self.app.push_screen(Measures(self.store, pair.a, pair.b, self.view))

    @abstractmethod
    def action_narrow(self) -> None:
        """Ask what is to be shown."""

    def on_screen_suspend(self) -> None:
        """Count no further: nobody sees it."""
        self.counting.end()

    def on_unmount(self) -> None:
        """The same."""
        self.counting.end()

    def action_back(self) -> None:
        """Back to where one came from."""
        self.app.leave()
