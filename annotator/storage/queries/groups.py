"""Groups of near-duplicate articles, and the sketches by which they are found.

`first` is the first-added article of a group; `hashes` lists for some hashes of each sketch where they occur.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

from annotator.storage.store import Store

_MOST = 50  # articles looked at for one hash: what is in more of them is boilerplate


class Groups:
    """The groups of one project; everything that writes belongs inside a `write()`."""

    def __init__(self, store: Store) -> None:
        self._conn = store.conn

    def without(self) -> list[int]:
        """The row ids of the articles that have no group yet, the first-added first."""
        rows = self._conn.execute(
            "SELECT id FROM articles WHERE NOT EXISTS (SELECT 1 FROM likeness WHERE likeness.article = id) "
            "ORDER BY added, key"
        )
        return [row[0] for row in rows]

    def text(self, article: int) -> str:
        """The text of an article by its row id."""
        return str(self._conn.execute("SELECT text FROM texts WHERE article = ?", (article,)).fetchone()[0])

    def sharing(self, hashes: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
        """The group and sketch of the articles that have one of these hashes, the first that was grouped first."""
        found: set[int] = set()
        for one in hashes:
            rows = self._conn.execute(
                "SELECT article FROM hashes WHERE hash = ? ORDER BY article LIMIT ?", (one, _MOST)
            )
            found.update(row[0] for row in rows)
        for article in sorted(found):
            row = self._conn.execute("SELECT first, sketch FROM likeness WHERE article = ?", (article,)).fetchone()
            yield row[0], array("Q", row[1]).tolist()

    def put(self, article: int, first: int, sketch: Sequence[int], hashes: Sequence[int]) -> None:
        """Store an article's group and sketch, and under which hashes it is found."""
        self._conn.execute("INSERT INTO likeness VALUES (?, ?, ?)", (article, first, array("Q", sketch).tobytes()))
        self._conn.executemany("INSERT INTO hashes VALUES (?, ?)", ((one, article) for one in hashes))

    def first_keys(self) -> dict[str, str]:
        """The key of the first article of the group, for every article that is not the first of its own."""
        rows = self._conn.execute(
            "SELECT a.key, b.key FROM likeness JOIN articles a ON a.id = article JOIN articles b ON b.id = first "
            "WHERE article != first"
        )
        return dict(rows.fetchall())
