"""The labels of articles as whoever came first has finished them: what was said then stays said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from annotator.domain.layer import fold
from annotator.storage.rows import DECISION_COLUMNS, decision_of
from annotator.storage.store import Store

_FIRST = (
    "SELECT article, layer, min(seq) FROM decisions WHERE action IN ('finished', 'approved', 'skipped') "
    "GROUP BY article ORDER BY 3"
)
_LOG = f"SELECT {DECISION_COLUMNS} FROM decisions WHERE article = ? AND layer = ? AND seq <= ? ORDER BY id"


def first_labels(store: Store) -> Iterator[tuple[str, Counter[str]]]:
    """The articles that anybody has finished, by key, in the order in which that came, with how many of each label.

    Labels are counted under the names that they had then; a label of the article as a whole counts as one.
    """
    conn = store.conn
    for article, layer, last in conn.execute(_FIRST).fetchall():
        key, length = conn.execute("SELECT key, length FROM articles WHERE id = ?", (article,)).fetchone()
        rows = conn.execute(_LOG, (article, layer, last))
        made = fold(length, [decision_of(row, str) for row in rows])
        yield key, Counter([*(span.label for span in made.held), *(name for name, on in made.cats.items() if on)])
