"""One line of a file of columns, and what its cells may be that say nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

EMPTY = {"-X-", "_", "-"}
"""What stands in a column that says nothing."""
_SAYS_NOTHING = EMPTY | {"O", "*", ""}
PHRASES = {"NP", "VP", "PP", "ADVP", "ADJP", "SBAR", "PRT", "CONJP", "INTJ", "LST", "UCP", "S", "TOP"}
"""Labels of chunks and clauses, which are never those of names."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line: its number, its cells, whether tabs part them, and whether it may be a comment."""

    line: int
    cells: Sequence[str]
    tabbed: bool = False
    comment: bool = False

    def with_cell(self, place: int, cell: str) -> Row:
        """The same row with another value in one column."""
        return replace(self, cells=[*self.cells[:place], cell, *self.cells[place + 1 :]])


def values(column: Sequence[str]) -> int:
    """How many cells of a column say something; one, where all of many say the same."""
    said = [cell for cell in column if cell not in _SAYS_NOTHING]
    return 1 if len(set(column)) == 1 and said else len(said)
