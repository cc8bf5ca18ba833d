"""What every measure says of two annotators: each figure with what it was measured on and its interval."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from annotator.domain.sanitise import visible
from annotator.errors import AnnotatorError
from annotator.services.reporting.agreement import agree
from annotator.services.reporting.views import NOW, View, asked
from annotator.storage.store import Store
from annotator.tui.lines.figures import column
from annotator.tui.lines.parts import BACK, AnswerKeys
from annotator.tui.screens.common.counting import WAITING, Counting
from annotator.tui.screens.common.dialogs import Dialog
from annotator.tui.screens.common.guideline import scroll
from annotator.tui.terminal.direct_keys import DirectKeys

_TITLE = 20
_OF_ARTICLES = {
    "cats_kappa": "article labels kappa", "cats_alpha": "article labels alpha", "cats_f1": "article labels F1"
}  # fmt: skip


class Measures(Dialog[None], DirectKeys):
    """A line a figure, of every measure that is installed; of claims the first figure by label, too."""

    def __init__(self, store: Store, a: str, b: str, view: View = NOW) -> None:
        super().__init__(f"{a} · {b}" if view == NOW else f"{a} · {b} · {view.title}")
        self._pair, self._view = (a, b), view
        self._counting = Counting(self, store, self._measured, self._show)
        self._figures = Static(WAITING, markup=False)
        self._page = VerticalScroll(self._figures, can_focus=False)

    def content(self) -> ComposeResult:
        """The figures, and why one is missing."""
        yield self._page
        yield Static("\nn: what it was measured on · 95 % interval of the articles", markup=False, classes="muted")

    def on_mount(self) -> None:
        """Measure."""
        self._counting.begin()

    def on_unmount(self) -> None:
        """Measure no further: nobody sees it."""
        self._counting.end()

    def answers(self) -> AnswerKeys:
        """The way back, and how one scrolls where there is more than fits."""
        return (("↑ ↓", "scroll"), BACK) if self._page.max_scroll_y else (BACK,)

    def receive_key(self, event: events.Key) -> bool:
        """Scroll."""
        return scroll(self._page, event.key)

    def _measured(self, store: Store) -> dict[str, Any] | AnnotatorError:
        try:
            return agree(store, self._pair, **asked(store, self._view))
        except AnnotatorError as error:
            return error

    def _show(self, found: dict[str, Any] | AnnotatorError) -> None:
        if isinstance(found, AnnotatorError):
            self._figures.update(Content(visible(str(found))))
        else:
            self._figures.update(Content("\n").join(self._lines(found)))
            self.call_after_refresh(self.show_answers)

    def _lines(self, found: dict[str, Any]) -> Iterator[Content]:
        (pair,) = found["pairs"]
        for measure in found["measures"]:
            for name, title in measure["figures"].items():
                if title:
                    yield _line(title, name, pair if name in pair else found)
                if name == next(iter(measure["figures"])):
                    rows = (row for table in measure.get("tables", ()) for row in pair[table] if name in row)
                    yield from (_line(f"  {row['label']}", name, row) for row in rows)
        for name, title in _OF_ARTICLES.items() if pair["n"]["cats_kappa"] else ():
            yield _line(title, name, pair)
        yield from (Content.styled(visible(problem), "$warning") for problem in found.get("problems", ()))


def _line(title: str, name: str, row: dict[str, Any]) -> Content:
    head = (f"{column(visible(title), _TITLE)}  ", "")
    if row[name] is None:
        return Content.assemble(head, (visible(row["undefined"][name]), "$text-muted"))
    n = row["n"].get(name) if isinstance(row.get("n"), dict) else row.get("n")
    counted = f"   n {n:,}" if n is not None else ""
    edges = row.get("intervals", {}).get(name)
    between = f"   {edges[0]:z.3f}–{edges[1]:z.3f}" if edges else ""
    return Content.assemble(head, (f"{row[name]:z.3f}", "bold"), (f"{counted}{between}", "$text-muted"))
