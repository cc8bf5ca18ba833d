"""A top line that sheds whole pieces where there is no room for all of them. Pure.

A *piece* is a few parts that stay or go together, with its worth: the piece of least worth goes first,
and none is ever cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from annotator.domain.sanitise import visible
from annotator.tui.lines.parts import BAR, Part, Parts, bar, fit

NAME = 24
"""How many cells the name of a project or of a person may take in a top line."""
_LEAST_TITLE = 24


@dataclass(frozen=True, slots=True)
class HeadlinePart:
    """Parts that stay or go together; of two pieces that of less `worth` goes first."""

    worth: float
    parts: Parts

    @property
    def width(self) -> int:
        """The cells it takes."""
        return sum(cell_len(text) for text, _ in self.parts)


def headline(left: Sequence[HeadlinePart], right: Sequence[HeadlinePart], width: int, title: str = "") -> Parts:
    """The pieces that fit `width` cells, at its two ends; between them a title, where much room is left."""
    kept = sorted((*left, *right), key=lambda piece: -piece.worth)
    while kept and sum(piece.width for piece in kept) > width:
        kept.pop()
    shown = [piece for piece in left if piece in kept], [piece for piece in right if piece in kept]
    parts = [part for piece in shown[0] for part in piece.parts]
    room = width - sum(piece.width for piece in kept)
    if title and room > _LEAST_TITLE:
        parts.append((f" {fit(visible(title[:room]), room - 3)}", "$text-muted"))
        room -= cell_len(parts[-1][0])
    return (*parts, (" " * room, ""), *(part for piece in shown[1] for part in piece.parts))


def name(text: str) -> str:
    """The name of a project or of a person with a cell around it."""
    return f" {fit(visible(text), NAME)} "


def share_bar(share: float) -> Parts:
    """A share from 0 to 1 as a line, a cell before it."""
    (filled, colour), rest = bar(share, BAR)
    return ((f" {filled}", colour), rest)


def percent(share: float) -> Part:
    """A share from 0 to 1 in per cent, `100` only where it is whole."""
    return (f" {int(share * 100 + 1e-9):>3} % ", "$text-muted")
