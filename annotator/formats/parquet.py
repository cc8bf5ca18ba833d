"""Tables in Parquet or Arrow, as Hugging Face's datasets are stored: a row is an article.

A row has a text or tokens, and spans or tags of tokens; the names of tags stand in the table or beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotator.errors import InputError, first_line
from annotator.formats.base import Loss, Read, ReadOptions, needs
from annotator.formats.common.records.columns import label_columns
from annotator.formats.common.records.dataset_cards import cards, class_names, names_in
from annotator.formats.common.records.json_lines import taken
from annotator.formats.common.records.record import incoming

try:
    import pyarrow as pa
    import pyarrow.parquet as pq
except ImportError as error:
    raise needs("parquet", "parquet") from error

NAME = "parquet"
ABOUT = "Parquet and Arrow tables, as Hugging Face's datasets have them"
SUFFIXES = (".parquet", ".arrow")
SIGNS = ({"head": r"\APAR1"}, {"name": r"\.arrow$"})
LOSES: Mapping[Loss, str] = {}
FOLDER = False
READ_SETTINGS = label_columns.READ_SETTINGS
EXTRA = "parquet"

_BATCH = 500


def companions(path: Path) -> list[Path]:
    """The card of the dataset, and what else tells of it."""
    return cards(path)


def read(path: Path, options: ReadOptions) -> Iterator[Read]:
    """The rows of a table; the first one is on line 1."""
    try:
        options = _named(path, options)
        found, columns = label_columns.with_columns(_rows(path), options)
        yield from taken(found, lambda row, line, told: incoming(columns.out_of(row, told), options, line, told))
    except pa.ArrowException as error:
        yield InputError(f"This table cannot be read: {first_line(error).rstrip('.')}.")


def _rows(path: Path) -> Iterator[tuple[int, Any]]:
    number = 0
    for batch in _batches(path):
        for row in batch.to_pylist():
            number += 1
            yield number, {key: value for key, value in row.items() if value is not None}


def _batches(path: Path) -> Iterator[Any]:
    if path.suffix.lower() != ".arrow":
        yield from pq.ParquetFile(path).iter_batches(_BATCH)
        return
    with pa.memory_map(str(path)) as source:
        try:
            yield from pa.ipc.open_stream(source)
        except pa.ArrowInvalid:
            table = pa.ipc.open_file(source)
            yield from (table.get_batch(number) for number in range(table.num_record_batches))


def _named(path: Path, options: ReadOptions) -> ReadOptions:
    """The options with the names of classes that the table itself has, else those beside it."""
    beside = class_names(path)
    schema = pq.read_schema(path) if path.suffix.lower() != ".arrow" else None
    about = (schema.metadata or {}).get(b"huggingface") if schema else None
    features = json.loads(about) if about else None
    return replace(options, classes=lambda column: names_in(features, column) or beside(column))
