"""The columns of the library that the user chose, between the titles of articles and their states. Pure.

Columns that leave too little room for the titles are not shown; the head of the list tells how many.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size

from annotator.domain.sanitise import visible
from annotator.plural import counted
from annotator.storage.queries.listing.columns import Cell
from annotator.suggest.common.language_codes import name_of
from annotator.tui.lines.parts import Parts, fit

FACTS = 36
"""The cells that the state of an article takes in words."""
WIDE = 72
"""From this width on a line says more than the state of the article in a word."""
_LEAST_TITLE = 24
_BEFORE = 6  # the cursor, the mark and the sign of the state
_WIDTHS = {
    "language": 10, "date": 10, "source": 14, "byline": 14, "length": 7, "words": 6, "undecided": 9, "added": 10,
    "worked": 10, "by": 14, "for": 14, "agreement": 9,
}  # fmt: skip
_RIGHT = ("length", "words", "undecided", "agreement")


def columns_shown(names: Sequence[str], width: int) -> tuple[str, ...]:
    """As many of the columns as there is room for."""
    room = width - _BEFORE - _LEAST_TITLE - (FACTS if width >= WIDE else 10)
    shown = []
    for name in names:
        room -= _WIDTHS[name] + 2
        if room < 0:
            break
        shown.append(name)
    return tuple(shown)


def columns_text(cells: Sequence[Cell], names: Sequence[str]) -> str:
    """What these columns say, each two cells behind what stands before it."""
    return "".join(f"  {_cell(value, name)}" for value, name in zip(cells, names, strict=False))


def _cell(value: Cell, name: str) -> str:
    width = _WIDTHS[name]
    if value is None:
        text = ""
    elif name == "agreement" and not isinstance(value, str):
        text = f"{int(value * 100)} %"
    elif name == "language":
        text = visible(name_of(str(value)))
    else:
        text = visible(value) if isinstance(value, str) else f"{value:,}"
    text = fit(text, width)
    return text.rjust(width - cell_len(text) + len(text)) if name in _RIGHT else set_cell_size(text, width)


def columns_head(names: Sequence[str], width: int) -> Parts:
    """The line above the list that names the columns; nothing where there are none."""
    if not names:
        return ()
    shown = columns_shown(names, width)
    heads = "".join(f"  {name.rjust(_WIDTHS[name]) if name in _RIGHT else name.ljust(_WIDTHS[name])}" for name in shown)
    hidden = len(names) - len(shown)
    more = f"+{counted(hidden, 'column')}" if hidden else ""
    facts = FACTS if width >= WIDE else 10
    title = set_cell_size("      title", max(width - facts - len(heads), 0))
    return ((f"{title}{heads}{more:>{facts}}", "$text-muted"),)
