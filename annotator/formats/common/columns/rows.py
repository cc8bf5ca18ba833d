"""The rows of an article in a file of columns: which line is one, where its words stand and where its tags.

A row is split at tabs, or at blanks where it has no tab; any other white space is part of a word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from annotator.formats.common.columns.tag_schemes import NOTHING, is_tag

_NUMBER = re.compile(r"\d+([.,]\d+)*")
_SETTING = re.compile(r"#\s*[\w.:-]+\s*=")
_BLANKS = re.compile(r" +")
_BRACKET = re.compile(r"(\(\w+)?\*\)?|\(\w+\)")
_CHUNKS = {"NP", "VP", "PP", "ADVP", "ADJP", "SBAR", "PRT", "CONJP", "INTJ", "LST", "UCP"}
_EMPTY = {"-X-", "_", "-"}
_MANY = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One line: its number, its cells, whether tabs part them, whether it may be a comment, mentions of clusters."""

    line: int
    cells: Sequence[str]
    tabbed: bool = False
    comment: bool = False
    mentions: int = 0


@dataclass(slots=True)
class Rows:
    """The sentences of one article; `line` is the one in which it begins."""

    line: int
    sentences: list[list[Row]] = field(default_factory=lambda: [[]])

    def close(self) -> None:
        """End a sentence."""
        if self.sentences[-1]:
            self.sentences.append([])

    def add(self, number: int, line: str) -> None:
        """Take a line; several tokens joined with their tags (`Ada|B-PER left|O`) are a sentence of their own."""
        if tokens := _piped(line):
            self.close()
            self.sentences[-1] += [Row(number, cells) for cells in tokens]
            self.close()
            return
        fresh = all(row.comment for row in self.sentences[-1])
        comment = line.startswith("# ") or (line.startswith("#") and fresh)
        self.sentences[-1].append(Row(number, split(line), "\t" in line.strip(" \t\r\n"), comment))

    def settled(self) -> list[list[Row]]:
        """The sentences without comments: lines with `#` that are not built as the others are."""
        sure = [row for rows in self.sentences for row in rows if not row.comment]
        shapes = Counter(map(_shape, sure)).most_common(1)
        tags = {row.cells[-1] for row in sure}

        def token(row: Row) -> bool:
            return not row.comment or (_fits(row, tags) and (not shapes or _shape(row) == shapes[0][0]))

        return _ontonotes([kept for rows in self.sentences if (kept := list(filter(token, rows)))])


def _ontonotes(sentences: list[list[Row]]) -> list[list[Row]]:
    """Sentences with their words and tags alone, where all rows are those of CoNLL-2012 (`(PER*`, `*`, `*)`)."""
    if not sentences or not all(len(row.cells) > 11 and _BRACKET.fullmatch(row.cells[10]) for row in chain(*sentences)):
        return sentences
    return [list(_bracketed(rows)) for rows in sentences]


def _bracketed(rows: Iterable[Row]) -> Iterator[Row]:
    inside = ""
    for row in rows:
        name = row.cells[10]
        label = name.strip("()*")
        inside = label or inside
        yield Row(
            row.line,
            (row.cells[3], f"{'B' if label else 'I'}-{inside}" if inside else "O"),
            mentions=row.cells[-1].count("("),
        )
        inside = "" if name.endswith(")") else inside


def _shape(row: Row) -> tuple[bool, int]:
    return row.tabbed, len(row.cells)


def _fits(row: Row, tags: set[str]) -> bool:
    setting = not row.tabbed and _SETTING.match(" ".join(row.cells)) is not None
    return not setting and (is_tag(row.cells[-1]) or row.cells[-1] in tags)


def split(line: str) -> list[str]:
    """The cells of a line: at tabs, else at blanks."""
    line = line.rstrip(" \t\r\n").lstrip(" ")
    return [cell.strip(" ") for cell in line.split("\t")] if "\t" in line else _BLANKS.split(line)


def _piped(line: str) -> list[list[str]]:
    if "|" not in line or "\t" in line:
        return []
    cells = split(line)
    pipes = min(cell.count("|") for cell in cells)
    found = [cell.rsplit("|", pipes) for cell in cells] if pipes else []
    return found if all(cells[0] and is_tag(cells[-1]) for cells in found) else []


@dataclass(frozen=True, slots=True)
class Layout:
    """Which columns hold what, counted from 0 (from the end, where below 0); `space` says if white space follows."""

    word: int
    tags: tuple[int, ...]
    space: int | None = None


def layout_of(sentences: Sequence[Sequence[Row]]) -> Layout:
    """The columns of an article, told by what they hold."""
    rows = [row.cells for sentence in sentences for row in sentence]
    width = min(map(len, rows))
    if width < 2:
        return Layout(0, (-1,))
    columns = [[row[place] for row in rows] for place in range(width)]
    if _mostly_tags(columns[0]) and not _mostly_tags([row[-1] for row in rows]):
        return Layout(width - 1, (0,))
    if width > 2 and {row[-1] for row in rows} <= {"+", "-"} and _mostly_tags([row[-2] for row in rows]):
        return Layout(0, (-2,), -1)
    numbered = width > 2 and _counted(columns[0], sentences) and not set(columns[1]) <= _EMPTY
    word = _word_column(columns, numbered=numbered)
    nested = tuple(place for place in range(2, width) if _entities(columns[place])) if numbered else ()
    return Layout(word, nested or (-1,))


def _word_column(columns: Sequence[Sequence[str]], *, numbered: bool) -> int:
    """The first column that neither counts, nor is all numbers, nor has one value throughout."""
    if len(columns[0]) < _MANY:
        return int(numbered)
    for place, column in enumerate(columns[:-1]):
        if not (numbered and place == 0) and len(set(column)) > 1 and not all(map(_NUMBER.fullmatch, column)):
            return place
    return int(numbered)


def _counted(column: Sequence[str], sentences: Iterable[Sequence[Row]]) -> bool:
    return len(column) > 1 and any(column == list(_numbers(sentences, first)) for first in (0, 1))


def _numbers(sentences: Iterable[Sequence[Row]], first: int) -> Iterator[str]:
    for sentence in sentences:
        yield from (str(nth) for nth in range(first, first + len(sentence)))


def _mostly_tags(column: Sequence[str]) -> bool:
    tags = sum(map(is_tag, column))
    return 0 < 9 * len(column) <= 10 * tags


def _entities(column: Sequence[str]) -> bool:
    return all(map(is_tag, column)) and not ({tag[2:] for tag in column if tag not in NOTHING} & _CHUNKS)
