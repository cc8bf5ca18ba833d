"""The agreement screen: the matrix of annotators, of now or of a moment or period."""

from __future__ import annotations

from typing import Literal

from textual import getters
from textual.app import ComposeResult
from textual.widgets import Static

from annotator.domain.decisions import GOLD
from annotator.plural import counted
from annotator.services.reporting.comparison import LeftOut
from annotator.services.reporting.views import View, pairs_in
from annotator.storage.queries.pairs import Pair
from annotator.storage.store import Store
from annotator.tui.screens.agree.base import AgreeBase
from annotator.tui.screens.agree.choices import ViewChoices
from annotator.tui.screens.agree.disagreements import DisagreementScreen
from annotator.tui.screens.common.counting import WAITING, Counting
from annotator.tui.widgets.line import Line
from annotator.tui.widgets.matrix import Matrix

_TITLE = "agreement · exact F1"
EMPTY = """There is nothing to compare yet.

Agreement is measured on the articles that two annotators have finished both:

    annotator label --as ada             each labels under a name
    annotator merge ben.db               brings in what someone did elsewhere
    annotator add --as cy file.jsonl     takes a layer from another tool
"""


class AgreeScreen(AgreeBase):
    """The matrix; `enter` on a cell lists the spans behind its figure."""

    matrix = getters.query_one(Matrix)

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self._left_out: LeftOut = {}
        self.counting = Counting(self, store, lambda of: pairs_in(of, self.view), self._show)

    def compose(self) -> ComposeResult:
        """Top line, matrix, facts, footer."""
        yield Line(id="top")
        yield Matrix(id="matrix")
        yield Static(EMPTY, markup=False, id="empty")
        yield Line(id="facts")
        yield Line(id="keys")

    def compared(self) -> Pair | None:
        """The pair under the cursor."""
        return self.matrix.pair

    def on_screen_resume(self) -> None:
        """Measure anew: something may have been decided since."""
        if not self.counting.begin() and not self.matrix.pair:
            self.lines(_TITLE + self.told, [(WAITING, "$text-muted")])

    def _show(self, measured: tuple[list[Pair], LeftOut]) -> None:
        found, self._left_out = measured
        self.set_class(not found, "empty")
        names = sorted({name for pair in found for name in (pair.a, pair.b)}, key=lambda name: (name == GOLD, name))
        self.matrix.show_pairs(names, found)
        self._renew()

    def on_resize(self) -> None:
        """Fit to the width."""
        self.call_after_refresh(self.action_go, 0, 0)

    def _renew(self) -> None:
        pair = self.matrix.pair
        facts = _pair_facts(pair) if pair else []
        if pair and (out := self._left_out.get((min(pair.a, pair.b), max(pair.a, pair.b)))):
            told = ", ".join(f"{reason} {number:,}" for reason, number in sorted(out.items()))
            facts.append((f"   left out: {told}", "$warning"))
        self.lines(_TITLE + self.told, facts)

    def action_go(self, right: int, down: int) -> None:
        """Move to another cell."""
        self.matrix.go(right, down)
        self._renew()

    def action_page(self, way: Literal[-1, 1]) -> None:
        """Move by some rows."""
        self.action_go(0, 5 * way)

    def action_narrow(self) -> None:
        """Ask for a moment or a period."""
        self.app.push_screen(ViewChoices(self.store, self.view), self._narrowed)

    def _narrowed(self, view: View | None) -> None:
        if view:
            self.view = view
            self.counting.begin()

    def action_open(self) -> None:
        """List the spans behind the figure."""
        if self.matrix.pair:
            self.app.push_screen(DisagreementScreen(self.store, self.matrix.pair, self.view))

    def on_matrix_opened(self, message: Matrix.Opened) -> None:
        """List the spans behind the figure that was clicked."""
        self.app.push_screen(DisagreementScreen(self.store, message.pair, self.view))


def _pair_facts(pair: Pair) -> list[tuple[str, str]]:
    figure = pair.f1
    value = f"undefined, because {figure.reason}" if figure.value is None else f"F1 {figure.value:.3f}"
    matches = pair.matches
    spans, articles = counted(matches.b, "span"), counted(pair.articles, "article")
    counts = f"   {matches.a:,} and {spans}, {matches.both:,} the same, in {articles}"
    return [("▸ ", "$accent"), (f"{pair.a} · {pair.b}", "bold"), (f"   {value}", ""), (counts, "$text-muted")]
