"""The rows of an article in a file of columns: which line is one, where its words stand and where its tags.

A row is split at tabs, or at blanks where it has no tab; any other white space is part of a word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from annotator.formats.common.columns.brackets import words_column
from annotator.formats.common.columns.entities import is_mentions
from annotator.formats.common.columns.row import EMPTY, PHRASES, Row
from annotator.formats.common.columns.tag_schemes import is_tag

_NUMBER = re.compile(r"\d+([.,]\d+)*")
_PLACE = re.compile(r"\d+-\d+")
_SETTING = re.compile(r"#\s*[\w.:-]+\s*=")
_BLANKS = re.compile(r" +")
_MANY = 5


@dataclass(slots=True)
class Rows:
    """The sentences of one article; `line` is the one in which it begins, `names` what its document is called there."""

    line: int
    names: Sequence[str] = ()
    sentences: list[list[Row]] = field(default_factory=lambda: [[]])
    comments: int = 0
    """How many of its lines are comments, when they are `settled`."""

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

        found = [kept for rows in self.sentences if (kept := list(filter(token, rows)))]
        self.comments = sum(map(len, self.sentences)) - sum(map(len, found))
        return found


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
    """Which columns hold what, counted from 0 (from the end, where below 0).

    `tags` is empty where no column has any; `space` says if white space follows; `number` counts words;
    `mentions` opens and closes those of entities.
    """

    word: int
    tags: tuple[int, ...]
    space: int | None = None
    number: int | None = None
    mentions: int | None = None

    def chosen(self, word: int | None, tags: tuple[int, ...]) -> Layout:
        """The same with words and tags where the user says that they are."""
        return replace(self, word=self.word if word is None else word, tags=tags or self.tags)

    def beside(self, width: int) -> list[int]:
        """The columns of rows of so many cells that are not read."""
        read = (self.word, self.number, self.space, self.mentions, *self.tags)
        places = {place % width for place in read if place is not None}
        return [place for place in range(width) if place not in places]


def layout_of(sentences: Sequence[Sequence[Row]], names: int | None = None) -> Layout:
    """The columns of an article, told by what they hold; `names` is that of its tags, where it is known."""
    rows = [row.cells for sentence in sentences for row in sentence]
    width = min(map(len, rows))
    if width < 2:
        return Layout(0, (-1,))
    columns = [[row[place] for row in rows] for place in range(width)]
    last = [row[-1] for row in rows]
    mentions = -1 if width > 2 and _are_mentions(last) else None
    number = next((place for place in range(width - 1) if width > 2 and _counted(columns[place], sentences)), None)
    if names is not None:
        word = words_column(chain(*sentences))
        word = _word_column(columns[:names], number) if word is None else word
        return Layout(word, (names,), None, number, mentions)
    if _mostly_tags(columns[0]) and not _mostly_tags(last):
        return Layout(width - 1, (0,))
    if width > 2 and "+" in last and set(last) <= {"+", "-"} and _mostly_tags([row[-2] for row in rows]):
        return Layout(0, (-2,), -1)
    counted = number == 0 and not set(columns[1]) <= EMPTY
    word = _word_column(columns[:-1], number if counted or number else None)
    nested = tuple(place for place in range(2, width) if _entities(columns[place])) if counted else ()
    tagged = mentions is None and not set(last) <= EMPTY
    plain = (-1,) if tagged else tuple(place for place in range(1, width) if _entities(columns[place]))
    return Layout(word, nested or plain[-1:], None, number, mentions)


def _are_mentions(column: Sequence[str]) -> bool:
    """Whether a column has mentions of entities, where it is not empty."""
    said = [cell for cell in column if cell not in EMPTY]
    return bool(said) and all(map(is_mentions, said))


def _word_column(columns: Sequence[Sequence[str]], number: int | None) -> int:
    """The column behind the one that counts, where that is not the first; else the first column of words.

    Words are neither a count, nor all numbers, nor one value throughout.
    """
    fallback = 0 if number is None else number + 1
    if len(columns[0]) < _MANY or (number and fallback < len(columns)):
        return fallback
    for place, column in enumerate(columns):
        if place != number and len(set(column)) > 1 and not all(map(_NUMBER.fullmatch, column)):
            return place
    return fallback


def _counted(column: Sequence[str], sentences: Iterable[Sequence[Row]]) -> bool:
    if all(map(_PLACE.fullmatch, column)):  # sentence and word, as WebAnno has them
        return True
    return len(column) > 1 and any(column == list(_numbers(sentences, first)) for first in (0, 1))


def _numbers(sentences: Iterable[Sequence[Row]], first: int) -> Iterator[str]:
    for sentence in sentences:
        yield from (str(nth) for nth in range(first, first + len(sentence)))


def _mostly_tags(column: Sequence[str]) -> bool:
    tags = sum(map(is_tag, column))
    return 0 < 9 * len(column) <= 10 * tags


def _entities(column: Sequence[str]) -> bool:
    tags = {tag for tag in column if tag not in EMPTY}
    return bool(tags) and all(map(is_tag, column)) and not ({tag[2:] for tag in tags} & PHRASES)
