"""What every measure says of two annotators: each figure with what it was measured on and its interval."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

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
from annotator.tui.screens.common.counting import WAITING, Counting
from annotator.tui.screens.common.dialogs import Dialog

_TITLE = 20
_OF_ARTICLES = {
    "cats_kappa": "article labels kappa", "cats_alpha": "article labels alpha", "cats_f1": "article labels F1"
}  # fmt: skip


class Measures(Dialog[None]):
    """A line a figure, of every measure that is installed."""

    def __init__(self, store: Store, a: str, b: str, view: View = NOW) -> None:
        super().__init__(f"{a} · {b}" if view == NOW else f"{a} · {b} · {view.title}")
        self._pair, self._view = (a, b), view
        self._counting = Counting(self, store, self._measured, self._show)
        self._figures = Static(WAITING, markup=False)

    def content(self) -> ComposeResult:
        """The figures, and why one is missing."""
        with VerticalScroll():
            yield self._figures
        yield Static("\nn: what it was measured on · 95 % interval of the articles", markup=False, classes="muted")

    def on_mount(self) -> None:
        """Measure."""
        self._counting.begin()

    def on_unmount(self) -> None:
        """Measure no further: nobody sees it."""
        self._counting.end()

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

    def _lines(self, found: dict[str, Any]) -> Iterator[Content]:
        (pair,) = found["pairs"]
        for measure in found["measures"]:
            for name, title in measure["figures"].items():
                if title:
                    yield _line(title, name, pair if name in pair else found)
            first = next(iter(measure["figures"]), "")
            for row in (row for table in measure.get("tables", ()) for row in pair[table] if first in row):
                yield _line(f"  {row['label']}", first, row)
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
