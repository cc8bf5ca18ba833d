"""What a list can tell of an article beside its title and state: a column each, in this order."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from annotator.domain.decisions import GOLD
from annotator.storage.queries.asked.functions import with_functions
from annotator.storage.queries.listing.conditions import AGREEMENT, DATES, LISTED, UNDECIDED, WORDS
from annotator.storage.store import Store

Cell = str | int | float | None


class Column(NamedTuple):
    """SQL over a row of `LISTED`, and what is said of it."""

    sql: str
    about: str


def _names(table: str, name: str, condition: str) -> str:
    return (
        f"(SELECT group_concat({name}, ', ') FROM (SELECT {name} FROM {table} "
        f"WHERE {table}.article = articles.id AND {condition} ORDER BY {name}))"
    )


COLUMNS = {
    "language": Column("language", "the language"),
    "date": Column("date", "the date that the article bears"),
    "source": Column("source", "where it was published"),
    "byline": Column("byline", "who wrote it"),
    "length": Column("length", "how many characters it has"),
    "words": Column(WORDS, "how many words it has"),
    "undecided": Column(UNDECIDED, "how many suggestions are undecided"),
    "added": Column("substr(added, 1, 10)", "when it came"),
    "worked": Column(f"substr({DATES['worked']}, 1, 10)", "when somebody last worked on it"),
    "by": Column(_names("layers", "layer", f"layer != '{GOLD}'"), "who has worked on it"),
    "for": Column(_names("assignments", "annotator", "1"), "to whom it was given"),
    "agreement": Column(AGREEMENT, "F1 of those who finished it"),
}


def cells(store: Store, annotator: str, keys: Sequence[str], names: Sequence[str]) -> Mapping[str, tuple[Cell, ...]]:
    """What these columns say of these articles, by key."""
    with_functions(store)
    columns = ", ".join(COLUMNS[name].sql for name in names)
    rows = store.conn.execute(
        f"SELECT key, {columns} FROM {LISTED} WHERE key IN (SELECT value FROM json_each(:keys))",
        {"annotator": annotator, "keys": json.dumps(list(keys))},
    )
    return {key: tuple(found) for key, *found in rows}
