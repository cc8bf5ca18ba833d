"""The spans and claims behind a figure: the list of what two annotators disagree on."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Literal

from rich.cells import cell_len
from textual import getters
from textual.app import ComposeResult
from textual.content import Content

from annotator.domain.claims.scheme import ClaimScheme
from annotator.domain.disagreement.article_labels import Answer
from annotator.domain.disagreement.claim_conflict import ClaimConflict
from annotator.domain.disagreement.conflicts import Dispute, Said
from annotator.domain.sanitise import one_line, visible
from annotator.domain.span import Span
from annotator.plural import counted
from annotator.services.reporting.views import NOW, View, disagreements, labels_of
from annotator.services.reviewing.claims.words import version_words
from annotator.storage.queries.pairs import Pair
from annotator.storage.store import Store
from annotator.tui.lines.figures import column
from annotator.tui.lines.parts import fit
from annotator.tui.lines.review_lines import KINDS, about, words
from annotator.tui.screens.agree.base import AgreeBase
from annotator.tui.screens.agree.choices import Choices
from annotator.tui.screens.common.counting import WAITING, Counting
from annotator.tui.widgets.line import Line
from annotator.tui.widgets.row_list import RowList

Only = tuple[str, str]
"""What the list is narrowed down to: a kind ("kind", ...), a label ("label", ...), or nothing ("", "")."""


class DisagreementScreen(AgreeBase):
    """The spans, and claims of spans, that two annotators disagree on; `enter` opens the article at one."""

    rows = getters.query_one(RowList)

    def __init__(self, store: Store, pair: Pair, view: View = NOW) -> None:
        super().__init__(store, view)
        self.pair = pair
        self.every: list[tuple[str, str, Dispute]] = []
        self.found: list[tuple[str, str, Dispute]] = []
        self.waiting = 0
        self.only: Only = ("", "")
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
            self.lines(f"{self.pair.a} · {self.pair.b}{self.told}", [(WAITING, "$text-muted")])

    def _disagreements(self, store: Store) -> tuple[list[tuple[str, str, Dispute]], int]:
        waiting: list[int] = []
        return list(disagreements(store, self.pair.a, self.pair.b, self.view, waiting.append)), sum(waiting)

    def _show(self, found: tuple[list[tuple[str, str, Dispute]], int]) -> None:
        self.every, self.waiting = found
        self._narrowed(self.only)

    def action_narrow(self) -> None:
        """Ask for a kind of disagreement, or a label."""
        disputes = [one for _, _, one in self.every]
        kinds = Counter(one.kind for one in disputes)
        labels = Counter(label for one in disputes for label in labels_of(one))
        choices: list[tuple[Only, str]] = [(("", ""), f"everything  {len(disputes):,}")]
        choices += [(("kind", kind), f"kind {kind}  {number:,}") for kind, number in kinds.most_common()]
        choices += [(("label", label), f"label {label}  {number:,}") for label, number in labels.most_common()]
        self.app.push_screen(Choices("Which disagreements?", choices, self.only), self._narrowed)

    def _narrowed(self, only: Only | None) -> None:
        if only is None:
            return
        self.only = only
        found = [one for one in self.every if _fits(one[2], only)]
        most = Counter(key for key, _, _ in found)
        self.found = sorted(found, key=lambda one: (-most[one[0]], one[0]))
        self.rows.show([self._head(), Content("")], len(self.found), self._draw, self.rows.cursor or 0)
        self._renew()

    def _head(self) -> Content:
        """How many there are, of which kinds; and what is left out by choice."""
        kinds = Counter(conflict.kind for _, _, conflict in self.found)
        words = "  ".join(f"{kind} {count}" for kind, count in kinds.most_common())
        away = len(self.every) - len(self.found)
        said = f"   only {visible(self.only[1])}, {away:,} others hidden: f shows them" if away else ""
        count = counted(len(self.found), "disagreement")
        more = f" and {self.waiting:,} of claims that wait for who is the same" if self.waiting and not away else ""
        return Content.assemble((count, "bold"), (f"{more}   {words}", "$text-muted"), (said, "$warning"))

    def on_resize(self) -> None:
        """Fit to the width."""
        self._renew()

    def _renew(self) -> None:
        row = self.rows.cursor
        title = "They agree everywhere." if row is None else self.found[row][1]
        self.lines(f"{self.pair.a} · {self.pair.b}{self.told}", [(title, "$text-muted")])

    def _draw(self, row: int, width: int, here: bool) -> list[Content]:  # noqa: FBT001 - said by its name
        key, _, conflict = self.found[row]
        text, scheme = self._text(key), self.store.scheme().claims
        half = (width - 16) // 2
        sides = [
            column(f"{name}: {_words(conflict, version, text, scheme)}", half - 1) + " "
            for name, version in conflict.versions
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


def _fits(dispute: Dispute, only: Only) -> bool:
    match only:
        case ("kind", kind):
            return dispute.kind == kind
        case ("label", label):
            return label in labels_of(dispute)
    return True


def _words(conflict: Dispute, version: Said, text: str, scheme: ClaimScheme) -> str:
    if conflict.kind == "article":
        return one_line(words(tuple(one for one in version if isinstance(one, Answer))))
    if isinstance(conflict, ClaimConflict):
        claims = tuple(one for one in version if not isinstance(one, Span | Answer))
        return version_words(conflict, claims, text, scheme)
    spans = (one for one in version if isinstance(one, Span))
    return " + ".join(f"{span.label} {one_line(span.quote(text))}" for span in spans) or "nothing"
