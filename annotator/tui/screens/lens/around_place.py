"""Three lines about one place: the article it is in, what stands before it, itself and how it goes on."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.containers import Vertical

from annotator.services.finding.lens import Lens
from annotator.tui.lines.parts import Parts
from annotator.tui.screens.lens.lines import around
from annotator.tui.widgets.line import Line

_NOTHING: tuple[Parts, ...] = ((), (), ())


class AroundPlace(Vertical):
    """More of the text around a place than its row has."""

    def compose(self) -> ComposeResult:
        """The lines."""
        for _ in _NOTHING:
            yield Line()

    def show(self, lens: Lens, row: int | None, colours: Mapping[str, str]) -> None:
        """Show the place of a row, in the colour of what is said there; none where there is none."""
        shown = _NOTHING
        if row is not None and lens.hits:
            colour, where = colours.get(lens.hits[row].said, "$text"), f"place {row + 1:,} of {len(lens.hits):,}"
            shown = around(lens.place(row), colour, where, self.app.size.width)
        for line, parts in zip(self.query(Line), shown, strict=True):
            line.show(parts)
