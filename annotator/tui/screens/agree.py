"""The agreement screens: the matrix of annotators, and behind each figure the spans they disagree on."""

from __future__ import annotations

from abc import abstractmethod
from collections import Counter
from functools import lru_cache
from typing import Any, ClassVar, Literal

from rich.cells import cell_len
from textual import getters
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from annotator.domain.decisions import GOLD
from annotator.domain.disagreement.article_labels import Answer, Answers
from annotator.domain.disagreement.conflicts import Dispute, Version
from annotator.domain.sanitise import one_line
from annotator.domain.span import Span
from annotator.plural import counted
from annotator.services.reporting.agreement import disagreements
from annotator.storage.queries.pairs import Pair, pairs
from annotator.storage.queries.people.first_finished import left_out
from annotator.storage.store import Store
from annotator.tui.host import AppScreen
from annotator.tui.keys.bindings import bindings
from annotator.tui.keys.table import Scope
from annotator.tui.lines.figures import column, title_line
from annotator.tui.lines.parts import facts_line, fit, footer
from annotator.tui.lines.review_lines import KINDS, about, words
from annotator.tui.screens.common.counting import WAITING, Counting
from annotator.tui.screens.measures import Measures
from annotator.tui.widgets.line import Line
from annotator.tui.widgets.matrix import Matrix
from annotator.tui.widgets.row_list import RowList

LeftOut = dict[tuple[str, str], Counter[str]]
_TITLE = "agreement · exact F1"
EMPTY = """There is nothing to compare yet.

Agreement is measured on the articles that two annotators have finished both:

    annotator label --as ada             each labels under a name
    annotator merge ben.db               brings in what someone did elsewhere
    annotator add --as cy file.jsonl     takes a layer from another tool
"""


class AgreeBase(AppScreen):
    """Lines around a matrix or a list, which is counted while keys go on, and the way back."""

    CSS_PATH = "agree.tcss"
    SCOPE: ClassVar[Scope] = "agree"
    BINDINGS = bindings("agree")
    counting: Counting[Any]

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.store = store

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
            self.app.push_screen(Measures(self.store, pair.a, pair.b))

    def on_screen_suspend(self) -> None:
        """Count no further: nobody sees it."""
        self.counting.end()

    def on_unmount(self) -> None:
        """The same."""
        self.counting.end()

    def action_back(self) -> None:
        """Back to where one came from."""
        self.app.leave()


class AgreeScreen(AgreeBase):
    """The matrix; `enter` on a cell lists the spans behind its figure."""

    matrix = getters.query_one(Matrix)

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self._left_out: LeftOut = {}
        self.counting = Counting(self, store, lambda of: (pairs(of), left_out(of)), self._show)

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
            self.lines(_TITLE, [(WAITING, "$text-muted")])

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
        self.lines(_TITLE, facts)

    def action_go(self, right: int, down: int) -> None:
        """Move to another cell."""
        self.matrix.go(right, down)
        self._renew()

    def action_page(self, way: Literal[-1, 1]) -> None:
        """Move by some rows."""
        self.action_go(0, 5 * way)

    def action_open(self) -> None:
        """List the spans behind the figure."""
        if self.matrix.pair:
            self.app.push_screen(DisagreementScreen(self.store, self.matrix.pair))

    def on_matrix_opened(self, message: Matrix.Opened) -> None:
        """List the spans behind the figure that was clicked."""
        self.app.push_screen(DisagreementScreen(self.store, message.pair))


class DisagreementScreen(AgreeBase):
    """The spans two annotators disagree on; `enter` opens the article at one."""

    rows = getters.query_one(RowList)

    def __init__(self, store: Store, pair: Pair) -> None:
        super().__init__(store)
        self.pair = pair
        self.found: list[tuple[str, str, Dispute]] = []
        self.counting = Counting(self, store, self._disagreements, self._show)
        self._text = lru_cache(maxsize=64)(lambda key: store.article(key).text)

    def compose(self) -> ComposeResult:
        """Top line, list, facts, footer."""
        yield Line(id="top")
        yield RowList(id="list", tall=3)
        yield Line(id="facts")
        yield Line(id="keys")

    def compared(self) -> Pair | None:
        """The two whose disagreements are listed."""
        return self.pair

    def on_screen_resume(self) -> None:
        """Read the list anew: something may have been decided since."""
        if not self.counting.begin() and not self.found:
            self.lines(f"{self.pair.a} · {self.pair.b}", [(WAITING, "$text-muted")])

    def _disagreements(self, store: Store) -> list[tuple[str, str, Dispute]]:
        return list(disagreements(store, self.pair.a, self.pair.b))

    def _show(self, found: list[tuple[str, str, Dispute]]) -> None:
        most = Counter(key for key, _, _ in found)
        self.found = sorted(found, key=lambda one: (-most[one[0]], one[0]))
        kinds = Counter(conflict.kind for _, _, conflict in found)
        words = "  ".join(f"{kind} {count}" for kind, count in kinds.most_common())
        head = [
            Content.assemble((f"{len(self.found)} disagreements", "bold"), (f"   {words}", "$text-muted")),
            Content(""),
        ]
        self.rows.show(head, len(self.found), self._draw, self.rows.cursor or 0)
        self._renew()

    def on_resize(self) -> None:
        """Fit to the width."""
        self._renew()

    def _renew(self) -> None:
        row = self.rows.cursor
        title = "They agree everywhere." if row is None else self.found[row][1]
        self.lines(f"{self.pair.a} · {self.pair.b}", [(title, "$text-muted")])

    def _draw(self, row: int, width: int, here: bool) -> list[Content]:  # noqa: FBT001 - said by its name
        key, _, conflict = self.found[row]
        text = self._text(key)
        half = (width - 16) // 2
        sides = [
            column(f"{name}: {_words(conflict, version, text)}", half - 1) + " " for name, version in conflict.versions
        ]
        before = one_line(text[max(0, conflict.start - 30) : conflict.start])
        room = max(0, width - 15 - cell_len(before))
        quote = one_line(about(conflict, text)[:width])
        left = room - cell_len(quote)
        apart = "   " if conflict.kind == "article" else ""
        behind = fit(apart + one_line(text[conflict.end : conflict.end + width]), left) if left > 0 else ""
        return [
            Content.assemble(
                ("▸ " if here else "  ", "bold $accent"),
                (f"{conflict.kind:<13}", KINDS[conflict.kind][0]),
                *((side, "bold" if here else "") for side in sides),
            ),
            Content.assemble(
                (f"{'':<15}{before}", "$text-muted"),
                (fit(quote, room), "underline"),
                (behind, "$text-muted"),
            ),
        ]

    def action_go(self, _right: int, down: int) -> None:
        """Move to another row."""
        self.rows.point((self.rows.cursor or 0) + down)
        self._renew()

    def action_page(self, way: Literal[-1, 1]) -> None:
        """Move by a page."""
        self.action_go(0, way * max(1, self.rows.size.height // 3 - 1))

    def action_open(self) -> None:
        """Open the article at the span."""
        if self.rows.cursor is not None:
            key, _, conflict = self.found[self.rows.cursor]
            self.app.review(key, next(iter(conflict.spans), None))

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Put the cursor on a row; open it if it was there already."""
        if message.row == self.rows.cursor:
            self.action_open()
        else:
            self.action_go(0, message.row - (self.rows.cursor or 0))


def _pair_facts(pair: Pair) -> list[tuple[str, str]]:
    figure = pair.f1
    value = f"undefined, because {figure.reason}" if figure.value is None else f"F1 {figure.value:.3f}"
    matches = pair.matches
    spans, articles = counted(matches.b, "span"), counted(pair.articles, "article")
    counts = f"   {matches.a:,} and {spans}, {matches.both:,} the same, in {articles}"
    return [("▸ ", "$accent"), (f"{pair.a} · {pair.b}", "bold"), (f"   {value}", ""), (counts, "$text-muted")]


def _words(conflict: Dispute, version: Version | Answers, text: str) -> str:
    if conflict.kind == "article":
        return one_line(words(tuple(one for one in version if isinstance(one, Answer))))
    spans = (one for one in version if isinstance(one, Span))
    return " + ".join(f"{span.label} {one_line(span.quote(text))}" for span in spans) or "nothing"
