"""The cells of the tables of `agree`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from annotator.cli.common.console import shown

LABEL, NAME, TITLE = 30, 24, 20
"""How wide the names of labels, those of annotators and titles of columns may be."""
Row = Mapping[str, Any]


def who(pair: Row) -> str:
    """The two annotators of a pair."""
    return f"{shown(pair['a'], NAME)}, {shown(pair['b'], NAME)}"


def number(value: float | None) -> str:
    """A figure as tables have it."""
    return "-" if value is None else f"{value:z.3f}"


def interval(row: Row, name: str) -> str:
    """The interval of a figure of a row."""
    return between(row["intervals"].get(name))


def between(edges: Sequence[float] | None) -> str:
    """An interval as tables have it; its edges may be below 0."""
    return f"{edges[0]:z.2f}–{edges[1]:z.2f}" if edges else "-"
