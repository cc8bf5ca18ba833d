"""Text and a width become rows; offsets become places in rows, and back. Pure, and lazy.

A *block* is a line of the text, or a piece of a very long one; blocks are wrapped one by one when
asked for, so that a book costs no more than the page on screen. A *row* is what fits on one line of
the screen. Every code point belongs to exactly one row, line breaks to the row that they end. A
*cell* is a column of the screen, counted from the row's left edge; all code points of a grapheme
have the cell at which the grapheme begins. One blank may hang over a row's right edge.

Offsets are code points of the text, half-open.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from annotator.domain.sanitise import visible
from annotator.tui.text.graphemes import grapheme_edge, graphemes

MIN_WIDTH = 8
_LONG = 4096  # code points of a line that are wrapped at once
_KEPT = 2048  # blocks whose rows are remembered
_NOT_PLAIN = re.compile(  # anything but code points that are one cell wide and one grapheme each
    "[^ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0377\u0384-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u203b\u203d-\u2048"
    "\u20a0-\u20bf\u2190-\u2193\u21c4\u2400-\u2426]"
)
_DASHES = "-–—/"
_OPENING = frozenset("([{（「『《〈【〔“‘")
_CLOSING = frozenset(")]}）」』》〉】〕”’、。，．・：；？！ー,.:;?!%…")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the screen: `[start, end)` of the text, what is shown of it, and where.

    `shown` is the visible text of the code points from `start`, without a line break. `cells` holds
    the cell of each of them and the width behind the last; None means that every one takes one cell.
    """

    start: int
    end: int
    shown: str
    cells: tuple[int, ...] | None
    block: int
    index: int

    @property
    def width(self) -> int:
        """How many cells the row takes, a hanging blank included."""
        return len(self.shown) if self.cells is None else self.cells[-1]

    @property
    def stop(self) -> int:
        """The offset behind the last code point that is shown."""
        return self.start + len(self.shown)

    @property
    def blank(self) -> bool:
        """Whether there is nothing to read on it."""
        return not self.shown or self.shown.isspace()

    def cell(self, offset: int) -> int:
        """The cell at which the grapheme of `offset` begins; the row's ends for offsets beyond."""
        index = min(max(offset - self.start, 0), len(self.shown))
        return index if self.cells is None else self.cells[index]

    def offset(self, cell: int) -> int:
        """The first code point of the grapheme that covers `cell`; beyond the width the row's last one."""
        if cell >= self.width:
            return self.stop if self.end > self.stop or not self.shown else self.offset(self.width - 1)
        cell = max(cell, 0)
        if self.cells is None:
            return self.start + cell
        return self.start + bisect_left(self.cells, self.cells[bisect_right(self.cells, cell) - 1])


class Flow:
    """The rows of `text` at a width in cells (at least `MIN_WIDTH`)."""

    def __init__(self, text: str, width: int, blocks: array[int] | None = None) -> None:
        self.text, self.width = text, max(width, MIN_WIDTH)
        self._blocks = _blocks(text) if blocks is None else blocks
        self._rows: dict[int, list[Row]] = {}

    def at_width(self, width: int) -> Flow:
        """The same text in rows of another width."""
        return self if max(width, MIN_WIDTH) == self.width else Flow(self.text, width, self._blocks)

    def row_at(self, offset: int) -> Row:
        """The row that holds the code point at `offset`; the nearest one for offsets beyond the text."""
        block = max(bisect_right(self._blocks, offset) - 1, 0)
        rows = self._block(block)
        return rows[max(bisect_right(rows, offset, key=_start) - 1, 0)]

    def after(self, row: Row) -> Row | None:
        """The row below, or None."""
        rows = self._block(row.block)
        if row.index + 1 < len(rows):
            return rows[row.index + 1]
        return self._block(row.block + 1)[0] if row.block + 1 < len(self._blocks) else None

    def before(self, row: Row) -> Row | None:
        """The row above, or None."""
        if row.index:
            return self._block(row.block)[row.index - 1]
        return self._block(row.block - 1)[-1] if row.block else None

    def rows(self) -> Iterator[Row]:
        """All rows in order."""
        for block in range(len(self._blocks)):
            yield from self._block(block)

    def grapheme_after(self, offset: int) -> int:
        """Where the grapheme behind the one at `offset` begins; the length of the text at its end."""
        row = self.row_at(offset)
        if offset >= row.stop:
            return row.end
        cell = row.cell(offset)
        return row.start + (cell + 1 if row.cells is None else bisect_right(row.cells, cell))

    def grapheme_before(self, offset: int) -> int:
        """Where the grapheme before the one at `offset` begins; 0 at the beginning."""
        row = self.row_at(offset)
        cell = row.cell(offset)
        if cell:
            return row.offset(cell - 1)
        above = self.before(row)
        return above.offset(above.width) if above else 0

    def _block(self, number: int) -> list[Row]:
        rows = self._rows.get(number)
        if rows is None:
            if len(self._rows) >= _KEPT:
                self._rows.clear()
            following = number + 1
            end = self._blocks[following] if following < len(self._blocks) else len(self.text)
            rows = self._rows[number] = _wrap(self.text, self._blocks[number], end, self.width, number)
        return rows


class Column:
    """The cell that a cursor wishes to keep while it moves up and down; any other move ends the wish."""

    __slots__ = ("_cell", "_walking")

    def __init__(self) -> None:
        self._cell: int | None = None
        self._walking = False

    def moved(self) -> None:
        """The cursor was moved: the wish ends, unless `walk` asked for that move."""
        if not self._walking:
            self._cell = None
        self._walking = False

    def walk(self, flow: Flow, offset: int, rows: int) -> int:
        """What lies so many rows below (above where negative), as far as there are rows; else `offset` itself."""
        first = row = flow.row_at(offset)
        cell = row.cell(offset) if self._cell is None else self._cell
        for _ in range(abs(rows)):
            row = (flow.after(row) if rows > 0 else flow.before(row)) or row
        self._cell, self._walking = cell, True
        return offset if row.start == first.start else row.offset(cell)


def _blocks(text: str) -> array[int]:
    """Where the blocks begin: behind every line feed, and within lines that are very long."""
    starts = array("L", [0])
    at, length = 0, len(text)
    while at < length:
        end = text.find("\n", at) + 1 or length
        while end - at > _LONG:
            at = text.rfind(" ", at + _LONG // 2, at + _LONG) + 1 or grapheme_edge(text, at + _LONG)
            starts.append(at)
        if end < length:
            starts.append(end)
        at = end
    return starts


def _wrap(text: str, start: int, end: int, width: int, block: int) -> list[Row]:
    line = text[start:end]
    body = line.removesuffix("\n")
    body = body.removesuffix("\r") if body is not line else body
    shown = visible(body)
    if _NOT_PLAIN.search(shown):
        edges, shown, cells = _general(body, shown, width)
    else:
        edges, cells = _plain(shown, width), None
    rows: list[Row] = []
    for index, (a, b) in enumerate(pairwise(edges)):
        own = None if cells is None else _own(cells, a, b)
        last = b == len(shown)
        rows.append(Row(start + a, end if last else start + b, shown[a:b], own, block, index))
    return rows


def _own(cells: list[tuple[int, int]], a: int, b: int) -> tuple[int, ...]:
    """The cells of the code points `[a, b)` counted from the first, and the width of them all."""
    if a == b:
        return (0,)
    base = cells[a][0]
    return (*(cell - base for cell, _ in cells[a:b]), cells[b - 1][1] - base)


def _plain(shown: str, width: int) -> list[int]:
    """Where the rows of a text of one-cell code points begin, and where the last one ends."""
    edges, at, length = [0], 0, len(shown)
    while length - at > width:
        limit = at + width
        if shown[limit] == " ":
            at = limit + 1
        else:
            cut = shown.rfind(" ", at, limit) + 1
            dash = max(shown.rfind(dash, max(cut, at + 1), limit) for dash in _DASHES) + 1
            if dash > cut and shown[dash].isalpha() and shown[dash - 2].isalpha():
                cut = dash
            at = cut or limit
        edges.append(at)
    if edges[-1] != length or length == 0:
        edges.append(length)
    return edges


def _general(body: str, shown: str, width: int) -> tuple[list[int], str, list[tuple[int, int]]]:
    """Row edges, the shown text, and for each code point the cells at which its grapheme begins and ends."""
    parts = list(shown)
    cells: list[tuple[int, int]] = []
    edges, row_cell, cell = [0], 0, 0
    cut, cut_cell, before, opened = 0, 0, "", False
    for a, b, size in _drawable(body, parts, width):
        first = parts[a]
        if a and _may_break(before, first, wide=size > 1 or opened):
            cut, cut_cell = a, cell
        hangs = parts[a:b] == [" "] and cell - row_cell == width
        while cell + size - row_cell > width and not hangs and a > edges[-1]:
            edge, edge_cell = (cut, cut_cell) if cut > edges[-1] else (a, cell)
            edges.append(edge)
            row_cell = edge_cell
        cells += [(cell, cell + size)] * (b - a)
        cell, before, opened = cell + size, first, size > 1
    edges.append(len(parts))
    return edges, "".join(parts), cells


def _drawable(body: str, parts: list[str], width: int) -> Iterator[tuple[int, int, int]]:
    """Start, end and cells of each grapheme; one that takes no room gets a sign in `parts`, a huge one is cut."""
    for a, b, sizes in graphemes(body):
        size = sum(sizes)
        if size == 0:
            parts[a] = "·"
            yield a, b, 1
        elif size <= width // 2:
            yield a, b, size
        else:
            for index, own in enumerate(sizes, a):
                parts[index] = parts[index] if own else "·"
                yield index, index + 1, own or 1


def _may_break(before: str, here: str, *, wide: bool) -> bool:
    """Whether a row may end between two graphemes, each given by its first code point."""
    if before.isspace():
        return True
    if wide:
        return here not in _CLOSING and before not in _OPENING and here != " "
    return before in _DASHES and here.isalpha()


def _start(row: Row) -> int:
    return row.start
