"""Markdown of what comes from outside: harmless, on one line, in tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from annotator.domain.sanitise import one_line

_SIGNS = re.compile(r"([\\`*_<>\[\]|#&~])")


def plain(text: str, width: int = 0) -> str:
    """A text as it is to be read, on one line, cut to `width` characters (0: not cut)."""
    text = one_line(text)
    return _SIGNS.sub(r"\\\1", f"{text[: width - 1]}…" if 0 < width < len(text) else text)


def table(head: Sequence[str], rows: Iterable[Sequence[str | int]]) -> Iterator[str]:
    """The lines of a table, and an empty one behind it; nothing where it has no rows. Its cells are Markdown."""
    body = [[f"{cell:,}" if isinstance(cell, int) else cell for cell in row] for row in rows]
    if not body:
        return
    numbers = [all(re.fullmatch(r"[\d,.%–-]*( to [\d.]+)?", row[place]) for row in body) for place in range(len(head))]
    yield _row(head)
    yield _row(["---:" if right else "---" for right in numbers])
    yield from map(_row, body)
    yield ""


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
