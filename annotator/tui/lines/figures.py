"""Figures as lines of text with bars: agreement of pairs, shares, counts. Pure; shown in several screens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from annotator.domain.sanitise import visible
from annotator.storage.queries.pairs import Pair
from annotator.tui.lines.parts import BADGE, Parts, bar, fit

_STEPS = " ▁▂▃▄▅▆▇█"
SHORT = 8
"""How many cells a name may take where it stands before a label or in a list."""


def figure(value: float | None) -> str:
    """An F1 with two decimals, `1.00` only where it is 1; a dash where it is undefined."""
    if value is None:
        return " -  "
    return "0.99" if 0.995 <= value < 1 else f"{value:.2f}"


def spark(numbers: Sequence[int]) -> str:
    """A column a number, as high as it is against the largest."""
    most = max(numbers, default=0)
    return "".join(_STEPS[-(-number * 8 // most)] if most else " " for number in numbers)


def column(text: str, cells: int) -> str:
    """Text from outside in exactly so many cells."""
    return set_cell_size(fit(visible(text), cells), cells)


def title_line(project: str, what: str, width: int) -> Parts:
    """The top line of a screen of figures: the project, and what the figures tell of."""
    where = f" {fit(visible(project), 24)} "
    room = width - cell_len(BADGE[0]) - cell_len(where) - 2
    return (BADGE, (where, "$text-muted"), (f" {fit(visible(what), max(room, 8))} ", "bold"))


def pair_lines(pairs: Sequence[Pair], width: int) -> Content:
    """The agreement of each pair: names, a bar, exact F1."""
    lines = [Content.styled("agreement so far", "bold"), Content("")]
    short = short_names(sorted({name for pair in pairs for name in (pair.a, pair.b)}))
    both_names = {pair: f"{short[pair.a]}·{short[pair.b]}" for pair in pairs}
    names = max(map(cell_len, both_names.values()), default=0)
    for pair, both in both_names.items():
        value = pair.f1.value
        parts = [(column(both, names), "$text-muted"), ("  ", ""), *bar(value or 0.0, max(width - names - 11, 3))]
        lines.append(Content.assemble(*parts, (f"  F1 {figure(value)}", "")))
    return Content("\n").join(lines)


def short_names(names: Sequence[str]) -> dict[str, str]:
    """Each name in at most `SHORT` cells: what all begin with is left out where some are longer than that.

    Names that would look the same then keep their ends.
    """
    cut = 0
    if len(names) > 1 and max(map(len, names)) > SHORT:
        cut = sum(1 for _ in takewhile(lambda letters: len(set(letters)) == 1, zip(*names, strict=False)))
        cut = cut if all(len(name) > cut for name in names) else 0
    short = {name: fit(visible(name[cut:]), SHORT) for name in names}
    twice = Counter(short.values())
    return {name: _both_ends(visible(name)) if twice[cells] > 1 else cells for name, cells in short.items()}


def _both_ends(name: str) -> str:
    return f"{set_cell_size(name, 2).rstrip()}…{name[-5:]}" if name.isascii() else fit(name, SHORT)
