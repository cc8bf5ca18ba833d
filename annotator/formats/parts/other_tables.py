"""Tables of other programs: which of their columns have the places of spans, and cells that hold lists.

A table of spans has a row for each span, with the text again and again. A cell that holds a list, as scripts and pandas
write it, is JSON or as Python shows it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from itertools import islice
from typing import Any

from annotator.domain.document import UNNAMED
from annotator.errors import InputError
from annotator.formats.common.records.columns.label_columns import LabelColumns
from annotator.formats.common.records.columns.likely_labels import truth
from annotator.formats.common.records.columns.list_cells import list_in, looks_like_list
from annotator.formats.common.tables import DELIMITERS, Shape
from annotator.formats.common.told import Told

_CALLED = {
    "start": {"start", "begin", "startoffset", "startchar", "startindex", "startidx", "startpos", "beginoffset"},
    "end": {"end", "stop", "endoffset", "endchar", "endindex", "endidx", "endpos", "stopoffset"},
    "label": {"label", "entitytype", "entitylabel", "type", "tag", "category", "class", "nertag", "labelname"},
    "quote": {"quote", "span", "spantext", "entitytext", "entity", "mention", "surface", "word", "value", "chunk"},
    "layer": {"layer", "annotator", "user", "username", "annotatorid", "userid", "worker", "workerid"},
}
"""What columns of a table of spans may be called, in small letters and without what stands between their words."""
_ANNOTATORS = {"annotator", "annotatorid", "annotatorname", "worker", "workerid", "coder", "rater"}
_QUOTES = {"quote", "span", "spantext", "entitytext", "entity", "mention", "entityname"}
_KINDS = {"accept": "span", "reject": "rejected", "ignore": "passed"}
"""What the answers of Prodigy make of the span of a row."""
_TRUTHS = {"correct", "iscorrect", "accepted", "approved"}
_SCORES = {"score", "confidence", "prob", "probability", "weight", "certainty", "logit"}
_WORDS = {"tokens", "token", "words"}
_SPANS = {"entities", "spans", "annotations", "labels", "label", "ents", "ner", "annotation"}
Rows = Iterable[tuple[int, dict[str, str] | InputError]]


def span_columns(names: Sequence[str]) -> dict[str, str]:
    """The columns of a table of spans with their names here; empty where it has not start, end and label."""
    found: dict[str, str] = {}
    for name in sorted(names, key=lambda one: one not in _CALLED):
        ours = next((one for one, called in _CALLED.items() if _plain(name) in called), "")
        if ours and ours not in found.values():
            found[name] = ours
    return found if {"start", "end", "label"} <= {*found.values()} else {}


def annotator_of(row: Mapping[str, str]) -> tuple[str, str]:
    """The column that says who annotated a text, and who it was; empty where none does."""
    return next(((name, cell) for name, cell in row.items() if cell and _plain(name) in _ANNOTATORS), ("", UNNAMED))


def by_quote(row: Mapping[str, str]) -> dict[str, Any] | None:
    """A row as a record of one span that it names by its quote and a label; None where it does not."""
    quote, label = (next((one for one in row if _plain(one) in called), "") for called in (_QUOTES, _CALLED["label"]))
    if not (quote and label and row[quote].strip() and row[label].strip()):
        return None
    rest = {name: cell for name, cell in row.items() if cell and name not in (quote, label)}
    return rest | {"spans": [{"text": row[quote], "label": row[label].strip()}]}


def is_score(name: str) -> bool:
    """Whether a column of this name holds how sure of a span somebody is, or how much it counts."""
    return _plain(name) in _SCORES


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).lower()


def as_ours(rows: Rows, text: str, columns: Mapping[str, str], labels: LabelColumns, told: Told) -> Rows:
    """The rows of a table of spans as ours are: the text in the first row of those that have it, and a key in each.

    Labels of the article that the first row of a text says are rows of their own here.
    """
    last: str | None = None
    for line, row in rows:
        if isinstance(row, InputError):
            last = None
            yield line, row
            continue
        again, last = row[text] == last, row[text]
        passed = {text, *labels.names}
        renamed = {columns.get(name, name): cell for name, cell in row.items() if name not in passed}
        if kind := _KINDS.get(renamed.get("answer", "").strip().lower(), ""):
            renamed = {name: cell for name, cell in renamed.items() if name != "answer"}
            renamed |= {"kind": kind, "status": "open"}
        elif wrong := next((name for name in renamed if _plain(name) in _TRUTHS and truth(renamed[name]) is False), ""):
            renamed |= {"kind": "rejected"}
            told.aside(f'spans that "{wrong}" calls wrong: taken as refused', kept=False)
        ours = renamed | {"key": row[text], "text": "" if again else row[text]}
        yield line, ours
        for label, on in () if again else labels.chosen(row, told).items():
            yield line, {**ours, "kind": "article" if on else "not", "label": label, "start": "", "end": "", "text": ""}


def with_lists(row: Mapping[str, Any], line: int) -> dict[str, Any] | None:
    """A row as a record, where a cell holds a list of words, spans or labels; None where none does.

    Raises `InputError`.
    """
    lists = {name for name, cell in row.items() if isinstance(cell, str) and looks_like_list(cell)}
    if not any(_plain(name) in _WORDS for name in lists):
        lists = {name for name in lists if name.lower() in _SPANS}
    if not lists and all(isinstance(cell, str) for cell in row.values()):
        return None
    record: dict[str, Any] = {name: cell for name, cell in row.items() if cell != "" and name not in lists}
    for name in lists:
        key = "tokens" if _plain(name) in _WORDS else name.lower()
        record["spans" if key in {"ents", "ner", "annotation"} else key] = list_in(row[name], name, line)
    return record


def is_of_words(name: str) -> bool:
    """Whether a column of this name holds words, and not the text."""
    return _plain(name) in _WORDS


def words_shape(head: str) -> Shape | None:
    """The shape of a table that has a list of words in each row, and no text."""
    for sign in DELIMITERS:
        try:
            names, first = islice(csv.reader(StringIO(head.lstrip("\ufeff"), newline=""), delimiter=sign), 2)
        except (csv.Error, ValueError):
            continue
        for name, cell in zip(names, first, strict=False):
            if _plain(name) in _WORDS and looks_like_list(cell):
                return Shape(sign, 0, tuple(map(str.strip, names)), name.strip())
    return None
