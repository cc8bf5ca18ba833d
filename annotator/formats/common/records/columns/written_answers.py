"""Labels and written answers, which doccano's projects of sequence to sequence (translations, summaries) have alike.

Both are a list of texts under `label`. Answers are sentences, and no two are the same; labels come again. What is
taken for an answer is kept in `meta` and counted; `--set answers=labels` or `answers=texts` settles it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from annotator.errors import InputError
from annotator.formats.base import ReadOptions
from annotator.formats.common.records.base import is_written
from annotator.formats.common.records.columns.list_cells import looks_like_list
from annotator.formats.common.records.span_entries import tagged
from annotator.formats.common.told import Told

READ_SETTINGS = {"answers": "what a list of texts under `label` is: answers=labels or answers=texts"}

_KEYS = ("label", "labels")
_VALUES = ("labels", "texts")
_ENOUGH = 8
_DOUBTFUL = (
    'What stands under "{}" was taken for labels of the article; `--set answers=texts` takes it for written answers.'
)
_TAKEN = 'What stands under "{}" was taken for written answers; `--set answers=labels` takes it for labels.'


class WrittenAnswers:
    """Takes written answers out of the records of one file, whose first ones have `texts` under `label`.

    Where labels of several words are `doubtful`, that is told. Raises `InputError` for a setting that is none.
    """

    def __init__(self, texts: Sequence[str], options: ReadOptions, *, doubtful: bool = True) -> None:
        self._doubtful = doubtful
        self._said = options.settings.get("answers", "")
        if self._said not in ("", *_VALUES):
            raise InputError(f"The setting answers is labels or texts, not {self._said!r}.")
        self._are_texts = self._said == "texts" or (not self._said and _look_written(texts))

    def out_of(self, record: Any, told: Told) -> Any:
        """The record, with its answers in words under "answers" and not under `label`."""
        key = _key(record)
        if not key:
            return record
        if not self._are_texts:
            if self._doubtful and not self._said and any(re.search(r"\s", one) for one in _texts(record[key])):
                told.say(_DOUBTFUL.format(key))
            return record
        if not self._said:
            told.say(_TAKEN.format(key))
        found = [*_texts(record[key])]
        told.aside("written answers", len(found))
        return {**{name: value for name, value in record.items() if name != key}, "answers": found}


def _key(record: Any) -> str:
    """The key under which a record has texts that may be labels or answers, else an empty string."""
    if not isinstance(record, dict) or not ("label" in record or "labels" in record) or "tokens" in record:
        return ""
    return next((key for key in _KEYS if (texts := _texts(record.get(key))) and not tagged(texts)), "")


def _texts(value: Any) -> list[str]:
    """The texts of a value that is nothing but one or several."""
    every = value if isinstance(value, list) else [value]
    return every if all(isinstance(one, str) and not looks_like_list(one) for one in every) else []


def texts_under_label(records: Iterable[Any]) -> Iterator[str]:
    """The texts that records have under `label`, which may be labels or answers."""
    for record in records:
        if key := _key(record):
            yield from _texts(record[key])


def _look_written(texts: Sequence[str]) -> bool:
    """Whether at least half of the texts are sentences, or all of many differ and have several words."""
    sentences = sum(map(is_written, texts))
    spaced = sum(re.search(r"\s", text.strip()) is not None for text in texts)
    differ = len({*texts}) == len(texts) >= _ENOUGH
    return bool(texts) and (2 * sentences >= len(texts) or (differ and 2 * spaced > len(texts)))
