"""Columns of a table, or keys of records, that say labels of the article, or tags of its words.

What a column holds is told by the first records of a file. A column that the user names (`--cats`) holds labels, one or
several a cell, or says of its own name whether it holds (`1`, `0`). Those under `label` are taken apart where they are
joined. What else looks like labels of the article is kept in `meta` and told. A cell of tags, one for each word of the
text between its blanks, makes spans.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, TypeVar

from annotator.errors import InputError
from annotator.formats.base import ReadOptions
from annotator.formats.common.records.base import is_written, value_at, without, without_path
from annotator.formats.common.records.columns import written_answers
from annotator.formats.common.records.columns.likely_labels import Likely, likely_labels, truth
from annotator.formats.common.records.columns.list_cells import list_in, looks_like_list
from annotator.formats.common.records.columns.written_answers import WrittenAnswers, texts_under_label
from annotator.formats.common.records.shaped import TEXT_KEYS, is_of_tool
from annotator.formats.common.records.span_entries import NUMBERED, tagged
from annotator.formats.common.told import Told
from annotator.plural import counted

READ_SETTINGS = written_answers.READ_SETTINGS | {
    "split": "what stands between labels in one cell: split=| or split=none"
}

SAMPLE = 60
"""How many records tell what the columns of a file hold."""
_LABELS = ("label", "labels")
_TAGS = (*_LABELS, "tags", "tag", "Tag", "Tags", "ner", "ner_tags", "word_labels", "iob", "bio", "iob_tags", "bio_tags")
_SURE, _DOUBTFUL = ("|", ";"), ","
_BLANKS = re.compile(r"[\s,]+")
_COMMAS = 'Labels under "{}" have commas in them and were taken as they stand: `--set split=,` takes them apart.'
_APART = 'Labels joined by "{}" under "{}" were taken apart: `--set split=none` takes each cell for one label.'
_SHOWN = 12


Item = TypeVar("Item")


def with_columns(
    found: Iterable[Item], options: ReadOptions, known: Iterable[str] = (), *, table: bool = False
) -> tuple[Iterator[Item], LabelColumns]:
    """What was found in a file, and its columns by the first of its records; those are pairs, as `records` gives.

    `known` are the columns of a table of spans that say something of these; `table` if rows of a table were found.
    """
    every = iter(found)
    first = list(islice(every, SAMPLE))
    rows = (one[1] for one in first if isinstance(one, tuple))
    return chain(first, every), LabelColumns(rows, options, known, table=table)


class LabelColumns:
    """Makes labels and tags of the columns of one file's records, of which `sample` are the first."""

    def __init__(
        self, sample: Iterable[Any], options: ReadOptions, known: Iterable[str] = (), *, table: bool = False
    ) -> None:
        self._options, self._split = options, options.settings.get("split", "").strip()
        rows = [one for one in sample if isinstance(one, dict)]
        every = {key for row in rows for key in row}
        self._answers = WrittenAnswers([*texts_under_label(rows)], options, doubtful=not table)
        self.names = self._chosen = dict.fromkeys(_named(options.cats_keys, every))
        self._says = [_lacking(name, every) for name in self._chosen if rows and not _values(rows, name)]
        self._truths = {name for name in self._chosen if _are_truths(_values(rows, name)) and name not in _LABELS}
        self._tags = next((key for key in _TAGS if _are_tags(rows, key)), "")
        joined = [key for key in (*_LABELS, *self._chosen) if key not in self._truths | {self._tags}]
        self._signs = {key: self._sign(_values(rows, key)) for key in joined}
        passed = {*self._chosen, self._tags, options.text_key, options.spans_key, *known}
        self._likely = likely_labels([row for row in rows if known or not is_of_tool(row)], passed)
        self._idle = not (self._says or self._tags or self._chosen or self._likely.columns)

    def _sign(self, values: Sequence[Any]) -> str:
        """What joins labels in the cells of a column; empty where nothing does."""
        if self._split:
            return "" if self._split == "none" else self._split
        return _joining([one for one in values if isinstance(one, str) and not looks_like_list(one)])

    def out_of(self, record: Any, told: Told) -> Any:
        """The record with what its columns hold under "cats", `label` and "tokens". Raises `InputError`."""
        if not isinstance(record, dict) or (self._idle and record.keys().isdisjoint(_LABELS)):
            return record
        record = self._answers.out_of(record, told)
        while self._says:
            told.say(self._says.pop())
        if self._tags and isinstance(record.get(self._tags), (str, list)):
            record = _with_words(record, self._tags)
        if not record.keys().isdisjoint(_LABELS):
            for key in _LABELS:
                if isinstance(record.get(key), str) and key != self._tags:
                    record = {**record, key: self._apart(key, record[key], told)}
        if not (self._chosen or self._likely.columns):
            return record
        cats = self.chosen(record, told)
        for key in self._chosen:
            record = without_path(record, key)
        before = record.get("cats")
        if isinstance(before, list) and all(isinstance(one, str) for one in before):
            before = dict.fromkeys(before, True)
        return {**record, "cats": {**(before if isinstance(before, dict) else {}), **cats}} if cats else record

    def _apart(self, key: str, value: str, told: Told) -> Any:
        """The labels of a cell: a list where it has several, or holds one."""
        if looks_like_list(value):
            return list_in(value, key)
        sign = self._signs.get(key, "")
        if sign and sign in value:
            told.say(_APART.format(sign, key))
            return [one for part in value.split(sign) if (one := part.strip())]
        if _DOUBTFUL in value and not self._split and not is_written(value):
            told.say(_COMMAS.format(key))
        return value

    def chosen(self, record: Mapping[str, Any], told: Told) -> dict[str, bool]:
        """What the columns that the user names say of a record; others that look so are told. Raises `InputError`."""
        self._tell(record, self._likely, told)
        cats: dict[str, bool] = {}
        for key in self._chosen:
            value = value_at(record, key)
            if key in self._truths:
                cats |= {key.rpartition(".")[2]: bool(truth(value))} if truth(value) is not None else {}
            else:
                cats |= dict.fromkeys(self._labels(key, value, told), True)
        return cats

    def _labels(self, key: str, value: Any, told: Told) -> list[str]:
        """The labels that a value of a column names. Raises `InputError` where it names none and is not empty."""
        if isinstance(value, str):
            value = self._apart(key, value, told)
        names = self._options.classes(key)
        found: list[str] = []
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, int) and not isinstance(one, bool):
                if not 0 <= one < len(names):
                    told.say(NUMBERED)
                found.append(names[one] if 0 <= one < len(names) else str(one))
            elif isinstance(one, str) and one.isdecimal() and int(one) < len(names):
                found.append(names[int(one)])
            elif isinstance(one, str):
                found += [one.strip()] if one.strip() else []
            elif one is not None:
                raise InputError(f"What stands under {key!r} is no label of the article: {str(one)[:60]!r}.")
        return found

    def _tell(self, record: Mapping[str, Any], likely: Likely, told: Told) -> None:
        """Count the values that look like labels of the article and stay in `meta`."""
        for key, name in likely.columns.items():
            if record.get(key) not in (None, "", []):
                told.aside(name)
        if likely.columns:
            told.say(likely.sentence)


def _named(chosen: Sequence[str], known: Iterable[str]) -> Iterable[str]:
    """The names of columns that the user gives; several may be joined by commas."""
    there = set(known)
    for one in chosen:
        yield from [one] if one in there else filter(None, map(str.strip, one.split(",")))


def _lacking(name: str, known: Iterable[str]) -> str:
    there = ", ".join(map(repr, sorted(known)[:_SHOWN]))
    return f"`--cats {name}` names nothing that the first records have; they have: {there}."


def _values(rows: Iterable[Mapping[str, Any]], key: str) -> list[Any]:
    """The values under a key that are not empty."""
    return [value for row in rows if (value := value_at(row, key)) not in (None, "", [])]


def _are_truths(values: Sequence[Any]) -> bool:
    return bool(values) and all(truth(one) is not None for one in values)


def _joining(values: Sequence[str]) -> str:
    """The sign that joins labels in these cells: a comma only where half of what it parts stands there again."""
    for sign in (*_SURE, _DOUBTFUL):
        cells = [[part.strip() for part in one.split(sign) if part.strip()] for one in values]
        parts = Counter(part for cell in cells for part in cell)
        apart = {part for cell in cells if len(cell) > 1 for part in cell}
        if apart and not any(map(is_written, apart)):
            again = sum(parts[part] > 1 for part in apart)
            if sign in _SURE or 2 * again >= len(apart):
                return sign
    return ""


def _tags_in(value: Any, key: str) -> list[str] | None:
    """The tags that a cell holds, if it holds nothing else."""
    if isinstance(value, str):
        value = list_in(value, key) if looks_like_list(value) else [one for one in _BLANKS.split(value) if one]
    return value if isinstance(value, list) and value and tagged(value) else None


def _text_key(row: Mapping[str, Any]) -> str:
    return next((key for key in TEXT_KEYS if isinstance(row.get(key), str)), "")


def _are_tags(rows: Sequence[dict[str, Any]], key: str) -> bool:
    """Whether a column has tags: they are nothing else, and most cells have one for each word of the text."""
    fitting = marked = 0
    cells = [row for row in rows if row.get(key) not in (None, "", []) and _text_key(row) and "tokens" not in row]
    for row in cells:
        try:
            tags = _tags_in(row[key], key)
        except InputError:
            return False
        if tags is None:
            return False
        fitting += len(tags) == len(row[_text_key(row)].split())
        marked += any(tag[1:2] in {"-", "_"} for tag in tags)
    return bool(marked) and 2 * fitting > len(cells)


def _with_words(record: dict[str, Any], key: str) -> dict[str, Any]:
    """The record with the words that its tags are of. Raises `InputError` where there are not as many."""
    name, tags = _text_key(record), _tags_in(record[key], key)
    if tags is None or not name:
        return record
    text = record[name]
    words = text.split()
    if len(words) != len(tags):
        raise InputError(f"It has {counted(len(tags), 'tag')} under {key!r} for {counted(len(words), 'word')}.")
    return {**without(record, key, name), "text": text, "tokens": words, "ner_tags": tags}
