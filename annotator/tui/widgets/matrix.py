"""The matrix of annotators: exact F1 of every two of them with its n; one cell has the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message

from annotator.storage.queries.pairs import Pair
from annotator.tui.lines.figures import column
from annotator.tui.lines.parts import Part, bar
from annotator.tui.widgets.row_list import RowList

_NAME = 16
_CELL = 18
_NARROW = 9


class Matrix(RowList):
    """Each annotator against those before; posts `Opened` where the cell under the cursor is clicked."""

    @dataclass
    class Opened(Message):
        """A cell was chosen."""

        pair: Pair

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id, tall=3)
        self.lit = False
        self.names: Sequence[str] = ()
        self.cell = (0, 0)
        self._pairs: dict[frozenset[str], Pair] = {}

    def show_pairs(self, names: Sequence[str], pairs: Sequence[Pair]) -> None:
        """Show the figures of these annotators, in this order."""
        self.names = names
        self._pairs = {frozenset((pair.a, pair.b)): pair for pair in pairs}
        self.go(0, 0)

    @property
    def pair(self) -> Pair | None:
        """The pair under the cursor, if both have finished an article."""
        return self._at(*self.cell)

    def _at(self, column: int, row: int) -> Pair | None:
        if column > row or row + 1 >= len(self.names):
            return None
        return self._pairs.get(frozenset((self.names[column], self.names[row + 1])))

    def go(self, right: int, down: int) -> None:
        """Move the cursor by so many cells."""
        row = max(0, min(self.cell[1] + down, len(self.names) - 2))
        self.cell = (max(0, min(self.cell[0] + right, row)), row)
        first, shown, cells = self._window(self.room)
        names = "".join(f"  {column(name, cells - 2)}" for name in self.names[first : first + shown])
        self.show(
            [Content.styled(" " * _NAME + names, "$text-muted"), Content("")],
            max(len(self.names) - 1, 0),
            self._draw_row,
            row,
        )

    def _window(self, width: int) -> tuple[int, int, int]:
        """The first column that is shown, how many, and the cells each takes."""
        columns = max(len(self.names) - 1, 1)
        cells = _CELL if _NAME + columns * _CELL <= width else _NARROW
        shown = max(1, min(columns, (width - _NAME) // cells))
        return max(0, self.cell[0] - shown + 1), shown, cells

    def _draw_row(self, row: int, width: int, _here: bool) -> list[Content]:  # noqa: FBT001 - said by its name
        first, shown, cells = self._window(width)
        lines: tuple[list[Part], list[Part]] = ([(column(self.names[row + 1], _NAME), "")], [(" " * _NAME, "")])
        for other in range(first, min(first + shown, row + 1)):
            upper, lower = _cell(self._at(other, row), cells - 2)
            ground = " on $panel" if (other, row) == self.cell else ""
            sign = "▸ " if ground else "  "
            for line, before, parts in zip(lines, (sign, "  "), (upper, lower), strict=True):
                line += [(text, f"{style}{ground}") for text, style in [(before, "bold $accent"), *parts]]
        return [Content.assemble(*line) for line in lines]

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on a cell; open it if it was there already."""
        at = event.get_content_offset(self)
        if at is None or at.y < len(self._head):
            return
        first, _, cells = self._window(self.room)
        cell = (first + (at.x - _NAME) // cells, (at.y + self.scroll_offset.y - len(self._head)) // self.tall)
        if cell == self.cell and self.pair:
            self.post_message(self.Opened(self.pair))
        elif self._at(*cell) and cell[0] >= 0:
            self.go(cell[0] - self.cell[0], cell[1] - self.cell[1])


def _cell(pair: Pair | None, cells: int) -> tuple[list[Part], list[Part]]:
    """The two lines of a cell: the figure with a bar where there is room, and what it was measured on."""
    if pair is None:
        return [(column("–", cells), "$text-muted")], [(" " * cells, "")]
    value = pair.f1.value
    upper = [(" -   " if value is None else f"{value:.3f}", "bold")]
    if cells > _NARROW:
        upper += [(" ", ""), *bar(value or 0.0, cells - 8)]
    used = sum(len(text) for text, _ in upper)
    return [*upper, (" " * (cells - used), "")], [(column(f"n {pair.f1.n:,}", cells), "$text-muted")]
