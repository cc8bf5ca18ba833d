"""Columns of brackets, as CoNLL-2012 has them: `(PERSON*`, `*`, `*)`, `(ORG)`.

Names, roles of a predicate, chunks and clauses are all written so; which column has the names is told by its labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from annotator.formats.common.columns.row import EMPTY, PHRASES, Row
from annotator.formats.common.columns.tag_schemes import is_tag

_BRACKET = re.compile(r"(?=.*[*)])(?:\(([^\s()*]+)\*?|\*)(\)?)")
_ROLE = re.compile(r"([RC]-)?(A(RG)?(\d|A|M)?(-\w+)*|AM(-\w+)*|V)")
_ONTONOTES = 12
"""So many columns CoNLL-2012 has at least; its names are in the eleventh, its words in the fourth."""


def names_column(sentences: Iterable[Sequence[Row]]) -> int | None:
    """Which column has names in brackets, counted from 0: the first whose labels are neither roles nor phrases.

    There is none where the last column has tags. One without any label counts where no other has labels.
    """
    rows = [row.cells for row in chain(*sentences)]
    width = min(map(len, rows), default=0)
    if width < 2 or _are_tags([cells[-1] for cells in rows]):
        return None
    known = width >= _ONTONOTES
    columns = {place: [cells[place] for cells in rows] for place in ((10,) if known else range(1, width))}
    labels = {place: found for place, cells in columns.items() if (found := _labels(cells, known=known)) is not None}
    return next((place for place, found in labels.items() if found), next(iter(labels), None))


def _are_tags(column: Sequence[str]) -> bool:
    return 10 * sum(cell not in EMPTY and is_tag(cell) for cell in column) >= 9 * len(column)


def words_column(rows: Iterable[Row]) -> int | None:
    """Which column of a file with brackets has the words, where its width says so."""
    return 3 if min(len(row.cells) for row in rows) >= _ONTONOTES else None


def _labels(column: Sequence[str], *, known: bool) -> set[str] | None:
    """The labels of a column of names; None where it is not nearly all brackets, or where they are others'.

    One that is `known` to have names has no others.
    """
    found = [match for cell in column if (match := _BRACKET.fullmatch(cell))]
    labels = {match[1] for match in found if match[1]}
    others = not known and any(label in PHRASES or _ROLE.fullmatch(label) for label in labels)
    return labels if 10 * len(found) >= 9 * len(column) and not others else None


def is_bracket(cell: str) -> bool:
    """Whether a cell is one of a column of brackets."""
    return _BRACKET.fullmatch(cell) is not None


def as_tags(rows: Iterable[Row], place: int) -> Iterator[Row]:
    """The rows of a sentence with `B-PER`, `I-PER` and `O` for brackets; what is no bracket stays as it is."""
    inside = ""
    for row in rows:
        match = _BRACKET.fullmatch(row.cells[place])
        if not match:
            yield row
            continue
        inside = match[1] or inside
        tag = f"{'B' if match[1] else 'I'}-{inside}" if inside else "O"
        yield row.with_cell(place, tag)
        inside = "" if match[2] else inside
