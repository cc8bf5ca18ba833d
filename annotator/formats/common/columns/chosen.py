"""The columns that the user names: `--set word=2 --set tag=10`, counted from 1; several tags with commas between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from annotator.errors import InputError
from annotator.formats.common.columns.brackets import as_tags, is_bracket
from annotator.formats.common.columns.row import EMPTY, Row
from annotator.plural import counted

READ_SETTINGS = {
    "word": "the column of words, counted from 1: word=2",
    "tag": "the columns of tags, counted from 1, with commas between: tag=10",
}


class Chosen(NamedTuple):
    """Which columns hold words and tags, counted from 0; None and none where the user does not say."""

    word: int | None
    tags: tuple[int, ...]

    @classmethod
    def of(cls, settings: Mapping[str, str]) -> Chosen:
        """What the settings say. Raises `InputError` where one is no number of a column."""
        word, tags = _numbers(settings, "word"), _numbers(settings, "tag")
        if len(word) > 1:
            raise InputError("The setting word is the number of one column, such as word=2.")
        return cls(next(iter(word), None), tags)

    def __bool__(self) -> bool:
        return self.word is not None or bool(self.tags)

    def lacking(self, row: Row) -> InputError | None:
        """Why a row does not have these columns, if it does not."""
        most = max((self.word or 0, *self.tags))
        if len(row.cells) > most:
            return None
        return InputError(f"The line has {counted(len(row.cells), 'column')}, and no column {most + 1}.", line=row.line)

    def prepared(self, sentence: Sequence[Row]) -> list[Row]:
        """A sentence with tags in its chosen columns: `O` where nothing stands, and for brackets what they mean."""
        rows = list(sentence)
        for place in self.tags:
            if all(is_bracket(row.cells[place]) for row in rows):
                rows = list(as_tags(rows, place))
            rows = [row.with_cell(place, "O") if row.cells[place] in EMPTY else row for row in rows]
        return rows


def _numbers(settings: Mapping[str, str], name: str) -> tuple[int, ...]:
    given = settings.get(name)
    if given is None:
        return ()
    parts = [part.strip() for part in given.split(",")]
    if not all(part.isascii() and part.isdecimal() and 0 < int(part) < 1000 for part in parts):
        raise InputError(f"The setting {name} is the number of a column, counted from 1, not {given!r}.")
    return tuple(int(part) - 1 for part in parts)
