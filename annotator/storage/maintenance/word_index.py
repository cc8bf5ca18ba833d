"""An index of the words of a large project, from which one knows which texts a string can be in at all.

It is made when it is first needed, and followed up whenever it is asked: texts are only ever added. It stands beside
the project's own tables (FTS5 without contents, 0.2 kB for 200 words), and says nothing of places.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from annotator.domain.folded import fold
from annotator.progress import ProgressCallback
from annotator.storage.connection import only_reads
from annotator.storage.maintenance.short_writes import ShortWrites
from annotator.storage.store import Store

_WORTH_IT = 4_000  # articles; fewer are read in some tenths of a second
_MAKE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS word_index USING "
    "fts5(text, content = '', detail = none, tokenize = 'unicode61 remove_diacritics 0')"
)


def index_words(store: Store, progress: ProgressCallback = lambda _done, _of: None) -> bool:
    """Put the texts into the index that are not in it, and say whether all are; `progress` hears how far that is.

    Raises `ProjectBusy`.
    """
    for done, of in indexing(store):
        progress(done, of)
    return is_indexed(store)


def indexing(store: Store) -> Iterator[tuple[int, int]]:
    """The same, some texts at a time; gives each time how far it is, and of how many.

    Nothing is done where the project is small, or cannot be written, or SQLite was built without FTS5.
    """
    last, done = _last(store), _indexed(store)
    if done == last or only_reads(store.conn) or (done is None and last < _WORTH_IT):
        return
    try:
        yield from _index(store, last)
    except sqlite3.OperationalError as error:
        if "no such module" not in str(error):
            raise


def is_indexed(store: Store) -> bool:
    """Whether the index has all texts."""
    return _indexed(store) == _last(store)


def _index(store: Store, last: int) -> Iterator[tuple[int, int]]:
    writes = ShortWrites(store)
    while (_indexed(store) or 0) < last:
        with writes.write():
            store.conn.execute(_MAKE)
            rows = store.conn.execute(
                "SELECT article, text FROM texts WHERE article > ? ORDER BY article LIMIT ?",
                (_indexed(store) or 0, writes.size),
            ).fetchall()
            folded = ((number, fold(text)) for number, text in rows)
            store.conn.executemany("INSERT INTO word_index (rowid, text) VALUES (?, ?)", folded)
        yield rows[-1][0], last


def _last(store: Store) -> int:
    """The last article that has a text, by its row id."""
    return int(store.conn.execute("SELECT coalesce(max(article), 0) FROM texts").fetchone()[0])


def _indexed(store: Store) -> int | None:
    """The last article whose text is in the index, by its row id, or None where there is no index."""
    if not store.conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'word_index_docsize'").fetchone():
        return None
    return int(store.conn.execute("SELECT coalesce(max(id), 0) FROM word_index_docsize").fetchone()[0])
